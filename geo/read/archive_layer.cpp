#include "geo/read/archive_layer.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "geo/core/error.hpp"
#include "geo/read/archive.hpp"
#include "geo/read/bytes.hpp"
#include "geo/read/csv.hpp"
#include "geo/read/geojson.hpp"
#include "geo/read/shapefile.hpp"

namespace geo::read {
namespace {

bool is_layer(const Member& member) {
  const auto kind = extension(member.name);
  return kind == "shp" || kind == "geojson" || kind == "json" || kind == "csv" || kind == "tsv";
}

std::vector<Member> layers_among(const std::vector<Member>& members) {
  std::vector<Member> layers;
  std::copy_if(members.begin(), members.end(), std::back_inserter(layers), is_layer);
  if (!layers.empty()) return layers;
  // A lone table, as statistical offices pack them.
  std::copy_if(members.begin(), members.end(), std::back_inserter(layers),
               [](const Member& member) { return extension(member.name) == "dbf"; });
  return layers;
}

std::string names_of(const std::vector<Member>& members) {
  std::string names;
  for (const auto& member : members) {
    names += (names.empty() ? "" : ", ") + geo::quoted(member.name);
  }
  return names;
}

bool is_feed(const std::vector<Member>& members) {
  return std::any_of(members.begin(), members.end(), [](const Member& member) {
    return member.name == "stop_times.txt" || member.name.ends_with("/stop_times.txt");
  });
}

Member chosen(const std::vector<Member>& members, const std::string& name,
              const std::string& wanted) {
  const auto layers = layers_among(members);
  if (!wanted.empty()) {
    for (const auto& layer : layers) {
      if (layer.name == wanted || stem(layer.name) == wanted) return layer;
    }
  }
  if (wanted.empty() && layers.size() == 1) return layers.front();
  std::string what = layers.empty()   ? "the archive holds no layer that is read"
                     : wanted.empty() ? "the archive holds several layers: " + names_of(layers)
                                      : "the archive has no such layer; it has " + names_of(layers);
  if (is_feed(members)) what = "this is a timetable feed (GTFS), not a layer";
  throw Error({.code = "archive_choice",
               .what = std::move(what),
               .file = name,
               .layer = geo::quoted(wanted),
               .remedy = is_feed(members) ? "name it under [transit] feeds in city.toml"
                                          : "name the one you mean with sublayer ="});
}

/// The members that share folder and stem with the .shp.
FileSet files_with(std::string_view archive, const std::vector<Member>& members, const Member& main,
                   const std::string& name) {
  const auto trunk = main.name.substr(0, main.name.rfind('.'));
  FileSet files;
  for (const auto& member : members) {
    const auto kind = extension(member.name);
    if (member.name.substr(0, member.name.rfind('.')) != trunk) continue;
    if (kind == "shp" || kind == "dbf" || kind == "prj" || kind == "cpg") {
      files[kind] = unpacked(archive, member, name);
    } else if (kind == "shx") {
      files[kind] = "";
    }
  }
  return files;
}

}  // namespace

Layer archive_layer(std::string_view archive, const std::string& name, const LayerOptions& options,
                    Findings& findings) {
  const auto members = members_of(archive, name);
  const auto main = chosen(members, name, options.sublayer);
  findings.add({.code = "inside_archive",
                .severity = Severity::note,
                .what = "the layer is read from inside the archive",
                .file = name,
                .layer = geo::quoted(main.name),
                .remedy = "nothing to do"});
  const auto kind = extension(main.name);
  Layer layer;
  if (kind == "shp") {
    layer = shapefile(files_with(archive, members, main, name), name, options, findings);
  } else if (kind == "dbf") {
    layer = dbf_table(files_with(archive, members, main, name), name, options, findings);
  } else if (kind == "csv" || kind == "tsv") {
    layer = csv(unpacked(archive, main, name), name, options, findings);
  } else {
    layer = geojson(unpacked(archive, main, name), name, findings);
  }
  layer.name = main.name;
  return layer;
}

std::vector<std::string> archive_layers(std::string_view archive, const std::string& name) {
  std::vector<std::string> names;
  for (const auto& member : layers_among(members_of(archive, name))) names.push_back(member.name);
  return names;
}

}  // namespace geo::read
