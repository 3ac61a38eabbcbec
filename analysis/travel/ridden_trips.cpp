#include "analysis/travel/ridden_trips.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <mutex>

#include <tbb/parallel_for.h>

namespace analysis::travel {
namespace {

using Tile = RiddenTrips::Tile;

constexpr std::uint32_t beyond_kept = 1u << 16;  // tenths of a second

bool is_asked(const Answer::Impl& asked, std::uint32_t row) {
  return asked.asked.empty()
             ? !asked.rows.empty() && asked.rows.front() <= row && row <= asked.rows.back()
             : row < asked.asked.size() && asked.asked[row];
}

/// The questions at one percentile.
struct AtPercentile {
  int percentile = 50;
  std::size_t place = 1;  ///< in the order of the times
  /// One more than the longest trip wanted in each column, and than the longest of those that are
  /// to be listed; 0 where none is.
  std::vector<std::uint32_t> wanted, listed;
  std::vector<Answer::Impl*> lists, nearest;
  std::vector<std::shared_ptr<NearestRidden>> nearest_found;  ///< as `nearest`

  /// Whether lists are kept: there are some, and 16 bits hold each time.
  bool keeps() const {
    return !lists.empty() && std::all_of(listed.begin(), listed.end(),
                                         [](std::uint32_t limit) { return limit <= beyond_kept; });
  }
};

/// A question that is computed for each minute and averaged.
struct OnAverage {
  Answer::Impl* asked;
  const Counted* counted;
  std::vector<bool> column;  ///< whether it asks about each
};

/// What is gathered in one pass over all homes, tile by tile of streets.
class Pass {
 public:
  Pass(std::map<Question, std::shared_ptr<Answer::Impl>>& impls,
       std::shared_ptr<const Riders> riders, std::size_t most)
      : riders_(std::move(riders)), most_(most) {
    for (auto& [question, impl] : impls) {
      question.transit->on_average ? add_average(*impl) : add_percentile(*impl);
    }
    const std::size_t stretches = riders_->homes().stretches.size();
    tiles_ = (stretches + RiddenTrips::stretches_in_tile - 1) / RiddenTrips::stretches_in_tile;
    kept_.assign(percentiles_.size(), std::vector<Tile>(tiles_));
  }

  void run(const std::function<void(double)>& report);
  bool finish();  ///< says whether all lists are kept

 private:
  friend class Gatherer;

  void add_average(Answer::Impl& impl);
  void add_percentile(Answer::Impl& impl);
  AtPercentile& at(int percentile);

  std::shared_ptr<const Riders> riders_;
  std::size_t most_;  ///< trips that are kept
  std::vector<AtPercentile> percentiles_;
  std::vector<OnAverage> averages_;
  std::size_t tiles_ = 0;
  std::vector<std::vector<Tile>> kept_;  ///< by percentile, tile
  std::atomic<std::size_t> trips_ = 0;   ///< that were to be kept so far
};

/// Gathers the trips of the homes of one tile.
class Gatherer : public TakesTimes {
 public:
  Gatherer(Pass& pass, std::size_t tile)
      : pass_(pass),
        tile_(tile),
        trips_(pass.percentiles_.size()),
        sums_(pass.averages_.size(), 0.0) {
    for (const AtPercentile& at : pass.percentiles_) keeps_.push_back(at.keeps());
  }

  void take(std::size_t column, transit::Rides& times) override {
    if (!sums_.empty()) {
      by_minute_.resize(times.times());
      times.write(by_minute_);
    }
    for (std::size_t i = 0; i < sums_.size(); ++i) add_up(i, column);
    const auto& all = pass_.percentiles_;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const std::uint32_t time = times.nth(all[i].place);
      if (time < all[i].wanted[column]) {
        trips_[i].push_back({static_cast<std::uint32_t>(column), {time}});
      }
    }
  }

  void end(std::size_t home) override {
    const auto times = static_cast<double>(pass_.riders_->vehicles().times());
    for (std::size_t i = 0; i < sums_.size(); ++i) {
      (*pass_.averages_[i].asked->average)[pass_.riders_->homes().homes[home].home] =
          sums_[i] / times;
      sums_[i] = 0;
    }
    for (std::size_t i = 0; i < trips_.size(); ++i) {
      keep_nearest(pass_.percentiles_[i], home, trips_[i]);
      keep_lists(i);
      trips_[i].clear();
    }
  }

 private:
  void add_up(std::size_t average, std::size_t column) {
    const OnAverage& asked = pass_.averages_[average];
    if (!asked.column[column]) return;
    const std::uint32_t limit = asked.asked->limit;
    const auto& [by_row, by_cost] = *asked.counted;
    double sum = 0;
    for (const std::uint32_t time : by_minute_) {
      if (time <= limit) sum += by_cost.empty() ? 1 : by_cost[time];
    }
    sums_[average] += by_row.empty() ? sum : sum * by_row[pass_.riders_->columns().rows[column]];
  }

