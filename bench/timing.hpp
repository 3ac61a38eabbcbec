#pragma once

// How long something takes, for all benchmarks.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <ctime>
#include <vector>

namespace timing {

/// On the clock: what more threads are for.
template <class Work>
double seconds(Work&& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Of this process on any processor: other work on the machine is not counted.
template <class Work>
double processor_seconds(Work&& work) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
  };
  const double start = now();
  work();
  return now() - start;
}

/// The upper one of the two in the middle where they are even in number.
inline double median(std::vector<double> times) {
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  return *middle;
}

/// The median of what some rounds measured.
template <class Measure>
double median_of(std::size_t rounds, Measure measure) {
  std::vector<double> times;
  for (std::size_t round = 0; round < rounds; ++round) times.push_back(measure());
  return median(std::move(times));
}

}  // namespace timing
