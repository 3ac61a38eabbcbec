#include <map>
#include <numeric>

#include "tests/analysis/metrics/access/matrix_town.hpp"
#include "tests/analysis/metrics/compute.hpp"
#include "tests/analysis/stats/reference_files.hpp"
#include "tests/catch.hpp"

using analysis::HomeFigures;
using geo::HomeId;
using geo::Missing;
using Numbers = std::vector<double>;

namespace {

/// Five hexagons of Belo Horizonte, their jobs as the places of five services.
geo::City five(bool schools = false) {
  matrix_town::Drawn drawn;
  drawn.people = {852, 394, 1969, 2189, 0};
  drawn.columns = 5;
  drawn.minutes = {5.8, 47, 48, 47, 64, 45,  5.8, 13, 41, 70, 44, 13, 5.8,
                   42,  67, 43, 43, 49, 5.8, 58,  60, 70, 68, 64, 5.8};
  if (schools) {
    drawn.services = {{1, 1}, {1, 1}};  // two schools in the second hexagon
  } else {
    drawn.services = {{0, 82}, {1, 308}, {2, 100}, {3, 109}, {4, 0}};
  }
  return matrix_town::city(drawn);
}

void check_all(const HomeFigures& found, const Numbers& expected, double epsilon) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    INFO("home " << i << " " << found[HomeId{i}].status());
    CHECK(found[HomeId{i}].value() == Approx(expected[i]).epsilon(epsilon).margin(1e-14));
  }
}

}  // namespace

TEST_CASE("cumulative counts the published jobs within reach") {
  check_all(compute::homes(five(), "access/cumulative", {{"within", "30"}, {"counts", "places"}}),
            {82, 408, 408, 109, 0}, 1e-12);
  check_all(compute::homes(five(), "access/cumulative", {{"within", "45"}, {"counts", "places"}}),
            {82, 599, 599, 499, 0}, 1e-12);
}

TEST_CASE("cumulative includes a walk of exactly the longest time, unless it is strict") {
  check_all(compute::homes(five(), "access/cumulative", {{"within", "13"}}), {1, 2, 2, 1, 1},
            1e-12);
  check_all(compute::homes(five(), "access/cumulative", {{"within", "13"}, {"strict", "yes"}}),
            {1, 1, 1, 1, 1}, 1e-12);
}

TEST_CASE("potential has the published values under each decay") {
  const auto potential = [](analysis::Settings settings) {
    settings.insert({{"within", "120"}, {"counts", "places"}});
    return compute::homes(five(), "access/potential", settings);
  };
  check_all(potential({{"decay", "exponential"}, {"scale", "10"}}),
            {50.52737131, 202.41923554, 142.57088866, 67.06531828, .77660458}, 1e-8);
  check_all(potential({{"decay", "linear"}, {"scale", "50"}}),
            {101.508, 374.092, 343.600, 152.956, 0}, 1e-12);
  check_all(potential({{"decay", "power"}, {"exponent", "1"}}),
            {25.0936048, 65.2765148, 45.3925615, 29.9036872, 8.9403799}, 1e-8);
  check_all(potential({{"decay", "logistic"}, {"scale", "30"}, {"spread", "10"}}),
            {103.38320231, 419.76976909, 412.16647828, 145.08862588, .90476758}, 1e-8);
  check_all(potential({{"decay", "stepped"}, {"steps", "10:1, 20:0.75, 30:0.5, 40:0.25"}}),
            {82, 383, 331, 109, 0}, 1e-12);
}

TEST_CASE("floating catchment has the published places per inhabitant") {
  // The cards say places for 1,000 people.
  check_all(compute::homes(five(), "access/floating_catchment", {{"within", "45"}}),
            {15.173945, 149.101115, 149.101115, 106.782030, 0}, 2e-8);
  check_all(compute::homes(five(), "access/floating_catchment",
                           {{"within", "120"}, {"decay", "exponential"}, {"scale", "10"}}),
            {90.743892, 242.233447, 154.202070, 56.017519, .966141}, 2e-6);
}

