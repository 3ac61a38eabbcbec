#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <set>
#include <utility>

#include "geo/core/error.hpp"
#include "geo/read/bytes.hpp"
#include "geo/read/declared_lines.hpp"
#include "geo/read/kinds.hpp"
#include "geo/read/read.hpp"
#include "geo/read/several_files.hpp"
#include "geo/read/terrain.hpp"
#include "geo/read/transit.hpp"
#include "geo/shape/polygons.hpp"

namespace geo::read {
namespace {

namespace fs = std::filesystem;
using description::KindMap;
using description::Source;

/// Files beside a shapefile that say something; the rest are indexes.
constexpr std::array<std::string_view, 5> shapefile_parts{".shp", ".shx", ".dbf", ".prj", ".cpg"};

/// How findings and results name a source: a database never by the words that open it.
std::string named_as(const std::string& path) {
  return is_database(path) ? shown_name(path) : path;
}

Finding about(const Source& source, std::string code, Severity severity, std::string what,
              std::string remedy) {
  Finding finding;
  finding.code = std::move(code);
  finding.severity = severity;
  finding.file = named_as(source.path);
  finding.layer = source.sublayer;
  finding.what = std::move(what);
  finding.remedy = std::move(remedy);
  return finding;
}

/// Only the rows whose columns hold what `where` asks for.
void keep_rows(Layer& layer, const Source& source, Findings& findings) {
  if (source.where.empty()) return;
  std::vector<std::size_t> kept;
  for (const auto& [column, value] : source.where) {
    if (layer.field(column)) continue;
    Finding finding = about(source, "column_missing", Severity::error,
                            "where names a column that the layer does not have",
                            "choose a column of the layer; `medina check` on the file lists them");
    finding.field = column;
    throw Error(std::move(finding));
  }
  for (std::size_t row = 0; row < layer.rows; ++row) {
    const bool all = std::all_of(source.where.begin(), source.where.end(), [&](const auto& wanted) {
      return key_text(layer.field(wanted.first)->values[row]) == wanted.second;
    });
    if (all) kept.push_back(row);
  }
  findings.add(about(source, "rows_chosen", Severity::note,
                     fmt::format("where keeps {} of {} rows", kept.size(), layer.rows), ""));
  const auto keep = [&](auto& values) {
    if (values.empty()) return;
    std::decay_t<decltype(values)> chosen;
    chosen.reserve(kept.size());
    for (const std::size_t row : kept) chosen.push_back(std::move(values[row]));
    values = std::move(chosen);
  };
  for (Field& field : layer.fields) keep(field.values);
  keep(layer.shapes);
  layer.rows = kept.size();
}

/// Each distinct value of a column, as keys are written.
std::set<std::string> values_of(const Layer& layer, const std::string& column) {
  std::set<std::string> values;
  if (const Field* field = layer.field(column)) {
    for (const Value& value : field->values) {
      if (auto text = key_text(value); text && !text->empty()) values.insert(std::move(*text));
    }
  }
  return values;
}

/// Reads the layers of one description one after another and keeps the books.
class Reader {
 public:
  Reader(const Description& description, std::string folder,
         const std::function<void(std::string_view, double)>& progress)
      : folder_(std::move(folder)), progress_(progress) {
    all_.description = description;
    steps_ = 3.0 + static_cast<double>(description.housing.size() + description.land_use.size() +
                                       description.services.size());
  }

  Layers read() {
    read_neighbourhoods();
    read_people();
    read_housing();
    read_land_use();
    for (const auto& lodging : all_.description.lodging) {
      all_.lodging.push_back(lodging.is_protected ? unlocated(lodging.source, true)
                                                  : one(lodging.source));
    }
    read_services();
    read_surveys();
    read_streets();
    read_terrain();
    read_transit();
    list_profiles();
    for (const KindEntry& entry : kinds()) {
      if (entry.is_protected) all_.protected_kinds[entry.kind.name()] = true;
    }
    std::sort(all_.inputs.begin(), all_.inputs.end(),
              [](const InputFile& a, const InputFile& b) { return a.path < b.path; });
    return std::move(all_);
  }

 private:
  std::string path(const std::string& named) const {
    if (is_database(named) || folder_.empty()) return named;
    return (fs::path(folder_) / named).string();
  }

