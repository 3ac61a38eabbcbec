#include "analysis/privacy/gate.hpp"

#include <cmath>
#include <iostream>
#include <map>
#include <optional>
#include <random>
#include <type_traits>

#include "analysis/run.hpp"
#include "geo/core/error.hpp"
#include "tests/analysis/privacy/as_text.hpp"
#include "tests/catch.hpp"
#include "tests/scene/town.hpp"
#include "tests/volume.hpp"

using namespace geo;
using analysis::privacy::Gate;

namespace {

using CountsOf = std::map<std::string, std::map<std::string, double>>;

/// Rents of the six neighbourhoods, of one of which nobody knows it.
HousingFigure rents() {
  HousingFigure rents;
  rents.what = "rent";
  rents.unit = "EUR/month";
  rents.period = "2023";
  rents.value = Column<AreaId, double>(
      std::vector<Cell<double>>{510.0, 720.0, 640.0, Missing::not_recorded, 980.0, 1150.0});
  return rents;
}

/// Six neighbourhoods on one street in two districts, with clinics, uses and rents.
City town(const CountsOf& counts) {
  scene::Town drawn{.streets = "a--b--c--d--e--f",
                    .homes = "abcdef",
                    .services = {{"health.clinic", "af"}, {"education.school", "c"}}};
  const std::string letters = "abcdef";
  for (std::size_t n = 0; n < letters.size(); ++n) {
    const std::string key = "n" + std::to_string(n + 1);
    drawn.neighbourhoods[key] = letters.substr(n, 1);
    drawn.districts[key] = n < 3 ? "east" : "west";
  }
  drawn.counts = counts;
  drawn.uses = {{"housing", {{'a', 3}, {'b', 2}, {'e', 2}}}, {"shop", {{'a', 1}, {'d', 4}}}};
  City city = scene::town(drawn);
  city.description.analysis.reference_group = "rest";
  city.housing = {rents()};
  return city;
}

CountsOf counts(std::vector<int> migrants, int everyone = 400) {
  CountsOf all;
  for (std::size_t n = 0; n < migrants.size(); ++n) {
    all["n" + std::to_string(n + 1)] = {{"everyone", everyone}, {"migrants", migrants[n]}};
  }
  return all;
}

Release released(const City& city) {
  return Gate::release(city, analysis::run(city));
}

Cell<double> number(const Release& release, const std::string& layer, const std::string& column,
                    std::size_t row) {
  const auto* found = release.layer(layer)->column(column);
  REQUIRE(found != nullptr);
  return std::get<std::vector<Cell<double>>>(found->cells).at(row);
}

bool withheld(const Cell<double>& cell) {
  return !cell && cell.reason() == Missing::suppressed;
}

template <class R>
concept ReachesInside = requires(R& release) { release.layers_; };

}  // namespace

TEST_CASE("nothing but the gate can make a release or change one") {
  STATIC_REQUIRE_FALSE(std::is_default_constructible_v<Release>);
  STATIC_REQUIRE_FALSE(std::is_aggregate_v<Release>);
  STATIC_REQUIRE_FALSE(ReachesInside<Release>);
  STATIC_REQUIRE(
      std::is_const_v<std::remove_reference_t<decltype(std::declval<Release&>().layers())>>);
}

TEST_CASE("the gate refuses a smallest count below ten") {
  City city = town(counts({50, 60, 70, 80, 90, 20}));
  city.description.analysis.smallest_count = 9;
  try {
    released(city);
    FAIL("not refused");
  } catch (const Error& error) {
    CHECK(error.cause() == Cause::gate_refused);
    CHECK(error.finding().value == "9");
  }
  city.description.analysis.smallest_count = 25;
  const auto release = released(city);
  CHECK(release.smallest_count() == 25);
  CHECK(withheld(number(release, "neighbourhood", "people__migrants", 5)));
}

