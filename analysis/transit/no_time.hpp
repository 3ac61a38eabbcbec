#pragma once

#include <cstdint>
#include <limits>

namespace analysis::transit {

/// A time under way that stands for never. A walk may be added to it: the sum, which 16 bits stop
/// at their largest value, is no less.
template <class Time>
inline constexpr Time no_time = std::numeric_limits<Time>::max();
template <>
inline constexpr std::uint32_t no_time<std::uint32_t> = 0x7fffffff;

}  // namespace analysis::transit
