#include "analysis/travel/trip_rows.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "analysis/travel/search.hpp"
#include "analysis/travel/street_doors.hpp"
#include "analysis/travel/sweep.hpp"

namespace analysis::travel {

/// Fills rows that hold `far` throughout.
class TripRows::Search {
 public:
  virtual ~Search() = default;
  virtual void fill(std::size_t first, std::size_t last, std::uint32_t* times) const = 0;
};

namespace {

std::vector<Seed> seeds_of(const geo::StreetGraph& streets, std::span<const Stop> place) {
  std::vector<Seed> seeds;
  for (const Stop& here : place) {
    const DoorEnds door = leaving(streets, here);
    seeds.push_back({door.a, door.by_a});
    seeds.push_back({door.b, door.by_b});
  }
  return seeds;
}

class BucketRows : public TripRows::Search {
 public:
  BucketRows(const geo::StreetGraph& streets, std::shared_ptr<const Arcs> arcs,
             const TableOf& table)
      : streets_(streets), arcs_(std::move(arcs)), table_(table), searches_([this] {
          return BucketSearch(*arcs_, arcs_->enough(table_.limit, furthest_seed()));
        }) {}

  void fill(std::size_t first, std::size_t last, std::uint32_t* times) const override {
    tbb::parallel_for(first, last, [&](std::size_t origin) {
      row(table_.from[PlaceRow{origin}], times + (origin - first) * table_.to.size());
    });
  }

 private:
  std::uint32_t furthest_seed() const {
    std::uint32_t most = 0;
    for (const auto row : table_.from.rows()) {
      most = std::max(most, furthest(seeds_of(streets_, table_.from[row])));
    }
    return most;
  }

  void row(std::span<const Stop> place, std::uint32_t* times) const {
    if (place.empty()) return;
    BucketSearch& search = searches_.local();
    search.run(seeds_of(streets_, place));
    for (const auto column : table_.to.rows()) {
      std::uint32_t best = far;
      for (const Stop& there : table_.to[column]) {
        best = std::min(best, walk(search, there));
        for (const Stop& here : place) best = std::min(best, along_edge(here, there));
      }
      if (best <= table_.limit) times[column.row()] = best;
    }
  }

  std::uint32_t walk(const BucketSearch& search, const Stop& there) const {
    const geo::Edge& edge = streets_.edges[there.edge];
    const auto via = [&](geo::NodeId corner, std::uint32_t rest) {
      const auto walked = search.cost(corner.row());
      return walked == BucketSearch::unreached ? far : walked + or_far(rest);
    };
    return std::min(via(edge.from, there.from_from), via(edge.to, there.from_to));
  }

  const geo::StreetGraph& streets_;
  std::shared_ptr<const Arcs> arcs_;
  const TableOf& table_;
  mutable tbb::enumerable_thread_specific<BucketSearch> searches_;
};

/// Origins near each other go side by side, 64 at a time; so do destinations, some thousands.
template <class Lane>
class SweepRows : public TripRows::Search {
 public:
  SweepRows(const geo::StreetGraph& streets, const Costs& costs,
            std::shared_ptr<const Hierarchy> tree, const TableOf& table, bool all_in_reach)
      : streets_(streets),
        tree_(std::move(tree)),
        arcs_(customise<Lane>(*tree_, streets, costs)),
        table_(table),
        limit_(all_in_reach ? no_way<Lane> - 1 : static_cast<Lane>(table.limit)),
        workers_([this] {
          return Worker{Sweep<Lane>(*tree_, arcs_, Towards::targets), {}};
        }) {
    file_destinations();
  }

  void fill(std::size_t first, std::size_t last, std::uint32_t* times) const override {
    const auto origins = by_rank(first, last);
    const std::size_t tiles = (origins.size() + lanes_in_row - 1) / lanes_in_row;
    tbb::parallel_for(std::size_t{0}, tiles, [&](std::size_t tile) {
      const std::size_t begin = tile * lanes_in_row;
      const auto own =
          std::span(origins).subspan(begin, std::min(lanes_in_row, origins.size() - begin));
      for (const Part& part : parts_) fill(own, part, first, times);
    });
  }

 private:
  /// What one thread works with.
  struct Worker {
    Sweep<Lane> sweep;
    std::vector<LaneRow<Lane>> times;
  };
  /// Destinations of one part of town.
  struct Part {
    StreetDoors<Lane> doors;
    std::vector<std::uint32_t> column;  ///< of each door, as filed
  };
  using Ranked = std::pair<std::uint32_t, std::uint32_t>;  ///< rank of a corner, row

  std::uint32_t rank(const Stop& stop) const {
    return lower_corner(*tree_, streets_.edges[stop.edge]);
  }

