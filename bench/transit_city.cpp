// A whole city by public transport: from many homes laid along its streets to all services, at the
// median of all minutes; some of the homes compared with == to RAPTOR minute by minute.
//
//   bench_transit_city city.toml DATA [HOMES [MINUTES]]
//
// What is measured is what a run asks: the trips of all homes, and a figure folded from them.
// Walks to and from stops are those of the sweeps of streets, which other programs here compare.

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>

#include "analysis/transit/rides.hpp"
#include "analysis/travel/ask.hpp"
#include "analysis/travel/asking.hpp"
#include "analysis/travel/stop_walks.hpp"
#include "bench/timing.hpp"
#include "bench/transit/raptor.hpp"
#include "geo/read/read.hpp"
#include "geo/service_day.hpp"
#include "geo/transit.hpp"

namespace {

using namespace analysis::travel;
using analysis::transit::never;
using geo::HomeId;
using geo::Minutes;

constexpr std::size_t compared_homes = 16;

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// At least so many homes on the streets on which the city has some, evenly along each.
geo::Homes along_streets(const geo::City& city, std::size_t count) {
  std::vector<bool> lived_on(city.streets.edges.size(), false);
  std::vector<geo::Door> doors;  // one of each street
  double metres = 0;
  for (const auto& door : city.homes.door) {
    if (!door || lived_on[door->edge.row()]) continue;
    lived_on[door->edge.row()] = true;
    doors.push_back(*door);
    metres += city.streets.edges[door->edge].length.value;
  }
  const double apart = metres / static_cast<double>(count);
  geo::Homes homes;
  for (geo::Door& door : doors) {
    const double length = city.streets.edges[door.edge].length.value;
    const auto here = static_cast<std::size_t>(std::ceil(length / apart));
    door.off_network = geo::Metres{0};
    for (std::size_t i = 0; i < here; ++i) {
      const double share = (static_cast<double>(i) + 0.5) / static_cast<double>(here);
      door.along = geo::Metres{share * length};
      homes.at.push_back({});
      homes.door.push_back(door);
    }
  }
  return homes;
}

/// RAPTOR from every door, minute by minute, with walks from the sweeps of streets.
class MinuteByMinute {
 public:
  MinuteByMinute(const geo::City& city, Minutes limit)
      : city_(city),
        limit_(geo::deciseconds_within(limit).count),
        hierarchy_(city.streets, nullptr),
        ask_([this](const geo::City& seen, const Question& question) {
          return ask_moving(seen, std::span(&question, 1), Way{}, hierarchy_, {}, [](double) {})
              .at(question);
        }),
        services_(to_services(geo::Kind{""}).within(limit)),
        on_foot_(ask_(city, services_)),
        walks_(city, stop_doors(city, Way{}.pace, false), on_foot_.destinations(),
               city.description.transit->walk, ask_),
        day_(geo::service_day(city.transit->timetable, city.transit->day, city.transit->from,
                              city.transit->until + geo::Seconds{7200})),
        raptor_(city.transit->timetable, day_, walks_.between(), city.transit->from, slack()) {}

  /// Median times to each service, in order of `destinations`.
  std::vector<std::uint32_t> medians(HomeId home) {
    const auto [from, until] = std::pair(city_.transit->from, city_.transit->until);
    const auto minutes = analysis::transit::Window{from, until}.minutes();
    const std::size_t columns = destinations().size();
    std::vector<std::uint32_t> on_foot(columns, never);
    for (const Trip& trip : trips(on_foot_, home)) on_foot[column_of(trip.to)] = trip.cost.count;
    std::vector<analysis::transit::Walk> to_stops;
    walks_.to_stops(trips(walks_.from_homes(), home), to_stops);
    std::vector<std::vector<std::uint32_t>> times(columns);
    for (std::size_t minute = 0; minute < minutes; ++minute) {
      const auto left = static_cast<std::uint32_t>(minute * analysis::transit::tenths_in_minute);
      const auto there = raptor_.leave(to_stops, left);
      for (std::size_t column = 0; column < columns; ++column) {
        times[column].push_back(std::min(on_foot[column], ride(there, left, column)));
      }
    }
    std::vector<std::uint32_t> medians;
    for (auto& all : times) {
      const auto middle = all.begin() + static_cast<std::ptrdiff_t>((minutes + 1) / 2 - 1);
      std::nth_element(all.begin(), middle, all.end());
      medians.push_back(*middle > limit_ ? never : *middle);
    }
    return medians;
  }

  std::size_t column_of(std::uint32_t service) const {
    const auto& all = destinations();
    return static_cast<std::size_t>(std::lower_bound(all.begin(), all.end(), service) -
                                    all.begin());
  }
  const std::vector<std::uint32_t>& destinations() const { return on_foot_.destinations(); }

