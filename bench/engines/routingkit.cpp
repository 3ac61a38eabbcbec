// Many-to-many by RoutingKit's contraction hierarchy with pinned targets, on the streets that
// bench_sweeps wrote. Prints seconds of the contraction, median seconds of the matrix, megabytes.
//
//   routingkit FOLDER OUT ORIGINS     (writes ORIGINS rows of distances)

#include <routingkit/contraction_hierarchy.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

namespace {

using Words = std::vector<unsigned>;

Words words_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary | std::ios::ate);
  Words words(static_cast<std::size_t>(in.tellg()) / sizeof(unsigned));
  in.seekg(0);
  in.read(reinterpret_cast<char*>(words.data()),
          static_cast<std::streamsize>(words.size() * sizeof(unsigned)));
  return words;
}
double now() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}
/// Held at this moment.
double megabytes() {
  std::size_t whole = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> whole >> resident;
  return static_cast<double>(resident) * 4096 / 1e6;
}

}  // namespace

int main(int, char* argv[]) {
  const std::string folder = argv[1];
  const Words arcs = words_of(folder + "/arcs.u32");
  const auto sources = words_of(folder + "/from.u32"), targets = words_of(folder + "/to.u32");
  const auto origins = std::min<std::size_t>(sources.size(), std::strtoul(argv[3], nullptr, 10));
  const auto corners = static_cast<unsigned>(words_of(folder + "/xy.f64").size() / 4);
  Words tail, head, weight;
  for (std::size_t arc = 0; arc < arcs.size(); arc += 3) {
    tail.push_back(arcs[arc]), head.push_back(arcs[arc + 1]), weight.push_back(arcs[arc + 2]);
  }
  const double before = megabytes();
  double start = now();
  const auto hierarchy = RoutingKit::ContractionHierarchy::build(corners, tail, head, weight);
  const double building = now() - start, held = megabytes() - before;

  Words distances(origins * targets.size());
  std::vector<double> times;
  for (int round = 0; round < 5; ++round) {
    start = now();
    RoutingKit::ContractionHierarchyQuery query(hierarchy);
    query.reset().pin_targets(targets);
    for (std::size_t origin = 0; origin < origins; ++origin) {
      query.reset_source().add_source(sources[origin]).run_to_pinned_targets();
      query.get_distances_to_targets(distances.data() + origin * targets.size());
    }
    times.push_back(now() - start);
  }
  std::nth_element(times.begin(), times.begin() + 2, times.end());
  std::ofstream(argv[2], std::ios::binary)
      .write(reinterpret_cast<const char*>(distances.data()),
             static_cast<std::streamsize>(distances.size() * sizeof(unsigned)));
  std::printf("%f %f %f\n", building, times[2], held);
}
