#include "analysis/stats/segregation.hpp"

#include <cassert>
#include <cmath>
#include <numeric>

namespace analysis::stats {

using geo::Cell;
using geo::Missing;

namespace {

struct Sums {
  double group = 0, others = 0;
};

/// The two totals, or why no index can be given.
Cell<Sums> sums(Parts parts) {
  assert(parts.group.size() == parts.everyone.size());
  const double group = std::accumulate(parts.group.begin(), parts.group.end(), 0.0);
  double others = 0;
  for (std::size_t i = 0; i < parts.group.size(); ++i) {
    assert(parts.group[i] >= 0 && parts.everyone[i] >= parts.group[i]);
    others += parts.everyone[i] - parts.group[i];
  }
  if (!(group + others > 0)) return Missing::no_people;
  if (!(group > 0) || !(others > 0)) return Missing::single_group;
  return Sums{group, others};
}

/// Mean over the group's members of `share` in their part.
template <class Share>
Cell<double> as_met_by_the_group(Parts parts, Share share) {
  const auto total = sums(parts);
  if (!total) return total.reason();
  double met = 0;
  for (std::size_t i = 0; i < parts.group.size(); ++i) {
    if (parts.everyone[i] > 0) met += parts.group[i] / total->group * share(i);
  }
  return met;
}

}  // namespace

Cell<double> dissimilarity(Parts parts) {
  const auto total = sums(parts);
  if (!total) return total.reason();
  double apart = 0;
  for (std::size_t i = 0; i < parts.group.size(); ++i) {
    const double others = parts.everyone[i] - parts.group[i];
    apart += std::abs(parts.group[i] / total->group - others / total->others);
  }
  return apart / 2;
}

Cell<double> isolation(Parts parts) {
  return as_met_by_the_group(parts,
                             [&](std::size_t i) { return parts.group[i] / parts.everyone[i]; });
}

Cell<double> exposure(Parts parts) {
  return as_met_by_the_group(parts, [&](std::size_t i) {
    return (parts.everyone[i] - parts.group[i]) / parts.everyone[i];
  });
}

}  // namespace analysis::stats
