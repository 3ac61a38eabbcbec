#include "analysis/group_step.hpp"

#include <algorithm>

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

/// How much of each home's people is among the worst fifth of everyone; a reason where the home is
/// not ranked. Nothing where no end of the scale is worse.
using InWorst = std::optional<geo::Per<HomeId, Cell<double>>>;

InWorst in_worst_fifth(const geo::City& city, const Card& card, const HomeFigures& homes,
                       const HomeOrder& order) {
  if (card.better == Better::neither) return std::nullopt;
  // Worst first. Who cannot get there at all is worse off than anyone who can.
  std::vector<HomeId> worst_first;
  for (const HomeId home : order.without()) {
    if (order.is_beyond(home)) worst_first.push_back(home);
  }
  const std::size_t beyond = worst_first.size();
  worst_first.insert(worst_first.end(), order.ascending().begin(), order.ascending().end());
  if (card.better == Better::lower) {
    std::reverse(worst_first.begin() + static_cast<std::ptrdiff_t>(beyond), worst_first.end());
  }
  const double last = order.ascending().empty() ? 0 : *homes[order.ascending().back()] + 1;
  std::vector<Weighed> people;
  for (const HomeId home : worst_first) {
    people.push_back({homes[home] ? *homes[home] : last, city.homes.people[geo::everyone][home]});
  }
  std::vector<double> shares(people.size());
  stats::first_share(people, fifth_part, fifth_whole, shares);
  geo::Per<HomeId, Cell<double>> in_worst(homes.size(), Cell<double>(Missing::not_recorded));
  for (const HomeId home : order.without()) in_worst[home] = homes[home].reason();
  for (std::size_t at = 0; at < people.size(); ++at) in_worst[worst_first[at]] = shares[at];
  return in_worst;
}

}  // namespace

/// One metric of homes on its way to figures.
struct GroupStep::OfHomes {
  const Card& card;
  const HomeFigures& homes;
  HomeOrder order;
  InWorst in_worst;
};

GroupStep::GroupStep(const geo::City& city, GroupId reference,
                     geo::Per<GroupId, CountedIn> counted_in)
    : city_(city), reference_(reference), counted_in_(std::move(counted_in)) {
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
  return {level, group, none, none, none, none, none, none, none, none, none};
}

void GroupStep::fill(const OfHomes& metric, Figures& figures) const {
  const PeopleOfHomes& people = city_.homes.people[figures.group];
  for (const AreaId area : figures.value.rows()) {
    const Summed summed = metric.order.sum(figures.level, area, people);
    figures.mean[area] = summed.mean;
    figures.median[area] = summed.median;
    figures.coverage[area] = summed.coverage;
    figures.value[area] = metric.order.value(summed);
    if (metric.in_worst) figures.worst_fifth[area] = worst_fifth(metric, figures, area);
    if (summed.coverage) continue;
    const Missing reason = nobody_[figures.level][figures.group][area];
    for (auto* column : {&figures.mean, &figures.median, &figures.value, &figures.coverage,
                         &figures.worst_fifth}) {
      (*column)[area] = reason;
    }
  }
}

Cell<double> GroupStep::worst_fifth(const OfHomes& metric, const Figures& figures,
                                    AreaId area) const {
  const PeopleOfHomes& people = city_.homes.people[figures.group];
  const auto without = metric.order.without(figures.level, area);
  std::vector<Weighed> ranked;
  for (const auto part : {metric.order.ascending(figures.level, area), without}) {
    for (const HomeId home : part) {
      if ((*metric.in_worst)[home]) ranked.push_back({*(*metric.in_worst)[home], people[home]});
    }
  }
  const auto share = stats::weighted_mean(ranked);
  return share ? share : commonest_reason(metric.homes, without, people);
}

void GroupStep::compare(std::span<Figures> of_level) const {
  const Figures& reference = of_level[reference_.row()];
  for (Figures& figures : of_level) {
    const bool comparable = city_.residents.comparable(figures.group, reference_);
    for (const AreaId area : figures.value.rows()) {
      const auto& value = figures.value[area];
      const auto& other = reference.value[area];
      auto& gap = figures.gap[area];
      auto& ratio = figures.ratio[area];
      if (!value || !other) {
        gap = ratio = !value ? value.reason() : other.reason();
      } else if (reference_ == geo::everyone) {
        gap = ratio = Missing::single_group;
      } else if (!comparable) {
        gap = ratio = Missing::not_recorded;
      } else {
        gap = *value - *other;
        ratio = *other != 0 ? Cell<double>(*value / *other) : Missing::zero_denominator;
      }
      figures.gap_low[area] = figures.gap_high[area] = gap ? Missing::uncertain : gap.reason();
    }
  }
}

void GroupStep::bound(const OfHomes& metric, std::vector<Figures>& all) const {
  if (!city_.residents.recorded || reference_ == geo::everyone) return;
  const auto ends = [&](GroupId group) {
    return extremes(city_, metric.card, metric.order, metric.homes, group, counted_in_[group]);
  };
  const auto reference_at = ends(reference_);
  for (const GroupId group : city_.residents.groups.rows()) {
    if (group == reference_ || !city_.residents.comparable(group, reference_)) continue;
    const auto own_at = ends(group);
    for (Figures& figures : all) {
      if (figures.group != group) continue;
      const Extremes &own = *own_at[figures.level.row()],
                     &reference = *reference_at[figures.level.row()];
      for (const AreaId area : figures.gap.rows()) {
        if (!figures.gap[area]) continue;
        const auto value = [&](const PeopleOfHomes& people) {
          return metric.order.value(metric.order.sum(figures.level, area, people));
        };
        const auto less = [](const Cell<double>& a, const Cell<double>& b) -> Cell<double> {
          if (!a || !b) return a ? b.reason() : a.reason();
          return *a - *b;
        };
        figures.gap_low[area] = less(value(own.lowest), value(reference.highest));
        figures.gap_high[area] = less(value(own.highest), value(reference.lowest));
      }
    }
  }
}

std::vector<Figures> GroupStep::of_homes(const Card& card, const HomeFigures& homes) const {
  HomeOrder order(city_, card, homes);
  InWorst in_worst = in_worst_fifth(city_, card, homes, order);
  const OfHomes metric{card, homes, std::move(order), std::move(in_worst)};
  std::vector<Figures> result;
  for (const LevelId level : city_.levels.rows()) {
    const std::size_t first = result.size();
    for (const GroupId group : city_.residents.groups.rows()) {
      result.push_back(empty(level, group, Missing::not_recorded));
      if (group == geo::everyone || city_.residents.recorded) fill(metric, result.back());
    }
    compare(std::span(result).subspan(first));
  }
  bound(metric, result);
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
