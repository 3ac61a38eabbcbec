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

  void append_trips(std::span<const std::uint32_t> corners, Lists& lists) {
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

  void append_from(std::uint32_t corner, Lists& lists) {
    const Seed seed{corner, 0};
    buckets_->run({&seed, 1});
    for (const auto reached : buckets_->reached()) meet(reached, buckets_->cost(reached));
    append_found(lists);
  }

  void append_lanes(std::span<const std::uint32_t> corners, Lists& lists) {
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
  void append_found(Lists& lists) {
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
      plan_(before.plan_),
      per_piece_(before.per_piece_),
      kept_(before.kept_) {
  file_places();
  if (plan_ == Plan::block_by_block) return;
  const auto by_row = reached(again);
  std::vector<Found> found;
  for (std::size_t at = 0; at < again.size(); ++at) {
    for (const Reached& one : by_row[at]) found.push_back({one.slot, {again[at], {one.cost}}});
  }
  put(std::move(found), again);
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
  Lists lists;
  searcher.append_trips({&corner, 1}, lists);
  return std::move(lists.trips);
}

CornerTrips::Lists CornerTrips::lists_from(std::span<const std::uint32_t> slots,
                                           Searcher& searcher) const {
  Lists lists;
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
  return lists_from(sample, searcher).trips.size() / sample.size() * corners;
}

void CornerTrips::keep_from_corners() {
  const std::size_t corners = homes_.corners.size();
  kept_.resize((corners + per_piece_ - 1) / per_piece_);
  tbb::enumerable_thread_specific<Searcher> searchers([&] { return Searcher(*this); });
  tbb::parallel_for(std::size_t{0}, kept_.size(), [&](std::size_t piece) {
    std::vector<std::uint32_t> slots(std::min(per_piece_, corners - piece * per_piece_));
    std::iota(slots.begin(), slots.end(), static_cast<std::uint32_t>(piece * per_piece_));
    Lists lists = lists_from(slots, searchers.local());
    lists.trips.shrink_to_fit();
    kept_[piece] = std::make_shared<const Lists>(std::move(lists));
  });
}

std::vector<std::vector<CornerTrips::Reached>> CornerTrips::reached(
    std::span<const std::uint32_t> rows) const {
  return swept_ ? reached_by_sweeps(rows) : reached_by_buckets(rows);
}

std::vector<std::vector<CornerTrips::Reached>> CornerTrips::reached_by_buckets(
    std::span<const std::uint32_t> rows) const {
  std::vector<std::vector<Reached>> by_row(rows.size());
  tbb::enumerable_thread_specific<BucketSearch> searches(
      [&] { return BucketSearch(against_, destinations_.longest); });
  tbb::parallel_for(std::size_t{0}, rows.size(), [&](std::size_t row) {
    const auto limit = destinations_.limit[rows[row]];
    if (limit == 0) return;
    BucketSearch& search = searches.local();
    search.run(destinations_.seeds(rows[row]));
    for (const auto corner : search.reached()) {
      const auto slot = homes_.slot_of[corner];
      const auto cost = search.cost(corner);
      if (slot != HomeEdges::no_slot && cost <= limit) by_row[row].push_back({slot, cost});
    }
    by_row[row].shrink_to_fit();
  });
  return by_row;
}

// Destinations near each other go side by side.
std::vector<std::vector<CornerTrips::Reached>> CornerTrips::reached_by_sweeps(
    std::span<const std::uint32_t> rows) const {
  const Hierarchy& tree = *swept_->tree;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> order;  // rank of a door's lower corner, at
  for (std::uint32_t at = 0; at < rows.size(); ++at) {
    const auto doors = destinations_.entrances_of(rows[at]);
    if (destinations_.limit[rows[at]] == 0 || doors.empty()) continue;
    const auto& door = doors.front();  // the upper corner of its street is on the lower's way up
    order.emplace_back(std::max(tree.rank(door.from), tree.rank(door.to)), at);
  }
  std::sort(order.begin(), order.end());
  const auto corners = FiledDoors<std::uint16_t>::at_corners(tree, homes_.corners);
  std::vector<std::vector<Reached>> by_row(rows.size());
  tbb::enumerable_thread_specific<Sweep<std::uint16_t>> sweeps(
      [&] { return Sweep<std::uint16_t>(tree, swept_->costs, Towards::seeds); });
  tbb::enumerable_thread_specific<KeptByLane> keepers([&] { return KeptByLane(corners); });
  tbb::parallel_for(
      std::size_t{0}, (order.size() + lanes_in_row - 1) / lanes_in_row, [&](std::size_t tile) {
        const std::size_t first = tile * lanes_in_row;
        const std::size_t last = std::min(order.size(), first + lanes_in_row);
        Batch batch;
        for (std::size_t at = first; at < last; ++at) {
          for (const Seed& seed : destinations_.seeds(rows[order[at].second])) {
            batch.seeds.push_back(
                {tree.rank(seed.corner), static_cast<std::uint32_t>(at - first), seed.cost});
          }
        }
        auto& kept = keepers.local();
        kept.forget();
        sweeps.local().find(corners, batch, static_cast<std::uint16_t>(destinations_.longest),
                            kept);
        for (std::size_t at = first; at < last; ++at) {
          auto& reached = by_row[order[at].second];
          for (const Seed& found : kept.of(at - first)) {
            if (found.cost > destinations_.limit[rows[order[at].second]]) continue;
            reached.push_back({found.corner, found.cost});
          }
          reached.shrink_to_fit();
        }
      });
  return by_row;
}

void CornerTrips::keep_from_destinations() {
  std::vector<std::uint32_t> all(destinations_.size());
  std::iota(all.begin(), all.end(), 0u);
  auto by_row = reached(all);
  per_piece_ = std::max<std::size_t>(1, homes_.corners.size());
  Lists lists;
  lists.first.assign(homes_.corners.size() + 1, 0);
  for (const auto& reached : by_row) {
    for (const Reached& at : reached) ++lists.first[at.slot + 1];
  }
  std::partial_sum(lists.first.begin(), lists.first.end(), lists.first.begin());
  lists.trips.resize(lists.first.back());
  auto next = lists.first;
  for (std::uint32_t row = 0; row < by_row.size(); ++row) {
    for (const Reached& at : by_row[row]) lists.trips[next[at.slot]++] = {row, {at.cost}};
    std::vector<Reached>().swap(by_row[row]);
  }
  kept_.push_back(std::make_shared<const Lists>(std::move(lists)));
}

// Lists without the old trips to some destinations and with the new ones in their place.
void CornerTrips::put(std::vector<Found> found, std::span<const std::uint32_t> in_place_of) {
  std::vector<bool> is_old(destinations_.size(), false);
  for (const auto row : in_place_of) is_old[row] = true;
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    return std::pair(a.slot, a.trip.to) < std::pair(b.slot, b.trip.to);
  });
  const auto before = [](const Found& one, std::size_t slot) { return one.slot < slot; };
  tbb::parallel_for(std::size_t{0}, kept_.size(), [&](std::size_t piece) {
    const Lists& old = *kept_[piece];
    const std::size_t base = piece * per_piece_, slots = old.first.size() - 1;
    auto next = std::lower_bound(found.begin(), found.end(), base, before);
    const auto is_gone = [&](const Trip& trip) { return is_old[trip.to]; };
    const bool any_new = next != found.end() && next->slot < base + slots;
    if (!any_new && std::none_of(old.trips.begin(), old.trips.end(), is_gone)) return;
    Lists lists;
    lists.trips.reserve(old.trips.size());
    for (std::size_t slot = 0; slot < slots; ++slot) {
      const auto take_to = [&](std::uint32_t row) {
        for (; next != found.end() && next->slot == base + slot && next->trip.to < row; ++next) {
          lists.trips.push_back(next->trip);
        }
      };
      for (const Trip& trip : old[slot]) {
        if (is_gone(trip)) continue;
        take_to(trip.to);
        lists.trips.push_back(trip);
      }
      take_to(std::numeric_limits<std::uint32_t>::max());
      lists.first.push_back(lists.trips.size());
    }
    kept_[piece] = std::make_shared<const Lists>(std::move(lists));
  });
}

std::span<const Trip> CornerTrips::Block::from(std::uint32_t slot) const {
  if (kept_) return (*kept_->kept_[slot / kept_->per_piece_])[slot % kept_->per_piece_];
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
