#include "analysis/group_step.hpp"

#include <map>
#include <random>

#include "tests/catch.hpp"
#include "tests/scene/town.hpp"

using namespace analysis;
using geo::AreaId;
using geo::Cell;
using geo::HomeId;
using geo::LevelId;
using geo::Missing;

namespace {

Card card(Better better, Summary over_people = Summary::mean) {
  Card made;
  made.better = better;
  made.over_people = over_people;
  return made;
}
const Card shorter_is_better = card(Better::lower);
const Card more_is_better = card(Better::higher);
const Card median_of_people = card(Better::lower, Summary::median);

using Values = std::map<char, Cell<double>>;

HomeFigures at_homes(const geo::City& city, const Values& values) {
  HomeFigures homes(city.homes.size(), Cell<double>(Missing::off_network));
  for (const auto& [letter, value] : values) homes[scene::home(city, letter)] = value;
  return homes;
}

// The figures of one group at the level of that key.
struct Found {
  std::vector<Figures> all;
  const geo::City& city;

  const Figures& of(const char* level, const char* group) const {
    for (const Figures& figures : all) {
      if (city.levels[figures.level].key == level &&
          city.residents.groups[figures.group].key == group) {
        return figures;
      }
    }
    throw std::out_of_range(std::string(level) + " " + group);
  }
};

Found step(const geo::City& city, const Card& card, const Values& values) {
  const auto rest = city.residents.find("rest");
  const GroupStep groups(city, rest ? *rest : geo::everyone);
  return {groups.of_homes(card, at_homes(city, values)), city};
}

constexpr AreaId whole_city{0};

geo::City five_units() {
  return scene::town(
      {.streets = "a--b--c--d--e",
       .homes = "abcde",
       .people = {{"everyone", {{'a', 100}, {'b', 200}, {'c', 150}, {'d', 0}, {'e', 150}}},
                  {"migrants", {{'a', 20}, {'b', 10}, {'c', 0}, {'d', 0}, {'e', 30}}}},
       .neighbourhoods = {{"N1", "a"}, {"N2", "b"}, {"N3", "c"}, {"N4", "d"}, {"N5", "e"}}});
}

}  // namespace

TEST_CASE("people without a value are in the coverage, not in the mean") {
  // pop [100, 300, 600], v [80, missing, 50]: 54.2857 for 70 % of the people; 38 would be biased.
  const auto city = scene::town({.streets = "a--b--c",
                                 .homes = "abc",
                                 .people = {{"everyone", {{'a', 100}, {'b', 300}, {'c', 600}}}}});
  const auto found =
      step(city, more_is_better, {{'a', 80.0}, {'b', Missing::off_network}, {'c', 50.0}});
  const Figures& all = found.of("city", "everyone");
  CHECK(*all.mean[whole_city] == Approx(54.285714285714285));
  CHECK(all.value[whole_city] == all.mean[whole_city]);
  CHECK(*all.coverage[whole_city] == Approx(0.70));
}

TEST_CASE("gap and ratio are those of the group to the rest") {
  // x [20,10,0,0,30], t [100,200,150,0,150], access [0,1,1,0,0]: 0.1667 against 0.6296.
  const auto city = five_units();
  const auto found =
      step(city, more_is_better, {{'a', 0.0}, {'b', 1.0}, {'c', 1.0}, {'d', 0.0}, {'e', 0.0}});
  const Figures& migrants = found.of("city", "migrants");
  CHECK(*migrants.value[whole_city] == Approx(0.16666667));
  CHECK(*found.of("city", "rest").value[whole_city] == Approx(0.62962963));
  CHECK(*found.of("city", "everyone").value[whole_city] == Approx(0.58333333));
  CHECK(*migrants.gap[whole_city] == Approx(-0.46296296));
  CHECK(*migrants.ratio[whole_city] == Approx(0.26470588));
  CHECK(*found.of("city", "rest").gap[whole_city] == 0);
}

