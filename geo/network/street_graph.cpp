#include "geo/network/street_graph.hpp"

#include "geo/network/corners.hpp"
#include "geo/network/crossings.hpp"
#include "geo/network/disjoint_sets.hpp"
#include "geo/network/length.hpp"
#include "geo/network/street_order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace geo {
namespace {

/// A stretch of one line between two stops, before nodes have their numbers.
struct Piece {
  Stop from;
  Stop to;
};

/// Corners where streets part: any end of a line, and where lines pass through each other.
std::vector<bool> junctions(const Corners& corners, const std::vector<bool>& goes_somewhere) {
  std::vector<std::uint8_t> passes(corners.at.size(), 0);
  const auto pass = [&](std::uint32_t corner) {
    if (passes[corner] < 2) ++passes[corner];
  };
  for (std::size_t line = 0; line < goes_somewhere.size(); ++line) {
    if (!goes_somewhere[line]) continue;
    const auto stops = corners.of_line(line);
    for (std::size_t i = 0; i < stops.size(); ++i) {
      // A vertex drawn twice in a row is one pass.
      if (i == 0 || stops[i].corner != stops[i - 1].corner) pass(stops[i].corner);
    }
    passes[stops.front().corner] = 2;
    passes[stops.back().corner] = 2;
  }
  std::vector<bool> is_junction(passes.size());
  std::transform(passes.begin(), passes.end(), is_junction.begin(),
                 [](std::uint8_t count) { return count == 2; });
  return is_junction;
}

std::span<const Point> between(const StreetLine& line, const Piece& piece) {
  return std::span(line.line).subspan(piece.from.vertex, piece.to.vertex - piece.from.vertex + 1);
}

/// The line cut at its junctions. A piece that goes nowhere (back to its corner within
/// `tolerance`) is left out.
std::vector<Piece> cut(const StreetLine& line, std::span<const Stop> stops,
                       const std::vector<bool>& is_junction, Metres tolerance) {
  std::vector<Piece> pieces;
  Stop from = stops.front();
  for (const Stop& stop : stops.subspan(1)) {
    if (!is_junction[stop.corner]) continue;
    const Piece piece{from, stop};
    if (stop.corner == from.corner && drawn_length(between(line, piece)) <= tolerance) continue;
    pieces.push_back(piece);
    from = stop;
  }
  return pieces;
}

/// The stated length of a line when it can be believed; a finding and nothing when it cannot.
std::optional<Metres> stated_length(const StreetLine& line, Metres drawn, const std::string& file,
                                    Findings& findings) {
  if (!line.length) return std::nullopt;
  const double stated = line.length->value;
  const auto odd = [&](std::string_view code, std::string_view what, std::string_view remedy) {
    findings.add({.code = std::string(code),
                  .severity = Severity::warning,
                  .what = std::string(what),
                  .file = file,
                  .feature = line.id,
                  .value = fmt::format("{:.2f} m, drawn {:.2f} m", stated, drawn.value),
                  .remedy = std::string(remedy)});
  };
  if (!std::isfinite(stated) || stated <= 0) {
    odd("street_length_invalid", "the stated length is not a length",
        "correct it; the drawn length is used");
    return std::nullopt;
  }
  // Slopes and generalised drawing change a length by a few per cent, never by half.
  constexpr double slack = 10;  // m
  if (stated > 2 * drawn.value + slack || stated * 2 + slack < drawn.value) {
    odd("street_length_far_from_drawn", "the stated length is far from the drawn one",
        "check its unit; the stated length is used");
  }
  return line.length;
}

class Builder {
 public:
  Builder(const StreetLines& source, Findings& findings)
      : source_(source),
        findings_(findings),
        lines_(usable_lines(source, findings)),
        corners_(find_corners(lines_, source, findings)) {}

  StreetGraph build() {
    find_lines_that_go();
    number_nodes();
    for (std::size_t line = 0; line < lines_.size(); ++line) {
      if (goes_somewhere_[line]) add_edges(line);
    }
    if (!any_heights_) graph_.rises = {};
    list_streets();
    find_components();
    return std::move(graph_);
  }

 private:
  /// Lines that are one corner only, within the tolerance, are left out.
  void find_lines_that_go() {
    goes_somewhere_.assign(lines_.size(), true);
    for (std::size_t row = 0; row < lines_.size(); ++row) {
      const auto stops = corners_.of_line(row);
      const auto stays = [&](const Stop& stop) { return stop.corner == stops.front().corner; };
      const StreetLine& line = *lines_[row];
      if (!std::all_of(stops.begin(), stops.end(), stays)) continue;
      if (drawn_length(line.line) > source_.tolerance) continue;
      goes_somewhere_[row] = false;
      findings_.add({.code = "street_too_short",
                     .severity = Severity::repair,
                     .what = "this street is no longer than the tolerance",
                     .file = source_.file,
                     .feature = line.id,
                     .place = fmt::format("{:.2f} {:.2f}", line.line[0].x, line.line[0].y),
                     .remedy = "delete it, or lower `tolerance`; it is left out"});
    }
  }

  void number_nodes() {
    is_junction_ = junctions(corners_, goes_somewhere_);
    node_.resize(corners_.at.size());
    for (std::size_t corner = 0; corner < corners_.at.size(); ++corner) {
      if (is_junction_[corner]) node_[corner] = graph_.at.push_back(corners_.at[corner]);
    }
  }

