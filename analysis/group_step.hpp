#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "analysis/gap_bounds.hpp"
#include "analysis/results.hpp"
#include "geo/city.hpp"

namespace analysis {

/// One figure of the group step as the catalogue prints it.
struct StepCard {
  std::string_view name;     ///< "gap"
  std::string_view column;   ///< how its column is named, from `<metric>` and `<group>`
  std::string_view unit;     ///< "the metric's own" or ""
  std::string_view says;     ///< one sentence for a resident
  std::string_view formula;  ///< in plain notation
  std::string_view missing;
};

/// What the group step computes, in the order in which the catalogue prints it.
std::span<const StepCard> group_step_cards();

/// From homes to groups: who is counted, where, and how far one group is from another. Shared by
/// all metrics, so that a metric knows nothing about people and groups.
///
/// Only people whose home has a value are in a mean or its denominator; `coverage` says which share
/// of the group that is. In a median of a metric of which less is better, those who are
/// `out_of_reach` count too, as further than everyone with a value: where they are half or more,
/// the median is `out_of_reach`. Gap and ratio follow the figure they are made from. Where people
/// are not recorded every home weighs one, and the columns of groups are `not_recorded`.
class GroupStep {
 public:
  /// The city must outlive it. `counted_in` says, group by group, which neighbourhoods' people are
  /// known only as one sum; it matters for the bounds of a gap.
  GroupStep(const geo::City& city, geo::GroupId reference,
            geo::Per<geo::GroupId, CountedIn> counted_in);
  GroupStep(const geo::City& city, geo::GroupId reference)
      : GroupStep(city, reference, as_counted(city)) {}

  /// Figures of a metric of homes for every level and group, levels outermost.
  /// A gap has its bounds beside it: how far the groups could be apart either way, since nobody
  /// knows who lives where inside a neighbourhood. One sort of the homes, then O(homes x levels x
  /// groups).
  std::vector<Figures> of_homes(const Card& card, const HomeFigures& homes) const;

  /// Figures of an index of areas. It has no mean, median, coverage or worst fifth over homes;
  /// these are `not_recorded_at_this_level`.
  std::vector<Figures> of_areas(const Metric& metric, const Settings& settings) const;

 private:
  struct OfHomes;

  Figures empty(geo::LevelId level, geo::GroupId group, geo::Missing reason) const;
  void fill(const OfHomes& metric, Figures& figures) const;
  geo::Cell<double> worst_fifth(const OfHomes& metric, const Figures& figures,
                                geo::AreaId area) const;
  void compare(std::span<Figures> of_level) const;
  void bound(const OfHomes& metric, std::vector<Figures>& all) const;

  const geo::City& city_;
  geo::GroupId reference_;
  geo::Per<geo::GroupId, CountedIn> counted_in_;
  /// Why an area has nobody of a group: `no_people`, or why its people are not known.
  geo::Per<geo::LevelId, geo::Per<geo::GroupId, geo::Per<geo::AreaId, geo::Missing>>> nobody_;
};

}  // namespace analysis
