#include "analysis/gap_bounds.hpp"

#include <random>

#include "analysis/group_step.hpp"
#include "geo/build/spread.hpp"
#include "tests/catch.hpp"
#include "tests/scene/town.hpp"
#include "tests/volume.hpp"

using namespace analysis;
using geo::AreaId;
using geo::Cell;
using geo::GroupId;
using geo::HomeId;
using geo::LevelId;
using geo::Missing;
using geo::NeighbourhoodId;
using geo::People;

namespace {

Card card(Summary over_people) {
  Card made;
  made.better = Better::lower;
  made.over_people = over_people;
  return made;
}
const Card by_mean = card(Summary::mean);
const Card by_median = card(Summary::median);

/// A town without streets: homes in neighbourhoods, some for migrants, with a figure each. The
/// truth about who lives where stands in `city.homes.people`.
struct Made {
  geo::City city;
  HomeFigures figures;
};

geo::Level level(const std::string& key, const std::vector<std::size_t>& of, std::size_t areas) {
  geo::Level made;
  made.key = key;
  for (std::size_t area = 0; area < areas; ++area) made.area_key.push_back(std::to_string(area));
  for (const std::size_t area : of) made.of.push_back(AreaId{area});
  made.parent = geo::Per<AreaId, AreaId>(areas, AreaId{0});
  return made;
}

geo::Group group(const std::string& key) {
  geo::Group made;
  made.key = key;
  return made;
}

/// `in` names the neighbourhood of each home; everyone, migrants and the rest by home.
Made town(const std::vector<std::size_t>& in, const std::vector<std::int64_t>& everyone,
          const std::vector<std::int64_t>& migrants, const std::vector<Cell<double>>& figures) {
  Made made;
  geo::City& city = made.city;
  const std::size_t zones = 1 + *std::max_element(in.begin(), in.end());
  std::vector<std::size_t> alone(zones), together(zones, 0);
  for (std::size_t zone = 0; zone < zones; ++zone) alone[zone] = zone;
  city.levels.push_back(level("zone", alone, zones));
  city.levels.push_back(level("city", together, 1));
  city.neighbourhoods.key = geo::Per<NeighbourhoodId, std::string>(zones);
  city.residents.recorded = true;
  for (const char* key : {"everyone", "migrants", "rest"}) {
    city.residents.groups.push_back(group(key));
    city.residents.by_neighbourhood.push_back(
        geo::Column<NeighbourhoodId, People>(zones, Cell<People>(People{})));
    city.homes.people.push_back({});
  }
  for (std::size_t home = 0; home < in.size(); ++home) {
    city.homes.in.push_back(NeighbourhoodId{in[home]});
    city.homes.at.push_back({});
    const std::int64_t counts[] = {everyone[home], migrants[home], everyone[home] - migrants[home]};
    for (std::size_t who = 0; who < 3; ++who) {
      const People some = People::of(static_cast<double>(counts[who]));
      city.homes.people[GroupId{who}].push_back(some);
      auto& count = city.residents.by_neighbourhood[GroupId{who}][NeighbourhoodId{in[home]}];
      count = *count + some;
    }
    made.figures.push_back(figures[home]);
  }
  return made;
}

const Figures& migrants_at(const std::vector<Figures>& all, std::size_t level) {
  return *std::find_if(all.begin(), all.end(), [&](const Figures& figures) {
    return figures.level == LevelId{level} && figures.group == GroupId{1};
  });
}

std::vector<Figures> step(const Made& made, const Card& by) {
  return GroupStep(made.city, GroupId{2}).of_homes(by, made.figures);
}

/// A town by chance, whose homes hold anybody.
Made random_town(std::mt19937& chance) {
  const std::size_t homes = 2 + chance() % 12, zones = 1 + chance() % 4;
  std::vector<std::size_t> in;
  std::vector<std::int64_t> everyone, migrants;
  std::vector<Cell<double>> figures;
  for (std::size_t home = 0; home < homes; ++home) {
    in.push_back(home < zones ? home : chance() % zones);
    everyone.push_back(chance() % 6);
    migrants.push_back(
        static_cast<std::int64_t>(chance() % static_cast<unsigned>(everyone.back() + 1)));
    figures.push_back(static_cast<double>(chance() % 20));
    if (chance() % 8 == 0) figures.back() = Missing::out_of_reach;
  }
  return town(in, everyone, migrants, figures);
}

/// Both groups spread over the homes of each cell as everyone is: all that a count by cell says.
Made as_counted(const Made& truth, const geo::CellOfHome& cells) {
  Made made = truth;
  const PeopleOfHomes& everyone = truth.city.homes.people[geo::everyone];
  const std::uint32_t past = 1 + *std::max_element(cells.begin(), cells.end());
  for (std::uint32_t cell = 0; cell < past; ++cell) {
    std::vector<HomeId> homes;
    std::vector<std::int64_t> holds;
    People count;
    for (const HomeId home : everyone.rows()) {
      if (cells[home] != cell) continue;
      homes.push_back(home);
      holds.push_back(everyone[home].millionths);
      count += truth.city.homes.people[GroupId{1}][home];
    }
    const auto migrants = geo::build::spread(count, holds);
    for (std::size_t at = 0; at < homes.size(); ++at) {
      made.city.homes.people[GroupId{1}][homes[at]] = migrants[at];
      made.city.homes.people[GroupId{2}][homes[at]] = everyone[homes[at]] - migrants[at];
    }
  }
  return made;
}

/// As counted by zone.
Made as_counted(const Made& truth) {
  geo::CellOfHome zones;
  for (const NeighbourhoodId zone : truth.city.homes.in) {
    zones.push_back(static_cast<std::uint32_t>(zone.row()));
  }
  return as_counted(truth, zones);
}

/// As counted in cells that cut the zones.
Made counted_by_cell(const Made& truth, std::mt19937& chance) {
  geo::CellOfHome cells;
  for (std::size_t home = 0; home < truth.city.homes.size(); ++home)
    cells.push_back(static_cast<std::uint32_t>(chance() % 3));
  Made made = as_counted(truth, cells);
  const auto shared = std::make_shared<const geo::CellOfHome>(std::move(cells));
  for (const GroupId group : {GroupId{1}, GroupId{2}}) {
    made.city.homes.cell[group] = shared;
    made.city.residents.whole_from[group] = LevelId{1};
  }
  return made;
}

}  // namespace

