#pragma once

#include <string>

#include "geo/core/finding.hpp"
#include "geo/layers.hpp"
#include "geo/network/street_graph.hpp"
#include "geo/shape/terrain.hpp"

namespace geo::build {

/// Gives each stretch its rises from a grid of heights, in place of those that it has: at its
/// vertices and between them at every cell of the grid. A bridge or tunnel rises evenly from one
/// end to the other. A stretch off the grid keeps what it has.
void take_heights(const Terrain& terrain, const std::string& projection, StreetGraph& streets);

/// Says where the slopes of streets come from (`street_heights_used`), and how many stretches have
/// no height and are taken as flat (`street_heights_missing`). Nothing where no heights are known.
void report_heights(const StreetGraph& streets, const Layers& layers, Findings& findings);

}  // namespace geo::build
