#include "analysis/travel/line_failures.hpp"

#include <algorithm>
#include <memory>
#include <mutex>
#include <numeric>

#include <tbb/parallel_for.h>
#include <tbb/parallel_invoke.h>

#include "analysis/travel/asking.hpp"
#include "analysis/travel/drawn_searches.hpp"
#include "analysis/travel/vehicles.hpp"
#include "geo/transit.hpp"

namespace analysis::travel {
namespace {

using geo::City;
using geo::HomeId;
using geo::LineId;
using Homes = std::vector<std::uint32_t>;  ///< places in a list of homes, ascending
using Open = std::vector<Homes>;           ///< of each standard who still has a service

std::uint32_t longest_of(std::span<const RiddenStandard> standards) {
  std::uint32_t longest = 0;
  for (const RiddenStandard& one : standards) {
    longest = std::max(longest, geo::deciseconds_within(one.within).count);
  }
  return longest;
}

std::vector<std::uint32_t> all_services(std::span<const RiddenStandard> standards) {
  std::vector<std::uint32_t> rows;
  for (const RiddenStandard& one : standards) {
    rows.insert(rows.end(), one.services.begin(), one.services.end());
  }
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

/// The city as if nobody else lived there.
City with_homes_of(City city, std::span<const RiddenStandard> standards) {
  std::vector<bool> asked(city.homes.size(), false);
  for (const RiddenStandard& one : standards) {
    for (const HomeId home : one.homes) asked[home.row()] = true;
  }
  for (const HomeId home : city.homes.at.rows()) {
    if (!asked[home.row()]) city.homes.door[home] = geo::Missing::off_network;
  }
  return city;
}

/// Hears whether the home at hand gets to any service in time.
class InTime : public TakesTimes {
 public:
  /// `place` of a time in the order of all.
  InTime(std::uint32_t limit, std::size_t place) : limit_(limit), place_(place) {}

  void take(std::size_t, transit::Rides& times) override {
    any_ = any_ || times.nth(place_) <= limit_;
  }
  void end(std::size_t home) override {
    if (!any_) without.push_back(static_cast<std::uint32_t>(home));
    any_ = false;
  }

  Homes without;  ///< homes that get to none

 private:
  std::uint32_t limit_;
  std::size_t place_;
  bool any_ = false;
};

/// Takes lines away, and searches again for those who may miss them.
class Search {
 public:
  Search(const City& city, const Way& way, int percentile,
         std::span<const RiddenStandard> standards, const Means& means,
         const std::function<void(double)>& progress)
      : city_(with_homes_of(city, standards)),
        percentile_(percentile),
        standards_(standards),
        progress_(progress),
        services_(all_services(standards)),
        vehicles_(city_, std::make_shared<const StopWalks>(walks(way, means)),
                  longest_of(standards)),
        place_(city.homes.size(), 0) {
    gather_homes();
    for (const RiddenStandard& one : standards) columns_.push_back(columns_of(one));
  }

  std::vector<LineCutOff> found() {
    const auto lines =
        lines_within(city_, {city_.transit->from, city_.transit->until}, longest_of(standards_));
    by_line_.resize(lines.size());
    lines_ = lines;
    split(0, lines.size(), with_a_service());
    std::vector<LineCutOff> all;
    for (std::size_t line = 0; line < lines.size(); ++line) {
      for (std::size_t standard = 0; standard < standards_.size(); ++standard) {
        LineCutOff one{lines[line], standard, {}};
        if (!by_line_[line].empty()) {
          for (const auto home : by_line_[line][standard]) one.homes.push_back(homes_[home]);
        }
        std::sort(one.homes.begin(), one.homes.end());
        all.push_back(std::move(one));
      }
    }
    return all;
  }

 private:
  StopWalks walks(const Way& way, const Means& means) const {
    const auto& described = *city_.description.transit;
    StreetHierarchy hierarchy(city_.streets, means.shelf);
    const Means quietly{means.by, means.shelf, {}};
    const AskOnFoot ask = [&](const City& seen, const Question& question) {
      return ask_moving(seen, std::span(&question, 1), way, hierarchy, quietly, [](double) {})
          .at(question);
    };
    return {city_, stop_doors(city_, way.pace, described.wheelchair), services_, described.walk,
            ask};
  }

  // Neighbours stand together, as on the streets: those are searched quicker side by side.
  void gather_homes() {
    const StopWalks& walks = vehicles_.walks();
    for (const auto& home : walks.from_homes().impl().ground->homes.homes) {
      place_[home.home.row()] = static_cast<std::uint32_t>(homes_.size());
      homes_.push_back(home.home);
    }
    to_stops_.resize(homes_.size());
    static_cast<void>(walks.from_homes().fold([&](HomeId home, std::span<const Trip> trips) {
      walks.to_stops(trips, to_stops_[place_[home.row()]]);
      return 0.0;
    }));
  }

  Columns columns_of(const RiddenStandard& one) const {
    Columns columns{services_, std::vector<std::uint32_t>(services_.size(), 0), percentile_};
    for (std::size_t column = 0; column < services_.size(); ++column) {
      const bool is_asked =
          std::binary_search(one.services.begin(), one.services.end(), services_[column]);
      if (is_asked) columns.limit[column] = geo::deciseconds_within(one.within).count;
    }
    return columns;
  }

  Open with_a_service() const {
    Open open(standards_.size());
    for (std::size_t standard = 0; standard < open.size(); ++standard) {
      Homes all;
      for (const HomeId home : standards_[standard].homes) {
        if (city_.homes.door[home]) all.push_back(place_[home.row()]);
      }
      std::sort(all.begin(), all.end());
      const Homes none = without_service(vehicles_, standard, all);
      std::set_difference(all.begin(), all.end(), none.begin(), none.end(),
                          std::back_inserter(open[standard]));
    }
    return open;
  }

  /// Those of the homes who get to no service of the standard in time.
  Homes without_service(const Vehicles& vehicles, std::size_t standard, const Homes& homes) const {
    constexpr std::size_t lanes = transit::Search::lanes;
    const std::uint32_t limit = geo::deciseconds_within(standards_[standard].within).count;
    std::vector<Homes> found((homes.size() + lanes - 1) / lanes);
    tbb::parallel_for(std::size_t{0}, found.size(), [&](std::size_t tile) {
      std::vector<Leaving> leaving;
      const std::size_t end = std::min(homes.size(), (tile + 1) * lanes);
      for (std::size_t at = tile * lanes; at < end; ++at) {
        leaving.push_back({homes[at], to_stops_[homes[at]], {}});
      }
      InTime taker(limit, vehicles.place_at(percentile_));
      vehicles.ride(leaving, columns_[standard], taker);
      found[tile] = std::move(taker.without);
    });
    Homes all;
    for (const Homes& some : found) all.insert(all.end(), some.begin(), some.end());
    return all;
  }

  /// `open` are those who have nothing any more without all of these lines together.
  void split(std::size_t first, std::size_t last, Open open) {
    const bool nobody =
        std::all_of(open.begin(), open.end(), [](const Homes& homes) { return homes.empty(); });
    if (nobody || last - first <= 1) {
      if (last - first == 1) by_line_[first] = std::move(open);
      settle(last - first);
      return;
    }
    const std::size_t middle = std::midpoint(first, last);
    tbb::parallel_invoke([&] { split(first, middle, fallen(first, middle, open)); },
                         [&] { split(middle, last, fallen(middle, last, open)); });
  }

  void settle(std::size_t lines) {
    const std::lock_guard alone(settling_);
    settled_ += lines;
    if (progress_ && !lines_.empty()) {
      progress_(static_cast<double>(settled_) / static_cast<double>(lines_.size()));
    }
  }

  Open fallen(std::size_t first, std::size_t last, const Open& open) const {
    const Vehicles others =
        vehicles_.without(city_, std::span(lines_).subspan(first, last - first));
    Open still(open.size());
    for (std::size_t standard = 0; standard < open.size(); ++standard) {
      still[standard] = without_service(others, standard, open[standard]);
    }
    return still;
  }

  const City city_;
  const int percentile_;
  const std::span<const RiddenStandard> standards_;
  const std::function<void(double)>& progress_;
  const std::vector<std::uint32_t> services_;
  const Vehicles vehicles_;
  std::vector<std::uint32_t> place_;  ///< of each home of the city, in `homes_`
  std::vector<HomeId> homes_;
  std::vector<std::vector<transit::Walk>> to_stops_;
  std::vector<Columns> columns_;  ///< of each standard; the others' services are out of reach
  std::vector<LineId> lines_;
  std::vector<Open> by_line_;
  std::mutex settling_;
  std::size_t settled_ = 0;
};

}  // namespace

std::vector<LineCutOff> lines_cut_off(const City& city, const Way& way, int percentile,
                                      std::span<const RiddenStandard> standards, const Means& means,
                                      const std::function<void(double)>& progress) {
  need_transit(city);
  return Search(city, way, percentile, standards, means, progress).found();
}

}  // namespace analysis::travel
