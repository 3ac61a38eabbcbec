// A window of departures on a real timetable, against RAPTOR minute by minute and range-RAPTOR on
// the same runs and walks: arrivals compared with == first, then the ratio of processor time on one
// thread.
//
//   bench_transit FEED DAY [FROM UNTIL]
//
// Walks are straight lines times 1.3, up to 600 m from a door and 400 m between stops: how long a
// walk takes is all that a search knows of it.

#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <functional>
#include <random>

#include "analysis/transit/network.hpp"
#include "analysis/transit/pass.hpp"
#include "analysis/transit/rides.hpp"
#include "analysis/transit/search.hpp"
#include "bench/timing.hpp"
#include "bench/transit/raptor.hpp"
#include "geo/core/date.hpp"
#include "geo/read/gtfs.hpp"

namespace {

using namespace analysis::transit;
using geo::Seconds;
using geo::StopId;

constexpr double way_round = 1.3, tenths_per_metre = 10 / 1.25;  // 4.5 km/h
constexpr double from_door = 600, between_stops = 400;
constexpr std::size_t batches = 16, destinations = 20000;

double median_seconds(std::size_t rounds, const std::function<void()>& work) {
  return timing::median_of(rounds, [&] { return timing::processor_seconds(work); });
}

double memory_mb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
  }
  return 0;
}

struct Place {
  double x, y;
};

/// Stops in metres, near enough for a town.
std::vector<Place> places_of(const geo::Stops& stops) {
  std::vector<Place> places;
  const double per_degree = 111195, narrow = std::cos(stops.at[StopId{0}].lat * 0.017453293);
  for (const geo::LonLat at : stops.at) {
    places.push_back({at.lon * per_degree * narrow, at.lat * per_degree});
  }
  return places;
}

std::vector<Walk> walks_from(Place from, const std::vector<Place>& stops, double within) {
  std::vector<Walk> walks;
  for (std::size_t stop = 0; stop < stops.size(); ++stop) {
    const double way = way_round * std::hypot(stops[stop].x - from.x, stops[stop].y - from.y);
    if (way > within) continue;
    walks.push_back({StopId{stop}, static_cast<std::uint32_t>(way * tenths_per_metre)});
  }
  return walks;
}

WalksBetweenStops walks_between(const std::vector<Place>& stops) {
  WalksBetweenStops between;
  for (std::size_t stop = 0; stop < stops.size(); ++stop) {
    auto walks = walks_from(stops[stop], stops, between_stops);
    std::erase_if(walks, [&](const Walk& walk) { return walk.stop.row() == stop; });
    between.append(walks);
  }
  return between;
}

/// Doors about the stops; those of one batch lie about the same.
std::vector<std::vector<Walk>> doors(const std::vector<Place>& stops, std::size_t count,
                                     std::size_t about_one, std::mt19937_64& random) {
  std::uniform_real_distribution<double> off(-150, 150);
  std::vector<std::vector<Walk>> all;
  while (all.size() < count) {
    const Place centre = stops[random() % stops.size()];
    for (std::size_t i = 0; i < about_one; ++i) {
      all.push_back(walks_from({centre.x + off(random), centre.y + off(random)}, stops, from_door));
    }
  }
  return all;
}

struct Bench {
  geo::Timetable timetable;
  geo::ServiceDay day;
  Window window;
  Rules rules;
  WalksBetweenStops between;
  std::vector<std::vector<Walk>> homes;
  Network network;

  std::vector<std::span<const Walk>> batch(std::size_t number) const {
    const auto first = homes.begin() + static_cast<std::ptrdiff_t>(number * homes_in_row);
    return {first, first + homes_in_row};
  }
  Leaving leaving(const std::vector<std::span<const Walk>>& batch, std::uint8_t rides = 0) const {
    return {batch, window.minutes(), static_cast<std::uint32_t>(rules.slack.count) * 10, rides};
  }
  peer::Raptor raptor() const {
    return {timetable, day, between, window.from, static_cast<peer::Time>(rules.slack.count) * 10};
  }
};

