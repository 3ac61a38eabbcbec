#include "geo/read/kinds.hpp"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "geo/core/error.hpp"
#include "geo/read/kinds_words.hpp"

namespace geo::read {
namespace {

namespace fs = std::filesystem;

bool holds_share(const fs::path& folder) {
  std::error_code error;
  return fs::exists(folder / "datasets" / "kinds.toml", error);
}

std::vector<std::string> texts(const toml::table& table, std::string_view key) {
  std::vector<std::string> all;
  if (const auto* list = table.get_as<toml::array>(key)) {
    for (const auto& item : *list) {
      if (const auto* text = item.as_string()) all.push_back(text->get());
    }
  }
  return all;
}

KindEntry entry(std::string name, const toml::table& table) {
  KindEntry entry;
  entry.kind = Kind{std::move(name)};
  if (const auto* names = table.get_as<toml::table>("name")) {
    for (const auto& [language, text] : *names) {
      if (const auto* word = text.as_string()) {
        entry.name.set(std::string{language.str()}, word->get());
      }
    }
  }
  entry.osm = texts(table, "osm");
  entry.osm_named = texts(table, "osm_named");
  entry.words = texts(table, "words");
  entry.essential = table.at_path("essential").value_or(false);
  entry.is_protected = table.at_path("protected").value_or(false);
  return entry;
}

/// Kinds in the order of the file: where two claim one OSM tag, the first has it.
std::vector<KindEntry> read_kinds() {
  const fs::path file = fs::path(share_folder()) / "datasets" / "kinds.toml";
  toml::table table;
  try {
    table = toml::parse_file(file.string());
  } catch (const toml::parse_error& error) {
    throw Error({.code = "kinds_unreadable",
                 .what = std::string{error.description()},
                 .file = "datasets/kinds.toml",
                 .place = fmt::format("line {}", error.source().begin.line),
                 .remedy = "install the program again, or set MEDINA_SHARE"},
                Cause::failed);
  }
  std::vector<std::pair<toml::source_position, KindEntry>> placed;
  for (const auto& [name, node] : table) {
    if (const auto* one = node.as_table()) {
      placed.emplace_back(name.source().begin, entry(std::string{name.str()}, *one));
    }
  }
  std::sort(placed.begin(), placed.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<KindEntry> all;
  for (auto& [place, one] : placed) all.push_back(std::move(one));
  return all;
}

/// Tag -> position of the kind that has it: exact values, and "key=*".
using KindsByTag = std::map<std::string, std::size_t>;

KindsByTag by_tag(std::vector<std::string> KindEntry::*tags_of) {
  KindsByTag tags;
  for (std::size_t i = 0; i < kinds().size(); ++i) {
    for (const std::string& tag : kinds()[i].*tags_of) tags.emplace(tag, i);
  }
  return tags;
}

/// The tags of features with a name, or of those without.
const KindsByTag& kinds_by_tag(bool has_name) {
  static const KindsByTag of_any = by_tag(&KindEntry::osm);
  static const KindsByTag of_named = [] {
    KindsByTag tags = of_any;
    tags.merge(by_tag(&KindEntry::osm_named));
    return tags;
  }();
  return has_name ? of_named : of_any;
}

}  // namespace

std::string share_folder() {
  static const std::string folder = [] {
    if (const char* given = std::getenv("MEDINA_SHARE"); given && *given) {
      if (holds_share(given)) return std::string{given};
      throw Error({.code = "share_missing",
                   .what = "MEDINA_SHARE names a folder without datasets/kinds.toml",
                   .value = quoted(given),
                   .remedy = "set MEDINA_SHARE to the share folder of medina, or unset it"},
                  Cause::failed);
    }
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (!error) {
      const fs::path beside = program.parent_path().parent_path() / "share" / "medina";
      if (holds_share(beside)) return beside.string();
      // From a build folder: the source tree that it lies in.
      for (fs::path up = program.parent_path(); up.has_relative_path(); up = up.parent_path()) {
        if (holds_share(up)) return up.string();
      }
    }
#ifdef MEDINA_SOURCE_FOLDER
    if (holds_share(MEDINA_SOURCE_FOLDER)) return std::string{MEDINA_SOURCE_FOLDER};
#endif
    throw Error({.code = "share_missing",
                 .what = "the program's own data (kinds of services, styles, words) is not found",
                 .remedy = "install medina again, or set MEDINA_SHARE to its share folder"},
                Cause::failed);
  }();
  return folder;
}

const std::vector<KindEntry>& kinds() {
  static const std::vector<KindEntry> all = read_kinds();
  return all;
}

const KindEntry* find_kind(const Kind& kind) {
  static const auto by_name = [] {
    std::map<std::string, const KindEntry*> names;
    for (const KindEntry& entry : kinds()) names.emplace(entry.kind.name(), &entry);
    return names;
  }();
  const auto found = by_name.find(kind.name());
  return found == by_name.end() ? nullptr : found->second;
}

std::optional<Kind> kind_of_tags(const std::map<std::string, std::string>& tags) {
  const auto name = tags.find("name");
  const auto& by_tag = kinds_by_tag(name != tags.end() && !name->second.empty());
  std::optional<std::size_t> exact, any;
  const auto lower = [](std::optional<std::size_t>& best, std::size_t found) {
    if (!best || found < *best) best = found;
  };
  for (const auto& [key, value] : tags) {
    if (const auto found = by_tag.find(key + "=" + value); found != by_tag.end()) {
      lower(exact, found->second);
    }
    if (const auto found = by_tag.find(key + "=*"); found != by_tag.end() && value != "no") {
      lower(any, found->second);
    }
  }
  const auto best = exact ? exact : any;
  if (!best) return std::nullopt;
  return kinds()[*best].kind;
}

std::optional<Kind> kind_of_words(const std::string& text) {
  constexpr std::size_t stem =
      6;  // letters from which a word may also be the start of a longer one
  struct Said {
    std::string word;
    const KindEntry* entry;
  };
  static const auto vocabulary = [] {
    std::vector<Said> all;
    for (const KindEntry& entry : kinds()) {
      for (const std::string& word : entry.words) all.push_back({plain_words(word), &entry});
    }
    return all;
  }();
  const std::string said = " " + plain_words(text) + " ";
  const Said* best = nullptr;
  for (const Said& one : vocabulary) {
    if (best && one.word.size() <= best->word.size()) continue;
    const bool whole = said.find(" " + one.word + " ") != std::string::npos;
    const bool starts = one.word.size() >= stem && said.find(" " + one.word) != std::string::npos;
    if (whole || starts) best = &one;
  }
  if (!best) return std::nullopt;
  return best->entry->kind;
}

}  // namespace geo::read
