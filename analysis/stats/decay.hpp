#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "geo/core/units.hpp"

namespace analysis::stats {

/// How much a destination counts, by the time to it: the shapes of the literature by name.
enum class DecayShape {
  flat,                ///< 1 at any time
  linear,              ///< falls evenly to 0 at the scale
  exponential,         ///< e^(-t / scale)
  half_life,           ///< halves with every scale
  power,               ///< (t / 1 min)^-exponent, at most 1
  logistic,            ///< S-shaped around the scale, 1 at no time at all
  gaussian,            ///< bell with the scale as its standard deviation
  truncated_gaussian,  ///< bell that reaches 0 exactly at the scale
  stepped,             ///< a weight for each belt of time
};

/// Weight of every trip up to this long; the bound belongs to the belt.
struct Step {
  geo::Minutes up_to;
  double weight;
};

/// A shape and its numbers; a shape looks only at those it needs.
struct Decay {
  DecayShape shape = DecayShape::exponential;
  geo::Minutes scale{10};
  double exponent = 1;        ///< power
  geo::Minutes spread{5};     ///< logistic: standard deviation of the tipping point
  std::vector<Step> steps{};  ///< stepped: ascending; 0 beyond the last
};

/// Weight of a destination this far away, from 0 to 1 (stepped: as given).
///
/// `scale` and `spread` must be above 0. Linear: Hansen (1959), doi:10.1080/01944365908978307 gives
/// the family; power is taken per minute and cut at 1; logistic: Bauer and Groneberg (2016),
/// doi:10.1371/journal.pone.0159148, divided by its value at 0; truncated gaussian: Dai (2010),
/// doi:10.1016/j.healthplace.2010.06.012; stepped: Luo and Qi (2009),
/// doi:10.1016/j.healthplace.2009.06.002.
double weight(const Decay& decay, geo::Minutes time);

/// The steps written as "10:1, 20:0.68, 30:0.22", ascending in time. Empty when the text is not of
/// that form, a weight is negative or the times do not ascend.
std::vector<Step> read_steps(std::string_view text);

}  // namespace analysis::stats
