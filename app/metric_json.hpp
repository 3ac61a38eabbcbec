#pragma once

#include <nlohmann/json_fwd.hpp>

#include "analysis/metric.hpp"

namespace app {

/// A row of the catalogue with its card and settings.
nlohmann::ordered_json as_json(const analysis::Entry& entry);

}  // namespace app
