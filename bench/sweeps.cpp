// The sweep against plain searches on the same streets and whole costs, results compared with ==
// first; writes everything that bench/sweep_peers.py needs to ask other people's engines the same.
//
//   bench_sweeps city.toml DATA FOLDER [--every-vertex] [--tiles N] [--rounds N] [--only JOB]
//
// JOB is cumulative, threads, nearest, matrix, doors or memory: for another look at one of them.
// Times are of one thread, and processor time, so that other work on the machine does not count:
// medians of some rounds. Only what compares threads is timed by the clock.

#include <fmt/format.h>
#include <sys/resource.h>

#include <cstdlib>
#include <cstring>
#include <string>

#include "bench/sweeps/ground.hpp"
#include "geo/city.hpp"
#include "geo/read/read.hpp"

namespace {

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

geo::City read_city(const char* description, const char* data) {
  geo::Findings findings;
  return geo::build_city(
      geo::to_metres(geo::read::layers(geo::read::description(description, findings), data)));
}

town::Town town_of(const geo::City& city, bool every_vertex, std::size_t tiles) {
  const town::Town one = town::Cutter(city, every_vertex).town();
  return tiles > 1 ? town::mirrored(one, tiles) : one;
}

}  // namespace

int main(int argc, char* argv[]) {
  if (argc < 4) {
    fmt::print(stderr,
               "usage: bench_sweeps city.toml DATA FOLDER [--every-vertex] [--tiles N] "
               "[--rounds N] [--only JOB]\n");
    return 64;
  }
  bool every_vertex = false;
  std::size_t tiles = 1, rounds = 5;
  std::string only;
  for (int at = 4; at < argc; ++at) {
    if (std::strcmp(argv[at], "--every-vertex") == 0) every_vertex = true;
    if (at + 1 == argc) continue;
    if (std::strcmp(argv[at], "--only") == 0) only = argv[at + 1];
    const auto number = static_cast<std::size_t>(std::atoi(argv[at + 1]));
    if (std::strcmp(argv[at], "--tiles") == 0) tiles = number;
    if (std::strcmp(argv[at], "--rounds") == 0) rounds = number;
  }
  const geo::City city = read_city(argv[1], argv[2]);
  if (every_vertex) {
    fmt::print(
        "These are the streets for which 500 times pandana's aggregate is asked (1200 m, 15 min at "
        "4.8 km/h, for all nodes): as OpenStreetMap draws them, every vertex a corner. With "
        "junctions alone, as the program keeps streets, both sides have fewer corners to answer "
        "for, and pandana gains more by it.\n\n");
  }
  auto ground = sweeps::prepare(town_of(city, every_vertex, tiles), rounds, argv[3]);
  using namespace analysis::travel;
  fmt::print("Lanes: {}\n\n", processor_name(sweep_processors().front()));
  fmt::print("| job | peer | result | medina | peer | ratio |\n|---|---|---|---|---|---|\n");
  const auto wanted = [&](const char* job) { return only.empty() || only == job; };
  if (wanted("cumulative")) sweeps::cumulative(ground);
  if (wanted("threads")) sweeps::threads(ground);
  if (wanted("nearest")) sweeps::nearest(ground);
  if (wanted("matrix")) sweeps::matrix(ground);
  if (wanted("doors") && tiles == 1 && !every_vertex) {
    sweeps::doors(ground, town_of(city, true, 1));
  }
  if (wanted("memory")) sweeps::memory_bound(ground);
  fmt::print("\nMemory at its peak, the city's files included: {:.0f} MB.\n", peak_megabytes());
  return ground.all_equal ? 0 : 1;
}
