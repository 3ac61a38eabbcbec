#include "tests/scene/drawing.hpp"

#include <algorithm>
#include <cctype>
#include <sstream>
#include <stdexcept>

namespace scene {
namespace {

using namespace geo;

/// The picture's lines without the margin that all of them share.
std::vector<std::string> without_margin(const std::string& picture) {
  std::vector<std::string> lines;
  std::istringstream in(picture);
  std::size_t margin = std::string::npos;
  for (std::string line; std::getline(in, line);) {
    const auto first = line.find_first_not_of(' ');
    if (first == std::string::npos && lines.empty()) continue;
    margin = std::min(margin, first);
    lines.push_back(line);
  }
  for (std::string& line : lines) line = line.size() > margin ? line.substr(margin) : "";
  return lines;
}

bool is_corner(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) || c == '+';
}
bool is_place(char c) {
  return std::isdigit(static_cast<unsigned char>(c));
}

struct Sign {
  std::size_t row, column;
};

class Reader {
 public:
  Reader(const std::string& picture, double metres)
      : lines_(without_margin(picture)), metres_(metres) {
    corners();
    for (const auto& [cell, node] : nodes_) {
      stretch({cell.first, cell.second}, node, 0, 1, "-=><.");
      stretch({cell.first, cell.second}, node, 1, 0, "|#^!:");
    }
    lists();
    components();
    doors_at_corners();
  }
  Drawing drawing() && { return std::move(out_); }

 private:
  char sign(Sign at) const {
    if (at.row >= lines_.size() || at.column >= lines_[at.row].size()) return ' ';
    return lines_[at.row][at.column];
  }
  Point point(Sign at) const {
    return {static_cast<double>(at.column) * metres_, -static_cast<double>(at.row) * metres_};
  }

  void corners() {
    for (std::size_t row = 0; row < lines_.size(); ++row) {
      for (std::size_t column = 0; column < lines_[row].size(); ++column) {
        const char c = sign({row, column});
        if (is_place(c)) add_place(c, point({row, column}));
        if (!is_corner(c)) continue;
        const NodeId node = out_.streets.at.push_back(point({row, column}));
        nodes_[{row, column}] = node;
        if (c != '+') {
          add_place(c, point({row, column}));
          out_.corner[c] = node;
        }
      }
    }
  }
  void add_place(char c, Point at) {
    if (!out_.place.emplace(c, at).second) {
      throw std::invalid_argument(std::string("drawn twice: ") + c);
    }
  }

  /// The stretch of street that leaves a corner to the right or down, if there is one.
  void stretch(Sign start, NodeId from, std::size_t down, std::size_t right,
               const std::string& signs) {
    Edge edge{from, from, Metres{0}};
    std::vector<std::pair<char, double>> places;
    Sign at{start.row + down, start.column + right};
    if (signs.find(sign(at)) == std::string::npos && !is_place(sign(at))) return;
    std::size_t cells = 1;
    for (; !is_corner(sign(at)); at = {at.row + down, at.column + right}, ++cells) {
      const char c = sign(at);
      const auto found = signs.find(c);
      if (is_place(c)) {
        places.emplace_back(c, static_cast<double>(cells) * metres_);
      } else if (found == std::string::npos) {
        throw std::invalid_argument("a street leads nowhere");
      } else if (found == 1) {
        edge.steps = true;
      } else if (found == 4) {
        edge.walkable = false;
      } else if (c == '>' || c == '!') {
        edge.on_foot = OneWay::forward;
      } else if (c == '<' || c == '^') {
        edge.on_foot = OneWay::backward;
      }
    }
    edge.to = nodes_.at({at.row, at.column});
    edge.length = Metres{static_cast<double>(cells) * metres_};
    const EdgeId id = out_.streets.edges.push_back(edge);
    out_.streets.lines.push_back(Line{point(start), point(at)});
    out_.streets.names.push_back({sign(start), '-', sign(at)});
    for (const auto& [place, along] : places) {
      if (edge.walkable) out_.door[place] = Door{id, Metres{along}, Metres{0}, ComponentId{}};
    }
  }

  void lists() {
    auto& streets = out_.streets;
    std::vector<std::vector<Street>> at(streets.at.size());
    for (const EdgeId edge : streets.edges.rows()) {
      const auto [from, to] = std::pair{streets.edges[edge].from, streets.edges[edge].to};
      at[from.row()].push_back({edge, to, true});
      at[to.row()].push_back({edge, from, false});
    }
    streets.streets = Lists<NodeId, Street>(at);
  }

  void components() {
    auto& streets = out_.streets;
    std::vector<std::size_t> part(streets.at.size());
    for (std::size_t i = 0; i < part.size(); ++i) part[i] = i;
    for (bool changed = true; changed;) {
      changed = false;
      for (const Edge& edge : streets.edges) {
        if (!edge.walkable) continue;
        auto& a = part[edge.from.row()];
        auto& b = part[edge.to.row()];
        changed = changed || a != b;
        a = b = std::min(a, b);
      }
    }
    std::map<std::size_t, std::size_t> sizes;
    for (const std::size_t p : part) ++sizes[p];
    std::vector<std::pair<std::size_t, std::size_t>> order(sizes.begin(), sizes.end());
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    std::map<std::size_t, ComponentId> id;
    for (const auto& [lowest, size] : order) {
      id[lowest] = ComponentId{id.size()};
      streets.component_nodes.push_back(size);
    }
    for (const std::size_t p : part) streets.component.push_back(id.at(p));
    for (auto& [c, door] : out_.door) {
      door.component = streets.component[streets.edges[door.edge].from];
    }
  }

  void doors_at_corners() {
    for (const auto& [c, node] : out_.corner) {
      for (const Street& street : out_.streets.streets[node]) {
        const Edge& edge = out_.streets.edges[street.edge];
        if (!edge.walkable) continue;
        out_.door[c] = Door{street.edge, street.forward ? Metres{0} : edge.length, Metres{0},
                            out_.streets.component[node]};
        break;
      }
    }
  }

  std::vector<std::string> lines_;
  double metres_;
  std::map<std::pair<std::size_t, std::size_t>, NodeId> nodes_;
  Drawing out_;
};

}  // namespace

Drawing drawing(const std::string& picture, double metres_per_cell) {
  return Reader(picture, metres_per_cell).drawing();
}

}  // namespace scene
