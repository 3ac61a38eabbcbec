#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "geo/core/finding.hpp"
#include "geo/description.hpp"
#include "geo/network/street_lines.hpp"
#include "geo/shape/layer.hpp"
#include "geo/shape/terrain.hpp"
#include "geo/transit.hpp"

namespace geo {

/// An input file as it was found: goes into the data package.
struct InputFile {
  std::string path;  ///< as named in city.toml
  std::string sha256;
  std::uint64_t bytes = 0;
  std::string title, publisher, as_of, licence, attribution, url;
  std::string crs, encoding;
  std::size_t rows = 0;
};

/// Buildings of an OSM extract where people may live, water where nobody does, and the coastline
/// with the sea on its right.
struct OsmGround {
  std::vector<Geometry> residential;
  std::vector<Geometry> water;
  std::vector<Geometry> coastline;
};

/// Everything city.toml names, read and not yet interpreted. Before `to_metres` each layer is in
/// its own reference system (streets in `street_crs`); after it, all are in `projection`.
struct Layers {
  Description description;
  std::string projection;  ///< empty before to_metres

  std::optional<Layer> neighbourhoods;
  std::map<std::string, Layer> level_names;  ///< by level key
  std::optional<Layer> people;
  std::map<std::string, Layer> group_people;  ///< by group, where it has a table
  std::vector<Layer> housing;                 ///< as in description.housing
  std::vector<Layer> housing_tables;  ///< as in description.housing_tables; files of one together
  std::vector<Layer> land_use;        ///< as in description.land_use
  std::vector<Layer> lodging;         ///< as in description.lodging
  std::vector<Layer> services;        ///< as in description.services
  std::vector<std::map<std::string, std::string>> kind_maps;  ///< as services; value -> kind
  std::vector<std::map<std::string, std::string>> use_maps;   ///< as land_use; value -> kind
  std::vector<std::optional<Layer>> entrances;                ///< as in description.services
  std::vector<Layer> surveys;                                 ///< as in description.surveys
  StreetLines streets;                ///< filled by the reader from an OSM extract
  StreetLines ridden;                 ///< ways of that extract where nobody walks
  std::optional<Terrain> terrain;     ///< in its own reference system
  std::optional<Layer> street_layer;  ///< or a city's own street lines, as read
  std::string street_crs;
  OsmGround ground;
  std::shared_ptr<const Transit> transit;  ///< null: none asked for, a feed missing, or refused
  std::optional<Finding> transit_refused;  ///< why the run cannot go on with these timetables
  std::map<std::string, bool> protected_kinds;  ///< kinds whose place is never shown
  std::vector<InputFile> inputs;
  Findings findings;
};

/// All layers in metres of one projection: the description's, else chosen from where the
/// neighbourhoods lie (reported). A vertex that does not project is a finding.
Layers to_metres(Layers layers);

}  // namespace geo