  void keep_nearest(const AtPercentile& at, std::size_t home, std::span<const Trip> trips) {
    for (std::size_t i = 0; i < at.nearest.size(); ++i) {
      const Answer::Impl& asked = *at.nearest[i];
      near_.clear();
      for (const Trip& trip : trips) {
        const std::uint32_t row = pass_.riders_->columns().rows[trip.to];
        if (trip.cost.count <= asked.limit && is_asked(asked, row)) {
          near_.push_back({row, trip.cost});
        }
      }
      NearestRidden& found = *at.nearest_found[i];
      const std::size_t count = std::min(found.k, near_.size());
      const auto middle = near_.begin() + static_cast<std::ptrdiff_t>(count);
      std::partial_sort(near_.begin(), middle, near_.end(), [](const Trip& a, const Trip& b) {
        return std::pair(a.cost, a.to) < std::pair(b.cost, b.to);
      });
      std::copy(near_.begin(), middle,
                found.trips.begin() + static_cast<std::ptrdiff_t>(home * found.k));
      found.count[home] = static_cast<std::uint32_t>(count);
    }
  }

  // A number that is too large in the end was too large in whatever order the tiles came.
  void keep_lists(std::size_t percentile) {
    const AtPercentile& at = pass_.percentiles_[percentile];
    if (!keeps_[percentile]) return;
    Tile& tile = pass_.kept_[percentile][tile_];
    const bool fits = pass_.trips_ <= pass_.most_;
    const std::size_t first = tile.reached.size();
    tile.reached.resize(first + RiddenTrips::words(at.listed.size()));
    std::size_t count = 0;
    for (const Trip& trip : trips_[percentile]) {
      if (trip.cost.count >= at.listed[trip.to]) continue;
      ++count;
      if (!fits) continue;
      tile.reached[first + trip.to / 64] |= std::uint64_t{1} << trip.to % 64;
      tile.costs.push_back(static_cast<std::uint16_t>(trip.cost.count));
    }
    pass_.trips_ += count;
    tile.end.push_back(tile.costs.size());
  }

  Pass& pass_;
  std::size_t tile_;
  std::vector<std::vector<Trip>> trips_;  ///< by percentile; `to` is the column
  std::vector<double> sums_;              ///< by average
  std::vector<std::uint32_t> by_minute_;
  std::vector<Trip> near_;
  std::vector<bool> keeps_;  ///< by percentile
};

void Pass::run(const std::function<void(double)>& report) {
  const std::size_t stretches = riders_->homes().stretches.size();
  std::mutex telling;
  std::size_t done = 0;
  tbb::parallel_for(std::size_t{0}, tiles_, [&](std::size_t tile) {
    const std::size_t first = tile * RiddenTrips::stretches_in_tile;
    Gatherer gatherer(*this, tile);
    riders_->visit(first, std::min(stretches, first + RiddenTrips::stretches_in_tile), gatherer);
    for (auto& of_percentile : kept_) of_percentile[tile].costs.shrink_to_fit();
    const std::lock_guard alone(telling);
    report(static_cast<double>(++done) / static_cast<double>(tiles_));
  });
}

bool Pass::finish() {
  const bool fits = trips_ <= most_;
  bool all = true;
  for (std::size_t i = 0; i < percentiles_.size(); ++i) {
    const AtPercentile& at = percentiles_[i];
    auto trips = fits && at.keeps()
                     ? std::make_shared<RiddenTrips>(riders_->ground(), riders_->columns().rows,
                                                     std::move(kept_[i]))
                     : std::make_shared<RiddenTrips>(riders_, at.percentile);
    for (Answer::Impl* asked : at.lists) asked->ridden = trips;
    for (std::size_t n = 0; n < at.nearest.size(); ++n) {
      at.nearest[n]->nearest_ridden = at.nearest_found[n];
    }
    all = all && (at.lists.empty() || trips->is_kept());
  }
  return all;
}

AtPercentile& Pass::at(int percentile) {
  for (AtPercentile& known : percentiles_) {
    if (known.percentile == percentile) return known;
  }
  const std::size_t columns = riders_->columns().rows.size();
  percentiles_.push_back({percentile,
                          riders_->vehicles().place_at(percentile),
                          std::vector<std::uint32_t>(columns, 0),
                          std::vector<std::uint32_t>(columns, 0),
                          {},
                          {},
                          {}});
  return percentiles_.back();
}

void Pass::add_percentile(Answer::Impl& impl) {
  AtPercentile& here = at(impl.question.transit->percentile);
  const auto& rows = riders_->columns().rows;
  const bool is_list = impl.question.nearest == 0;
  for (std::size_t column = 0; column < rows.size(); ++column) {
    if (!is_asked(impl, rows[column])) continue;
    here.wanted[column] = std::max(here.wanted[column], impl.limit + 1);
    if (is_list) here.listed[column] = std::max(here.listed[column], impl.limit + 1);
  }
  if (is_list) {
    here.lists.push_back(&impl);
    return;
  }
  auto found = std::make_shared<NearestRidden>();
  const std::size_t homes = riders_->homes().homes.size();
  found->k = std::min<std::size_t>(impl.question.nearest, impl.rows.size());
  found->trips.resize(homes * found->k);
  found->count.assign(homes, 0);
  here.nearest.push_back(&impl);
  here.nearest_found.push_back(std::move(found));
}

void Pass::add_average(Answer::Impl& impl) {
  const HomeEdges& homes = riders_->homes();
  auto average = std::make_shared<geo::Column<geo::HomeId, double>>(
      homes.size, geo::Cell<double>(geo::Missing::off_network));
  for (const auto& [home, reason] : homes.without_door) (*average)[home] = reason;
  impl.average = std::move(average);
  OnAverage asked{&impl, &*impl.question.transit->on_average, {}};
  for (const auto row : riders_->columns().rows) asked.column.push_back(is_asked(impl, row));
  averages_.push_back(std::move(asked));
}

/// The trips of each home at one percentile, searched again.
class AgainAt : public TakesTimes {
 public:
  AgainAt(const Answer::Impl& asked, const Riders& riders, int percentile,
          const RiddenTrips::EachHome& f)
      : asked_(asked), riders_(riders), place_(riders.vehicles().place_at(percentile)), f_(f) {}

