#include "geo/read/shp_records.hpp"

#include <cmath>

#include <fmt/format.h>

#include "geo/core/error.hpp"
#include "geo/read/bytes.hpp"
#include "geo/read/shape_source.hpp"

namespace geo::read {
namespace {

constexpr std::size_t header_length = 100;

/// Point, line, multipoint, polygon of a shape type and its Z and M kinds; 0 for none, -1 unknown.
int base_type(std::uint32_t type) {
  switch (type) {
    case 0:
      return 0;
    case 1:
    case 11:
    case 21:
      return 1;
    case 3:
    case 13:
    case 23:
      return 3;
    case 5:
    case 15:
    case 25:
      return 5;
    case 8:
    case 18:
    case 28:
      return 8;
    default:
      return -1;
  }
}

class Walk {
 public:
  Walk(std::string_view bytes, const std::string& file, Findings& findings)
      : bytes_(bytes), file_(file), findings_(findings) {}

  std::vector<Geometry> shapes() {
    check_header();
    std::vector<Geometry> shapes;
    for (std::size_t at = header_length; at < end_;) {
      ++record_;
      if (end_ - at < 12) refuse("the record is cut off", at);
      const auto number = big32(bytes_, at);
      const std::size_t length = std::size_t{big32(bytes_, at + 4)} * 2;
      if (length < 4 || length > end_ - at - 8) {
        refuse(
            fmt::format("the record says it is {} bytes long; {} are left", length, end_ - at - 8),
            at);
      }
      if (number != record_) note_number(number);
      start_ = at + 8;
      shapes.push_back(shape(bytes_.substr(start_, length)));
      at = start_ + length;
    }
    return shapes;
  }

 private:
  [[noreturn]] void refuse(const std::string& what, std::size_t byte,
                           const char* code = "shp_damaged") const {
    throw Error({.code = code,
                 .what = what,
                 .file = file_,
                 .feature = record_ > 0 ? fmt::format("(feature {})", record_ - 1) : "",
                 .place = record_ > 0 ? fmt::format("record {}, byte {}", record_, byte)
                                      : fmt::format("byte {}", byte),
                 .remedy = "copy or export the whole set of files again"});
  }

  void check_header() {
    if (bytes_.size() < header_length) {
      refuse(fmt::format("the .shp has {} bytes; its header alone needs 100", bytes_.size()), 0);
    }
    type_ = little32(bytes_, 32);
    if (type_ == 31) {
      throw Error({.code = "shape_type_unsupported",
                   .what = "multipatch (3D) shapes are not supported",
                   .file = file_,
                   .feature = "(feature 0)",
                   .remedy = "export their footprints as polygons"});
    }
    if (base_type(type_) < 0) {
      refuse(fmt::format("shape type {} is unknown; the file looks damaged in transfer (a binary "
                         "file sent as text?)",
                         type_),
             32);
    }
    if (big32(bytes_, 0) != 9994) refuse("this is not a shapefile (.shp)", 0);
    const std::size_t declared = std::size_t{big32(bytes_, 24)} * 2;
    if (declared > bytes_.size()) {
      refuse(fmt::format("truncated: the header says {} bytes, the file has {}", declared,
                         bytes_.size()),
             24);
    }
    end_ = declared < header_length ? bytes_.size() : declared;
    if (end_ < bytes_.size()) {
      findings_.add(
          {.code = "shp_trailing_bytes",
           .what = fmt::format("the header says {} bytes, the file has {}; what follows is "
                               "not read",
                               end_, bytes_.size()),
           .file = file_,
           .remedy = "export the layer again if features are missing"});
    }
  }

  void note_number(std::uint32_t number) {
    if (findings_.has("record_numbers")) return;
    findings_.add({.code = "record_numbers",
                   .what =
                       "the records of the .shp are not numbered 1, 2, 3, ...; they are read by "
                       "position",
                   .file = file_,
                   .feature = fmt::format("(feature {})", record_ - 1),
                   .value = fmt::format("{}", number),
                   .remedy = "nothing to do; some programs write them so"});
  }

