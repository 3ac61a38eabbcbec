#include "analysis/stats/diversity.hpp"

#include <cmath>
#include <random>
#include <vector>

#include "tests/catch.hpp"
#include "tests/volume.hpp"

using namespace analysis::stats;
using geo::Missing;
using Masses = std::vector<double>;

namespace {

constexpr double exact = 1e-12;

Approx near(double value) {
  return Approx(value).epsilon(exact).margin(1e-14);
}

Masses random_masses(std::mt19937& draw, std::size_t most = 12) {
  std::uniform_real_distribution<double> mass(0, 100);
  Masses masses(1 + draw() % most);
  for (double& m : masses) m = draw() % 4 == 0 ? 0 : mass(draw);
  masses[draw() % masses.size()] = 1 + mass(draw);
  return masses;
}

}  // namespace

TEST_CASE("Hill numbers of the scikit-bio counts") {
  const Masses counts{0, 1, 1, 4, 2, 5, 2, 4, 1, 2};
  CHECK(*hill(counts, 0) == near(9));
  CHECK(*hill(counts, 0.5) == near(8.25798123934897));
  CHECK(*hill(counts, 1) == near(7.630199021737681));
  CHECK(std::log(*hill(counts, 1)) == near(2.032113929063348));
  CHECK(*hill(counts, 2) == near(6.722222222222223));
  CHECK(1 / *hill(counts, 2) == near(0.1487603305785124));
  CHECK(*hill(counts, 3) == near(6.1667310163952695));
  CHECK(*hill(counts, 1e6) == Approx(4.4).epsilon(1e-5));  // 22/5, the most common kind alone
  CHECK(*entropy(counts, 10) == near(0.882535865990948));
  CHECK(*entropy(counts, 9) == Approx(0.92485490560).epsilon(1e-10));  // Pielou
}

TEST_CASE("small published counts have their Hill numbers") {
  CHECK(1 / *hill(Masses{1, 0, 2, 5, 2}, 2) == near(0.34));
  CHECK(std::log2(*hill(Masses{5}, 1)) == near(0));
  CHECK(std::log2(*hill(Masses{5, 5}, 1)) == near(1));
  CHECK(std::log2(*hill(Masses{1, 1, 1, 1, 0}, 1)) == near(2));
  CHECK(*hill(Masses{1, 1, 1, 1, 1, 1}, 2) == near(6));
  CHECK(*hill(Masses{13, 13, 13, 13}, 2) == near(4));
  CHECK(*entropy(Masses{1, 1, 196, 1, 1}, 5) == Approx(0.078).margin(5e-4));
}

TEST_CASE("one use among five has no entropy, and nothing at all has a reason") {
  CHECK(*entropy(Masses{0, 0, 200, 0, 0}, 5) == 0);
  CHECK_FALSE(std::signbit(*entropy(Masses{0, 0, 200, 0, 0}, 5)));
  CHECK(entropy(Masses{0, 0, 0, 0, 0}, 5).reason() == Missing::zero_denominator);
  CHECK(entropy(Masses{}, 5).reason() == Missing::zero_denominator);
  CHECK(entropy(Masses{3}, 1).reason() == Missing::single_kind);
  CHECK(hill(Masses{0, 0}, 1).reason() == Missing::zero_denominator);
}

TEST_CASE("areas by use have the published entropy and Hill numbers") {
  const Masses area{60, 20, 15, 5};
  CHECK(std::log(*hill(area, 1)) == near(1.0627375681569962));
  CHECK(*entropy(area, 4) == near(0.7666031096732476));
  CHECK(1 / *hill(area, 2) == near(0.425));
  CHECK(*hill(area, 1) == near(2.8942834520890703));
  CHECK(*hill(area, 2) == near(2.3529411764705883));
  CHECK(*entropy(Masses{25, 25, 25, 25}, 4) == near(1));
  CHECK(*hill(Masses{25, 25, 25, 25}, 2) == near(4));
  CHECK(*entropy(Masses{100, 0, 0, 0}, 4) == 0);
  CHECK(*hill(Masses{100, 0, 0, 0}, 1) == near(1));
}

TEST_CASE("entropy is over the agreed list of uses, not over those that are present") {
  const Masses half{50, 50, 0, 0};
  CHECK(*entropy(half, 4) == near(0.5));
  CHECK(*entropy(half, 2) == near(1));  // what dividing by those present would give
  for (const double q : {0.0, 0.5, 1.0, 2.0, 3.0}) CHECK(*hill(half, q) == near(2));
}

TEST_CASE("households and five kinds of jobs have the published entropy") {
  CHECK(*entropy(Masses{1000, 200, 300, 100, 250, 150}, 6) == near(0.817848023842011));
  CHECK(*entropy(Masses{1000, 0, 0, 0, 0, 0}, 6) == 0);
}

TEST_CASE("the signed balance has the published values and keeps the sign") {
  CHECK(*signed_balance(0.5, 0.8) == near(-0.6));
  CHECK(*signed_balance(0.9, 0.8) == near(0.38461538461538464));
  CHECK(*signed_balance(0.8, 0.8) == near(0));
  CHECK(*signed_balance(1, 0.8) == near(1));
  CHECK(*signed_balance(0, 0.8) == near(-1));
  CHECK(signed_balance(1, 1).reason() == Missing::zero_denominator);
  CHECK(signed_balance(0, 0).reason() == Missing::zero_denominator);
  CHECK(*entropy(Masses{0.5, 0.5}, 2) == near(1));
  CHECK(*entropy(Masses{0.9, 0.1}, 2) == near(0.46899559358928117));
  CHECK(*entropy(Masses{0.8, 0.2}, 2) == near(0.7219280948873623));
}

