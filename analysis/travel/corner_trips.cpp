#include "analysis/travel/corner_trips.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <optional>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "analysis/travel/sweep.hpp"

namespace analysis::travel {

namespace {

/// Keeps what a sweep finds, lane by lane: corners, or places in a list of corners.
class KeptByLane : public Finder<std::uint16_t> {
 public:
  explicit KeptByLane(const FiledDoors<std::uint16_t>& doors) : doors_(doors) {}

  void found(std::uint32_t door, std::uint64_t within, const std::uint16_t* cost) override {
    const auto at = doors_.original(door);
    for (; within != 0; within &= within - 1) {
      const auto lane = static_cast<std::size_t>(std::countr_zero(within));
      lane_[lane].push_back({at, cost[lane]});
    }
  }
  std::vector<Seed>& of(std::size_t lane) { return lane_[lane]; }
  void forget() {
    for (auto& found : lane_) found.clear();
  }

 private:
  const FiledDoors<std::uint16_t>& doors_;
  std::array<std::vector<Seed>, lanes_in_row> lane_;
};

}  // namespace

/// Searches from corners and gathers the destinations around the corners that it reaches.
class CornerTrips::Searcher {
 public:
  explicit Searcher(const CornerTrips& trips)
      : destinations_(trips.destinations_),
        best_(destinations_.size(), BucketSearch::unreached),
        found_(destinations_.size() / 64 + 1, 0) {
    if (trips.swept_) {
      sweeps_.emplace(trips);
    } else {
      buckets_.emplace(trips.along_, trips.along_.enough(destinations_.longest));
    }
  }

  void append_trips(std::span<const std::uint32_t> corners, TripLists& lists) {
    if (buckets_) {
      for (const auto corner : corners) append_from(corner, lists);
    } else {
      for (std::size_t at = 0; at < corners.size(); at += lanes_in_row) {
        append_lanes(corners.subspan(at, std::min(lanes_in_row, corners.size() - at)), lists);
      }
    }
  }

 private:
  struct Sweeps {
    explicit Sweeps(const CornerTrips& trips)
        : tree(*trips.swept_->tree),
          places(*trips.places_),
          corner_of(trips.place_corners_),
          sweep(tree, trips.swept_->costs, Towards::targets),
          kept(places) {}

    const Hierarchy& tree;
    const FiledDoors<std::uint16_t>& places;
    const std::vector<std::uint32_t>& corner_of;
    Sweep<std::uint16_t> sweep;
    KeptByLane kept;
  };

  void append_from(std::uint32_t corner, TripLists& lists) {
    const Seed seed{corner, 0};
    buckets_->run({&seed, 1});
    for (const auto reached : buckets_->reached()) meet(reached, buckets_->cost(reached));
    append_found(lists);
  }

  void append_lanes(std::span<const std::uint32_t> corners, TripLists& lists) {
    Batch batch;
    for (std::uint32_t lane = 0; lane < corners.size(); ++lane) {
      batch.seeds.push_back({sweeps_->tree.rank(corners[lane]), lane, 0});
    }
    sweeps_->kept.forget();
    sweeps_->sweep.find(sweeps_->places, batch, static_cast<std::uint16_t>(destinations_.longest),
                        sweeps_->kept);
    for (std::size_t lane = 0; lane < corners.size(); ++lane) {
      for (const Seed& at : sweeps_->kept.of(lane)) meet(sweeps_->corner_of[at.corner], at.cost);
      append_found(lists);
    }
  }

  void meet(std::uint32_t corner, std::uint32_t walked) {
    for (const auto& [row, cost] : destinations_.from(corner)) offer(row, walked + cost);
  }
  void offer(std::uint32_t row, std::uint32_t cost) {
    if (cost > destinations_.limit[row] || cost >= best_[row]) return;
    best_[row] = cost;
    found_[row / 64] |= std::uint64_t{1} << (row % 64);
  }
  void append_found(TripLists& lists) {
    for (std::size_t word = 0; word < found_.size(); ++word) {
      for (; found_[word] != 0; found_[word] &= found_[word] - 1) {
        const auto row = word * 64 + static_cast<std::size_t>(std::countr_zero(found_[word]));
        lists.trips.push_back({static_cast<std::uint32_t>(row), {best_[row]}});
        best_[row] = BucketSearch::unreached;
      }
    }
    lists.first.push_back(lists.trips.size());
  }

