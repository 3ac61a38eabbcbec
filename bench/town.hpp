#pragma once

// Towns to measure on: a city's main part, every vertex of its streets a corner if wanted, and
// mirrored to any size so that its local structure stays as it is.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/travel/way.hpp"
#include "geo/city.hpp"

namespace town {

/// Corners, streets and the services at corners. All that engines are compared on.
struct Town {
  geo::StreetGraph streets;
  std::vector<std::uint32_t> places;        ///< corner of each service
  std::vector<std::string> kinds;           ///< of each service
  std::vector<geo::Door> place_doors;       ///< of each service, exactly where it is
  std::vector<std::uint32_t> home_corners;  ///< corner of each home
  std::vector<geo::Door> home_doors;
};

struct Raw {
  std::vector<geo::Point> at;
  std::vector<geo::Edge> edges;
};

inline geo::StreetGraph graph(const Raw& raw) {
  geo::StreetGraph streets;
  std::vector<std::vector<geo::Street>> at(raw.at.size());
  for (const geo::Point point : raw.at) streets.at.push_back(point);
  for (const geo::Edge& edge : raw.edges) {
    const geo::EdgeId id = streets.edges.push_back(edge);
    at[edge.from.row()].push_back({id, edge.to, true});
    at[edge.to.row()].push_back({id, edge.from, false});
  }
  streets.streets = geo::Lists<geo::NodeId, geo::Street>(at);
  return streets;
}

inline geo::Edge edge_between(std::size_t from, std::size_t to, geo::Metres length,
                              const geo::Edge& like) {
  geo::Edge edge = like;
  edge.from = geo::NodeId{from};
  edge.to = geo::NodeId{to};
  edge.length = length;
  return edge;
}

/// The city's main part. Places stand at the nearest corner of the street of their first door, and
/// keep the door.
class Cutter {
 public:
  Cutter(const geo::City& city, bool every_vertex) : city_(city), every_vertex_(every_vertex) {}

  Town town() {
    std::vector<std::uint32_t> corner(city_.streets.at.size(), 0);
    for (const geo::NodeId node : city_.streets.at.rows()) {
      if (city_.streets.component[node] != geo::ComponentId{0}) continue;
      corner[node.row()] = static_cast<std::uint32_t>(raw_.at.size());
      raw_.at.push_back(city_.streets.at[node]);
    }
    for (const geo::EdgeId id : city_.streets.edges.rows()) {
      const geo::Edge& edge = city_.streets.edges[id];
      if (!edge.walkable || city_.streets.component[edge.from] != geo::ComponentId{0}) continue;
      cut(id, corner[edge.from.row()], corner[edge.to.row()]);
    }
    Town result;
    for (const geo::ServiceId service : city_.services.kind.rows()) {
      if (city_.services.doors[service].empty()) continue;
      const auto placed = place(city_.services.doors[service].front());
      if (!placed) continue;
      result.places.push_back(placed->corner);
      result.place_doors.push_back(placed->door);
      result.kinds.push_back(city_.services.kind[service].name());
    }
    for (const geo::HomeId home : city_.homes.door.rows()) {
      if (!city_.homes.door[home]) continue;
      const auto placed = place(*city_.homes.door[home]);
      if (!placed) continue;
      result.home_corners.push_back(placed->corner);
      result.home_doors.push_back(placed->door);
    }
    result.streets = graph(raw_);
    return result;
  }

 private:
  struct StopAt {
    double along;
    std::uint32_t corner;
    geo::EdgeId piece;  ///< of the street, that ends here; of the first the one that starts
  };
  struct Placed {
    std::uint32_t corner;
    geo::Door door;  ///< on its piece of the street
  };

