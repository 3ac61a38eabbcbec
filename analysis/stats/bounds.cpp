#include "analysis/stats/bounds.hpp"

#include <algorithm>

namespace analysis::stats {

std::vector<geo::People> fill_in_order(std::span<const Room> homes,
                                       std::vector<geo::People> counts) {
  std::vector<geo::People> filled;
  filled.reserve(homes.size());
  for (const Room& home : homes) {
    geo::People& left = counts[home.counted_in];
    filled.push_back(std::min(home.people, left));
    left = left - filled.back();
  }
  return filled;
}

namespace {

/// Mean and sum of squared distances from it, updated one figure at a time so that figures far
/// from zero lose nothing: Chan, Golub and LeVeque (1983), doi:10.1080/00031305.1983.10483115.
struct Spread {
  double people = 0, mean = 0, squares = 0;

  void add(double value, double weight) {
    if (!(weight > 0)) return;
    people += weight;
    const double before = value - mean;
    mean += before * weight / people;
    squares += weight * before * (value - mean);
  }
};

}  // namespace

geo::Cell<double> share_inside(std::span<const Zoned> figures, std::size_t zones) {
  Spread all;
  std::vector<Spread> by_zone(zones);
  for (const Zoned& one : figures) {
    all.add(one.value, one.people.count());
    by_zone[one.zone].add(one.value, one.people.count());
  }
  if (!(all.people > 0)) return geo::Missing::no_people;
  if (!(all.squares > 0)) return geo::Missing::zero_denominator;
  double inside = 0;
  for (const Spread& zone : by_zone) inside += zone.squares;
  return std::min(1.0, inside / all.squares);
}

}  // namespace analysis::stats
