#include "geo/build/check_layer.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "geo/build/check_layer_parts.hpp"
#include "geo/core/error.hpp"

namespace geo::build {
namespace {

std::string_view kind_word(ShapeKind kind) {
  switch (kind) {
    case ShapeKind::points:
      return "points";
    case ShapeKind::lines:
      return "lines";
    case ShapeKind::polygons:
      return "polygons";
    case ShapeKind::none:
      return "nothing";
  }
  return "nothing";
}

std::size_t count_of(const Layer& layer, ShapeKind kind) {
  return static_cast<std::size_t>(
      std::count_if(layer.shapes.begin(), layer.shapes.end(),
                    [&](const Geometry& shape) { return shape.kind == kind; }));
}

std::size_t first_of(const Layer& layer, ShapeKind kind) {
  const auto found = std::find_if(layer.shapes.begin(), layer.shapes.end(),
                                  [&](const Geometry& shape) { return shape.kind == kind; });
  return static_cast<std::size_t>(found - layer.shapes.begin());
}

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

/// A file that calls itself services, in words that cities use.
bool named_services(const Layer& layer) {
  const auto name = lower(layer.file.substr(layer.file.find_last_of('/') + 1));
  for (const char* word : {"service", "servei", "servicio", "servico", "equipament", "clinic",
                           "hospital", "school", "escola", "escuela", "pharmac", "farmaci"}) {
    if (name.find(word) != std::string::npos) return true;
  }
  return false;
}

/// How text that is more than plain letters was read, so that odd names have an explanation.
void note_encoding(const Layer& layer, Findings& findings) {
  const auto beyond_ascii = [](const std::string& text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) > 127; });
  };
  const bool any = std::any_of(layer.fields.begin(), layer.fields.end(), [&](const Field& field) {
    return beyond_ascii(field.name) ||
           std::any_of(field.values.begin(), field.values.end(), [&](const Value& value) {
             const auto* text = std::get_if<std::string>(&value);
             return text != nullptr && beyond_ascii(*text);
           });
  });
  if (!any || layer.encoding.empty()) return;
  Finding finding;
  finding.code = "encoding_used";
  finding.severity = Severity::note;
  finding.file = layer.file;
  finding.layer = layer.name;
  finding.value = fmt::format("{} ({})", layer.encoding, layer.encoding_source);
  finding.what = "the text was read in this encoding";
  finding.remedy = "if names look wrong, give encoding = \"...\" in city.toml, or --encoding";
  findings.add(std::move(finding));
}

[[noreturn]] void refuse_kind(const Layer& layer, ShapeKind odd, const std::string& needed) {
  auto finding = about(layer, "shape_kind", Severity::error, first_of(layer, odd));
  finding.what = fmt::format("{} are needed; this feature is made of {}", needed, kind_word(odd));
  finding.remedy = "name the layer under the section of city.toml that fits its shapes";
  throw Error(std::move(finding));
}

}  // namespace

void report_missing_shapes(const Layer& layer, Findings& findings) {
  for (std::size_t row = 0; row < layer.shapes.size(); ++row) {
    if (!layer.shapes[row].empty()) continue;
    auto finding = about(layer, "shape_missing", Severity::warning, row);
    finding.what = "the feature has no shape; it is kept and reported as not mapped";
    finding.remedy = "draw it in the source, or delete the row if it stands for nothing";
    findings.add(std::move(finding));
  }
}

void check_kinds(const Layer& layer, Purpose purpose, Findings& findings) {
  const auto points = count_of(layer, ShapeKind::points);
  const auto lines = count_of(layer, ShapeKind::lines);
  const auto polygons = count_of(layer, ShapeKind::polygons);
  const auto all = points + lines + polygons;
  if (all == 0) return;
  const bool services =
      purpose == Purpose::services || (purpose == Purpose::unknown && named_services(layer));
  if (services && lines == all) {
    refuse_kind(layer, ShapeKind::lines, "services need points or areas: these");
  }
  if (purpose == Purpose::neighbourhoods && lines == all) {
    refuse_kind(layer, ShapeKind::lines, "neighbourhoods need polygons or points: these");
  }
  if (purpose == Purpose::streets && lines == 0) {
    refuse_kind(layer, polygons > 0 ? ShapeKind::polygons : ShapeKind::points,
                "streets need lines: these");
  }
  const auto most = std::max({points, lines, polygons});
  if (most == all) return;
  const auto odd = polygons != most && polygons > 0 ? ShapeKind::polygons
                   : lines != most && lines > 0     ? ShapeKind::lines
                                                    : ShapeKind::points;
  auto finding = about(layer, "mixed_shapes", Severity::warning, first_of(layer, odd));
  finding.what =
      fmt::format("one layer mixes {} points, {} lines and {} polygons", points, lines, polygons);
  finding.value = std::string(kind_word(odd));
  finding.remedy = "split it into one layer for each kind of shape";
  // Lines among other things have no common use; a few odd shapes can be left aside.
  if (purpose == Purpose::unknown && lines > 0 && most * 10 < all * 9) throw Error(finding);
  findings.add(std::move(finding));
}

Findings check_rows(const Layer& layer) {
  Findings findings;
  note_encoding(layer, findings);
  check_keys(layer, findings);
  check_places(layer, findings);
  return findings;
}

Findings check_layer(const Layer& layer, Purpose purpose) {
  Findings findings;
  if (layer.rows == 0) {
    throw Error({.code = "layer_empty",
                 .what = "the layer has 0 features",
                 .file = layer.file,
                 .layer = layer.name,
                 .remedy = "export it again with its features"});
  }
  check_counts(layer, findings);
  check_kinds(layer, purpose, findings);
  findings.add(check_rows(layer));
  report_missing_shapes(layer, findings);
  check_ids(layer, purpose, findings);
  if (layer.shapes.empty()) return findings;
  if (purpose == Purpose::streets && !layer.crs.empty()) check_streets(layer, findings);
  if (count_of(layer, ShapeKind::polygons) == 0 || layer.crs.empty()) return findings;
  LocalPolygons local(layer, findings);
  mend_polygons(layer, local, findings);
  const bool zones = purpose == Purpose::neighbourhoods || purpose == Purpose::unknown;
  if (zones) {
    check_overlaps(layer, purpose, local, findings);
    check_slivers(layer, local, findings);
  }
  return findings;
}

}  // namespace geo::build