  const Destinations& destinations_;
  std::optional<BucketSearch> buckets_;
  std::optional<Sweeps> sweeps_;
  std::vector<std::uint32_t> best_;
  std::vector<std::uint64_t> found_;
};

CornerTrips::CornerTrips(const HomeEdges& homes, const Arcs& along, const Arcs& against,
                         const Destinations& destinations, std::size_t keep_at_most,
                         const SweptStreets* swept)
    : homes_(homes),
      along_(along),
      against_(against),
      destinations_(destinations),
      swept_(destinations.longest <= SweptStreets::longest ? swept : nullptr) {
  file_places();
  const auto wanted =
      static_cast<std::size_t>(std::count_if(destinations.limit.begin(), destinations.limit.end(),
                                             [](std::uint32_t limit) { return limit > 0; }));
  if (estimated_trips() > keep_at_most) {
    plan_ = Plan::block_by_block;
  } else if (2 * wanted < homes.corners.size()) {  // trips are held twice while lists are turned
    plan_ = Plan::from_destinations;
    keep_from_destinations();
  } else {
    keep_from_corners();
  }
}

CornerTrips::CornerTrips(const CornerTrips& before, const HomeEdges& homes, const Arcs& along,
                         const Arcs& against, const Destinations& destinations,
                         const SweptStreets* swept, std::span<const std::uint32_t> again)
    : homes_(homes),
      along_(along),
      against_(against),
      destinations_(destinations),
      swept_(destinations.longest <= SweptStreets::longest ? swept : nullptr),
      plan_(before.plan_) {
  file_places();
  if (plan_ == Plan::block_by_block) return;
  kept_ = before.kept_.renewed(reached(again), destinations.size());
}

void CornerTrips::file_places() {
  if (!swept_) return;
  for (std::uint32_t corner = 0; corner < along_.corners(); ++corner) {
    if (!destinations_.from(corner).empty()) place_corners_.push_back(corner);
  }
  places_ = std::make_unique<const FiledDoors<std::uint16_t>>(
      FiledDoors<std::uint16_t>::at_corners(*swept_->tree, place_corners_));
}

std::vector<Trip> CornerTrips::from(std::uint32_t corner) const {
  Searcher searcher(*this);
  TripLists lists;
  searcher.append_trips({&corner, 1}, lists);
  return std::move(lists.trips);
}

TripLists CornerTrips::lists_from(std::span<const std::uint32_t> slots, Searcher& searcher) const {
  TripLists lists;
  std::vector<std::uint32_t> corners;
  for (const auto slot : slots) corners.push_back(homes_.corners[slot]);
  searcher.append_trips(corners, lists);
  return lists;
}

// From every hundredth corner or so; the plan may be off by that, the answer is not.
std::size_t CornerTrips::estimated_trips() const {
  constexpr std::size_t samples = 100;
  const std::size_t corners = homes_.corners.size();
  if (corners == 0) return 0;
  const std::size_t step = std::max<std::size_t>(1, corners / samples);
  std::vector<std::uint32_t> sample;
  for (std::size_t slot = 0; slot < corners; slot += step) {
    sample.push_back(static_cast<std::uint32_t>(slot));
  }
  Searcher searcher(*this);
  return lists_from(sample, searcher).trips.size() * corners / sample.size();
}

void CornerTrips::keep_from_corners() {
  kept_ = KeptTrips(homes_.corners.size());
  tbb::enumerable_thread_specific<Searcher> searchers([&] { return Searcher(*this); });
  tbb::parallel_for(std::size_t{0}, kept_.pieces(), [&](std::size_t piece) {
    const std::size_t first = piece * KeptTrips::corners_per_piece;
    std::vector<std::uint32_t> slots(kept_.end(piece) - first);
    std::iota(slots.begin(), slots.end(), static_cast<std::uint32_t>(first));
    TripLists lists = lists_from(slots, searchers.local());
    lists.trips.shrink_to_fit();
    kept_.put(piece, std::move(lists));
  });
}

void CornerTrips::keep_from_destinations() {
  std::vector<std::uint32_t> all(destinations_.size());
  std::iota(all.begin(), all.end(), 0u);
  kept_ = KeptTrips(reached(all), homes_.corners.size());
}

std::optional<std::vector<std::uint32_t>> CornerTrips::differing(const CornerTrips& other) const {
  if (plan_ == Plan::block_by_block || other.plan_ == Plan::block_by_block) return std::nullopt;
  return kept_.differing(other.kept_);
}

std::vector<std::uint32_t> CornerTrips::reaching(std::uint32_t row) const {
  const ByDestination found = reached({&row, 1});
  std::vector<std::uint32_t> slots;
  for (const ReachedFrom& one : found.from.front()) slots.push_back(one.slot);
  return slots;
}

ByDestination CornerTrips::reached(std::span<const std::uint32_t> rows) const {
  ByDestination found{{rows.begin(), rows.end()}, {}};
  found.from.resize(rows.size());
  swept_ ? reach_by_sweeps(found) : reach_by_buckets(found);
  return found;
}

void CornerTrips::reach_by_buckets(ByDestination& found) const {
  tbb::enumerable_thread_specific<BucketSearch> searches(
      [&] { return BucketSearch(against_, destinations_.longest); });
  tbb::parallel_for(std::size_t{0}, found.rows.size(), [&](std::size_t at) {
    const auto row = found.rows[at];
    const auto limit = destinations_.limit[row];
    if (limit == 0) return;
    BucketSearch& search = searches.local();
    search.run(destinations_.seeds(row));
    for (const auto corner : search.reached()) {
      const auto slot = homes_.slot_of[corner];
      const auto cost = search.cost(corner);
      if (slot != HomeEdges::no_slot && cost <= limit) found.from[at].push_back({slot, cost});
    }
    found.from[at].shrink_to_fit();
  });
}

// Destinations near each other go side by side.
void CornerTrips::reach_by_sweeps(ByDestination& found) const {
  const Hierarchy& tree = *swept_->tree;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> order;  // rank of a door's lower corner, at
  for (std::uint32_t at = 0; at < found.rows.size(); ++at) {
    const auto doors = destinations_.entrances_of(found.rows[at]);
    if (destinations_.limit[found.rows[at]] == 0 || doors.empty()) continue;
    const auto& door = doors.front();  // the upper corner of its street is on the lower's way up
    order.emplace_back(std::max(tree.rank(door.from), tree.rank(door.to)), at);
  }
  std::sort(order.begin(), order.end());
  const auto corners = FiledDoors<std::uint16_t>::at_corners(tree, homes_.corners);
  tbb::enumerable_thread_specific<Sweep<std::uint16_t>> sweeps(
      [&] { return Sweep<std::uint16_t>(tree, swept_->costs, Towards::seeds); });
  tbb::enumerable_thread_specific<KeptByLane> keepers([&] { return KeptByLane(corners); });
  tbb::parallel_for(
      std::size_t{0}, (order.size() + lanes_in_row - 1) / lanes_in_row, [&](std::size_t tile) {
        const std::size_t first = tile * lanes_in_row;
        const std::size_t last = std::min(order.size(), first + lanes_in_row);
        Batch batch;
        for (std::size_t at = first; at < last; ++at) {
          for (const Seed& seed : destinations_.seeds(found.rows[order[at].second])) {
            batch.seeds.push_back(
                {tree.rank(seed.corner), static_cast<std::uint32_t>(at - first), seed.cost});
          }
        }
        auto& kept = keepers.local();
        kept.forget();
        sweeps.local().find(corners, batch, static_cast<std::uint16_t>(destinations_.longest),
                            kept);
        for (std::size_t at = first; at < last; ++at) {
          const auto limit = destinations_.limit[found.rows[order[at].second]];
          auto& from = found.from[order[at].second];
          for (const Seed& seed : kept.of(at - first)) {
            if (seed.cost <= limit) from.push_back({seed.corner, seed.cost});
          }
          from.shrink_to_fit();
        }
      });
}

std::span<const Trip> CornerTrips::Block::from(std::uint32_t slot) const {
  if (kept_) return kept_->kept_[slot];
  const auto at = std::lower_bound(slots_.begin(), slots_.end(), slot);
  return lists_[static_cast<std::size_t>(at - slots_.begin())];
}

CornerTrips::Block CornerTrips::block(std::size_t first_stretch, std::size_t last_stretch) const {
  Block block;
  if (plan_ != Plan::block_by_block) {
    block.kept_ = this;
    return block;
  }
  for (std::size_t row = first_stretch; row < last_stretch; ++row) {
    const HomeEdges::Stretch& stretch = homes_.stretches[row];
    block.slots_.push_back(stretch.from_slot);
    block.slots_.push_back(stretch.to_slot);
  }
  std::sort(block.slots_.begin(), block.slots_.end());
  block.slots_.erase(std::unique(block.slots_.begin(), block.slots_.end()), block.slots_.end());
  Searcher searcher(*this);
  block.lists_ = lists_from(block.slots_, searcher);
  return block;
}

}  // namespace analysis::travel
