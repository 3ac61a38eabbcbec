#include "geo/build/water.hpp"

#include <algorithm>

#include "geo/build/key_template.hpp"
#include "geo/shape/coast.hpp"

namespace geo::build {
namespace {

constexpr double air = 0.1;  // of the city's longer side: a map has some air around it

Box window_around(const MultiPolygon& city) {
  Box box = box_of(Geometry::of(city));
  const double more = air * std::max(box.high.x - box.low.x, box.high.y - box.low.y);
  box.low = {box.low.x - more, box.low.y - more};
  box.high = {box.high.x + more, box.high.y + more};
  return box;
}

/// Takes in what of a shape lies in the window.
void add(const MultiPolygon& shape, const Box& window, std::vector<MultiPolygon>& all) {
  if (shape.empty()) return;
  const Box box = box_of(Geometry::of(shape));
  const bool apart = box.low.x > window.high.x || box.high.x < window.low.x ||
                     box.low.y > window.high.y || box.high.y < window.low.y;
  if (apart) return;
  if (window.contains(box.low) && window.contains(box.high)) {
    all.push_back(shape);
    return;
  }
  const Point low = window.low, high = window.high;
  const MultiPolygon frame{{{low, {high.x, low.y}, high, {low.x, high.y}, low}, {}}};
  auto inside = intersection(made_valid(shape), frame);
  if (!inside.empty()) all.push_back(std::move(inside));
}

void add_land_use(const Layers& layers, std::size_t which, const Box& window,
                  std::vector<MultiPolygon>& all) {
  const Layer& layer = layers.land_use[which];
  const auto& from = layers.description.land_use[which].kind_from;
  const Field* field = from ? layer.field(from->column) : nullptr;
  if (!field || which >= layers.use_maps.size()) return;
  const auto& map = layers.use_maps[which];
  for (std::size_t row = 0; row < layer.shapes.size(); ++row) {
    const auto found = map.find(key_text(field->values[row]).value_or(""));
    if (found != map.end() && is_water(found->second)) {
      add(layer.shapes[row].polygons, window, all);
    }
  }
}

}  // namespace

bool is_water(const std::string& land_use) {
  return land_use == "water";
}

std::vector<MultiPolygon> water(const Layers& layers, const MultiPolygon& city) {
  if (city.empty()) return {};
  const Box window = window_around(city);
  std::vector<Line> coast;
  for (const Geometry& piece : layers.ground.coastline) {
    coast.insert(coast.end(), piece.lines.begin(), piece.lines.end());
  }
  std::vector<MultiPolygon> all;
  add(sea_within(window, coast), window, all);
  for (const Geometry& lake : layers.ground.water) add(lake.polygons, window, all);
  for (std::size_t which = 0; which < layers.land_use.size(); ++which) {
    add_land_use(layers, which, window, all);
  }
  const auto place = [](const MultiPolygon& one) {
    const Box box = box_of(Geometry::of(one));
    return std::tuple{box.low, box.high, area(one).value};
  };
  std::sort(all.begin(), all.end(),
            [&](const auto& a, const auto& b) { return place(a) < place(b); });
  return all;
}

}  // namespace geo::build
