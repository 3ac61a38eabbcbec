#include "analysis/stats/catchment.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <random>

#include "analysis/stats/decay.hpp"
#include "tests/analysis/stats/reference_files.hpp"
#include "tests/catch.hpp"
#include "tests/volume.hpp"

using namespace analysis::stats;
using geo::Minutes;
using geo::Missing;
using Numbers = std::vector<double>;

namespace {

constexpr double no_way = -1;

struct Case {
  std::size_t origins, destinations;
  Numbers minutes;

  Weights weights(const std::function<double(double)>& of_time) const {
    Weights weights{origins, destinations, {}};
    for (const double t : minutes) weights.values.push_back(t == no_way ? 0 : of_time(t));
    return weights;
  }
  Weights weights(const Decay& decay) const {
    return weights([&](double t) { return weight(decay, Minutes{t}); });
  }
  Weights within(double limit) const {
    return weights([&](double t) { return t <= limit ? 1.0 : 0.0; });
  }
};

/// Five hexagons of Belo Horizonte.
const Case five{5, 5, {5.8, 47, 48, 47, 64, 45,  5.8, 13, 41, 70, 44, 13, 5.8,
                       42,  67, 43, 43, 49, 5.8, 58,  60, 70, 68, 64, 5.8}};
const Numbers five_people{852, 394, 1969, 2189, 0};
const Numbers five_jobs{82, 308, 100, 109, 0};

/// Soukhov et al.: three centres.
const Case three{3, 3, {15, 30, 100, 30, 15, 100, 100, 100, 15}};
const Numbers three_people{50000, 150000, 10000}, three_jobs{100000, 100000, 10000};

const Decay tenth{DecayShape::exponential, Minutes{10}};

void check_all(const Numbers& found, const Numbers& expected, double epsilon) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    INFO("origin " << i);
    CHECK(found[i] == Approx(expected[i]).epsilon(epsilon).margin(1e-15));
  }
}

Numbers values(const std::vector<geo::Cell<double>>& cells) {
  Numbers numbers;
  for (const auto& cell : cells) numbers.push_back(cell.value());
  return numbers;
}

}  // namespace

TEST_CASE("cumulative jobs of the five hexagons") {
  check_all(reached(five_jobs, five.within(30)), {82, 408, 408, 109, 0}, 1e-12);
  check_all(reached(five_jobs, five.within(45)), {82, 599, 599, 499, 0}, 1e-12);
}

TEST_CASE("potential jobs of the five hexagons under each decay") {
  check_all(reached(five_jobs, five.weights(tenth)),
            {50.52737131, 202.41923554, 142.57088866, 67.06531828, .77660458}, 1e-8);
  check_all(reached(five_jobs, five.weights(Decay{DecayShape::linear, Minutes{50}})),
            {101.508, 374.092, 343.600, 152.956, 0}, 1e-12);
  check_all(reached(five_jobs, five.weights(Decay{DecayShape::power, Minutes{1}, 1})),
            {25.0936048, 65.2765148, 45.3925615, 29.9036872, 8.9403799}, 1e-8);
  check_all(
      reached(five_jobs, five.weights(Decay{DecayShape::logistic, Minutes{30}, 1, Minutes{10}})),
      {103.38320231, 419.76976909, 412.16647828, 145.08862588, .90476758}, 1e-8);
  const Decay steps{DecayShape::stepped, Minutes{1}, 1, Minutes{1},
                    read_steps("10:1, 20:0.75, 30:0.5, 40:0.25")};
  check_all(reached(five_jobs, five.weights(steps)), {82, 383, 331, 109, 0}, 1e-12);
}

TEST_CASE("places per inhabitant of the five hexagons") {
  check_all(values(floating_catchment(five_jobs, five_people, five.within(45))),
            {.015173945, .149101115, .149101115, .106782030, 0}, 2e-8);
  check_all(values(floating_catchment(five_jobs, five_people, five.weights(tenth))),
            {.090743892, .242233447, .154202070, .056017519, .000966141}, 2e-7);
}

TEST_CASE("people times places per inhabitant is the spatial availability") {
  const auto access = values(floating_catchment(five_jobs, five_people, five.weights(tenth)));
  const Numbers availability{77.313796, 95.439978, 303.623876, 122.622349, 0};
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(access[i] * five_people[i] == Approx(availability[i]).epsilon(1e-7));
  }
}

TEST_CASE("Soukhov's three centres have their published values") {
  check_all(reached(three_jobs, three.weights(tenth)), {27292.1769, 27292.1769, 2240.3816}, 1e-8);
  const auto access = values(floating_catchment(three_jobs, three_people, three.weights(tenth)));
  check_all(access, {1.33666932, .88802242, .99631714}, 5e-9);
  const Numbers availability{66833.4658, 133203.3629, 9963.1714};
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(access[i] * three_people[i] == Approx(availability[i]).epsilon(1e-8));
  }
}

