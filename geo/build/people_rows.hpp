#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "geo/build/zones.hpp"
#include "geo/city.hpp"

namespace geo::build {

/// Which rows of the people's layer count in which neighbourhood, and with what share.
struct PeopleRows {
  const Layer* layer = nullptr;
  Keys keys;  ///< of the rows, for messages
  Per<NeighbourhoodId, std::vector<std::pair<std::size_t, double>>> of;
};

/// The rows of people for each neighbourhood: of its own layer, of a table by key, or of a layer of
/// points or polygons by place (points count where they lie, polygons by the share of their
/// ground: `people_by_area`).
///
/// Unmatched keys on either side are findings. Throws Error `join_matches_nothing`,
/// `join_duplicate_left` (two neighbourhoods would both count one row) and `join_duplicate_right`
/// (rows of one key that differ in what is counted).
PeopleRows people_rows(const Layers& layers, const Zones& zones, Findings& findings);

/// Columns of the people's layer that hold counts or shares.
std::set<std::string> people_columns(const description::People& people);

}  // namespace geo::build
