#include "analysis/explained_trip.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "analysis/travel/ask.hpp"
#include "analysis/travel/line_fares.hpp"
#include "analysis/travel/stop_walks.hpp"
#include "analysis/ways.hpp"
#include "geo/service_day.hpp"

namespace analysis {

using namespace geo;

namespace {

/// The streets with nothing on them but where the trip begins, as homes, and where it ends, as a
/// service: then it is asked for as every other.
City between(const City& city, const AskedTrip& asked) {
  City seen;
  seen.description.streets = city.description.streets;
  seen.streets = city.streets;
  for (const Door& door : asked.from.doors) {
    seen.homes.at.push_back(asked.from.at ? *asked.from.at : Point{});
    seen.homes.door.push_back(door);
  }
  seen.services.kind.push_back(Kind{"place"});
  seen.services.at.push_back(asked.to.at);
  seen.services.doors.append(asked.to.doors);
  return seen;
}

std::uint32_t shortest(const travel::Answer& trips) {
  std::uint32_t least = transit::never;
  const auto times = trips.minutes();
  for (const HomeId door : times.rows()) {
    if (times[door]) {
      least = std::min(least, static_cast<std::uint32_t>(std::lround(times[door]->value * 600)));
    }
  }
  return least;
}

/// From whichever door it is nearer.
std::vector<transit::Walk> walks_to_stops(const travel::StopWalks& walks, std::size_t doors) {
  std::vector<std::vector<transit::Walk>> by_door(doors);
  walks.from_homes().fold([&](HomeId door, std::span<const travel::Trip> trips) {
    walks.to_stops(trips, by_door[door.row()]);
    return 0.0;
  });
  std::map<StopId, std::uint32_t> least;
  for (const auto& own : by_door) {
    for (const transit::Walk& walk : own) {
      const auto [known, is_new] = least.emplace(walk.stop, walk.takes);
      if (!is_new) known->second = std::min(known->second, walk.takes);
    }
  }
  std::vector<transit::Walk> all;
  for (const auto& [stop, takes] : least) all.push_back({stop, takes});
  return all;
}

transit::Rules rules_of(const description::Transit& described, const AskedTrip& asked) {
  transit::Rules rules;
  rules.slack = Seconds{std::max(1, static_cast<int>(std::lround(described.slack.value * 60)))};
  rules.rides = static_cast<std::uint8_t>(asked.rides.value_or(described.rides.value_or(0)));
  rules.wheelchair = described.wheelchair || asked.wheelchair;
  rules.longest = deciseconds_within(asked.longest).count;
  return rules;
}

/// More than anybody spends on a trip.
constexpr Money any_money{2'000'000'000};

}  // namespace

std::optional<std::string> fare_currency(const Lines& lines) {
  std::optional<std::string> currency;
  for (const auto& fare : lines.fare) {
    if (!fare) continue;
    if (!currency) currency = "";
    if (fare->amount == 0 || fare->currency.empty()) continue;
    if (!currency->empty() && *currency != fare->currency) return std::nullopt;
    currency = fare->currency;
  }
  return currency;
}

std::optional<transit::Journey> quickest_trip(const City& city, const AskedTrip& asked) {
  return told_trips(city, asked).quickest;
}

ToldTrips told_trips(const City& city, const AskedTrip& asked) {
  const auto described = city.description.transit.value_or(description::Transit{});
  const transit::Rules rules = rules_of(described, asked);
  const travel::Way way = way_named(city, rules.wheelchair ? "wheelchair" : "");
  const travel::AskOnFoot ask = [&](const City& seen, const travel::Question& question) {
    return travel::ask(seen, std::span(&question, 1), way).at(question);
  };
  const City seen = between(city, asked);
  const auto to_place = travel::to_services(Kind{""}).within(asked.longest).only_nearest();
  const std::uint32_t on_foot = shortest(ask(seen, to_place));
  if (!city.transit || asked.from.doors.empty() || asked.to.doors.empty()) {
    if (on_foot > rules.longest) return {};
    return {transit::Journey{{}, on_foot, on_foot}, {}, {}};
  }
  constexpr std::uint32_t the_place = 0;
  const travel::StopWalks walks(seen, travel::stop_doors(city, way.pace, rules.wheelchair),
                                std::span(&the_place, 1), described.walk, ask);
  const auto to_stops = walks_to_stops(walks, asked.from.doors.size());
  const Seconds end = asked.leaves + Seconds{static_cast<int>(rules.longest / 10) + 1};
  const ServiceDay day = service_day(city.transit->timetable, asked.day, asked.leaves, end);
  const Timetable& timetable = city.transit->timetable;
  const transit::Ends ends{to_stops, walks.to_service(the_place), on_foot};
  ToldTrips told{
      transit::quickest_journey(timetable, day, walks.between(), asked.leaves, rules, ends),
      {},
      {}};
  if (const auto currency = fare_currency(timetable.lines)) {
    told.currency = *currency;
    told.for_money =
        transit::journeys_for_money(timetable, day, walks.between(), asked.leaves, rules, ends,
                                    travel::line_fares(timetable.lines, {any_money, false}));
  }
  return told;
}

}  // namespace analysis