  std::optional<Placed> place(const geo::Door& door) const {
    const auto found = stops_.find(door.edge);
    if (found == stops_.end()) return std::nullopt;
    const auto& stops = found->second;
    const auto near =
        std::min_element(stops.begin(), stops.end(), [&](const auto& a, const auto& b) {
          return std::abs(a.along - door.along.value) < std::abs(b.along - door.along.value);
        });
    auto last = stops.begin() + 1;
    while (last + 1 != stops.end() && last->along < door.along.value) ++last;
    geo::Door on_piece = door;
    on_piece.edge = last->piece;
    on_piece.along = geo::Metres{
        std::clamp(door.along.value - (last - 1)->along, 0.0, last->along - (last - 1)->along)};
    on_piece.component = geo::ComponentId{0};
    return Placed{near->corner, on_piece};
  }

  void cut(geo::EdgeId id, std::uint32_t from, std::uint32_t to) {
    const geo::Edge& edge = city_.streets.edges[id];
    const geo::Line& line = city_.streets.lines[id];
    auto& stops = stops_[id];
    stops.push_back({0, from, geo::EdgeId{raw_.edges.size()}});
    double drawn = 0, along = 0;
    for (std::size_t i = 1; i < line.size(); ++i) drawn += length(line[i - 1], line[i]);
    if (every_vertex_ && drawn > 0) {
      for (std::size_t i = 1; i + 1 < line.size(); ++i) {
        along += length(line[i - 1], line[i]) / drawn * edge.length.value;
        stops.push_back({along, static_cast<std::uint32_t>(raw_.at.size()), {}});
        raw_.at.push_back(line[i]);
      }
    }
    stops.push_back({edge.length.value, to, {}});
    for (std::size_t i = 1; i < stops.size(); ++i) {
      stops[i].piece = geo::EdgeId{raw_.edges.size()};
      raw_.edges.push_back(edge_between(stops[i - 1].corner, stops[i].corner,
                                        geo::Metres{stops[i].along - stops[i - 1].along}, edge));
    }
  }
  static double length(geo::Point a, geo::Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

  const geo::City& city_;
  bool every_vertex_;
  Raw raw_;
  std::map<geo::EdgeId, std::vector<StopAt>> stops_;
};

/// `tiles` x `tiles` copies, every other one reflected; corners within 150 m of a border that two
/// copies share are joined to their own image across it.
inline Town mirrored(const Town& one, std::size_t tiles) {
  constexpr double near = 150;
  double low_x = 1e300, high_x = -1e300, low_y = 1e300, high_y = -1e300;
  for (const geo::Point at : one.streets.at) {
    low_x = std::min(low_x, at.x), high_x = std::max(high_x, at.x);
    low_y = std::min(low_y, at.y), high_y = std::max(high_y, at.y);
  }
  const double wide = high_x - low_x, tall = high_y - low_y;
  const std::size_t corners = one.streets.at.size();
  Raw raw;
  Town many;
  for (std::size_t row = 0; row < tiles; ++row) {
    for (std::size_t column = 0; column < tiles; ++column) {
      const std::size_t first = raw.at.size();
      const auto across = [&](double from_border, std::size_t corner, std::size_t other) {
        if (from_border > near) return;
        geo::Edge edge;
        raw.edges.push_back(
            edge_between(first + corner, other, geo::Metres{2 * from_border}, edge));
      };
      for (std::size_t corner = 0; corner < corners; ++corner) {
        const geo::Point at = one.streets.at[geo::NodeId{corner}];
        const double x = column % 2 ? high_x - at.x : at.x - low_x;
        const double y = row % 2 ? high_y - at.y : at.y - low_y;
        raw.at.push_back(
            {static_cast<double>(column) * wide + x, static_cast<double>(row) * tall + y});
        if (column > 0) across(x, corner, first - corners + corner);
        if (row > 0) across(y, corner, first - tiles * corners + corner);
      }
      for (const geo::Edge& edge : one.streets.edges) {
        raw.edges.push_back(
            edge_between(first + edge.from.row(), first + edge.to.row(), edge.length, edge));
      }
      for (std::size_t place = 0; place < one.places.size(); ++place) {
        many.places.push_back(static_cast<std::uint32_t>(first) + one.places[place]);
        many.kinds.push_back(one.kinds[place]);
      }
    }
  }
  many.streets = graph(raw);
  return many;
}

}  // namespace town
