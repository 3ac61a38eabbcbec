// What it takes until sweeps can begin: the first time that these streets are seen, when an earlier
// run kept their hierarchy, and for another way of moving on the same streets.
//
//   bench_cold_start city.toml DATA FOLDER [--tiles N]
//
// Times are by the clock, with all threads.

#include <fmt/format.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <thread>

#include "analysis/travel/order.hpp"
#include "analysis/travel/swept_streets.hpp"
#include "bench/timing.hpp"
#include "bench/town.hpp"
#include "geo/city.hpp"
#include "geo/read/mapped_file.hpp"
#include "geo/read/read.hpp"

namespace {

using namespace analysis::travel;

using timing::seconds;

template <class Work>
double median_seconds(std::size_t rounds, Work work) {
  return timing::median_of(rounds, [&] { return seconds(work); });
}

class OneFile : public Shelf {
 public:
  explicit OneFile(std::string file) : file_(std::move(file)) {}
  std::size_t fewest_corners() const override { return 0; }
  std::optional<Kept> find(const std::string&) override {
    const auto mapped = geo::read::mapped_file(file_);
    return mapped ? std::optional(Kept{mapped->bytes, mapped->owner}) : std::nullopt;
  }
  void keep(const std::string&, std::string_view bytes) override {
    std::ofstream(file_, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }
  void tell(const geo::Finding& finding) override { fmt::print("{}\n", geo::line(finding)); }

 private:
  std::string file_;
};

town::Town town_of(const char* description, const char* data, std::size_t tiles) {
  geo::Findings findings;
  const auto city = geo::build_city(
      geo::to_metres(geo::read::layers(geo::read::description(description, findings), data)));
  const town::Town one = town::Cutter(city, false).town();
  return tiles > 1 ? town::mirrored(one, tiles) : one;
}

/// What would be gained if streets ran through corners where only two of them meet.
void tell_of_chains(const Links& links, const Hierarchy& tree) {
  std::size_t corners = 0, arcs = 0;
  for (std::uint32_t corner = 0; corner < links.corners(); ++corner) {
    if (links.at(corner).size() != 2) continue;
    const auto rank = tree.rank(corner);
    ++corners;
    arcs += tree.corners()[rank + 1].first_arc - tree.corners()[rank].first_arc;
  }
  fmt::print("Corners with two neighbours: {} of {}; they hold {} of {} arcs.\n", corners,
             tree.size(), arcs, tree.arcs());
}

void row(const std::string& what, double took) {
  fmt::print("| {} | {:.4f} s |\n", what, took);
}

}  // namespace

int main(int argc, char* argv[]) {
  if (argc < 4) {
    fmt::print(stderr, "usage: bench_cold_start city.toml DATA FOLDER [--tiles N]\n");
    return 64;
  }
  constexpr std::size_t rounds = 7;
  const bool mirror = argc > 5 && std::strcmp(argv[4], "--tiles") == 0;
  const auto town =
      town_of(argv[1], argv[2], mirror ? static_cast<std::size_t>(std::atoi(argv[5])) : 1);
  std::filesystem::create_directories(argv[3]);
  const std::string file = std::string(argv[3]) + "/streets";
  const Costs costs = quantise(town.streets, {});
  Way slower;
  slower.pace = geo::MetresPerMinute{40};
  const Costs others = quantise(town.streets, slower);

  std::shared_ptr<const SweptStreets> cold, kept, other;
  std::optional<Links> links;
  std::vector<std::uint32_t> order;
  const double linking = seconds([&] { links.emplace(town.streets); });
  const double ordering = seconds([&] { order = elimination_order(*links); });
  const double building = seconds([&] { (void)Hierarchy::build(*links, order); });
  const double cold_start = seconds([&] { cold = StreetHierarchy(town.streets).swept(costs); });
  OneFile shelf(file);
  const double keeping = seconds([&] { keep(*cold->tree, topology_of(town.streets), shelf); });
  bool at_hand = true;
  std::optional<StreetHierarchy> streets;
  const double finding = median_seconds(rounds, [&] {
    streets.emplace(town.streets, &shelf);
    at_hand = at_hand && streets->at_hand();
  });
  const double naming = median_seconds(rounds, [&] { (void)topology_of(town.streets); });
  const double first = median_seconds(rounds, [&] { kept = streets->swept(costs); });
  const double second = median_seconds(rounds, [&] { other = streets->swept(others); });
  const auto size = static_cast<double>(cold->tree->size());
  const bool equal = at_hand && kept->costs.up == cold->costs.up &&
                     kept->costs.down == cold->costs.down && other->costs.up != cold->costs.up;

  fmt::print("{} corners, {} streets; {} threads; {}\n\n", cold->tree->size(),
             town.streets.edges.size(), std::thread::hardware_concurrency(),
             equal ? "equal with and without the file" : "DIFFERENT");
  fmt::print("| step | time |\n|---|---|\n");
  row("links", linking);
  row("order", ordering);
  row("hierarchy", building);
  row("cold start: all of these and the costs of one way", cold_start);
  row("keeping it in a file, once", keeping);
  row("cold start with the file: topology, mapping, checking", finding);
  row("of which the topology", naming);
  row("the costs of one way", first);
  row("the costs of another way", second);
  fmt::print(
      "\nFor each million corners: {:.2f} s cold, {:.1f} ms with the file, {:.1f} ms for "
      "another way. A corner takes {:.1f} bytes for each way (asked: 64), and {:.1f} in the "
      "hierarchy, which all ways share.\n",
      cold_start / size * 1e6, finding / size * 1e9, second / size * 1e9,
      static_cast<double>(other->costs.bytes()) / size,
      static_cast<double>(std::filesystem::file_size(file)) / size);
  tell_of_chains(*links, *cold->tree);
  return equal ? 0 : 1;
}
