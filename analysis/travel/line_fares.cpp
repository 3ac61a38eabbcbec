#include "analysis/travel/line_fares.hpp"

namespace analysis::travel {

transit::Fares line_fares(const geo::Lines& lines, const Spending& spending) {
  transit::Fares fares{{}, spending.budget};
  for (const auto& fare : lines.fare) {
    const auto cost = fare ? geo::money(*fare) : std::nullopt;
    fares.of_line.push_back(cost || !spending.unknown_is_free ? cost : geo::Money{0});
  }
  return fares;
}

}  // namespace analysis::travel
