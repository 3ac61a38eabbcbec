#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <variant>
#include <vector>

#include "analysis/travel/arc_costs.hpp"
#include "analysis/travel/filed_doors.hpp"
#include "analysis/travel/search.hpp"

namespace analysis::travel {

/// Which corners lie within a limit of places, for up to 64 places in one sweep. Safe from several
/// threads. Streets and costs may go once it is made.
class CornersInReach {
 public:
  CornersInReach(const geo::StreetGraph& streets, const Costs& costs,
                 std::shared_ptr<const Hierarchy> tree, Towards towards, std::uint32_t limit);

  /// For each place, given by the corners of its doors' streets and the costs there: the corners
  /// within the limit with their costs, each once, in no particular order.
  std::vector<std::vector<Seed>> of(std::span<const std::vector<Seed>> places) const;

  /// Places in this order lie near each other.
  std::uint32_t rank(std::uint32_t corner) const { return tree_->rank(corner); }

 private:
  template <class Lane>
  struct Ground {
    ArcCosts<Lane> costs;
    FiledDoors<Lane> corners;
  };
  template <class Lane>
  std::vector<std::vector<Seed>> found(const Ground<Lane>& ground,
                                       std::span<const std::vector<Seed>> places) const;

  std::shared_ptr<const Hierarchy> tree_;
  Towards towards_;
  std::uint32_t limit_;
  std::variant<Ground<std::uint16_t>, Ground<std::uint32_t>> ground_;
};

}  // namespace analysis::travel