TEST_CASE("the hospitals of pysal have their published values in four kinds of traffic") {
  const std::vector<std::array<double, 3>> traffic{
      {40, 40, 80}, {20, 40, 80}, {40, 20, 80}, {20, 20, 40}};
  const std::vector<Numbers> expected{{.3314441, .5798281, 7.2864182},
                                      {.4353402, .6837242, 5.7279766},
                                      {.3310719, .5778578, 7.2999919},
                                      {.4425684, .6667583, 5.7405246}};
  for (std::size_t s = 0; s < traffic.size(); ++s) {
    const auto [in, out, cross] = traffic[s];
    const Case towns{3, 3, {1, cross, in, cross, 1, in, out, out, 1}};
    const Decay inverse{DecayShape::power, Minutes{1}, 1};
    const auto weights =
        towns.weights([&](double t) { return t <= 61 ? weight(inverse, Minutes{t}) : 0.0; });
    const auto access = floating_catchment(Numbers{15, 20, 100}, Numbers{100, 50, 10}, weights);
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(*access[i] == Approx(expected[s][i]).margin(6e-8));
    }
    if (s == 0)
      check_all(values(access), {0.3314441169802766, 0.5798281320669381, 7.286418169862544}, 1e-12);
  }
}

TEST_CASE("the unit grid of pysal has its published gravity sums") {
  Case grid{25, 25, {}};
  for (int i = 0; i < 25; ++i) {
    for (int j = 0; j < 25; ++j) {
      grid.minutes.push_back(std::hypot(i / 5 - j / 5, i % 5 - j % 5));
    }
  }
  const auto sums = reached(Numbers(25, 1.0), grid.weights([](double d) { return d / 60; }));
  CHECK(sums[0] == Approx(1.322340210).epsilon(1e-9));
  CHECK(sums[4] == Approx(1.322340210).epsilon(1e-9));
  CHECK(sums[12] == Approx(.780985109).epsilon(1e-9));
  CHECK(sums[18] == Approx(.925540119).epsilon(1e-9));
  CHECK(sums[23] == Approx(1.133733026).epsilon(1e-9));
}

TEST_CASE("gaussian catchments of two providers have their published values") {
  const Case line{3, 2, {0, 2, 1, 1, 2, 0}};
  const auto access =
      values(floating_catchment(Numbers{10, 10}, Numbers{100, 100, 100},
                                line.weights(Decay{DecayShape::gaussian, Minutes{1}})));
  check_all(access, {.065179, .069641, .065179}, 1e-5);
}

TEST_CASE("supply that nobody reaches is left out with a reason, never infinite") {
  // One home without people reaches the only clinic: rivals divide by zero here.
  const Weights one{1, 1, {1}};
  CHECK(places_per_person(Numbers{5}, Numbers{0})[0].reason() == Missing::no_people_served);
  CHECK(floating_catchment(Numbers{5}, Numbers{0}, one)[0].reason() == Missing::no_people_served);
  // A clinic nobody reaches does not touch those who reach another one.
  const Weights two{2, 2, {1, 0, 0, 1}};
  const auto access = floating_catchment(Numbers{5, 9}, Numbers{10, 0}, two);
  CHECK(*access[0] == Approx(0.5));
  CHECK(access[1].reason() == Missing::no_people_served);
  // Nothing in reach is no places, and that is a value.
  CHECK(*floating_catchment(Numbers{5}, Numbers{0}, Weights{1, 1, {0}})[0] == 0);
  CHECK(*floating_catchment(Numbers{0}, Numbers{0}, one)[0] == 0);
}

TEST_CASE("people times places is the supply that is served, in any town") {
  const volume::Trial trial("law: people times places is the supply that is served",
                            {10000, 1000000}, "towns");
  INFO("seed " << trial.seed());
  std::mt19937 draw(trial.seed());
  std::uniform_real_distribution<double> any(0, 1);
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const std::size_t origins = 1 + draw() % 8, destinations = 1 + draw() % 5;
    Numbers people(origins), supply(destinations);
    for (double& p : people) p = draw() % 3 == 0 ? 0.0 : static_cast<double>(draw() % 1000);
    for (double& s : supply) s = draw() % 4 == 0 ? 0.0 : static_cast<double>(draw() % 100);
    Weights weights{origins, destinations, Numbers(origins * destinations)};
    for (double& w : weights.values) w = draw() % 2 == 0 ? 0 : any(draw);
    const auto access = floating_catchment(supply, people, weights);
    double given = 0, served = 0;
    for (std::size_t i = 0; i < origins; ++i) {
      if (access[i]) REQUIRE(std::isfinite(*access[i]));
      if (people[i] > 0) given += people[i] * access[i].value();
    }
    for (std::size_t j = 0; j < destinations; ++j) {
      double demand = 0;
      for (std::size_t i = 0; i < origins; ++i) demand += people[i] * weights.at(i, j);
      if (demand > 0) served += supply[j];
    }
    REQUIRE(given == Approx(served).epsilon(1e-10).margin(1e-10));
  }
}

