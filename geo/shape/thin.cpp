#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "geo/shape/polygons.hpp"

namespace geo {
namespace {

// Corners where more than two borders meet; they stay, so neighbours keep their shared border.
std::set<Point> meeting_points(std::span<const MultiPolygon> coverage) {
  std::map<Point, std::set<Point>> neighbours;
  const auto note = [&](const Ring& ring) {
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      neighbours[ring[i]].insert(ring[i + 1]);
      neighbours[ring[i + 1]].insert(ring[i]);
    }
  };
  for (const MultiPolygon& polygons : coverage) {
    for (const Polygon& polygon : polygons) {
      note(polygon.shell);
      for (const Ring& hole : polygon.holes) note(hole);
    }
  }
  std::set<Point> meeting;
  for (const auto& [point, beside] : neighbours) {
    if (beside.size() != 2) meeting.insert(point);
  }
  return meeting;
}

double distance_to_chord(Point p, Point a, Point b) {
  const double dx = b.x - a.x, dy = b.y - a.y;
  const double length = std::hypot(dx, dy);
  if (length == 0) return std::hypot(p.x - a.x, p.y - a.y);
  return std::fabs(dx * (a.y - p.y) - (a.x - p.x) * dy) / length;
}

void keep_needed(const Line& line, std::size_t first, std::size_t last, double tolerance,
                 std::vector<bool>& keep) {
  double furthest = 0;
  std::size_t at = first;
  for (std::size_t i = first + 1; i < last; ++i) {
    const double away = distance_to_chord(line[i], line[first], line[last]);
    if (away > furthest) {
      furthest = away;
      at = i;
    }
  }
  if (furthest <= tolerance) return;
  keep[at] = true;
  keep_needed(line, first, at, tolerance, keep);
  keep_needed(line, at, last, tolerance, keep);
}

// Douglas and Peucker (1973), doi:10.3138/FM57-6770-U75U-7727, always from the lesser end, so that
// both sides of a border come out alike.
Line thinned_arc(Line arc, double tolerance) {
  const bool turned = arc.back() < arc.front() ||
                      (arc.back() == arc.front() && arc.size() > 2 && arc[arc.size() - 2] < arc[1]);
  if (turned) std::reverse(arc.begin(), arc.end());
  std::vector<bool> keep(arc.size(), false);
  keep.front() = keep.back() = true;
  keep_needed(arc, 0, arc.size() - 1, tolerance, keep);
  Line thin;
  for (std::size_t i = 0; i < arc.size(); ++i) {
    if (keep[i]) thin.push_back(arc[i]);
  }
  if (turned) std::reverse(thin.begin(), thin.end());
  return thin;
}

Ring thinned_ring(const Ring& ring, const std::set<Point>& meeting, double tolerance) {
  if (ring.size() < 5) return ring;
  Ring open(ring.begin(), ring.end() - 1);
  auto start = std::find_if(open.begin(), open.end(),
                            [&](const Point& point) { return meeting.contains(point); });
  // An island has no meeting point: its least corner is as good for every polygon that shows it.
  if (start == open.end()) start = std::min_element(open.begin(), open.end());
  std::rotate(open.begin(), start, open.end());
  open.push_back(open.front());

  Ring thin{open.front()};
  Line arc{open.front()};
  for (std::size_t i = 1; i < open.size(); ++i) {
    arc.push_back(open[i]);
    if (i + 1 < open.size() && !meeting.contains(open[i])) continue;
    const Line part = thinned_arc(arc, tolerance);
    thin.insert(thin.end(), part.begin() + 1, part.end());
    arc = {open[i]};
  }
  return thin.size() >= 4 ? thin : Ring{};
}

}  // namespace

std::vector<MultiPolygon> thinned(std::span<const MultiPolygon> coverage, Metres tolerance) {
  const auto meeting = meeting_points(coverage);
  std::vector<MultiPolygon> thin;
  for (const MultiPolygon& polygons : coverage) {
    MultiPolygon other;
    for (const Polygon& polygon : polygons) {
      Polygon drawn{thinned_ring(polygon.shell, meeting, tolerance.value), {}};
      if (drawn.shell.empty()) continue;
      for (const Ring& hole : polygon.holes) {
        if (auto ring = thinned_ring(hole, meeting, tolerance.value); !ring.empty()) {
          drawn.holes.push_back(std::move(ring));
        }
      }
      other.push_back(std::move(drawn));
    }
    // A polygon smaller than the tolerance is drawn as it is rather than lost.
    thin.push_back(other.empty() ? polygons : std::move(other));
  }
  return thin;
}

}  // namespace geo
