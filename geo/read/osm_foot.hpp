#pragma once

#include "geo/network/street_lines.hpp"

#include <osmium/osm/tag.hpp>

#include <optional>

namespace geo::read {

/// How people on foot may use a way.
struct FootWay {
  OneWay direction = OneWay::no;
  bool steps = false;
  bool operator==(const FootWay&) const = default;
};

/// The foot filter of docs/streets.md: how a way with these tags is walked, or nothing when it is
/// not. `tests/second_opinion/osm_foot_graph.py` is the same text in another hand.
std::optional<FootWay> on_foot(const osmium::TagList& tags);

/// Whether people may live in a building with these tags (docs/streets.md, "Buildings").
bool is_residential_building(const osmium::TagList& tags);

/// Lakes, rivers with banks, reservoirs: ground where nobody lives.
bool is_water(const osmium::TagList& tags);

}  // namespace geo::read
