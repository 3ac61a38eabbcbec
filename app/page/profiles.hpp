#pragma once

#include <string>

#include "app/page/map.hpp"
#include "app/page/view.hpp"

namespace app::page {

/// What each profile of the run can effectively reach and what each barrier costs; empty where the
/// run has no profiles.
std::string profiles(const View& view, const Atlas& atlas);

}  // namespace app::page