  void add_edges(std::size_t row) {
    const StreetLine& line = *lines_[row];
    const auto pieces = cut(line, corners_.of_line(row), is_junction_, source_.tolerance);
    const Metres drawn = drawn_length(line.line);
    const auto stated = stated_length(line, drawn, source_.file, findings_);
    const double stretch = stated ? *stated / drawn : 1;
    for (const Piece& piece : pieces) {
      const auto course = between(line, piece);
      const Metres length = drawn_length(course) * stretch;
      if (length.value == 0) report_no_length(line, course.front());
      graph_.edges.push_back({.from = node_[piece.from.corner],
                              .to = node_[piece.to.corner],
                              .length = length,
                              .on_foot = line.on_foot,
                              .steps = line.steps,
                              .walkable = line.walkable,
                              .traits = traits(line, piece)});
      add_rises(line, piece);
      graph_.lines.push_back(Line(course.begin(), course.end()));
      graph_.names.push_back(line.name);
      graph_.ids.push_back(line.id);
    }
  }

  /// What holds for the line, and what stands at the vertices of this piece of it. A kerb between
  /// two streets counts on the one that crosses the road.
  static StreetTraits traits(const StreetLine& line, const Piece& piece) {
    StreetTraits traits = line.traits;
    for (const StreetLine::Spot& spot : line.spots) {
      if (spot.vertex < piece.from.vertex || spot.vertex > piece.to.vertex) continue;
      const bool inside = spot.vertex != piece.from.vertex && spot.vertex != piece.to.vertex;
      traits.obstacle = std::max(traits.obstacle, spot.obstacle);
      if (inside || traits.is_crossing) traits.kerb = std::max(traits.kerb, spot.kerb);
    }
    return traits;
  }

  void add_rises(const StreetLine& line, const Piece& piece) {
    std::vector<Rise> parts;
    if (line.heights.size() == line.line.size()) {
      const auto first = line.heights.begin() + piece.from.vertex;
      const auto last = line.heights.begin() + piece.to.vertex;
      Heights heights(first, last + 1);
      if (line.traits.is_even) std::fill(heights.begin() + 1, heights.end() - 1, std::nullopt);
      parts = rises(between(line, piece), heights);
    }
    graph_.rises.append(parts);
    any_heights_ = any_heights_ || !parts.empty();
  }

  void report_no_length(const StreetLine& line, Point at) {
    findings_.add({.code = "street_piece_without_length",
                   .severity = Severity::warning,
                   .what = "two nodes of this street lie at one place",
                   .file = source_.file,
                   .feature = line.id,
                   .place = fmt::format("{:.2f} {:.2f}", at.x, at.y),
                   .remedy = "make them one node; they are joined at no distance"});
  }

  /// Every edge at each of its corners, in edge order: a counting sort.
  void list_streets() {
    std::vector<std::size_t> first(graph_.at.size() + 1, 0);
    for (const Edge& edge : graph_.edges) {
      ++first[edge.from.row() + 1];
      ++first[edge.to.row() + 1];
    }
    std::partial_sum(first.begin(), first.end(), first.begin());
    std::vector<Street> streets(first.back());
    auto next = first;
    for (const EdgeId id : graph_.edges.rows()) {
      const Edge& edge = graph_.edges[id];
      streets[next[edge.from.row()]++] = {id, edge.to, true};
      streets[next[edge.to.row()]++] = {id, edge.from, false};
    }
    for (std::size_t node = 0; node < graph_.at.size(); ++node) {
      graph_.streets.append(std::span(streets).subspan(first[node], first[node + 1] - first[node]));
    }
  }

  void find_components() {
    DisjointSets sets(graph_.at.size());
    for (const Edge& edge : graph_.edges) {
      if (edge.walkable) sets.join(edge.from.row(), edge.to.row());
    }
    std::vector<std::size_t> size(graph_.at.size(), 0);
    for (const NodeId node : graph_.at.rows()) ++size[sets.leader(node.row())];
    std::vector<std::uint32_t> leaders;
    for (const NodeId node : graph_.at.rows()) {
      if (sets.leader(node.row()) == node.row()) leaders.push_back(node.row());
    }
    std::stable_sort(leaders.begin(), leaders.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return size[a] > size[b]; });
    std::vector<std::uint32_t> rank(graph_.at.size());
    for (std::uint32_t i = 0; i < leaders.size(); ++i) {
      rank[leaders[i]] = i;
      graph_.component_nodes.push_back(size[leaders[i]]);
    }
    for (const NodeId node : graph_.at.rows()) {
      graph_.component.push_back(ComponentId{rank[sets.leader(node.row())]});
    }
  }

  const StreetLines& source_;
  Findings& findings_;
  std::vector<const StreetLine*> lines_;  ///< in the order that their content gives
  Corners corners_;
  std::vector<bool> goes_somewhere_;  ///< by line
  std::vector<bool> is_junction_;     ///< by corner
  std::vector<NodeId> node_;          ///< by corner; meaningful at junctions only
  bool any_heights_ = false;
  StreetGraph graph_;
};

}  // namespace

void StreetGraph::freeze() {
  at.freeze();
  edges.freeze();
  lines.freeze();
  names.freeze();
  ids.freeze();
  streets.freeze();
  component.freeze();
  rises.freeze();
}

StreetGraph build_street_graph(const StreetLines& lines, Findings& findings) {
  auto graph = Builder(lines, findings).build();
  // In OSM a crossing without a node is a bridge or a tunnel, drawn so on purpose.
  if (lines.topology != StreetLines::Topology::vertex_ids) {
    report_crossings(graph, lines, findings);
  }
  return graph;
}

}  // namespace geo
