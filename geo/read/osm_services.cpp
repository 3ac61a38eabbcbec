#include "geo/read/kinds.hpp"
#include "geo/read/osm_areas.hpp"
#include "geo/read/osm_passes.hpp"
#include "geo/read/read.hpp"
#include "geo/shape/polygons.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace geo::read {
namespace {

using Tags = std::map<std::string, std::string>;

Tags tags_of(const osmium::TagList& list) {
  Tags tags;
  for (const auto& tag : list) tags[tag.key()] = tag.value();
  return tags;
}

std::string text(const Tags& tags, const std::string& key) {
  const auto found = tags.find(key);
  return found == tags.end() ? std::string{} : found->second;
}

struct Service {
  int type = 0;  ///< 0 node, 1 way, 2 relation: the order of rows
  std::int64_t id = 0;
  Tags tags;
  std::string kind;
  Point at;
};

/// "way/123": how rows and findings name an object.
std::string name_of(int type, std::int64_t id) {
  constexpr std::array<std::string_view, 3> types{"node", "way", "relation"};
  return fmt::format("{}/{}", types.at(static_cast<std::size_t>(type)), id);
}

/// Columns that are OSM keys of the same name.
constexpr std::array<const char*, 5> plain_columns{"opening_hours", "wheelchair", "capacity", "fee",
                                                   "operator"};

/// "name:ar", "name:zh-Hant": a name in a language, not "name:etymology".
bool is_language_name(const std::string& key) {
  if (!key.starts_with("name:")) return false;
  const auto tag = std::string_view{key}.substr(5);
  const auto main = tag.substr(0, tag.find('-'));
  return (main.size() == 2 || main.size() == 3) &&
         std::all_of(main.begin(), main.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// Languages spoken there, from tags `language:ar = yes`: "ar;es".
std::string languages(const Tags& tags) {
  std::string all;
  for (const auto& [key, spoken] : tags) {
    if (!key.starts_with("language:") || spoken == "no") continue;
    all += (all.empty() ? "" : ";") + key.substr(9);
  }
  return all;
}

class ServiceSink : public OsmSink {
 public:
  ServiceSink(const OsmSource& source, Findings& findings)
      : file_(source.shown),
        findings_(findings),
        areas_([](const osmium::TagList& tags) { return !tags.empty() && kind_of(tags); },
               source.shown, findings) {}

  void relation(const osmium::Relation& relation) override { areas_.relation(relation); }
  void node(const osmium::Node& node) override {
    if (node.tags().empty()) return;
    add(0, node.id(), tags_of(node.tags()), {node.location().lon(), node.location().lat()});
  }
  void way(const osmium::Way& way) override { areas_.way(way); }

  std::vector<Service> finish() {
    for (OsmArea& area : areas_.finish()) {
      if (const auto at = label_point(area.polygons)) {
        add(area.from_relation ? 2 : 1, area.id, std::move(area.tags), *at);
      }
    }
    std::sort(services_.begin(), services_.end(), [](const Service& a, const Service& b) {
      return std::pair(a.type, a.id) < std::pair(b.type, b.id);
    });
    return std::move(services_);
  }

 private:
  static std::optional<Kind> kind_of(const osmium::TagList& tags) {
    return kind_of_tags(tags_of(tags));
  }

  void add(int type, std::int64_t id, Tags tags, Point at) {
    const auto kind = kind_of_tags(tags);
    if (!kind) return;
    const auto access = text(tags, "access");
    if (access == "private" || access == "no") {
      findings_.add({.code = "osm_service_private",
                     .severity = Severity::note,
                     .what = fmt::format("this {} is private and does not count", kind->name()),
                     .file = file_,
                     .feature = name_of(type, id)});
      return;
    }
    services_.push_back({type, id, std::move(tags), kind->name(), at});
  }

  std::string file_;
  Findings& findings_;
  AreaCollector areas_;
  std::vector<Service> services_;
};

/// One column for every service; blank is no value.
template <class Read>
Field column(std::string name, const std::vector<Service>& services, Read read) {
  Field field{std::move(name), {}};
  field.values.reserve(services.size());
  for (const Service& service : services) {
    std::string value = read(service);
    field.values.push_back(value.empty() ? Value{} : Value{std::move(value)});
  }
  return field;
}

Layer layer_of(const std::vector<Service>& services) {
  Layer layer;
  layer.crs = "EPSG:4326";
  layer.encoding = "UTF-8";
  layer.encoding_source = "OpenStreetMap";
  layer.rows = services.size();
  std::set<std::string> names;
  for (const Service& service : services) {
    layer.shapes.push_back(Geometry::of(service.at));
    for (const auto& [key, value] : service.tags) {
      if (is_language_name(key)) names.insert(key);
    }
  }
  const auto add = [&](std::string name, auto read) {
    layer.fields.push_back(column(std::move(name), services, read));
  };
  add("id", [](const Service& s) { return name_of(s.type, s.id); });
  add("kind", [](const Service& s) { return s.kind; });
  add("name", [](const Service& s) { return text(s.tags, "name"); });
  for (const std::string& key : names) {
    add(key, [&](const Service& s) { return text(s.tags, key); });
  }
  for (const char* key : plain_columns) {
    add(key, [&](const Service& s) { return text(s.tags, key); });
  }
  add("languages", [](const Service& s) { return languages(s.tags); });
  return layer;
}

}  // namespace

Layer osm_services(const std::string& path, Findings& findings) {
  const OsmSource source = osm_source(path, findings);
  ServiceSink sink(source, findings);
  read_passes(source, sink, findings);
  const auto services = guarded(source, [&] { return sink.finish(); });
  Layer layer = layer_of(services);
  layer.file = source.shown;
  if (services.empty()) {
    findings.add({.code = "osm_no_services",
                  .severity = Severity::warning,
                  .what = "nothing in this file is a service of a kind that is known",
                  .file = source.shown,
                  .remedy = "use an extract with all tags, not one of roads only"});
  }
  return layer;
}

}  // namespace geo::read