/// Arrivals that differ from RAPTOR's and range-RAPTOR's, of all homes, minutes and stops.
std::size_t differing(const Bench& bench, const Search& search, std::size_t& compared) {
  std::size_t differ = 0;
  auto raptor = bench.raptor(), range = bench.raptor();
  for (std::size_t number = 0; number < 2; ++number) {
    const auto homes = bench.batch(number);
    const auto found = search.arrivals(homes);
    for (std::size_t home = 0; home < homes.size(); home += 4) {
      range.forget();
      for (std::size_t minute = bench.window.minutes(); minute-- > 0;) {
        const auto left = static_cast<peer::Time>(minute * tenths_in_minute);
        const auto expected = raptor.leave(homes[home], left);
        const auto ranged = range.leave_earlier(homes[home], left);
        for (std::size_t stop = 0; stop < expected.size(); ++stop, ++compared) {
          const auto limited = [&](peer::Time time) {
            return time == never || time - left > bench.rules.longest ? never : time;
          };
          const auto one = found[home].at(StopId{stop}, minute);
          differ += one != limited(expected[stop]) || one != limited(ranged[stop]);
        }
      }
    }
  }
  return differ;
}

double raptor_per_home(const Bench& bench, bool range) {
  auto raptor = bench.raptor();
  const std::size_t some = 16;
  const double all = median_seconds(3, [&] {
    for (std::size_t home = 0; home < some; ++home) {
      const auto& walks = bench.homes[home * bench.homes.size() / some];
      raptor.forget();
      for (std::size_t minute = bench.window.minutes(); minute-- > 0;) {
        const auto left = static_cast<peer::Time>(minute * tenths_in_minute);
        range ? raptor.leave_earlier(walks, left) : raptor.leave(walks, left);
      }
    }
  });
  return all / static_cast<double>(some);
}

double profile_per_home(const Bench& bench, std::uint8_t rides) {
  return median_seconds(5,
                        [&] {
                          for (std::size_t number = 0; number < batches; ++number) {
                            const auto homes = bench.batch(number);
                            last_minutes(bench.network, bench.leaving(homes, rides));
                          }
                        }) /
         static_cast<double>(bench.homes.size());
}

double arrivals_per_home(const Bench& bench, const Search& search) {
  Arrivals spelled_out;
  return median_seconds(5,
                        [&] {
                          for (std::size_t number = 0; number < batches; ++number) {
                            const auto found = search.profiles(bench.batch(number));
                            for (std::size_t home = 0; home < found.size(); ++home) {
                              found.write(home, spelled_out);
                            }
                          }
                        }) /
         static_cast<double>(bench.homes.size());
}

void print(const char* what, double per_home, double raptor) {
  fmt::print("| {} | {:.1f} us | {:.0f}x |\n", what, per_home * 1e6, raptor / per_home);
}

void print_profiles(const Bench& bench, const Search& search) {
  const double raptor = raptor_per_home(bench, false);
  fmt::print(
      "\n| profile of the window, one to all stops | per home | RAPTOR is slower "
      "|\n|---|---|---|\n");
  print("RAPTOR, minute by minute", raptor, raptor);
  print("range-RAPTOR", raptor_per_home(bench, true), raptor);
  print("last minutes for every leg", profile_per_home(bench, 0), raptor);
  for (const int rides : {1, 2, 3, 4}) {
    print(fmt::format("the same, {} rides at most", rides).c_str(),
          profile_per_home(bench, static_cast<std::uint8_t>(rides)), raptor);
  }
  print("with times at every stop in every minute", arrivals_per_home(bench, search), raptor);
}

/// Milliseconds from a home to all places, of some neighbours: which walks matter, and then `each`.
template <class Each>
double to_all(const Bench& bench, const std::vector<std::vector<Walk>>& places,
              const std::vector<Arrivals>& homes, std::size_t most, Each each) {
  Rides rides;
  const double all = median_seconds(5, [&] {
    RideBounds bounds(bench.timetable.stops.size());
    UsefulWalks useful;
    for (std::size_t home = 0; home < homes.size(); ++home) {
      bounds.take(home, std::span(homes).subspan(home, 1), most);
    }
    for (const auto& place : places) bounds.add_place(place, bench.rules.longest + 1, useful);
    for (std::size_t home = 0; home < homes.size(); ++home) {
      rides.enter(home, std::span(homes).subspan(home, 1), useful, most);
      for (std::size_t place = 0; place < places.size(); ++place) {
        rides.look(place, places[place], never, bench.rules.longest);
        each(rides);
      }
    }
  });
  return 1e3 * all / static_cast<double>(homes.size());
}

