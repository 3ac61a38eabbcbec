#pragma once

#include <random>

#include "geo/layers.hpp"

/// Layers of towns made by chance, in metres, for laws that hold in every town.
namespace random_town {

/// A square grid of neighbourhoods with districts, people (some not recorded), a migrant group with
/// two parts, streets around every block, services inside and outside and, in half of the towns,
/// housing. The same seed gives the same town.
geo::Layers layers(unsigned seed);

/// The same layers with the rows of every layer, and the streets, in another order.
geo::Layers shuffled(geo::Layers layers, unsigned seed);

}  // namespace random_town
