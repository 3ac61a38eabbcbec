#pragma once

#include <cstddef>
#include <vector>

#include "geo/service_day.hpp"

namespace analysis::transit {

/// The day with departures that nobody knows laid out as set ones, in as many ways as asked; then
/// percentiles are over all minutes of all draws. A trip that leaves once in ten minutes starts at
/// some moment of the first ten; each draw has another moment, and together they divide the ten
/// minutes evenly. Any two trips are drawn as if independent, so that who changes from one to the
/// other waits as long as it may be, not as the first draw happens to have it.
///
/// `draws` is taken as the next prime, at least two: then any two of the first `draws` - 1 trips
/// meet in every combination of shares of their headways along a lattice (Sloan and Joe 1994,
/// "Lattice methods for multiple integration"); trips beyond them are shuffled (Latin hypercube;
/// McKay, Beckman and Conover 1979, doi:10.1080/00401706.1979.10489755). The same days each time.
/// Where every time is set, there is one draw: the day itself. O(draws x departures).
std::vector<geo::ServiceDay> drawn(const geo::ServiceDay& day, std::size_t draws);

}  // namespace analysis::transit
