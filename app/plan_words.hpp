#pragma once

#include <string>
#include <vector>

#include "analysis/travel/plan.hpp"

namespace app {

/// How trips were searched and why, a line for each decision; each begins with the way of moving.
std::vector<std::string> in_words(const analysis::travel::Plan& plan);

}  // namespace app