TEST_CASE("floating catchment of Soukhov's three centres and of pysal's hospitals") {
  matrix_town::Drawn centres;
  centres.people = {50000, 150000, 10000};
  centres.columns = 3;
  centres.services = {{0, 100000}, {1, 100000}, {2, 10000}};
  centres.minutes = {15, 30, 100, 30, 15, 100, 100, 100, 15};
  check_all(compute::homes(matrix_town::city(centres), "access/floating_catchment",
                           {{"within", "120"}, {"decay", "exponential"}, {"scale", "10"}}),
            {1336.66932, 888.02242, 996.31714}, 5e-9);

  matrix_town::Drawn hospitals;
  hospitals.people = {100, 50, 10};
  hospitals.columns = 3;
  hospitals.services = {{0, 15}, {1, 20}, {2, 100}};
  hospitals.minutes = {1, 80, 40, 80, 1, 40, 40, 40, 1};
  check_all(compute::homes(matrix_town::city(hospitals), "access/floating_catchment",
                           {{"within", "61"}, {"decay", "power"}, {"exponent", "1"}}),
            {331.4441169802766, 579.8281320669381, 7286.418169862544}, 1e-12);
}

TEST_CASE("the first and the second of two schools are at the published times") {
  const Numbers expected{47, 5.8, 13, 43, 70};
  check_all(compute::homes(five(true), "access/nearest", {{"within", "120"}}), expected, 1e-12);
  for (const char* n : {"1", "2"}) {
    check_all(compute::homes(five(true), "access/nth_nearest", {{"within", "120"}, {"n", n}}),
              expected, 1e-12);
  }
  const auto third =
      compute::homes(five(true), "access/nth_nearest", {{"within", "120"}, {"n", "3"}});
  for (const auto& cell : third) CHECK(cell.reason() == Missing::out_of_reach);
}

TEST_CASE("Belo Horizonte's five nearest schools are at the published times", "[real]") {
  const auto folder = reference::folder("bho-access-equity");
  if (folder.empty()) {
    WARN("reference cases are not here: skipped");
    return;
  }
  std::map<std::string, std::size_t> row;
  matrix_town::Drawn drawn;
  std::map<std::size_t, std::size_t> column;  // hexagons with a school
  reference::rows(folder / "land_use.csv", [&](const auto& cells) {
    const std::size_t here = row.size();
    row.emplace(cells[0], here);
    drawn.people.push_back(std::stod(cells[1]));
    for (int school = 0; school < std::stoi(cells[3]); ++school) {
      const std::size_t at = column.emplace(here, column.size()).first->second;
      drawn.services.push_back({at, 1});
    }
  });
  drawn.columns = column.size();
  drawn.minutes.assign(row.size() * drawn.columns, -1);
  reference::rows(folder / "travel_matrix.csv.gz", [&](const auto& cells) {
    const auto to = column.find(row.at(cells[1]));
    if (to == column.end()) return;
    drawn.minutes[row.at(cells[0]) * drawn.columns + to->second] = std::stod(cells[2]);
  });
  const geo::City city = matrix_town::city(drawn);
  REQUIRE(city.services.size() == 184);

  const std::map<std::string, double> mean{{"1", 11.555504}, {"2", 14.730475}, {"5", 20.536501}};
  for (const auto& [n, expected] : mean) {
    const auto minutes = compute::homes(city, "access/nth_nearest", {{"within", "120"}, {"n", n}});
    double sum = 0;
    std::size_t reached = 0;
    for (const auto& cell : minutes) {
      if (!cell) continue;
      sum += *cell;
      ++reached;
    }
    CHECK(reached == 863);
    CHECK(sum / static_cast<double>(reached) == Approx(expected).epsilon(5e-8));
  }

  const auto within = compute::homes(city, "access/cumulative", {{"within", "30"}});
  reference::rows(folder / "access_schools_30min.csv", [&](const auto& cells) {
    REQUIRE(within[HomeId{row.at(cells[0])}].value() == std::stod(cells[1]));
  });
}
