#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "geo/core/column.hpp"
#include "geo/core/units.hpp"

namespace analysis::stats {

/// A figure and the people whose figure it is.
struct Weighed {
  double value = 0;
  geo::People people;
};

/// Sum of people x value over the sum of people; `no_people` when there are none.
geo::Cell<double> weighted_mean(std::span<const Weighed> figures);

/// The value that half of the people do not exceed: the smallest v such that people with a figure
/// of at most v are half of all or more. Where they are exactly half, halfway from v to the next
/// larger figure that somebody has. `no_people` when there are none.
/// `ascending` is sorted by value. Counts are whole millionths, so "exactly half" is exact.
geo::Cell<double> weighted_median(std::span<const Weighed> ascending);

/// How much of each position belongs to the first `part / whole` of all people, counted from the
/// front: 1 before the line, 0 behind it, and the same fraction for all who share the value on the
/// line, so that exactly that part of the people is within. Positions with equal values are next to
/// each other; `shares` is as long as `ordered`.
void first_share(std::span<const Weighed> ordered, std::int64_t part, std::int64_t whole,
                 std::span<double> shares);

}  // namespace analysis::stats
