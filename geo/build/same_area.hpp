#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>

#include "geo/shape/layer.hpp"

namespace geo::build {

/// The first column in which rows of one key contradict each other, if any: they are then
/// different neighbourhoods under one key, and not parts of one.
///
/// Of the columns in `used` every difference counts; of the others, differences in words and whole
/// numbers count, except where the column's name says that it numbers rows or measures the shape
/// (OBJECTID, Shape_Area, geo_point_2d, ...), or where its values show a counter: another whole
/// number on every row of the layer, close together. A blank contradicts nothing.
std::optional<std::string> contradiction(const Layer& layer, std::span<const std::size_t> rows,
                                         const std::set<std::string>& used);

}  // namespace geo::build
