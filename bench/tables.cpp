// Tables of trips from every home to services: 64 searches at once against one after the other,
// row by row as `medina matrix` writes them, compared with ==.
//
//   bench_tables city.toml DATA [MINUTES...]
//
// Times are by the clock, with all threads, hierarchy included; the rows are not written.

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "analysis/travel/search.hpp"
#include "analysis/trip_table.hpp"
#include "bench/timing.hpp"
#include "geo/city.hpp"
#include "geo/read/read.hpp"

namespace {

using namespace analysis;

/// A fold of all rows that tells tables apart, and how long it took.
struct Passed {
  double seconds = 0;
  std::uint64_t reached = 0, mixed = 0;
};

Passed pass(const geo::City& city, const std::vector<Place>& from, const std::vector<Place>& to,
            geo::Minutes limit, travel::By by) {
  Passed passed;
  passed.seconds = timing::seconds([&] {
    const TripTable table(city, from, to, limit, {}, {.by = by});
    const std::size_t tile = std::max<std::size_t>(64, (std::size_t{1} << 23) / to.size());
    for (std::size_t first = 0; first < from.size(); first += tile) {
      for (const auto time : table.times(first, std::min(from.size(), first + tile))) {
        passed.reached += time < travel::far ? 1 : 0;
        passed.mixed = (passed.mixed ^ time) * 0x9e3779b97f4a7c15u;
      }
    }
  });
  return passed;
}

}  // namespace

int main(int argc, char* argv[]) {
  if (argc < 3) {
    fmt::print(stderr, "usage: bench_tables city.toml DATA [MINUTES...]\n");
    return 64;
  }
  geo::Findings findings;
  const auto city = geo::build_city(
      geo::to_metres(geo::read::layers(geo::read::description(argv[1], findings), argv[2])));
  const auto homes = home_places(city);
  bool equal = true;
  fmt::print(
      "| table | within | trips | result | 64 at once | one by one | ratio |\n"
      "|---|---|---|---|---|---|---|\n");
  for (int at = 3; at < argc; ++at) {
    const geo::Minutes limit{std::atof(argv[at])};
    for (const std::string kind : {"", "health"}) {
      const auto services = service_places(city, geo::Kind{kind});
      const auto sweeps = pass(city, homes, services, limit, travel::By::sweeps);
      const auto buckets = pass(city, homes, services, limit, travel::By::buckets);
      const bool same = sweeps.mixed == buckets.mixed && sweeps.reached == buckets.reached;
      equal = equal && same;
      fmt::print("| {} homes x {} services{} | {} min | {} | {} | {:.3f} s | {:.3f} s | {:.1f} |\n",
                 homes.size(), services.size(), kind.empty() ? "" : " of " + kind, limit.value,
                 sweeps.reached, same ? "equal" : "DIFFERENT", sweeps.seconds, buckets.seconds,
                 buckets.seconds / sweeps.seconds);
    }
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("\nMemory at its peak: {:.0f} MB.\n", static_cast<double>(usage.ru_maxrss) / 1024);
  return equal ? 0 : 1;
}
