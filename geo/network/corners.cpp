#include "geo/network/corners.hpp"

#include "geo/network/disjoint_sets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

namespace geo {
namespace {

/// The stops of every line, corners not yet known, beside the place of each.
struct Drawn {
  Corners corners;
  std::vector<Point> at;         ///< of each stop
  std::vector<std::int64_t> id;  ///< of each stop; empty with shared vertices
};

Drawn stops_of(std::span<const StreetLine* const> lines, StreetLines::Topology topology) {
  Drawn drawn;
  drawn.corners.first.push_back(0);
  const auto stop = [&](const StreetLine& line, std::size_t vertex) {
    drawn.corners.stops.push_back({0, static_cast<std::uint32_t>(vertex)});
    drawn.at.push_back(line.line[vertex]);
  };
  for (const StreetLine* line : lines) {
    if (topology == StreetLines::Topology::end_ids) {
      stop(*line, 0);
      stop(*line, line->line.size() - 1);
    } else {
      for (std::size_t vertex = 0; vertex < line->line.size(); ++vertex) stop(*line, vertex);
    }
    if (topology != StreetLines::Topology::shared_vertices) {
      drawn.id.insert(drawn.id.end(), line->vertex_ids.begin(), line->vertex_ids.end());
    }
    drawn.corners.first.push_back(drawn.corners.stops.size());
  }
  return drawn;
}

/// The positions 0 .. n-1 in the order of `less`.
template <class Less>
std::vector<std::uint32_t> positions_by(std::size_t n, Less less) {
  std::vector<std::uint32_t> order(n);
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), less);
  return order;
}

std::string node_name(const StreetLines& source, std::int64_t id) {
  const auto named = source.node_names.find(id);
  return named == source.node_names.end() ? fmt::format("node {}", id) : "node " + named->second;
}

Corners corners_by_id(Drawn drawn, const StreetLines& source, Findings& findings) {
  const auto& id = drawn.id;
  const auto& at = drawn.at;
  const auto order = positions_by(id.size(), [&](std::uint32_t a, std::uint32_t b) {
    return id[a] != id[b] ? id[a] < id[b] : at[a] < at[b];
  });
  auto& corners = drawn.corners;
  double apart = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const bool another = i == 0 || id[order[i]] != id[order[i - 1]];
    if (another) {
      corners.at.push_back(at[order[i]]);
      apart = 0;
    }
    corners.stops[order[i]].corner = static_cast<std::uint32_t>(corners.at.size() - 1);
    const Point home = corners.at.back();
    apart = std::max(apart, std::hypot(at[order[i]].x - home.x, at[order[i]].y - home.y));
    const bool last = i + 1 == order.size() || id[order[i + 1]] != id[order[i]];
    if (last && apart > source.tolerance.value) {
      findings.add({.code = "node_in_several_places",
                    .severity = Severity::warning,
                    .what = fmt::format("lines end {:.2f} m apart at one node", apart),
                    .file = source.file,
                    .feature = node_name(source, id[order[i]]),
                    .place = fmt::format("{:.2f} {:.2f}", home.x, home.y),
                    .remedy = "draw the lines to one point; here they are joined as the ids say"});
    }
  }
  return std::move(corners);
}

struct Cell {
  std::int64_t x;
  std::int64_t y;
  bool operator==(const Cell&) const = default;
};
struct CellHash {
  std::size_t operator()(const Cell& cell) const noexcept {
    const auto mixed = static_cast<std::uint64_t>(cell.x) * 0x9e3779b97f4a7c15U ^
                       static_cast<std::uint64_t>(cell.y) * 0xc2b2ae3d27d4eb4fU;
    return static_cast<std::size_t>(mixed ^ (mixed >> 29));
  }
};

/// Joins all of `places` within `tolerance` of each other. Looks only into the nine squares round
/// each place, so the time is in proportion to the places that are truly close.
DisjointSets joined_places(const std::vector<Point>& places, double tolerance) {
  DisjointSets sets(places.size());
  if (!(tolerance > 0)) return sets;
  const auto cell_of = [&](Point place) {
    return Cell{static_cast<std::int64_t>(std::floor(place.x / tolerance)),
                static_cast<std::int64_t>(std::floor(place.y / tolerance))};
  };
  // Read by key only, so its own order leaves no trace.
  std::unordered_map<Cell, std::uint32_t, CellHash> newest;
  newest.reserve(places.size());
  std::vector<std::uint32_t> previous(places.size());  // in the same cell; itself: no other
  for (std::uint32_t place = 0; place < places.size(); ++place) {
    const Cell cell = cell_of(places[place]);
    for (std::int64_t dx = -1; dx <= 1; ++dx) {
      for (std::int64_t dy = -1; dy <= 1; ++dy) {
        const auto found = newest.find({cell.x + dx, cell.y + dy});
        if (found == newest.end()) continue;
        for (auto other = found->second;; other = previous[other]) {
          const auto& a = places[place];
          const auto& b = places[other];
          if (std::hypot(a.x - b.x, a.y - b.y) <= tolerance) sets.join(place, other);
          if (previous[other] == other) break;
        }
      }
    }
    const auto [mine, fresh] = newest.try_emplace(cell, place);
    previous[place] = fresh ? place : mine->second;
    mine->second = place;
  }
  return sets;
}

Corners corners_by_place(Drawn drawn, Metres tolerance) {
  const auto& at = drawn.at;
  const auto order =
      positions_by(at.size(), [&](std::uint32_t a, std::uint32_t b) { return at[a] < at[b]; });
  std::vector<Point> places;
  std::vector<std::uint32_t> place_of(at.size());
  for (const auto stop : order) {
    if (places.empty() || places.back() != at[stop]) places.push_back(at[stop]);
    place_of[stop] = static_cast<std::uint32_t>(places.size() - 1);
  }
  auto sets = joined_places(places, tolerance.value);
  auto& corners = drawn.corners;
  std::vector<std::uint32_t> corner_of(places.size());
  for (std::uint32_t place = 0; place < places.size(); ++place) {
    const auto leader = sets.leader(place);  // the lowest member, so it came before
    if (leader == place) {
      corner_of[place] = static_cast<std::uint32_t>(corners.at.size());
      corners.at.push_back(places[place]);
    } else {
      corner_of[place] = corner_of[leader];
    }
  }
  for (std::size_t stop = 0; stop < at.size(); ++stop) {
    corners.stops[stop].corner = corner_of[place_of[stop]];
  }
  return std::move(corners);
}

}  // namespace

Corners find_corners(std::span<const StreetLine* const> lines, const StreetLines& source,
                     Findings& findings) {
  auto drawn = stops_of(lines, source.topology);
  return source.topology == StreetLines::Topology::shared_vertices
             ? corners_by_place(std::move(drawn), source.tolerance)
             : corners_by_id(std::move(drawn), source, findings);
}

}  // namespace geo
