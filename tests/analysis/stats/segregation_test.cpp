#include "analysis/stats/segregation.hpp"

#include <cmath>
#include <random>
#include <vector>

#include "tests/analysis/stats/reference_files.hpp"
#include "tests/catch.hpp"
#include "tests/volume.hpp"

using namespace analysis::stats;
using geo::Missing;
using People = std::vector<double>;

namespace {

/// A group and everyone from the group and the people outside it.
struct Town {
  People group, everyone;
  Town(People x, const People& y) : group(std::move(x)), everyone(group) {
    for (std::size_t i = 0; i < y.size(); ++i) everyone[i] += y[i];
  }
  Parts parts() const { return {group, everyone}; }
};

Approx near(double value) {
  return Approx(value).epsilon(1e-12).margin(1e-14);
}

}  // namespace

TEST_CASE("dissimilarity of the published pairs of groups") {
  CHECK(*dissimilarity(Town({100, 60, 40, 0}, {0, 40, 60, 100}).parts()) == near(0.6));
  CHECK(*dissimilarity(Town({80, 80, 20, 20}, {20, 20, 80, 80}).parts()) == near(0.6));
  CHECK(*dissimilarity(Town({100, 100, 0, 0}, {0, 0, 100, 100}).parts()) == near(1));
  CHECK(*dissimilarity(Town({50, 50, 50, 50}, {50, 50, 50, 50}).parts()) == 0);
}

TEST_CASE("isolation and exposure tell two towns of one dissimilarity apart") {
  const Town first({100, 60, 40, 0}, {0, 40, 60, 100});
  const Town second({80, 80, 20, 20}, {20, 20, 80, 80});
  CHECK(*isolation(first.parts()) == near(0.76));
  CHECK(*exposure(first.parts()) == near(0.24));
  CHECK(*isolation(second.parts()) == near(0.68));
  CHECK(*exposure(second.parts()) == near(0.32));
}

TEST_CASE("a part where nobody lives has no weight") {
  const People group{20, 10, 0, 0, 30}, everyone{100, 200, 150, 0, 150};
  CHECK(*dissimilarity({group, everyone}) == near(0.46296296296296297));
  CHECK(*isolation({group, everyone}) == near(0.175));
  CHECK(*exposure({group, everyone}) == near(0.825));
}

TEST_CASE("an absent group, a town of one group and an empty town have a reason, not NaN") {
  CHECK(dissimilarity({People{0, 0}, People{5, 9}}).reason() == Missing::single_group);
  CHECK(isolation({People{0, 0}, People{5, 9}}).reason() == Missing::single_group);
  CHECK(dissimilarity({People{5, 9}, People{5, 9}}).reason() == Missing::single_group);
  CHECK(exposure({People{5, 9}, People{5, 9}}).reason() == Missing::single_group);
  CHECK(isolation({People{0, 0}, People{0, 0}}).reason() == Missing::no_people);
  CHECK(dissimilarity({People{}, People{}}).reason() == Missing::no_people);
}

TEST_CASE("laws of segregation hold in random towns") {
  const volume::Trial trial("law: segregation is symmetric, bounded and free of scale",
                            {20000, 1000000}, "towns");
  INFO("seed " << trial.seed());
  std::mt19937 draw(trial.seed());
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const std::size_t parts = 2 + draw() % 30;
    People group(parts), others(parts);
    for (std::size_t i = 0; i < parts; ++i) {
      group[i] = draw() % 3 == 0 ? 0.0 : static_cast<double>(draw() % 500);
      others[i] = draw() % 5 == 0 ? 0.0 : static_cast<double>(draw() % 500);
    }
    group[0] += 1;
    others[1] += 1;
    const Town town(group, others), mirror(others, group);
    const double share = *isolation(town.parts());
    REQUIRE(share + *exposure(town.parts()) == Approx(1).epsilon(1e-12));
    const double apart = *dissimilarity(town.parts());
    REQUIRE(apart >= 0);
    REQUIRE(apart <= 1 + 1e-12);
    REQUIRE(*dissimilarity(mirror.parts()) == Approx(apart).epsilon(1e-12).margin(1e-14));
    // xPy X = yPx Y
    double x = 0, y = 0;
    for (std::size_t i = 0; i < parts; ++i) x += group[i], y += others[i];
    REQUIRE(*exposure(town.parts()) ==
            Approx(*exposure(mirror.parts()) * y / x).epsilon(1e-10).margin(1e-14));
    REQUIRE(share >= x / (x + y) - 1e-12);
    // Empty parts and ten times the people change nothing.
    group.push_back(0), others.push_back(0);
    for (double& n : group) n *= 10;
    for (double& n : others) n *= 10;
    REQUIRE(*dissimilarity(Town(group, others).parts()) ==
            Approx(apart).epsilon(1e-12).margin(1e-14));
  }
}

