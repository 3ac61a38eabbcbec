#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/core/clock.hpp"
#include "geo/core/date.hpp"
#include "geo/core/kind.hpp"
#include "geo/core/names.hpp"
#include "geo/core/price.hpp"
#include "geo/core/units.hpp"
#include "geo/profile.hpp"
#include "geo/timetable.hpp"
#include "geo/way.hpp"

namespace geo {

/// city.toml as a value: which layer is which, and what its columns mean. Field names here are the
/// keys of the file unless a comment says otherwise. Column references are column names.
///
/// A *key template* builds one text from several columns: "{DISTRICTE}{SEC_CENS}". Inside braces
/// stand a column and, if wanted, a slice and a padding: "{coddistsecc[0:2]}" is its first two
/// characters, "{coddistsecc[2:]:03}" the rest padded with zeros to three. A bare word without
/// braces that is a column of the layer means that column. Text outside braces stays as it is.
///
/// The whole file, with every key:
///
///     [city]
///     name = "Marsalba"                  # or { ca = "Barcelona", ar = "..." }
///     languages = ["en", "fr", "es", "ar"]
///     currency = "EUR"                   # of fees that state none, and of what profiles pay
///     projection = "EPSG:25831"          # optional
///     data = "../layers"                 # optional; left out: beside this file, or --data
///
///     [neighbourhoods]
///     layer = "sections.shp"             # + the keys of any source, see Source
///     id = "{DISTRICTE}{SEC_CENS}"       # key template; left out: row numbers
///     name = "NOM"                       # optional; or { ca = "NOM", ar = "NOM_AR" }
///     level = "section"                  # what the finest level is called in outputs
///     title = { en = "Census section" }  # what a reader calls it
///     [neighbourhoods.levels]            # finest first
///     neighbourhood = { column = "BARRI", title = { en = "Neighbourhood" }, names = { layer =
///         "barris.shp", id = "BARRI", name = "NOM" } }
///     district = { column = "DISTRICTE" }
///
///     [people]
///     table = "census.csv"               # left out: the columns are in the neighbourhoods layer
///     join = { column = "tract_code", key = "08019{DISTRICTE}{SEC_CENS}" }
///     total = "total_pop"                # of a raster the number of a band; left out: 1
///     as_of = 2021
///     basis = "census"                   # census, register, survey, key informants, model
///     definition = "usual residents"
///     rest = { en = "Born in Spain" }    # what everybody in no group is called
///     [people.groups.migrants]
///     name = { en = "Born abroad" }
///     share = "pct_foreign_born"         # or count = "..."
///     definition = "country of birth"
///     part_of = "other_group"
///     languages = ["ar", "fr"]           # also sex, age: words for all of them
///     [people.groups.pakistan]           # counts in a table of their own, long and by barri:
///     table = "nationality.csv"          # left out: the table of [people]
///     join = { column = "Barri", key = "{BARRI}" }
///     at = "neighbourhood"               # fitted to finer areas, modelled; "city": on no map
///     where = { Year = "2017" }
///     category = { column = "Nationality", is = ["Pakistan"] }   # or not = [...]
///     value = "Number"                   # rows of one key are summed; left out: as [people]
///     measure = "stock"                  # or "flow": who came in a time, not who lives there
///     withheld = ["s"]                   # marks of counts held back, beside * .. <5 c x
///     [people.groups.foreigners]
///     people = 12000                     # one number for the whole city
///     [people.by]                        # columns of a long table
///     sex = "Gender"
///     age = "Age"
///     ages = [0, 15, 65]
///
///     [[housing]]
///     layer = "buildings.shp"
///     dwellings = "DWELL"                # also floor_area, floors, rent, rooms, tenure
///
///     [[housing_tables]]
///     table = "rents/*.csv"              # or one file, or a list of files with the same columns
///     join = { column = "Codi_Barri", key = "{BARRI}" }
///     at = "neighbourhood"               # left out: the finest areas
///     period = "{Any} {Trimestre}"       # key template; left out: one period, as_of
///     rent = "Preu"                      # a mean; so are income and rooms
///     units = { rent = "EUR/month" }     # of rent and income; left out: reported
///     dwellings = "DWELL"                # counts; with tenure = "TENURE" one word a row, or
///     tenure = { rented = "N_RENTED" }   # a column for each
///
///     [[land_use]]
///     layer = "plots.shp"
///     kind_from = { column = "USE", map = { R = "housing", C = "commerce" } }   # or kind = "..."
///     floor_area = "FLOOR_M2"            # also floors, area, count
///                                        # with join and at in place of shapes: uses by zone
///
///     [[lodging]]                        # reception centre, hostel, camp, employer housing
///     layer = "centres.csv"
///     kind = "reception centre"
///     people = "RESIDENTS"               # who lives in each place
///     groups = { migrants = "MIGRANTS" } # and of them; groups left out: nobody
///     name = "NAME"
///     location = "protected"             # on no map
///     counted_in_people = true           # whether [people] counts them already
///
///     [[services]]
///     layer = "schools.shp"
///     kind = "education.school"          # or kind_from = { column = "TYPE", map = "kinds.csv" }
///     id = "ID"                          # also name, capacity, languages, open_to,
///     location = "protected"             # opening_hours, fee, step_free, run_by, funded_until,
///                                        # status
///
///     [[services]]
///     osm = "city.osm.pbf"               # every service of the vocabulary; kinds = [...] to
///     choose
///
///     [[surveys]]                        # a sample of households, from Kobo, ODK or a workbook
///     table = "needs.csv"
///     key = "needs"                      # also name, definition, and the keys of any source
///     weight = "w"                       # left out: every household counts alike
///     stratum = "district"               # left out: one
///     cluster = "area"                   # left out: every household drawn by itself
///     by = { origin = "ORIGIN" }         # cells to tell apart; never finer than the strata
///     [surveys.questions.legal_aid]
///     column = "needs/legal_aid"
///     yes = ["1", "yes"]                 # the share who said so; left out: the mean of a number
///     name = { en = "Needs legal aid" }
///     unit = "people"                    # of a mean
///
///     [streets]
///     layer = "streets.shp"              # or osm = "city.osm.pbf", or layer = "none" (+ detour)
///     id = "ID"                          # also name, from_node, to_node, length, steps, one_way,
///     tolerance = 0.01                   # walkable, surface, kerb, obstacle, road, width,
///                                        # incline, max_speed, crossing, bridge, wheelchair,
///                                        # bicycles, cars: docs/ways.md
///     words = { adoquin = "sett" }       # the city's words in those of OpenStreetMap
///
///     [terrain]
///     file = "heights.tif"               # heights above the sea; left out: of the streets, if any
///
///     [travel]
///     ways = "ways.toml"                 # left out: walk, wheelchair, ... as shipped
///     by = ["bicycle", "transit"]        # ways to measure beside the walk; transit: as [transit]
///
///     [ways.walk]                        # rules of a way changed, or a way added: docs/ways.md
///     pace = 75
///
///     [transit]
///     feeds = ["gtfs.zip"]               # archives or folders
///     day = "2026-01-14"                 # left out: a weekday with much service
///     from = "07:00"                     # who leaves home from here
///     to = "09:00"                       # up to here, 254 minutes at most
///     walk = 20                          # minutes: longest walk to, between and from stops
///     slack = 1                          # minutes at a stop before one gets on, at least
///     rides = 3                          # vehicles on one trip; left out: any number
///     percentiles = [50]                 # of the times over the minutes of leaving
///     mean = true                        # also what is in reach on average over them
///     wheelchair = false                 # true: vehicles, stops and streets for wheelchairs
///
///     [[transit.lines]]                  # minibus, shared taxi: without a timetable
///     layer = "minibus.geojson"          # lines: the ways they go; or points: their stops
///     line = "LINE"                      # column; also name, order, stop
///     headway = 10                       # minutes; this and the next three: a value or a column
///     speed = 18                         # km/h, stops included
///     hours = "Mo-Sa 06:00-22:00"        # left out: day and night
///     fare = "0.70 JOD"                  # of one ride
///     hail = true                        # people get on and off anywhere on the way
///     one_way = true                     # left out: it comes back the same way
///     stops_every = 300                  # metres between stops laid on a way; with hail 100
///     mode = "bus"                       # tram, metro, rail, ferry, funicular, ...
///
///     [analysis]
///     reference_group = "rest"
///     minutes = [5, 10, 15, 30]
///     smallest_count = 10
///     kinds = ["education.school"]       # left out: chosen from what there is
///     metrics = ["access/nearest"]       # left out: all
///     profiles = ["newcomer"]            # left out: all of the city's own; []: none
///     profile_kinds = ["health.clinic"]  # left out: `kinds`
///
///     [[profiles]]
///     file = "profiles.toml"             # a file of such tables, or one by itself:
///
///     [[profiles]]
///     key = "evenings"
///     name = { en = "Free in the evening" }
///     languages = ["ar"]                 # each of these left out: no hurdle
///     papers = ["none"]                  # or what she can show, in the words of `open_to`
///     is = ["women"]                     # what else `open_to` may say of her
///     pays = 0                           # most for one visit
///     hours = ["Mo-Fr 18:00-21:00"]      # when she is free
///     pace = 60                          # metres a minute on the flat, at most 80
///     with = ["pushchair"]               # pushchair, wheelchair, carrying
namespace description {

/// Where rows come from. Keys of every layer and table: layer (or table), sublayer, crs, encoding,
/// x, y, nodata, where, title, publisher, as_of, licence, attribution, url.
struct Source {
  std::string path;      ///< `layer = "a.shp"`, `table = "a.csv"`; relative to the file or --data
  std::string sublayer;  ///< `sublayer = "Data"`: a sheet of a workbook, a layer of a GeoPackage
  std::string crs;       ///< given by hand, overrides the file
  std::string encoding;  ///< given by hand
  std::string x, y;      ///< columns with coordinates, for tables (`x = "lon", y = "lat"`)
  std::string nodata;    ///< a value that means not recorded, e.g. "-99999"
  std::map<std::string, std::string> where;  ///< `where = { year = "2021" }`: rows to keep
  // For the report: title, publisher, date, licence, attribution; all optional.
  std::string title, publisher, as_of, licence, attribution, url;
};

/// Names of features by language: `name = "NOM"` or `name = { ca = "NOM", ar = "NOM_AR" }`;
/// key "" is a column in no stated language.
using NameColumns = std::map<std::string, std::string>;

/// A coarser level: `district = { column = "DISTRICTE", title = {...}, names = { layer, id, name }
/// }`.
struct Level {
  std::string key;     ///< "district"
  std::string column;  ///< key template over the neighbourhoods' columns: a column or "{A}{B}"
  Names title;         ///< what such an area is called: { en = "district" }
  std::optional<Source> names_from;
  std::string names_id;  ///< key template over the names layer
  NameColumns name;
};

struct Neighbourhoods {
  Source source;
  std::string id;  ///< key template; empty: row numbers, reported
  std::string
      key;  ///< name of the finest level itself, default "neighbourhood"; in the file `level`
  Names title;
  NameColumns name;
  std::vector<Level> levels;  ///< finest to coarsest, as written
};

/// Rows of a long table that count: `category = { column = "Nationality", is = ["Morocco"] }`, or
/// `not = ["Spain"]`.
struct Category {
  std::string column;
  std::vector<std::string> is, is_not;
};

/// Whether a table counts the people who are there, or those who came (went, were born) in a time.
enum class Measure { unstated, stock, flow };

/// Where counts of people stand: of everyone in [people], of one group in its own table.
struct CountedFrom {
  std::optional<Source> table;  ///< absent: columns of the neighbourhoods layer, or as [people]
  std::string join_column;      ///< `join = { column = ..., key = ... }`: template over the table
  std::string join_key;         ///< template over the neighbourhoods; empty: the id
  /// `at = "district"`: the rows are areas of this level, or of the whole "city"; empty: the
  /// finest.
  std::string at;
  /// `value = "Number"`: a long table, of which all rows with one key are summed.
  std::string value;
  std::optional<Category> category;
  Measure measure = Measure::unstated;
  std::vector<std::string> withheld;  ///< more marks of counts that the source holds back
};

struct Group {
  std::string key;  ///< "migrants"
  Names names;
  CountedFrom from;   ///< without a table: that of [people]
  std::string count;  ///< column with people, or
  std::string share;  ///< column with a share of `total`, 0 to 1 (percent when any value > 1.5)
  std::optional<double> people;  ///< or one number for the whole city
  std::string definition;
  std::string part_of;  ///< another group's key
  std::vector<std::string> languages;
  std::string sex, age;  ///< what is known of all of them, in words
};

/// `[people.by]`: columns of a long table that say the sex and the age of the people in a row.
struct SexAndAge {
  std::string sex, age;
  std::vector<int> ages{0, 15, 65};  ///< where each class of age begins
};

struct People {
  CountedFrom from;
  std::string total;              ///< column of everyone, unless `from.value` is summed
  std::string basis, definition;  ///< as_of is in `from.table` or here
  std::string as_of;              ///< a year or a date, as text or number
  SexAndAge by;
  std::vector<Group> groups;  ///< `[people.groups.KEY]`, as written
  Names rest;                 ///< what the rest of the population is called
};

struct Housing {
  Source source;
  std::string dwellings, floor_area, floors, rent, rooms, tenure;
};

/// Housing of areas, in one period or several: one row for each, or for each and tenure.
struct HousingTable {
  std::vector<Source>
      files;  ///< of the same columns; a path may be a pattern such as "rents/*.csv"
  std::string join_column, join_key, at;     ///< as in CountedFrom
  std::string period;                        ///< key template over the table
  std::string rent, income, rooms;           ///< columns of means
  std::map<std::string, std::string> units;  ///< of "rent" and "income": "EUR/m2/month"
  std::string dwellings;                     ///< column of counts
  std::string tenure;                        ///< column of words: what the row's dwellings are
  std::map<std::string, std::string> dwellings_by_tenure;  ///< or word -> its column of counts
};

/// A column turned into kinds by a map; `kind` beside it is for values that the map lacks:
/// `kind_from = { column = "category", map = "kinds.csv" }` or `map = { "Escola" =
/// "education.school" }`.
struct KindMap {
  std::string column;
  /// `map = "kinds.csv"`: two columns with a heading, the city's word and the kind.
  std::string map_file;
  /// `map = { "Escola" = "education.school", "Altres" = "" }`; "" or "-" leaves rows out on
  /// purpose.
  std::map<std::string, std::string> map;
};

struct LandUse {
  Source source;
  std::string kind;
  std::optional<KindMap> kind_from;
  std::string floor_area, floors, area, count;
  std::string join_column, join_key, at;  ///< of a table by zone, as in CountedFrom
};

/// Places where people live together, each with its own people.
struct Lodging {
  Source source;
  std::string kind, people;
  std::map<std::string, std::string> groups;  ///< key of a group -> its column
  NameColumns name;
  bool is_protected = false;
  bool counted_in_people = false;  ///< in the counts of [people]; else they come on top
};

struct Services {
  Source source;
  bool osm = false;         ///< `osm = "x.osm.pbf"` in place of `layer`
  std::vector<Kind> kinds;  ///< with `osm`: only these and what they include; empty: all
  Kind kind;
  std::optional<KindMap> kind_from;
  std::string id;  ///< rows with one id and kind are one service with several entrances
  NameColumns name;
  std::string capacity, languages, open_to, opening_hours, fee, run_by, funded_until, status;
  std::string step_free;  ///< yes, no, or anything else for not known; OSM's `wheelchair`
  std::string entrances;  ///< a layer of entrance points joined by `id`
  std::string location;   ///< "protected", or a column that says so row by row
};

struct SurveyQuestion {
  std::string key;
  Names name;
  std::string column, unit;
  std::vector<std::string> yes;  ///< answers whose share is asked; empty: the mean of a number
};

struct Survey {
  Source source;
  std::string key, definition;
  Names name;
  std::string weight, stratum, cluster;
  std::map<std::string, std::string> by;  ///< key of a division -> its column
  std::vector<SurveyQuestion> questions;
};

struct Streets {
  enum class From { layer, osm, none };
  From from = From::none;
  Source source;  ///< the layer, or the OSM extract
  /// Columns of the street layer. `steps` and `walkable` hold yes/no in any usual spelling (1, yes,
  /// true, si, oui); `one_way` binds people on foot: "forward", "backward" or nothing.
  std::string id, name, from_node, to_node, length, steps, one_way, walkable;
  /// Columns of what makes a street hard or easy. `surface`, `kerb`, `obstacle` and `road` hold
  /// words of OpenStreetMap, or the city's own, which `words` turns into those; `width` metres,
  /// `incline` per cent, `max_speed` km/h; `crossing`, `bridge` and `wheelchair` yes or no.
  /// `bicycles` and `cars`: yes, no, forward or backward.
  std::string surface, kerb, obstacle, road, width, incline, max_speed, crossing, bridge;
  std::string wheelchair, bicycles, cars;
  std::map<std::string, std::string> words;  ///< the city's word -> OpenStreetMap's
  Metres tolerance{0.01};
  double detour = 1.3;  ///< with `none`: straight lines times this
};

/// Lines without a timetable: how often and how fast they go, as the city states it. `headway`,
/// `speed`, `fare` and `hours` name a column, or are one value for all lines of the layer.
struct TransitLines {
  Source source;           ///< points: the stops; lines: the ways, on which stops are laid
  std::string line;        ///< column that says which line a row belongs to; left out: all one line
  std::string order;       ///< column with the place of a row in its line; left out: as they stand
  std::string name, stop;  ///< columns with the name of the line and of the stop
  std::string headway;     ///< minutes
  std::string speed;       ///< km/h from stop to stop, stops included
  std::string fare;        ///< of one ride, "0.70 JOD"
  std::string hours;       ///< "Mo-Sa 06:00-22:00"; left out: day and night
  TransitMode mode = TransitMode::bus;
  bool hail = false;        ///< people get on and off anywhere on the way
  bool one_way = false;     ///< else it comes back the same way
  Metres stops_every{300};  ///< on ways that are drawn; with `hail` 100
};

struct Transit {
  std::vector<std::string> feeds;
  std::vector<TransitLines> lines;  ///< `[[transit.lines]]`
  std::optional<Date> day;          ///< left out: a weekday with much service
  Seconds from{7 * 60 * 60}, to{9 * 60 * 60};
  /// The longest walk to the first stop, from one stop to the next, and from the last: 1,600 m, so
  /// beyond what 85 of 100 walk to a train (1,259 m) or bus (524 m). El-Geneidy et al. (2014),
  /// doi:10.1007/s11116-013-9508-z.
  Minutes walk{20};
  Minutes slack{1};                  ///< at a stop before one gets on, at least (as R5 has it)
  std::optional<int> rides;          ///< vehicles on one trip at most; left out: any number
  std::vector<int> percentiles{50};  ///< of the times over the minutes; ascending, each once
  bool mean = false;                 ///< beside them, what is in reach averaged over the minutes
  bool wheelchair = false;           ///< vehicles, stops and streets for wheelchairs only
  std::optional<Price> fare;         ///< of one ride on lines of which no other is stated
  std::vector<Price> budgets;        ///< what one can spend on a trip; ascending, each once
};

/// `[travel] by = ["transit"]`: by the timetables of `[transit]`, and on foot.
inline constexpr std::string_view by_transit = "transit";

struct Analysis {
  std::string reference_group = "rest";
  std::vector<Minutes> minutes{Minutes{5}, Minutes{10}, Minutes{15}, Minutes{30}};
  int smallest_count = 10;
  std::vector<Kind> kinds;           ///< service kinds to measure; empty: chosen from what there is
  std::vector<std::string> metrics;  ///< ids; empty: all
  /// As asked by key, none where the list is empty; see Profiles for what they are.
  std::optional<std::vector<std::string>> profiles;
  std::vector<Kind> profile_kinds;  ///< kinds to measure for profiles; empty: as `kinds`
};

/// The profiles that a run is about, and what holds for all of them (`datasets/profiles.toml`).
struct Profiles {
  std::vector<Profile> asked;  ///< those of `[analysis] profiles`, else the city's own
  /// Files they came from: as city.toml names them, and where they lie.
  std::map<std::string, std::string> files;
  std::vector<Kind> wordless;  ///< kinds where nobody needs to speak: language is no hurdle there
  std::vector<std::string> papers;  ///< words of `open_to` that ask for papers
};

}  // namespace description

struct Description {
  std::string file;    ///< name of the file itself, "city.toml", for messages
  std::string folder;  ///< where it lies; layers are found from here unless --data says otherwise
  std::string data;    ///< `[city] data`: where the layers are, from `folder`
  Names name;
  std::vector<std::string> languages{"en"};
  std::string currency;    ///< "EUR": of fees, and of what a profile pays; empty: not stated
  std::string projection;  ///< empty: chosen from where the city lies
  std::optional<description::Neighbourhoods> neighbourhoods;
  std::optional<description::People> people;
  std::vector<description::Housing> housing;
  std::vector<description::HousingTable> housing_tables;
  std::vector<description::LandUse> land_use;
  std::vector<description::Lodging> lodging;
  std::vector<description::Services> services;
  std::vector<description::Survey> surveys;
  description::Streets streets;
  std::vector<NamedWay> ways;  ///< those that ship, as the city changed them
  StreetWords street_words;
  std::vector<std::string> travel_by;  ///< `[travel] by`: ways to measure beside the walk
  std::optional<description::Source> terrain;
  std::optional<description::Transit> transit;
  description::Analysis analysis;
  description::Profiles profiles;

  bool moves_by_transit() const {
    return std::find(travel_by.begin(), travel_by.end(), description::by_transit) !=
           travel_by.end();
  }
};

}  // namespace geo