  void say(const std::string& what) {
    if (progress_) progress_("reading " + what, done_ / steps_);
    done_ = std::min(done_ + 1, steps_ - 0.5);
  }

  /// What `read` reads, with its findings and errors naming files the way city.toml does.
  template <class Read>
  auto as_named(const std::string& named, Read read) {
    const std::string folder = fs::path(named).parent_path().string();
    Findings found;
    try {
      auto value = read(found);
      found.in_folder(folder);
      all_.findings.add(found);
      return value;
    } catch (const Error& error) {
      Finding finding = error.finding();
      finding.file = in_folder(folder, finding.file);
      throw Error(std::move(finding), error.cause());
    }
  }

  bool listed(const std::string& named) const {
    return std::any_of(all_.inputs.begin(), all_.inputs.end(),
                       [&](const InputFile& input) { return input.path == named; });
  }

  static InputFile input_file(const std::string& named, const std::string& file) {
    InputFile input;
    input.path = named;
    std::error_code error;
    if (!fs::is_directory(file, error)) {
      input.sha256 = sha256(file);
      input.bytes = fs::file_size(file, error);
    }
    return input;
  }

  /// What the profiles say decides what the run tells of them, as any layer does.
  void list_profiles() {
    for (const auto& [named, file] : all_.description.profiles.files) {
      if (!listed(named)) all_.inputs.push_back(input_file(named, file));
    }
  }

  void list_file(const Source& source, const std::string& named, const Layer* layer) {
    if (is_database(named) || listed(named)) return;
    InputFile input = input_file(named, path(named));
    input.title = source.title;
    input.publisher = source.publisher;
    input.as_of = source.as_of;
    input.licence = source.licence;
    input.attribution = source.attribution;
    input.url = source.url;
    if (layer) {
      input.crs = layer->crs;
      input.encoding = layer->encoding;
      input.rows = layer->rows;
    }
    all_.inputs.push_back(std::move(input));
  }

  void list(const Source& source, const Layer* layer) {
    list_file(source, source.path, layer);
    const fs::path main(source.path);
    if (main.extension() != ".shp" && main.extension() != ".SHP") return;
    for (const std::string_view part : shapefile_parts) {
      for (const bool upper : {false, true}) {
        std::string extension{part};
        if (upper) {
          for (char& c : extension) {
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
          }
        }
        const std::string named = fs::path(main).replace_extension(extension).string();
        std::error_code error;
        if (fs::exists(path(named), error)) list_file(source, named, nullptr);
      }
    }
  }

  /// The ground of the neighbourhoods: more of a raster is not wanted.
  std::optional<Window> around_city() const {
    if (!all_.neighbourhoods) return std::nullopt;
    Window window{{}, all_.neighbourhoods->crs};
    for (const Geometry& shape : all_.neighbourhoods->shapes) {
      if (shape.empty()) continue;
      const Box box = box_of(shape);
      window.box.add(box.low);
      window.box.add(box.high);
    }
    return window.box.low.x <= window.box.high.x ? std::optional(window) : std::nullopt;
  }

  Layer one(const Source& source, bool places = true, bool heights = false) {
    say(named_as(source.path));
    LayerOptions options{source.sublayer, source.crs, source.encoding, source.nodata, source.x,
                         source.y,        places,     heights,         around_city()};
    Layer layer = as_named(named_as(source.path), [&](Findings& findings) {
      return read::layer(path(source.path), options, findings);
    });
    layer.file = named_as(source.path);
    list(source, &layer);
    keep_rows(layer, source, all_.findings);
    return layer;
  }

  void read_neighbourhoods() {
    const auto& described = all_.description.neighbourhoods;
    if (!described) return;
    all_.neighbourhoods = one(described->source);
    for (const auto& level : described->levels) {
      if (level.names_from) all_.level_names.emplace(level.key, one(*level.names_from));
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
      all_.people = one(*described->from.table);
      choose_band(*all_.people, *described);
    }
    for (const auto& group : described->groups) {
      if (group.from.table) all_.group_people.emplace(group.key, one(*group.from.table));
    }
  }

  void read_housing() {
    for (const auto& housing : all_.description.housing) {
      all_.housing.push_back(one(housing.source));
    }
    for (const auto& table : all_.description.housing_tables) {
      all_.housing_tables.push_back(several(table.files));
    }
  }

