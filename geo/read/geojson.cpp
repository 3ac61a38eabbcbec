#include "geo/read/geojson.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "geo/core/error.hpp"
#include "geo/read/bytes.hpp"
#include "geo/read/csv.hpp"
#include "geo/read/encoding.hpp"
#include "geo/read/json.hpp"
#include "geo/read/wkb.hpp"

namespace geo::read {
namespace {

/// Builds the layer feature by feature.
class Collector {
 public:
  Collector(const std::string& file, Findings& findings) : findings_(findings) {
    layer_.file = file;
    layer_.name = stem(file);
  }

  void feature(const Json& json) {
    const auto* type = json.member("type");
    if (json.is != Json::Is::object || type == nullptr || type->text != "Feature") {
      refuse("geojson_not_valid", "this item of the list is not a feature", text_of(json));
    }
    const auto* geometry = json.member("geometry");
    const auto* properties = json.member("properties");
    if (properties != nullptr && properties->is != Json::Is::nothing) {
      if (properties->is != Json::Is::object) {
        refuse("geojson_not_valid", "the properties of this feature are not an object",
               text_of(*properties));
      }
      for (std::size_t i = 0; i < properties->names.size(); ++i) {
        set(properties->names[i], properties->items[i]);
      }
    }
    if (const auto* id = json.member("id")) ids_.emplace_back(layer_.rows, *id);
    if (const auto* crs = json.member("crs"); crs != nullptr && crs->is == Json::Is::object) {
      refuse("crs_of_one_feature", "this feature has a reference system of its own", text_of(*crs));
    }
    row(geometry);
  }

  /// One row for a bare geometry, or one for each member of a bare collection.
  void geometry(const Json& json) {
    if (json.member("type")->text == "GeometryCollection") {
      if (const auto* members = json.member("geometries")) {
        for (const auto& member : members->items) geometry(member);
      }
      return;
    }
    row(&json);
  }

  Layer finish() {
    if (!ids_.empty() && layer_.field("id") == nullptr) {
      for (auto& [at, id] : ids_) {
        const auto rows = std::exchange(layer_.rows, at);
        set("id", id);
        layer_.rows = rows;
      }
    }
    for (auto& field : layer_.fields) field.values.resize(layer_.rows);
    if (nul_removed_ > 0) {
      findings_.add({.code = "nul_removed",
                     .severity = Severity::repair,
                     .what = fmt::format("{} texts held a NUL character; it was taken out and the "
                                         "rest kept",
                                         nul_removed_),
                     .file = layer_.file,
                     .feature = nul_feature_,
                     .field = geo::quoted(nul_field_),
                     .remedy = "mend the text in the source"});
    }
    return std::move(layer_);
  }

 private:
  /// GeoJSON has one layer and no name for it, so findings name the file alone.
  ShapeSource here() const { return {layer_.file, "", fmt::format("(feature {})", layer_.rows)}; }

  [[noreturn]] void refuse(std::string code, std::string what, const std::string& value) const {
    throw Error({.code = std::move(code),
                 .what = std::move(what),
                 .file = layer_.file,
                 .feature = fmt::format("(feature {})", layer_.rows),
                 .value = geo::quoted(value),
                 .remedy = "mend it in the source, or export the layer again as GeoJSON"});
  }

  void set(const std::string& name, const Json& json) {
    auto [found, is_new] = columns_.try_emplace(name, layer_.fields.size());
    if (is_new) {
      layer_.fields.push_back({name, {}});
      kinds_.push_back(Json::Is::nothing);
      if (layer_.fields.size() > most_fields) refuse_oversized(layer_);
    }
    auto& values = layer_.fields[found->second].values;
    values.resize(std::max(values.size(), layer_.rows + 1));
    values[layer_.rows] = value_of(name, json);
    note_kind(found->second, json);
  }

  Value value_of(const std::string& name, const Json& json) {
    switch (json.is) {
      case Json::Is::nothing:
        return {};
      case Json::Is::integer:
        return json.integer;
      case Json::Is::real:
        return json.real;
      case Json::Is::text:
        return without_nul(name, json.text);
      default:
        return text_of(json);
    }
  }

  std::string without_nul(const std::string& name, std::string text) {
    if (text.find('\0') == std::string::npos) return text;
    if (nul_removed_++ == 0) {
      nul_field_ = name;
      nul_feature_ = fmt::format("(feature {})", layer_.rows);
    }
    text.erase(std::remove(text.begin(), text.end(), '\0'), text.end());
    return text;
  }

