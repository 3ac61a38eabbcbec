#include "geo/network/street_order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <compare>

namespace geo {
namespace {

/// A whole number in text as its sign and its digits without leading zeros; not a number: nothing.
struct WholeNumber {
  bool is_number = false;
  bool negative = false;
  std::string_view digits;
};

WholeNumber whole_number(std::string_view text) {
  WholeNumber number;
  if (text.starts_with('-')) {
    number.negative = true;
    text.remove_prefix(1);
  }
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) return {};
  const auto first = text.find_first_not_of('0');
  number.digits = first == std::string_view::npos ? std::string_view{} : text.substr(first);
  if (number.digits.empty()) number.negative = false;
  number.is_number = true;
  return number;
}

std::strong_ordering by_value(const WholeNumber& a, const WholeNumber& b) {
  if (a.negative != b.negative) {
    return a.negative ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  auto order = a.digits.size() <=> b.digits.size();
  if (order == 0) order = a.digits.compare(b.digits) <=> 0;
  return a.negative ? 0 <=> order : order;
}

std::strong_ordering by_id(std::string_view a, std::string_view b) {
  const auto number_a = whole_number(a);
  const auto number_b = whole_number(b);
  if (number_a.is_number != number_b.is_number) {
    return number_a.is_number ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  if (number_a.is_number) {
    if (const auto order = by_value(number_a, number_b); order != 0) return order;
    if (a.size() != b.size()) return a.size() <=> b.size();
  }
  return a.compare(b) <=> 0;
}

std::partial_ordering by_course(const StreetLine& a, const StreetLine& b) {
  if (const auto order = a.line <=> b.line; order != 0) return order;
  return a.vertex_ids <=> b.vertex_ids;
}

bool before(const StreetLine* a, const StreetLine* b) {
  if (const auto order = by_id(a->id, b->id); order != 0) return order < 0;
  if (const auto order = by_course(*a, *b); order != 0) return order < 0;
  if (a->name != b->name) return a->name < b->name;
  if (a->on_foot != b->on_foot) return a->on_foot < b->on_foot;
  if (a->steps != b->steps) return a->steps < b->steps;
  if (a->walkable != b->walkable) return a->walkable > b->walkable;
  if (a->traits != b->traits) return a->traits < b->traits;
  if (a->spots != b->spots) return a->spots < b->spots;
  if (a->heights != b->heights) return a->heights < b->heights;
  const double length_a = a->length ? a->length->value : -1;
  const double length_b = b->length ? b->length->value : -1;
  return length_a < length_b;
}

/// Why the line cannot be part of a graph, as the code and words of a finding; no code: it can.
struct Fault {
  std::string_view code;
  std::string_view what;
  std::string_view remedy;
};

Fault fault_of(const StreetLine& line, StreetLines::Topology topology) {
  const auto finite = [](Point p) { return std::isfinite(p.x) && std::isfinite(p.y); };
  if (!std::all_of(line.line.begin(), line.line.end(), finite)) {
    return {"street_vertex_not_a_place", "a vertex of this street is no place on Earth",
            "correct its coordinates; the street is left out"};
  }
  const auto moves = [&](Point p) { return p != line.line.front(); };
  if (line.line.size() < 2 || std::none_of(line.line.begin(), line.line.end(), moves)) {
    return {"street_too_short", "this street has fewer than two distinct points",
            "draw it or delete it; it is left out"};
  }
  const bool ids_fit =
      topology == StreetLines::Topology::shared_vertices ||
      line.vertex_ids.size() ==
          (topology == StreetLines::Topology::end_ids ? std::size_t{2} : line.line.size());
  if (!ids_fit) {
    return {"street_without_node_ids", "this street has no node id at one of its ends",
            "fill in the node columns, or leave them out so that streets join where they meet"};
  }
  return {};
}

Finding about(const StreetLine& line, const std::string& file, const Fault& fault) {
  Finding finding{.code = std::string(fault.code),
                  .severity = Severity::repair,
                  .what = std::string(fault.what),
                  .file = file,
                  .feature = line.id,
                  .remedy = std::string(fault.remedy)};
  if (!line.line.empty()) {
    finding.place = fmt::format("{:.2f} {:.2f}", line.line.front().x, line.line.front().y);
  }
  return finding;
}

}  // namespace

bool id_before(std::string_view a, std::string_view b) {
  return by_id(a, b) < 0;
}

std::vector<const StreetLine*> usable_lines(const StreetLines& source, Findings& findings) {
  std::vector<const StreetLine*> usable;
  usable.reserve(source.lines.size());
  for (const StreetLine& line : source.lines) {
    const Fault fault = fault_of(line, source.topology);
    if (fault.code.empty()) {
      usable.push_back(&line);
    } else {
      findings.add(about(line, source.file, fault));
    }
  }
  std::sort(usable.begin(), usable.end(), before);
  const auto repeats = [](const StreetLine* a, const StreetLine* b) {
    return a->id == b->id && by_course(*a, *b) == 0;
  };
  std::vector<const StreetLine*> distinct;
  distinct.reserve(usable.size());
  for (const StreetLine* line : usable) {
    if (!distinct.empty() && repeats(distinct.back(), line)) {
      findings.add(about(*line, source.file,
                         {"street_repeated", "this street is there twice, with one id and course",
                          "delete one of the two; the second is left out"}));
    } else {
      distinct.push_back(line);
    }
  }
  return distinct;
}

}  // namespace geo
