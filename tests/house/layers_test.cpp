#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "tests/catch.hpp"

// The layers of the house: who may look into whom. docs/architecture.md draws the same table.

namespace {

namespace fs = std::filesystem;

const std::map<std::string, std::set<std::string>> rooms_before{
    {"geo/core", {}},
    {"geo/shape", {"geo/core"}},
    {"geo/network", {"geo/core", "geo/shape"}},
    {"geo", {"geo/core", "geo/shape", "geo/network"}},
    {"geo/build", {"geo/core", "geo/shape", "geo/network", "geo"}},
    {"geo/read", {"geo/core", "geo/shape", "geo/network", "geo"}},
    {"geo/write", {"geo/core", "geo/shape", "geo/network", "geo"}},
    {"analysis/transit", {"geo/core", "geo/shape", "geo/network", "geo"}},
    {"analysis/travel", {"geo/core", "geo/shape", "geo/network", "geo", "analysis/transit"}},
    {"analysis/stats", {"geo/core"}},
    {"analysis",
     {"geo/core", "geo/shape", "geo/network", "geo", "analysis/transit", "analysis/travel",
      "analysis/stats"}},
    {"analysis/metrics",
     {"geo/core", "geo/shape", "geo/network", "geo", "analysis/transit", "analysis/travel",
      "analysis/stats", "analysis"}},
    {"analysis/privacy",
     {"geo/core", "geo/shape", "geo/network", "geo", "analysis/transit", "analysis/travel",
      "analysis/stats", "analysis"}},
    {"app",
     {"geo/core", "geo/shape", "geo/network", "geo", "geo/build", "geo/read", "geo/write",
      "analysis/transit", "analysis/travel", "analysis/stats", "analysis", "analysis/privacy"}},
};

// The room of a file: its folder, a metric's or app's sub-folders counted to the room they are in.
std::string room_of(const std::string& path) {
  std::string folder = path.substr(0, path.find_last_of('/'));
  for (const char* whole : {"analysis/metrics", "app"}) {
    if (folder.starts_with(whole)) return whole;
  }
  return folder;
}

struct Include {
  std::string file, name;
  bool ours;
};

std::vector<Include> includes() {
  const fs::path source(MEDINA_SOURCE);
  static const std::regex line(R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"])re");
  std::vector<Include> found;
  for (const char* top : {"geo", "analysis", "app"}) {
    for (const auto& entry : fs::recursive_directory_iterator(source / top)) {
      const auto extension = entry.path().extension();
      if (extension != ".hpp" && extension != ".cpp") continue;
      std::ifstream file(entry.path());
      for (std::string text; std::getline(file, text);) {
        std::smatch match;
        if (!std::regex_search(text, match, line)) continue;
        found.push_back(
            {fs::relative(entry.path(), source).generic_string(), match[2], match[1] == "\""});
      }
    }
  }
  return found;
}

bool starts_with_any(const std::string& text, const std::vector<std::string>& starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [&](const std::string& start) { return text.starts_with(start); });
}

}  // namespace

TEST_CASE("each room looks only into itself and the rooms before it") {
  const auto all = includes();
  REQUIRE(all.size() > 100);
  for (const auto& [file, name, ours] : all) {
    if (!ours) continue;
    const std::string from = room_of(file), to = room_of(name);
    INFO(file << " includes " << name);
    REQUIRE(rooms_before.contains(from));
    CHECK((from == to || name == "geo/version.hpp" || rooms_before.at(from).contains(to)));
  }
}

TEST_CASE("file formats stay in geo/read and geo/write") {
  const std::vector<std::string> formats{"gdal", "ogr", "cpl_", "osmium", "sqlite3", "toml"};
  for (const auto& [file, name, ours] : includes()) {
    if (ours || !starts_with_any(name, formats)) continue;
    INFO(file << " includes " << name);
    CHECK(starts_with_any(file, {"geo/read/", "geo/write/"}));
  }
}

TEST_CASE("analysis opens no file") {
  for (const auto& [file, name, ours] : includes()) {
    if (!file.starts_with("analysis/") || ours) continue;
    INFO(file << " includes " << name);
    CHECK_FALSE(starts_with_any(name, {"fstream", "filesystem", "fcntl.h", "unistd.h"}));
  }
}

TEST_CASE("a release is made by the gate alone and writers take nothing else") {
  for (const auto& [file, name, ours] : includes()) {
    INFO(file << " includes " << name);
    if (file.starts_with("geo/write/")) {
      CHECK_FALSE(name == "geo/city.hpp");
      CHECK_FALSE(name.starts_with("analysis/"));
    }
  }
}
