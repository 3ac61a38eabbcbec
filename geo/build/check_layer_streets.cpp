#include <fmt/format.h>

#include "geo/build/check_layer_parts.hpp"
#include "geo/build/street_lines.hpp"
#include "geo/network/street_graph.hpp"
#include "geo/shape/polygons.hpp"

namespace geo::build {
namespace {

/// The layer in metres, where it lies.
Layer in_metres(const Layer& layer) {
  Box box;
  for (const auto& shape : layer.shapes) {
    if (shape.empty()) continue;
    const auto one = box_of(shape);
    box.add(one.low);
    box.add(one.high);
  }
  const Point middle{(box.low.x + box.high.x) / 2, (box.low.y + box.high.y) / 2};
  const auto place = Transform(layer.crs, "EPSG:4326")(middle).value_or(Point{0, 0});
  const Transform transform(layer.crs, projection_for({place.x, place.y}));
  Layer metres = layer;
  for (auto& shape : metres.shapes) {
    std::size_t lost = 0;
    shape = transform(shape, lost);
  }
  return metres;
}

}  // namespace

void check_streets(const Layer& layer, Findings& findings) {
  Layer metres = in_metres(layer);
  // Streets are called as the other checks call them, whatever the layer's columns are.
  Field names{"street", {}};
  for (std::size_t row = 0; row < layer.rows; ++row) {
    names.values.emplace_back(feature_name(layer, row));
  }
  metres.fields = {std::move(names)};
  description::Streets columns;
  columns.id = "street";
  static_cast<void>(build_street_graph(street_lines(metres, columns, findings), findings));
}

}  // namespace geo::build