  /// The first feature whose value is text where the ones before had numbers, or the reverse.
  void note_kind(std::size_t column, const Json& json) {
    if (json.is == Json::Is::nothing) return;
    const auto kind = json.is == Json::Is::real ? Json::Is::integer : json.is;
    auto& before = kinds_[column];
    if (before == Json::Is::nothing) before = kind;
    if (before == kind || before == Json::Is::list) return;
    findings_.add({.code = "mixed_types",
                   .severity = Severity::note,
                   .what = "values of one column are of different types (text, numbers, lists); "
                           "each is kept as it is",
                   .file = layer_.file,
                   .feature = fmt::format("(feature {})", layer_.rows),
                   .field = geo::quoted(layer_.fields[column].name),
                   .value = geo::quoted(text_of(json)),
                   .remedy = "nothing to do unless the column holds counts"});
    before = Json::Is::list;  // said once for each column
  }

  void row(const Json* geometry) {
    Geometry shape;
    if (geometry != nullptr && geometry->is != Json::Is::nothing) {
      if (geometry->is != Json::Is::object) {
        refuse("geojson_not_valid", "the geometry of this feature is not an object",
               text_of(*geometry));
      }
      add(*geometry, shape, 0);
    }
    settle_kind(shape, here(), findings_);
    layer_.shapes.push_back(std::move(shape));
    ++layer_.rows;
  }

  void add(const Json& json, Geometry& to, int depth) {
    if (depth > deepest_geometry) {
      refuse("geometry_nested_too_deep", "collections are nested too deep", "");
    }
    const auto* type = json.member("type");
    const auto name = type != nullptr ? type->text : std::string{};
    if (name == "GeometryCollection") {
      const auto* members = json.member("geometries");
      if (members == nullptr) refuse("geojson_not_valid", "a collection without members", name);
      for (const auto& member : members->items) add(member, to, depth + 1);
      return;
    }
    const auto* coordinates = json.member("coordinates");
    if (coordinates == nullptr || coordinates->is != Json::Is::list) {
      refuse("geojson_not_valid", "the geometry has no coordinates", name);
    }
    if (coordinates->items.empty()) return;
    const auto& items = coordinates->items;
    if (name == "Point") {
      to.points.push_back(point(*coordinates));
    } else if (name == "MultiPoint") {
      for (const auto& item : items) to.points.push_back(point(item));
    } else if (name == "LineString") {
      add_line(*coordinates, to);
    } else if (name == "MultiLineString") {
      for (const auto& item : items) add_line(item, to);
    } else if (name == "Polygon") {
      add_polygon(*coordinates, to);
    } else if (name == "MultiPolygon") {
      for (const auto& item : items) add_polygon(item, to);
    } else {
      refuse("geojson_not_valid", "this kind of geometry is unknown", name);
    }
  }

  Point point(const Json& json) {
    if (json.is != Json::Is::list || json.items.size() < 2 || !json.items[0].is_number() ||
        !json.items[1].is_number()) {
      refuse("coordinate_not_a_number", "a position needs two numbers, x and y", text_of(json));
    }
    if (json.items.size() > 2 && !height_seen_) note_dropped_height(here(), findings_);
    height_seen_ = height_seen_ || json.items.size() > 2;
    return {json.items[0].number(), json.items[1].number()};
  }

  std::vector<Point> points(const Json& json) {
    if (json.is != Json::Is::list) {
      refuse("geojson_not_valid", "a list of positions is needed here", text_of(json));
    }
    std::vector<Point> all;
    all.reserve(json.items.size());
    for (const auto& item : json.items) all.push_back(point(item));
    return all;
  }

  void add_line(const Json& json, Geometry& to) {
    auto line = points(json);
    if (line.size() >= 2) {
      to.lines.push_back(std::move(line));
      std::vector<std::optional<float>> heights;
      for (const auto& place : json.items) {
        const bool has_height = place.items.size() > 2 && place.items[2].is_number();
        heights.push_back(has_height ? believable_height(place.items[2].number()) : std::nullopt);
      }
      to.heights.push_back(std::move(heights));
    } else {
      dropped_part("a line of fewer than two points was left out");
    }
  }

  void add_polygon(const Json& json, Geometry& to) {
    if (json.is != Json::Is::list) {
      refuse("geojson_not_valid", "a list of rings is needed here", text_of(json));
    }
    Polygon polygon;
    for (std::size_t i = 0; i < json.items.size(); ++i) {
      auto ring = points(json.items[i]);
      if (ring.size() > 2 && ring.front() != ring.back()) {
        ring.push_back(ring.front());
        dropped_part("a ring that was not closed was closed");
      }
      if (ring.size() < 4) {
        dropped_part("a ring of fewer than three corners was left out");
        if (i == 0) return;
        continue;
      }
      (i == 0 ? polygon.shell : polygon.holes.emplace_back()) = std::move(ring);
    }
    if (!polygon.shell.empty()) to.polygons.push_back(std::move(polygon));
  }

