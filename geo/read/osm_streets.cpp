#include "geo/read/osm_streets.hpp"

#include "geo/read/osm_traits.hpp"
#include "geo/read/ways.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace geo::read {
namespace {

std::int64_t number_of(const std::string& id) {
  std::int64_t number = 0;
  std::from_chars(id.data(), id.data() + id.size(), number);
  return number;
}

}  // namespace

void StreetSink::relation(const osmium::Relation& relation) {
  if (std::string_view{relation.tags().get_value_by_key("type", "")} != "multipolygon") return;
  const auto foot = on_foot(relation.tags());
  if (!foot) return;
  const Square square{relation.id(), FootWay{OneWay::no, foot->steps},
                      relation.tags().get_value_by_key("name", "")};
  for (const auto& member : relation.members()) {
    if (member.type() != osmium::item_type::way) continue;
    auto& known = squares_.try_emplace(member.ref(), square).first->second;
    if (square.relation < known.relation) known = square;
  }
}

void StreetSink::node(const osmium::Node& node) {
  if (node.tags().empty()) return;
  const auto spot = spot_of(node.tags(), shipped_ways().words);
  if (spot != StreetLine::Spot{}) spots_[node.id()] = spot;
}

void StreetSink::way(const osmium::Way& way) {
  look_at(way);
  if (const auto foot = on_foot(way.tags())) {
    add(way, *foot, way.tags().get_value_by_key("name", ""));
    return;
  }
  // The outline of a square that is a relation, unless its own tags make it a road.
  const auto square = squares_.find(way.id());
  if (square != squares_.end() && !way.tags().has_key("highway")) {
    add(way, square->second.foot, square->second.name);
    return;
  }
  StreetLine street;
  street.traits = traits_of(way.tags(), shipped_ways().words);
  if (street.traits.by_bicycle == Passage::none && street.traits.by_car == Passage::none) return;
  street.name = way.tags().get_value_by_key("name", "");
  street.walkable = false;
  add_pieces(way, std::move(street), ridden_);
}

void StreetSink::look_at(const osmium::Way& way) {
  const auto report = [&](std::string_view code, std::string_view what, std::string place,
                          std::string_view remedy, Severity severity) {
    findings_.add({.code = std::string(code),
                   .severity = severity,
                   .what = std::string(what),
                   .file = file_,
                   .feature = fmt::format("way {}", way.id()),
                   .place = std::move(place),
                   .remedy = std::string(remedy)});
  };
  const auto& nodes = way.nodes();
  const bool goes = std::any_of(nodes.begin(), nodes.end(), [&](const osmium::NodeRef& node) {
    return node.ref() != nodes.front().ref();
  });
  if (!goes) {
    report("osm_way_too_short", "this way has fewer than two distinct nodes", "",
           "mend it in OSM; it is left out", Severity::repair);
    return;
  }
  for (const auto& node : nodes) {
    if (node.location().valid()) continue;
    report("osm_node_missing", "a node of this way is not in the file",
           fmt::format("node {}", node.ref()),
           "cut the extract with complete ways; the way is cut there", Severity::warning);
  }
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    if (nodes[i].ref() == nodes[i - 1].ref() || !nodes[i].location().valid() ||
        nodes[i].location() != nodes[i - 1].location()) {
      continue;
    }
    report("osm_nodes_at_one_place", "two nodes in a row lie at one place",
           fmt::format("nodes {} and {}", nodes[i - 1].ref(), nodes[i].ref()),
           "make them one node in OSM", Severity::repair);
  }
}

void StreetSink::add(const osmium::Way& way, const FootWay& foot, const std::string& name) {
  StreetLine street;
  street.name = name;
  street.on_foot = foot.direction;
  street.steps = foot.steps;
  street.traits = traits_of(way.tags(), shipped_ways().words);
  add_pieces(way, std::move(street), streets_);
}

void StreetSink::add_pieces(const osmium::Way& way, StreetLine street, StreetLines& to) const {
  street.id = std::to_string(way.id());
  const auto end_piece = [&] {
    // Nodes at one place are told apart by id only, so a piece may be long in nodes and go nowhere.
    const bool goes = std::any_of(street.vertex_ids.begin(), street.vertex_ids.end(),
                                  [&](std::int64_t id) { return id != street.vertex_ids.front(); });
    if (goes) to.lines.push_back(street);
    street.line.clear();
    street.vertex_ids.clear();
    street.spots.clear();
  };
  for (const auto& node : way.nodes()) {
    if (!node.location().valid()) {
      end_piece();
      continue;
    }
    if (const auto found = spots_.find(node.ref()); found != spots_.end()) {
      street.spots.push_back(found->second);
      street.spots.back().vertex = static_cast<std::uint32_t>(street.line.size());
    }
    street.line.push_back({node.location().lon(), node.location().lat()});
    street.vertex_ids.push_back(node.ref());
  }
  end_piece();
}

StreetLines StreetSink::sorted(StreetLines lines) const {
  lines.topology = StreetLines::Topology::vertex_ids;
  lines.file = file_;
  std::stable_sort(
      lines.lines.begin(), lines.lines.end(),
      [](const StreetLine& a, const StreetLine& b) { return number_of(a.id) < number_of(b.id); });
  return lines;
}

}  // namespace geo::read
