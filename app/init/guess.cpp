#include "app/init/guess.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include "app/init/words.hpp"
#include "geo/build/key_template.hpp"
#include "geo/build/same_area.hpp"
#include "geo/core/error.hpp"
#include "geo/read/read.hpp"

namespace app::init {
namespace {

namespace fs = std::filesystem;

/// "las_palmas" -> "Las Palmas".
std::string city_name(const std::string& folder) {
  fs::path path = fs::path(folder).lexically_normal();
  if (path.filename().empty()) path = path.parent_path();
  std::string name = path.filename().string();
  bool start = true;
  for (char& c : name) {
    if (c == '_' || c == '-') c = ' ';
    if (start && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    start = c == ' ';
  }
  return name;
}

geo::Box grown(geo::Box box, double share) {
  const double x = (box.high.x - box.low.x) * share, y = (box.high.y - box.low.y) * share;
  return {{box.low.x - x, box.low.y - y}, {box.high.x + x, box.high.y + y}};
}

geo::Box box_around(const std::vector<geo::Geometry>& shapes) {
  geo::Box all;
  for (const geo::Geometry& shape : shapes) {
    if (shape.empty()) continue;
    const geo::Box box = geo::box_of(shape);
    all.add(box.low);
    all.add(box.high);
  }
  return all;
}

bool is_real(const geo::Box& box) {
  return box.low.x < box.high.x && box.low.y < box.high.y;
}

/// Layers of polygons that cover ground side by side, the one with most areas first.
std::vector<FoundZones> tilings(const Folder& folder) {
  std::vector<FoundZones> all;
  for (const Seen& seen : folder.layers) {
    if (seen.shape != geo::ShapeKind::polygons) continue;
    const auto shapes = in_degrees(seen.layer);
    if (!shapes) continue;
    const Tiling found = tiling(*shapes);
    if (!found.tiles()) continue;
    FoundZones zones;
    zones.seen = &seen;
    zones.tiling = found;
    all.push_back(std::move(zones));
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.seen->layer.rows > b.seen->layer.rows;
  });
  return all;
}

/// Of several layers that tile the city the finest that a table of people joins; else the finest
/// that is no land use.
void choose_zones(Guess& guess, const Folder& folder, const std::vector<const Seen*>& tables) {
  const auto all = tilings(folder);
  for (const FoundZones& zones : all) {
    auto found = people(*zones.seen, tables);
    if (!found || (found->table == nullptr && land_use(*zones.seen))) continue;
    guess.zones = zones;
    guess.people = std::move(found);
    return;
  }
  for (const FoundZones& zones : all) {
    if (!guess.zones && !land_use(*zones.seen)) guess.zones = zones;
  }
  if (!guess.zones && !all.empty()) guess.zones = all.front();
}

/// Points laid out as a grid with people on them.
std::optional<FoundZones> point_zones(const Folder& folder) {
  for (const Seen& seen : folder.layers) {
    if (seen.shape != geo::ShapeKind::points || !total_column(seen, "")) continue;
    const auto shapes = in_degrees(seen.layer);
    if (!shapes || !is_grid(*shapes)) continue;
    FoundZones zones;
    zones.seen = &seen;
    zones.points = true;
    return zones;
  }
  return std::nullopt;
}

/// Gives tables whose coordinates have no telling names their places.
void place_tables(Folder& folder, const geo::Box& city) {
  if (!is_real(city)) return;
  const geo::Box around = grown(city, 0.25);
  for (Seen& seen : folder.layers) {
    if (seen.shape != geo::ShapeKind::none || !seen.layer.shapes.empty()) continue;
    const auto pair = coordinates(seen.layer, seen.columns, around);
    if (!pair) continue;
    seen.x = pair->x;
    seen.y = pair->y;
    const geo::Field* x = seen.layer.field(pair->x);
    const geo::Field* y = seen.layer.field(pair->y);
    for (std::size_t row = 0; row < seen.layer.rows; ++row) {
      const auto lon = geo::number(x->values[row]), lat = geo::number(y->values[row]);
      seen.layer.shapes.push_back(lon && lat ? geo::Geometry::of(geo::Point{*lon, *lat})
                                             : geo::Geometry{});
    }
    seen.layer.crs = "EPSG:4326";
    seen.shape = geo::ShapeKind::points;
  }
}

geo::Box city_box(const Folder& folder, const std::optional<std::string>& osm) {
  geo::Box box;
  const auto zones = tilings(folder);
  if (!zones.empty()) {
    if (const auto shapes = in_degrees(zones.front().seen->layer)) return box_around(*shapes);
  }
  if (osm) {
    try {
      geo::Findings findings;
      const auto extract = geo::read::osm((fs::path(folder.path) / *osm).string(), findings);
      for (const auto& line : extract.streets.lines) {
        for (const geo::Point point : line.line) box.add(point);
      }
    } catch (const geo::Error&) {
      return box;  // the run will say what is wrong with the extract
    }
  }
  return box;
}

/// How many different keys a template gives; a row without one counts as one of them.
std::size_t different(const geo::Layer& layer, const std::string& id) {
  const auto keys = geo::build::KeyTemplate(id).keys(layer);
  return std::set<std::optional<std::string>>(keys.begin(), keys.end()).size();
}

/// Rows with one key are parts of one area unless their other columns contradict that.
bool keys_may_repeat(const geo::Layer& layer, const std::string& id) {
  std::map<std::string, std::vector<std::size_t>> rows;
  const auto keys = geo::build::KeyTemplate(id).keys(layer);
  for (std::size_t row = 0; row < keys.size(); ++row) {
    if (keys[row]) rows[*keys[row]].push_back(row);
  }
  return std::all_of(rows.begin(), rows.end(), [&](const auto& same) {
    return same.second.size() < 2 || !geo::build::contradiction(layer, same.second, {});
  });
}

/// The columns that join the people also tell the areas apart, bare or as the join writes them.
void find_id(FoundZones& zones, const std::optional<FoundPeople>& people) {
  const geo::Layer& layer = zones.seen->layer;
  std::vector<std::string> joined;
  if (people && people->table) joined = geo::build::KeyTemplate(people->join_key).columns();
  if (!joined.empty()) {
    std::string bare;
    for (const std::string& column : joined) bare += "{" + column + "}";
    if (joined.size() == 1) bare = joined.front();
    zones.keys = distinct_keys(layer, joined);
    for (const std::string& id : {bare, people->join_key}) {
      const bool enough = zones.keys * 10 >= layer.rows * 9;
      if (enough && different(layer, id) == zones.keys && keys_may_repeat(layer, id)) {
        zones.id = id;
        return;
      }
    }
  }
  zones.id = unique_key(*zones.seen, joined).value_or("");
  zones.keys = layer.rows;
}

/// The OSM extract with most bytes.
std::optional<std::string> largest(const Folder& folder) {
  std::optional<std::string> best;
  std::uintmax_t most = 0;
  for (const std::string& file : folder.osm) {
    std::error_code error;
    const auto bytes = fs::file_size(fs::path(folder.path) / file, error);
    if (!best || bytes > most) {
      best = file;
      most = bytes;
    }
  }
  return best;
}

/// Of two lists of nearly the same people the one whose ends meet more often and that is longer.
double worth(const FoundStreets& streets) {
  return static_cast<double>(streets.lines) * std::pow(streets.joined, 3);
}

std::size_t zones_with(const Seen& housing, const FoundZones& zones) {
  const auto places = in_degrees(housing.layer);
  const auto areas = in_degrees(zones.seen->layer);
  if (!places || !areas) return 0;
  std::vector<geo::MultiPolygon> polygons;
  for (const geo::Geometry& area : *areas) polygons.push_back(area.polygons);
  const geo::PolygonIndex index(polygons);
  std::set<std::size_t> held;
  for (const geo::Geometry& place : *places) {
    const auto point = middle(place);
    if (const auto zone = point ? index.holding(*point) : std::nullopt) held.insert(*zone);
  }
  return held.size();
}

/// Everything about one layer that is neither zones nor people.
void sort_out(Guess& guess, const Seen& seen) {
  if (auto found = streets(seen)) {
    if (guess.streets && worth(*guess.streets) >= worth(*found)) {
      guess.left_out.emplace_back(seen.shown(), "street lines, less complete than those chosen");
      return;
    }
    if (guess.streets) {
      guess.left_out.emplace_back(guess.streets->seen->shown(),
                                  "street lines, less complete than those chosen");
    }
    guess.streets = std::move(found);
    return;
  }
  if (auto found = housing(seen)) {
    const std::size_t held = guess.zones ? zones_with(seen, *guess.zones) : 0;
    const bool most = guess.zones && held * 10 >= guess.zones->seen->layer.rows * 8;
    if (most) {
      guess.housing.push_back(*found);
    } else {
      guess.sparse_housing.emplace_back(*found, held);
    }
    return;
  }
  if (auto found = land_use(seen)) {
    guess.land_use.push_back(*found);
    return;
  }
  auto found = services(seen);
  if (!found) found = services_by_map(seen, guess.kind_maps);
  if (found) {
    if (found->from_osm && guess.osm) {
      guess.left_out.emplace_back(seen.shown(), "its OSM tags are in the extract " + *guess.osm);
    } else {
      guess.services.push_back(std::move(*found));
    }
    return;
  }
  guess.left_out.emplace_back(seen.shown(), seen.shape == geo::ShapeKind::none
                                                ? "a table that was not recognised"
                                                : "a layer that was not recognised");
}

}  // namespace

Guess guess(Folder& folder, const Progress& progress) {
  const auto say = [&](std::string_view what, double done) {
    if (progress) progress(what, done);
  };
  Guess guess;
  guess.city = city_name(folder.path);
  guess.left_out = folder.left_out;
  guess.feeds = folder.feeds;
  guess.rasters = folder.rasters;
  guess.osm = largest(folder);
  say("looking for the finest areas", 0);
  place_tables(folder, city_box(folder, guess.osm));
  std::vector<const Seen*> tables, polygons;
  for (const Seen& seen : folder.layers) {
    if (seen.shape == geo::ShapeKind::none) tables.push_back(&seen);
    if (seen.shape == geo::ShapeKind::polygons) polygons.push_back(&seen);
  }
  say("looking for the table that counts people", 0.3);
  choose_zones(guess, folder, tables);
  if (!guess.zones) {
    guess.zones = point_zones(folder);
    if (guess.zones) guess.people = people(*guess.zones->seen, tables);
  }
  std::set<const Seen*> used;
  if (guess.zones) {
    FoundZones& zones = *guess.zones;
    used.insert(zones.seen);
    if (guess.people && guess.people->table) used.insert(guess.people->table);
    find_id(zones, guess.people);
    zones.name = name_column(*zones.seen);
    say("looking for coarser levels", 0.6);
    const auto shapes = in_degrees(zones.seen->layer);
    if (shapes && !zones.points) zones.levels = levels(*zones.seen, *shapes, polygons);
    for (const FoundLevel& level : zones.levels) used.insert(level.names);
  }
  say("looking for services, housing and streets", 0.8);
  for (const Seen* table : tables) {
    if (!used.contains(table) && is_kind_map(*table)) {
      guess.kind_maps.push_back(table);
      used.insert(table);
    }
  }
  std::vector<const Seen*> of_housing;
  for (const Seen& seen : folder.layers) {
    if (used.contains(&seen)) continue;
    if (speaks_of_housing(seen)) {
      of_housing.push_back(&seen);
    } else {
      sort_out(guess, seen);
    }
  }
  guess.housing_tables = guess.zones ? housing_tables(of_housing, guess.zones->seen,
                                                      guess.zones->id, guess.zones->levels)
                                     : housing_tables(of_housing, nullptr, "", {});
  std::erase_if(guess.housing_tables, [&](const FoundHousingTable& table) {
    const bool kept = !table.join_key.empty() || speaks_of_rent(*table.files.front());
    for (const Seen* file : table.files) {
      if (!kept) guess.left_out.emplace_back(file->shown(), "a table that was not recognised");
    }
    return !kept;
  });
  for (FoundServices& found : guess.services) use_kind_map(found, guess.kind_maps);
  if (guess.osm && guess.streets) {
    guess.left_out.emplace_back(guess.streets->seen->shown(),
                                "street lines; the OSM extract has more about walking");
    guess.streets.reset();
  }
  for (const std::string& file : folder.osm) {
    if (file != guess.osm) guess.left_out.emplace_back(file, "a smaller OSM extract");
  }
  return guess;
}

}  // namespace app::init
