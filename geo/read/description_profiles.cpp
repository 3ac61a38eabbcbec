#include "geo/read/description_profiles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include "geo/core/error.hpp"
#include "geo/core/nearest_word.hpp"
#include "geo/core/opening_hours.hpp"
#include "geo/read/kinds.hpp"

namespace geo::read {
namespace {

namespace fs = std::filesystem;
using description::Profiles;

constexpr const char* shipped_file = "datasets/profiles.toml";
constexpr double slowest_pace = 5, usual_pace = 80;  // metres a minute

bool is_key(const std::string& text) {
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
  return plain && !text.empty() && text.size() <= 30;
}

bool is_language(const std::string& text) {
  const std::string tag = text.substr(0, text.find('-'));
  return (tag.size() == 2 || tag.size() == 3) &&
         std::all_of(tag.begin(), tag.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

void read_hours(Section& section, Profile& profile) {
  profile.hours = section.texts("hours");
  for (const std::string& text : profile.hours) {
    const auto hours = opening_hours(text);
    if (!hours) {
      section.refuse("hours", "description_value",
                     fmt::format("{} is no week of hours", geo::quoted(text)),
                     "write them as OpenStreetMap does, for example \"Mo-Fr 18:00-21:00\"");
    }
    if (!profile.free) profile.free = Week{};
    profile.free->add(hours->open);
  }
}

void read_pace(Section& section, Profile& profile) {
  if (!section.has("pace")) return;
  const double pace = section.number("pace", usual_pace);
  if (!(pace >= slowest_pace && pace <= usual_pace)) {
    section.refuse("pace", "description_value", "a pace lies between 5 and 80 metres a minute",
                   "80 is what the maps take for an adult; leave pace out for that");
  }
  profile.pace = MetresPerMinute{pace};
}

void read_with(Section& section, Profile& profile) {
  for (const std::string& text : section.texts("with")) {
    const auto* found = std::find_if(std::begin(all_with), std::end(all_with),
                                     [&](With with) { return word(with) == text; });
    if (found == std::end(all_with)) {
      section.refuse("with", "description_value",
                     fmt::format("{} is nothing one can have along here", geo::quoted(text)),
                     "use pushchair, wheelchair or carrying");
    }
    if (!profile.goes_with(*found)) profile.with.push_back(*found);
  }
  profile.step_free = profile.goes_with(With::wheelchair);
}

void read_money(Section& section, Profile& profile) {
  if (!section.has("pays")) return;
  profile.pays = section.number("pays", 0);
  if (!std::isfinite(*profile.pays) || *profile.pays < 0) {
    section.refuse("pays", "description_value", "nobody pays less than nothing",
                   "give the most for one visit; 0 for nothing");
  }
}

Profile profile(Section& section) {
  Profile profile;
  profile.key = section.needed_text("key");
  if (!is_key(profile.key)) {
    section.refuse("key", "description_value",
                   "a profile's key becomes part of column names: small letters, digits and _ only",
                   "for example key = \"evenings\"");
  }
  profile.name = section.names("name");
  profile.languages = section.texts("languages");
  for (const std::string& tag : profile.languages) {
    if (is_language(tag)) continue;
    section.refuse("languages", "description_value",
                   fmt::format("{} is no code of a language", geo::quoted(tag)),
                   "use codes such as ar, fr, es, en");
  }
  profile.papers = section.texts("papers");
  profile.is = section.texts("is");
  read_money(section, profile);
  read_hours(section, profile);
  read_pace(section, profile);
  read_with(section, profile);
  return profile;
}

/// Calls `read` with the root of a file of profiles, and reports its unknown keys.
void with_file(const std::string& path, const std::string& shown, Findings& findings,
               const std::function<void(Section&)>& read) {
  toml::table table;
  try {
    table = toml::parse_file(path);
  } catch (const toml::parse_error& error) {
    throw Error({.code = "profiles_unreadable",
                 .what = std::string{error.description()},
                 .file = shown,
                 .place = fmt::format("line {}", error.source().begin.line),
                 .remedy = "check the path and the TOML of this file of profiles"});
  }
  Section root(table, "", shown, findings);
  read(root);
  root.finish();
}

std::string shipped_path() {
  return (fs::path(share_folder()) / shipped_file).string();
}

void with_shipped(Findings& findings, const std::function<void(Section&)>& read) {
  with_file(shipped_path(), shipped_file, findings, read);
}

void add_new(Section& section, Profile profile, std::vector<Profile>& all) {
  for (const Profile& other : all) {
    if (other.key != profile.key) continue;
    section.refuse("key", "profile_repeated",
                   fmt::format("there are two profiles with the key {}", profile.key),
                   "give one of them another key");
  }
  all.push_back(std::move(profile));
}

/// The city's own: those in city.toml and in the files that it names.
std::vector<Profile> own_profiles(Section& root, Description& city) {
  std::vector<Profile> all;
  root.list("profiles", [&](Section& section) {
    if (!section.has("file")) return add_new(section, profile(section), all);
    const std::string file = section.text("file");
    const std::string path = (fs::path(city.folder) / file).string();
    with_file(path, file, section.findings(), [&](Section& own) {
      own.list("profiles", [&](Section& one) { add_new(one, profile(one), all); });
    });
    city.profiles.files.emplace(file, path);
  });
  return all;
}

const Profile* find(const std::vector<Profile>& all, const std::string& key) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Profile& one) { return one.key == key; });
  return found == all.end() ? nullptr : &*found;
}

/// Those of `[analysis] profiles`, a city's own before a shipped one of the same key.
std::vector<Profile> asked_for(Section& root, const std::vector<std::string>& keys,
                               const std::vector<Profile>& own,
                               const std::vector<Profile>& shipped) {
  std::vector<Profile> asked;
  for (const std::string& key : keys) {
    const Profile* found = find(own, key) ? find(own, key) : find(shipped, key);
    if (!found) {
      std::vector<std::string> known;
      for (const auto* list : {&own, &shipped}) {
        for (const Profile& one : *list) known.push_back(one.key);
      }
      const auto near = nearest_word(key, known);
      root.refuse("analysis", "profile_unknown",
                  fmt::format("there is no profile {}", geo::quoted(key)),
                  near ? fmt::format("did you mean {}?", *near)
                       : fmt::format("use one of: {}", fmt::join(known, ", ")));
    }
    if (!find(asked, key)) asked.push_back(*found);
  }
  return asked;
}

}  // namespace

std::vector<Profile> shipped_profiles(Findings& findings) {
  std::vector<Profile> all;
  with_shipped(findings, [&](Section& root) {
    root.allow("rules");
    root.list("profiles", [&](Section& section) { add_new(section, profile(section), all); });
  });
  return all;
}

void read_profiles(Section& root, Description& city) {
  const auto own = own_profiles(root, city);
  const auto& keys = city.analysis.profiles;
  city.profiles.asked = keys ? asked_for(root, *keys, own, shipped_profiles(root.findings())) : own;
  if (city.profiles.asked.empty()) {
    city.profiles.files.clear();  // none was used
    return;
  }
  // Whom papers and languages hinder is written there, whoever is asked about.
  city.profiles.files.emplace(shipped_file, shipped_path());
  with_shipped(root.findings(), [&](Section& shipped) {
    shipped.allow("profiles");
    shipped.table("rules", [&](Section& rules) {
      for (const std::string& kind : rules.texts("wordless")) {
        city.profiles.wordless.emplace_back(kind);
      }
      city.profiles.papers = rules.texts("papers");
    });
  });
}

}  // namespace geo::read
