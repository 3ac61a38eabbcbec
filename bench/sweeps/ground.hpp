#pragma once

// The town that all jobs of bench_sweeps work on, how they are timed, and what they write for
// other people's engines.

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <vector>

#include "analysis/travel/arc_costs.hpp"
#include "analysis/travel/filed_doors.hpp"
#include "analysis/travel/hierarchy.hpp"
#include "analysis/travel/search.hpp"
#include "analysis/travel/sweep.hpp"
#include "bench/timing.hpp"
#include "bench/town.hpp"

namespace sweeps {

using namespace analysis::travel;
using town::Town;
using Narrow = std::uint16_t;

using timing::processor_seconds;
using timing::seconds;

/// Processor time, the median of some rounds.
template <class Work>
double median_seconds(std::size_t rounds, Work work) {
  return timing::median_of(rounds, [&] { return processor_seconds(work); });
}

struct Ground {
  Town town;
  Costs costs;
  Hierarchy tree;
  ArcCosts<Narrow> narrow;
  FiledDoors<Narrow> corners;
  Arcs along;
  std::size_t rounds;
  std::filesystem::path folder;
  std::ofstream times;
  bool all_equal = true;

  /// A row of the table, and a mark against the whole if results differ.
  void row(const std::string& job, const std::string& peer, double ours, double theirs, bool equal);
  /// What a job took here, for the peers to be compared with.
  void tell(const std::string& job, double took) { times << job << ' ' << took << '\n'; }
};

/// Builds everything once, says what that costs, and writes the streets.
Ground prepare(Town made, std::size_t rounds, const std::filesystem::path& folder);

template <class T>
void write(const std::filesystem::path& file, const std::vector<T>& values) {
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(values.data()),
             static_cast<std::streamsize>(values.size() * sizeof(T)));
}

/// The members of some kinds: the commonest with no more than one at 200 corners.
std::vector<std::vector<std::uint32_t>> members_of_kinds(const Town& town, std::size_t kinds);

// The jobs.
void cumulative(Ground& ground);
void threads(Ground& ground);
void nearest(Ground& ground);
void matrix(Ground& ground);
/// Exact doors against places snapped to the corners of `vertices`, the same town with every vertex
/// of its streets a corner.
void doors(Ground& ground, const Town& vertices);
/// The nearest of 16 kinds against what the memory can move.
void memory_bound(Ground& ground);

}  // namespace sweeps
