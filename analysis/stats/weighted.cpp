#include "analysis/stats/weighted.hpp"

#include <algorithm>
#include <cassert>

namespace analysis::stats {
namespace {

std::int64_t millionths(std::span<const Weighed> figures) {
  std::int64_t sum = 0;
  for (const Weighed& figure : figures) sum += figure.people.millionths;
  return sum;
}

}  // namespace

geo::Cell<double> weighted_mean(std::span<const Weighed> figures) {
  double people = 0, sum = 0;
  for (const Weighed& figure : figures) {
    people += figure.people.count();
    sum += figure.people.count() * figure.value;
  }
  if (!(people > 0)) return geo::Missing::no_people;
  return sum / people;
}

geo::Cell<double> weighted_median(std::span<const Weighed> ascending) {
  const std::int64_t all = millionths(ascending);
  if (all <= 0) return geo::Missing::no_people;
  std::int64_t below = 0;
  for (std::size_t at = 0; at < ascending.size(); ++at) {
    below += ascending[at].people.millionths;
    if (2 * below < all) continue;
    const double here = ascending[at].value;
    if (2 * below > all) return here;
    const auto next =
        std::find_if(ascending.begin() + static_cast<std::ptrdiff_t>(at) + 1, ascending.end(),
                     [](const Weighed& figure) { return figure.people.millionths > 0; });
    return here + (next->value - here) / 2;
  }
  return ascending.back().value;
}

void first_share(std::span<const Weighed> ordered, std::int64_t part, std::int64_t whole,
                 std::span<double> shares) {
  assert(shares.size() == ordered.size());
  const auto all = static_cast<double>(millionths(ordered));
  const double line = all * static_cast<double>(part) / static_cast<double>(whole);
  std::int64_t before = 0;
  for (std::size_t first = 0; first < ordered.size();) {
    std::size_t last = first;
    while (last < ordered.size() && ordered[last].value == ordered[first].value) ++last;
    const std::int64_t here = millionths(ordered.subspan(first, last - first));
    const double room = line - static_cast<double>(before);
    const double share = here > 0 ? room / static_cast<double>(here) : (room > 0 ? 1 : 0);
    std::fill(shares.begin() + static_cast<std::ptrdiff_t>(first),
              shares.begin() + static_cast<std::ptrdiff_t>(last), std::clamp(share, 0.0, 1.0));
    before += here;
    first = last;
  }
}

}  // namespace analysis::stats
