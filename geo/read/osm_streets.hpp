#pragma once

#include "geo/network/street_lines.hpp"
#include "geo/read/osm_foot.hpp"
#include "geo/read/osm_passes.hpp"

#include <map>
#include <string>
#include <unordered_map>
#include <utility>

namespace geo::read {

/// Gathers the ways that people walk. A way is cut where a node is missing; findings count every
/// missing node, and name ways that have fewer than two nodes or two nodes at one place.
class StreetSink : public OsmSink {
 public:
  StreetSink(std::string file, Findings& findings) : file_(std::move(file)), findings_(findings) {}

  void relation(const osmium::Relation& relation) override;
  void node(const osmium::Node& node) override;
  void way(const osmium::Way& way) override;

  /// Streets in lon/lat in the order of their ids.
  StreetLines streets() { return sorted(std::move(streets_)); }
  /// Alike the ways where nobody walks, and bicycles or cars may go.
  StreetLines ridden() { return sorted(std::move(ridden_)); }

 private:
  struct Square {
    std::int64_t relation;
    FootWay foot;
    std::string name;
  };
  void look_at(const osmium::Way& way);
  void add(const osmium::Way& way, const FootWay& foot, const std::string& name);
  void add_pieces(const osmium::Way& way, StreetLine street, StreetLines& to) const;
  StreetLines sorted(StreetLines lines) const;

  std::string file_;
  Findings& findings_;
  std::map<std::int64_t, Square> squares_;                    ///< by member way
  std::unordered_map<std::int64_t, StreetLine::Spot> spots_;  ///< by node; looked up only
  StreetLines streets_, ridden_;
};

}  // namespace geo::read
