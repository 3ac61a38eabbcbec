#pragma once

#include <cstdint>

namespace analysis {

/// What counts where something is not stated: only what is known to be there for somebody, or also
/// what is not known to be closed. The truth lies between the two.
enum class Bound : std::uint8_t { certain, possible };

}  // namespace analysis
