#pragma once

#include <vector>

#include "analysis/catchment.hpp"
#include "analysis/trip_table.hpp"
#include "geo/release.hpp"

namespace analysis::privacy {

/// Throws geo::Error (Cause::gate_refused) when one of these is a place that may not be shown: its
/// catchment area, or times to it, would tell where it is.
void refuse_hidden(const geo::City& city, const std::vector<Place>& places);

/// Layer "catchments": the ground within each limit of each place, the largest limit first, so that
/// the smaller ones lie on it.
geo::ReleasedLayer catchments_layer(const geo::City& city, const CatchmentAreas& areas);

/// Layer "reached_streets": the parts of streets, each at the first limit that reaches it.
geo::ReleasedLayer reached_streets_layer(const geo::City& city, const CatchmentAreas& areas);

/// Places as points, and how each meets the streets.
geo::ReleasedLayer places_layer(const geo::City& city, const std::string& name,
                                const std::vector<Place>& places);

}  // namespace analysis::privacy
