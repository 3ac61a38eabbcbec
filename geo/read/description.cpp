#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "geo/core/error.hpp"
#include "geo/core/nearest_word.hpp"
#include "geo/read/description_housing.hpp"
#include "geo/read/description_lodging.hpp"
#include "geo/read/description_people.hpp"
#include "geo/read/description_profiles.hpp"
#include "geo/read/description_section.hpp"
#include "geo/read/description_source.hpp"
#include "geo/read/description_survey.hpp"
#include "geo/read/description_transit.hpp"
#include "geo/read/kinds.hpp"
#include "geo/read/read.hpp"
#include "geo/read/ways.hpp"

namespace geo::read {
namespace {

using description::Analysis;
using description::Housing;
using description::KindMap;
using description::LandUse;
using description::Level;
using description::Neighbourhoods;
using description::Services;
using description::Source;
using description::Streets;

constexpr std::uintmax_t largest_file = 4u << 20;  // a description is written by hand

std::string file_text(const std::string& file) {
  const std::string name = std::filesystem::path(file).filename().string();
  const auto refuse = [&](std::string what, std::string remedy) {
    throw Error({.code = "description_unreadable",
                 .what = std::move(what),
                 .file = name,
                 .remedy = std::move(remedy)});
  };
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  if (error) refuse("the description cannot be read", "check the path of city.toml");
  if (size > largest_file) refuse("the description is larger than 4 MB", "give a city.toml");
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) refuse("the description cannot be read", "check that the file may be read");
  return text.str();
}

toml::table parsed(const std::string& file) {
  try {
    return toml::parse(file_text(file), file);
  } catch (const toml::parse_error& error) {
    throw Error({.code = "description_syntax",
                 .what = std::string{error.description()},
                 .file = std::filesystem::path(file).filename().string(),
                 .place = fmt::format("line {}, column {}", error.source().begin.line,
                                      error.source().begin.column),
                 .remedy = "mend the TOML there; texts stand in quotes, lists in [ ]"});
  }
}

Level level(const std::string& key, Section& section) {
  Level level;
  level.key = key;
  level.column = section.needed_text("column");
  level.title = section.names("title");
  section.table("names", [&](Section& names) {
    level.names_from = source_at(names, names.has("table") ? "table" : "layer");
    level.names_id = names.needed_text("id");
    level.name = names.texts_by_key("name");
    if (level.name.empty()) static_cast<void>(names.needed_text("name"));
  });
  return level;
}

Neighbourhoods neighbourhoods(Section& section) {
  Neighbourhoods all;
  all.source = source_at(section, "layer", Title::of_areas);
  all.title = section.names("title");
  all.id = section.text("id");
  all.key = section.has("level") ? section.text("level") : "neighbourhood";
  all.name = section.texts_by_key("name");
  section.tables_inside("levels", [&](const std::string& key, Section& inner) {
    all.levels.push_back(level(key, inner));
  });
  for (const Level& level : all.levels) {
    if (level.key == all.key && !section.has("level")) all.key = "section";
  }
  return all;
}

/// The kind after `key`, checked against the vocabulary.
Kind known_kind(Section& section, std::string_view key, const std::string& name) {
  const Kind kind{name};
  if (find_kind(kind)) return kind;
  std::vector<std::string> known;
  for (const KindEntry& entry : kinds()) known.push_back(entry.kind.name());
  const auto near = nearest_word(name, known);
  section.refuse(
      key, "kind_unknown",
      fmt::format("{} is not a kind of the vocabulary datasets/kinds.toml", geo::quoted(name)),
      near ? fmt::format("did you mean {}?", *near)
           : std::string{"choose one of datasets/kinds.toml"});
}

std::optional<KindMap> kind_from(Section& section) {
  std::optional<KindMap> from;
  section.table("kind_from", [&](Section& inner) {
    KindMap map;
    map.column = inner.needed_text("column");
    if (inner.is_table("map")) {
      map.map = inner.texts_by_key("map");
    } else {
      map.map_file = inner.text("map");
    }
    from = std::move(map);
  });
  return from;
}

void need_kind(Section& section, const std::string& kind, const std::optional<KindMap>& from) {
  if (kind.empty() && !from) {
    section.refuse("kind", "description_missing_key",
                   fmt::format("{} or kind_from is needed", section.name_of("kind")),
                   "add kind = \"...\" or kind_from = { column = \"...\", map = { ... } }");
  }
}

LandUse land_use(Section& section) {
  LandUse use;
  use.source = source_at(section, section.has("table") ? "table" : "layer");
  section.table("join", [&](Section& join) {
    use.join_column = join.needed_text("column");
    use.join_key = join.text("key");
  });
  use.at = section.text("at");
  use.area = section.text("area");
  use.count = section.text("count");
  use.kind = section.text("kind");
  use.kind_from = kind_from(section);
  use.floor_area = section.text("floor_area");
  use.floors = section.text("floors");
  need_kind(section, use.kind, use.kind_from);
  return use;
}

void read_services_of_osm(Section& section, Services& services) {
  services.osm = true;
  services.source = source_at(section, "osm");
  for (const std::string& name : section.texts("kinds")) {
    services.kinds.push_back(known_kind(section, "kinds", name));
  }
  services.location = section.text("location");
}

Services services(Section& section) {
  Services services;
  if (section.has("osm")) {
    read_services_of_osm(section, services);
    return services;
  }
  services.source = source_at(section, "layer");
  const auto kind = section.text("kind");
  services.kind_from = kind_from(section);
  need_kind(section, kind, services.kind_from);
  if (services.kind_from) {
    for (const auto& [value, name] : services.kind_from->map) {
      if (!name.empty() && name != "-") static_cast<void>(known_kind(section, "kind_from", name));
    }
  }
  if (!kind.empty()) services.kind = known_kind(section, "kind", kind);
  services.id = section.text("id");
  services.name = section.texts_by_key("name");
  services.capacity = section.text("capacity");
  services.languages = section.text("languages");
  services.open_to = section.text("open_to");
  services.opening_hours = section.text("opening_hours");
  services.fee = section.text("fee");
  services.step_free = section.text("step_free");
  services.run_by = section.text("run_by");
  services.funded_until = section.text("funded_until");
  services.status = section.text("status");
  services.entrances = section.text("entrances");
  services.location = section.text("location");
  return services;
}

/// The columns of what makes a street hard or easy.
void read_traits(Section& section, Streets& streets) {
  const std::pair<const char*, std::string Streets::*> columns[] = {
      {"surface", &Streets::surface},     {"kerb", &Streets::kerb},
      {"obstacle", &Streets::obstacle},   {"road", &Streets::road},
      {"width", &Streets::width},         {"incline", &Streets::incline},
      {"max_speed", &Streets::max_speed}, {"crossing", &Streets::crossing},
      {"bridge", &Streets::bridge},       {"wheelchair", &Streets::wheelchair},
      {"bicycles", &Streets::bicycles},   {"cars", &Streets::cars}};
  for (const auto& [key, column] : columns) streets.*column = section.text(key);
  streets.words = section.texts_by_key("words");
}

Streets streets(Section& section) {
  Streets streets;
  if (section.has("osm") && section.text("osm") != "none") {
    streets.from = Streets::From::osm;
    streets.source = source_at(section, "osm");
  } else if (section.has("layer") && section.text("layer") != "none") {
    streets.from = Streets::From::layer;
    streets.source = source_at(section, "layer");
  } else if (!section.has("layer") && !section.has("osm")) {
    section.refuse("layer", "description_missing_key", "[streets] names no streets",
                   "add layer = \"streets.shp\", osm = \"city.osm.pbf\" or layer = \"none\"");
  }
  streets.id = section.text("id");
  streets.name = section.text("name");
  streets.from_node = section.text("from_node");
  streets.to_node = section.text("to_node");
  streets.length = section.text("length");
  streets.steps = section.text("steps");
  streets.one_way = section.text("one_way");
  streets.walkable = section.text("walkable");
  read_traits(section, streets);
  streets.tolerance = Metres{section.number("tolerance", 0.01)};
  streets.detour = section.number("detour", 1.3);
  if (streets.detour < 1) {
    section.refuse("detour", "description_value", "a way round is never shorter than straight",
                   "give a detour of 1 or more, for example 1.3");
  }
  if (streets.tolerance.value < 0) {
    section.refuse("tolerance", "description_value", "a tolerance is never below zero",
                   "give metres, for example 0.01");
  }
  return streets;
}

Analysis analysis(Section& section) {
  Analysis analysis;
  if (section.has("reference_group")) analysis.reference_group = section.text("reference_group");
  if (section.has("minutes")) {
    analysis.minutes.clear();
    for (const double minutes : section.numbers("minutes")) {
      if (!(minutes > 0 && minutes <= 240)) {
        section.refuse("minutes", "description_value", "minutes should lie between 0 and 240",
                       "for example minutes = [5, 10, 15, 30]");
      }
      analysis.minutes.push_back(Minutes{minutes});
    }
    std::sort(analysis.minutes.begin(), analysis.minutes.end());
  }
  const double smallest = section.number("smallest_count", analysis.smallest_count);
  if (smallest != std::floor(smallest) || smallest < 0 || smallest > 1e6) {
    section.refuse("smallest_count", "description_value", "smallest_count is a whole number",
                   "for example smallest_count = 10");
  }
  analysis.smallest_count = static_cast<int>(smallest);
  for (const std::string& name : section.texts("kinds")) {
    analysis.kinds.push_back(known_kind(section, "kinds", name));
  }
  analysis.metrics = section.texts("metrics");
  if (section.has("profiles")) analysis.profiles = section.texts("profiles");
  for (const std::string& name : section.texts("profile_kinds")) {
    analysis.profile_kinds.push_back(known_kind(section, "profile_kinds", name));
  }
  return analysis;
}

void read_currency(Section& section, Description& city) {
  city.currency = section.text("currency");
  const bool is_code =
      city.currency.size() == 3 && std::all_of(city.currency.begin(), city.currency.end(),
                                               [](char c) { return c >= 'A' && c <= 'Z'; });
  if (city.currency.empty() || is_code) return;
  section.refuse("currency", "description_value",
                 geo::quoted(city.currency) + " is no currency as ISO 4217 writes it",
                 "give its three capital letters: EUR, MAD, TND, TRY, LBP, BRL");
}

void read_city(Section& section, Description& city) {
  city.name = section.names("name");
  if (section.has("languages")) city.languages = section.texts("languages");
  if (city.languages.empty()) city.languages = {"en"};
  read_currency(section, city);
  city.projection = section.any_text("projection");
  city.data = section.text("data");
}

void read_streets(Section& root, Description& city) {
  if (!root.has("streets")) return;
  if (root.is_table("streets")) {
    root.table("streets", [&](Section& section) { city.streets = streets(section); });
  } else if (root.text("streets") != "none") {
    root.refuse("streets", "description_value", "streets is a table, or the word none",
                "write [streets] and below it layer = \"...\"");
  }
}

void read_housing(Section& root, Description& city) {
  root.list("housing", [&](Section& section) {
    Housing housing;
    housing.source = source_at(section, "layer");
    housing.dwellings = section.text("dwellings");
    housing.floor_area = section.text("floor_area");
    housing.floors = section.text("floors");
    housing.rent = section.text("rent");
    housing.rooms = section.text("rooms");
    housing.tenure = section.text("tenure");
    city.housing.push_back(std::move(housing));
  });
  root.list("housing_tables",
            [&](Section& section) { city.housing_tables.push_back(housing_table(section)); });
}

}  // namespace