TEST_CASE("a small count takes its figures, its rest and a sibling along, everyone stays") {
  const auto release = released(town(counts({3, 50, 90, 120, 80, 0})));
  const auto cell = [&](const char* column, std::size_t row) {
    return number(release, "neighbourhood", column, row);
  };
  for (const char* column : {"people__migrants", "people__rest", "share__migrants"}) {
    CHECK(withheld(cell(column, 0)));
    CHECK(withheld(cell(column, 1)));  // the next smallest in the district
    CHECK(cell(column, 2).has_value());
  }
  const std::string metric = "nearest_health_clinic_min";
  CHECK(withheld(cell("nearest_health_clinic_min__migrants", 0)));
  CHECK(withheld(cell("nearest_health_clinic_min__gap", 0)));
  CHECK(withheld(cell("nearest_health_clinic_min__rest", 1)));
  CHECK(cell("nearest_health_clinic_min__migrants", 3).has_value());
  CHECK(*cell("people", 0) == 400);
  CHECK(cell("nearest_health_clinic_min", 0).has_value());
  CHECK(*cell("people__migrants", 5) == 0);  // nobody is not a small count
  CHECK(*number(release, "district", "people__migrants", 0) == 143);
  CHECK(*number(release, "city", "people__migrants", 0) == 343);
}

TEST_CASE("columns are named after the metric, the group and what is compared") {
  const auto release = released(town(counts({30, 50, 90, 120, 80, 40})));
  const auto* city = release.layer("city");
  for (const char* name :
       {"people", "people__migrants", "people__rest", "share__migrants",
        "nearest_health_clinic_min", "nearest_health_clinic_min__migrants",
        "nearest_health_clinic_min__rest", "nearest_health_clinic_min__gap",
        "nearest_health_clinic_min__ratio", "nearest_health_clinic_min__coverage",
        "nearest_health_clinic_min__coverage__migrants",
        "nearest_health_clinic_min__worst_fifth__migrants", "dissimilarity__migrants"}) {
    INFO(name);
    CHECK(city->column(name) != nullptr);
  }
  CHECK(release.layer("district")->column("nearest_health_clinic_min__worst_fifth__migrants") ==
        nullptr);
  CHECK(city->column("nearest_health_clinic_min__gap")->group == "migrants");
  CHECK(release.reference_group() == "rest");
  CHECK(release.metric("nearest_health_clinic_min")->lower_is_better);
  // The gap is what stands beside it.
  CHECK(*number(release, "city", "nearest_health_clinic_min__gap", 0) ==
        Approx(*number(release, "city", "nearest_health_clinic_min__migrants", 0) -
               *number(release, "city", "nearest_health_clinic_min__rest", 0))
            .margin(0.011));
}

TEST_CASE("the gap inside the finest areas is uncertain, not zero") {
  const auto release = released(town(counts({30, 50, 90, 120, 80, 40})));
  for (const char* column :
       {"nearest_health_clinic_min__gap", "nearest_health_clinic_min__ratio"}) {
    CHECK(number(release, "neighbourhood", column, 1).reason() == Missing::uncertain);
    CHECK(number(release, "district", column, 1).has_value());
  }
}

TEST_CASE("parts sum to the whole at every level, also from shares of people") {
  CountsOf all = counts({31, 52, 93, 124, 85, 46});
  for (auto& [key, groups] : all) groups["migrants"] += 0.37;
  const auto release = released(town(all));
  double city = *number(release, "city", "people__migrants", 0), districts = 0, areas = 0;
  for (std::size_t d = 0; d < 2; ++d)
    districts += *number(release, "district", "people__migrants", d);
  for (std::size_t n = 0; n < 6; ++n) {
    areas += *number(release, "neighbourhood", "people__migrants", n);
    CHECK(*number(release, "neighbourhood", "people__migrants", n) +
              *number(release, "neighbourhood", "people__rest", n) ==
          *number(release, "neighbourhood", "people", n));
  }
  CHECK(areas == city);
  CHECK(districts == city);
}

TEST_CASE("the homes say nothing about who lives there") {
  const auto homes = [](const City& city) {
    return as_text::layer(*released(city).layer("homes"));
  };
  const auto one = homes(town(counts({30, 50, 90, 120, 80, 40})));
  CHECK(one == homes(town(counts({3, 0, 290, 20, 8, 340}))));
  CHECK(one == homes(town(counts({30, 50, 90, 120, 80, 40}, 1000))));
  const auto release = released(town(counts({30, 50, 90, 120, 80, 40})));
  for (const auto& column : release.layer("homes")->columns) {
    CHECK(column.group.empty());
    CHECK(column.name.find("people") == std::string::npos);
    CHECK(column.name.find("floating_catchment") == std::string::npos);
    CHECK(column.name.find("__") == std::string::npos);
  }
  CHECK(release.layer("homes")->column("nearest_health_clinic_min") != nullptr);
  CHECK(release.layer("homes")->column("near_data_edge") != nullptr);
}

