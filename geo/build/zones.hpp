#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "geo/build/key_match.hpp"
#include "geo/city.hpp"

namespace geo::build {

/// The neighbourhoods, and which rows of their layer they came from.
struct Zones {
  Neighbourhoods all;
  Lists<NeighbourhoodId, std::size_t>
      rows;  ///< ascending by what is in them, not by place in the file
  /// Where the layer gives points in place of polygons: the point of each zone.
  Per<NeighbourhoodId, std::optional<Point>> point;
  bool from_points = false;
};

/// The finest polygons of the city, in order of their key.
///
/// Rows with one key are parts of one neighbourhood and are dissolved (`parts_dissolved`); exact
/// repeats count once (`duplicate_polygon`); rows whose columns contradict each other are refused
/// (Error `duplicate_id`), where row numbers, measures of the shape and decimals that no one uses
/// do not count as columns. Polygons are made valid (`polygon_repaired`, area before and after),
/// long spikes taken off (`spike_removed`). A row without a shape stays, its area
/// `invalid_geometry`
/// (`null_geometry`). A row without a key gets one of its own (`key_missing`). Overlaps
/// are findings. Points become cells of what is nearest to them (`zones_modelled`).
Zones zones(const Layer& layer, const description::Neighbourhoods& columns,
            const std::set<std::string>& used_columns, Findings& findings);

/// Ground inside the outline of the city that belongs to no neighbourhood (`gap`).
void report_gaps(const Layer& layer, const MultiPolygon& city, Findings& findings);

/// The columns that hold names, found once for all rows.
class NameFields {
 public:
  /// Throws Error `column_missing`; `where` is the section of city.toml that names the columns.
  NameFields(const Layer& layer, const description::NameColumns& columns, const std::string& where);
  /// The names of one row by language: nothing for a language whose column is blank.
  Names at(std::size_t row) const;

 private:
  std::vector<std::pair<std::string, const Field*>> fields_;
};

}  // namespace geo::build