  /// Files of the same columns as one table.
  Layer several(const std::vector<Source>& files) {
    std::vector<Layer> parts;
    for (const Source& source : files) {
      for (const std::string& file : files_of(folder_, source.path)) {
        Source part = source;
        part.path = file;
        parts.push_back(one(part));
      }
    }
    return stacked(std::move(parts));
  }

  void read_land_use() {
    for (auto& use : all_.description.land_use) {
      all_.land_use.push_back(one(use.source));
      std::map<std::string, std::string> map;
      if (use.kind_from) {
        map = mapped(*use.kind_from);
        if (map.empty()) {
          for (const std::string& value : values_of(all_.land_use.back(), use.kind_from->column)) {
            map.emplace(value, value);
          }
        }
      }
      all_.use_maps.push_back(std::move(map));
    }
  }

  /// The map of `kind_from`, from its file or as written in city.toml.
  std::map<std::string, std::string> mapped(const KindMap& from) {
    if (from.map_file.empty()) return from.map;
    Source source;
    source.path = from.map_file;
    // The map is written by whoever wrote city.toml, so it lies beside it or with the data.
    std::error_code error;
    const fs::path beside = fs::path(all_.description.folder) / from.map_file;
    const bool is_beside = fs::exists(beside, error);
    const std::string file = is_beside ? beside.string() : path(from.map_file);
    const Layer table = read::layer(file, {}, all_.findings);
    if (table.fields.size() < 2) {
      throw Error(about(source, "kind_map_columns", Severity::error,
                        "a map of kinds has two columns, the city's word and the kind",
                        "give the file two columns with a heading"));
    }
    std::map<std::string, std::string> map;
    for (std::size_t row = 0; row < table.rows; ++row) {
      const auto word = key_text(table.fields[0].values[row]);
      if (word) map.emplace(*word, key_text(table.fields[1].values[row]).value_or(""));
    }
    if (!is_beside) list_file(source, from.map_file, &table);
    return map;
  }

  /// Only the columns that are asked about, and no finding that says where a household lives.
  void read_surveys() {
    for (const auto& survey : all_.description.surveys) {
      Layer table = unlocated(survey.source, false);
      table.shapes.clear();
      table.crs.clear();
      std::set<std::string> used{survey.weight, survey.stratum, survey.cluster};
      for (const auto& [key, column] : survey.by) used.insert(column);
      for (const auto& question : survey.questions) used.insert(question.column);
      std::erase_if(table.fields, [&](const Field& field) { return !used.contains(field.name); });
      all_.surveys.push_back(std::move(table));
    }
  }

  /// A layer of which no finding says where a row is.
  Layer unlocated(const Source& source, bool places) {
    const Findings before = std::exchange(all_.findings, {});
    Layer layer = one(source, places);
    const Findings found = std::exchange(all_.findings, before);
    all_.findings.add(found.each([](Finding finding) {
      if (finding.code != "rows_chosen") finding.value.clear();
      finding.feature.clear();
      finding.place.clear();
      return finding;
    }));
    return layer;
  }

  void read_services() {
    for (auto& services : all_.description.services) {
      if (services.osm) {
        read_services_of_osm(services);
        continue;
      }
      all_.services.push_back(one(services.source));
      all_.kind_maps.push_back(services.kind_from ? service_kinds(services, all_.services.back())
                                                  : std::map<std::string, std::string>{});
      std::optional<Layer> entrances;
      if (!services.entrances.empty()) {
        Source source = services.source;
        source.path = services.entrances;
        source.where.clear();
        entrances = one(source);
      }
      all_.entrances.push_back(std::move(entrances));
    }
  }

