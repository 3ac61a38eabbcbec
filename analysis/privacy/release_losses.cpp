#include "analysis/privacy/release_losses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "analysis/places.hpp"
#include "analysis/privacy/histograms.hpp"
#include "analysis/privacy/nested_sets.hpp"
#include "analysis/privacy/release_layers.hpp"
#include "geo/transit.hpp"

namespace analysis::privacy {

using namespace geo;

namespace {

/// A failure, and what it is ranked by.
struct Ranked {
  const Loss* loss;
  People everyone;
  std::size_t homes;
  std::vector<Cell<double>> people = {};
};

/// One kind's failures as a table of groups by sets of homes.
class LossTable {
 public:
  /// `ranked` the worst first: of two that overlap, the worse one has its groups counted.
  LossTable(const City& shown, const PeopleCounts& people, std::vector<Ranked*> ranked)
      : shown_(shown), ranked_(std::move(ranked)), sets_(shown.homes.size()) {
    for (const Ranked* one : ranked_) set_of_.push_back(sets_.take(one->loss->homes));
    for (const GroupId group : groups().rows()) count(group, people);
    rest_is_what_is_left();
  }

  /// Gives every failure its counts.
  void protect(std::int64_t k) {
    add_cells();
    add_sums_of_sets();
    add_sums_of_groups();
    const auto hidden = withhold(counts_, k);
    for (std::size_t at = 0; at < ranked_.size(); ++at) {
      for (const GroupId group : groups().rows()) {
        ranked_[at]->people.push_back(written(*ranked_[at], set_of_[at], group, hidden));
      }
    }
  }

 private:
  using BySet = std::vector<std::int64_t>;

  const Per<GroupId, Group>& groups() const { return shown_.residents.groups; }

  /// People of a group in each set and in what no set inside it holds, rounded from the whole city
  /// downwards, so that parts sum to their set.
  void count(GroupId group, const PeopleCounts& people) {
    const LevelId city{shown_.levels.size() - 1};
    std::vector<double> own(sets_.size(), 0.0);
    for (const HomeId home : Rows<HomeId>{shown_.homes.size()}) {
      own[sets_.of(home)] += shown_.homes.people[group][home].count();
    }
    own[NestedSets::all] += static_cast<double>(people.without_place(city, group, AreaId{0}));
    auto total = own;
    const auto order = sets_.downwards();
    for (auto set = order.rbegin(); set != order.rend(); ++set) {
      for (const std::size_t inside : sets_.inside(*set)) total[*set] += total[inside];
    }
    auto in_city = people.shown(city, group, AreaId{0});
    if (shown_.residents.in_city.contains(group)) in_city = Missing::not_recorded_at_this_level;
    BySet whole(sets_.size(), 0), left(sets_.size(), 0);
    whole[NestedSets::all] = in_city ? *in_city : 0;
    for (const std::size_t set : order) {
      std::vector<double> parts{own[set]};
      for (const std::size_t inside : sets_.inside(set)) parts.push_back(total[inside]);
      const auto rounded = whole_parts(parts, whole[set]);
      left[set] = rounded[0];
      for (std::size_t at = 1; at < parts.size(); ++at) {
        whole[sets_.inside(set)[at - 1]] = rounded[at];
      }
    }
    in_city_.push_back(in_city);
    whole_.push_back(std::move(whole));
    left_.push_back(std::move(left));
  }

  void rest_is_what_is_left() {
    for (const Split& split : shown_.residents.splits()) {
      if (split.whole != everyone || split.by != Dimension::origin) continue;
      for (const GroupId rest : split.parts) {
        if (!groups()[rest].is_rest || !in_city_[rest.row()]) continue;
        for (auto* counts : {&whole_, &left_}) take_rest(rest, split, *counts);
      }
    }
  }

  void take_rest(GroupId rest, const Split& split, std::vector<BySet>& counts) const {
    for (std::size_t set = 0; set < sets_.size(); ++set) {
      std::int64_t left = counts[everyone.row()][set];
      for (const GroupId part : split.parts) {
        if (part != rest) left -= counts[part.row()][set];
      }
      counts[rest.row()][set] = std::max<std::int64_t>(0, left);
    }
  }

