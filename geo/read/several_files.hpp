#pragma once

#include <string>
#include <vector>

#include "geo/shape/layer.hpp"

namespace geo::read {

/// The files that a path names, from `folder`: itself, or for a pattern in its last part
/// ("rents/*_price.csv", `*` any letters, `?` one) those that fit, in order of name. Throws Error
/// `file_missing` for a pattern that nothing fits.
std::vector<std::string> files_of(const std::string& folder, const std::string& path);

/// Tables of the same columns one below the other; the file is named after the first and how many
/// more there are. Throws Error `column_missing` naming the file that lacks a column.
Layer stacked(std::vector<Layer> parts);

}  // namespace geo::read
