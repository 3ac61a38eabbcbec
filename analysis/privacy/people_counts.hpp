#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/gap_bounds.hpp"
#include "analysis/privacy/suppression.hpp"
#include "geo/city.hpp"

namespace analysis::privacy {

/// People of each group in each area of each level, in whole people, and which counts are withheld.
///
/// Each neighbourhood's counts are rounded once, so that the groups that divide everyone (by origin
/// with the rest, by sex, by age) sum to everyone (largest remainder; ties to the lower group), and
/// every area is the sum of its neighbourhoods: parts sum to the whole at every level. A
/// neighbourhood without a recorded count adds nobody; an area where none is recorded has the
/// reason. Where the source prints the count of an area whose parts are not all known, that stands
/// for the area, unless it would give a count away that the source or the gate holds back.
class PeopleCounts {
 public:
  PeopleCounts(const geo::City& city, std::int64_t smallest_count);

  /// Whole people, a reason, or `suppressed`.
  geo::Cell<std::int64_t> shown(geo::LevelId level, geo::GroupId group, geo::AreaId area) const;
  bool withheld(geo::LevelId level, geo::GroupId group, geo::AreaId area) const;
  bool any_withheld() const { return any_withheld_; }

  /// Whether an area's count is the sum of what is known, and lacks neighbourhoods that are not.
  bool lacks_parts(geo::LevelId level, geo::GroupId group, geo::AreaId area) const;
  /// People of an area's count who are in none of its neighbourhoods: the source counts them in the
  /// area alone. No home is theirs, so they are in no figure.
  std::int64_t without_place(geo::LevelId level, geo::GroupId group, geo::AreaId area) const;

  /// Share of the shown count of an area that lives in neighbourhoods whose count is withheld,
  /// 0 to 1: a figure over a high share rests on an estimate.
  double share_withheld_inside(geo::LevelId level, geo::GroupId group, geo::AreaId area) const;

  /// People of each group by neighbourhood as anybody could estimate them from what is shown: the
  /// recorded count where it is shown; where it is withheld, what the next larger shown area has
  /// left, in proportion to everyone. Nothing computed from these tells more than the shown counts.
  geo::Per<geo::GroupId, geo::Column<geo::NeighbourhoodId, geo::People>> as_shown() const;

  /// For each group, which neighbourhoods' people are shown only as one sum.
  geo::Per<geo::GroupId, CountedIn> counted_in() const;

  const Counts& counts() const { return counts_; }

 private:
  struct Area {
    geo::Cell<std::size_t> cell = geo::Missing::not_recorded;  ///< row of counts_
    std::size_t unknown = 0;       ///< neighbourhoods that the count lacks
    std::int64_t held_back = 0;    ///< people of unknown neighbourhoods whom a printed count adds
    std::int64_t held_inside = 0;  ///< those, and those of the areas inside
  };
  const geo::Cell<std::size_t>& cell(geo::LevelId level, geo::GroupId group,
                                     geo::AreaId area) const;
  using ByNeighbourhood = geo::Per<geo::GroupId, geo::Column<geo::NeighbourhoodId, std::int64_t>>;
  using Areas = geo::Per<geo::AreaId, Area>;
  void add_areas(const ByNeighbourhood& counts);
  Areas finest_areas(const geo::Column<geo::NeighbourhoodId, std::int64_t>& counts,
                     geo::GroupId group);
  Areas sums_of(const Areas& finer, geo::LevelId level, geo::GroupId group);
  void add(geo::Cell<std::size_t>& cell, std::int64_t people, geo::GroupId group);
  /// People whom a printed count adds to what is known of an area, where no count that is held back
  /// could be had by subtraction.
  std::optional<std::int64_t> unseen(const Area& area, const geo::AreaOfLevel& where,
                                     geo::GroupId group) const;
  void use_printed(geo::Per<geo::GroupId, Areas>& of_level, geo::LevelId level);
  void add_sums_over_areas();
  /// Cells for people of neighbourhoods that no reader sees, in the sums they are in.
  void add_unseen(const Area& area, geo::GroupId group, Sum& sum);
  /// Sums of groups in each area; `whole` where it is known whether the parts are all of the total,
  /// else as the counts have it.
  void add_sum(geo::GroupId total, const std::vector<geo::GroupId>& parts,
               std::optional<bool> whole = std::nullopt);
  void spread(geo::GroupId group, geo::LevelId level, geo::Per<geo::AreaId, double> estimate,
              geo::Column<geo::NeighbourhoodId, geo::People>& people) const;

  const geo::City& city_;
  std::int64_t smallest_count_;
  Counts counts_;
  std::vector<std::size_t> unseen_;  ///< cells that are shown nowhere
  /// By level, then group, then area.
  geo::Per<geo::LevelId, geo::Per<geo::GroupId, Areas>> cells_;
  std::vector<bool> withheld_;
  bool any_withheld_ = false;
};

/// Whole people of each group in one neighbourhood. `raw` holds everyone first; the groups of
/// `parts` (the top groups and the rest) sum to everyone.
std::vector<geo::Cell<std::int64_t>> whole_people(const std::vector<geo::Cell<geo::People>>& raw,
                                                  const std::vector<std::size_t>& parts);

}  // namespace analysis::privacy