  bool is_leaf(std::size_t set) const { return sets_.inside(set).empty(); }

  void add_cells() {
    for (const GroupId group : groups().rows()) {
      const bool is_open = group == everyone;
      const bool is_guarded = groups()[group].is_protected && !is_open;
      std::vector<std::size_t> whole, left;
      for (std::size_t set = 0; set < sets_.size(); ++set) {
        const bool is_city = set == NestedSets::all;
        whole.push_back(
            counts_.add(whole_[group.row()][set], is_open || is_city, is_guarded && !is_city));
        left.push_back(is_leaf(set) && !is_city
                           ? whole.back()
                           : counts_.add(left_[group.row()][set], is_open, is_guarded));
      }
      whole_cell_.push_back(std::move(whole));
      left_cell_.push_back(std::move(left));
    }
  }

  void add_sums_of_sets() {
    for (const GroupId group : groups().rows()) {
      if (group == everyone || !in_city_[group.row()]) continue;
      for (std::size_t set = 0; set < sets_.size(); ++set) {
        if (is_leaf(set) && set != NestedSets::all) continue;
        Sum sum{whole_cell_[group.row()][set], {left_cell_[group.row()][set]}, true};
        for (const std::size_t inside : sets_.inside(set)) {
          sum.parts.push_back(whole_cell_[group.row()][inside]);
        }
        counts_.sums.push_back(std::move(sum));
      }
    }
  }

  void add_sums_of_groups() {
    for (const Split& split : shown_.residents.splits()) {
      for (std::size_t set = 0; set < sets_.size(); ++set) {
        if (set != NestedSets::all) add_sum(split, set, whole_cell_);
        if (!is_leaf(set) || set == NestedSets::all) add_sum(split, set, left_cell_);
      }
    }
  }

  void add_sum(const Split& split, std::size_t set,
               const std::vector<std::vector<std::size_t>>& cells) {
    if (!in_city_[split.whole.row()]) return;
    Sum sum{cells[split.whole.row()][set], {}, true};
    std::int64_t left = counts_.people[sum.total];
    for (const GroupId part : split.parts) {
      if (!in_city_[part.row()]) continue;
      sum.parts.push_back(cells[part.row()][set]);
      left -= counts_.people[sum.parts.back()];
    }
    if (sum.parts.empty()) return;
    sum.whole = left == 0;
    counts_.sums.push_back(std::move(sum));
  }

  Cell<double> written(const Ranked& one, std::size_t set, GroupId group,
                       const std::vector<bool>& hidden) const {
    const auto& in_city = in_city_[group.row()];
    if (!in_city) return in_city.reason();
    if (one.loss->homes.empty()) return 0.0;
    if (set == NestedSets::crosses) {
      if (group != everyone) return Missing::suppressed;
      return static_cast<double>(std::llround(one.everyone.count()));
    }
    const std::size_t cell = whole_cell_[group.row()][set];
    if (hidden[cell]) return Missing::suppressed;
    return static_cast<double>(counts_.people[cell]);
  }

