#pragma once

#include <vector>

#include "analysis/privacy/people_counts.hpp"
#include "analysis/results.hpp"
#include "geo/city.hpp"
#include "geo/release.hpp"

namespace analysis::privacy {

/// Everything the layers are made from, protected already.
struct Protected {
  const geo::City& city;
  const Results& results;
  const PeopleCounts& people;
  const std::vector<std::vector<Figures>>& figures;  ///< as results.outcomes
};

/// A figure over the homes of an area is shown while at most this share of the group lives in
/// neighbourhoods whose count is withheld; an index of areas, while at most the second share does.
inline constexpr double most_estimated_for_figures = 0.5;
inline constexpr double most_estimated_for_indices = 0.2;

/// One layer for each level: people, shares and every figure of every group, with `suppressed`
/// where the group's count is withheld or the figure would rest on an estimate of it.
std::vector<geo::ReleasedLayer> level_layers(const Protected& safe);

/// Where people live: times and scores of each home, how it meets the streets, nothing that
/// depends on who lives there, nor the time to a place that must not be found.
geo::ReleasedLayer homes_layer(const Protected& safe);

/// The services whose place may be shown. Protected ones are not in it.
geo::ReleasedLayer services_layer(const geo::City& city);

/// The streets, to be drawn under a map.
geo::ReleasedLayer streets_layer(const geo::City& city);
/// Key of a street in that layer.
std::string street_key(geo::EdgeId street);
geo::ReleasedLayer water_layer(const geo::City& city);

/// Whether times to these services would show where a protected one is: then homes and the finest
/// areas have none.
bool would_locate(const geo::City& city, const geo::Kind& kind);
bool would_locate(const geo::City& city, const Instance& instance);

/// Decimals that the figures of a unit are shown with.
int decimals_of(std::string_view unit);

/// `value` rounded half away from zero.
double rounded(double value, int decimals);

}  // namespace analysis::privacy
