#include "analysis/privacy/release_barriers.hpp"

#include <algorithm>

#include "analysis/privacy/release_layers.hpp"

namespace analysis::privacy {

using namespace geo;

namespace {

Cell<double> shown(const Cell<double>& cell, int decimals) {
  return cell ? Cell<double>(rounded(*cell, decimals)) : cell;
}

ReleasedBarrier::AtBound at_area(const BarrierCost::AtBound& costs, AreaId area) {
  const int decimals = decimals_of("min");
  return {shown(costs.minutes[area], decimals), shown(costs.added[area], decimals),
          shown(costs.put_out[area], 0)};
}

constexpr auto hidden = Missing::suppressed;

}  // namespace

std::vector<ReleasedProfile> released_profiles(const City& city, const Results& results) {
  std::vector<ReleasedProfile> profiles;
  for (const Profile& profile : city.description.profiles.asked) {
    ReleasedProfile released{profile, {}};
    for (const BarrierCost& cost : results.barriers) {
      if (cost.profile != profile.key) continue;
      const auto& kinds = released.kinds;
      if (std::find(kinds.begin(), kinds.end(), cost.kind.name()) == kinds.end()) {
        released.kinds.push_back(cost.kind.name());
      }
    }
    if (!released.kinds.empty()) profiles.push_back(std::move(released));
  }
  return profiles;
}

std::vector<ReleasedBarrier> released_barriers(const City& city, const Results& results) {
  std::vector<ReleasedBarrier> rows;
  for (const BarrierCost& cost : results.barriers) {
    const Level& level = city.levels[cost.level];
    const bool is_city = cost.level.row() + 1 == city.levels.size();
    const bool hides = cost.level.row() == 0 && !is_city && would_locate(city, cost.kind);
    for (const AreaId area : level.area_key.rows()) {
      ReleasedBarrier row{cost.profile,
                          cost.kind.name(),
                          cost.removed,
                          level.key,
                          level.area_key[area],
                          {hidden, hidden, hidden},
                          {hidden, hidden, hidden}};
      if (!hides) {
        row.certain = at_area(cost.certain, area);
        row.possible = at_area(cost.possible, area);
      }
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

}  // namespace analysis::privacy
