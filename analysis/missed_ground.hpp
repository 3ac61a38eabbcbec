#pragma once

#include <vector>

#include "geo/core/units.hpp"
#include "geo/shape/contours.hpp"
#include "geo/shape/geometry.hpp"

namespace analysis {

/// What the squares of one limit miss: places and parts of streets further than a cell from any
/// ground of their side.
class MissedGround {
 public:
  /// `within` says of each corner of the grid whether it lies within the limit. Both must outlive
  /// the result.
  MissedGround(const geo::Grid& grid, const std::vector<bool>& within, geo::Metres cell)
      : grid_(grid), within_(within), cell_(cell.value) {}

  void look(geo::Point at, bool is_within);
  /// Looks along a part of a street, twice in each square or oftener.
  void look(const geo::Line& line, bool is_within);

  std::vector<geo::Line> to_add, to_cut;

 private:
  std::vector<geo::Line>& lines(bool is_within) { return is_within ? to_add : to_cut; }
  bool near(geo::Point at, bool is_within, double reach) const;

  const geo::Grid& grid_;
  const std::vector<bool>& within_;
  double cell_;
};

/// Ground of each limit with what was missed: added from its own limit up, cut from its own limit
/// down, so that each ground still lies within the next.
void mend(std::vector<geo::MultiPolygon>& ground, const std::vector<MissedGround>& missed,
          geo::Metres reach);

}  // namespace analysis
