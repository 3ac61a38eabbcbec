#include "app/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "app/init/feed.hpp"
#include "app/init/folder.hpp"
#include "geo/build/check_layer.hpp"
#include "geo/city.hpp"
#include "geo/core/error.hpp"
#include "geo/read/read.hpp"

namespace app {
namespace {

namespace fs = std::filesystem;
using namespace init;
using geo::build::Purpose;

Purpose purpose_of(const std::string& word) {
  static const std::map<std::string, Purpose> words{
      {"", Purpose::unknown},          {"neighbourhoods", Purpose::neighbourhoods},
      {"services", Purpose::services}, {"streets", Purpose::streets},
      {"housing", Purpose::housing},   {"land_use", Purpose::land_use},
      {"table", Purpose::table}};
  return words.at(word);
}

/// Runs one step; an input that it refuses becomes a finding.
template <class Step>
void keep_refusal(Checked& checked, Step step) {
  try {
    step();
  } catch (const geo::Error& error) {
    if (error.cause() != geo::Cause::input_refused) throw;
    checked.findings.add(error.finding());
  }
}

/// Whether a finding is among those already said: what stops a run may have been found before.
bool shows(const geo::Findings& findings, const geo::Finding& one) {
  const auto shown = findings.shown();
  return std::find(shown.begin(), shown.end(), one) != shown.end();
}

void check_description(const std::string& path, const CheckOptions& options, Checked& checked) {
  checked.what = "a description";
  geo::Findings described;
  keep_refusal(checked, [&] {
    const auto description = geo::read::description(path, described);
    auto layers = geo::read::layers(description, options.data, options.progress);
    checked.files = layers.inputs.size();
    for (const auto& input : layers.inputs) checked.rows += input.rows;
    layers.findings.add(geo::build::check_layers(layers));
    geo::Findings so_far = layers.findings;
    try {
      layers = geo::to_metres(std::move(layers));
      so_far = layers.findings;
      checked.findings.add(geo::build_city(layers).findings);
    } catch (const geo::Error& error) {
      checked.findings.add(so_far);
      if (!shows(so_far, error.finding())) throw;
    }
  });
  checked.findings.add(described);
}

void check_one_layer(const std::string& path, const std::string& sublayer,
                     const CheckOptions& options, Checked& checked) {
  keep_refusal(checked, [&] {
    geo::Findings findings;
    const geo::read::LayerOptions how{sublayer,       options.crs, options.encoding,
                                      options.nodata, options.x,   options.y};
    const geo::Layer layer = geo::read::layer(path, how, findings);
    checked.findings.add(findings);
    checked.rows += layer.rows;
    checked.findings.add(geo::build::check_layer(layer, purpose_of(options.purpose)));
  });
}

void check_layers(const std::string& path, const CheckOptions& options, Checked& checked) {
  checked.what = "a layer";
  std::vector<std::string> names{options.sublayer};
  if (options.sublayer.empty()) {
    // A file that cannot be opened says so once, when it is read.
    try {
      names = geo::read::sublayers(path);
    } catch (const geo::Error&) {
      names.clear();
    }
    if (names.size() < 2) names = {""};
  }
  for (const std::string& name : names) check_one_layer(path, name, options, checked);
}

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

void check_feed(const std::string& path, Checked& checked) {
  const auto feed = geo::read::check_feed(path);
  checked.findings.add(feed.findings);
  checked.rows += feed.stop_times;
}

void check_zip(const std::string& path, const CheckOptions& options, Checked& checked) {
  std::vector<ZipMember> members;
  std::vector<std::string> names;
  checked.what = "a feed";
  const std::string file = fs::path(path).filename().string();
  bool is_layer = false;
  keep_refusal(checked, [&] {
    members = zip_members(bytes_of(path), file);
    for (const ZipMember& member : members) names.push_back(member.name);
    is_layer = !is_feed(names) && std::any_of(names.begin(), names.end(),
                                              [](const auto& name) { return is_layer_file(name); });
    if (!is_layer) check_feed(path, checked);
  });
  if (is_layer) check_layers(path, options, checked);
}

void check_feed_folder(const std::string& path, Checked& checked) {
  checked.what = "a feed";
  keep_refusal(checked, [&] { check_feed(path, checked); });
}

void check_file(const std::string& path, const CheckOptions& options, Checked& checked) {
  ++checked.files;
  switch (sort_of_file(path)) {
    case FileSort::description:
      return check_description(path, options, checked);
    case FileSort::osm:
      checked.what = "an OSM extract";
      return keep_refusal(checked, [&] { checked.findings.add(geo::read::check_osm(path)); });
    case FileSort::zip:
      return check_zip(path, options, checked);
    case FileSort::raster: {
      CheckOptions as_cells = options;  // cells never overlap and leave no slivers
      if (as_cells.purpose.empty()) as_cells.purpose = "land_use";
      return check_layers(path, as_cells, checked);
    }
    case FileSort::layer:
    case FileSort::other:
      return check_layers(path, options, checked);
  }
}

void check_folder(const std::string& path, const CheckOptions& options, Checked& checked) {
  const auto files = files_of(path, checked.findings);
  std::size_t done = 0;
  for (const std::string& file : files) {
    if (options.progress) {
      options.progress(fs::path(file).filename().string(),
                       static_cast<double>(done++) / static_cast<double>(files.size()));
    }
    const auto sort = sort_of_file(file);
    if (sort == FileSort::raster || sort == FileSort::other || sort == FileSort::description) {
      continue;
    }
    Checked one;
    check_file(file, options, one);
    one.findings.in_folder(fs::relative(file, path).parent_path().generic_string());
    checked.findings.add(one.findings);
    checked.files += one.files;
    checked.rows += one.rows;
  }
  checked.what = "a folder";
}

}  // namespace

Checked check(const std::string& path, const CheckOptions& options) {
  std::error_code error;
  Checked checked;
  if (path.starts_with("PG:")) {  // a database: the words that open it are no path
    check_layers(path, options, checked);
    return checked;
  }
  if (!fs::exists(path, error)) {
    geo::Finding finding;
    finding.code = "file_missing";
    finding.file = fs::path(path).filename().string();
    finding.what = "there is no file or folder of this name";
    finding.remedy = "check the path";
    throw geo::Error(std::move(finding));
  }
  if (!fs::is_directory(path, error)) {
    check_file(path, options, checked);
  } else if (sort_of_file(path) == FileSort::layer) {  // a File Geodatabase is a folder
    check_layers(path, options, checked);
    checked.files = 1;
  } else if (fs::exists(fs::path(path) / "stops.txt", error) ||
             fs::exists(fs::path(path) / "trips.txt", error) ||
             fs::exists(fs::path(path) / "stop_times.txt", error)) {
    check_feed_folder(path, checked);
    checked.files = 1;
  } else {
    check_folder(path, options, checked);
  }
  return checked;
}

}  // namespace app