TEST_CASE("a city without counts is released with homes that weigh one each") {
  const auto release = released(town({}));
  CHECK_FALSE(release.people_recorded());
  CHECK(number(release, "city", "people", 0).reason() == Missing::not_recorded);
  CHECK(number(release, "city", "nearest_health_clinic_min", 0).has_value());
  CHECK(release.histogram("nearest_health_clinic_min")->people[0][0].has_value());
}

TEST_CASE("a place that must not be found is on no map and in no time to it") {
  City city = town(counts({30, 50, 90, 120, 80, 40}));
  const auto shown = released(city);
  const ServiceId secret = scene::service(city, 'f');
  city.services.location[secret] = Openness::is_protected;
  const auto release = released(city);
  CHECK(release.layer("services")->keys.size() + 1 == shown.layer("services")->keys.size());
  for (const auto& key : release.layer("services")->keys) CHECK(key != "f");
  CHECK(release.layer("homes")->column("nearest_health_clinic_min") == nullptr);
  CHECK(release.layer("homes")->column("nearest_education_school_min") != nullptr);
  CHECK(withheld(number(release, "neighbourhood", "nearest_health_clinic_min", 4)));
  CHECK(number(release, "district", "nearest_health_clinic_min", 1).has_value());
  // One such place is not even counted; three are.
  CHECK_FALSE(release.findings().has("protected_services_not_located"));
  for (const ServiceId s : city.services.kind.rows()) {
    city.services.kind[s] = Kind{"health.clinic"};
    city.services.location[s] = Openness::is_protected;
  }
  CHECK(released(city).findings().has("protected_services_not_located"));
}

TEST_CASE("a finding about few people of a group loses its number and its place") {
  City city = town(counts({30, 50, 90, 120, 80, 40}));
  const auto add = [&](const char* code, const char* field, const char* value, const char* what) {
    Finding finding;
    finding.code = code;
    finding.field = field;
    finding.value = value;
    finding.what = what;
    finding.feature = "n4 (feature 3)";
    city.findings.add(finding);
  };
  add("one", "migrants", "4", "odd count");
  add("two", "", "", "7 people of the group migrants are of no age");
  add("three", "migrants", "4000", "odd count");
  add("four", "height", "4", "odd height");
  const auto release = released(city);
  for (const auto& finding : release.findings().shown()) {
    const bool small = finding.code == "one" || finding.code == "two";
    if (small) {
      CHECK(finding.value.empty());
      CHECK(finding.feature.empty());
      CHECK(finding.what.find('7') == std::string::npos);
    } else if (finding.code == "three" || finding.code == "four") {
      CHECK_FALSE(finding.value.empty());
    }
  }
  CHECK(release.findings().count("one") == 1);
}

TEST_CASE("cities that differ in withheld counts only give the same release, byte for byte") {
  // 3 + 50 or 7 + 46 in the east: both pairs are withheld, and everything else is the same.
  const auto one = as_text::release(released(town(counts({3, 50, 90, 120, 80, 0}))));
  const auto other = as_text::release(released(town(counts({7, 46, 90, 120, 80, 0}))));
  CHECK(one == other);
  // A count that is shown does show.
  CHECK(one != as_text::release(released(town(counts({3, 50, 91, 119, 80, 0})))));
}

TEST_CASE("withheld counts leave no trace in any figure of random cities") {
  volume::Trial trial("attack: cities that differ in withheld counts only", {60, 600},
                      "pairs of cities");
  const unsigned seed = trial.seed();
  std::mt19937 draw(seed);
  std::size_t compared = 0;
  // Most draws change nothing that is withheld; five draws for each pair are enough.
  for (std::size_t round = 0; round < 5 * trial.rounds() && compared < trial.rounds(); ++round) {
    std::vector<int> migrants;
    for (int n = 0; n < 6; ++n)
      migrants.push_back(static_cast<int>(draw() % (draw() % 2 ? 14 : 200)));
    const auto before = released(town(counts(migrants)));
    const auto hidden = [&](const Release& r, std::size_t n) {
      return withheld(number(r, "neighbourhood", "people__migrants", n));
    };
    const std::size_t from = draw() % 3, to = (from + 1 + draw() % 2) % 3;
    auto moved = migrants;
    --moved[from], ++moved[to];
    if (moved[from] < 0 || !hidden(before, from) || !hidden(before, to)) continue;
    const auto after = released(town(counts(moved)));
    bool same_cells = true;
    for (std::size_t n = 0; n < 6; ++n)
      same_cells = same_cells && hidden(before, n) == hidden(after, n);
    if (!same_cells) continue;
    ++compared;
    INFO("seed " << seed << " round " << round);
    REQUIRE(as_text::release(before) == as_text::release(after));
  }
  trial.count("compared", compared);
  CHECK(compared >= trial.rounds() / 3);
}

