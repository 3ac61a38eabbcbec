#pragma once

#include "app/init/guess.hpp"
#include "app/init/toml_lines.hpp"

namespace app::init {

/// The housing, its tables and the use of land of a description.
void write_housing(Toml& out, const Guess& guess);

}  // namespace app::init
