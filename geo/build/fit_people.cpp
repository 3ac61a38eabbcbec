#include "geo/build/fit_people.hpp"

#include <algorithm>
#include <cmath>

#include "geo/build/fit_margins.hpp"
#include "geo/build/spread.hpp"
#include "geo/core/error.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

constexpr double close_enough = 1e-9;  // relative to each margin

using AllCounted = std::map<GroupId, Counted>;
using ByZone = Column<NeighbourhoodId, People>;

/// Counts of the finest areas are counts of neighbourhoods.
ByZone as_counted(const Counted& counted) {
  ByZone out;
  for (const auto& cell : counted.people) out.push_back(cell);
  return out;
}

/// The parts of one whole that are brought to the neighbourhoods together: a row of cells for each
/// part, and a last one for the people who are in none.
class SplitFit {
 public:
  SplitFit(const Residents& all, const Split& split, const AllCounted& counted,
           const Per<LevelId, Level>& levels, const std::string& file)
      : all_(all),
        split_(split),
        counted_(counted),
        levels_(levels),
        file_(file),
        whole_(all.by_neighbourhood[split.whole]) {
    for (const GroupId part : split.parts) coarsest_ = std::max(coarsest_, at(part));
  }

  /// Cells of each part by neighbourhood.
  std::map<GroupId, std::vector<double>> cells() {
    std::vector<double> start((split_.parts.size() + 1) * zones());
    for (std::size_t row = 0; row <= split_.parts.size(); ++row) {
      for (const NeighbourhoodId zone : whole_.rows()) {
        if (whole_[zone]) start[cell(row, zone)] = whole_[zone]->count();
      }
    }
    add_whole();
    for (std::size_t row = 0; row < split_.parts.size(); ++row) add_part(row, start);
    add_others(start);
    const auto fitted = fit_margins(std::move(start), margins_, close_enough / 10);
    if (!fitted || fitted->furthest > close_enough) refuse_contradiction();
    std::map<GroupId, std::vector<double>> out;
    for (std::size_t row = 0; row < split_.parts.size(); ++row) {
      const auto first = fitted->cells.begin() + static_cast<std::ptrdiff_t>(row * zones());
      out[split_.parts[row]] = {first, first + static_cast<std::ptrdiff_t>(zones())};
    }
    return out;
  }

 private:
  std::size_t zones() const { return whole_.size(); }
  std::size_t cell(std::size_t row, NeighbourhoodId zone) const {
    return row * zones() + zone.row();
  }
  LevelId at(GroupId part) const { return counted_.at(part).at; }
  Margin margin(std::size_t sums) const {
    return {std::vector<std::size_t>((split_.parts.size() + 1) * zones(), no_row),
            std::vector<double>(sums)};
  }

  /// Everyone of the whole in each neighbourhood is in one part or in none.
  void add_whole() {
    Margin all = margin(zones());
    for (const NeighbourhoodId zone : whole_.rows()) {
      if (!whole_[zone]) continue;
      all.sums[zone.row()] = whole_[zone]->count();
      for (std::size_t row = 0; row <= split_.parts.size(); ++row) {
        all.row_of[cell(row, zone)] = zone.row();
      }
    }
    margins_.push_back(std::move(all));
  }

  /// What was counted of a part; where nothing was, it has no cells.
  void add_part(std::size_t row, std::vector<double>& start) {
    const Counted& counted = counted_.at(split_.parts[row]);
    Margin own = margin(counted.people.size());
    for (const AreaId area : counted.people.rows()) {
      if (counted.people[area]) own.sums[area.row()] = counted.people[area]->count();
    }
    for (const NeighbourhoodId zone : whole_.rows()) {
      const AreaId area = levels_[counted.at].of[zone];
      if (!counted.people[area]) start[cell(row, zone)] = 0;
      if (counted.people[area] && whole_[zone]) own.row_of[cell(row, zone)] = area.row();
    }
    refuse_crowded(split_.parts[row], counted);
    margins_.push_back(std::move(own));
  }

  void refuse_crowded(GroupId part, const Counted& counted) const {
    Per<AreaId, People> room(counted.people.size());
    for (const NeighbourhoodId zone : whole_.rows()) {
      if (whole_[zone]) room[levels_[counted.at].of[zone]] += *whole_[zone];
    }
    for (const AreaId area : room.rows()) {
      if (!counted.people[area] || *counted.people[area] <= room[area]) continue;
      const Level& level = levels_[counted.at];
      throw Error(
          {.code = "group_above_total",
           .what = fmt::format("{} {} has more people in {} than in {}", level.key,
                               level.area_key[area], all_.groups[part].key,
                               all_.groups[split_.whole].key),
           .file = file_,
           .feature = level.area_key[area],
           .value = fmt::format("{} of {}", counted.people[area]->count(), room[area].count()),
           .remedy = "use counts of one year and definition, or check which column is which"});
    }
  }