TEST_CASE("subtracting released layers gives no small count back in random cities") {
  volume::Trial trial("attack: subtracting released layers", {60, 2000}, "cities");
  const unsigned seed = trial.seed();
  std::mt19937 draw(seed);
  std::size_t small = 0;
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    CountsOf all;
    for (int n = 1; n <= 6; ++n) {
      const double a = static_cast<double>(draw() % (draw() % 2 ? 12 : 90));
      const double b = static_cast<double>(draw() % (draw() % 2 ? 12 : 90));
      all["n" + std::to_string(n)] = {
          {"everyone", a + b + static_cast<double>(draw() % 60)}, {"asylum", a}, {"migrants", b}};
    }
    const auto release = released(town(all));
    const std::vector<std::string> columns{"people__asylum", "people__migrants", "people__rest"};
    // known[level][group][row], solved by subtracting one unknown at a time.
    const std::vector<std::string> levels{"neighbourhood", "district", "city"};
    std::map<std::pair<std::size_t, std::size_t>, std::vector<std::optional<double>>> known;
    for (std::size_t l = 0; l < 3; ++l) {
      for (std::size_t g = 0; g < 3; ++g) {
        const auto rows = release.layer(levels[l])->keys.size();
        for (std::size_t r = 0; r < rows; ++r) {
          const auto cell = number(release, levels[l], columns[g], r);
          known[{l, g}].push_back(cell ? std::optional(*cell) : std::nullopt);
        }
      }
    }
    const auto solve = [](std::vector<std::optional<double>*> parts, std::optional<double>& total) {
      double sum = 0;
      std::vector<std::optional<double>*> unknown;
      for (auto* part : parts) (*part ? (sum += **part, void()) : unknown.push_back(part));
      if (total && unknown.size() == 1) return *unknown[0] = *total - sum, true;
      if (!total && unknown.empty()) return total = sum, true;
      return false;
    };
    for (bool more = true; more;) {
      more = false;
      for (std::size_t g = 0; g < 3; ++g) {
        auto &n = known[{0, g}], &d = known[{1, g}], &c = known[{2, g}];
        more |= solve({&n[0], &n[1], &n[2]}, d[0]) || solve({&n[3], &n[4], &n[5]}, d[1]) ||
                solve({&d[0], &d[1]}, c[0]);
      }
      for (std::size_t l = 0; l < 3; ++l) {
        for (std::size_t r = 0; r < known[{l, 0}].size(); ++r) {
          std::optional<double> total = *number(release, levels[l], "people", r);
          more |= solve({&known[{l, 0}][r], &known[{l, 1}][r], &known[{l, 2}][r]}, total);
        }
      }
    }
    for (const auto& [where, cells] : known) {
      for (const auto& cell : cells) {
        INFO("seed " << seed << " round " << round);
        const bool shows_few = cell && *cell >= 1 && *cell < 10;
        REQUIRE_FALSE(shows_few);
      }
    }
    for (const auto& [key, groups] : all) {
      small += groups.at("migrants") >= 1 && groups.at("migrants") < 10;
    }
  }
  trial.count("small counts", small);
  CHECK(small > trial.rounds());
}

TEST_CASE("no class of a histogram shows few people, and classes sum to the city") {
  const auto release = released(town(counts({3, 50, 90, 120, 80, 11})));
  REQUIRE_FALSE(release.histograms().empty());
  for (const auto& histogram : release.histograms()) {
    REQUIRE(histogram.groups.size() == 3);
    for (std::size_t g = 0; g < 3; ++g) {
      auto cells = histogram.people[g];
      cells.push_back(histogram.without_value[g]);
      double sum = 0;
      int hidden = 0;
      for (const auto& cell : cells) {
        if (!cell) {
          ++hidden;
          continue;
        }
        sum += *cell;
        if (g > 0) CHECK((*cell == 0 || *cell >= 10));
      }
      CHECK(hidden != 1);
      const std::vector<double> totals{2400, 354, 2046};
      if (hidden == 0) CHECK(sum == totals[g]);
    }
    CHECK(std::is_sorted(histogram.breaks.begin(), histogram.breaks.end()));
  }
}

