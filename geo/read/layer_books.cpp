#include "geo/read/layer_books.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "geo/read/bytes.hpp"
#include "geo/read/read.hpp"
#include "geo/shape/polygons.hpp"

namespace geo::read {
namespace {

namespace fs = std::filesystem;
using description::KindMap;
using description::Source;

/// Files beside a shapefile that say something; the rest are indexes.
constexpr std::array<std::string_view, 5> shapefile_parts{".shp", ".shx", ".dbf", ".prj", ".cpg"};

InputFile input_file(const std::string& named, const std::string& file) {
  InputFile input;
  input.path = named;
  std::error_code error;
  if (!fs::is_directory(file, error)) {
    input.sha256 = sha256(file);
    input.bytes = fs::file_size(file, error);
  }
  return input;
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

/// The ground of the neighbourhoods: more of a raster is not wanted.
std::optional<Window> around(const std::optional<Layer>& neighbourhoods) {
  if (!neighbourhoods) return std::nullopt;
  Window window{{}, neighbourhoods->crs};
  for (const Geometry& shape : neighbourhoods->shapes) {
    if (shape.empty()) continue;
    const Box box = box_of(shape);
    window.box.add(box.low);
    window.box.add(box.high);
  }
  return window.box.low.x <= window.box.high.x ? std::optional(window) : std::nullopt;
}

}  // namespace

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

std::set<std::string> values_of(const Layer& layer, const std::string& column) {
  std::set<std::string> values;
  if (const Field* field = layer.field(column)) {
    for (const Value& value : field->values) {
      if (auto text = key_text(value); text && !text->empty()) values.insert(std::move(*text));
    }
  }
  return values;
}

LayerBooks::LayerBooks(const Description& description, std::string folder, const Progress& progress)
    : folder_(std::move(folder)), progress_(progress) {
  all_.description = description;
  steps_ = 3.0 + static_cast<double>(description.housing.size() + description.land_use.size() +
                                     description.services.size());
}

Layers LayerBooks::closed() && {
  std::sort(all_.inputs.begin(), all_.inputs.end(),
            [](const InputFile& a, const InputFile& b) { return a.path < b.path; });
  return std::move(all_);
}

std::string LayerBooks::path(const std::string& named) const {
  if (is_database(named) || folder_.empty()) return named;
  return (fs::path(folder_) / named).string();
}

void LayerBooks::say(const std::string& what) {
  if (progress_) progress_("reading " + what, done_ / steps_);
  done_ = std::min(done_ + 1, steps_ - 0.5);
}

bool LayerBooks::listed(const std::string& named) const {
  return std::any_of(all_.inputs.begin(), all_.inputs.end(),
                     [&](const InputFile& input) { return input.path == named; });
}

void LayerBooks::list_profiles() {
  for (const auto& [named, file] : all_.description.profiles.files) {
    if (!listed(named)) all_.inputs.push_back(input_file(named, file));
  }
}

void LayerBooks::list_file(const Source& source, const std::string& named, const Layer* layer) {
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

void LayerBooks::list(const Source& source, const Layer* layer) {
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

Layer LayerBooks::one(const Source& source, bool places, bool heights) {
  say(named_as(source.path));
  LayerOptions options{source.sublayer, source.crs, source.encoding,
                       source.nodata,   source.x,   source.y,
                       places,          heights,    around(all_.neighbourhoods)};
  Layer layer = as_named(named_as(source.path), [&](Findings& findings) {
    return read::layer(path(source.path), options, findings);
  });
  layer.file = named_as(source.path);
  list(source, &layer);
  keep_rows(layer, source, all_.findings);
  return layer;
}

Layer LayerBooks::unlocated(const Source& source, bool places) {
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

std::map<std::string, std::string> LayerBooks::mapped(const KindMap& from) {
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

}  // namespace geo::read
