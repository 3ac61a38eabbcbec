#include "analysis/catchment_ground.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>

#include "analysis/places.hpp"
#include "analysis/travel/search.hpp"
#include "geo/core/error.hpp"
#include "geo/network/line_part.hpp"

namespace analysis {
namespace {

using namespace geo;
using travel::far;
using travel::StreetPart;

constexpr double most_corners = 5e7;  // of squares: a city of 80 km by cells of 25 m

/// Homes and services that stand where their door says, so that a border can be held against them.
std::vector<GroundDrawing::Known> known_places(const City& city) {
  std::vector<GroundDrawing::Known> known;
  for (const HomeId home : shown_homes(city)) {
    if (city.homes.door[home]) known.push_back({city.homes.at[home], *city.homes.door[home]});
  }
  for (const ServiceId service : city.services.kind.rows()) {
    const auto doors = city.services.doors[service];
    const auto& at = city.services.at[service];
    if (is_shown(city, service) && at && doors.size() == 1) known.push_back({*at, doors[0]});
  }
  return known;
}

/// Values of a measure at every corner of a grid, row by row side by side.
std::vector<std::uint32_t> measured(const Grid& grid, const Measure& measure) {
  std::vector<std::uint32_t> values(grid.size());
  tbb::parallel_for(std::size_t{0}, grid.rows, [&](std::size_t row) {
    for (std::size_t corner = row * grid.columns; corner < (row + 1) * grid.columns; ++corner) {
      values[corner] = measure(grid.at(corner));
    }
  });
  return values;
}

Grid grid_over(const Box& box, Metres cell) {
  const double step = cell.value / 2;
  const double corners = (box.high.x - box.low.x) / step * (box.high.y - box.low.y) / step;
  if (corners <= most_corners) return {box, step};
  throw Error({.code = "catchment_too_fine",
               .severity = Severity::error,
               .what = "the area is too large to be drawn so finely on this computer",
               .field = "cell",
               .remedy = "ask for fewer minutes or a larger --cell"},
              Cause::resource_limit);
}

}  // namespace

GroundDrawing::GroundDrawing(const City& city, const travel::Costs& costs,
                             std::vector<std::uint32_t> limits, Metres cell)
    : city_(city),
      costs_(costs),
      limits_(std::move(limits)),
      cell_(cell),
      finder_(city.streets, city.door_rule),
      water_(city.water),
      known_(known_places(city)) {
  for (const EdgeId edge : city.streets.edges.rows()) {
    boxes_.push_back(box_of(Geometry::of(city.streets.lines[edge])));
  }
}

Box GroundDrawing::extent(const std::vector<StreetPart>& parts) const {
  const double furthest = city_.door_rule.furthest.value;
  Box box;
  for (const StreetPart& part : parts) {
    const Box& street = boxes_[part.edge];
    box.add({street.low.x - furthest, street.low.y - furthest});
    box.add({street.high.x + furthest, street.high.y + furthest});
  }
  return box;
}

/// Streets on which a place may have its door. Those of small parts without a link to the rest
/// have none where the rest is near: nobody's walk starts there.
std::vector<StreetPart> GroundDrawing::open_streets(const Box& whole) const {
  std::vector<StreetPart> open;
  for (const EdgeId edge : city_.streets.edges.rows()) {
    const auto& cost = costs_.edge[edge];
    const bool closed =
        cost.forward == travel::EdgeCost::closed && cost.backward == travel::EdgeCost::closed;
    const auto component = city_.streets.component[city_.streets.edges[edge].from].row();
    const bool small =
        component != 0 && city_.streets.component_nodes[component] < city_.door_rule.small_part;
    if (closed || small) continue;
    if (whole.contains(boxes_[edge].low) && whole.contains(boxes_[edge].high)) {
      open.push_back({edge, 0, 1});
    }
  }
  return open;
}

MissedGround GroundDrawing::missed(const Grid& grid, const std::vector<bool>& within,
                                   const travel::Reach& reach, std::uint32_t limit,
                                   const std::vector<StreetPart>& parts) const {
  MissedGround missed(grid, within, cell_);
  const Box whole{grid.low, grid.at(grid.size() - 1)};
  const auto look = [&](const std::vector<StreetPart>& all, bool is_within) {
    for (const StreetPart& part : all) {
      missed.look(line_part(city_.streets.lines[part.edge], part.first, part.last), is_within);
    }
  };
  look(parts, true);
  look(less(open_streets(whole), parts), false);
  for (const Known& place : known_) {
    if (whole.contains(place.at)) missed.look(place.at, reach.cost(place.door) <= limit);
  }
  return missed;
}

std::vector<MultiPolygon> GroundDrawing::ground(
    const travel::Reach& reach, const std::vector<std::vector<StreetPart>>& parts) const {
  std::vector<MultiPolygon> ground(limits_.size());
  if (parts.back().empty()) return ground;
  const Grid grid = grid_over(extent(parts.back()), cell_);
  const Measure measure = [&](Point place) {
    if (water_.holding(place)) return far;
    const auto door = finder_.door(place);
    return door ? reach.cost(*door) : far;
  };
  const auto values = measured(grid, measure);
  std::vector<std::vector<bool>> within;
  std::vector<MissedGround> lacking;
  within.reserve(limits_.size());
  for (std::size_t k = 0; k < limits_.size(); ++k) {
    within.push_back(corners_within(grid, values, limits_[k]));
    ground[k] = ground_within(grid, within[k], measure, limits_[k]);
    lacking.push_back(missed(grid, within[k], reach, limits_[k], parts[k]));
  }
  mend(ground, lacking, Metres{grid.step / 2});
  return ground;
}

std::vector<MultiPolygon> GroundDrawing::circles(std::span<const Point> from,
                                                 double a_metre) const {
  std::vector<MultiPolygon> ground(limits_.size());
  if (from.empty()) return ground;
  const double furthest = (limits_.back() + 1) / a_metre;
  Box box;
  for (const Point at : from) {
    box.add({at.x - furthest, at.y - furthest});
    box.add({at.x + furthest, at.y + furthest});
  }
  const Measure measure = [&](Point here) {
    double least = far;
    for (const Point there : from) {
      least = std::min(least, std::round(std::hypot(here.x - there.x, here.y - there.y) * a_metre));
    }
    return static_cast<std::uint32_t>(least);
  };
  const Grid grid = grid_over(box, cell_);
  const auto values = measured(grid, measure);
  for (std::size_t k = 0; k < limits_.size(); ++k) {
    const auto within = corners_within(grid, values, limits_[k]);
    ground[k] = ground_within(grid, within, measure, limits_[k]);
  }
  return ground;
}

}  // namespace analysis