TEST_CASE("every released number is finite, and every column has a cell for each row") {
  for (const auto& all :
       {counts({3, 50, 90, 120, 80, 0}), counts({0, 0, 0, 0, 0, 0}), CountsOf{}}) {
    const auto release = released(town(all));
    for (const auto& layer : release.layers()) {
      for (const auto& column : layer.columns) {
        INFO(layer.name << " " << column.name);
        std::visit([&](const auto& cells) { CHECK(cells.size() == layer.keys.size()); },
                   column.cells);
        const auto* cells = std::get_if<std::vector<Cell<double>>>(&column.cells);
        for (std::size_t row = 0; cells && row < cells->size(); ++row) {
          if ((*cells)[row]) REQUIRE(std::isfinite(*(*cells)[row]));
        }
      }
    }
  }
}

TEST_CASE("no number of a release is a canary count") {
  // 7 migrants in n4; the same number is nowhere else in the drawing.
  const auto release = released(town(counts({170, 153, 190, 7, 182, 161})));
  for (const auto& layer : release.layers()) {
    for (const auto& column : layer.columns) {
      if (column.role != ReleasedColumn::Role::people) continue;
      for (const auto& cell : std::get<std::vector<Cell<double>>>(column.cells)) {
        if (cell) CHECK(*cell != 7);
        if (cell) CHECK(*cell != 393);
      }
    }
  }
  for (const auto& histogram : release.histograms()) {
    for (const auto& row : histogram.people) {
      for (const auto& cell : row) {
        if (cell) CHECK(*cell != 7);
        if (cell) CHECK(*cell != 393);
      }
    }
  }
}

TEST_CASE("origins that are the whole of a group protect each other, whoever else is counted") {
  // Migrants are of origin A, B or C; refugees are counted among them once more.
  CountsOf all;
  const std::vector<std::vector<double>> origins{{4, 60, 30},  {20, 50, 40}, {30, 30, 30},
                                                 {25, 35, 45}, {15, 25, 35}, {40, 50, 60}};
  for (std::size_t n = 0; n < origins.size(); ++n) {
    const auto& o = origins[n];
    all["n" + std::to_string(n + 1)] = {{"everyone", 900}, {"migrants", o[0] + o[1] + o[2]},
                                        {"of_a", o[0]},    {"of_b", o[1]},
                                        {"of_c", o[2]},    {"refugees", 17}};
  }
  City city = town(all);
  const auto group = [&](const char* key) { return scene::group(city, key); };
  for (const char* key : {"of_a", "of_b", "of_c", "refugees"}) {
    city.residents.groups[group(key)].part_of = group("migrants");
    // The drawn rest is less all groups: give the sub-groups back to it.
    for (const NeighbourhoodId n : city.neighbourhoods.key.rows()) {
      auto& rest = city.residents.by_neighbourhood[group("rest")][n];
      rest = *rest + *city.residents.by_neighbourhood[group(key)][n];
    }
    for (const HomeId home : city.homes.at.rows()) {
      city.homes.people[group("rest")][home] += city.homes.people[group(key)][home];
    }
  }
  const auto release = released(city);
  const auto cell = [&](const char* column) { return number(release, "neighbourhood", column, 0); };
  CHECK(withheld(cell("people__of_a")));
  const bool another = withheld(cell("people__of_b")) || withheld(cell("people__of_c")) ||
                       withheld(cell("people__migrants"));
  CHECK(another);
  CHECK(*cell("people__refugees") == 17);
}

TEST_CASE("a group counted by district keeps its sums, whatever its modelled parts round to") {
  CountsOf all;
  // A third of a person too few or too many in each neighbourhood: rounded one by one, 3 in 100.
  const double parts[] = {33.4, 33.3, 33.3, 20.6, 20.6, 19.8};
  for (std::size_t n = 0; n < 6; ++n) {
    all["n" + std::to_string(n + 1)] = {{"everyone", 400}, {"migrants", parts[n]}};
  }
  City city = town(all);
  for (const char* group : {"migrants", "rest"}) {
    city.residents.counted_at[scene::group(city, group)] = LevelId{1};
  }
  const Release release = released(city);
  CHECK(number(release, "district", "people__migrants", 0) == Cell<double>{100});
  CHECK(number(release, "district", "people__migrants", 1) == Cell<double>{61});
  CHECK(number(release, "city", "people__migrants", 0) == Cell<double>{161});
  CHECK(number(release, "city", "people__rest", 0) == Cell<double>{2400 - 161});
  CHECK(release.layer("neighbourhood")->column("people__migrants")->modelled);
  CHECK_FALSE(release.layer("district")->column("people__migrants")->modelled);
}

