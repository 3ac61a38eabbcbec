#include "geo/read/wkb.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <memory>
#include <vector>

#include <fmt/format.h>
#include <ogr_geometry.h>

#include "geo/core/error.hpp"
#include "geo/read/bytes.hpp"

namespace geo::read {
namespace {

[[noreturn]] void refuse(const ShapeSource& source, std::string code, std::string what,
                         std::string place) {
  throw Error({.code = std::move(code),
               .what = std::move(what),
               .file = source.file,
               .layer = source.layer,
               .feature = source.feature,
               .place = std::move(place),
               .remedy = "mend or delete the feature in the source and export it again"});
}

[[noreturn]] void refuse_deep(const ShapeSource& source, const std::string& place) {
  refuse(source, "geometry_nested_too_deep",
         fmt::format("collections are nested deeper than {}", deepest_geometry), place);
}

/// Walks well-known binary with an own stack of "shapes still to come", so that no nesting can
/// exhaust the program's.
class WkbWalk {
 public:
  WkbWalk(std::string_view bytes, const ShapeSource& source) : bytes_(bytes), source_(source) {}

  void check() {
    std::vector<std::uint32_t> open{1};
    while (!open.empty()) {
      if (open.back() == 0) {
        open.pop_back();
        continue;
      }
      --open.back();
      const auto members = one_shape();
      if (members == 0) continue;
      open.push_back(members);
      if (open.size() > static_cast<std::size_t>(deepest_geometry) + 1) {
        refuse_deep(source_, at());
      }
    }
  }

 private:
  std::string at() const { return fmt::format("byte {}", at_); }

  void need(std::uint64_t count, std::uint64_t size) const {
    if (count * size <= bytes_.size() - at_) return;
    refuse(source_, "geometry_unreadable",
           fmt::format("the shape claims {} parts or points where only {} bytes are left", count,
                       bytes_.size() - at_),
           at());
  }
  std::uint32_t whole() {
    need(1, 4);
    const auto value = little_ ? little32(bytes_, at_) : big32(bytes_, at_);
    at_ += 4;
    return value;
  }
  void points(std::uint32_t count) {
    need(count, 8 * dimensions_);
    for (std::uint64_t i = 0; i < count; ++i) {
      for (std::size_t axis = 0; axis < dimensions_; ++axis, at_ += 8) {
        if (axis < 2) finite();
      }
    }
  }
  void finite() const {
    char raw[8];
    std::memcpy(raw, bytes_.data() + at_, 8);
    if (!little_) std::reverse(raw, raw + 8);
    double value;
    std::memcpy(&value, raw, 8);
    if (std::isfinite(value) || empty_point_) return;
    refuse(source_, "coordinate_not_a_number", "a coordinate is not a number", at());
  }
  /// Reads one shape up to its members; how many members follow.
  std::uint32_t one_shape() {
    need(1, 5);
    little_ = bytes_[at_] == 1;
    ++at_;
    auto type = whole();
    dimensions_ = 2;
    if ((type & 0x80000000U) != 0) ++dimensions_;
    if ((type & 0x40000000U) != 0) ++dimensions_;
    if ((type & 0x20000000U) != 0) whole();  // EWKB: an SRID follows
    type &= 0x0fffffffU;
    if (type >= 3000 && type < 4000) {
      dimensions_ = 4;
    } else if (type >= 1000 && type < 3000) {
      dimensions_ = 3;
    }
    switch (type % 1000) {
      case 1:
        empty_point_ = true;  // a point of NaN is how an empty one is written
        points(1);
        empty_point_ = false;
        return 0;
      case 2:
      case 8:
        points(whole());
        return 0;
      case 3:
      case 17: {
        const auto rings = whole();
        need(rings, 4);
        for (std::uint32_t ring = 0; ring < rings; ++ring) points(whole());
        return 0;
      }
      case 4:
      case 5:
      case 6:
      case 7:
      case 9:
      case 10:
      case 11:
      case 12:
      case 15:
      case 16: {
        const auto members = whole();
        need(members, 5);
        return members;
      }
      default:
        refuse(source_, "geometry_unreadable", fmt::format("shape type {} is unknown", type), at());
    }
  }

