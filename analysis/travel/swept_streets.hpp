#pragma once

#include <memory>
#include <optional>

#include "analysis/travel/arc_costs.hpp"
#include "analysis/travel/hierarchy.hpp"
#include "analysis/travel/kept_hierarchy.hpp"
#include "analysis/travel/search.hpp"
#include "geo/network/street_graph.hpp"

namespace analysis::travel {

/// How questions are answered. All give the same, bit for bit.
enum class By {
  quicker,  ///< whichever of the two is expected to take less time
  buckets,  ///< one search after the other (Dial): nothing to prepare
  sweeps,   ///< 64 searches at once over a hierarchy of the streets
};

/// Streets ready for sweeps, for one way of moving.
struct SweptStreets {
  std::shared_ptr<const Hierarchy> tree;
  ArcCosts<std::uint16_t> costs;

  /// The longest limit that lanes of this width answer.
  static constexpr std::uint32_t longest = no_way<std::uint16_t> - 1;
};

/// The hierarchy of a city's streets, taken from a shelf or built when it is first wanted; all ways
/// of moving share it.
class StreetHierarchy {
 public:
  explicit StreetHierarchy(const geo::StreetGraph& streets, Shelf* shelf = nullptr)
      : streets_(streets), shelf_(streets.at.size() >= fewest(shelf) ? shelf : nullptr) {}

  /// Whether it need not be built.
  bool at_hand();
  // Both are nothing where the streets have no hierarchy (see `Hierarchy::build`).
  std::shared_ptr<const Hierarchy> tree();
  std::shared_ptr<const SweptStreets> swept(const Costs& costs);

 private:
  static std::size_t fewest(const Shelf* shelf) { return shelf ? shelf->fewest_corners() : 0; }

  const geo::StreetGraph& streets_;
  Shelf* shelf_;
  bool looked_ = false;  ///< on the shelf
  geo::Fingerprint topology_;
  std::optional<std::shared_ptr<const Hierarchy>> tree_;
};

/// What is to be searched for: how often, how far, and how many nearest.
struct Searches {
  std::size_t from_places = 0;     ///< searches for every trip within `limit`
  std::uint32_t limit = 0;         ///< the longest of these
  std::size_t nearest_labels = 0;  ///< the sum of k over the searches for the k nearest
  std::span<const std::uint32_t> corners = {};  ///< between which the homes lie
};

/// Seconds of one processor that searches are expected to take.
struct Expected {
  double buckets = 0;  ///< one after the other
  double sweeps = 0;   ///< 64 at once, the hierarchy built first where it is not at hand

  bool sweeps_pay() const { return sweeps < buckets; }
};

inline bool sweeps_wanted(By by, const Expected& expected) {
  return by == By::sweeps || (by == By::quicker && expected.sweeps_pay());
}

/// Some sample searches tell how many corners the others will meet; what each step costs was
/// measured (bench/RESULTS.md).
Expected expected(const Arcs& along, const Searches& searches, bool hierarchy_at_hand = false);

}  // namespace analysis::travel
