#include "app/page/canvas.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

#include "geo/shape/polygons.hpp"

namespace app::page {
namespace {

constexpr double air = 0.02;  // share of the width left free on each side

geo::Box box_of_layer(const geo::ReleasedLayer& layer) {
  geo::Box box;
  for (const auto& shape : layer.shapes) {
    const auto one = geo::box_of(shape);
    if (shape.empty()) continue;
    box.add(one.low);
    box.add(one.high);
  }
  return box;
}

struct Unit {
  int x, y;
  bool operator==(const Unit&) const = default;
};

Unit rounded(geo::Point point) {
  return {static_cast<int>(std::lround(point.x)), static_cast<int>(std::lround(point.y))};
}

void append_move(std::string& out, int x, int y) {
  fmt::format_to(std::back_inserter(out), "{}{}{}", x, y < 0 ? "" : " ", y);
}

/// One line or ring as relative moves; nothing when it vanishes.
std::string line_data(const std::vector<geo::Point>& line, const Canvas& canvas, bool closed) {
  std::vector<Unit> units;
  for (const auto& point : line) {
    const Unit unit = rounded(canvas.at(point));
    if (units.empty() || unit != units.back()) units.push_back(unit);
  }
  if (closed && units.size() > 1 && units.front() == units.back()) units.pop_back();
  if (units.size() < (closed ? 3u : 2u)) return {};
  std::string out = "M";
  append_move(out, units[0].x, units[0].y);
  out += 'l';
  for (std::size_t at = 1; at < units.size(); ++at) {
    const int x = units[at].x - units[at - 1].x, y = units[at].y - units[at - 1].y;
    if (at > 1 && x >= 0) out += ' ';
    append_move(out, x, y);
  }
  return closed ? out + 'z' : out;
}

}  // namespace

bool Canvas::has_room_for(const geo::ReleasedLayer& layer) {
  const geo::Box box = box_of_layer(layer);
  return box.low.x <= box.high.x;
}

Canvas Canvas::around(const geo::ReleasedLayer& layer) {
  const geo::Box box = box_of_layer(layer);
  Canvas canvas;
  const double across = std::max(box.high.x - box.low.x, 1.0);
  const double up = std::max(box.high.y - box.low.y, across / 4);
  canvas.metres_per_unit = across * (1 + 2 * air) / canvas.width;
  canvas.low = {box.low.x - across * air, box.low.y - across * air};
  canvas.height = static_cast<int>(std::lround((up + 2 * across * air) / canvas.metres_per_unit));
  return canvas;
}

geo::Point Canvas::at(geo::Point metres) const {
  return {(metres.x - low.x) / metres_per_unit, height - (metres.y - low.y) / metres_per_unit};
}

std::string dot(geo::Point point, const Canvas& canvas, int radius) {
  const Unit at = rounded(canvas.at(point));
  return fmt::format("M{} {}a{} {} 0 1 0 {} 0a{} {} 0 1 0 {} 0z", at.x - radius, at.y, radius,
                     radius, 2 * radius, radius, radius, -2 * radius);
}

std::string path_data(const geo::Geometry& shape, const Canvas& canvas) {
  std::string out;
  for (const auto& polygon : shape.polygons) {
    out += line_data(polygon.shell, canvas, true);
    for (const auto& hole : polygon.holes) out += line_data(hole, canvas, true);
  }
  for (const auto& line : shape.lines) out += line_data(line, canvas, false);
  for (const auto& point : shape.points) out += dot(point, canvas, 14);
  if (out.empty() && !shape.polygons.empty() && !shape.polygons[0].shell.empty()) {
    out = dot(shape.polygons[0].shell[0], canvas, 2);
  }
  return out;
}

}  // namespace app::page
