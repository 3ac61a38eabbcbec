#include "geo/read/osm_areas.hpp"

#include "geo/read/osm_passes.hpp"
#include "geo/shape/polygons.hpp"
#include "tests/catch.hpp"
#include "tests/geo/read/osm_grid.hpp"
#include "tests/volume.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>

namespace {

namespace fs = std::filesystem;
using geo::MultiPolygon;
using geo::Point;

const fs::path grid = fs::path(MEDINA_SOURCE) / "../shared/bad-inputs/osm/grid";

/// All areas of a file, and every line from node to node that its areas are drawn with.
class Everything : public geo::read::OsmSink {
 public:
  explicit Everything(geo::Findings& findings)
      : areas([](const osmium::TagList& tags) { return !tags.empty(); }, "data.osm", findings) {}
  void relation(const osmium::Relation& relation) override {
    areas.relation(relation);
    for (const auto& member : relation.members()) members.insert(member.ref());
  }
  void way(const osmium::Way& way) override {
    areas.way(way);
    // With relations in the file the outline is that of their members, each once.
    if (!members.empty() && members.count(way.id()) == 0) return;
    for (std::size_t i = 1; i < way.nodes().size(); ++i) {
      const auto a = way.nodes()[i - 1].location();
      const auto b = way.nodes()[i].location();
      if (a.valid() && b.valid()) lines.push_back({{a.lon(), a.lat()}, {b.lon(), b.lat()}});
    }
  }

  geo::read::AreaCollector areas;
  std::set<std::int64_t> members;
  std::vector<std::pair<Point, Point>> lines;
};

/// Whether a line from the place to the east meets an odd number of lines: the even-odd rule.
template <class Lines>
bool enclosed(Point place, const Lines& lines) {
  bool inside = false;
  for (const auto& [a, b] : lines) {
    if ((a.y > place.y) == (b.y > place.y)) continue;
    if (a.x + (place.y - a.y) / (b.y - a.y) * (b.x - a.x) > place.x) inside = !inside;
  }
  return inside;
}

std::vector<std::pair<Point, Point>> outlines(const MultiPolygon& polygons) {
  std::vector<std::pair<Point, Point>> lines;
  const auto add = [&](const geo::Ring& ring) {
    for (std::size_t i = 1; i < ring.size(); ++i) lines.emplace_back(ring[i - 1], ring[i]);
  };
  for (const auto& polygon : polygons) {
    add(polygon.shell);
    for (const auto& hole : polygon.holes) add(hole);
  }
  return lines;
}

/// The polygons of "MULTIPOLYGON(((x y,x y),(...)),((...)))"; none for "INVALID".
MultiPolygon polygons_of(const std::string& wkt) {
  MultiPolygon polygons;
  int depth = 0;
  std::size_t i = 0;
  while (i < wkt.size()) {
    if (wkt[i] == '(') {
      ++depth;
      if (depth == 2) polygons.emplace_back();
      if (depth == 3 && !polygons.back().shell.empty()) polygons.back().holes.emplace_back();
      ++i;
    } else if (wkt[i] == ')') {
      --depth;
      ++i;
    } else if (depth == 3 && (std::isdigit(static_cast<unsigned char>(wkt[i])) || wkt[i] == '-')) {
      std::size_t used = 0;
      const double x = std::stod(wkt.substr(i), &used);
      i += used;
      const double y = std::stod(wkt.substr(i), &used);
      i += used;
      auto& polygon = polygons.back();
      (polygon.holes.empty() ? polygon.shell : polygon.holes.back()).push_back({x, y});
    } else {
      ++i;
    }
  }
  return polygons;
}

bool same_ground(const MultiPolygon& a, const MultiPolygon& b) {
  return geo::area(geo::difference(a, b)).value < 1e-12 &&
         geo::area(geo::difference(b, a)).value < 1e-12;
}

/// Areas of a file of the grid and whether they are the ones published for it.
MultiPolygon assembled(const fs::path& file, geo::Findings& findings) {
  Everything all(findings);
  geo::read::read_passes(geo::read::osm_source(file.string(), findings), all, findings);
  MultiPolygon polygons;
  for (const auto& area : all.areas.finish()) {
    // Where relation and way are both areas, the published one is the relation's.
    if (!all.members.empty() && !area.from_relation) continue;
    polygons.insert(polygons.end(), area.polygons.begin(), area.polygons.end());
  }
  return polygons;
}

}  // namespace

TEST_CASE("areas are those that the OSM test grid publishes", "[real]") {
  if (!fs::exists(grid)) {
    WARN("skipped: no OSM test grid beside the repository");
    return;
  }
  for (const auto& [id, allowed] : osm_grid::published()) {
    const auto file = grid / std::to_string(id / 100) / std::to_string(id) / "data.osm";
    if (!fs::exists(file)) continue;
    geo::Findings findings;
    const auto polygons = assembled(file, findings);
    INFO("grid " << id);
    bool found = false;
    for (const std::string& wkt : allowed) {
      const auto wanted = polygons_of(wkt);
      found = found || (wanted.empty() ? polygons.empty()
                                       : !polygons.empty() && same_ground(wanted, polygons));
    }
    CHECK(found);
    const bool left_out = polygons.empty();
    CHECK(left_out == findings.has("osm_area_invalid"));
  }
}

TEST_CASE("a place lies in an area when an odd number of its lines enclose it", "[real]") {
  if (!fs::exists(grid)) {
    WARN("skipped: no OSM test grid beside the repository");
    return;
  }
  const volume::Trial trial("a place lies in an area by counting lines", {200, 5000},
                            "places in each file");
  INFO("seed " << trial.seed());
  std::mt19937 random(trial.seed());
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(grid)) {
    if (entry.path().filename() != "data.osm") continue;
    geo::Findings findings;
    const auto polygons = assembled(entry.path(), findings);
    if (polygons.empty()) continue;
    Everything all(findings);
    geo::read::read_passes(geo::read::osm_source(entry.path().string(), findings), all, findings);
    ++files;
    INFO(entry.path());
    const auto box = geo::box_of(geo::Geometry::of(polygons));
    std::uniform_real_distribution<double> east(box.low.x, box.high.x);
    std::uniform_real_distribution<double> north(box.low.y, box.high.y);
    // A way that lies upon another counts once for the ground, twice for the rule: such files are
    // mended by the assembler, so only their published areas say what is right.
    if (findings.has("osm_area_fault")) continue;
    for (std::size_t i = 0; i < trial.rounds(); ++i) {
      const Point place{east(random), north(random)};
      CHECK(enclosed(place, all.lines) == enclosed(place, outlines(polygons)));
    }
  }
  CHECK(files > 50);
}
