#pragma once

#include <string>

#include "app/page/map.hpp"
#include "app/page/view.hpp"

namespace app::page {

/// Which single failures leave most people without a service within the standard: for the kind
/// that is hit hardest a map with the worst of them, then the worst of all kinds. Empty where the
/// run did not ask.
std::string losses(const View& view, const Atlas& atlas);

}  // namespace app::page
