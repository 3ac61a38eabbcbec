#pragma once

#include <string>

#include "app/page/view.hpp"

namespace app::page {

/// What households said in each survey: to every question the estimate and its interval, of all
/// and of each cell; a cell with too few answers says so. Empty where there is no survey.
std::string surveys(const View& view);

}  // namespace app::page
