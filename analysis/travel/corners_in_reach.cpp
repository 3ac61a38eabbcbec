#include "analysis/travel/corners_in_reach.hpp"

#include <bit>

#include "analysis/travel/sweep.hpp"

namespace analysis::travel {
namespace {

/// Keeps the corners that a sweep finds, lane by lane.
template <class Lane>
class ByLane : public Finder<Lane> {
 public:
  ByLane(const FiledDoors<Lane>& corners, std::size_t lanes) : corners_(corners), found_(lanes) {}

  void found(std::uint32_t door, std::uint64_t within, const Lane* cost) override {
    const auto corner = corners_.original(door);
    for (; within != 0; within &= within - 1) {
      const auto lane = static_cast<std::size_t>(std::countr_zero(within));
      found_[lane].push_back({corner, cost[lane]});
    }
  }
  std::vector<std::vector<Seed>> all() { return std::move(found_); }

 private:
  const FiledDoors<Lane>& corners_;
  std::vector<std::vector<Seed>> found_;
};

}  // namespace

CornersInReach::CornersInReach(const geo::StreetGraph& streets, const Costs& costs,
                               std::shared_ptr<const Hierarchy> tree, Towards towards,
                               std::uint32_t limit)
    : tree_(std::move(tree)), towards_(towards), limit_(limit), ground_([&]() -> decltype(ground_) {
        if (limit < no_way<std::uint16_t>) {
          return Ground<std::uint16_t>{customise<std::uint16_t>(*tree_, streets, costs),
                                       FiledDoors<std::uint16_t>::at_corners(*tree_)};
        }
        return Ground<std::uint32_t>{customise<std::uint32_t>(*tree_, streets, costs),
                                     FiledDoors<std::uint32_t>::at_corners(*tree_)};
      }()) {}

std::vector<std::vector<Seed>> CornersInReach::of(std::span<const std::vector<Seed>> places) const {
  return std::visit([&](const auto& ground) { return found(ground, places); }, ground_);
}

template <class Lane>
std::vector<std::vector<Seed>> CornersInReach::found(
    const Ground<Lane>& ground, std::span<const std::vector<Seed>> places) const {
  Batch batch;
  for (std::uint32_t lane = 0; lane < places.size(); ++lane) {
    for (const Seed& seed : places[lane]) {
      batch.seeds.push_back({tree_->rank(seed.corner), lane, seed.cost});
    }
  }
  ByLane<Lane> finder(ground.corners, places.size());
  Sweep<Lane>(*tree_, ground.costs, towards_)
      .find(ground.corners, batch, static_cast<Lane>(limit_), finder);
  return finder.all();
}

}  // namespace analysis::travel
