#pragma once

#include <functional>
#include <thread>

namespace app {

/// While it lives, Ctrl-C or a request to end (SIGINT, SIGTERM) first calls `tidy` and then ends
/// the program as the signal would have. To be made before other threads, which then leave both
/// signals to it; `tidy` runs in a thread of its own.
class Interruption {
 public:
  explicit Interruption(std::function<void()> tidy);
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

 private:
  std::jthread waiting_;
};

}  // namespace app
