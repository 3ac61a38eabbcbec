// What real extracts say of their streets, counted beside a script that shares no code.
#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <set>

#include "geo/read/read.hpp"
#include "tests/catch.hpp"

namespace {

namespace fs = std::filesystem;
using geo::Passage;
using geo::StreetLine;
using Counts = std::map<std::string, std::size_t>;

std::optional<std::string> second_opinion(const fs::path& extract) {
  for (const std::string python : {"python3", "/usr/bin/python3"}) {
    if (std::system((python + " -c 'import osmium, tomllib' 2> /dev/null").c_str()) != 0) continue;
    const auto command =
        fmt::format("{} '{}/tests/second_opinion/osm_ways.py' '{}' '{}/datasets/ways.toml'", python,
                    MEDINA_SOURCE, extract.string(), MEDINA_SOURCE);
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    std::string text;
    std::array<char, 256> line{};
    while (pipe && std::fgets(line.data(), line.size(), pipe.get())) text += line.data();
    return text;
  }
  return std::nullopt;
}

std::string word(Passage passage) {
  static const std::array<std::string, 4> words{"none", "forward", "backward", "both"};
  return words[static_cast<std::size_t>(passage)];
}

void count_walked(const geo::StreetTraits& traits, Counts& counts) {
  static const std::array<std::string, 5> surfaces{"", "smooth", "firm", "rough", "loose"};
  const auto& surface = surfaces[static_cast<std::size_t>(traits.surface)];
  ++counts["walked"];
  if (!surface.empty()) ++counts["surface_" + surface];
  if (traits.for_wheelchair) ++counts[*traits.for_wheelchair ? "wheelchair_yes" : "wheelchair_no"];
  if (traits.width_dm) ++counts["width"];
  if (traits.incline_percent) ++counts["incline"];
  if (traits.is_crossing) ++counts["crossing"];
  if (traits.is_even) ++counts["even"];
}

/// Each way once, however many pieces it has.
std::string counted(const geo::read::OsmExtract& extract) {
  Counts counts;
  std::set<std::string> seen;
  for (const auto* lines : {&extract.streets.lines, &extract.ridden.lines}) {
    for (const StreetLine& line : *lines) {
      if (!seen.insert(line.id).second) continue;
      ++counts["bicycle_" + word(line.traits.by_bicycle)];
      ++counts["car_" + word(line.traits.by_car)];
      if (line.walkable) count_walked(line.traits, counts);
    }
  }
  std::string text;
  for (const auto& [key, count] : counts) {
    text += fmt::format("{}{} {}", text.empty() ? "" : " ", key, count);
  }
  return text + "\n";
}

}  // namespace

TEST_CASE("what the streets of Las Palmas state is what an independent script counts", "[real]") {
  const fs::path extract =
      fs::path(MEDINA_SOURCE) /
      "../shared/data/las_palmas/network/example_las_palmas_2023_osm_20230221.osm.pbf";
  if (!fs::exists(extract)) {
    WARN("skipped: the extract of Las Palmas is not beside the repository");
    return;
  }
  const auto other = second_opinion(extract);
  if (!other) {
    WARN("skipped: no Python here has pyosmium (apt install python3-pyosmium)");
    return;
  }
  geo::Findings findings;
  const auto mine = counted(geo::read::osm(extract.string(), findings));
  CHECK(*other == mine);
  CHECK(mine.find("surface_loose") != std::string::npos);
}
