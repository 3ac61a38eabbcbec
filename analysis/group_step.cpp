#include "analysis/group_step.hpp"

#include <algorithm>
#include <array>
#include <cassert>

#include "analysis/stats/weighted.hpp"

namespace analysis {
namespace {

using geo::AreaId;
using geo::Cell;
using geo::Column;
using geo::GroupId;
using geo::HomeId;
using geo::LevelId;
using geo::Missing;
using geo::NeighbourhoodId;
using stats::Weighed;

// The worst fifth: the 20 % of all people who are worst off.
constexpr std::int64_t fifth_part = 1, fifth_whole = 5;

using Nobody = geo::Per<AreaId, Missing>;

Nobody why_nobody(const geo::City& city, const geo::Level& level, GroupId group) {
  Nobody why(level.area_key.size(), Missing::no_people);
  const auto& residents = city.residents;
  if (!residents.recorded || group.row() >= residents.by_neighbourhood.size()) return why;
  const auto& counts = residents.by_neighbourhood[group];
  for (const NeighbourhoodId neighbourhood : counts.rows()) {
    const auto& count = counts[neighbourhood];
    Missing& reason = why[level.of[neighbourhood]];
    if (!count && reason == Missing::no_people) reason = count.reason();
  }
  return why;
}

// Homes gathered by area of one level, in the order in which they are given.
class HomesByArea {
 public:
  HomesByArea(const geo::City& city, const geo::Level& level, std::span<const HomeId> homes)
      : first_(level.area_key.size() + 1, 0), homes_(homes.size()) {
    const auto area = [&](HomeId home) { return level.of[city.homes.in[home]].row(); };
    for (const HomeId home : homes) ++first_[area(home) + 1];
    for (std::size_t at = 1; at < first_.size(); ++at) first_[at] += first_[at - 1];
    auto next = first_;
    for (const HomeId home : homes) homes_[next[area(home)]++] = home;
  }
  std::span<const HomeId> operator[](AreaId area) const {
    const auto begin = first_[area.row()];
    return std::span<const HomeId>(homes_).subspan(begin, first_[area.row() + 1] - begin);
  }