TEST_CASE("people times places is Soukhov's spatial availability, computed its own way") {
  const volume::Trial trial("law: people times places is the spatial availability",
                            {10000, 1000000}, "towns");
  INFO("seed " << trial.seed());
  std::mt19937 draw(trial.seed());
  std::uniform_real_distribution<double> any(0.01, 1);
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const std::size_t origins = 1 + draw() % 6, destinations = 1 + draw() % 5;
    Numbers people(origins), supply(destinations);
    double everyone = 0;
    for (double& p : people) everyone += p = static_cast<double>(1 + draw() % 1000);
    for (double& s : supply) s = static_cast<double>(draw() % 100);
    Weights weights{origins, destinations, Numbers(origins * destinations)};
    for (double& w : weights.values) w = any(draw);
    const auto access = floating_catchment(supply, people, weights);
    for (std::size_t i = 0; i < origins; ++i) {
      double available = 0;
      for (std::size_t j = 0; j < destinations; ++j) {
        double all_weights = 0, all_factors = 0;
        for (std::size_t k = 0; k < origins; ++k) all_weights += weights.at(k, j);
        const auto factor = [&](std::size_t k) {
          return people[k] / everyone * (weights.at(k, j) / all_weights);
        };
        for (std::size_t k = 0; k < origins; ++k) all_factors += factor(k);
        available += supply[j] * factor(i) / all_factors;
      }
      REQUIRE(people[i] * *access[i] == Approx(available).epsilon(1e-10).margin(1e-12));
    }
  }
}

TEST_CASE("one more destination never lowers what is reached") {
  const volume::Trial trial("law: one more destination never lowers what is reached",
                            {10000, 1000000}, "towns");
  INFO("seed " << trial.seed());
  std::mt19937 draw(trial.seed());
  std::uniform_real_distribution<double> any(0, 1);
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const std::size_t origins = 1 + draw() % 6;
    Weights fewer{origins, 2, Numbers(origins * 2)};
    for (double& w : fewer.values) w = any(draw);
    Weights more{origins, 3, {}};
    for (std::size_t i = 0; i < origins; ++i) {
      more.values.insert(more.values.end(), {fewer.at(i, 0), fewer.at(i, 1), any(draw)});
    }
    const auto before = reached(Numbers{3, 4}, fewer), after = reached(Numbers{3, 4, 5}, more);
    for (std::size_t i = 0; i < origins; ++i) REQUIRE(after[i] >= before[i]);
  }
}

namespace {

/// The whole of Belo Horizonte: 898 hexagons.
struct City {
  Case travel{898, 898, Numbers(898 * 898, no_way)};
  Numbers people, jobs, schools, cumulative_jobs, cumulative_schools;

  explicit City(const std::filesystem::path& folder) {
    std::map<std::string, std::size_t> row;
    reference::rows(folder / "land_use.csv", [&](const auto& cells) {
      row.emplace(cells[0], row.size());
      people.push_back(std::stod(cells[1]));
      jobs.push_back(std::stod(cells[2]));
      schools.push_back(std::stod(cells[3]));
    });
    reference::rows(folder / "travel_matrix.csv.gz", [&](const auto& cells) {
      travel.minutes[row.at(cells[0]) * 898 + row.at(cells[1])] = std::stod(cells[2]);
    });
    const auto expected = [&](const char* file, Numbers& numbers) {
      numbers.assign(898, 0);
      reference::rows(folder / file,
                      [&](const auto& cells) { numbers[row.at(cells[0])] = std::stod(cells[1]); });
    };
    expected("access_jobs_30min.csv", cumulative_jobs);
    expected("access_schools_30min.csv", cumulative_schools);
  }
};

double sum(const Numbers& numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), 0.0);
}

}  // namespace

TEST_CASE("the whole of Belo Horizonte has its published access", "[real]") {
  const auto folder = reference::folder("bho-access-equity");
  if (folder.empty()) {
    WARN("reference cases are not here: skipped");
    return;
  }
  const City city(folder);
  REQUIRE(sum(city.people) == 941160);
  REQUIRE(sum(city.jobs) == 496088);
  REQUIRE(sum(city.schools) == 184);

  const auto within30 = city.travel.within(30);
  const auto jobs = reached(city.jobs, within30);
  CHECK(jobs == city.cumulative_jobs);
  CHECK(reached(city.schools, within30) == city.cumulative_schools);
  CHECK(sum(jobs) == 85640632);
  CHECK(*std::max_element(jobs.begin(), jobs.end()) == 377747);
  CHECK(std::count(jobs.begin(), jobs.end(), 0.0) == 28);
  CHECK(jobs[0] == 14561);
  CHECK(jobs[1] == 29452);
  CHECK(jobs[2] == 16647);

  const auto potential = reached(city.jobs, city.travel.weights(tenth));
  CHECK(sum(potential) == Approx(14651218.0749).epsilon(1e-11));

  // Unserved supply: the published sums leave it out, and so do we.
  double access = 0, given = 0;
  const auto places = floating_catchment(city.jobs, city.people, city.travel.within(45));
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!places[i]) continue;
    access += *places[i];
    given += *places[i] * city.people[i];
  }
  CHECK(access == Approx(425.568968792).epsilon(1e-11));
  CHECK(given == Approx(496088).epsilon(1e-11));
}
