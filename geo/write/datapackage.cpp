#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "geo/core/sha256.hpp"
#include "geo/version.hpp"
#include "geo/write/fields.hpp"
#include "geo/write/write.hpp"

namespace geo::write {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct Format {
  const char* extension;
  const char* name;
  const char* media_type;
};
constexpr Format formats[] = {
    {".geojson", "geojson", "application/geo+json"},
    {".csv", "csv", "text/csv"},
    {".gpkg", "gpkg", "application/geopackage+sqlite3"},
    {".html", "html", "text/html"},
    {".json", "json", "application/json"},
};

std::vector<fs::path> files_under(const std::string& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().filename() != "datapackage.json") {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

Json schema(const FileLayer& layer) {
  Json fields = Json::array();
  for (const FileField& field : file_fields(layer)) {
    const char* type = field.type == FileField::Type::text    ? "string"
                       : field.type == FileField::Type::whole ? "integer"
                                                              : "number";
    Json one{{"name", field.name}, {"type", type}};
    if (field.column && !field.column->unit.empty()) one["unit"] = field.column->unit;
    if (field.column && !field.column->metric.empty()) one["metric"] = field.column->metric;
    if (field.column && field.column->modelled) one["modelled"] = true;
    if (field.column && !field.column->period.empty()) one["period"] = field.column->period;
    fields.push_back(std::move(one));
  }
  return {{"fields", fields}, {"missingValues", {""}}};
}

// The digest of each file; the largest take their turn first, so that no thread waits for long.
std::vector<std::string> hashes_of(const std::vector<fs::path>& files) {
  std::vector<std::pair<std::uintmax_t, std::size_t>> by_size;
  for (std::size_t at = 0; at < files.size(); ++at)
    by_size.emplace_back(fs::file_size(files[at]), at);
  std::sort(by_size.rbegin(), by_size.rend());
  std::vector<std::string> hashes(files.size());
  tbb::parallel_for(
      tbb::blocked_range<std::size_t>(0, by_size.size(), 1),
      [&](const auto& some) {
        for (std::size_t at = some.begin(); at != some.end(); ++at) {
          const std::size_t file = by_size[at].second;
          hashes[file] = sha256_of_file(files[file].string());
        }
      },
      tbb::simple_partitioner());
  return hashes;
}

Json resource(const fs::path& file, const std::string& hash, const std::string& folder,
              const std::vector<FileLayer>& layers) {
  const std::string path = fs::relative(file, folder).generic_string();
  std::string name = path;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '/' || c == '.'; }, '-');
  Json one{{"name", name}, {"path", path}};
  for (const Format& format : formats) {
    if (file.extension() != format.extension) continue;
    one["format"] = format.name;
    one["mediatype"] = format.media_type;
  }
  one["bytes"] = fs::file_size(file);
  one["hash"] = "sha256:" + hash;
  const auto layer = std::find_if(layers.begin(), layers.end(), [&](const FileLayer& table) {
    return table.name == file.stem().string();
  });
  if (layer != layers.end() && file.extension() == ".csv") {
    one["encoding"] = "utf-8-sig";
    one["schema"] = schema(*layer);
  }
  return one;
}

Json source(const InputFile& input) {
  Json one{{"title", input.title.empty() ? input.path : input.title}, {"path", input.path}};
  const auto add = [&](const char* key, const std::string& value) {
    if (!value.empty()) one[key] = value;
  };
  add("publisher", input.publisher);
  add("as_of", input.as_of);
  add("licence", input.licence);
  add("attribution", input.attribution);
  add("url", input.url);
  add("crs", input.crs);
  add("encoding", input.encoding);
  if (input.sha256.empty()) return one;  // withheld by the gate
  one["bytes"] = input.bytes;
  one["rows"] = input.rows;
  one["hash"] = "sha256:" + input.sha256;
  return one;
}

/// Who is counted and how each group is defined, so that two cities can be told apart.
Json groups(const Release& release) {
  Json all = Json::array();
  for (const ReleasedGroup& group : release.groups()) {
    Json one{{"key", group.key}};
    if (!group.definition.empty()) one["definition"] = group.definition;
    if (!group.part_of.empty()) one["part_of"] = group.part_of;
    all.push_back(std::move(one));
  }
  return all;
}

/// Each figure of housing, from which table it is and which time it covers.
Json housing(const Release& release) {
  Json all = Json::array();
  for (const ReleasedHousing& figure : release.housing()) {
    const auto same = [&](const Json& one) {
      return one["figure"] == figure.name && one["level"] == figure.level &&
             one["source"] == figure.file;
    };
    const auto known = std::find_if(all.begin(), all.end(), same);
    if (known != all.end()) {
      (*known)["to"] = figure.period;
      continue;
    }
    all.push_back({{"figure", figure.name},
                   {"unit", figure.unit},
                   {"level", figure.level},
                   {"source", figure.file},
                   {"from", figure.period},
                   {"to", figure.period}});
  }
  return all;
}

}  // namespace

void datapackage(const Map& map, const std::string& folder) {
  const Release& release = *map.release;
  Json resources = Json::array(), sources = Json::array(), licences = Json::array(),
       parameters = Json::object();
  const auto layers = file_layers(release);
  const auto files = files_under(folder);
  const auto hashes = hashes_of(files);
  for (std::size_t at = 0; at < files.size(); ++at) {
    resources.push_back(resource(files[at], hashes[at], folder, layers));
  }
  std::vector<std::string> named;
  for (const InputFile& input : release.inputs()) {
    sources.push_back(source(input));
    if (!input.licence.empty()) named.push_back(input.licence);
  }
  std::sort(named.begin(), named.end());
  named.erase(std::unique(named.begin(), named.end()), named.end());
  for (const std::string& licence : named) licences.push_back({{"title", licence}});
  for (const auto& [name, value] : release.parameters()) parameters[name] = value;

  const Json package{{"profile", "data-package"},
                     {"name", "medina-release"},
                     {"title", release.name().in("en")},
                     {"licenses", licences},
                     {"sources", sources},
                     {"medina",
                      {{"version", version},
                       {"projection", release.projection()},
                       {"people_recorded", release.people_recorded()},
                       {"people_basis", release.people_basis()},
                       {"people_as_of", release.people_as_of()},
                       {"people_definition", release.people_definition()},
                       {"groups", groups(release)},
                       {"housing", housing(release)},
                       {"reference_group", release.reference_group()},
                       {"smallest_count", release.smallest_count()},
                       {"parameters", parameters}}},
                     {"resources", resources}};
  whole_file(folder + "/datapackage.json",
             package.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace geo::write
