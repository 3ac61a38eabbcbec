#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "geo/shape/layer.hpp"

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

}  // namespace tables