  std::map<std::string, std::string> service_kinds(const description::Services& services,
                                                   const Layer& layer) {
    const KindMap& from = *services.kind_from;
    auto map = mapped(from);
    for (const auto& [value, kind] : map) {
      if (kind.empty() || kind == "-" || find_kind(Kind{kind})) continue;
      Finding finding = about(services.source, "kind_unknown", Severity::error,
                              fmt::format("the map of kinds gives {} a kind that is not in the "
                                          "vocabulary datasets/kinds.toml",
                                          geo::quoted(value)),
                              "use a kind of the vocabulary");
      finding.value = geo::quoted(kind);
      throw Error(std::move(finding));
    }
    if (!map.empty()) return map;
    for (const std::string& value : values_of(layer, from.column)) {
      if (find_kind(Kind{value})) {  // the vocabulary's own name needs no guess
        map.emplace(value, value);
        continue;
      }
      const auto kind = kind_of_words(value);
      if (!kind) continue;
      map.emplace(value, kind->name());
      Finding finding = about(services.source, "kind_guessed", Severity::note,
                              fmt::format("taken to mean {}", kind->name()),
                              "write it under kind_from in city.toml to be sure");
      finding.field = from.column;
      finding.value = geo::quoted(value);
      all_.findings.add(std::move(finding));
    }
    return map;
  }

  void read_services_of_osm(description::Services& services) {
    say(services.source.path);
    Layer layer = as_named(services.source.path, [&](Findings& findings) {
      return osm_services(path(services.source.path), findings);
    });
    layer.file = services.source.path;
    list(services.source, nullptr);
    services.kind_from = KindMap{"kind", {}, {}};
    if (layer.field("id")) services.id = "id";
    const auto column = [&](const char* name) {
      return layer.field(name) ? std::string{name} : std::string{};
    };
    services.capacity = column("capacity");
    services.opening_hours = column("opening_hours");
    services.fee = column("fee");
    services.languages = column("languages");
    services.step_free = column("wheelchair");
    services.run_by = column("operator");
    for (const Field& field : layer.fields) {
      if (field.name == "name") services.name[""] = "name";
      if (field.name.starts_with("name:")) services.name[field.name.substr(5)] = field.name;
    }
    std::map<std::string, std::string> map;
    for (const std::string& value : values_of(layer, "kind")) {
      const Kind kind{value};
      const bool wanted = services.kinds.empty() ||
                          std::any_of(services.kinds.begin(), services.kinds.end(),
                                      [&](const Kind& chosen) { return chosen.includes(kind); });
      map.emplace(value, wanted ? value : std::string{});
    }
    all_.services.push_back(std::move(layer));
    all_.kind_maps.push_back(std::move(map));
    all_.entrances.emplace_back();
  }

  void read_streets() {
    const auto& streets = all_.description.streets;
    if (streets.from == description::Streets::From::layer) {
      all_.street_layer = one(streets.source, true, true);
    } else if (streets.from == description::Streets::From::osm) {
      say(streets.source.path);
      OsmExtract extract = as_named(streets.source.path, [&](Findings& findings) {
        return osm(path(streets.source.path), findings);
      });
      all_.streets = std::move(extract.streets);
      all_.ridden = std::move(extract.ridden);
      all_.streets.file = streets.source.path;
      all_.ground = std::move(extract.ground);
      all_.street_crs = "EPSG:4326";
      list(streets.source, nullptr);
    }
  }

  void read_terrain() {
    if (!all_.description.terrain) return;
    const Source& source = *all_.description.terrain;
    say(source.path);
    all_.terrain = as_named(source.path, [&](Findings&) {
      return terrain(path(source.path), fs::path(source.path).filename().string(), source.crs);
    });
    all_.terrain->file = source.path;
    list(source, nullptr);
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
      const auto read = declared_lines(lines, one(lines.source), all_.description.currency, found);
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
    if (!fs::exists(path(feed), error)) {
      found.add(all_.description.moves_by_transit()
                    ? about(source, "transit_needed", Severity::error,
                            "this timetable is not there, and the run moves by it",
                            "check the path under [transit], or take transit out of [travel] by")
                    : about(source, "transit_missing", Severity::warning,
                            "this timetable is not there; the run does not need it",
                            "check the path under [transit]"));
      return std::nullopt;
    }
    say(feed);
    auto timetable = feed_named(feed, path(feed), found);
    list_file(source, feed, nullptr);
    return timetable;
  }

  std::string folder_;
  const std::function<void(std::string_view, double)>& progress_;
  Layers all_;
  double done_ = 0, steps_ = 1;
};

}  // namespace

Layers layers(const Description& description, const std::string& data,
              const std::function<void(std::string_view, double)>& progress) {
  const auto beside = fs::path(description.folder) / description.data;
  return Reader(description, data.empty() ? beside.string() : data, progress).read();
}

}  // namespace geo::read
