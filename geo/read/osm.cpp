#include "geo/read/osm_areas.hpp"
#include "geo/read/osm_foot.hpp"
#include "geo/read/osm_passes.hpp"
#include "geo/read/osm_streets.hpp"
#include "geo/read/read.hpp"

#include <fmt/format.h>

namespace geo::read {
namespace {

/// Streets, polygons and coast in one reading.
class Gathering : public OsmSink {
 public:
  Gathering(StreetSink& streets, std::vector<AreaCollector*> areas)
      : streets_(streets), areas_(std::move(areas)) {}

  std::vector<Geometry> coastline() { return std::move(coastline_); }

  void relation(const osmium::Relation& relation) override {
    streets_.relation(relation);
    for (auto* area : areas_) area->relation(relation);
  }
  void node(const osmium::Node& node) override { streets_.node(node); }
  void way(const osmium::Way& way) override {
    streets_.way(way);
    for (auto* area : areas_) area->way(way);
    if (way.tags().has_tag("natural", "coastline")) add_coast(way);
  }

 private:
  /// Pieces between nodes that are not in the file.
  void add_coast(const osmium::Way& way) {
    Line piece;
    for (const auto& node : way.nodes()) {
      if (node.location().valid()) {
        piece.push_back({node.location().lon(), node.location().lat()});
      } else {
        if (piece.size() > 1) coastline_.push_back(Geometry::of(piece));
        piece.clear();
      }
    }
    if (piece.size() > 1) coastline_.push_back(Geometry::of(std::move(piece)));
  }

  StreetSink& streets_;
  std::vector<AreaCollector*> areas_;
  std::vector<Geometry> coastline_;
};

std::vector<Geometry> shapes_of(std::vector<OsmArea> areas) {
  std::vector<Geometry> shapes;
  shapes.reserve(areas.size());
  for (OsmArea& area : areas) shapes.push_back(Geometry::of(std::move(area.polygons)));
  return shapes;
}

[[noreturn]] void refuse_no_ways(const OsmSource& source, const OsmCounts& counts) {
  throw Error({.code = "osm_no_ways",
               .what = fmt::format("there are {} nodes and no ways in this file: it may be cut off",
                                   counts.nodes),
               .file = source.shown,
               .remedy = "download it again and compare its size or checksum"});
}

/// Ways whose tags do not make them a line: what `medina check` puts together as areas.
bool may_be_area(const osmium::TagList& tags) {
  if (tags.empty()) return false;
  for (const char* line : {"highway", "barrier", "railway", "route", "power", "junction"}) {
    if (tags.has_key(line)) return false;
  }
  return true;
}

}  // namespace

OsmExtract osm(const std::string& path, Findings& findings) {
  const OsmSource source = osm_source(path, findings);
  if (source.change_file) {
    throw Error({.code = "osm_change_file",
                 .what = "this file holds edits (osmChange), not a map",
                 .file = source.shown,
                 .remedy = "apply it to an extract: osmium apply-changes"});
  }
  StreetSink streets(source.shown, findings);
  AreaCollector buildings(is_residential_building, source.shown, findings);
  AreaCollector water(is_water, source.shown, findings);
  Gathering all(streets, {&buildings, &water});
  const OsmCounts counts = read_passes(source, all, findings);
  if (counts.ways == 0) refuse_no_ways(source, counts);
  OsmExtract extract;
  extract.streets = streets.streets();
  extract.ridden = streets.ridden();
  extract.ground.residential = guarded(source, [&] { return shapes_of(buildings.finish()); });
  extract.ground.water = guarded(source, [&] { return shapes_of(water.finish()); });
  extract.ground.coastline = all.coastline();
  if (extract.streets.lines.empty()) {
    throw Error({.code = "osm_no_streets",
                 .what = "no way in this file can be walked",
                 .file = source.shown,
                 .remedy = "use an extract with all highways of the city"});
  }
  return extract;
}

Findings check_osm(const std::string& path) {
  Findings findings;
  const OsmSource source = osm_source(path, findings);
  StreetSink streets(source.shown, findings);
  AreaCollector areas(may_be_area, source.shown, findings);
  Gathering all(streets, {&areas});
  const OsmCounts counts = read_passes(source, all, findings);
  const bool cut_off = source.format == OsmFormat::pbf && counts.ways == 0 &&
                       counts.relations == 0 && counts.untagged_nodes > 1;
  if (cut_off) refuse_no_ways(source, counts);
  const auto polygons = guarded(source, [&] { return areas.finish(); });
  findings.add({.code = "osm_content",
                .severity = Severity::note,
                .what = fmt::format("{} nodes, {} ways, {} relations; {} street lines, {} areas",
                                    counts.nodes, counts.ways, counts.relations,
                                    streets.streets().lines.size(), polygons.size()),
                .file = source.shown});
  if (source.change_file) {
    findings.add({.code = "osm_change_file",
                  .severity = Severity::note,
                  .what = "this file holds edits (osmChange), not a map",
                  .file = source.shown,
                  .remedy = "apply it to an extract before a run: osmium apply-changes"});
  }
  return findings;
}

}  // namespace geo::read
