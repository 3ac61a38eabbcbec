// Public transport of a real city against the definition: every walk by a plain Dijkstra, every
// ride looked at again and again until nobody gets anywhere earlier.
#include <filesystem>
#include <iostream>
#include <map>
#include <set>

#include "analysis/travel/ask.hpp"
#include "geo/read/read.hpp"
#include "geo/service_day.hpp"
#include "geo/transit.hpp"
#include "tests/analysis/travel/brute_force.hpp"
#include "tests/catch.hpp"

using namespace analysis::travel;
using geo::HomeId;
using geo::Minutes;
using geo::StopId;

namespace {

std::optional<geo::City> las_palmas() {
  const std::filesystem::path source = MEDINA_SOURCE;
  const auto data = source / ".." / "shared" / "data" / "las_palmas";
  if (!std::filesystem::exists(data)) {
    std::cout << "SKIPPED: no data of Las Palmas beside the source\n";
    return std::nullopt;
  }
  geo::Findings findings;
  const auto description = geo::read::description(
      (source / "datasets" / "cities" / "las_palmas" / "city.toml").string(), findings);
  return geo::build_city(geo::to_metres(geo::read::layers(description, data.string())));
}

/// Earliest arrivals from one home, by definition. Moments in tenths of a second after midnight.
class EarliestArrivals {
 public:
  using Moment = std::int64_t;

  EarliestArrivals(const geo::City& city, const Costs& costs)
      : city_(city),
        walks_(city.streets, costs),
        longest_(geo::deciseconds_within(city.description.transit->walk).count),
        day_(geo::service_day(city.transit->timetable, city.transit->day, city.transit->from,
                              city.transit->until + geo::Seconds{7200})) {
    for (const auto& pattern : city.transit->timetable.patterns.stops.rows()) {
      for (const StopId stop : city.transit->timetable.patterns.stops[pattern]) {
        if (city.transit_stops.door[stop]) served_.insert(stop);
      }
    }
  }

  /// When one is at each service that one leaves for at that moment, walking all the way or not.
  std::map<geo::ServiceId, Moment> services(const geo::Door& home, Moment leaves) {
    ready_.clear();
    std::map<geo::ServiceId, Moment> reached;
    const auto corners = walks_.to_corners(home);
    walk_on(home, corners, leaves, nullptr, reached);
    for (const StopId stop : served_) {
      const auto walk = walks_.between(home, corners, *city_.transit_stops.door[stop]);
      if (walk && *walk <= longest_) be_at(stop, leaves + static_cast<Moment>(*walk));
    }
    while (ride()) {
    }
    for (const auto& [stop, moment] : got_off_) {
      const geo::Door& door = *city_.transit_stops.door[stop];
      walk_on(door, corners_from(stop), moment, &longest_, reached);
    }
    got_off_.clear();
    return reached;
  }

 private:
  static Moment tenths(geo::Seconds seconds) { return Moment{seconds.count} * 10; }

  const std::vector<brute_force::Maybe>& corners_from(StopId stop) {
    auto& corners = corners_[stop];
    if (corners.empty()) corners = walks_.to_corners(*city_.transit_stops.door[stop]);
    return corners;
  }

  bool be_at(StopId stop, Moment moment) {
    const auto [known, is_new] = ready_.emplace(stop, moment);
    if (!is_new && known->second <= moment) return false;
    known->second = moment;
    return true;
  }

  void walk_on(const geo::Door& from, const std::vector<brute_force::Maybe>& corners, Moment leaves,
               const std::uint32_t* limit, std::map<geo::ServiceId, Moment>& reached) const {
    for (const geo::ServiceId service : city_.services.kind.rows()) {
      for (const geo::Door& door : city_.services.doors[service]) {
        const auto walk = walks_.between(from, corners, door);
        if (!walk || (limit && *walk > *limit)) continue;
        const Moment at = leaves + static_cast<Moment>(*walk);
        const auto [known, is_new] = reached.emplace(service, at);
        known->second = std::min(known->second, at);
      }
    }
  }

  bool get_off(StopId stop, Moment moment) {
    const auto [known, is_new] = got_off_.emplace(stop, moment);
    if (!is_new && known->second <= moment) return false;
    known->second = moment;
    be_at(stop, moment);
    const auto& corners = corners_from(stop);
    for (const StopId other : served_) {
      const auto walk = walks_.between(*city_.transit_stops.door[stop], corners,
                                       *city_.transit_stops.door[other]);
      if (walk && *walk <= longest_) be_at(other, moment + static_cast<Moment>(*walk));
    }
    return true;
  }