TEST_CASE("a group known only in the whole city is told there and nowhere below") {
  City city = town(counts({50, 60, 70, 80, 90, 10}));
  for (const char* key : {"migrants", "rest"}) {
    const GroupId group = scene::group(city, key);
    city.residents.counted_at[group] = LevelId{2};
    city.residents.in_city[group] = People::of(group == GroupId{1} ? 360 : 2040);
    for (auto& cell : city.residents.by_neighbourhood[group].values()) {
      cell = Missing::not_recorded_at_this_level;
    }
    city.homes.people[group] = Per<HomeId, People>(city.homes.size());
  }
  const Release release = released(city);
  CHECK(number(release, "city", "people__migrants", 0) == Cell<double>{360});
  const Cell<double> none = Missing::not_recorded_at_this_level;
  for (const char* layer : {"neighbourhood", "district"}) {
    CHECK(number(release, layer, "people__migrants", 0) == none);
    CHECK(number(release, layer, "nearest_health_clinic_min__gap", 0) == none);
  }
  CHECK(number(release, "city", "nearest_health_clinic_min__migrants", 0) == none);
  for (const auto& group : release.groups()) {
    if (group.key == "migrants") CHECK(group.people == Cell<double>{360});
  }
}

TEST_CASE("a sum that lacks parts stands as uncertain, held back or not recorded alike") {
  for (const Missing why : {Missing::withheld_by_source, Missing::not_recorded}) {
    City city = town(counts({50, 60, 70, 80, 90, 100}));
    const GroupId migrants = scene::group(city, "migrants");
    city.residents.by_neighbourhood[migrants][NeighbourhoodId{1}] = why;
    const Release release = released(city);
    const auto& districts = *release.layer("district")->column("people__migrants");
    CHECK(number(release, "district", "people__migrants", 0) == Cell<double>{120});
    CHECK(districts.status(0) == "uncertain");
    CHECK(districts.status(1) == "ok");
    CHECK(release.layer("district")->column("share__migrants")->status(0) == "uncertain");
    CHECK(release.layer("neighbourhood")->column("people__migrants")->status(1) == word(why));
  }
}

namespace {

/// The town with the counts of migrants in n1 and n2 held back, and what is printed of the east.
City with_printed(double east, std::vector<int> held_back) {
  City city = town(counts({50, 60, 70, 80, 90, 100}));
  for (const char* key : {"migrants", "rest"}) {
    const GroupId group = scene::group(city, key);
    for (const int n : held_back) {
      city.residents.by_neighbourhood[group][NeighbourhoodId{n}] = Missing::withheld_by_source;
      city.homes.people[group][HomeId{n}] = People{};
    }
    const bool migrants = std::string{key} == "migrants";
    city.residents.printed[group][{LevelId{1}, AreaId{0}}] =
        People::of(migrants ? east : 1200 - east);
  }
  return city;
}

}  // namespace

TEST_CASE("what a source prints of a district stands there, and its cells stay held back") {
  const Release release = released(with_printed(200, {0, 1}));
  const auto& districts = *release.layer("district")->column("people__migrants");
  CHECK(number(release, "district", "people__migrants", 0) == Cell<double>{200});
  CHECK(districts.status(0) == "ok");
  CHECK(number(release, "city", "people__migrants", 0) == Cell<double>{200 + 270});
  CHECK(number(release, "city", "people__rest", 0) == Cell<double>{2400 - 470});
  const auto& zones = *release.layer("neighbourhood")->column("people__migrants");
  CHECK(zones.status(0) == "withheld_by_source");
  CHECK(zones.status(2) == "ok");
  // Of 200 people 70 have a home that is known.
  CHECK(number(release, "district", "nearest_health_clinic_min__coverage__migrants", 0) ==
        Cell<double>{0.35});
}

