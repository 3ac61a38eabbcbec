#include "analysis/stats/decay.hpp"

#include <cmath>
#include <random>
#include <vector>

#include "tests/catch.hpp"
#include "tests/volume.hpp"

using namespace analysis::stats;
using geo::Minutes;

namespace {

const std::vector<DecayShape> all_shapes{
    DecayShape::flat,      DecayShape::linear,  DecayShape::exponential,
    DecayShape::half_life, DecayShape::power,   DecayShape::logistic,
    DecayShape::gaussian,  DecayShape::stepped, DecayShape::truncated_gaussian};

}  // namespace

TEST_CASE("each decay has the value of its formula") {
  const auto of = [](DecayShape shape, double t) {
    return weight({shape, Minutes{20}, 2, Minutes{5}, read_steps("10:1, 20:0.68, 30:0.22")},
                  Minutes{t});
  };
  CHECK(of(DecayShape::flat, 19) == 1);
  CHECK(of(DecayShape::linear, 5) == Approx(0.75));
  CHECK(of(DecayShape::linear, 25) == 0);
  CHECK(of(DecayShape::exponential, 20) == Approx(std::exp(-1)));
  CHECK(of(DecayShape::half_life, 20) == Approx(0.5));
  CHECK(of(DecayShape::half_life, 40) == Approx(0.25));
  CHECK(of(DecayShape::power, 4) == Approx(1.0 / 16));
  CHECK(of(DecayShape::power, 0.5) == 1);
  CHECK(of(DecayShape::logistic, 0) == Approx(1).epsilon(1e-15));
  CHECK(of(DecayShape::logistic, 20) ==
        Approx((1 + std::exp(-20 * M_PI / (5 * std::sqrt(3)))) / 2));
  CHECK(of(DecayShape::truncated_gaussian, 0) == Approx(1));
  CHECK(of(DecayShape::truncated_gaussian, 20) == 0);
  CHECK(of(DecayShape::truncated_gaussian, 19.9999) == Approx(0).margin(1e-4));
}

TEST_CASE("the gaussian and the steps have the values that pysal prints") {
  const Decay bell{DecayShape::gaussian, Minutes{20}};
  CHECK(weight(bell, Minutes{0}) == 1);
  CHECK(weight(bell, Minutes{20}) == Approx(0.6065306597126334).epsilon(1e-14));
  CHECK(weight(bell, Minutes{40}) == Approx(0.1353352832366127).epsilon(1e-14));
  CHECK(weight(bell, Minutes{60}) == Approx(0.011108996538242306).epsilon(1e-14));
  const Decay steps{DecayShape::stepped, {}, 1, {}, read_steps("20:1,40:0.68,60:0.22")};
  const Decay steps_of_20{DecayShape::stepped, Minutes{1}, 1, Minutes{1}, steps.steps};
  const std::vector<double> expected{1, 1, 1, 0.68, 0.68, 0.22, 0.22, 0};
  for (int ten = 0; ten < 8; ++ten) {
    CHECK(weight(steps_of_20, Minutes{10.0 * ten}) == expected[static_cast<std::size_t>(ten)]);
  }
}

TEST_CASE("no decay is infinite, negative or grows with the time") {
  const volume::Trial trial("law: no decay is infinite, negative or growing", {10000, 1000000},
                            "times");
  INFO("seed " << trial.seed());
  std::mt19937 draw(trial.seed());
  std::uniform_real_distribution<double> time(0, 200), scale(0.5, 60);
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    double nearer = time(draw), further = time(draw);
    if (further < nearer) std::swap(nearer, further);
    for (const DecayShape shape : all_shapes) {
      const Decay decay{shape, Minutes{scale(draw)}, 0.5 + scale(draw) / 20, Minutes{scale(draw)},
                        read_steps("10:1, 20:0.68, 30:0.22")};
      const double near = weight(decay, Minutes{nearer}), far = weight(decay, Minutes{further});
      REQUIRE(std::isfinite(near));
      REQUIRE(far >= 0);
      REQUIRE(near <= 1 + 1e-12);
      REQUIRE(far <= near);
    }
  }
}

TEST_CASE("steps are read as written, or not at all") {
  const auto steps = read_steps(" 10 : 1,20:0.5 ");
  REQUIRE(steps.size() == 2);
  CHECK(steps[0].up_to == Minutes{10});
  CHECK(steps[1].weight == 0.5);
  for (const char* wrong : {"", "10", "10:", ":1", "10:-1", "20:1, 10:0.5", "10:1, 10:0.5", "a:1",
                            "10:1;20:0", "10:inf", "10:1 2:1"}) {
    CHECK(read_steps(wrong).empty());
  }
}