  void dropped_part(const char* what) {
    findings_.add({.code = "shape_part_mended",
                   .severity = Severity::repair,
                   .what = what,
                   .file = layer_.file,
                   .feature = fmt::format("(feature {})", layer_.rows),
                   .remedy = "mend the shape in the source"});
  }

  Layer layer_;
  Findings& findings_;
  std::unordered_map<std::string, std::size_t> columns_;  // looked up only, never walked
  std::vector<Json::Is> kinds_;
  std::vector<std::pair<std::size_t, Json>> ids_;
  bool height_seen_ = false;
  std::size_t nul_removed_ = 0;
  std::string nul_field_, nul_feature_;
};

bool is_geometry(const std::string& type) {
  for (const char* known : {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon",
                            "MultiPolygon", "GeometryCollection"}) {
    if (type == known) return true;
  }
  return false;
}

/// "EPSG:32636" of "urn:ogc:def:crs:EPSG::32636"; other names as they are.
std::string crs_of_name(const std::string& name) {
  const auto small = lower(name);
  if (small.find("crs84") != std::string::npos) return "EPSG:4326";
  const auto epsg = small.find("epsg");
  if (epsg == std::string::npos) return name;
  const auto digits = small.find_last_not_of("0123456789");
  return digits + 1 < small.size() ? "EPSG:" + small.substr(digits + 1) : name;
}

void take_crs_member(const Json& outermost, Layer& layer, Findings& findings) {
  layer.crs = "EPSG:4326";  // RFC 7946, section 4
  const auto* crs = outermost.member("crs");
  if (crs == nullptr || crs->is == Json::Is::nothing) return;
  const auto* properties = crs->member("properties");
  const auto* name = properties != nullptr ? properties->member("name") : nullptr;
  if (name == nullptr || name->is != Json::Is::text) {
    throw Error({.code = "crs_unknown",
                 .what = "the file's crs member does not name a reference system",
                 .file = layer.file,
                 .value = geo::quoted(text_of(*crs)),
                 .remedy = "give it: crs = \"EPSG:...\" in city.toml, or --crs"});
  }
  layer.crs = crs_of_name(name->text);
  if (layer.crs == "EPSG:4326") return;
  findings.add({.code = "crs_member_used",
                .severity = Severity::note,
                .what = "the file's crs member (older than RFC 7946) was used",
                .file = layer.file,
                .value = geo::quoted(layer.crs),
                .remedy = "nothing to do if that is the projection of the data"});
}

}  // namespace

Layer geojson(std::string bytes, const std::string& name, Findings& findings) {
  std::string_view text = bytes;
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) {
    throw Error({.code = "encoding_utf16",
                 .what = "the file is UTF-16; GeoJSON must be UTF-8",
                 .file = name,
                 .remedy = "save it as UTF-8"});
  }
  const bool mark = text.starts_with("\xef\xbb\xbf");
  if (mark) text.remove_prefix(3);
  refuse_web_page(text, name);
  if (const auto bad = invalid_utf8(text)) {
    const auto guess = likely_encoding(text);
    throw Error({.code = "encoding_unknown",
                 .what = "invalid UTF-8; GeoJSON must be UTF-8" +
                         (guess.empty() ? guess : ", this looks like " + guess),
                 .file = name,
                 .place = line_and_byte(text, *bad),
                 .remedy = "export it again as UTF-8"});
  }
  Collector collector(name, findings);
  const auto outermost =
      strict_json(text, "features", name, [&](const Json& item) { collector.feature(item); });
  const auto* type = outermost.member("type");
  const auto kind = type != nullptr ? type->text : std::string{};
  if (kind == "Feature") {
    collector.feature(outermost);
  } else if (is_geometry(kind)) {
    collector.geometry(outermost);
  } else if (kind != "FeatureCollection") {
    throw Error({.code = "geojson_not_valid",
                 .what = kind == "Topology" ? "this is TopoJSON" : "this JSON is not GeoJSON",
                 .file = name,
                 .value = geo::quoted(kind),
                 .remedy = "export it as GeoJSON (RFC 7946)"});
  }
  auto layer = collector.finish();
  layer.encoding = "UTF-8";
  layer.encoding_source = mark ? "BOM" : "valid UTF-8";
  take_crs_member(outermost, layer, findings);
  return layer;
}

}  // namespace geo::read
