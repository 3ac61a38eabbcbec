#include "analysis/transit/drawn.hpp"

#include <algorithm>
#include <numeric>
#include <random>

namespace analysis::transit {
namespace {

using geo::FrequentRun;
using geo::Run;
using geo::Seconds;
using geo::ServiceDay;

bool prime(std::size_t n) {
  for (std::size_t divisor = 2; divisor * divisor <= n; ++divisor) {
    if (n % divisor == 0) return false;
  }
  return n >= 2;
}

/// The number below a prime whose powers are all others, near to the golden section of it, so that
/// neighbours lie along a lattice without gaps.
std::size_t root_of(std::size_t prime) {
  const auto generates = [&](std::size_t root) {
    std::size_t power = root, order = 1;
    for (; power > 1; ++order) power = power * root % prime;
    return power == 1 && order == prime - 1;
  };
  auto root = static_cast<std::size_t>(static_cast<double>(prime) * 0.618);
  while (!generates(root)) root = (root + 1) % prime;
  return root;
}

/// For one run after the other, which share of its headway it waits in each draw: all of
/// 0 .. draws - 1, in some order.
class Shares {
 public:
  explicit Shares(std::size_t draws) : draws_(draws), root_(root_of(draws)) {}

  std::vector<std::size_t> next() {
    std::vector<std::size_t> order(draws_);
    if (++given_ < draws_) {
      const std::size_t start = below(draws_);
      for (std::size_t draw = 0; draw < draws_; ++draw) {
        order[draw] = (start + factor_ * draw) % draws_;
      }
      factor_ = factor_ * root_ % draws_;
    } else {
      std::iota(order.begin(), order.end(), std::size_t{0});
      for (std::size_t i = draws_ - 1; i > 0; --i) std::swap(order[i], order[below(i + 1)]);
    }
    return order;
  }

 private:
  // The same with every compiler, unlike the distributions of the library.
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }

  const std::size_t draws_, root_;
  std::size_t given_ = 0, factor_ = 1;
  std::mt19937_64 random_;
};

void lay_out(const FrequentRun& run, std::size_t share, std::size_t draws, ServiceDay& out) {
  const auto every = std::int64_t{run.every.count}, of = static_cast<std::int64_t>(draws);
  const auto wait = every * (2 * static_cast<std::int64_t>(share) + 1) / (2 * of);
  for (std::int64_t at = run.from.count + wait; at < run.until.count; at += every) {
    out.runs.push_back({run.trip, Seconds{static_cast<std::int32_t>(at)}});
  }
}

}  // namespace

std::vector<ServiceDay> drawn(const ServiceDay& day, std::size_t draws) {
  if (day.frequent.empty()) return {day};
  draws = std::max<std::size_t>(draws, 2);
  while (!prime(draws)) ++draws;
  std::vector<ServiceDay> days(draws, ServiceDay{day.day, day.runs, {}});
  Shares shares(draws);
  for (const FrequentRun& run : day.frequent) {
    const auto share = shares.next();
    for (std::size_t draw = 0; draw < draws; ++draw) lay_out(run, share[draw], draws, days[draw]);
  }
  for (ServiceDay& one : days) std::sort(one.runs.begin(), one.runs.end());
  return days;
}

}  // namespace analysis::transit