TEST_CASE("an area says why it has no figure") {
  const auto city = five_units();
  const auto found = step(city, more_is_better,
                          {{'a', Missing::out_of_reach}, {'b', 0.0}, {'c', 1.0}, {'d', 3.0}});
  const auto status = [&](const char* group, const char* neighbourhood, auto column) {
    const Figures& figures = found.of("neighbourhood", group);
    const auto n = scene::neighbourhood(city, neighbourhood);
    return std::string((figures.*column)[AreaId{n.row()}].status());
  };
  CHECK(status("everyone", "N4", &Figures::value) == "no_people");
  CHECK(status("everyone", "N4", &Figures::coverage) == "no_people");
  CHECK(status("migrants", "N3", &Figures::value) == "no_people");
  CHECK(status("migrants", "N3", &Figures::gap) == "no_people");
  CHECK(status("migrants", "N1", &Figures::value) == "out_of_reach");
  CHECK(status("migrants", "N1", &Figures::coverage) == "ok");
  CHECK(status("migrants", "N5", &Figures::median) == "off_network");
  CHECK(status("migrants", "N2", &Figures::ratio) == "zero_denominator");
  CHECK(status("migrants", "N2", &Figures::gap) == "ok");
  CHECK(*found.of("neighbourhood", "migrants").coverage[AreaId{0}] == 0);
}

TEST_CASE("the commonest reason among its people stands for an area without a value") {
  const auto city = scene::town({.streets = "a--b--c",
                                 .homes = "abc",
                                 .people = {{"everyone", {{'a', 10}, {'b', 25}, {'c', 20}}}}});
  const auto found = step(
      city, shorter_is_better,
      {{'a', Missing::off_network}, {'b', Missing::off_network}, {'c', Missing::out_of_reach}});
  CHECK(found.of("city", "everyone").value[whole_city].status() == "off_network");
}

TEST_CASE("the worst fifth of everyone is a fifth of everyone, ties split") {
  const auto city =
      scene::town({.streets = "a--b--c--d",
                   .homes = "abcd",
                   .people = {{"everyone", {{'a', 10}, {'b', 40}, {'c', 20}, {'d', 30}}},
                              {"migrants", {{'a', 8}, {'b', 4}, {'c', 5}, {'d', 3}}}}});
  const Values minutes{{'a', 20.0}, {'b', 15.0}, {'c', 5.0}, {'d', 5.0}};

  // Longer is worse: all of a (10 of 20 people) and a quarter of b.
  const auto longer = step(city, shorter_is_better, minutes);
  CHECK(*longer.of("city", "everyone").worst_fifth[whole_city] == Approx(0.2).epsilon(1e-15));
  CHECK(*longer.of("city", "migrants").worst_fifth[whole_city] == Approx((8 + 1) / 20.0));

  // Less is worse: c and d share the line, 20 of their 50 people.
  const auto less = step(city, more_is_better, minutes);
  CHECK(*less.of("city", "everyone").worst_fifth[whole_city] == Approx(0.2).epsilon(1e-15));
  CHECK(*less.of("city", "migrants").worst_fifth[whole_city] == Approx(0.4 * 8 / 20.0));

  // Neither end is worse.
  const auto neither = step(city, Card{}, minutes);
  CHECK_FALSE(neither.of("city", "migrants").worst_fifth[whole_city].has_value());
}

TEST_CASE("who cannot get there at all is worse off than anyone who can") {
  const auto city = scene::town({.streets = "a--b--c",
                                 .homes = "abc",
                                 .people = {{"everyone", {{'a', 20}, {'b', 40}, {'c', 40}}},
                                            {"migrants", {{'a', 5}, {'b', 5}, {'c', 0}}}}});
  const auto found =
      step(city, shorter_is_better, {{'a', Missing::out_of_reach}, {'b', 50.0}, {'c', 5.0}});
  CHECK(*found.of("city", "migrants").worst_fifth[whole_city] == Approx(0.5));
  CHECK(*found.of("city", "everyone").worst_fifth[whole_city] == Approx(0.2));
  CHECK(*found.of("city", "everyone").mean[whole_city] == Approx(27.5));
}

