#include "analysis/travel/slope.hpp"

#include <algorithm>
#include <cmath>

namespace analysis::travel {

double slowness(const geo::Way& way, double slope) {
  const double bounded = std::clamp(slope, -way.steepest, way.steepest);
  switch (way.slope) {
    case geo::SlopeRule::none:
      return 1;
    case geo::SlopeRule::tobler:
      return std::exp(3.5 * (std::abs(bounded + 0.05) - 0.05));
    case geo::SlopeRule::linear:
      return 1 / (1 - bounded * (bounded > 0 ? way.uphill : way.downhill));
  }
  return 1;
}

double slowness(const geo::Way& way, const geo::StreetGraph& streets, geo::EdgeId edge,
                bool forward) {
  const auto rises = streets.rises_of(edge);
  if (rises.empty() || way.slope == geo::SlopeRule::none) return 1;
  double time = 0, along = 0;
  for (const geo::Rise& rise : rises) {
    time += rise.along * slowness(way, forward ? rise.slope() : -rise.slope());
    along += rise.along;
  }
  return time / along;
}

double steepest(const geo::StreetGraph& streets, geo::EdgeId edge) {
  const auto& stated = streets.edges[edge].traits.incline_percent;
  if (stated) return std::abs(*stated / 100.0);
  double most = 0;
  for (const geo::Rise& rise : streets.rises_of(edge)) {
    if (rise.along >= geo::shortest_rise) most = std::max(most, std::abs(rise.slope()));
  }
  return most;
}

}  // namespace analysis::travel
