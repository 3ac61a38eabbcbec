#include "analysis/stats/diversity.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <vector>

namespace analysis::stats {

using geo::Cell;
using geo::Missing;

namespace {

/// Masses as they count: their sum and, weighed, T times that sum.
struct Totals {
  double mass = 0;
  double weighed = 0;
};

Totals totals(std::span<const double> masses, std::span<const double> weights) {
  assert(masses.size() == weights.size());
  Totals sums;
  for (std::size_t kind = 0; kind < masses.size(); ++kind) {
    assert(masses[kind] >= 0 && weights[kind] >= 0);
    sums.mass += masses[kind];
    sums.weighed += masses[kind] * weights[kind];
  }
  return sums;
}

/// One kind: its weight w and ln e, where e = p/T and the sum of w e is 1.
struct Part {
  double weight, log_e;
};

/// Near order 1 only the small difference of the sum from 1 is added up.
double near_one(const std::vector<Part>& parts, double q) {
  double off_one = 0, limit = 0;
  for (const auto& [weight, log_e] : parts) {
    const double share = weight * std::exp(log_e);
    off_one += share * std::expm1((q - 1) * log_e);
    limit -= share * log_e;
  }
  return q == 1 ? std::exp(limit) : std::exp(std::log1p(off_one) / (1 - q));
}

/// Elsewhere the largest power is taken out, so that a high order does not vanish.
double away_from_one(const std::vector<Part>& parts, double q) {
  double largest = parts.front().log_e;
  for (const Part& part : parts) largest = std::max(largest, part.log_e);
  double sum = 0;
  for (const auto& [weight, log_e] : parts) sum += weight * std::exp(q * (log_e - largest));
  return std::exp((q * largest + std::log(sum)) / (1 - q));
}

}  // namespace

Cell<double> hill_weighted(std::span<const double> masses, std::span<const double> weights,
                           double q) {
  assert(q >= 0);
  const Totals sums = totals(masses, weights);
  if (!(sums.weighed > 0)) return Missing::zero_denominator;
  std::vector<Part> parts;
  for (std::size_t kind = 0; kind < masses.size(); ++kind) {
    if (masses[kind] <= 0 || weights[kind] <= 0) continue;
    parts.push_back({weights[kind], std::log(masses[kind] / sums.weighed)});
  }
  return std::abs(q - 1) < 0.1 ? near_one(parts, q) : away_from_one(parts, q);
}

Cell<double> hill(std::span<const double> masses, double q) {
  const std::vector<double> alike(masses.size(), 1.0);
  return hill_weighted(masses, alike, q);
}

Cell<double> hill_effective(std::span<const double> masses, std::span<const double> weights,
                            double q) {
  const auto number = hill_weighted(masses, weights, q);
  if (!number) return number;
  const Totals sums = totals(masses, weights);
  return *number * sums.mass / sums.weighed;
}

Cell<double> entropy(std::span<const double> masses, std::size_t kinds) {
  const double total = std::accumulate(masses.begin(), masses.end(), 0.0);
  if (!(total > 0)) return Missing::zero_denominator;
  if (kinds < 2) return Missing::single_kind;
  double sum = 0;
  for (const double mass : masses) {
    if (mass > 0) sum -= mass / total * std::log(mass / total);
  }
  // A single use gives -1 ln 1 = -0.
  return std::abs(sum) / std::log(static_cast<double>(kinds));
}

Cell<double> signed_balance(double share_here, double share_city) {
  const double denominator = 1 - (2 * share_here - 1) * (2 * share_city - 1);
  if (!(denominator > 0)) return Missing::zero_denominator;
  return 2 * (share_here - share_city) / denominator;
}

}  // namespace analysis::stats
