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

std::optional<geo::City> city_of(const std::string& name) {
  const std::filesystem::path source = MEDINA_SOURCE;
  const auto data = source / ".." / "shared" / "data" / name;
  if (!std::filesystem::exists(data)) {
    std::cout << "SKIPPED: no data of " << name << " beside the source\n";
    return std::nullopt;
  }
  geo::Findings findings;
  const auto description = geo::read::description(
      (source / "datasets" / "cities" / name / "city.toml").string(), findings);
  return geo::build_city(geo::to_metres(geo::read::layers(description, data.string())));
}

constexpr std::int64_t horizon = 36000;  ///< an hour, in tenths of a second

/// Earliest arrivals from one home, by definition, of whoever is there within the horizon. Moments
/// in tenths of a second after midnight.
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
    reached_.clear();
    last_ = leaves + horizon;
    const Near from_home = near(home, horizon);
    for (const auto& [service, walk] : from_home.services) be_there(service, leaves + walk);
    for (const auto& [stop, walk] : from_home.stops) {
      if (walk <= longest_) be_at(stop, leaves + walk);
    }
    got_off_.clear();
    while (ride()) {
    }
    for (const auto& [stop, moment] : got_off_) {
      for (const auto& [service, walk] : from(stop).services) be_there(service, moment + walk);
    }
    return reached_;
  }

 private:
  /// Where one gets on foot from one door.
  struct Near {
    std::vector<std::pair<StopId, Moment>> stops;
    std::vector<std::pair<geo::ServiceId, Moment>> services;
  };

  static Moment tenths(geo::Seconds seconds) { return Moment{seconds.count} * 10; }

  Near near(const geo::Door& door, Moment longest) const {
    const auto corners = walks_.to_corners(door);
    Near found;
    const auto within = [&](const geo::Door& to) -> std::optional<Moment> {
      const auto walk = walks_.between(door, corners, to);
      if (!walk || static_cast<Moment>(*walk) > longest) return std::nullopt;
      return static_cast<Moment>(*walk);
    };
    for (const StopId stop : served_) {
      if (const auto walk = within(*city_.transit_stops.door[stop])) {
        found.stops.emplace_back(stop, *walk);
      }
    }
    for (const geo::ServiceId service : city_.services.kind.rows()) {
      for (const geo::Door& at : city_.services.doors[service]) {
        if (const auto walk = within(at)) found.services.emplace_back(service, *walk);
      }
    }
    return found;
  }

  const Near& from(StopId stop) {
    const auto known = from_stop_.find(stop);
    if (known != from_stop_.end()) return known->second;
    return from_stop_[stop] = near(*city_.transit_stops.door[stop], longest_);
  }

  void be_there(geo::ServiceId service, Moment moment) {
    const auto [known, is_new] = reached_.emplace(service, moment);
    known->second = std::min(known->second, moment);
  }

  void be_at(StopId stop, Moment moment) {
    const auto [known, is_new] = ready_.emplace(stop, moment);
    known->second = std::min(known->second, moment);
  }

  bool get_off(StopId stop, Moment moment) {
    if (moment > last_) return false;
    const auto [known, is_new] = got_off_.emplace(stop, moment);
    if (!is_new && known->second <= moment) return false;
    known->second = moment;
    be_at(stop, moment);
    for (const auto& [other, walk] : from(stop).stops) be_at(other, moment + walk);
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
  Moment longest_;
  geo::ServiceDay day_;
  std::set<StopId> served_;
  Moment last_ = 0;
  std::map<StopId, Near> from_stop_;
  std::map<StopId, Moment> ready_, got_off_;
  std::map<geo::ServiceId, Moment> reached_;
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

constexpr int minutes = 2;  ///< of leaving

/// The city asked about two minutes of its hours, an hour and seven minutes after they begin.
void leave_for_two_minutes(geo::City& city) {
  geo::Transit transit = *city.transit;
  transit.from = transit.from + geo::Seconds{67 * 60};
  transit.until = transit.from + geo::Seconds{minutes * 60};
  city.transit = std::make_shared<const geo::Transit>(std::move(transit));
}

struct Compared {
  std::size_t trips = 0, ridden = 0, wrong = 0;
};

/// From each home to all services: of two times the first in order is at the 50th percentile, the
/// second at the 100th.
Compared compare(const geo::City& city, std::span<const HomeId> homes) {
  const auto hour = to_services(geo::Kind{""}).within(Minutes{60});
  const std::vector questions{hour.riding({50}), hour.riding({100})};
  const auto answers = ask(city, questions, Way{});
  const Costs costs = quantise(city.streets, Way{});
  EarliestArrivals by_definition(city, costs);
  Compared sum;
  for (const HomeId home : homes) {
    std::vector<std::map<geo::ServiceId, EarliestArrivals::Moment>> each;
    for (int minute = 0; minute < minutes; ++minute) {
      const auto leaves = (city.transit->from.count + minute * 60) * std::int64_t{10};
      each.push_back(by_definition.services(*city.homes.door[home], leaves));
      for (auto& [service, moment] : each.back()) moment -= leaves;
    }
    for (const bool first : {true, false}) {
      std::map<std::uint32_t, std::int64_t> found;
      static_cast<void>(
          answers.at(questions[first ? 0 : 1]).fold([&](HomeId at, std::span<const Trip> own) {
            if (at != home) return 0.0;
            for (const Trip& trip : own) found[trip.to] = trip.cost.count;
            return 0.0;
          }));
      for (const geo::ServiceId service : city.services.kind.rows()) {
        constexpr std::int64_t never = horizon + 1;
        const auto time = [&](const auto& times) {
          const auto known = times.find(service);
          return known == times.end() ? never : std::min(known->second, never);
        };
        const auto a = time(each[0]), b = time(each[1]);
        const auto expected = first ? std::min(a, b) : std::max(a, b);
        const auto known = found.find(service.row());
        ++sum.trips;
        sum.wrong += (known == found.end() ? never : known->second) != expected;
        sum.ridden += expected < never;
      }
    }
  }
  return sum;
}

void compare_with_definition(const std::string& name) {
  auto city = city_of(name);
  if (!city) return;
  const auto homes = few_homes(*city, 4);
  REQUIRE(homes.size() == 4);
  leave_for_two_minutes(*city);
  const Compared found = compare(*city, homes);
  std::cout << name << " by public transport: " << found.trips << " trips compared, "
            << found.ridden << " within the hour, " << found.wrong << " wrong\n";
  CHECK(found.wrong == 0);
  CHECK(found.ridden > found.trips / 20);
}

}  // namespace

TEST_CASE("in Las Palmas trips by bus are those of the definition, to every service", "[real]") {
  compare_with_definition("las_palmas");
}

TEST_CASE("in Barcelona trips by two tramways and a railway are those of the definition",
          "[real]") {
  compare_with_definition("barcelona");
}

TEST_CASE("in Porto Alegre trips by times worked out are those of the definition", "[real]") {
  compare_with_definition("porto_alegre");
}