TEST_CASE("weighed Hill numbers have the independently computed values") {
  const Masses counts{4, 2, 2};
  const Masses weights{std::exp(-0.5), std::exp(-1.5), std::exp(-3.0)};
  CHECK(*hill_weighted(counts, weights, 0) == near(0.8794478882289272));
  CHECK(*hill_weighted(counts, weights, 1) == near(0.8438596110188551));
  CHECK(*hill_weighted(counts, weights, 2) == near(0.8181176838624297));
  CHECK(*hill_effective(counts, weights, 0) == Approx(2.3673232415).epsilon(1e-10));
  CHECK(*hill_effective(counts, weights, 1) == Approx(2.2715256884).epsilon(1e-10));
  CHECK(*hill_effective(counts, weights, 2) == Approx(2.2022328250).epsilon(1e-10));
  const Masses alike{1, 1, 1};
  CHECK(*hill_weighted(counts, alike, 0) == near(3));
  CHECK(*hill_weighted(counts, alike, 1) == near(2.82842712474619));
  CHECK(*hill_weighted(counts, alike, 2) == near(2.6666666667).epsilon(1e-10));
}

TEST_CASE("order 1 with decay is not the 1.758 that a rival prints") {
  const Masses weights{std::exp(-0.5), std::exp(-1.5), std::exp(-3.0)};
  const double one = *hill_weighted(Masses{4, 2, 2}, weights, 1);
  CHECK(std::abs(one - 1.7579519) > 0.9);
  // A single use 100 m away counts e^-1 whatever the order; the rival has 1.0 at order 1.
  for (const double q : {0.0, 1.0, 2.0}) {
    CHECK(*hill_weighted(Masses{7}, Masses{std::exp(-1.0)}, q) == near(0.36787944117144233));
  }
}

TEST_CASE("weighed Hill numbers are continuous where the order is 1") {
  const volume::Trial trial("law: weighed Hill numbers are continuous at order 1", {20000, 1000000},
                            "mixes");
  INFO("seed " << trial.seed());
  std::mt19937 draw(trial.seed());
  std::uniform_real_distribution<double> any(0, 1);
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const Masses masses = random_masses(draw);
    Masses weights(masses.size());
    for (double& w : weights) w = 1e-3 + any(draw);
    const double one = *hill_weighted(masses, weights, 1);
    REQUIRE(std::abs(*hill_weighted(masses, weights, 1 + 1e-6) - one) <= 1e-5);
    REQUIRE(std::abs(*hill_weighted(masses, weights, 1 - 1e-6) - one) <= 1e-5);
    REQUIRE(*hill_weighted(masses, weights, 1 + 1e-12) == Approx(one).epsilon(1e-9));
  }
}

TEST_CASE("the same mix twice over, with no use in common, has twice the Hill number") {
  const volume::Trial trial("law: the same mix twice has twice the Hill number", {20000, 1000000},
                            "mixes");
  INFO("seed " << trial.seed());
  std::mt19937 draw(trial.seed());
  std::uniform_real_distribution<double> order(0, 4);
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const Masses once = random_masses(draw);
    Masses twice = once;
    twice.insert(twice.end(), once.begin(), once.end());
    const double q = round % 3 == 0 ? static_cast<double>(round % 4) : order(draw);
    REQUIRE(*hill(twice, q) == Approx(2 * *hill(once, q)).epsilon(1e-10));
    REQUIRE(*hill(once, q) >= 1 - 1e-12);
    REQUIRE(*hill(once, q) <= *hill(once, 0) + 1e-9);
  }
}

TEST_CASE("four even uses count four at every order, not the root of ten") {
  for (const double q : {0.0, 0.5, 1.0, 1.5, 2.0, 7.0}) {
    CHECK(*hill(Masses{5, 5, 5, 5}, q) == near(4));
  }
}

TEST_CASE("entropy and balance stay within their bounds in any unit of mass") {
  const volume::Trial trial("law: entropy and balance stay within bounds", {10000, 1000000},
                            "mixes");
  INFO("seed " << trial.seed());
  std::mt19937 draw(trial.seed());
  std::uniform_real_distribution<double> any(0, 1);
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const Masses masses = random_masses(draw);
    Masses hectares = masses;
    for (double& m : hectares) m *= 1e-4;
    const auto mix = entropy(masses, masses.size() + 1);
    REQUIRE(*mix >= 0);
    REQUIRE(*mix <= 1);
    REQUIRE(*entropy(hectares, masses.size() + 1) == Approx(*mix).epsilon(1e-9).margin(1e-12));
    const double here = any(draw), city = any(draw);
    const double balance = *signed_balance(here, city);
    REQUIRE(std::abs(balance) <= 1 + 1e-12);
    REQUIRE((balance > 0) == (here > city));
    // Housing short here is the rest in surplus.
    REQUIRE(*signed_balance(1 - here, 1 - city) == Approx(-balance).epsilon(1e-9).margin(1e-12));
  }
}
