#pragma once

#include "geo/shape/geometry.hpp"

namespace geo {

/// The part of a line between two shares of its drawn length, 0 to 1; its own corners kept.
Line line_part(const Line& line, double first, double last);

}  // namespace geo
