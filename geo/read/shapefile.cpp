#include "geo/read/shapefile.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "geo/core/error.hpp"
#include "geo/read/bytes.hpp"
#include "geo/read/csv.hpp"
#include "geo/read/dbf.hpp"
#include "geo/read/shp_records.hpp"

namespace geo::read {
namespace {

const std::string& part(const FileSet& files, const std::string& extension) {
  static const std::string none;
  const auto found = files.find(extension);
  return found == files.end() ? none : found->second;
}

void refuse_missing_parts(const FileSet& files, const std::string& name,
                          const LayerOptions& options, Findings& findings) {
  const bool dbf = files.contains("dbf");
  const bool prj = files.contains("prj") || !options.crs.empty();
  if (!dbf && options.crs.empty()) {
    throw Error({.code = "shapefile_part_missing",
                 .what = fmt::format("the .dbf{} is missing: without it the shapes have no columns",
                                     prj ? "" : " and the .prj are missing; the .dbf"),
                 .file = name,
                 .value = prj ? ".dbf" : ".dbf, .prj",
                 .remedy = "copy all files of the set (.shp .dbf .prj .cpg); if shapes alone will "
                           "do, give the reference system by hand: crs = \"EPSG:...\", or --crs"});
  }
  if (!dbf) {
    findings.add({.code = "shapefile_part_missing",
                  .what = "the .dbf is missing; the shapes are read without columns",
                  .file = name,
                  .value = ".dbf",
                  .remedy = "copy it beside the .shp if columns are needed"});
  }
  if (!files.contains("shx")) {
    findings.add({.code = "index_rebuilt",
                  .severity = Severity::repair,
                  .what = "the .shx is missing; the records were found by walking the .shp, in "
                          "memory (before: no index, after: one)",
                  .file = name,
                  .value = ".shx",
                  .remedy = "nothing to do; the folder is left as it is"});
  }
}

/// Takes away shapes whose row is marked deleted, and names how many.
void drop_deleted(const DbfTable& table, std::vector<Geometry>& shapes, const std::string& name,
                  Findings& findings) {
  std::vector<Geometry> kept;
  for (std::size_t record = 0; record < table.kept.size(); ++record) {
    if (table.kept[record]) {
      if (record < shapes.size()) kept.push_back(std::move(shapes[record]));
      continue;
    }
    findings.add({.code = "deleted_record",
                  .what = "the record is marked deleted in the .dbf; it is left out with its shape",
                  .file = name,
                  .feature = fmt::format("(feature {})", record),
                  .place = fmt::format("record {}", record + 1),
                  .remedy = "nothing to do if it was meant to be deleted"});
  }
  if (!shapes.empty()) shapes = std::move(kept);
}

Layer layer_of(DbfTable table, const std::string& name) {
  Layer layer;
  layer.file = name;
  layer.name = stem(name);
  layer.encoding = table.encoding;
  layer.encoding_source = table.encoding_source;
  layer.fields = std::move(table.fields);
  layer.rows = static_cast<std::size_t>(std::count(table.kept.begin(), table.kept.end(), true));
  return layer;
}

std::string crs_text(const FileSet& files, const std::string& name, Findings& findings) {
  if (!files.contains("prj")) return "";
  auto text = part(files, "prj");
  const auto first = text.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  if (first == std::string::npos) {
    findings.add({.code = "prj_empty",
                  .what = "the .prj is empty",
                  .file = name,
                  .remedy = "give crs = \"EPSG:...\" in city.toml, or --crs"});
    return "";
  }
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

FileSet files_beside(const std::string& path) {
  const std::filesystem::path place(path);
  FileSet files;
  files[extension(path)] = bytes_of(path);
  const auto folder = place.has_parent_path() ? place.parent_path() : std::filesystem::path(".");
  std::error_code problem;
  std::vector<std::filesystem::path> beside;
  for (const auto& entry : std::filesystem::directory_iterator(folder, problem)) {
    if (entry.path().stem() == place.stem()) beside.push_back(entry.path());
  }
  std::sort(beside.begin(), beside.end());
  for (const auto& other : beside) {
    const auto kind = extension(other.string());
    if (kind != "dbf" && kind != "prj" && kind != "cpg" && kind != "shx") continue;
    if (files.contains(kind)) continue;
    if (kind == "shx") {
      files[kind] = "";  // never read: records are walked in the .shp
    } else if (std::filesystem::file_size(other, problem) == 0) {
      files[kind] = "";
    } else {
      files[kind] = bytes_of(other.string());
    }
  }
  return files;
}

Layer dbf_table(const FileSet& files, const std::string& name, const LayerOptions& options,
                Findings& findings) {
  const auto table =
      dbf(part(files, "dbf"), {part(files, "cpg"), options.encoding}, name, findings);
  std::vector<Geometry> none;
  drop_deleted(table, none, name, findings);
  return layer_of(table, name);
}

Layer shapefile(const FileSet& files, const std::string& name, const LayerOptions& options,
                Findings& findings) {
  const auto& shp = part(files, "shp");
  refuse_web_page(shp, name);
  auto shapes = shp_shapes(shp, name, findings);
  if (shapes.empty()) {
    throw Error({.code = "layer_empty",
                 .what = "the layer has 0 features",
                 .file = name,
                 .remedy = "export it again with its features"});
  }
  refuse_missing_parts(files, name, options, findings);
  Layer layer;
  if (files.contains("dbf")) {
    const auto& bytes = part(files, "dbf");
    if (dbf_records(bytes) != shapes.size()) {
      throw Error({.code = "dbf_record_count",
                   .what = fmt::format("the .dbf says {} records, the .shp has {}",
                                       dbf_records(bytes), shapes.size()),
                   .file = name,
                   .remedy = "copy both files from the same export"});
    }
    auto table = dbf(bytes, {part(files, "cpg"), options.encoding}, name, findings);
    drop_deleted(table, shapes, name, findings);
    layer = layer_of(std::move(table), name);
  } else {
    layer.file = name;
    layer.name = stem(name);
    layer.rows = shapes.size();
  }
  layer.shapes = std::move(shapes);
  layer.crs = crs_text(files, name, findings);
  return layer;
}

}  // namespace geo::read