  const City& shown_;
  std::vector<Ranked*> ranked_;
  NestedSets sets_;
  std::vector<std::size_t> set_of_;          ///< of each failure
  std::vector<Cell<std::int64_t>> in_city_;  ///< by group
  std::vector<BySet> whole_, left_;          ///< by group
  Counts counts_;
  std::vector<std::vector<std::size_t>> whole_cell_, left_cell_;  ///< by group, then set
};

/// Homes that fall, but for those that no output shows.
std::size_t shown_in(const City& city, const std::vector<HomeId>& homes) {
  return static_cast<std::size_t>(
      std::count_if(homes.begin(), homes.end(), [&](HomeId home) { return is_shown(city, home); }));
}

/// The worst first; of the same size in the order of kinds, services, streets and lines.
std::vector<Ranked> ranked(const City& city, const std::vector<Loss>& losses) {
  std::map<Kind, bool> hidden;
  std::vector<Ranked> all;
  for (const Loss& loss : losses) {
    const auto [at, fresh] = hidden.emplace(loss.kind, false);
    if (fresh) at->second = would_locate(city, loss.kind);
    if (at->second) continue;
    Ranked one{&loss, {}, shown_in(city, loss.homes)};
    for (const HomeId home : loss.homes) one.everyone += city.homes.people[everyone][home];
    all.push_back(std::move(one));
  }
  const auto weight = [&](const Ranked& one) {
    return city.residents.recorded ? one.everyone.millionths : static_cast<std::int64_t>(one.homes);
  };
  std::stable_sort(all.begin(), all.end(), [&](const Ranked& a, const Ranked& b) {
    if (weight(a) != weight(b)) return weight(a) > weight(b);
    return std::tie(a.loss->kind, a.loss->standard, a.loss->failed) <
           std::tie(b.loss->kind, b.loss->standard, b.loss->failed);
  });
  return all;
}

void count_people(const City& shown, const PeopleCounts& people, std::int64_t k,
                  std::vector<Ranked>& all) {
  // Those who lose a line are others than those who walk: counted apart.
  std::map<std::tuple<Kind, Minutes, bool>, std::vector<Ranked*>> tables;
  for (Ranked& one : all) {
    if (shown.residents.recorded) {
      const bool rides = std::holds_alternative<LineId>(one.loss->failed);
      tables[{one.loss->kind, one.loss->standard, rides}].push_back(&one);
    } else {
      one.people.assign(shown.residents.groups.size(), Missing::not_recorded);
    }
  }
  for (auto& [which, rows] : tables) LossTable(shown, people, std::move(rows)).protect(k);
}

/// From stop to stop on the way of the line that has most of them.
Line drawn(const City& city, LineId line) {
  const Patterns& patterns = city.transit->timetable.patterns;
  Line longest;
  for (const PatternId pattern : patterns.line.rows()) {
    if (patterns.line[pattern] != line) continue;
    Line way;
    for (const StopId stop : patterns.stops[pattern]) {
      if (const auto& at = city.transit_stops.at[stop]) way.push_back(*at);
    }
    if (way.size() > longest.size()) longest = std::move(way);
  }
  return longest;
}

void describe(const City& city, LineId line, ReleasedLoss& released) {
  const Timetable& timetable = city.transit->timetable;
  const Lines& lines = timetable.lines;
  released.what = ReleasedLoss::What::line;
  released.key = lines.key[line];
  if (timetable.feeds.size() > 1) {
    released.key = timetable.feeds[lines.feed[line]].name + "/" + released.key;
  }
  const std::string &number = lines.short_name[line], &name = lines.long_name[line];
  const bool both = !number.empty() && !name.empty() && number != name;
  released.name = Names{both ? number + " " + name : number.empty() ? name : number};
  const Line way = drawn(city, line);
  if (way.size() > 1) released.at = Geometry::of(way);
}

void describe(const City& city, const Failure& failed, ReleasedLoss& released) {
  if (const auto* service = std::get_if<ServiceId>(&failed)) {
    released.what = ReleasedLoss::What::service;
    released.key = city.services.key[*service];
    released.name = city.services.name[*service];
    const auto& at = city.services.at[*service];
    if (at) released.at = Geometry::of(*at);
    return;
  }
  if (const auto* line = std::get_if<LineId>(&failed)) return describe(city, *line, released);
  const EdgeId street = std::get<EdgeId>(failed);
  released.what = ReleasedLoss::What::street;
  released.key = street_key(street);
  released.name = Names{city.streets.names[street]};
  released.at = Geometry::of(city.streets.lines[street]);
}

}  // namespace

std::vector<ReleasedLoss> released_losses(const City& city, const City& shown,
                                          const Results& results, const PeopleCounts& people,
                                          std::int64_t smallest_count) {
  auto all = ranked(city, results.losses);
  count_people(shown, people, smallest_count, all);
  std::vector<ReleasedLoss> rows;
  for (std::size_t at = 0; at < all.size(); ++at) {
    Ranked& one = all[at];
    const bool tied = at > 0 && (city.residents.recorded ? all[at - 1].everyone == one.everyone
                                                         : all[at - 1].homes == one.homes);
    ReleasedLoss row;
    row.rank = tied ? rows.back().rank : at + 1;
    row.kind = one.loss->kind.name();
    row.standard = one.loss->standard.value;
    describe(city, one.loss->failed, row);
    row.homes = one.homes;
    row.people = std::move(one.people);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace analysis::privacy