  std::string_view bytes_;
  const ShapeSource& source_;
  std::size_t at_ = 0;
  std::size_t dimensions_ = 2;
  bool little_ = true;
  bool empty_point_ = false;
};

Point point_at(const OGRSimpleCurve& curve, int i) {
  return {curve.getX(i), curve.getY(i)};
}

std::vector<Point> points_of(const OGRSimpleCurve& curve) {
  std::vector<Point> points;
  points.reserve(static_cast<std::size_t>(curve.getNumPoints()));
  for (int i = 0; i < curve.getNumPoints(); ++i) points.push_back(point_at(curve, i));
  return points;
}

std::vector<std::optional<float>> heights_of(const OGRSimpleCurve& curve) {
  std::vector<std::optional<float>> heights;
  for (int i = 0; i < curve.getNumPoints(); ++i) {
    heights.push_back(believable_height(curve.getZ(i)));
  }
  return heights;
}

Ring ring_of(const OGRSimpleCurve& curve) {
  auto ring = points_of(curve);
  if (!ring.empty() && ring.front() != ring.back()) ring.push_back(ring.front());
  return ring;
}

void append_polygon(const OGRPolygon& from, Geometry& to) {
  if (from.getExteriorRing() == nullptr || from.getExteriorRing()->getNumPoints() == 0) return;
  Polygon polygon{ring_of(*from.getExteriorRing()), {}};
  for (int i = 0; i < from.getNumInteriorRings(); ++i) {
    polygon.holes.push_back(ring_of(*from.getInteriorRing(i)));
  }
  to.polygons.push_back(std::move(polygon));
}

/// Adds the straight-sided members of `geometry`, however nested (at most `deepest_geometry`).
void append(const OGRGeometry& geometry, Geometry& to) {
  switch (wkbFlatten(geometry.getGeometryType())) {
    case wkbPoint: {
      const auto& point = *geometry.toPoint();
      if (!point.IsEmpty()) to.points.push_back({point.getX(), point.getY()});
      break;
    }
    case wkbLineString:
      if (geometry.toLineString()->getNumPoints() > 0) {
        to.lines.push_back(points_of(*geometry.toLineString()));
        if (geometry.Is3D()) to.heights.push_back(heights_of(*geometry.toLineString()));
      }
      break;
    case wkbPolygon:
    case wkbTriangle:
      append_polygon(*geometry.toPolygon(), to);
      break;
    case wkbPolyhedralSurface:
    case wkbTIN: {
      const auto& surface = *geometry.toPolyhedralSurface();
      for (int i = 0; i < surface.getNumGeometries(); ++i) append(*surface.getGeometryRef(i), to);
      break;
    }
    case wkbMultiPoint:
    case wkbMultiLineString:
    case wkbMultiPolygon:
    case wkbGeometryCollection: {
      const auto& all = *geometry.toGeometryCollection();
      for (int i = 0; i < all.getNumGeometries(); ++i) append(*all.getGeometryRef(i), to);
      break;
    }
    default:
      break;
  }
}

}  // namespace

Geometry shape_of(const OGRGeometry& geometry, const ShapeSource& source, Findings& findings) {
  if (geometry.Is3D() || geometry.IsMeasured()) note_dropped_height(source, findings);
  std::unique_ptr<OGRGeometry> straight;
  const auto* plain = &geometry;
  if (geometry.hasCurveGeometry(true)) {
    straight.reset(geometry.getLinearGeometry());
    plain = straight.get();
  }
  Geometry shape;
  if (plain != nullptr) append(*plain, shape);
  settle_kind(shape, source, findings);
  return shape;
}

Geometry shape_of_wkb(std::string_view bytes, const ShapeSource& source, Findings& findings) {
  WkbWalk(bytes, source).check();
  OGRGeometry* raw = nullptr;
  const auto result = OGRGeometryFactory::createFromWkb(bytes.data(), nullptr, &raw, bytes.size());
  const std::unique_ptr<OGRGeometry> geometry(raw);
  if (result != OGRERR_NONE || !geometry) {
    refuse(source, "geometry_unreadable", "the shape cannot be read", "");
  }
  return shape_of(*geometry, source, findings);
}

bool looks_like_wkt(std::string_view text) {
  const auto start = text.find_first_not_of(" \t");
  if (start == std::string_view::npos) return false;
  auto word = lower(text.substr(start, 24));
  if (word.starts_with("srid=")) return true;
  for (const std::string_view kind :
       {"point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon",
        "geometrycollection", "curvepolygon", "multisurface", "multicurve", "compoundcurve"}) {
    if (word.starts_with(kind)) return true;
  }
  return false;
}

Geometry shape_of_wkt(const std::string& text, const ShapeSource& source, Findings& findings) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(' && ++depth > deepest_geometry) {
      refuse_deep(source, fmt::format("character {}", i));
    }
    if (text[i] == ')') --depth;
  }
  const char* start = text.c_str();
  if (lower(text.substr(0, 5)) == "srid=") {
    const auto end = text.find(';');
    if (end != std::string::npos) start += end + 1;
  }
  OGRGeometry* raw = nullptr;
  const auto result = OGRGeometryFactory::createFromWkt(&start, nullptr, &raw);
  const std::unique_ptr<OGRGeometry> geometry(raw);
  if (result != OGRERR_NONE || !geometry) {
    refuse(source, "geometry_unreadable", "the shape's text cannot be read: " + geo::quoted(text),
           "");
  }
  auto shape = shape_of(*geometry, source, findings);
  const auto finite = [&](const std::vector<Point>& points) {
    for (const auto point : points) {
      if (std::isfinite(point.x) && std::isfinite(point.y)) continue;
      refuse(source, "coordinate_not_a_number", "a coordinate is not a number", "");
    }
  };
  finite(shape.points);
  for (const auto& line : shape.lines) finite(line);
  for (const auto& polygon : shape.polygons) {
    finite(polygon.shell);
    for (const auto& hole : polygon.holes) finite(hole);
  }
  return shape;
}

}  // namespace geo::read