/// Times from a home to every destination in every minute; and percentiles, without these.
void print_destinations(const Bench& bench, const std::vector<Arrivals>& homes,
                        std::size_t about_one, std::mt19937_64& random) {
  const auto places = doors(places_of(bench.timetable.stops), destinations, about_one, random);
  std::size_t walks = 0;
  for (const auto& place : places) walks += place.size();
  std::vector<std::uint32_t> times(bench.window.minutes());
  std::uint64_t sum = 0;
  const double plain = to_all(bench, places, homes, times.size(), [&](Rides& rides) {
    rides.write(times);
    sum += times[0];
  });
  const auto at = [&](std::vector<double> shares) {
    const auto place = [&](double share) {
      return place_in_order(times.size(), geo::Share{share});
    };
    return to_all(bench, places, homes, place(shares.back()), [&](Rides& rides) {
      for (const double share : shares) sum += rides.nth(place(share));
    });
  };
  const double median = at({0.5}), quartiles = at({0.25, 0.5, 0.75});
  fmt::print("| {} | {:.1f} | {:.2f} ms | {:.2f} ms | {:.2f} ms |\n", about_one,
             static_cast<double>(walks) / static_cast<double>(places.size()), plain, median,
             sum == 0 ? 0 : quartiles);  // or nobody asks for the times
}

int measure(const std::string& feed, geo::Date on, Seconds from, Seconds until) {
  geo::Findings findings;
  auto timetable = geo::read::gtfs(feed, findings);
  if (!timetable) return 2;
  Bench bench{std::move(*timetable), {}, {from, until}, {}, {}, {}, {}};
  bench.rules.longest = 65000;
  bench.timetable.transfers.clear();  // labels at stops cannot tell by which trip one came
  bench.day = geo::service_day(bench.timetable, on, from,
                               until + Seconds{static_cast<int>(bench.rules.longest / 10)});
  std::mt19937_64 random(7);
  const auto stops = places_of(bench.timetable.stops);
  bench.between = walks_between(stops);
  bench.homes = doors(stops, batches * homes_in_row, homes_in_row, random);
  const double ready = timing::processor_seconds([&] {
    bench.network =
        network_of(bench.timetable, bench.day, bench.between, bench.window, bench.rules);
  });
  const Search search(bench.timetable, bench.day, bench.between, bench.window, bench.rules);
  std::size_t from_doors = 0, compared = 0;
  for (const auto& home : bench.homes) from_doors += home.size();
  const auto& network = bench.network;
  fmt::print(
      "{} runs, {} legs, {} ways to them ({:.1f} each), made ready in {:.2f} s; {:.0f} stops "
      "about a home, {} walks between stops\n",
      bench.day.runs.size(), network.legs, network.before.size(),
      static_cast<double>(network.before.size()) / static_cast<double>(network.legs), ready,
      static_cast<double>(from_doors) / static_cast<double>(bench.homes.size()),
      bench.between.total());
  const std::size_t differ = differing(bench, search, compared);
  fmt::print("compared {} arrivals with RAPTOR and range-RAPTOR: {} differ\n", compared, differ);
  print_profiles(bench, search);
  fmt::print(
      "\nTo {} destinations, {} minutes, per home:\n\n| neighbours in a row | stops about "
      "each | all times | the median | quartiles |\n|---|---|---|---|---|\n",
      destinations, bench.window.minutes());
  auto neighbours = search.arrivals(bench.batch(0));
  neighbours.resize(RideBounds::lanes);
  for (const std::size_t about_one : {std::size_t{1}, std::size_t{50}}) {
    print_destinations(bench, neighbours, about_one, random);
  }
  fmt::print("\nmost memory: {:.0f} MB\n", memory_mb());
  return differ == 0 ? 0 : 1;
}

}  // namespace

int main(int count, char** words) {
  if (count != 3 && count != 5) {
    fmt::print(stderr, "usage: bench_transit FEED DAY [FROM UNTIL]\n");
    return 64;
  }
  const auto day = geo::date(words[2]);
  const auto from = geo::clock(count == 5 ? words[3] : "07:00");
  const auto until = geo::clock(count == 5 ? words[4] : "09:00");
  if (!day || !from || !until) return 64;
  return measure(words[1], *day, *from, *until);
}
