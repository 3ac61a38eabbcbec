#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "geo/build/zones.hpp"
#include "geo/city.hpp"

namespace geo::build {

/// A table of people and what city.toml says of it.
struct PeopleTable {
  const Layer* layer = nullptr;  ///< none: the columns are in the neighbourhoods' own layer
  const description::CountedFrom& from;
  std::string where;              ///< "[people]", for messages
  std::set<std::string> columns;  ///< those that hold counts or shares
};

/// Which rows of a table of people count in which area of one level, and with what share.
struct PeopleRows {
  const Layer* layer = nullptr;
  Keys keys;  ///< of the rows, for messages
  LevelId level{0};
  bool is_long = false;     ///< several rows make one count
  bool own_ground = false;  ///< areas are the rows themselves, see Supports
  Per<AreaId, std::vector<std::pair<std::size_t, double>>> of;
  /// What the keys of each area look like in the table; empty where no key joins it.
  Per<AreaId, std::vector<std::string>> area_keys{};
};

/// The rows of people for each area of the level that the table is `at`: of the neighbourhoods' own
/// layer, or of a table by key. Rows of a layer on ground of its own are areas by themselves.
///
/// Unmatched keys on either side are findings, once for each key. Throws Error
/// `join_matches_nothing`, `join_duplicate_left` (two areas would both count one row),
/// `join_duplicate_right` (rows of one key that differ in what is counted, unless the table is
/// long), `level_unknown` for `at`, and `join_key_too_fine` where the key differs inside one area.
PeopleRows people_rows(const PeopleTable& table, const Layers& layers, const Zones& zones,
                       const Per<LevelId, Level>& levels, Findings& findings);

/// Columns of the people's layer that hold counts or shares, its groups' without a table included.
std::set<std::string> people_columns(const description::People& people);

}  // namespace geo::build
