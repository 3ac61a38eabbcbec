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
#include "geo/survey.hpp"

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

/// What divides people into groups. People of a flow came (or went, were born) in a time: they
/// divide nobody, and nothing is taken away from everyone for them.
enum class Dimension : std::uint8_t { origin, sex, age, flow };

/// Who is counted. Group 0 is everyone; then the city's own groups as written, then those by sex
/// and age; the last, when there is a group of an origin, is the rest of the population (everyone
/// less the top-level groups of origin).
struct Group {
  std::string key;  ///< "everyone", "migrants", "female_age_0_14", "migrants_female", "rest"
  Names name;
  std::string definition;            ///< "country of birth", ...
  std::optional<GroupId> part_of;    ///< a sub-group counts in its parent too; none: in everyone
  Dimension by = Dimension::origin;  ///< what sets it apart from the others of that whole
  /// Other wholes that it is a part of, and by what: women of an origin are a part of all women.
  std::vector<std::pair<GroupId, Dimension>> also_part_of;
  std::string sex, age;  ///< of all its people, where known: a word, or as the city writes it
  std::vector<std::string> languages;
  bool is_protected = true;  ///< false for everyone: its counts are public
  bool is_rest = false;
};

/// A group and the parts into which one thing divides it; they may leave some of it out.
struct Split {
  GroupId whole;
  Dimension by = Dimension::origin;
  std::vector<GroupId> parts;
};

/// One area of one level.
using AreaOfLevel = std::pair<LevelId, AreaId>;

/// People by neighbourhood and group. Where the city has no people, homes weigh one each and every
/// count is `not_recorded`.
struct Residents {
  Per<GroupId, Group> groups;
  Per<GroupId, Column<NeighbourhoodId, People>> by_neighbourhood;
  std::string basis, as_of, definition;
  bool recorded = false;  ///< false: homes weigh one each
  /// The finest level at which a group was counted: below it counts are modelled, and for the whole
  /// city `not_recorded_at_this_level`. Groups that it lacks were counted in each neighbourhood.
  std::map<GroupId, LevelId> counted_at;
  std::map<GroupId, People> in_city;  ///< of groups counted only in the whole city
  /// Of groups carried from ground of their own: the finest level of which every area holds whole
  /// cells, so that its counts are sums of the source's own. No level: one beyond the last.
  std::map<GroupId, LevelId> whole_from;
  /// Counts of larger areas that a source prints beside those of their parts.
  std::map<GroupId, std::map<AreaOfLevel, People>> printed;

  std::optional<GroupId> find(const std::string& key) const;
  LevelId finest(GroupId group) const;  ///< level at which the group was counted
  /// The finest level of which all counts are the source's own, the whole city where none has any.
  LevelId own_counts_from(GroupId group, LevelId whole_city) const;
  /// Whether counts at a level are carried there (from larger areas, cells, points, by a model) and
  /// not its source's own.
  bool is_modelled(GroupId group, LevelId level) const;
  /// Everybody of the group who is counted anywhere in the city.
  People in_whole_city(GroupId group) const;
  /// Every way in which the groups divide each other, wholes first as they stand, by dimension.
  std::vector<Split> splits() const;
  /// Whether a difference between two groups says something of what divides people: both are of an
  /// origin, or both of a sex or an age; never those who came in a time beside those who live here.
  bool comparable(GroupId a, GroupId b) const;
};

enum class HomeBasis { housing, osm_buildings, along_streets, points };
std::string_view word(HomeBasis basis);

/// The row of the cell in which each home stands, of the ground on which a group was counted.
using CellOfHome = Per<HomeId, std::uint32_t>;

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
  /// Of groups carried from ground of their own; groups of one ground share it.
  std::map<GroupId, std::shared_ptr<const CellOfHome>> cell;
  Per<HomeId, bool> near_data_edge;     ///< within the longest walk of the streets' outer edge
  std::map<HomeId, LodgingId> lodging;  ///< homes where people live together
  std::size_t size() const { return at.size(); }
};

/// One figure of housing by area and period: a mean as the source gives it, or dwellings counted.
struct HousingFigure {
  std::string what;    ///< "rent", "income", "rooms", "dwellings", "dwellings_rented", ...
  std::string tenure;  ///< of dwellings of one tenure: the source's word
  std::string unit;    ///< "EUR/month"; empty where city.toml does not say
  std::string file;
  LevelId at{0};
  std::string period;  ///< "2023 1"; of a table of one time only its as_of, which may be empty
  Column<AreaId, double> value;
  bool is_mean() const { return what == "rent" || what == "income" || what == "rooms"; }
};

enum class Openness : std::uint8_t { shown, is_protected };

/// Places where people live together: a home each, whose people are its own and are not spread.
struct Lodgings {
  Per<LodgingId, std::string> kind;  ///< "reception centre", as the city writes it
  Per<LodgingId, Names> name;
  Per<LodgingId, Openness> location;
  Per<LodgingId, Point> at;
  Per<LodgingId, std::map<GroupId, People>> people;  ///< groups that are not here: nobody
  Per<LodgingId, bool> counted_in_people;  ///< false: they came on top of what [people] counts
  std::size_t size() const { return at.size(); }
};

/// How complete the street map of a neighbourhood looks.
struct StreetCover {
  Cell<double> far_homes = Missing::not_recorded;     ///< share further than 100 m from any street
  Cell<double> homes_per_km = Missing::not_recorded;  ///< housing or buildings on a km of street
  bool incomplete = false;                            ///< ways there are uncertain
};

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
  std::vector<ServiceId> closed;     ///< ascending; in a scenario they serve nobody any more
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

/// The streets of those who ride, and the doors there: where a vehicle may go, which is neither all
/// nor only where people walk. One walks from the place to the door.
struct Riding {
  StreetGraph streets;
  Per<HomeId, Cell<Door>> home_door;
  Lists<ServiceId, Door> service_doors;
  Per<UseId, Cell<Door>> use_door;
};

/// Where the stops of the public transport meet the streets; empty where none is asked for.
struct TransitStops {
  Per<StopId, Cell<Point>> at;   ///< `invalid_geometry` where the projection does not reach
  Per<StopId, Cell<Door>> door;  ///< of stations and entrances too
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
  Lodgings lodgings;
  std::vector<HousingFigure> housing;  ///< in order of figure, unit, file and period
  Services services;
  Uses uses;
  std::vector<Survey> surveys;
  StreetGraph streets;
  std::map<Mode, Riding> riding;           ///< of the vehicles that the run asks about
  std::shared_ptr<const Transit> transit;  ///< null: none is asked for
  TransitStops transit_stops;
  Per<NeighbourhoodId, StreetCover> street_cover;
  std::vector<MultiPolygon> water;  ///< lakes, rivers, the sea: so that a map looks like its city
  DoorRule door_rule;
  std::vector<InputFile> inputs;
  Findings findings;

  /// From now on copies share the tables, until one of them is changed: a scenario costs little.
  void freeze();
};

/// Reads meaning into layers in metres: joins, levels, people, homes, services and their doors.
///
/// Every row that came in is in the city or in a finding. Throws Error where the run cannot go on:
/// no neighbourhoods, duplicate ids, people of a group above the total, a key that matches nothing.
City build_city(const Layers& layers);

}  // namespace geo
