#pragma once

#include <optional>
#include <string>

#include "app/init/look.hpp"

namespace app::init {

/// A city's own street lines.
struct FoundStreets {
  const Seen* seen = nullptr;
  std::size_t lines = 0;
  double joined = 0;               ///< share of line ends that meet another line
  std::string from_node, to_node;  ///< columns that name the corner at each end
  std::string length, id, name, steps;
};

/// Whether lines are streets: many of them, and most ends meet another line.
std::optional<FoundStreets> streets(const Seen& seen);

}  // namespace app::init