  // All vehicles once; whether somebody got somewhere earlier.
  bool ride() {
    const geo::Timetable& all = city_.transit->timetable;
    bool any = false;
    for (const geo::Run& run : day_.runs) {
      const auto stops = all.patterns.stops[all.trips.pattern[run.trip]];
      const auto calls = all.patterns.calls[all.trips.pattern[run.trip]];
      const auto arrives = all.timings.arrives[all.trips.timing[run.trip]];
      const auto leaves = all.timings.leaves[all.trips.timing[run.trip]];
      bool on = false;
      for (std::size_t i = 0; i < stops.size(); ++i) {
        const bool off = calls[i] == geo::Call::both || calls[i] == geo::Call::alight_only;
        const bool board = calls[i] == geo::Call::both || calls[i] == geo::Call::board_only;
        if (on && off && served_.contains(stops[i])) {
          any = get_off(stops[i], tenths(run.start + arrives[i])) || any;
        }
        const auto here = ready_.find(stops[i]);
        if (here != ready_.end() && board &&
            here->second + tenths(geo::Seconds{60}) <= tenths(run.start + leaves[i])) {
          on = true;
        }
      }
    }
    return any;
  }

  const geo::City& city_;
  brute_force::Walks walks_;
  std::uint32_t longest_;
  geo::ServiceDay day_;
  std::set<StopId> served_;
  std::map<StopId, std::vector<brute_force::Maybe>> corners_;
  std::map<StopId, Moment> ready_, got_off_;
};

/// Leaves doors to a few homes alone, so that few are searched.
std::vector<HomeId> few_homes(geo::City& city, std::size_t count) {
  std::vector<HomeId> chosen;
  const std::size_t step = city.homes.size() / (count + 1);
  for (const HomeId home : city.homes.door.rows()) {
    if (chosen.size() < count && home.row() % step == step / 2 && city.homes.door[home]) {
      chosen.push_back(home);
    } else {
      city.homes.door[home] = geo::Missing::off_network;
    }
  }
  return chosen;
}

}  // namespace

TEST_CASE("in Las Palmas trips by bus are those of the definition, to every service", "[real]") {
  auto city = las_palmas();
  if (!city) return;
  const auto homes = few_homes(*city, 4);
  REQUIRE(homes.size() == 4);
  geo::Transit transit = *city->transit;
  constexpr int minutes = 2;
  transit.from = geo::Seconds{8 * 3600 + 7 * 60};
  transit.until = transit.from + geo::Seconds{minutes * 60};
  city->transit = std::make_shared<const geo::Transit>(std::move(transit));

  const auto hour = to_services(geo::Kind{""}).within(Minutes{60});
  const std::vector questions{hour.riding({50}), hour.riding({100})};
  const auto answers = ask(*city, questions, Way{});
  const Costs costs = quantise(city->streets, Way{});
  EarliestArrivals by_definition(*city, costs);
  std::size_t trips = 0, wrong = 0, ridden = 0;
  for (const HomeId home : homes) {
    std::vector<std::map<geo::ServiceId, EarliestArrivals::Moment>> each;
    for (int minute = 0; minute < minutes; ++minute) {
      const auto leaves = (city->transit->from.count + minute * 60) * std::int64_t{10};
      each.push_back(by_definition.services(*city->homes.door[home], leaves));
      for (auto& [service, moment] : each.back()) moment -= leaves;
    }
    // Of two times the first in order is at the 50th percentile, the second at the 100th.
    for (const bool first : {true, false}) {
      std::map<std::uint32_t, std::int64_t> found;
      static_cast<void>(
          answers.at(questions[first ? 0 : 1]).fold([&](HomeId at, std::span<const Trip> own) {
            if (at != home) return 0.0;
            for (const Trip& trip : own) found[trip.to] = trip.cost.count;
            return 0.0;
          }));
      for (const geo::ServiceId service : city->services.kind.rows()) {
        constexpr std::int64_t never = 36001;
        const auto time = [&](const auto& times) {
          const auto known = times.find(service);
          return known == times.end() ? never : std::min(known->second, never);
        };
        const auto a = time(each[0]), b = time(each[1]);
        const auto expected = first ? std::min(a, b) : std::max(a, b);
        const auto known = found.find(service.row());
        ++trips;
        wrong += (known == found.end() ? never : known->second) != expected;
        ridden += expected < never;
      }
    }
  }
  std::cout << "Las Palmas by bus: " << trips << " trips compared, " << ridden
            << " within the hour, " << wrong << " wrong\n";
  CHECK(wrong == 0);
  CHECK(ridden > trips / 20);
}
