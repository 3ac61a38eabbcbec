#include "app/page/service_points.hpp"

#include <fmt/format.h>

#include "geo/core/kind.hpp"

namespace app::page {
namespace {

constexpr std::size_t most = 250;      // more of one kind cover the colours they stand on
constexpr std::size_t many = 60;       // from here on they are drawn smaller
constexpr int radius = 12, small = 7;  // in units of the drawing

const geo::ReleasedLayer* services_of(const geo::Release& release) {
  for (const auto& layer : release.layers()) {
    if (layer.what == geo::ReleasedLayer::What::services) return &layer;
  }
  return nullptr;
}

/// Services of a kind that lie on the drawing; one outside counts, but has no place on it.
std::vector<geo::Point> places_of(const std::string& wanted, const geo::ReleasedLayer& services,
                                  const Canvas& canvas) {
  std::vector<geo::Point> places;
  const auto* column = services.column("kind");
  const auto* kinds =
      column ? std::get_if<std::vector<geo::Cell<std::string>>>(&column->cells) : nullptr;
  for (std::size_t row = 0; kinds && row < kinds->size(); ++row) {
    const auto& kind = (*kinds)[row];
    if (!kind || !geo::Kind{wanted}.includes(geo::Kind{*kind})) continue;
    for (const auto& point : services.shapes[row].points) {
      const auto at = canvas.at(point);
      const bool inside = at.x >= 0 && at.y >= 0 && at.x <= canvas.width && at.y <= canvas.height;
      if (inside) places.push_back(point);
    }
  }
  return places;
}

}  // namespace

ServicePoints::ServicePoints(const View& view, const Canvas& canvas) {
  const auto* services = services_of(view.release);
  if (!services) return;
  for (const auto& metric : view.release.metrics()) {
    if (metric.kind.empty() || kinds_.contains(metric.kind)) continue;
    OfKind& kind = kinds_[metric.kind];
    const auto places = places_of(metric.kind, *services, canvas);
    if (places.empty() || places.size() > most) continue;
    kind = {fmt::format("s{}", kinds_.size()), places.size()};
    std::string data;
    for (const auto& at : places) data += dot(at, canvas, places.size() > many ? small : radius);
    shapes_ += fmt::format("<path id=\"{}\" d=\"{}\"/>\n", kind.id, data);
  }
}

std::string ServicePoints::drawn(const std::string& kind) const {
  if (count(kind) == 0) return "";
  return fmt::format("<use class=\"sv\" href=\"#{}\"/>", kinds_.at(kind).id);
}

std::size_t ServicePoints::count(const std::string& kind) const {
  const auto found = kinds_.find(kind);
  return found == kinds_.end() ? 0 : found->second.count;
}

}  // namespace app::page
