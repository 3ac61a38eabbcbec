#include "geo/build/home_places.hpp"

#include <algorithm>
#include <cmath>

#include <tbb/parallel_for.h>

#include "geo/build/key_template.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

constexpr double furthest_apart = 25;  // metres between homes along a street

using Amounts = std::vector<std::optional<double>>;

/// What the weights of homes are measured in.
enum class Measure { dwellings, floor_area, ground, one };

Amounts amounts(const Layer& layer, const std::string& column) {
  Amounts out(layer.rows);
  if (column.empty()) return out;
  const Field& field = required_field(layer, column, "[[housing]]");
  for (std::size_t row = 0; row < layer.rows; ++row) {
    out[row] = number(field.values[row]);
    if (out[row] && *out[row] < 0) out[row] = std::nullopt;
  }
  return out;
}

bool has_polygons(const Layer& layer) {
  return std::any_of(layer.shapes.begin(), layer.shapes.end(),
                     [](const Geometry& one) { return !one.polygons.empty(); });
}

Measure common_measure(const Layers& layers) {
  const auto all = [&](auto has) {
    for (std::size_t i = 0; i < layers.housing.size(); ++i) {
      if (!has(layers.description.housing[i], layers.housing[i])) return false;
    }
    return true;
  };
  if (all([](const auto& columns, const Layer&) { return !columns.dwellings.empty(); })) {
    return Measure::dwellings;
  }
  if (all([](const auto& columns, const Layer&) { return !columns.floor_area.empty(); })) {
    return Measure::floor_area;
  }
  const bool ground = all([](const auto&, const Layer& layer) { return has_polygons(layer); });
  return ground ? Measure::ground : Measure::one;
}

Amounts weights(const Layer& layer, const description::Housing& columns, Measure measure) {
  switch (measure) {
    case Measure::dwellings:
      return amounts(layer, columns.dwellings);
    case Measure::floor_area:
      return amounts(layer, columns.floor_area);
    case Measure::one:
      return Amounts(layer.rows, 1.0);
    case Measure::ground:
      break;
  }
  Amounts out = amounts(layer, columns.floors);
  for (std::size_t row = 0; row < layer.rows; ++row) {
    const double ground = area(layer.shapes[row].polygons).value;
    out[row] =
        ground > 0 ? std::optional(ground * std::max(1.0, out[row].value_or(1))) : std::nullopt;
  }
  return out;
}

void fill_gaps(Amounts& weights, const Layer& layer, Findings& findings) {
  std::vector<double> recorded;
  for (const auto& weight : weights) {
    if (weight) recorded.push_back(*weight);
  }
  const std::size_t missing = weights.size() - recorded.size();
  if (missing == 0) return;
  double usual = 1;
  if (!recorded.empty()) {
    std::sort(recorded.begin(), recorded.end());
    usual = recorded[recorded.size() / 2];
  }
  for (auto& weight : weights) weight = weight.value_or(usual);
  Finding finding;
  finding.code = "home_weight_missing";
  finding.file = layer.file;
  finding.layer = layer.name;
  finding.value = fmt::format("{} rows", missing);
  finding.what =
      fmt::format("homes without a size count as the middle one of the others, {}", usual);
  finding.remedy = "fill in the dwellings, the floor area or the polygon";
  findings.add(finding);
}

/// Points of a row: its own, or one inside its polygon.
std::vector<Point> places(const Geometry& shape) {
  if (!shape.points.empty()) return shape.points;
  const auto inside = label_point(shape.polygons);
  return inside ? std::vector<Point>{*inside} : std::vector<Point>{};
}

void report(const Layer& layer, const std::string& code, std::size_t rows, const std::string& what,
            const std::string& remedy, Findings& findings) {
  if (rows == 0) return;
  Finding finding;
  finding.code = code;
  finding.file = layer.file;
  finding.layer = layer.name;
  finding.value = fmt::format("{} of {} rows", rows, layer.rows);
  finding.what = what;
  finding.remedy = remedy;
  findings.add(finding);
}