  void take(std::size_t column, transit::Rides& times) override {
    const std::uint32_t row = riders_.columns().rows[column];
    if (!is_asked(asked_, row)) return;
    const std::uint32_t time = times.nth(place_);
    if (time <= asked_.limit) trips_.push_back({row, {time}});
  }
  void end(std::size_t home) override {
    f_(riders_.homes().homes[home].home, trips_);
    trips_.clear();
  }

 private:
  const Answer::Impl& asked_;
  const Riders& riders_;
  std::size_t place_;
  const RiddenTrips::EachHome& f_;
  std::vector<Trip> trips_;
};

}  // namespace

void RiddenTrips::each_home(const Answer::Impl& asked, std::size_t first_stretch,
                            std::size_t last_stretch, const EachHome& f) const {
  if (is_kept()) return each_home_kept(asked, first_stretch, last_stretch, f);
  AgainAt again(asked, *riders_, percentile_, f);
  riders_->visit(first_stretch, last_stretch, again);
}

void RiddenTrips::unpack(const Tile& tile, std::size_t home, const Answer::Impl& asked,
                         std::vector<Trip>& trips) const {
  trips.clear();
  const std::size_t words = RiddenTrips::words(rows_.size());
  const std::uint16_t* cost = tile.costs.data() + (home == 0 ? 0 : tile.end[home - 1]);
  for (std::size_t word = 0; word < words; ++word) {
    for (auto bits = tile.reached[home * words + word]; bits != 0; bits &= bits - 1, ++cost) {
      const auto bit = static_cast<std::size_t>(std::countr_zero(bits));
      const std::uint32_t row = rows_[word * 64 + bit];
      if (*cost <= asked.limit && is_asked(asked, row)) trips.push_back({row, {*cost}});
    }
  }
}

void RiddenTrips::each_home_kept(const Answer::Impl& asked, std::size_t first_stretch,
                                 std::size_t last_stretch, const EachHome& f) const {
  const HomeEdges& homes = ground_->homes;
  std::vector<Trip> trips;
  for (std::size_t stretch = first_stretch; stretch < last_stretch; ++stretch) {
    const std::size_t number = stretch / stretches_in_tile;
    const Tile& tile = tiles_[number];
    const std::size_t before = homes.stretches[number * stretches_in_tile].first;
    for (std::size_t at = homes.stretches[stretch].first; at < homes.stretches[stretch].last;
         ++at) {
      unpack(tile, at - before, asked, trips);
      f(homes.homes[at].home, trips);
    }
  }
}

bool answer_riding(std::map<Question, std::shared_ptr<Answer::Impl>>& impls,
                   std::shared_ptr<const Riders> riders, std::size_t most,
                   const std::function<void(double)>& report) {
  Pass pass(impls, std::move(riders), most);
  pass.run(report);
  return pass.finish();
}

}  // namespace analysis::travel