TEST_CASE("what a source prints is not used where it would tell one cell, or fewer than ten") {
  const Release alone = released(with_printed(200, {0}));
  CHECK(number(alone, "district", "people__migrants", 0) == Cell<double>{130});
  CHECK(alone.layer("district")->column("people__migrants")->status(0) == "uncertain");
  const Release few = released(with_printed(75, {0, 1}));  // five in two neighbourhoods
  CHECK(number(few, "district", "people__migrants", 0) == Cell<double>{70});
  CHECK(few.layer("district")->column("people__migrants")->status(0) == "uncertain");
  CHECK(number(few, "district", "people__rest", 0) == Cell<double>{330});  // else 1200 less it
}

TEST_CASE("everyone modelled from districts keeps their sums in whole people") {
  CountsOf all;
  const double parts[] = {33.4, 33.3, 33.3, 20.6, 20.6, 19.8};
  for (std::size_t n = 0; n < 6; ++n) {
    all["n" + std::to_string(n + 1)] = {{"everyone", parts[n]}, {"migrants", 0}};
  }
  City city = town(all);
  city.residents.counted_at[everyone] = LevelId{1};
  city.residents.counted_at[scene::group(city, "rest")] = LevelId{1};
  const Release release = released(city);
  CHECK(number(release, "district", "people", 0) == Cell<double>{100});
  CHECK(number(release, "district", "people", 1) == Cell<double>{61});
  CHECK(release.layer("neighbourhood")->column("people")->modelled);
  CHECK_FALSE(release.layer("district")->column("people")->modelled);
  city.residents.counted_at.clear();
  city.residents.whole_from[everyone] = LevelId{3};
  CHECK(released(city).layer("city")->column("people")->modelled);
}

TEST_CASE("a small count by sex cannot be had from its sums by age, nor the other way round") {
  // In n1 four women are 65 or older: neither men nor other women may give them away.
  scene::Town drawn{.streets = "a--b", .homes = "ab", .services = {{"health.clinic", "b"}}};
  drawn.neighbourhoods = {{"n1", "a"}, {"n2", "b"}};
  const std::map<std::string, double> first{
      {"everyone", 300},     {"female", 150},   {"male", 150},       {"young", 266},  {"old", 34},
      {"female_young", 146}, {"female_old", 4}, {"male_young", 120}, {"male_old", 30}};
  drawn.counts["n1"] = first;
  drawn.counts["n2"] = {{"everyone", 400},   {"female", 200},     {"male", 200},
                        {"young", 200},      {"old", 200},        {"female_young", 100},
                        {"female_old", 100}, {"male_young", 100}, {"male_old", 100}};
  City city = scene::town(drawn);
  auto& groups = city.residents.groups;
  REQUIRE(groups.values().back().is_rest);  // by sex and age there is none
  const auto drop_last = [](auto& all) {
    std::decay_t<decltype(all)> fewer;
    for (const auto row : all.rows()) {
      if (row.row() + 1 < all.size()) fewer.push_back(all[row]);
    }
    all = std::move(fewer);
  };
  drop_last(groups);
  drop_last(city.residents.by_neighbourhood);
  drop_last(city.homes.people);
  const auto id = [&](const std::string& key) { return scene::group(city, key); };
  for (const char* sex : {"female", "male"}) {
    groups[id(sex)].by = Dimension::sex;
    for (const char* age : {"young", "old"}) {
      groups[id(age)].by = Dimension::age;
      Group& both = groups[id(std::string{sex} + "_" + age)];
      both.part_of = id(sex);
      both.by = Dimension::age;
      both.also_part_of = {{id(age), Dimension::sex}};
    }
  }
  city.description.analysis.reference_group = "male";
  const Release release = released(city);
  const auto shown = [&](const char* layer, const std::string& key, std::size_t row) {
    return number(release, layer, "people__" + key, row);
  };
  CHECK(withheld(shown("neighbourhood", "female_old", 0)));
  // Each sum that holds it lacks another part, in the area and in the group.
  CHECK((withheld(shown("neighbourhood", "female_young", 0)) ||
         withheld(shown("neighbourhood", "female", 0))));
  CHECK((withheld(shown("neighbourhood", "male_old", 0)) ||
         withheld(shown("neighbourhood", "old", 0))));
  CHECK((withheld(shown("neighbourhood", "female_old", 1)) ||
         withheld(shown("city", "female_old", 0))));
  // Men are compared with women, and nobody with the old.
  CHECK(release.layer("city")->column("nearest_health_clinic_min__gap") != nullptr);
  CHECK(release.layer("city")->column("nearest_health_clinic_min__gap__old") == nullptr);
}
