#include "app/interruption.hpp"

#include <pthread.h>

#include <csignal>
#include <ctime>

namespace app {
namespace {

sigset_t ending_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

/// Ends the program the way it would have ended, so that a shell sees what happened.
void end_by(int signal, const sigset_t& signals) {
  std::signal(signal, SIG_DFL);
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  std::raise(signal);
}

}  // namespace

Interruption::Interruption(std::function<void()> tidy) {
  const sigset_t signals = ending_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  waiting_ = std::jthread([signals, tidy = std::move(tidy)](const std::stop_token& stop) {
    constexpr timespec look_up_again{0, 50'000'000};  // a twentieth of a second
    while (!stop.stop_requested()) {
      const int signal = sigtimedwait(&signals, nullptr, &look_up_again);
      if (signal < 0) continue;
      tidy();
      end_by(signal, signals);
    }
  });
}

}  // namespace app