  std::vector<Ranked> by_rank(std::size_t first, std::size_t last) const {
    std::vector<Ranked> origins;
    for (std::size_t row = first; row < last; ++row) {
      const auto place = table_.from[PlaceRow{row}];
      if (!place.empty()) origins.emplace_back(rank(place[0]), static_cast<std::uint32_t>(row));
    }
    std::sort(origins.begin(), origins.end());
    return origins;
  }

  void file_destinations() {
    constexpr std::size_t most = std::size_t{1} << 15;  // doors of a part: 4 or 8 MB for a thread
    std::vector<std::pair<Ranked, const Stop*>> all;
    for (const auto column : table_.to.rows()) {
      for (const Stop& stop : table_.to[column]) all.push_back({{rank(stop), column.row()}, &stop});
    }
    std::sort(all.begin(), all.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t begin = 0; begin < all.size(); begin += most) {
      const auto own = std::span(all).subspan(begin, std::min(most, all.size() - begin));
      std::vector<Stop> stops;
      for (const auto& [of, stop] : own) stops.push_back(*stop);
      Part part{StreetDoors<Lane>(*tree_, streets_, stops, Towards::targets), {}};
      for (const auto original : part.doors.filed().originals()) {
        part.column.push_back(own[original].first.second);
      }
      parts_.push_back(std::move(part));
    }
  }

  void fill(std::span<const Ranked> origins, const Part& part, std::size_t first,
            std::uint32_t* times) const {
    Worker& worker = workers_.local();
    std::vector<LaneStart> starts;
    for (std::uint32_t lane = 0; lane < origins.size(); ++lane) {
      for (const Stop& here : table_.from[PlaceRow{origins[lane].second}]) {
        starts.push_back({lane, here});
      }
    }
    Batch batch;
    part.doors.start(batch, starts);
    worker.times.resize(std::max(worker.times.size(), part.column.size()));
    worker.sweep.times(part.doors.filed(), batch, limit_,
                       {worker.times[0].lane, part.column.size() * lanes_in_row});
    std::array<std::uint32_t*, lanes_in_row> rows;
    for (std::size_t lane = 0; lane < origins.size(); ++lane) {
      rows[lane] = times + (origins[lane].second - first) * table_.to.size();
    }
    for (std::size_t door = 0; door < part.column.size(); ++door) {
      const Lane* const costs = worker.times[door].lane;
      for (std::size_t lane = 0; lane < origins.size(); ++lane) {
        if (costs[lane] > table_.limit) continue;
        std::uint32_t& time = rows[lane][part.column[door]];
        time = std::min<std::uint32_t>(time, costs[lane]);
      }
    }
  }

  const geo::StreetGraph& streets_;
  std::shared_ptr<const Hierarchy> tree_;
  ArcCosts<Lane> arcs_;
  const TableOf& table_;
  Lane limit_;  ///< what lies beyond it need not be found
  std::vector<Part> parts_;
  mutable tbb::enumerable_thread_specific<Worker> workers_;
};

}  // namespace

TripRows::TripRows(const geo::StreetGraph& streets, const Costs& costs, TableOf table,
                   const Means& means)
    : table_(std::move(table)), plan_{.way = costs.way.name} {
  const auto arcs = std::make_shared<const Arcs>(streets, costs, Arcs::Direction::along);
  std::vector<std::uint32_t> corners;
  for (const auto row : table_.from.rows()) {
    if (table_.from[row].empty()) continue;
    corners.push_back(streets.edges[table_.from[row][0].edge].from.row());
  }
  StreetHierarchy hierarchy(streets, means.shelf);
  plan_.hierarchy_at_hand = hierarchy.at_hand();
  plan_.expected =
      expected(*arcs, {corners.size(), table_.limit, 0, corners}, plan_.hierarchy_at_hand);
  const auto tree = sweeps_wanted(means.by, plan_.expected) ? hierarchy.tree() : nullptr;
  plan_.swept = tree != nullptr;
  plan_.searched = {{.what = Plan::Searched::For::table,
                     .origins = table_.from.size(),
                     .destinations = table_.to.size(),
                     .swept = plan_.swept}};
  const bool all_in_reach = arcs->enough(table_.limit) < table_.limit;
  if (!tree) {
    search_ = std::make_unique<BucketRows>(streets, arcs, table_);
  } else if (table_.limit < no_way<std::uint16_t>) {
    search_ =
        std::make_unique<SweepRows<std::uint16_t>>(streets, costs, tree, table_, all_in_reach);
  } else {
    search_ =
        std::make_unique<SweepRows<std::uint32_t>>(streets, costs, tree, table_, all_in_reach);
  }
}

TripRows::~TripRows() = default;

void TripRows::times(std::size_t first, std::size_t last, std::span<std::uint32_t> times) const {
  std::fill(times.begin(), times.end(), far);
  search_->fill(first, last, times.data());
}

}  // namespace analysis::travel