  /// Who is in no part: what the parts leave of each of the coarsest areas, where that is known.
  /// Without this the fit would only creep towards nobody where the parts are everyone.
  void add_others(std::vector<double>& start) {
    const Level& level = levels_[coarsest_];
    Per<AreaId, double> left(level.area_key.size());
    std::vector<bool> known(left.size(), true);
    for (const NeighbourhoodId zone : whole_.rows()) {
      if (whole_[zone]) left[level.of[zone]] += whole_[zone]->count();
    }
    for (const GroupId part : split_.parts) take_away(counted_.at(part), level, left, known);
    Margin others = margin(left.size());
    const std::size_t row = split_.parts.size();
    for (const NeighbourhoodId zone : whole_.rows()) {
      const AreaId area = level.of[zone];
      if (!known[area.row()] || !whole_[zone]) continue;
      const double most = std::max(0.0, left[area]);
      others.sums[area.row()] = most;
      others.row_of[cell(row, zone)] = area.row();
      if (most <= 0) start[cell(row, zone)] = 0;
    }
    refuse_overfull(level, left, known);
    margins_.push_back(std::move(others));
  }

  void take_away(const Counted& part, const Level& level, Per<AreaId, double>& left,
                 std::vector<bool>& known) const {
    std::map<AreaId, AreaId> in;
    for (const NeighbourhoodId zone : whole_.rows()) {
      const AreaId small = levels_[part.at].of[zone], large = level.of[zone];
      const auto [found, fresh] = in.emplace(small, large);
      if (!part.people[small] || found->second != large) {
        known[large.row()] = known[found->second.row()] = false;
      } else if (fresh) {
        left[large] -= part.people[small]->count();
      }
    }
  }

  void refuse_overfull(const Level& level, const Per<AreaId, double>& left,
                       const std::vector<bool>& known) const {
    for (const AreaId area : left.rows()) {
      // Counts of two tables may differ by what each rounds.
      if (!known[area.row()] || left[area] >= -0.5) continue;
      throw Error(
          {.code = "group_above_total",
           .what = fmt::format("in {} {} the groups together have more people than {}", level.key,
                               level.area_key[area], all_.groups[split_.whole].key),
           .file = file_,
           .feature = level.area_key[area],
           .value = fmt::format("{} too many", -left[area]),
           .remedy = "where one group is a part of another, say part_of = \"...\""});
    }
  }

  [[noreturn]] void refuse_contradiction() const {
    std::string keys;
    for (const GroupId part : split_.parts) {
      keys += (keys.empty() ? "" : ", ") + all_.groups[part].key;
    }
    throw Error(
        {.code = "people_do_not_fit",
         .what = fmt::format("counts of these groups at several levels contradict each other: no "
                             "people of {} by neighbourhood have these sums",
                             all_.groups[split_.whole].key),
         .file = file_,
         .feature = keys,
         .remedy = "use counts of one year and definition for all levels"});
  }

  const Residents& all_;
  const Split& split_;
  const AllCounted& counted_;
  const Per<LevelId, Level>& levels_;
  const std::string& file_;
  const ByZone& whole_;
  LevelId coarsest_{0};
  std::vector<Margin> margins_;
};

/// Whole numbers of millionths that sum to what was counted in each area.
ByZone exact(const Counted& counted, const std::vector<double>& cells, const ByZone& whole,
             const Level& level) {
  ByZone out(whole.size(), Missing::not_recorded);
  std::map<AreaId, std::vector<NeighbourhoodId>> zones;
  for (const NeighbourhoodId zone : whole.rows()) {
    const AreaId area = level.of[zone];
    if (!counted.people[area]) {
      out[zone] = counted.people[area].reason();
    } else if (!whole[zone]) {
      out[zone] = whole[zone].reason();
    } else {
      zones[area].push_back(zone);
    }
  }
  for (const auto& [area, in] : zones) {
    std::vector<std::int64_t> weights;
    for (const NeighbourhoodId zone : in)
      weights.push_back(People::of(cells[zone.row()]).millionths);
    const auto parts = spread(*counted.people[area], weights);
    for (std::size_t i = 0; i < in.size(); ++i) out[in[i]] = parts[i];
  }
  return out;
}

