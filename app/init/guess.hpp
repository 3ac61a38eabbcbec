#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/init/housing_tables.hpp"
#include "app/init/look.hpp"
#include "app/init/people.hpp"
#include "app/init/services.hpp"
#include "app/init/streets.hpp"
#include "app/init/zones.hpp"
#include "geo/core/finding.hpp"

namespace app::init {

/// What lies in a folder, read and looked at but not yet understood.
struct Folder {
  std::string path;
  std::vector<Seen> layers;
  std::vector<std::string> osm, feeds, rasters;
  std::vector<std::pair<std::string, std::string>> left_out;  ///< file, why
};

/// The finest areas of the city.
struct FoundZones {
  const Seen* seen = nullptr;
  std::string id;        ///< key template; empty: row numbers
  std::size_t keys = 0;  ///< different keys
  std::string name;
  bool points = false;  ///< middles of a grid rather than polygons
  Tiling tiling;
  std::vector<FoundLevel> levels;
};

/// What a folder most likely holds, each part with what speaks for it.
struct Guess {
  std::string city;
  std::optional<FoundZones> zones;
  std::optional<FoundPeople> people;
  std::vector<FoundHousing> housing;
  std::vector<std::pair<FoundHousing, std::size_t>> sparse_housing;  ///< and in how many zones
  std::vector<FoundHousingTable> housing_tables;
  std::vector<const Seen*> kind_maps;  ///< tables that turn a city's words into kinds
  std::vector<FoundLandUse> land_use;
  std::vector<FoundServices> services;
  std::optional<std::string> osm;  ///< the extract for streets, and for services
  std::optional<FoundStreets> streets;
  std::vector<std::string> feeds, rasters;
  std::vector<std::pair<std::string, std::string>> left_out;
};

using Progress = std::function<void(std::string_view, double)>;

/// Reads every layer of a folder; one that cannot be read is left out with the reason.
Folder read_folder(const std::string& path, const Progress& progress);

/// Recognises the parts of a city by geometry and values first and names second. The guess points
/// into `folder`, which must outlive it.
Guess guess(Folder& folder, const Progress& progress);

}  // namespace app::init
