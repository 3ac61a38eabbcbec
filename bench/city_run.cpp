// The whole main job on one city, step by step: homes, seconds and memory together.
//
//   bench_city_run city.toml DATA_FOLDER OUT_FOLDER [LIMIT_SECONDS LIMIT_MEGABYTES]
//
// With limits, exits 1 when the run takes longer or holds more: what the promise is checked with.

#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "analysis/privacy/gate.hpp"
#include "analysis/run.hpp"
#include "app/dress.hpp"
#include "app/report.hpp"
#include "app/words.hpp"
#include "geo/read/read.hpp"
#include "geo/write/write.hpp"

namespace {

using Clock = std::chrono::steady_clock;

double seconds(Clock::time_point since) {
  return std::chrono::duration<double>(Clock::now() - since).count();
}

/// Work of all threads, which other programs on the machine do not lengthen.
double processor_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto both = [](const timeval& a, const timeval& b) {
    return static_cast<double>(a.tv_sec + b.tv_sec) +
           static_cast<double>(a.tv_usec + b.tv_usec) / 1e6;
  };
  return both(usage.ru_utime, usage.ru_stime);
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

template <class Work>
auto timed(const char* step, Work work) {
  const auto start = Clock::now();
  const double work_before = processor_seconds();
  auto result = work();
  fmt::print("{:<34}{:8.2f} s {:8.2f} s {:8.0f} MB\n", step, seconds(start),
             processor_seconds() - work_before, peak_megabytes());
  return result;
}

}  // namespace

int main(int argc, char* argv[]) {
  if (argc < 4) {
    fmt::print(stderr, "usage: bench_city_run city.toml DATA OUT [SECONDS MEGABYTES]\n");
    return 64;
  }
  const std::string out = argv[3];
  const auto start = Clock::now();
  fmt::print("{:<34}{:>10} {:>10} {:>11}\n", "step", "time", "processors", "peak");
  geo::Findings findings;
  auto layers = timed("read", [&] {
    return geo::read::layers(geo::read::description(argv[1], findings), argv[2]);
  });
  layers = timed("to metres", [&] { return geo::to_metres(std::move(layers)); });
  const auto city = timed("build the city", [&] { return geo::build_city(layers); });
  const auto results = timed("travel, metrics, groups", [&] { return analysis::run(city); });
  const auto release =
      timed("the gate", [&] { return analysis::privacy::Gate::release(city, results); });
  const app::Words words("en");
  const auto map = timed("dress", [&] { return app::dress(release, words); });
  timed("GeoJSON", [&] { return geo::write::geojson(map, out + "/layers"), 0; });
  timed("GeoPackage", [&] { return geo::write::geopackage(map, out + "/city.gpkg"), 0; });
  timed("CSV", [&] { return geo::write::csv(map, out + "/tables"), 0; });
  timed("report", [&] {
    return geo::write::whole_file(out + "/report/index.html", app::report(map, words)), 0;
  });
  timed("findings, data package", [&] {
    geo::write::findings_json(release, out + "/findings.json");
    return geo::write::datapackage(map, out), 0;
  });

  const double total = seconds(start), peak = peak_megabytes();
  fmt::print("{:<34}{:8.2f} s {:8.2f} s {:8.0f} MB\n", "all, one after the other", total,
             processor_seconds(), peak);
  fmt::print("{} homes, {} services, {} metric columns, {} neighbourhoods, {} street edges\n",
             city.homes.size(), city.services.size(), results.outcomes.size(),
             city.neighbourhoods.size(), city.streets.edges.size());
  if (argc < 6) return 0;
  return total <= std::atof(argv[4]) && peak <= std::atof(argv[5]) ? 0 : 1;
}