/// Homes of one housing layer.
void add_layer(const Layer& layer, Amounts weights, const PolygonIndex& index, HomePlaces& homes,
               Findings& findings) {
  fill_gaps(weights, layer, findings);
  std::vector<std::vector<Point>> at(layer.rows);
  tbb::parallel_for(std::size_t{0}, layer.shapes.size(),
                    [&](std::size_t row) { at[row] = places(layer.shapes[row]); });
  std::size_t nowhere = 0, outside = 0;
  for (std::size_t row = 0; row < layer.rows; ++row) {
    if (at[row].empty()) ++nowhere;
    for (const Point place : at[row]) {
      const auto zone = index.holding(place);
      if (!zone) {
        ++outside;
        continue;
      }
      homes.push_back(
          {NeighbourhoodId{*zone}, place, *weights[row] / static_cast<double>(at[row].size())});
    }
  }
  report(layer, "home_without_place", nowhere, "rows of housing have no place and are no homes",
         "give them a point or a polygon", findings);
  report(layer, "home_outside", outside, "rows of housing lie outside all neighbourhoods",
         "check that both layers are of the same place", findings);
}

std::vector<MultiPolygon> polygons_of(std::span<const Geometry> shapes) {
  std::vector<MultiPolygon> out;
  for (const Geometry& shape : shapes) out.push_back(shape.polygons);
  return out;
}

/// Middles of the equal pieces of a line, each piece at most 25 m.
std::vector<Point> along(const Line& line) {
  double length = 0;
  for (std::size_t i = 1; i < line.size(); ++i) {
    length += std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y);
  }
  if (length <= 0) return {};
  const auto pieces = static_cast<std::size_t>(std::ceil(length / furthest_apart));
  std::vector<Point> out;
  std::size_t i = 1;
  double before = 0;
  for (std::size_t piece = 0; piece < pieces; ++piece) {
    const double wanted = length * (static_cast<double>(piece) + 0.5) / static_cast<double>(pieces);
    double step = std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y);
    while (before + step < wanted && i + 1 < line.size()) {
      before += step;
      ++i;
      step = std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y);
    }
    const double share = step > 0 ? std::min(1.0, (wanted - before) / step) : 0;
    out.push_back({line[i - 1].x + share * (line[i].x - line[i - 1].x),
                   line[i - 1].y + share * (line[i].y - line[i - 1].y)});
  }
  return out;
}

}  // namespace

HomePlaces homes_from_housing(const Layers& layers, const PolygonIndex& index, Findings& findings) {
  HomePlaces homes;
  const Measure measure = common_measure(layers);
  for (std::size_t i = 0; i < layers.housing.size(); ++i) {
    const Layer& layer = layers.housing[i];
    add_layer(layer, weights(layer, layers.description.housing[i], measure), index, homes,
              findings);
  }
  return homes;
}

HomePlaces homes_from_buildings(const OsmGround& ground, const PolygonIndex& index) {
  const PolygonIndex water(polygons_of(ground.water));
  std::vector<std::optional<HomePlace>> found(ground.residential.size());
  tbb::parallel_for(std::size_t{0}, found.size(), [&](std::size_t i) {
    const auto at = places(ground.residential[i]);
    if (at.empty() || water.holding(at.front())) return;
    const auto zone = index.holding(at.front());
    if (!zone) return;
    const double size = area(ground.residential[i].polygons).value;
    found[i] = HomePlace{NeighbourhoodId{*zone}, at.front(), size > 0 ? size : 1};
  });
  HomePlaces homes;
  for (const auto& home : found) {
    if (home) homes.push_back(*home);
  }
  return homes;
}

HomePlaces homes_along_streets(const StreetGraph& streets, const PolygonIndex& index,
                               std::span<const Geometry> water,
                               const std::function<bool(NeighbourhoodId)>& wanted) {
  const PolygonIndex wet(polygons_of(water));
  std::vector<HomePlaces> found(streets.edges.size());
  tbb::parallel_for(std::size_t{0}, found.size(), [&](std::size_t i) {
    if (!streets.edges[EdgeId{i}].walkable) return;
    for (const Point at : along(streets.lines[EdgeId{i}])) {
      const auto zone = index.holding(at);
      if (!zone || !wanted(NeighbourhoodId{*zone}) || wet.holding(at)) continue;
      found[i].push_back({NeighbourhoodId{*zone}, at, 1});
    }
  });
  HomePlaces homes;
  for (const HomePlaces& some : found) homes.insert(homes.end(), some.begin(), some.end());
  return homes;
}

}  // namespace geo::build
