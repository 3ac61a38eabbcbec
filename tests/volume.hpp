#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

/// How much the randomised tests try: a part of it in every run, all of it with MEDINA_LONG=1.
namespace volume {

/// What a trial draws: `part` in every run, `all` with MEDINA_LONG=1.
struct Rounds {
  std::size_t part, all;
};

/// One randomised test. Says its seed and, at its end, its volume: on standard output and, for
/// tests/run.sh --long to gather, in the build folder under figures/.
class Trial {
 public:
  /// `drawn` says what a round is, in the plural: "towns", "damaged files".
  Trial(std::string name, Rounds rounds, std::string drawn);
  ~Trial();
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;

  std::size_t rounds() const { return rounds_; }
  /// A new one in each run; MEDINA_SEED=... repeats a run.
  unsigned seed() const { return seed_; }
  /// Adds to a figure that is said at the end: count("trips", 17).
  void count(const std::string& what, std::size_t more);

 private:
  std::string figures() const;

  std::string name_, drawn_;
  std::size_t rounds_;
  unsigned seed_;
  std::vector<std::pair<std::string, std::size_t>> counted_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace volume
