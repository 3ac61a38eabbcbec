#pragma once

#include "geo/core/finding.hpp"
#include "geo/shape/geometry.hpp"

#include <osmium/osm/relation.hpp>
#include <osmium/osm/way.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace geo::read {

/// A polygon of OSM: a closed way or a multipolygon relation.
struct OsmArea {
  bool from_relation = false;
  std::int64_t id = 0;
  std::map<std::string, std::string> tags;
  MultiPolygon polygons;  ///< lon/lat
};

/// Puts polygons together from closed ways and multipolygon relations (libosmium's assembler).
///
/// A relation or way whose nodes or members are missing, and one that cannot be an area even after
/// its small faults are mended, is left out with a finding that names it; each fault is one too.
class AreaCollector {
 public:
  using Wanted = std::function<bool(const osmium::TagList&)>;

  AreaCollector(Wanted wanted, std::string file, Findings& findings);
  ~AreaCollector();

  /// First pass: every relation.
  void relation(const osmium::Relation& relation);
  /// Second pass: every way once, with the locations of its nodes.
  void way(const osmium::Way& way);
  /// All areas, ways before relations, by id.
  std::vector<OsmArea> finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace geo::read
