#pragma once

#include <string_view>

namespace geo {

/// Whether `a` comes before `b` as people order texts with numbers in them: "2023 2" before
/// "2023 10". Runs of digits are compared by their value, everything else byte by byte.
bool naturally_before(std::string_view a, std::string_view b);

}  // namespace geo
