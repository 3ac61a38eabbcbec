#include "geo/core/week.hpp"

#include <algorithm>

namespace geo {

Week Week::always() {
  Week week;
  week.minutes_.set();
  return week;
}

void Week::add(int from, int to) {
  for (int minute = from; minute < std::min(to, from + length); ++minute) {
    minutes_.set(static_cast<std::size_t>(minute % length));
  }
}

int Week::longest_together(const Week& other) const {
  const auto both = minutes_ & other.minutes_;
  if (both.all()) return length;
  // Twice round the ring, so that a stretch over Sunday's midnight is seen whole.
  int longest = 0, here = 0;
  for (int minute = 0; minute < 2 * length; ++minute) {
    here = both[static_cast<std::size_t>(minute % length)] ? here + 1 : 0;
    longest = std::max(longest, here);
  }
  return longest;
}

}  // namespace geo
