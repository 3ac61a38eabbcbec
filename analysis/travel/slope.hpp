#pragma once

#include "geo/network/street_graph.hpp"
#include "geo/way.hpp"

namespace analysis::travel {

/// Time on a slope as a multiple of time on the flat: 1 at slope 0, for every rule. A slope beyond
/// the way's `steepest` counts as that.
///
/// Tobler's hiking function, speed 6 exp(-3.5 |slope + 0.05|) km/h, made 1 on the flat: fastest at
/// 5 % downhill. Tobler (1993), Three Presentations on Geographical Analysis and Modeling, NCGIA
/// 93-1.
double slowness(const geo::Way& way, double slope);

/// Time along a stretch as a multiple of time on the flat, in one direction: each part of it at its
/// own slope, parts weighed by their length. 1 where heights are not known.
double slowness(const geo::Way& way, const geo::StreetGraph& streets, geo::EdgeId edge,
                bool forward);

/// The steepest part of a stretch, up or down: as stated, or from heights where it is long enough
/// to tell; 0 where nothing is known.
double steepest(const geo::StreetGraph& streets, geo::EdgeId edge);

}  // namespace analysis::travel
