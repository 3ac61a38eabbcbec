#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "geo/core/error.hpp"
#include "geo/layers.hpp"

namespace geo::read {

/// How findings and results name a source: a database never by the words that open it.
std::string named_as(const std::string& path);

Finding about(const description::Source& source, std::string code, Severity severity,
              std::string what, std::string remedy);

/// Each distinct value of a column, as keys are written.
std::set<std::string> values_of(const Layer& layer, const std::string& column);

/// Reads the sources of one description one after another and keeps the books: which files were
/// read, what was found in them, how far the work is.
class LayerBooks {
 public:
  using Progress = std::function<void(std::string_view, double)>;

  /// `folder`: where relative paths begin. `progress` is kept by reference.
  LayerBooks(const Description& description, std::string folder, const Progress& progress);

  Layers& all() { return all_; }  ///< what was read so far; whoever reads a layer puts it there
  Layers closed() &&;             ///< everything, its files in order

  const std::string& folder() const { return folder_; }
  std::string path(const std::string& named) const;
  void say(const std::string& what);  ///< that this is read now

  /// One layer with the rows that its source chooses; of a raster only what the neighbourhoods
  /// cover. Throws Error naming the file as city.toml does.
  Layer one(const description::Source& source, bool places = true, bool heights = false);
  /// The same, where no finding may say where a row is.
  Layer unlocated(const description::Source& source, bool places);

  /// The map of `kind_from`, from its file or as written in city.toml.
  std::map<std::string, std::string> mapped(const description::KindMap& from);

  /// Enters a file, and those beside a shapefile that belong to it, once. `layer`: what was read of
  /// it, where that tells more.
  void list(const description::Source& source, const Layer* layer);
  void list_file(const description::Source& source, const std::string& named, const Layer* layer);
  /// What the profiles say decides what the run tells of them, as any layer does.
  void list_profiles();

  /// What `read` reads, with its findings and errors naming files the way city.toml does.
  template <class Read>
  auto as_named(const std::string& named, Read read) {
    const std::string folder = std::filesystem::path(named).parent_path().string();
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

 private:
  bool listed(const std::string& named) const;

  std::string folder_;
  const Progress& progress_;
  Layers all_;
  double done_ = 0, steps_ = 1;
};

}  // namespace geo::read