TEST_CASE("people that are not recorded leave the columns of groups not recorded") {
  auto city = scene::town({.streets = "a--b--c", .homes = "abc"});
  REQUIRE_FALSE(city.residents.recorded);
  geo::Group migrants;
  migrants.key = "migrants";
  city.residents.groups.push_back(migrants);
  const auto homes = HomeFigures(std::vector<Cell<double>>{1.0, 2.0, 6.0});
  const GroupStep groups(city, geo::everyone);
  const Found found{groups.of_homes(shorter_is_better, homes), city};
  CHECK(*found.of("city", "everyone").mean[whole_city] == Approx(3));  // homes weigh one each
  CHECK(found.of("city", "everyone").gap[whole_city].status() == "single_group");
  REQUIRE(found.all.size() == 4);
  for (const Figures& figures : found.all) {
    if (figures.group == geo::everyone) continue;
    CHECK(figures.value[whole_city].status() == "not_recorded");
    CHECK(figures.gap[whole_city].status() == "not_recorded");
  }
}

TEST_CASE("a neighbourhood whose count is not recorded says so") {
  auto city = five_units();
  const auto n = scene::neighbourhood(city, "N4");
  for (const auto group : city.residents.groups.rows()) {
    city.residents.by_neighbourhood[group][n] = Missing::withheld_by_source;
  }
  const auto found = step(city, shorter_is_better, {{'a', 1.0}, {'d', 2.0}});
  CHECK(found.of("neighbourhood", "everyone").value[AreaId{n.row()}].status() ==
        "withheld_by_source");
  CHECK(found.of("city", "everyone").value[whole_city].has_value());
}

TEST_CASE("a median is shown where the card asks for one") {
  const auto city = five_units();
  const auto found =
      step(city, median_of_people, {{'a', 1.0}, {'b', 2.0}, {'c', 3.0}, {'e', 10.0}});
  const Figures& all = found.of("city", "everyone");
  CHECK(all.value[whole_city] == all.median[whole_city]);
  CHECK(*all.median[whole_city] == 2.5);  // 100 + 200 of 600 people at 2 or less
  CHECK(*found.of("city", "migrants").median[whole_city] == Approx(6));
}

TEST_CASE("who is out of reach counts in a median as further than everyone who is not") {
  // 10 people at 4 min, 20 at 9, 30 at 20 and 40 beyond: the 50th of 100 walks 20. Left out, the
  // 40 would make it 14.5, halfway between the 30th and the 31st of 60.
  const auto city =
      scene::town({.streets = "a--b--c--d",
                   .homes = "abcd",
                   .people = {{"everyone", {{'a', 10}, {'b', 20}, {'c', 30}, {'d', 40}}},
                              {"migrants", {{'a', 0}, {'b', 10}, {'c', 0}, {'d', 30}}}}});
  const Values minutes{{'a', 4.0}, {'b', 9.0}, {'c', 20.0}, {'d', Missing::out_of_reach}};
  const auto found = step(city, median_of_people, minutes);
  const Figures& all = found.of("city", "everyone");
  CHECK(*all.median[whole_city] == 20);
  CHECK(all.value[whole_city] == all.median[whole_city]);
  // The mean stays among those with a value, and the coverage says so: (40 + 180 + 600) / 60.
  CHECK(*all.mean[whole_city] == Approx(820.0 / 60));
  CHECK(*all.coverage[whole_city] == Approx(0.6));

  // 30 of 40 of the group are beyond: half of them walk further than anything we know.
  const Figures& migrants = found.of("city", "migrants");
  CHECK(migrants.median[whole_city].status() == "out_of_reach");
  CHECK(migrants.value[whole_city].status() == "out_of_reach");
  CHECK(migrants.gap[whole_city].status() == "out_of_reach");
  CHECK(migrants.ratio[whole_city].status() == "out_of_reach");
  CHECK(*migrants.mean[whole_city] == 9);
  // The rest: 10 at 4, 10 at 9, 30 at 20, 10 beyond; the 30th of 60 walks 20.
  CHECK(*found.of("city", "rest").median[whole_city] == 20);
}

TEST_CASE("where exactly half are out of reach, the middle is beyond every value too") {
  const auto city =
      scene::town({.streets = "a--b--c--d",
                   .homes = "abcd",
                   .people = {{"everyone", {{'a', 5}, {'b', 15}, {'c', 0}, {'d', 20}}}}});
  const auto found = step(city, median_of_people,
                          {{'a', 4.0}, {'b', 9.0}, {'c', 25.0}, {'d', Missing::out_of_reach}});
  // Halfway from 9 to further than anything: one person nearer must not lengthen it to a number.
  CHECK(found.of("city", "everyone").median[whole_city].status() == "out_of_reach");
}

