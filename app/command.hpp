#pragma once

#include <string>
#include <vector>

#include "geo/core/error.hpp"

namespace app {

/// Exit statuses of the program, as the file contract states them.
enum class Exit : int {
  done = 0,
  failed = 1,
  input_refused = 2,
  resource_limit = 3,
  gate_refused = 4,
  usage = 64,
  fault = 70
};

/// The exit status of a run that ended for this reason.
Exit exit_of(geo::Cause cause);

/// The whole program behind `main`: parses, runs one command, catches geo::Error once and says it.
Exit medina(int argc, const char* const argv[]);

}  // namespace app