Description description(const std::string& file, Findings& findings) {
  const toml::table table = parsed(file);
  Section root(table, "", std::filesystem::path(file).filename().string(), findings);
  Description city;
  city.file = std::filesystem::path(file).filename().string();
  city.folder = std::filesystem::path(file).parent_path().string();
  root.table("city", [&](Section& section) { read_city(section, city); });
  root.table("neighbourhoods",
             [&](Section& section) { city.neighbourhoods = neighbourhoods(section); });
  root.table("people", [&](Section& section) { city.people = people_of_city(section); });
  read_housing(root, city);
  root.list("land_use", [&](Section& section) { city.land_use.push_back(land_use(section)); });
  root.list("lodging", [&](Section& section) { city.lodging.push_back(lodging(section)); });
  root.list("services", [&](Section& section) { city.services.push_back(services(section)); });
  root.list("surveys", [&](Section& section) {
    auto source = source_at(section, section.has("layer") ? "layer" : "table");
    city.surveys.push_back(survey(section, std::move(source), city.surveys));
  });
  read_streets(root, city);
  root.table("terrain", [&](Section& section) {
    city.terrain = source_at(section, section.has("file") ? "file" : "layer");
  });
  read_ways(root, city);
  root.table("transit", [&](Section& section) { city.transit = transit_of(section); });
  if (city.moves_by_transit()) check_transit(root, city);
  root.table("analysis", [&](Section& section) { city.analysis = analysis(section); });
  read_profiles(root, city);
  root.finish();
  return city;
}

}  // namespace geo::read
