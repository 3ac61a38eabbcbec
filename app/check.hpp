#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "geo/core/finding.hpp"

namespace app {

struct CheckOptions {
  std::string crs, encoding, nodata, sublayer, x, y;
  std::string data;     ///< where the layers of a city.toml are
  std::string purpose;  ///< "neighbourhoods", "services", ...; empty: not known
  std::function<void(std::string_view, double)> progress;
};

/// What a check found. An input that would be refused is a finding of severity error.
struct Checked {
  geo::Findings findings;
  std::size_t files = 0;  ///< how many were looked at
  std::size_t rows = 0;   ///< in all layers together
  std::string what;       ///< "a description", "a layer", "a feed", "a folder"
};

/// Everything that can be said about a city.toml, a layer, an OSM extract, a feed, or a folder of
/// them. Throws geo::Error only where the path itself is wrong.
Checked check(const std::string& path, const CheckOptions& options);

}  // namespace app
