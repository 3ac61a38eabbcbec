#include "analysis/travel/swept_streets.hpp"

#include <algorithm>

#include "analysis/travel/order.hpp"

namespace analysis::travel {

bool StreetHierarchy::at_hand() {
  if (!looked_ && shelf_) {
    looked_ = true;
    topology_ = topology_of(streets_);
    if (auto kept = kept_hierarchy(topology_, *shelf_)) {
      tree_ = std::make_shared<const Hierarchy>(std::move(*kept));
    }
  }
  return tree_.has_value();
}

std::shared_ptr<const Hierarchy> StreetHierarchy::tree() {
  if (!at_hand()) {
    const Links links(streets_);
    auto built = Hierarchy::build(links, elimination_order(links));
    tree_ = built ? std::make_shared<const Hierarchy>(std::move(*built)) : nullptr;
    if (built && shelf_) keep(**tree_, topology_, *shelf_);
  }
  return *tree_;
}

std::shared_ptr<const SweptStreets> StreetHierarchy::swept(const Costs& costs) {
  const auto shared = tree();
  if (!shared) return nullptr;
  return std::make_shared<const SweptStreets>(
      SweptStreets{shared, customise<std::uint16_t>(*shared, streets_, costs)});
}

Expected expected(const Arcs& along, const Searches& searches, bool hierarchy_at_hand) {
  constexpr double to_build = 8e-6;    // seconds for each corner: order and hierarchy
  constexpr double to_price = 2e-7;    // what its arcs cost one way of moving
  constexpr double to_meet = 25e-9;    // for each corner that a bucket search meets
  constexpr double to_pass = 2e-9;     // for the same corner in one of the lanes of a sweep
  constexpr double to_label = 250e-9;  // for each corner and each of its k nearest
  constexpr double to_keep = 8e-9;     // for the same in one of the lanes of a sweep
  // No more searches to find out than there are to make.
  const std::size_t samples = std::clamp<std::size_t>(searches.from_places, 1, 33);
  const std::size_t corners = along.corners();
  if (corners == 0) return {};
  const double labels = static_cast<double>(searches.nearest_labels) * static_cast<double>(corners);
  std::size_t met = 0;
  if (searches.from_places > 0 && !searches.corners.empty()) {
    BucketSearch search(along, along.enough(searches.limit));
    for (std::size_t sample = 0; sample < samples; ++sample) {
      const Seed seed{searches.corners[sample * searches.corners.size() / samples], 0};
      search.run({&seed, 1});
      met += search.reached().size();
    }
  }
  const double met_in_all = static_cast<double>(searches.from_places) * static_cast<double>(met) /
                            static_cast<double>(samples);
  return {.buckets = to_label * labels + to_meet * met_in_all,
          .sweeps = (to_price + (hierarchy_at_hand ? 0 : to_build)) * static_cast<double>(corners) +
                    to_keep * labels + to_pass * met_in_all};
}

}  // namespace analysis::travel
