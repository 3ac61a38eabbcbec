#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/missed_ground.hpp"
#include "analysis/travel/reach.hpp"
#include "analysis/travel/way.hpp"
#include "geo/city.hpp"
#include "geo/shape/contours.hpp"

namespace analysis {

/// Draws the ground of catchment areas: from where a home would have a trip within a limit, by its
/// nearest street. As `Catchments` says.
class GroundDrawing {
 public:
  struct Known {
    geo::Point at;
    geo::Door door;
  };

  /// `limits` ascend, in tenths of a second. City and costs must outlive the result.
  GroundDrawing(const geo::City& city, const travel::Costs& costs,
                std::vector<std::uint32_t> limits, geo::Metres cell);

  /// For each limit the ground within it; `parts` are the streets within each. Throws geo::Error
  /// `catchment_too_fine`. Safe from several threads. O(a / c^2) for an area a and a cell c.
  std::vector<geo::MultiPolygon> ground(
      const travel::Reach& reach, const std::vector<std::vector<travel::StreetPart>>& parts) const;
  /// The same in a city without streets, around places, at so many tenths of a second a metre.
  std::vector<geo::MultiPolygon> circles(std::span<const geo::Point> from, double a_metre) const;

 private:
  geo::Box extent(const std::vector<travel::StreetPart>& parts) const;
  std::vector<travel::StreetPart> open_streets(const geo::Box& whole) const;
  MissedGround missed(const geo::Grid& grid, const std::vector<bool>& within,
                      const travel::Reach& reach, std::uint32_t limit,
                      const std::vector<travel::StreetPart>& parts) const;

  const geo::City& city_;
  const travel::Costs& costs_;
  std::vector<std::uint32_t> limits_;
  geo::Metres cell_;
  geo::DoorFinder finder_;
  geo::PolygonIndex water_;   ///< nobody's home: only bridges, piers and what stands on them count
  std::vector<Known> known_;  ///< homes and services, to hold the border against
  geo::Per<geo::EdgeId, geo::Box> boxes_;
};

}  // namespace analysis
