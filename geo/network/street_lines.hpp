#pragma once

#include "geo/core/units.hpp"
#include "geo/network/rises.hpp"
#include "geo/network/street_traits.hpp"
#include "geo/shape/geometry.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace geo {

/// Who may pass along a street on foot, seen in the direction in which it is drawn.
enum class OneWay : std::uint8_t { no, forward, backward };

/// One street line as a source has it, before it is cut into edges at junctions.
struct StreetLine {
  Line line;
  /// The source's own id of each vertex (OSM node references), or of the two ends only (a city's
  /// node columns); empty when the source has none and topology comes from shared vertices.
  std::vector<std::int64_t> vertex_ids;
  std::string id;  ///< the source's id of the line: an OSM way id, a street code
  std::string name;
  OneWay on_foot = OneWay::no;  ///< only where it binds people on foot
  bool steps = false;
  bool walkable = true;  ///< false: kept on the map, closed to people on foot
  StreetTraits traits{};
  Heights heights{};  ///< of each vertex; empty where the source has none
  /// What stands at a vertex, and the kerb there: of the pieces that the vertex lies on.
  struct Spot {
    std::uint32_t vertex;
    Obstacle obstacle = Obstacle::none;
    Kerb kerb = Kerb::unknown;
    auto operator<=>(const Spot&) const = default;
  };
  std::vector<Spot> spots{};
  /// Length as the source states it; measured from the line where it does not.
  std::optional<Metres> length;
};

/// All street lines of one source, and how its topology is to be read.
struct StreetLines {
  enum class Topology { vertex_ids, end_ids, shared_vertices };

  std::vector<StreetLine> lines;
  Topology topology = Topology::shared_vertices;
  Metres tolerance{0.01};  ///< vertices closer than this are one corner (shared_vertices only)
  std::string file;
  std::map<std::int64_t, std::string> node_names;  ///< where vertex ids stand for names: by id
};

}  // namespace geo
