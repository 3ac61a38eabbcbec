#pragma once

#include <string>

#include "app/terminal.hpp"
#include "geo/city.hpp"

namespace app {

/// City.toml to a city, every finding on the way kept. Its layers are under `data` where that is
/// given. Shows its progress on the part of the bar from 0 to `share`. `by` is a way of moving to
/// be ready for, beside those that the description names.
geo::City load_city(const std::string& description, const std::string& data, ProgressBar& bar,
                    double share, const std::string& by = {});

}  // namespace app
