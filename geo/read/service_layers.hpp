#pragma once

#include "geo/read/layer_books.hpp"

namespace geo::read {

/// Reads the services of a description, the maps of their kinds and their entrances. Throws Error
/// where a map gives a kind that the vocabulary does not have.
void read_services(LayerBooks& books);

}  // namespace geo::read
