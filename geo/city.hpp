#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "geo/core/column.hpp"
#include "geo/core/finding.hpp"
#include "geo/core/id.hpp"
#include "geo/core/kind.hpp"
#include "geo/core/names.hpp"
#include "geo/core/table.hpp"
#include "geo/core/units.hpp"
#include "geo/layers.hpp"
#include "geo/network/door.hpp"
#include "geo/network/street_graph.hpp"
#include "geo/shape/geometry.hpp"

namespace geo {

/// The finest polygons, in order of their key.
struct Neighbourhoods {
  Per<NeighbourhoodId, std::string> key;  ///< as the source writes it, untouched
  Per<NeighbourhoodId, Names> name;
  Per<NeighbourhoodId, MultiPolygon> shape;  ///< valid; empty where there is none
  Per<NeighbourhoodId, Cell<SquareMetres>> area;
  std::size_t size() const { return key.size(); }
};

/// One administrative level; level 0 is the neighbourhoods themselves, the last is the city.
struct Level {
  std::string key;  ///< "section", "neighbourhood", "district", "city"
  Names title;
  Per<AreaId, std::string> area_key;
  Per<AreaId, Names> area_name;
  Per<AreaId, MultiPolygon> shape;  ///< union of its neighbourhoods
  Per<NeighbourhoodId, AreaId> of;  ///< which area each neighbourhood lies in
  /// The area of the next coarser level that holds this one; empty for the city.
  Per<AreaId, AreaId> parent;
};

/// Who is counted. Group 0 is everyone; then the city's own groups as written; the last, when
/// there is any group, is the rest of the population (everyone less the top-level groups).
struct Group {
  std::string key;  ///< "everyone", "migrants", "rest"
  Names name;
  std::string definition;          ///< "country of birth", ...
  std::optional<GroupId> part_of;  ///< a sub-group counts in its parent too
  std::vector<std::string> languages;
  bool is_protected = true;  ///< false for everyone: its counts are public
  bool is_rest = false;
};

/// People by neighbourhood and group. Where the city has no people, homes weigh one each and every
/// count is `not_recorded`.
struct Residents {
  Per<GroupId, Group> groups;
  Per<GroupId, Column<NeighbourhoodId, People>> by_neighbourhood;
  std::string basis, as_of, definition;
  bool recorded = false;  ///< false: homes weigh one each
  std::optional<GroupId> find(const std::string& key) const;
};

enum class HomeBasis { housing, osm_buildings, along_streets, points };
std::string_view word(HomeBasis basis);

/// Places where people live, ordered by neighbourhood, then by place.
struct Homes {
  HomeBasis basis = HomeBasis::along_streets;
  Per<HomeId, Point> at;
  Per<HomeId, NeighbourhoodId> in;
  Per<HomeId, double> weight;  ///< dwellings, floor area or 1; how a neighbourhood's people spread
  Per<HomeId, Cell<Door>> door;
  /// People of each group in each home: sums to the neighbourhood's count to the millionth.
  /// Where people are not recorded, everyone is one person for each home.
  Per<GroupId, Per<HomeId, People>> people;
  Per<HomeId, bool> near_data_edge;  ///< within the longest walk of the streets' outer edge
  std::size_t size() const { return at.size(); }
};

enum class Openness : std::uint8_t { shown, is_protected };

/// Places that serve people, in order of kind, then key, then place.
struct Services {
  Per<ServiceId, std::string> key;  ///< the source's id, else empty
  Per<ServiceId, Kind> kind;
  Per<ServiceId, Names> name;
  Per<ServiceId, Cell<Point>> at;  ///< `invalid_geometry` where the source has no place
  Lists<ServiceId, Door> doors;    ///< one for each entrance; none: counts nowhere, reported
  Per<ServiceId, Cell<NeighbourhoodId>> in;  ///< `out_of_area` outside the boundary: still counts
  Column<ServiceId, double> capacity;
  Per<ServiceId, std::vector<std::string>> languages;
  Per<ServiceId, std::vector<std::string>> open_to;
  Per<ServiceId, std::string> opening_hours, fee, run_by, funded_until, status;
  Column<ServiceId, bool> step_free;  ///< whether one gets in without a step
  Per<ServiceId, Openness> location;
  Per<ServiceId, std::string> file;  ///< which layer it came from
  std::size_t size() const { return kind.size(); }
};

/// Uses of land around which mix is measured: rows of land_use when there are any, else the
/// services, and one dwelling use for each home either way when `from_services`.
struct Uses {
  std::vector<std::string> classes;  ///< sorted; the fixed K of entropy
  Per<UseId, std::size_t> of_class;  ///< position in `classes`
  Per<UseId, double> mass;           ///< floor area, else area, else 1
  Per<UseId, Point> at;
  Per<UseId, Cell<Door>> door;
  bool from_services = false;
  std::optional<std::size_t> dwelling_class;  ///< which class is housing, for the signed balance
  std::size_t size() const { return of_class.size(); }
};

/// A city as the program knows it. Built once, never changed, so any thread may read it.
struct City {
  Names name;
  std::vector<std::string> languages;
  std::string projection;  ///< "EPSG:25831"
  Description description;
  Neighbourhoods neighbourhoods;
  Per<LevelId, Level> levels;  ///< finest first, the whole city last
  Residents residents;
  Homes homes;
  Services services;
  Uses uses;
  StreetGraph streets;
  DoorRule door_rule;
  std::vector<InputFile> inputs;
  Findings findings;
};

/// Reads meaning into layers in metres: joins, levels, people, homes, services and their doors.
///
/// Every row that came in is in the city or in a finding. Throws Error where the run cannot go on:
/// no neighbourhoods, duplicate ids, people of a group above the total, a key that matches nothing.
City build_city(const Layers& layers);

}  // namespace geo
