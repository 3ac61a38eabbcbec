#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <cmath>

#include "geo/shape/polygons.hpp"

namespace geo {
namespace {

namespace bg = boost::geometry;
using Corner = bg::model::d2::point_xy<double>;
using Rectangle = bg::model::box<Corner>;
using Tree = bg::index::rtree<std::pair<Rectangle, std::size_t>, bg::index::rstar<16>>;

struct Segment {
  Point a, b;
};

// Edges of one polygon in horizontal bands, so that a point meets only the edges at its height.
class Banded {
 public:
  explicit Banded(const MultiPolygon& polygons) : box_(box_of(Geometry::of(polygons))) {
    std::size_t corners = 0;
    for (const Polygon& polygon : polygons) {
      corners += polygon.shell.size();
      for (const Ring& hole : polygon.holes) corners += hole.size();
    }
    bands_.resize(std::clamp<std::size_t>(corners / 4, 1, 1024));
    for (const Polygon& polygon : polygons) {
      add(polygon.shell);
      for (const Ring& hole : polygon.holes) add(hole);
    }
  }

  bool covers(Point p) const {
    if (!box_.contains(p)) return false;
    bool inside = false;
    for (const Segment& edge : bands_[band(p.y)]) {
      const auto [a, b] = edge;
      const double cross = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
      const bool within = p.x >= std::min(a.x, b.x) && p.x <= std::max(a.x, b.x) &&
                          p.y >= std::min(a.y, b.y) && p.y <= std::max(a.y, b.y);
      if (cross == 0 && within) return true;
      if ((a.y > p.y) != (b.y > p.y) && (cross > 0) == (b.y > a.y)) inside = !inside;
    }
    return inside;
  }

  const Box& box() const { return box_; }

 private:
  std::size_t band(double y) const {
    const double height = box_.high.y - box_.low.y;
    if (!(height > 0)) return 0;
    const double at = (y - box_.low.y) / height * static_cast<double>(bands_.size());
    return std::min(bands_.size() - 1, static_cast<std::size_t>(std::max(0.0, at)));
  }

  void add(const Ring& ring) {
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const Segment edge{ring[i], ring[i + 1]};
      const auto low = band(std::min(edge.a.y, edge.b.y));
      const auto high = band(std::max(edge.a.y, edge.b.y));
      for (std::size_t at = low; at <= high; ++at) bands_[at].push_back(edge);
    }
  }

  Box box_;
  std::vector<std::vector<Segment>> bands_;
};

}  // namespace

struct PolygonIndex::Impl {
  std::vector<Banded> polygons;
  Tree tree;
};

PolygonIndex::PolygonIndex(std::span<const MultiPolygon> polygons)
    : impl_(std::make_unique<Impl>()) {
  std::vector<std::pair<Rectangle, std::size_t>> boxes;
  for (const MultiPolygon& polygon : polygons) {
    impl_->polygons.emplace_back(polygon);
    const Box& box = impl_->polygons.back().box();
    if (polygon.empty()) continue;
    boxes.emplace_back(Rectangle{Corner{box.low.x, box.low.y}, Corner{box.high.x, box.high.y}},
                       impl_->polygons.size() - 1);
  }
  impl_->tree = Tree(boxes);
}

PolygonIndex::~PolygonIndex() = default;
PolygonIndex::PolygonIndex(PolygonIndex&&) noexcept = default;

std::vector<std::size_t> PolygonIndex::all_holding(Point point) const {
  std::vector<std::size_t> holding;
  const Corner here{point.x, point.y};
  for (auto near = impl_->tree.qbegin(bg::index::intersects(here)); near != impl_->tree.qend();
       ++near) {
    if (impl_->polygons[near->second].covers(point)) holding.push_back(near->second);
  }
  std::sort(holding.begin(), holding.end());
  return holding;
}

std::optional<std::size_t> PolygonIndex::holding(Point point) const {
  const auto all = all_holding(point);
  return all.empty() ? std::nullopt : std::optional(all.front());
}

}  // namespace geo
