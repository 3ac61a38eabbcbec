#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "geo/core/kind.hpp"
#include "geo/core/names.hpp"

namespace geo::read {

/// One kind of service in the shared vocabulary (`datasets/kinds.toml`).
struct KindEntry {
  Kind kind;
  Names name;
  std::vector<std::string> osm;        ///< "amenity=school", "shop=*"
  std::vector<std::string> osm_named;  ///< of a feature that has a name
  std::vector<std::string> words;      ///< lower case, without accents: how cities name it
  bool essential = false;
  bool is_protected = false;  ///< its places are counted but never shown
};

/// The vocabulary that ships with the program, found beside it or where MEDINA_SHARE says.
const std::vector<KindEntry>& kinds();
const KindEntry* find_kind(const Kind& kind);

/// The kind of a set of OSM tags; the most particular mapping wins.
std::optional<Kind> kind_of_tags(const std::map<std::string, std::string>& tags);

/// The kind that a city's own category text most likely means, by the vocabulary's words.
std::optional<Kind> kind_of_words(const std::string& text);

/// Folder with the program's own data: datasets/kinds.toml, styles/.
std::string share_folder();

}  // namespace geo::read