void note_modelled(const Group& group, const Counted& counted, const Level& level,
                   std::size_t zones, const std::string& file, Findings& findings) {
  Finding finding;
  finding.code = "people_modelled";
  finding.severity = Severity::note;
  finding.file = file;
  finding.feature = group.key;
  finding.value = fmt::format("{} areas of level {}", counted.people.size(), level.key);
  finding.what = fmt::format(
      "people of {} are counted by {} and fitted to the {} neighbourhoods, which is modelled: "
      "inside one {} they live where everyone does",
      group.key, level.key, zones, level.key);
  finding.remedy = "give counts for the neighbourhoods themselves if there are any";
  findings.add(finding);
}

/// How many wholes a group lies in, everyone not counted.
std::size_t depth(const Residents& all, GroupId group) {
  const auto whole = all.groups[group].part_of;
  return whole ? 1 + depth(all, *whole) : 0;
}

std::vector<Split> wholes_first(const Residents& all) {
  auto splits = all.splits();
  const auto order = [&](const Split& split) {
    return split.whole == everyone ? 0 : 1 + depth(all, split.whole);
  };
  std::stable_sort(splits.begin(), splits.end(),
                   [&](const Split& a, const Split& b) { return order(a) < order(b); });
  return splits;
}

/// Counts on their way to the neighbourhoods, group by group.
class Fitting {
 public:
  Fitting(Residents& all, const AllCounted& counted, const Per<LevelId, Level>& levels,
          const std::string& file, Findings& findings)
      : all_(all), counted_(counted), levels_(levels), file_(file), findings_(findings) {}

  void run() {
    for (const auto& [group, counts] : counted_) begin(group, counts);
    std::erase_if(counted_, [&](const auto& one) { return is_of_city(one.second); });
    for (Split& split : wholes_first(all_)) {
      if (split.whole == everyone || split.by != Dimension::origin) {
        fit(split);
        continue;
      }
      // Sub-groups of an origin may hold the same people twice: each is fitted by itself.
      for (const GroupId part : split.parts) {
        Split alone{split.whole, split.by, {part}};
        fit(alone);
      }
    }
    // A flow divides nobody: it goes where everyone is.
    for (const auto& [group, counts] : AllCounted(counted_)) {
      if (counts.at.row() == 0) continue;
      std::vector<double> cells;
      for (const auto& people : all_.by_neighbourhood[everyone]) {
        cells.push_back(people ? people->count() : 0);
      }
      settle(group, cells, everyone);
    }
  }

 private:
  bool is_of_city(const Counted& counts) const { return counts.at.row() + 1 == levels_.size(); }

  void begin(GroupId group, const Counted& counts) {
    if (!counts.printed.empty()) all_.printed[group] = counts.printed;
    if (counts.at.row() == 0) {
      all_.by_neighbourhood[group] = as_counted(counts);
      return;
    }
    all_.counted_at[group] = counts.at;
    all_.by_neighbourhood[group] =
        ByZone(all_.by_neighbourhood[everyone].size(), Missing::not_recorded_at_this_level);
    if (is_of_city(counts) && counts.people[AreaId{0}]) {
      all_.in_city[group] = *counts.people[AreaId{0}];
    }
  }

  void fit(Split& split) {
    std::erase_if(split.parts, [&](GroupId part) { return !counted_.contains(part); });
    const bool coarse = std::any_of(split.parts.begin(), split.parts.end(),
                                    [&](GroupId part) { return counted_.at(part).at.row() > 0; });
    if (!coarse) return;
    const auto cells = SplitFit(all_, split, counted_, levels_, file_).cells();
    for (const GroupId part : split.parts) {
      if (counted_.at(part).at.row() > 0) settle(part, cells.at(part), split.whole);
    }
  }

  void settle(GroupId group, const std::vector<double>& cells, GroupId whole) {
    Counted& counts = counted_.at(group);
    const Level& level = levels_[counts.at];
    ByZone& people = all_.by_neighbourhood[group];
    people = exact(counts, cells, all_.by_neighbourhood[whole], level);
    note_modelled(all_.groups[group], counts, level, people.size(), file_, findings_);
    counts = {};
    for (const auto& cell : people) counts.people.push_back(cell);
  }

  Residents& all_;
  AllCounted counted_;
  const Per<LevelId, Level>& levels_;
  const std::string& file_;
  Findings& findings_;
};

}  // namespace

void fit_people(Residents& all, const std::map<GroupId, Counted>& counted,
                const Per<LevelId, Level>& levels, const std::string& file, Findings& findings) {
  Fitting(all, counted, levels, file, findings).run();
}

}  // namespace geo::build
