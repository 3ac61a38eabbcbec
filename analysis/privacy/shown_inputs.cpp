#include "analysis/privacy/shown_inputs.hpp"

#include <algorithm>

namespace analysis::privacy {
namespace {

/// A path without its extension: the files of a shapefile lie beside each other under one name.
std::string stem(const std::string& path) {
  const auto slash = path.find_last_of('/');
  const auto dot = path.find_last_of('.');
  const bool has_extension =
      dot != std::string::npos && (slash == std::string::npos || dot > slash);
  return has_extension ? path.substr(0, dot) : path;
}

}  // namespace

std::vector<geo::InputFile> shown_inputs(const geo::City& city) {
  const auto& lodgings = city.description.lodging;
  std::vector<geo::InputFile> shown = city.inputs;
  for (geo::InputFile& input : shown) {
    const bool holds = std::any_of(lodgings.begin(), lodgings.end(), [&](const auto& one) {
      return one.is_protected && stem(one.source.path) == stem(input.path);
    });
    if (!holds) continue;
    input.sha256.clear();
    input.bytes = input.rows = 0;
  }
  return shown;
}

}  // namespace analysis::privacy
