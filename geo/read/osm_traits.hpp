#pragma once

#include <osmium/osm/tag.hpp>

#include "geo/network/street_lines.hpp"
#include "geo/network/street_traits.hpp"
#include "geo/way.hpp"

namespace geo::read {

/// What the tags of a way say beyond who walks there: kind of road, surface, kerb, width, incline,
/// speed, who may ride which way (docs/ways.md, "From OpenStreetMap").
StreetTraits traits_of(const osmium::TagList& tags, const StreetWords& words);

/// What stands at a node, and the kerb there; all unknown for most.
StreetLine::Spot spot_of(const osmium::TagList& tags, const StreetWords& words);

/// Which way bicycles, or cars, may go along a way with these tags.
Passage bicycle_passage(const osmium::TagList& tags);
Passage car_passage(const osmium::TagList& tags);

}  // namespace geo::read