 private:
  std::vector<std::size_t> first_;
  std::vector<HomeId> homes_;
};

// The reason that most of these people share, the first of the list where they are as many.
Missing commonest_reason(const HomeFigures& figures, std::span<const HomeId> homes,
                         const geo::Per<HomeId, geo::People>& people) {
  std::array<std::int64_t, geo::missing_count> counts{};
  for (const HomeId home : homes) {
    counts[static_cast<std::size_t>(figures[home].reason())] += people[home].millionths;
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  return static_cast<Missing>(most - counts.begin());
}

std::int64_t millionths(const geo::Per<HomeId, geo::People>& people,
                        std::span<const HomeId> homes) {
  std::int64_t sum = 0;
  for (const HomeId home : homes) sum += people[home].millionths;
  return sum;
}

// People who are known to be further than the metric looks: they rank after everyone with a value.
// Only where less is better does "beyond" have a place on the scale.
std::int64_t millionths_beyond(const Card& card, const HomeFigures& figures,
                               std::span<const HomeId> without,
                               const geo::Per<HomeId, geo::People>& people) {
  if (card.better != Better::lower) return 0;
  std::int64_t sum = 0;
  for (const HomeId home : without) {
    if (figures[home].reason() == Missing::out_of_reach) sum += people[home].millionths;
  }
  return sum;
}

// The median over people with a value, sorted by it, and as many more beyond the last of them.
// Where exactly half are beyond, the last value is what half do not exceed. Spends `ascending`.
Cell<double> median_of_all(std::vector<Weighed>& ascending, std::int64_t beyond) {
  if (beyond == 0) return stats::weighted_median(ascending);
  std::int64_t known = 0;
  for (const Weighed& one : ascending) known += one.people.millionths;
  if (known < beyond) return Missing::out_of_reach;
  std::erase_if(ascending, [](const Weighed& one) { return one.people.millionths == 0; });
  const double last = ascending.back().value;
  if (known == beyond) return last;
  ascending.push_back({last, geo::People{beyond}});
  return stats::weighted_median(ascending);
}

}  // namespace

/// Homes in order of their figure, once for all levels and groups.
struct GroupStep::Sorted {
  struct AtLevel {
    HomesByArea ascending, without;
  };
  std::vector<HomeId> ascending;  ///< homes with a value
  std::vector<HomeId> without;    ///< homes without one
  geo::Per<LevelId, AtLevel> levels;
  bool has_worst = false;  ///< false where no end of the scale is worse
  geo::Per<HomeId, Cell<double>>
      in_worst;  ///< how much of each home's people; a reason if unranked
};

GroupStep::GroupStep(const geo::City& city, GroupId reference)
    : city_(city), reference_(reference) {
  for (const geo::Level& level : city.levels) {
    geo::Per<GroupId, Nobody> groups;
    for (const GroupId group : city.residents.groups.rows()) {
      groups.push_back(why_nobody(city, level, group));
    }
    nobody_.push_back(std::move(groups));
  }
}

Figures GroupStep::empty(LevelId level, GroupId group, Missing reason) const {
  const Column<AreaId, double> none(city_.levels[level].area_key.size(), Cell<double>(reason));
  return {level, group, none, none, none, none, none, none, none};
}

GroupStep::Sorted GroupStep::sorted(const Card& card, const HomeFigures& homes) const {
  Sorted result;
  for (const HomeId home : homes.rows()) {
    (homes[home] ? result.ascending : result.without).push_back(home);
  }
  std::sort(result.ascending.begin(), result.ascending.end(),
            [&](HomeId a, HomeId b) { return std::pair(*homes[a], a) < std::pair(*homes[b], b); });
  for (const geo::Level& level : city_.levels) {
    result.levels.push_back(
        {HomesByArea(city_, level, result.ascending), HomesByArea(city_, level, result.without)});
  }
  result.in_worst =
      geo::Per<HomeId, Cell<double>>(homes.size(), Cell<double>(Missing::not_recorded));
  for (const HomeId home : result.without) result.in_worst[home] = homes[home].reason();
  if (card.better == Better::neither) return result;

  // Worst first. Who cannot get there at all is worse off than anyone who can.
  result.has_worst = true;
  std::vector<HomeId> order = result.ascending;
  if (card.better == Better::lower) {
    std::reverse(order.begin(), order.end());
    std::vector<HomeId> out_of_reach;
    for (const HomeId home : result.without) {
      if (homes[home].reason() == Missing::out_of_reach) out_of_reach.push_back(home);
    }
    order.insert(order.begin(), out_of_reach.begin(), out_of_reach.end());
  }
  const double beyond = result.ascending.empty() ? 0 : *homes[result.ascending.back()] + 1;
  std::vector<Weighed> people;
  for (const HomeId home : order) {
    people.push_back(
        {homes[home] ? *homes[home] : beyond, city_.homes.people[geo::everyone][home]});
  }
  std::vector<double> shares(order.size());
  stats::first_share(people, fifth_part, fifth_whole, shares);
  for (std::size_t at = 0; at < order.size(); ++at) result.in_worst[order[at]] = shares[at];
  return result;
}

void GroupStep::fill(const Card& card, const HomeFigures& homes, const Sorted& sorted,
                     Figures& figures) const {
  const auto& people = city_.homes.people[figures.group];
  const Sorted::AtLevel& level = sorted.levels[figures.level];
  std::vector<Weighed> known;
  for (const AreaId area : figures.value.rows()) {
    const auto with = level.ascending[area], without = level.without[area];
    const auto known_people = millionths(people, with);
    const auto all_people = known_people + millionths(people, without);
    if (all_people == 0) {
      const Missing reason = nobody_[figures.level][figures.group][area];
      for (auto* column : {&figures.mean, &figures.median, &figures.value, &figures.coverage,
                           &figures.worst_fifth}) {
        (*column)[area] = reason;
      }
      continue;
    }
    figures.coverage[area] = static_cast<double>(known_people) / static_cast<double>(all_people);
    if (known_people == 0) {
      const Missing reason = commonest_reason(homes, without, people);
      figures.mean[area] = figures.median[area] = figures.value[area] = reason;
    } else {
      known.clear();
      for (const HomeId home : with) known.push_back({*homes[home], people[home]});
      figures.mean[area] = stats::weighted_mean(known);
      figures.median[area] = median_of_all(known, millionths_beyond(card, homes, without, people));
      figures.value[area] =
          card.over_people == Summary::median ? figures.median[area] : figures.mean[area];
    }
    if (!sorted.has_worst) continue;
    known.clear();
    for (const auto part : {with, without}) {
      for (const HomeId home : part) {
        if (sorted.in_worst[home]) known.push_back({*sorted.in_worst[home], people[home]});
      }
    }
    figures.worst_fifth[area] = stats::weighted_mean(known);
    if (!figures.worst_fifth[area])
      figures.worst_fifth[area] = commonest_reason(homes, without, people);
  }
}

void GroupStep::compare(std::span<Figures> of_level) const {
  const Figures& reference = of_level[reference_.row()];
  for (Figures& figures : of_level) {
    for (const AreaId area : figures.value.rows()) {
      const auto& value = figures.value[area];
      const auto& other = reference.value[area];
      auto& gap = figures.gap[area];
      auto& ratio = figures.ratio[area];
      if (!value || !other) {
        gap = ratio = !value ? value.reason() : other.reason();
      } else if (reference_ == geo::everyone) {
        gap = ratio = Missing::single_group;
      } else {
        gap = *value - *other;
        ratio = *other != 0 ? Cell<double>(*value / *other) : Missing::zero_denominator;
      }
    }
  }
}

std::vector<Figures> GroupStep::of_homes(const Card& card, const HomeFigures& homes) const {
  assert(homes.size() == city_.homes.size());
  const Sorted by_value = sorted(card, homes);
  std::vector<Figures> result;
  for (const LevelId level : city_.levels.rows()) {
    const std::size_t first = result.size();
    for (const GroupId group : city_.residents.groups.rows()) {
      result.push_back(empty(level, group, Missing::not_recorded));
      if (group == geo::everyone || city_.residents.recorded) {
        fill(card, homes, by_value, result.back());
      }
    }
    compare(std::span(result).subspan(first));
  }
  return result;
}

std::vector<Figures> GroupStep::of_areas(const Metric& metric, const Settings& settings) const {
  std::vector<Figures> result;
  for (const LevelId level : city_.levels.rows()) {
    const std::size_t first = result.size();
    for (const GroupId group : city_.residents.groups.rows()) {
      result.push_back(empty(level, group, Missing::not_recorded_at_this_level));
      Figures& figures = result.back();
      figures.value = group == geo::everyone || city_.residents.recorded
                          ? metric.for_areas(city_, settings, {level, group})
                          : empty(level, group, Missing::not_recorded).value;
    }
    compare(std::span(result).subspan(first));
  }
  return result;
}

}  // namespace analysis
