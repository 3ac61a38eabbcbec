#pragma once

#include "geo/network/street_graph.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace drawn {

/// A street line from its course, topology from shared vertices.
inline geo::StreetLine street(std::string id, geo::Line line) {
  geo::StreetLine street;
  street.line = std::move(line);
  street.id = std::move(id);
  return street;
}

inline geo::StreetLines streets(std::vector<geo::StreetLine> lines) {
  geo::StreetLines all;
  all.lines = std::move(lines);
  all.file = "streets.shp";
  return all;
}

/// Streets between random corners of a 12 x 12 chessboard with squares of 100 m, some bent, some
/// closed to people on foot: several parts, dead ends and crossings without a corner.
inline geo::StreetLines random_town(std::uint32_t seed, std::size_t streets_wanted) {
  std::mt19937 random(seed);
  const auto upto = [&](std::uint32_t n) { return static_cast<double>(random() % n); };
  std::vector<geo::StreetLine> lines;
  for (std::size_t i = 0; i < streets_wanted; ++i) {
    const geo::Point from{100 * upto(12), 100 * upto(12)};
    geo::Line line{from};
    const auto bends = 1 + random() % 4;
    for (std::uint32_t bend = 0; bend < bends; ++bend) {
      const geo::Point last = line.back();
      line.push_back({last.x + 100 * (upto(3) - 1), last.y + 100 * (upto(3) - 1) + upto(2) * 7});
    }
    auto drawn = street(std::to_string(i), line);
    drawn.walkable = random() % 10 != 0;
    lines.push_back(std::move(drawn));
  }
  return streets(std::move(lines));
}

/// All of a graph, to compare two with ==.
inline bool same(const geo::StreetGraph& a, const geo::StreetGraph& b) {
  const auto same_edge = [](const geo::Edge& x, const geo::Edge& y) {
    return x.from == y.from && x.to == y.to && x.length == y.length && x.on_foot == y.on_foot &&
           x.steps == y.steps && x.walkable == y.walkable;
  };
  return a.at == b.at && a.lines == b.lines && a.names == b.names && a.ids == b.ids &&
         a.component == b.component && a.component_nodes == b.component_nodes &&
         std::equal(a.edges.begin(), a.edges.end(), b.edges.begin(), b.edges.end(), same_edge);
}

}  // namespace drawn
