#include "analysis/privacy/release_housing.hpp"

#include "analysis/privacy/gate.hpp"
#include "analysis/run.hpp"
#include "tests/catch.hpp"
#include "tests/scene/town.hpp"

using namespace geo;
using analysis::privacy::Gate;

namespace {

using CountsOf = std::map<std::string, std::map<std::string, double>>;
constexpr auto missing = Missing::not_recorded;

/// Four neighbourhoods in two districts.
City town(const CountsOf& counts) {
  scene::Town drawn{.streets = "a--b--c--d", .homes = "abcd", .services = {{"health.clinic", "a"}}};
  for (const std::string letter : {"a", "b", "c", "d"}) {
    drawn.neighbourhoods[letter] = letter;
    drawn.districts[letter] = letter < "c" ? "east" : "west";
  }
  drawn.counts = counts;
  City city = scene::town(drawn);
  city.description.analysis.reference_group = "rest";
  return city;
}

CountsOf people(std::vector<double> migrants) {
  CountsOf counts;
  const std::string letters = "abcd";
  for (std::size_t n = 0; n < letters.size(); ++n) {
    counts[letters.substr(n, 1)] = {{"everyone", 200}, {"migrants", migrants[n]}};
  }
  return counts;
}

HousingFigure rent(const std::string& period, std::vector<Cell<double>> values) {
  HousingFigure figure;
  figure.what = "rent";
  figure.unit = "EUR/month";
  figure.file = "rents.csv";
  figure.period = period;
  figure.value = Column<AreaId, double>(std::move(values));
  return figure;
}

Release released(const City& city) {
  return Gate::release(city, analysis::run(city));
}

Cell<double> at(const Release& release, const std::string& layer, const std::string& column,
                std::size_t row) {
  return std::get<std::vector<Cell<double>>>(release.layer(layer)->column(column)->cells).at(row);
}

const ReleasedHousing::OfGroup& of_group(const ReleasedHousing& figure, const std::string& key) {
  for (const auto& one : figure.of_groups) {
    if (one.group == key) return one;
  }
  throw std::out_of_range(key);
}

}  // namespace

TEST_CASE("the latest period of a figure of housing stands on its level as the source gives it") {
  City city = town(people({20, 40, 60, 80}));
  city.housing = {rent("2023 2", {500.125, missing, Missing::withheld_by_source, 812.5}),
                  rent("2023 10", {510.0, 600.0, missing, 0.0}),
                  rent("2024 1", {missing, missing, missing, missing})};
  const Release release = released(city);
  // Nothing is recorded in 2024, so October of 2023 is the latest; zero means zero.
  CHECK(at(release, "neighbourhood", "rent_eur_month", 0) == Cell<double>{510.0});
  CHECK(at(release, "neighbourhood", "rent_eur_month", 2) == Cell<double>{missing});
  CHECK(at(release, "neighbourhood", "rent_eur_month", 3) == Cell<double>{0.0});
  CHECK(at(release, "district", "rent_eur_month", 0) ==
        Cell<double>{Missing::not_recorded_at_this_level});
  const auto& period = std::get<std::vector<Cell<std::string>>>(
      release.layer("neighbourhood")->column("rent_eur_month__period")->cells);
  CHECK(period.at(1) == Cell<std::string>{"2023 10"});

  REQUIRE(release.housing().size() == 3);
  CHECK(release.housing()[0].values[0] == Cell<double>{500.125});
  CHECK(release.housing()[0].values[2] == Cell<double>{Missing::withheld_by_source});
}

TEST_CASE("the rent where a group lives counts each area as often as the group lives there") {
  City city = town(people({20, 40, 60, 80}));
  city.housing = {rent("2023", {500.0, 600.0, missing, 1000.0}),
                  rent("2024", {missing, missing, missing, 1000.0})};
  const Release release = released(city);
  const auto& migrants = of_group(release.housing()[0], "migrants");
  // (20 x 500 + 40 x 600 + 80 x 1000) / 140, of 200 people; the rest: 180, 160 and 120 of 600.
  CHECK(*migrants.mean == Approx(814.286));
  CHECK(*migrants.coverage == Approx(0.7));
  const auto& rest = of_group(release.housing()[0], "rest");
  CHECK(*rest.mean == Approx(665.217));
  CHECK(*rest.coverage == Approx(0.767));
  // In 2024 less than half of the people live where a rent is known.
  CHECK(of_group(release.housing()[1], "migrants").mean == Cell<double>{Missing::too_few_people});
}

TEST_CASE("the rent where a group lives tells nothing of a count that is withheld") {
  // Two neighbourhoods of a handful each, the other way round in the second town: what is shown of
  // both is the same, so what is said of their rents must be too.
  const auto said = [](double first, double second) {
    City city = town(people({first, second, 60, 80}));
    city.housing = {rent("2023", {500.0, 900.0, 700.0, 1000.0})};
    const Release release = released(city);
    CHECK(at(release, "neighbourhood", "people__migrants", 0) == Cell<double>{Missing::suppressed});
    return *of_group(release.housing()[0], "migrants").mean;
  };
  CHECK(said(3, 7) == said(7, 3));
}

TEST_CASE("a group that is too small to be shown in the whole city has no rent") {
  City city = town(people({2, 1, 0, 3}));
  city.housing = {rent("2023", {500.0, 900.0, 700.0, 1000.0})};
  const Release release = released(city);
  CHECK(of_group(release.housing()[0], "migrants").mean == Cell<double>{Missing::suppressed});
  CHECK(of_group(release.housing()[0], "migrants").coverage == Cell<double>{Missing::suppressed});
  CHECK(of_group(release.housing()[0], "everyone").mean.has_value());
}

TEST_CASE("dwellings counted have no mean where a group lives, and a tenure is part of the name") {
  City city = town(people({20, 40, 60, 80}));
  HousingFigure dwellings = rent("2023", {10.0, 20.0, 30.0, 40.0});
  dwellings.what = "dwellings_Private rent";
  dwellings.tenure = "Private rent";
  dwellings.unit = "dwellings";
  city.housing = {dwellings};
  const Release release = released(city);
  CHECK(release.housing()[0].of_groups.empty());
  CHECK(at(release, "neighbourhood", "dwellings_private_rent", 3) == Cell<double>{40.0});
}

TEST_CASE("a figure without a stated unit bears none in its name") {
  City city = town({});
  city.housing = {rent("", {10.0, 20.0, 30.0, 40.0})};
  city.housing[0].unit.clear();
  const Release release = released(city);
  CHECK(release.housing()[0].name == "rent");
  CHECK(release.housing()[0].of_groups.empty());  // nobody was counted
  const auto& period = std::get<std::vector<Cell<std::string>>>(
      release.layer("neighbourhood")->column("rent__period")->cells);
  CHECK(period.at(0) == Cell<std::string>{missing});
}

TEST_CASE("where a group lives that was counted by district only is said to be modelled") {
  City city = town(people({20, 40, 60, 80}));
  city.housing = {rent("2023", {500.0, 900.0, 700.0, 1000.0})};
  GroupId migrants = *city.residents.find("migrants");
  CHECK_FALSE(of_group(released(city).housing()[0], "migrants").modelled);
  city.residents.counted_at[migrants] = LevelId{1};
  CHECK(of_group(released(city).housing()[0], "migrants").modelled);
  CHECK_FALSE(of_group(released(city).housing()[0], "everyone").modelled);
}
