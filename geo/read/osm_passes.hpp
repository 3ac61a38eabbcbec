#pragma once

#include "geo/read/osm_source.hpp"

#include <osmium/osm/node.hpp>
#include <osmium/osm/relation.hpp>
#include <osmium/osm/way.hpp>

namespace geo::read {

/// Takes the objects of an OSM file one by one.
class OsmSink {
 public:
  virtual ~OsmSink() = default;
  virtual void relation(const osmium::Relation&) {}
  virtual void node(const osmium::Node&) {}
  /// A node of the way that is not in the file has no valid location.
  virtual void way(const osmium::Way&) {}
};

struct OsmCounts {
  std::size_t nodes = 0;
  std::size_t untagged_nodes = 0;
  std::size_t ways = 0;
  std::size_t relations = 0;
};

/// Gives all objects to `sink`: relations first, then nodes, then ways with the places of their
/// nodes, whatever their order in the file; each way once, a second of the same id is a finding.
/// Throws Error for history files, nodes that are no place on Earth, and damage.
OsmCounts read_passes(const OsmSource& source, OsmSink& sink, Findings& findings);

}  // namespace geo::read