  Geometry shape(std::string_view content) {
    const auto type = little32(content, 0);
    const int base = base_type(type);
    if (type == 31) {
      refuse("multipatch (3D) shapes are not supported", start_, "shape_type_unsupported");
    }
    if (base < 0) {
      refuse(fmt::format("shape type {} is unknown; the file looks damaged in transfer", type),
             start_);
    }
    if (base == 0) return {};
    if (base != base_type(type_)) {
      refuse(fmt::format("shape type {} in a file of type {}", type, type_), start_);
    }
    if (type > 10) note_dropped_height({file_, "", ""}, findings_);
    switch (base) {
      case 1:
        if (content.size() < 20) refuse("the point is cut off", start_);
        return Geometry::of(vertex(content, 4, 0));
      case 8:
        return multipoint(content);
      default:
        return parts(content, base == 5);
    }
  }

  Point vertex(std::string_view content, std::size_t at, std::size_t index) const {
    const Point point{little_double(content, at), little_double(content, at + 8)};
    if (std::isfinite(point.x) && std::isfinite(point.y)) return point;
    throw Error({.code = "coordinate_not_a_number",
                 .what = fmt::format("record {} vertex {} is not a number", record_, index),
                 .file = file_,
                 .feature = fmt::format("(feature {})", record_ - 1),
                 .value = fmt::format("{}, {}", point.x, point.y),
                 .place = fmt::format("vertex {}, byte {}", index, start_ + at),
                 .remedy = "mend or delete the feature in the source"});
  }

  Geometry multipoint(std::string_view content) const {
    if (content.size() < 40) refuse("the shape is cut off", start_);
    const std::size_t count = little32(content, 36);
    if (count > (content.size() - 40) / 16) {
      refuse(fmt::format("the point count {} is impossible", count), start_ + 36);
    }
    Geometry shape;
    for (std::size_t i = 0; i < count; ++i) {
      shape.points.push_back(vertex(content, 40 + 16 * i, i));
    }
    if (count > 0) shape.kind = ShapeKind::points;
    return shape;
  }

  Geometry parts(std::string_view content, bool polygons) const {
    if (content.size() < 44) refuse("the shape is cut off", start_);
    const std::size_t part_count = little32(content, 36);
    const std::size_t point_count = little32(content, 40);
    const auto room = content.size() - 44;
    if (part_count > room / 4) {
      refuse(fmt::format("the part count {} is impossible", part_count), start_ + 36);
    }
    if (point_count > (room - part_count * 4) / 16) {
      refuse(fmt::format("the point count {} is impossible", point_count), start_ + 40);
    }
    const auto first_point = 44 + part_count * 4;
    std::vector<std::vector<Point>> lists;
    for (std::size_t part = 0; part < part_count; ++part) {
      const std::size_t from = little32(content, 44 + 4 * part);
      const std::size_t to = part + 1 < part_count ? little32(content, 48 + 4 * part) : point_count;
      if (from > to || to > point_count || (part == 0 && from != 0)) {
        refuse(fmt::format("part {} starts at point {} and ends at {} of {}", part, from, to,
                           point_count),
               start_ + 44 + 4 * part);
      }
      auto& list = lists.emplace_back();
      list.reserve(to - from);
      for (auto i = from; i < to; ++i) list.push_back(vertex(content, first_point + 16 * i, i));
    }
    if (polygons) return polygon_shape(std::move(lists));
    const bool has_heights = little32(content, 0) == 13;
    return line_shape(std::move(lists), has_heights
                                            ? heights(content, first_point + 16 * point_count)
                                            : std::vector<std::optional<float>>{});
  }

  /// The Z values that follow the points, after their range; none where the record ends before.
  static std::vector<std::optional<float>> heights(std::string_view content, std::size_t range) {
    std::vector<std::optional<float>> all;
    for (auto at = range + 16; at + 8 <= content.size(); at += 8) {
      all.push_back(believable_height(little_double(content, at)));
    }
    return all;
  }

