#pragma once

#include <span>
#include <string_view>
#include <vector>

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
/// `out_of_reach` count too, as further than everyone with a value: where they are more than half,
/// the median is `out_of_reach`. Gap and ratio follow the figure they are made from. Where people
/// are not recorded every home weighs one, and the columns of groups are `not_recorded`.
class GroupStep {
 public:
  /// The city must outlive it.
  GroupStep(const geo::City& city, geo::GroupId reference);

  /// Figures of a metric of homes for every level and group, levels outermost.
  /// One sort of the homes, then O(homes x levels x groups).
  std::vector<Figures> of_homes(const Card& card, const HomeFigures& homes) const;

  /// Figures of an index of areas. It has no mean, median, coverage or worst fifth over homes;
  /// these are `not_recorded_at_this_level`.
  std::vector<Figures> of_areas(const Metric& metric, const Settings& settings) const;

 private:
  struct Sorted;

  Figures empty(geo::LevelId level, geo::GroupId group, geo::Missing reason) const;
  Sorted sorted(const Card& card, const HomeFigures& homes) const;
  void fill(const Card& card, const HomeFigures& homes, const Sorted& sorted,
            Figures& figures) const;
  void compare(std::span<Figures> of_level) const;

  const geo::City& city_;
  geo::GroupId reference_;
  /// Why an area has nobody of a group: `no_people`, or why its people are not known.
  geo::Per<geo::LevelId, geo::Per<geo::GroupId, geo::Per<geo::AreaId, geo::Missing>>> nobody_;
};

}  // namespace analysis
