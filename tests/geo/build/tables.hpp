#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "geo/layers.hpp"

/// Layers for tests, written out column by column.
namespace tables {

struct Column {
  std::string name;
  std::vector<geo::Value> values;
};

inline geo::Layer table(std::vector<Column> columns) {
  geo::Layer layer;
  layer.file = "table.csv";
  for (Column& column : columns) {
    layer.rows = column.values.size();
    layer.fields.push_back({column.name, std::move(column.values)});
  }
  return layer;
}

/// The rectangle between two corners.
inline geo::MultiPolygon box(double left, double bottom, double right, double top) {
  return {{{{left, bottom}, {right, bottom}, {right, top}, {left, top}, {left, bottom}}, {}}};
}

inline geo::Value n(std::int64_t count) {
  return count;
}

/// Four squares of 100 m in a row with these ids; the first two are the district A, the others B.
inline geo::Layers two_districts(std::vector<geo::Value> ids) {
  geo::Layers layers;
  geo::Layer zones = table({{"nid", std::move(ids)}, {"district", {"A", "A", "B", "B"}}});
  zones.file = "zones.shp";
  for (int i = 0; i < 4; ++i) {
    zones.shapes.push_back(geo::Geometry::of(box(i * 100, 0, i * 100 + 100, 100)));
  }
  layers.neighbourhoods = std::move(zones);
  auto& described = layers.description.neighbourhoods.emplace();
  described.id = "nid";
  described.key = "square";
  geo::description::Level district;
  district.key = "district";
  district.column = "district";
  described.levels.push_back(district);
  return layers;
}

}  // namespace tables
