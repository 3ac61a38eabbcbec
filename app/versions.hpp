#pragma once

#include <string>
#include <utility>
#include <vector>

namespace app {

/// The libraries behind this program and the version of each that it runs with.
std::vector<std::pair<std::string, std::string>> library_versions();

/// What `medina --version` prints.
std::string versions();

}  // namespace app