TEST_CASE("half below one value and half above it stay halfway, with people out of reach above") {
  // 50 of 100 at 4 min, 20 at 10, 30 beyond: halfway from 4 to 10.
  const auto city = scene::town({.streets = "a--b--c",
                                 .homes = "abc",
                                 .people = {{"everyone", {{'a', 50}, {'b', 20}, {'c', 30}}}}});
  const auto found =
      step(city, median_of_people, {{'a', 4.0}, {'b', 10.0}, {'c', Missing::out_of_reach}});
  CHECK(*found.of("city", "everyone").median[whole_city] == 7);
}

TEST_CASE("homes without a street near are in no median, as nobody knows how far they are") {
  const auto city = scene::town({.streets = "a--b--c",
                                 .homes = "abc",
                                 .people = {{"everyone", {{'a', 10}, {'b', 20}, {'c', 70}}}}});
  const auto found =
      step(city, median_of_people, {{'a', 4.0}, {'b', 10.0}, {'c', Missing::off_network}});
  CHECK(*found.of("city", "everyone").median[whole_city] == 10);
  CHECK(*found.of("city", "everyone").coverage[whole_city] == Approx(0.3));
}

TEST_CASE("moving somebody out of reach never shortens a median") {
  const auto seed = std::random_device{}();
  INFO("seed " << seed);
  std::mt19937 draw(seed);
  // No homes together hold exactly half of any group.
  const std::map<char, double> doubled{{'a', 1}, {'b', 2}, {'c', 4}, {'d', 8}, {'e', 16}};
  const std::map<char, double> tripled{{'a', 3}, {'b', 6}, {'c', 12}, {'d', 24}, {'e', 48}};
  const auto city = scene::town({.streets = "a--b--c--d--e",
                                 .homes = "abcde",
                                 .people = {{"everyone", tripled}, {"migrants", doubled}}});
  for (int round = 0; round < 50; ++round) {
    Values values;
    for (const char letter : std::string("abcde")) {
      values.emplace(letter, std::uniform_real_distribution<double>(0, 60)(draw));
    }
    const auto before = step(city, median_of_people, values);
    values.at("abcde"[draw() % 5]) = Missing::out_of_reach;
    const auto after = step(city, median_of_people, values);
    for (const char* group : {"everyone", "migrants", "rest"}) {
      const auto& shorter = before.of("city", group).median[whole_city];
      const auto& longer = after.of("city", group).median[whole_city];
      if (longer) CHECK(*longer >= *shorter);
      if (!longer) CHECK(longer.status() == "out_of_reach");
    }
  }
}

TEST_CASE("parts of a city sum to the whole") {
  std::mt19937 draw(5);
  auto city = five_units();
  Values values;
  for (const char letter : std::string("abcde")) {
    values.emplace(letter, std::uniform_real_distribution<double>(0, 60)(draw));
  }
  const auto found = step(city, shorter_is_better, values);
  for (const char* group : {"everyone", "migrants", "rest"}) {
    const Figures& parts = found.of("neighbourhood", group);
    double sum = 0, people = 0, worst = 0;
    for (const AreaId area : parts.value.rows()) {
      if (!parts.value[area]) continue;
      const auto count =
          city.residents.by_neighbourhood[parts.group][geo::NeighbourhoodId{area.row()}]->count();
      people += count;
      sum += count * *parts.mean[area];
      worst += count * *parts.worst_fifth[area];
    }
    CHECK(sum / people == Approx(*found.of("city", group).mean[whole_city]));
    CHECK(worst / people == Approx(*found.of("city", group).worst_fifth[whole_city]));
  }
}

TEST_CASE("the group step describes each of its figures") {
  for (const StepCard& card : group_step_cards()) {
    CHECK_FALSE(card.name.empty());
    CHECK_FALSE(card.formula.empty());
    CHECK_FALSE(card.missing.empty());
  }
}
