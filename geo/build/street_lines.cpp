#include "geo/build/street_lines.hpp"

#include "geo/build/street_columns.hpp"
#include "geo/core/error.hpp"
#include "geo/network/length.hpp"
#include "geo/network/street_order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

namespace geo::build {
namespace {

std::optional<std::string> text_at(const Field* field, std::size_t row) {
  if (!field) return std::nullopt;
  const auto text = key_text(field->values[row]);
  return text && !text->empty() ? text : std::nullopt;
}

/// One end of a street: its node's name where the source has one, else its place.
struct End {
  std::optional<std::string> name;
  Point place;
};

class Reading {
 public:
  Reading(const Layer& layer, const description::Streets& columns, const StreetWords& words,
          Findings& findings)
      : layer_(layer),
        findings_(findings),
        id_(street_column(layer, columns.id, "id")),
        name_(street_column(layer, columns.name, "name")),
        from_(street_column(layer, columns.from_node, "from_node")),
        to_(street_column(layer, columns.to_node, "to_node")),
        length_(street_column(layer, columns.length, "length")),
        steps_(street_column(layer, columns.steps, "steps")),
        one_way_(street_column(layer, columns.one_way, "one_way")),
        walkable_(street_column(layer, columns.walkable, "walkable")),
        traits_(layer, columns, words) {
    streets_.tolerance = columns.tolerance;
    streets_.file = layer.file;
  }

  StreetLines read() {
    for (std::size_t row = 0; row < layer_.rows; ++row) add(row);
    if (streets_.lines.empty()) {
      throw Error({.code = "streets_empty",
                   .what = "there is no street line in this layer",
                   .file = layer_.file,
                   .layer = layer_.name,
                   .remedy = "name a layer of lines under [streets]"});
    }
    if (from_ && to_) number_ends();
    return std::move(streets_);
  }

 private:
  Finding about(std::size_t row, std::string_view code, std::string_view what,
                std::string_view remedy) const {
    const auto id = text_at(id_, row);
    return {
        .code = std::string(code),
        .severity = Severity::warning,
        .what = std::string(what),
        .file = layer_.file,
        .layer = layer_.name,
        .feature = id ? fmt::format("{} (feature {})", *id, row) : fmt::format("feature {}", row),
        .remedy = std::string(remedy)};
  }

  /// Lines of the row's shape, outlines for a polygon.
  std::vector<Line> lines_of(std::size_t row) {
    if (row >= layer_.shapes.size() || layer_.shapes[row].empty()) {
      findings_.add(about(row, "street_without_shape", "this street has no shape",
                          "draw it or delete it; it is left out"));
      return {};
    }
    const Geometry& shape = layer_.shapes[row];
    if (shape.kind == ShapeKind::points) {
      findings_.add(about(row, "street_is_a_point", "this street is a point, not a line",
                          "draw it as a line; it is left out"));
      return {};
    }
    if (shape.kind == ShapeKind::lines) return shape.lines;
    findings_.add(about(row, "street_is_a_polygon", "this street or square is a polygon",
                        "people walk round its outline here; draw lines across it if they cross"));
    std::vector<Line> outlines;
    for (const Polygon& polygon : shape.polygons) {
      outlines.push_back(polygon.shell);
      outlines.insert(outlines.end(), polygon.holes.begin(), polygon.holes.end());
    }
    return outlines;
  }

  void add(std::size_t row) {
    const auto lines = lines_of(row);
    const auto stated = stated_length(row);
    Metres drawn;
    for (const Line& line : lines) drawn += drawn_length(line);
    StreetLine street;
    street.id = text_at(id_, row).value_or("");
    street.name = text_at(name_, row).value_or("");
    street.on_foot = one_way(row);
    street.steps = yes(steps_, row, false);
    street.walkable = yes(walkable_, row, true);
    street.traits = traits_.of(
        row, [&](const Field& field, std::string_view what) { odd_value(row, field, what); });
    for (std::size_t part = 0; part < lines.size(); ++part) {
      const Line& line = lines[part];
      if (line.empty()) continue;
      street.line = line;
      street.heights = heights_of(row, part, line.size());
      if (stated) {
        const bool shared = lines.size() > 1 && drawn.value > 0;
        street.length = shared ? *stated * (drawn_length(line) / drawn) : *stated;
      }
      streets_.lines.push_back(street);
      const bool first = part == 0;
      const bool last = part + 1 == lines.size();
      ends_.push_back({first ? text_at(from_, row) : std::nullopt, line.front()});
      ends_.push_back({last ? text_at(to_, row) : std::nullopt, line.back()});
    }
  }