TEST_CASE("a gap is bounded by the best and the worst homes of each neighbourhood") {
  // One neighbourhood, four homes of one person each, 1, 2, 6 and 11 minutes; two are migrants.
  // Best: (1 + 2) / 2 against (6 + 11) / 2, so -7; worst: +7.
  const Made made = town({0, 0, 0, 0}, {1, 1, 1, 1}, {1, 0, 0, 1}, {1.0, 2.0, 6.0, 11.0});
  const auto all = step(made, by_mean);
  CHECK(*migrants_at(all, 1).gap[AreaId{0}] == Approx(2));  // (1 + 11) / 2 - (2 + 6) / 2
  CHECK(*migrants_at(all, 1).gap_low[AreaId{0}] == Approx(-7));
  CHECK(*migrants_at(all, 1).gap_high[AreaId{0}] == Approx(7));
}

TEST_CASE("with one home in each neighbourhood the bounds meet at the gap") {
  const Made made = town({0, 1, 2}, {4, 2, 6}, {1, 2, 3}, {3.0, 9.0, 4.0});
  for (const Card& by : {by_mean, by_median}) {
    const auto all = step(made, by);
    const Figures& city = migrants_at(all, 1);
    CHECK(*city.gap_low[AreaId{0}] == Approx(*city.gap[AreaId{0}]));
    CHECK(*city.gap_high[AreaId{0}] == Approx(*city.gap[AreaId{0}]));
  }
}

TEST_CASE("finer neighbourhoods never widen the bounds") {
  std::mt19937 chance(4);
  for (int round = 0; round < 200; ++round) {
    const Made coarse = random_town(chance);
    std::vector<std::size_t> in;
    std::vector<std::int64_t> everyone, migrants;
    std::vector<Cell<double>> figures;
    for (const HomeId home : coarse.figures.rows()) {
      in.push_back(2 * coarse.city.homes.in[home].row() + home.row() % 2);
      everyone.push_back(coarse.city.homes.people[GroupId{0}][home].millionths / 1000000);
      migrants.push_back(coarse.city.homes.people[GroupId{1}][home].millionths / 1000000);
      figures.push_back(coarse.figures[home]);
    }
    const Made fine = town(in, everyone, migrants, figures);
    const auto wide = step(coarse, by_mean), narrow = step(fine, by_mean);
    const Figures &a = migrants_at(wide, 1), &b = migrants_at(narrow, 1);
    if (!a.gap[AreaId{0}]) continue;
    CHECK(*b.gap_low[AreaId{0}] >= *a.gap_low[AreaId{0}] - 1e-9);
    CHECK(*b.gap_high[AreaId{0}] <= *a.gap_high[AreaId{0}] + 1e-9);
  }
}

TEST_CASE("the truth about who lives where is within the bounds that counts by zone give") {
  volume::Trial trial("law: bounds of a gap hold the truth", {1000, 100000}, "towns");
  std::mt19937 chance(trial.seed());
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const Made truth = random_town(chance);
    const Made known = round % 2 == 0 ? as_counted(truth) : counted_by_cell(truth, chance);
    for (const Card& by : {by_mean, by_median}) {
      // A mean leaves out homes without a figure; how many of a group live there is its own
      // question, so only towns where every home has a figure are asked.
      const bool partial = std::any_of(truth.figures.begin(), truth.figures.end(),
                                       [](const Cell<double>& figure) { return !figure; });
      if (partial && by.over_people == Summary::mean) continue;
      const auto real = step(truth, by), bounded = step(known, by);
      for (const std::size_t level : {0U, 1U}) {
        const Figures &a = migrants_at(real, level), &b = migrants_at(bounded, level);
        for (const AreaId area : a.gap.rows()) {
          if (!a.gap[area] || !b.gap[area]) continue;
          if (b.gap_low[area]) CHECK(*b.gap_low[area] <= *a.gap[area] + 1e-4);
          if (b.gap_high[area]) CHECK(*b.gap_high[area] >= *a.gap[area] - 1e-4);
        }
      }
    }
  }
}

TEST_CASE("people counted only together may live in any of the areas that are counted together") {
  const Made made = town({0, 0, 1, 1}, {1, 1, 1, 1}, {1, 0, 0, 1}, {1.0, 2.0, 6.0, 11.0});
  auto together = as_counted(made.city);
  for (const GroupId who : together.rows())
    together[who].by_neighbourhood = geo::Per<NeighbourhoodId, std::size_t>(2, 0);
  const auto apart = step(made, by_mean);
  const auto one = GroupStep(made.city, GroupId{2}, together).of_homes(by_mean, made.figures);
  CHECK(*migrants_at(apart, 1).gap_low[AreaId{0}] == Approx(3.5 - 6.5));  // {1, 6} and {2, 11}
  CHECK(*migrants_at(one, 1).gap_low[AreaId{0}] == Approx(1.5 - 8.5));    // {1, 2} and {6, 11}
}