  static std::vector<Trip> trips(const Answer& answer, HomeId home) {
    std::vector<Trip> found;
    static_cast<void>(answer.fold([&](HomeId at, std::span<const Trip> own) {
      if (at == home) found.assign(own.begin(), own.end());
      return 0.0;
    }));
    return found;
  }

 private:
  /// By the best of the stops of one service, who left then and is at stops so early.
  std::uint32_t ride(std::span<const std::uint32_t> there, std::uint32_t left,
                     std::size_t column) const {
    std::uint32_t least = never;
    for (const auto& walk : walks_.to_service(column)) {
      const auto arrival = there[walk.stop.row()];
      if (arrival != never) least = std::min(least, arrival + walk.takes - left);
    }
    return least;
  }
  std::uint32_t slack() const {
    return static_cast<std::uint32_t>(city_.description.transit->slack.value * 600);
  }

  const geo::City& city_;
  std::uint32_t limit_;
  StreetHierarchy hierarchy_;
  AskOnFoot ask_;
  Question services_;
  Answer on_foot_;
  StopWalks walks_;
  geo::ServiceDay day_;
  peer::Raptor raptor_;
};

/// Medians of `answer` that differ from those minute by minute.
std::size_t differing(geo::City city, const Answer& answer, Minutes limit, std::size_t& compared) {
  std::vector<HomeId> some;
  const std::size_t step = city.homes.size() / compared_homes;
  for (std::size_t row = step / 2; row < city.homes.size(); row += step)
    some.push_back(HomeId{row});
  for (const HomeId home : city.homes.door.rows()) {
    if (!std::binary_search(some.begin(), some.end(), home)) {
      city.homes.door[home] = geo::Missing::off_network;
    }
  }
  MinuteByMinute plainly(city, limit);
  std::size_t differ = 0;
  for (const HomeId home : some) {
    const auto expected = plainly.medians(home);
    std::vector<std::uint32_t> found(expected.size(), never);
    for (const Trip& trip : MinuteByMinute::trips(answer, home)) {
      found[plainly.column_of(trip.to)] = trip.cost.count;
    }
    for (std::size_t i = 0; i < expected.size(); ++i) differ += found[i] != expected[i];
    compared += expected.size();
  }
  return differ;
}

int measure(geo::City city, std::size_t homes, Minutes limit) {
  geo::Transit transit = *city.transit;
  transit.timetable.transfers.clear();  // labels at stops cannot tell by which trip one came
  city.transit = std::make_shared<const geo::Transit>(std::move(transit));
  if (homes > 0) city.homes = along_streets(city, homes);
  const Question question = to_services(geo::Kind{""}).within(limit).riding({50});
  std::optional<Answer> answer;
  double processor = 0, in_reach = 0;
  const double before = peak_megabytes();
  const double clock = timing::seconds([&] {
    processor = timing::processor_seconds([&] {
      answer = ask(city, std::span(&question, 1), Way{}).at(question);
      const std::vector<double> each(city.services.size(), 1);
      for (const auto& cell : answer->sum(each, [](geo::Deciseconds) { return 1.0; })) {
        in_reach += cell ? *cell : 0;
      }
    });
  });
  const double peak = peak_megabytes();
  std::size_t compared = 0;
  const std::size_t differ = differing(city, *answer, limit, compared);
  fmt::print(
      "| {} homes x {} services | {:.0f} min | {:.0f} million | {:.1f} s | {:.1f} s | {:.0f} MB | "
      "{:.0f} MB | {} of {} |\n",
      city.homes.size(), answer->destinations().size(), limit.value, in_reach / 1e6, clock,
      processor, before, peak, differ, compared);
  return differ == 0 ? 0 : 1;
}

}  // namespace

int main(int count, char** words) {
  if (count < 3 || count > 5) {
    fmt::print(stderr, "usage: bench_transit_city city.toml DATA [HOMES [MINUTES]]\n");
    return 64;
  }
  geo::Findings findings;
  auto city = geo::build_city(
      geo::to_metres(geo::read::layers(geo::read::description(words[1], findings), words[2])));
  if (!city.transit) return 2;
  fmt::print(
      "| from and to, every minute of the window | within | trips | clock | processors | peak "
      "before | peak after | differ from RAPTOR |\n|---|---|---|---|---|---|---|---|\n");
  return measure(std::move(city), count > 3 ? static_cast<std::size_t>(std::atol(words[3])) : 80000,
                 Minutes{count > 4 ? std::atof(words[4]) : 60});
}
