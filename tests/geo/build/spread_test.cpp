#include "geo/build/spread.hpp"

#include <random>

#include "tests/catch.hpp"
#include "tests/volume.hpp"

using namespace geo;
using build::spread;

namespace {

People sum(const std::vector<People>& parts) {
  People all;
  for (const People part : parts) all += part;
  return all;
}

}  // namespace

TEST_CASE("people spread by the largest remainder, ties to the first") {
  // Ten millionths over three equal homes: 4 3 3.
  const std::vector<std::int64_t> equal{1, 1, 1};
  CHECK(spread(People{10}, equal) == std::vector<People>{{4}, {3}, {3}});
  // Quotas 2.5, 5, 2.5 of ten: the two halves tie, the first gets the last one.
  const std::vector<std::int64_t> weights{1, 2, 1};
  CHECK(spread(People{10}, weights) == std::vector<People>{{3}, {5}, {2}});
}

TEST_CASE("homes that weigh nothing share people evenly") {
  const std::vector<std::int64_t> none{0, 0};
  CHECK(spread(People::of(3), none) == std::vector<People>{People::of(1.5), People::of(1.5)});
  const std::vector<std::int64_t> one{0, 5};
  CHECK(spread(People::of(3), one) == std::vector<People>{People{0}, People::of(3)});
}

TEST_CASE("parts sum to the total, are within one of their quota, and never exceed their weight") {
  const volume::Trial trial("law: parts sum to the total", {2000, 200000}, "spreads");
  std::mt19937_64 random(trial.seed());
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    std::vector<std::int64_t> weights(1 + random() % 40);
    std::int64_t whole = 0;
    for (auto& weight : weights) {
      weight = static_cast<std::int64_t>(random() % (round % 2 == 0 ? 5u : 1000000000000u));
      whole += weight;
    }
    if (whole == 0) continue;
    const People total{static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(whole + 1))};
    const auto parts = spread(total, weights);
    CHECK(sum(parts) == total);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const long double quota = static_cast<long double>(total.millionths) *
                                static_cast<long double>(weights[i]) /
                                static_cast<long double>(whole);
      CHECK(std::fabs(static_cast<long double>(parts[i].millionths) - quota) < 1.001L);
      CHECK(parts[i].millionths <= weights[i]);
    }
  }
}
