#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <set>
#include <utility>

#include "geo/read/declared_lines.hpp"
#include "geo/read/kinds.hpp"
#include "geo/read/layer_books.hpp"
#include "geo/read/read.hpp"
#include "geo/read/service_layers.hpp"
#include "geo/read/several_files.hpp"
#include "geo/read/terrain.hpp"
#include "geo/read/transit.hpp"

namespace geo::read {
namespace {

namespace fs = std::filesystem;
using description::Source;

/// Reads all that one description names.
class Reader {
 public:
  explicit Reader(LayerBooks& books) : books_(books), all_(books.all()) {}

  void read() {
    read_neighbourhoods();
    read_people();
    read_housing();
    read_land_use();
    for (const auto& lodging : all_.description.lodging) {
      all_.lodging.push_back(lodging.is_protected ? books_.unlocated(lodging.source, true)
                                                  : books_.one(lodging.source));
    }
    read_services(books_);
    read_surveys();
    read_streets();
    read_terrain();
    read_transit();
    books_.list_profiles();
    for (const KindEntry& entry : kinds()) {
      if (entry.is_protected) all_.protected_kinds[entry.kind.name()] = true;
    }
  }

 private:
  void read_neighbourhoods() {
    const auto& described = all_.description.neighbourhoods;
    if (!described) return;
    all_.neighbourhoods = books_.one(described->source);
    for (const auto& level : described->levels) {
      if (level.names_from) all_.level_names.emplace(level.key, books_.one(*level.names_from));
    }
  }

  /// Of a raster the total is a band by its number, the first unless one is named.
  static void choose_band(const Layer& raster, description::People& people) {
    if (!is_raster(raster.file) || raster.fields.empty() || raster.field(people.total)) return;
    const auto band = number(Value{people.total.empty() ? "1" : people.total});
    const auto bands = static_cast<double>(raster.fields.size());
    if (!band || *band != std::floor(*band) || *band < 1 || *band > bands) return;
    people.total = raster.fields[static_cast<std::size_t>(*band) - 1].name;
  }

  static bool is_raster(const std::string& file) {
    std::string extension = fs::path(file).extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension == ".tif" || extension == ".tiff";
  }

  void read_people() {
    auto& described = all_.description.people;
    if (!described) return;
    if (described->from.table) {
      all_.people = books_.one(*described->from.table);
      choose_band(*all_.people, *described);
    }
    for (const auto& group : described->groups) {
      if (group.from.table) all_.group_people.emplace(group.key, books_.one(*group.from.table));
    }
  }

  void read_housing() {
    for (const auto& housing : all_.description.housing) {
      all_.housing.push_back(books_.one(housing.source));
    }
    for (const auto& table : all_.description.housing_tables) {
      all_.housing_tables.push_back(several(table.files));
    }
  }

  /// Files of the same columns as one table.
  Layer several(const std::vector<Source>& files) {
    std::vector<Layer> parts;
    for (const Source& source : files) {
      for (const std::string& file : files_of(books_.folder(), source.path)) {
        Source part = source;
        part.path = file;
        parts.push_back(books_.one(part));
      }
    }
    return stacked(std::move(parts));
  }

  void read_land_use() {
    for (auto& use : all_.description.land_use) {
      all_.land_use.push_back(books_.one(use.source));
      std::map<std::string, std::string> map;
      if (use.kind_from) {
        map = books_.mapped(*use.kind_from);
        if (map.empty()) {
          for (const std::string& value : values_of(all_.land_use.back(), use.kind_from->column)) {
            map.emplace(value, value);
          }
        }
      }
      all_.use_maps.push_back(std::move(map));
    }
  }

  /// Only the columns that are asked about, and no finding that says where a household lives.
  void read_surveys() {
    for (const auto& survey : all_.description.surveys) {
      Layer table = books_.unlocated(survey.source, false);
      table.shapes.clear();
      table.crs.clear();
      std::set<std::string> used{survey.weight, survey.stratum, survey.cluster};
      for (const auto& [key, column] : survey.by) used.insert(column);
      for (const auto& question : survey.questions) used.insert(question.column);
      std::erase_if(table.fields, [&](const Field& field) { return !used.contains(field.name); });
      all_.surveys.push_back(std::move(table));
    }
  }

  void read_streets() {
    const auto& streets = all_.description.streets;
    if (streets.from == description::Streets::From::layer) {
      all_.street_layer = books_.one(streets.source, true, true);
    } else if (streets.from == description::Streets::From::osm) {
      books_.say(streets.source.path);
      OsmExtract extract = books_.as_named(streets.source.path, [&](Findings& findings) {
        return osm(books_.path(streets.source.path), findings);
      });
      all_.streets = std::move(extract.streets);
      all_.ridden = std::move(extract.ridden);
      all_.streets.file = streets.source.path;
      all_.ground = std::move(extract.ground);
      all_.street_crs = "EPSG:4326";
      books_.list(streets.source, nullptr);
    }
  }

  void read_terrain() {
    if (!all_.description.terrain) return;
    const Source& source = *all_.description.terrain;
    books_.say(source.path);
    all_.terrain = books_.as_named(source.path, [&](Findings&) {
      return terrain(books_.path(source.path), fs::path(source.path).filename().string(),
                     source.crs);
    });
    all_.terrain->file = source.path;
    books_.list(source, nullptr);
  }

  /// A timetable that is not there warns, or stops a run that moves by it; one that is read must be
  /// right, and fit the day.
  void read_transit() {
    if (!all_.description.transit) return;
    Findings found;
    Timetable timetable;
    bool whole = true;
    for (const std::string& feed : all_.description.transit->feeds) {
      const auto read = read_feed(feed, found);
      whole = whole && read;
      if (read) append(timetable, *read);
    }
    for (const auto& lines : all_.description.transit->lines) {
      const auto read =
          declared_lines(lines, books_.one(lines.source), all_.description.currency, found);
      whole = whole && read;
      if (read) append(timetable, *read);
    }
    if (whole && !timetable.feeds.empty()) {
      all_.transit = transit(*all_.description.transit, all_.description.file, std::move(timetable),
                             found, all_.description.moves_by_transit());
    }
    if (found.any(Severity::error)) all_.transit_refused = found.shown().front();
    all_.findings.add(found);
  }

  std::optional<Timetable> read_feed(const std::string& feed, Findings& found) {
    Source source;
    source.path = feed;
    std::error_code error;
    if (!fs::exists(books_.path(feed), error)) {
      found.add(all_.description.moves_by_transit()
                    ? about(source, "transit_needed", Severity::error,
                            "this timetable is not there, and the run moves by it",
                            "check the path under [transit], or take transit out of [travel] by")
                    : about(source, "transit_missing", Severity::warning,
                            "this timetable is not there; the run does not need it",
                            "check the path under [transit]"));
      return std::nullopt;
    }
    books_.say(feed);
    auto timetable = feed_named(feed, books_.path(feed), found);
    books_.list_file(source, feed, nullptr);
    return timetable;
  }

  LayerBooks& books_;
  Layers& all_;
};

}  // namespace

Layers layers(const Description& description, const std::string& data,
              const std::function<void(std::string_view, double)>& progress) {
  const auto beside = fs::path(description.folder) / description.data;
  LayerBooks books(description, data.empty() ? beside.string() : data, progress);
  Reader(books).read();
  return std::move(books).closed();
}

}  // namespace geo::read