  static Geometry line_shape(std::vector<std::vector<Point>> lists,
                             const std::vector<std::optional<float>>& heights) {
    Geometry shape;
    std::size_t first = 0;
    for (auto& list : lists) {
      const std::size_t count = list.size();
      if (count >= 2) {
        shape.lines.push_back(std::move(list));
        std::vector<std::optional<float>> own(count);
        for (std::size_t i = 0; i < count && first + i < heights.size(); ++i) {
          own[i] = heights[first + i];
        }
        if (!heights.empty()) shape.heights.push_back(std::move(own));
      }
      first += count;
    }
    if (!shape.lines.empty()) shape.kind = ShapeKind::lines;
    return shape;
  }

  Geometry polygon_shape(std::vector<std::vector<Point>> lists) const {
    std::vector<Ring> rings;
    for (auto& list : lists) {
      if (!list.empty() && list.front() != list.back()) list.push_back(list.front());
      if (list.size() >= 4) {
        rings.push_back(std::move(list));
        continue;
      }
      findings_.add({.code = "shape_part_mended",
                     .severity = Severity::repair,
                     .what = "a ring of fewer than three corners was left out",
                     .file = file_,
                     .feature = fmt::format("(feature {})", record_ - 1),
                     .remedy = "mend the shape in the source"});
    }
    auto polygons = polygons_of_rings(std::move(rings));
    return polygons.empty() ? Geometry{} : Geometry::of(std::move(polygons));
  }

  std::string_view bytes_;
  const std::string& file_;
  Findings& findings_;
  std::uint32_t type_ = 0;
  std::uint32_t record_ = 0;
  std::size_t start_ = 0;
  std::size_t end_ = 0;
};

/// Twice the area, positive where the ring runs counter-clockwise; taken from the first corner so
/// that coordinates of millions of metres lose nothing.
double turn(const Ring& ring) {
  double sum = 0;
  const auto origin = ring.front();
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    sum += (ring[i].x - origin.x) * (ring[i + 1].y - origin.y) -
           (ring[i + 1].x - origin.x) * (ring[i].y - origin.y);
  }
  return sum;
}

bool inside(Point point, const Ring& ring) {
  bool in = false;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const auto& a = ring[i];
    const auto& b = ring[i + 1];
    if ((a.y > point.y) == (b.y > point.y)) continue;
    if (point.x < a.x + (point.y - a.y) * (b.x - a.x) / (b.y - a.y)) in = !in;
  }
  return in;
}

/// Most corners of the hole lie inside: corners that touch the outline may fall either way.
bool mostly_inside(const Ring& hole, const Ring& shell) {
  std::size_t count = 0;
  for (std::size_t i = 0; i + 1 < hole.size(); ++i) count += inside(hole[i], shell) ? 1 : 0;
  return 2 * count > hole.size() - 1;
}

}  // namespace

MultiPolygon polygons_of_rings(std::vector<Ring> rings) {
  std::vector<double> turns;
  bool any_clockwise = false;
  for (const auto& ring : rings) {
    turns.push_back(turn(ring));
    any_clockwise = any_clockwise || turns.back() < 0;
  }
  MultiPolygon polygons;
  std::vector<double> sizes;
  std::vector<std::size_t> holes;
  for (std::size_t i = 0; i < rings.size(); ++i) {
    if (turns[i] > 0 && any_clockwise) {
      holes.push_back(i);
      continue;
    }
    polygons.push_back({std::move(rings[i]), {}});
    sizes.push_back(std::abs(turns[i]));
  }
  const auto shells = polygons.size();
  for (const auto hole : holes) {
    std::size_t home = shells;
    for (std::size_t shell = 0; shell < shells; ++shell) {
      if (sizes[shell] < turns[hole] || !mostly_inside(rings[hole], polygons[shell].shell))
        continue;
      if (home == shells || sizes[shell] < sizes[home]) home = shell;
    }
    if (home < shells) {
      polygons[home].holes.push_back(std::move(rings[hole]));
    } else {
      polygons.push_back({std::move(rings[hole]), {}});  // turned the wrong way: a part of its own
    }
  }
  return polygons;
}

std::vector<Geometry> shp_shapes(std::string_view bytes, const std::string& file,
                                 Findings& findings) {
  return Walk(bytes, file, findings).shapes();
}

}  // namespace geo::read