TEST_CASE("an even town has no dissimilarity and its own share as isolation") {
  const volume::Trial trial("law: an even town is not segregated", {10000, 1000000}, "towns");
  INFO("seed " << trial.seed());
  std::mt19937 draw(trial.seed());
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    People group, everyone;
    for (std::size_t i = 0; i < 2 + draw() % 20; ++i) {
      const double tens = static_cast<double>(draw() % 50) + (i == 0 ? 1 : 0);
      group.push_back(tens);
      everyone.push_back(10 * tens);
    }
    REQUIRE(*dissimilarity({group, everyone}) == Approx(0).margin(1e-12));
    REQUIRE(*isolation({group, everyone}) == Approx(0.1).epsilon(1e-12));
  }
}

TEST_CASE("the ten by ten grid has its published indices", "[real]") {
  const auto folder = reference::folder("segregation-grid100");
  if (folder.empty()) {
    WARN("reference cases are not here: skipped");
    return;
  }
  People everyone, clustered, scattered, complete, even;
  reference::rows(folder / "grid100.csv", [&](const std::vector<std::string>& cells) {
    everyone.push_back(std::stod(cells[5]));
    clustered.push_back(std::stod(cells[6]));
    scattered.push_back(std::stod(cells[7]));
    complete.push_back(std::stod(cells[8]));
    even.push_back(std::stod(cells[9]));
  });
  REQUIRE(everyone.size() == 100);
  CHECK(*dissimilarity({clustered, everyone}) == near(0.7778354829159586));
  CHECK(*isolation({clustered, everyone}) == near(0.6816611297625946));
  CHECK(*exposure({clustered, everyone}) == near(0.31833887023740526));
  CHECK(*dissimilarity({scattered, everyone}) == near(0.7774295492102111));
  CHECK(*isolation({scattered, everyone}) == near(0.6810552393702467));
  CHECK(*exposure({scattered, everyone}) == near(0.3189447606297532));
  CHECK(*dissimilarity({complete, everyone}) == near(1));
  CHECK(*isolation({complete, everyone}) == near(1));
  CHECK(*exposure({complete, everyone}) == near(0));
  CHECK(*dissimilarity({even, everyone}) == near(0));
  CHECK(*isolation({even, everyone}) == near(0.1));
  CHECK(*exposure({even, everyone}) == near(0.9));
}

TEST_CASE("two thousand schools have their published indices", "[real]") {
  const auto folder = reference::folder("segregation-grid100");
  if (folder.empty()) {
    WARN("reference cases are not here: skipped");
    return;
  }
  People everyone;
  std::vector<People> groups(5);
  reference::rows(folder / "schools00_wide.csv", [&](const std::vector<std::string>& cells) {
    double total = 0;
    for (std::size_t g = 0; g < 5; ++g) {
      groups[g].push_back(std::stod(cells[g + 1]));
      total += groups[g].back();
    }
    everyone.push_back(total);
  });
  REQUIRE(everyone.size() == 2045);
  CHECK(*isolation({groups[0], everyone}) == near(0.0560886193840592));
  CHECK(*isolation({groups[1], everyone}) == near(0.6119595745214216));
  CHECK(*isolation({groups[2], everyone}) == near(0.4426203359199896));
  CHECK(*isolation({groups[3], everyone}) == near(0.7943007035654296));
  CHECK(*isolation({groups[4], everyone}) == near(0.089194461759781));
  CHECK(*dissimilarity(Town(groups[3], groups[1]).parts()) == near(0.728387884871103));
}
