#pragma once

#include <string>

#include "app/init/guess.hpp"

namespace app::init {

/// The guess as an annotated city.toml: beside each line what speaks for it, at the end what was
/// left out and why. `data` is the folder of the layers, seen from where the file will lie.
std::string as_toml(const Guess& guess, const std::string& data);

}  // namespace app::init