  Heights heights_of(std::size_t row, std::size_t part, std::size_t vertices) const {
    const auto& heights = layer_.shapes[row].heights;
    if (part >= heights.size() || heights[part].size() != vertices) return {};
    return heights[part];
  }

  std::optional<Metres> stated_length(std::size_t row) {
    if (!length_ || !is_recorded(length_->values[row])) return std::nullopt;
    if (const auto metres = number(length_->values[row])) return Metres{*metres};
    odd_value(row, *length_, "is no length");
    return std::nullopt;
  }

  void odd_value(std::size_t row, const Field& field, std::string_view what) {
    auto finding = about(row, "street_value_unknown", fmt::format("this value {}", what),
                         "correct it; it is taken as not recorded");
    finding.field = field.name;
    finding.value = quoted(key_text(field.values[row]).value_or(""));
    findings_.add(std::move(finding));
  }

  bool yes(const Field* field, std::size_t row, bool otherwise) {
    if (!field || !is_recorded(field->values[row])) return otherwise;
    if (const auto said = yes_or_no(*field, row)) return *said;
    odd_value(row, *field, "is neither yes nor no");
    return otherwise;
  }

  OneWay one_way(std::size_t row) {
    if (!one_way_ || !is_recorded(one_way_->values[row])) return OneWay::no;
    if (const auto said = direction(*one_way_, row)) return *said;
    odd_value(row, *one_way_, "is no direction (forward, backward, no)");
    return OneWay::no;
  }

  /// Gives each end its number: that of its node's name, or of its place below all of those.
  void number_ends() {
    const auto numbers = numbers_of_names();
    std::int64_t below = 0;
    for (const auto& [name, id] : numbers) below = std::min(below, id);
    std::vector<Point> places;
    for (const End& end : ends_) {
      if (!end.name) places.push_back(end.place);
    }
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    for (std::size_t line = 0; line < streets_.lines.size(); ++line) {
      for (const End& end : {ends_[2 * line], ends_[2 * line + 1]}) {
        std::int64_t id = 0;
        if (end.name) {
          id = numbers.at(*end.name);
        } else {
          id = below - 1 -
               (std::lower_bound(places.begin(), places.end(), end.place) - places.begin());
          report_end_without_node(streets_.lines[line], end);
        }
        streets_.lines[line].vertex_ids.push_back(id);
      }
    }
    streets_.topology = StreetLines::Topology::end_ids;
  }

  void report_end_without_node(const StreetLine& street, const End& end) {
    findings_.add(
        {.code = "street_end_without_node",
         .severity = Severity::warning,
         .what = "one end of this street has no node id",
         .file = layer_.file,
         .layer = layer_.name,
         .feature = street.id,
         .place = fmt::format("{:.2f} {:.2f}", end.place.x, end.place.y),
         .remedy = "fill in the node columns; it meets only such ends at the same place"});
  }

  /// The node names as numbers: themselves when all are whole numbers, else their rank.
  std::map<std::string, std::int64_t> numbers_of_names() {
    std::vector<std::string> names;
    for (const End& end : ends_) {
      if (end.name) names.push_back(*end.name);
    }
    std::sort(names.begin(), names.end(), id_before);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    std::map<std::string, std::int64_t> numbers;
    bool all_numbers = true;
    for (const std::string& name : names) {
      std::int64_t number = 0;
      const auto [end, fault] = std::from_chars(name.data(), name.data() + name.size(), number);
      // "07" and "7" are two names and must not become one number.
      if (fault != std::errc{} || fmt::to_string(number) != name) all_numbers = false;
      numbers[name] = number;
    }
    if (all_numbers) return numbers;
    for (std::size_t rank = 0; rank < names.size(); ++rank) {
      numbers[names[rank]] = static_cast<std::int64_t>(rank);
      streets_.node_names[static_cast<std::int64_t>(rank)] = names[rank];
    }
    return numbers;
  }

  const Layer& layer_;
  Findings& findings_;
  const Field *id_, *name_, *from_, *to_, *length_, *steps_, *one_way_, *walkable_;
  StreetColumns traits_;
  StreetLines streets_;
  std::vector<End> ends_;  ///< two for each line
};

}  // namespace

StreetLines street_lines(const Layer& layer, const description::Streets& columns,
                         Findings& findings, const StreetWords& words) {
  return Reading(layer, columns, words, findings).read();
}

}  // namespace geo::build
