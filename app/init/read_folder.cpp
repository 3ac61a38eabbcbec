#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/init/feed.hpp"
#include "app/init/folder.hpp"
#include "app/init/guess.hpp"
#include "geo/core/error.hpp"
#include "geo/read/read.hpp"

namespace app::init {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

void read_zip(Folder& folder, const std::string& path, const std::string& named) {
  try {
    std::vector<std::string> names;
    for (const auto& member : zip_members(bytes_of(path), named)) names.push_back(member.name);
    if (is_feed(names)) {
      folder.feeds.push_back(named);
    } else {
      folder.left_out.emplace_back(named, "an archive; unpack it first");
    }
  } catch (const geo::Error& error) {
    folder.left_out.emplace_back(named, error.finding().what);
  }
}

void read_layers(Folder& folder, const std::string& path, const std::string& named) {
  std::vector<std::string> names{""};
  try {
    if (const auto found = geo::read::sublayers(path); found.size() > 1) names = found;
  } catch (const geo::Error&) {
    names = {""};  // reading it says why
  }
  for (const std::string& name : names) {
    try {
      geo::Findings findings;
      geo::read::LayerOptions options;
      options.sublayer = name;
      Seen seen;
      seen.layer = geo::read::layer(path, options, findings);
      seen.file = named;
      seen.sublayer = name;
      seen.shape = shape_of(seen.layer);
      seen.columns = columns_of(seen.layer);
      folder.layers.push_back(std::move(seen));
    } catch (const geo::Error& error) {
      folder.left_out.emplace_back(named, error.finding().what);
    }
  }
}

}  // namespace

Folder read_folder(const std::string& path, const Progress& progress) {
  Folder folder;
  folder.path = path;
  geo::Findings findings;
  const auto files = files_of(path, findings);
  std::size_t done = 0;
  for (const std::string& file : files) {
    const std::string named = fs::relative(file, path).generic_string();
    if (progress) progress(named, static_cast<double>(done++) / static_cast<double>(files.size()));
    switch (sort_of_file(file)) {
      case FileSort::osm:
        folder.osm.push_back(named);
        break;
      case FileSort::zip:
        read_zip(folder, file, named);
        break;
      case FileSort::layer:
        read_layers(folder, file, named);
        break;
      case FileSort::raster:
        folder.rasters.push_back(named);
        break;
      case FileSort::description:
      case FileSort::other:
        break;
    }
  }
  return folder;
}

}  // namespace app::init
