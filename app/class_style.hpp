#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/words.hpp"
#include "geo/release.hpp"
#include "geo/write/write.hpp"

namespace app {

/// A file of `styles/`, such as "palettes.json".
nlohmann::json read_style(const std::string& name);

/// Whether a column has any figure.
bool any_value(const geo::ReleasedColumn& column);

/// The figures of a column in ascending order, those left out of which the data cannot even tell
/// the sign, unless there are no others.
std::vector<double> values_of(const geo::ReleasedColumn& column);

/// Class edges of ascending values by a style's rule: fixed, around zero or equal numbers of areas.
/// Empty when there are no values.
std::vector<double> edges(const nlohmann::json& style, const std::vector<double>& sorted);

/// Classes between `breaks` in the style's palette, labelled in the reader's language.
geo::write::ClassStyle class_style(const nlohmann::json& style, std::vector<double> breaks,
                                   const std::string& unit, const Words& words);

}  // namespace app
