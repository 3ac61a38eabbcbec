// After an edit, only what it can change is searched again; asking everything anew is the judge.

#include "analysis/travel/ask_again.hpp"

#include "analysis/travel/arc_costs.hpp"
#include "analysis/travel/ask.hpp"
#include "analysis/travel/changed_homes.hpp"
#include "analysis/travel/order.hpp"
#include "tests/analysis/travel/random_edits.hpp"
#include "tests/catch.hpp"
#include "tests/scene/ride.hpp"
#include "tests/scene/town.hpp"
#include "tests/volume.hpp"

using namespace analysis::travel;
using geo::City;
using geo::HomeId;
using geo::Minutes;

namespace {

const geo::Kind anything{""}, health{"health"}, clinic{"health.clinic"}, school{"education.school"};

Way slow() {
  Way way;
  way.name = "slow";
  way.pace = geo::MetresPerMinute{50};
  way.takes_steps = false;
  return way;
}

const std::vector<Question> questions{
    to_services(anything).within(Minutes{8}),
    to_services(health).within(Minutes{20}),
    to_services(clinic).within(Minutes{6}).moving(slow()),
    to_services(school).within(Minutes{60}).only_nearest(1),
    to_services(health).within(Minutes{5}).only_nearest(3),
    to_services(clinic).within(Minutes{60}).only_nearest(2),
    to_services(anything).within(Minutes{30}).only_nearest(20),
    to_services(health).within(Minutes{15}).among({1, 8, 9, 14, 20}),
    to_uses().within(Minutes{6}),
    to_uses().within(Minutes{40}).only_nearest(3),
    no_travel(),
};

using Answers = std::map<Question, Answer>;

std::vector<std::vector<Trip>> trips_of(const Answer& answer, std::size_t homes) {
  std::vector<std::vector<Trip>> seen(homes);
  static_cast<void>(answer.fold([&](HomeId home, std::span<const Trip> trips) -> geo::Cell<double> {
    seen[home.row()].assign(trips.begin(), trips.end());
    return 0.0;
  }));
  return seen;
}

void check_equal(const City& city, const Answers& again, const Answers& anew) {
  REQUIRE(again.size() == anew.size());
  const auto people = city.homes.people[geo::everyone].values();
  const auto decay = [](geo::Deciseconds cost) { return 1.0 / (1 + cost.count); };
  for (const auto& [question, fresh] : anew) {
    const Answer& renewed = again.at(question);
    INFO("to " << question.kind.name() << " nearest " << question.nearest);
    REQUIRE(renewed.destinations() == fresh.destinations());
    for (std::size_t n = 1; n <= std::max<std::size_t>(question.nearest, 1); ++n) {
      REQUIRE(renewed.minutes(n) == fresh.minutes(n));
    }
    if (question.nearest > 0) continue;
    REQUIRE(trips_of(renewed, city.homes.size()) == trips_of(fresh, city.homes.size()));
    REQUIRE(renewed.demand(people, decay) == fresh.demand(people, decay));
  }
}

/// Homes that are not said to be changed have the trips that they had.
void check_changed(const City& city, const Answers& before, const Answers& after) {
  for (const auto& [question, changed] : changed_homes(before, after)) {
    if (!changed || question.nearest > 0) continue;
    const auto was = trips_of(before.at(question), city.homes.size());
    const auto is = trips_of(after.at(question), city.homes.size());
    for (std::size_t home = 0; home < city.homes.size(); ++home) {
      if (!(*changed)[home]) REQUIRE(is[home] == was[home]);
    }
  }
}

}  // namespace

TEST_CASE("asking again after any edit equals asking anew, in towns made by chance") {
  volume::Trial trial("asking again against asking anew", {60, 3000}, "edits in a row");
  constexpr std::size_t in_a_row = 6;
  std::size_t edits = 0;
  for (unsigned town = 0; edits < trial.rounds(); ++town) {
    const auto seed = trial.seed() + town;
    random_town::Size size;
    if (town % 3 == 1) size.services = 90, size.homes = 20;  // searched from the corners' side
    if (town % 3 == 2) size.edges = 75;                      // islands and dead ends
    const auto by = town % 2 == 0 ? By::sweeps : By::buckets;
    random_edits::Editor editor(seed);
    City city = random_edits::drawn_town(seed, size);
    Answers answers = ask(city, questions, {}, {.by = by});
    for (std::size_t more = 0; more < in_a_row; ++more, ++edits) {
      const geo::Edit edit = editor.edit(city);
      INFO("town " << seed << ", edit " << more << " of sort " << edit.index());
      city = geo::edited(city, edit);
      const Answers before = std::exchange(answers, ask_again(answers, city, edit));
      check_changed(city, before, answers);
      check_equal(city, answers, ask(city, questions, {}, {.by = by}));
    }
  }
}

TEST_CASE("costs gathered again above one street equal those of customising anew") {
  volume::Trial trial("customising again", {200, 10000}, "streets");
  std::size_t streets = 0;
  for (unsigned town = 0; streets < trial.rounds(); ++town) {
    City city = random_town::town(trial.seed() + town);
    const Links links(city.streets);
    const auto tree = Hierarchy::build(links, elimination_order(links));
    REQUIRE(tree);
    auto arcs = customise<std::uint16_t>(*tree, city.streets, quantise(city.streets, {}));
    for (std::uint32_t row = town % 3; row < city.streets.edges.size(); row += 7, ++streets) {
      geo::Edge& edge = city.streets.edges[geo::EdgeId{row}];
      edge.through = !edge.through;
      if (row % 2 == 0) edge.slower = 1 + row % 5;
      const Costs costs = quantise(city.streets, {});
      arcs = customise_again(*tree, arcs, city.streets, costs, geo::EdgeId{row});
      const auto anew = customise<std::uint16_t>(*tree, city.streets, costs);
      REQUIRE(arcs.up == anew.up);
      REQUIRE(arcs.down == anew.down);
    }
  }
}

TEST_CASE("an answer that an edit cannot change is the same object as before") {
  const auto city = scene::town({.streets = "a--b--c",
                                 .homes = "a",
                                 .services = {{"health", "b"}, {"education.school", "c"}}});
  const std::vector<Question> asked{to_services(health), to_services(school)};
  const auto before = ask(city, asked, {});
  const geo::Edit edit = geo::ServiceClosed{scene::service(city, 'b')};
  const auto after = ask_again(before, geo::edited(city, edit), edit);
  CHECK(&after.at(asked[1]).impl() == &before.at(asked[1]).impl());
  CHECK(&after.at(asked[0]).impl() != &before.at(asked[0]).impl());
  CHECK(after.at(asked[0]).minutes()[HomeId{0}].reason() == geo::Missing::no_supply);
}

TEST_CASE("a change of what runs changes no walk") {
  const City city = scene::with_lines(
      scene::town({.streets = "a--b--c", .homes = "a", .services = {{"health", "c"}}}),
      {{"bc", {0, 1}, {7 * 60 + 5, 7 * 60 + 6}}}, 7 * 60, 7 * 60 + 2);
  const std::vector<Question> asked{to_services(health), to_services(health).riding({50})};
  const auto before = ask(city, asked, {});
  const geo::Edit edit = geo::LineClosed{geo::LineId{0}};
  const auto after = ask_again(before, geo::edited(city, edit), edit);
  CHECK(&after.at(asked[0]).impl() == &before.at(asked[0]).impl());
  CHECK(after.at(asked[1]).minutes() == after.at(asked[0]).minutes());
  CHECK(before.at(asked[1]).minutes()[HomeId{0}]->value == Approx(6));  // 7.5 on foot
}

TEST_CASE("a closed street is passed by nobody, and who lives on it gets to both of its ends") {
  const auto city =
      scene::town({.streets = "z-5-a--1--b--2--c", .homes = "12", .services = {{"health", "5"}}});
  const geo::EdgeId street = city.homes.door[scene::home(city, '1')]->edge;
  const auto closed = geo::edited(city, geo::StreetClosed{street});
  const std::vector<Question> asked{to_services(health)};
  const auto minutes = ask(closed, asked, {}).at(asked[0]).minutes();
  CHECK(minutes[scene::home(city, '1')]->value == Approx(5 * 1.25));
  CHECK(minutes[scene::home(city, '2')].reason() == geo::Missing::out_of_reach);
}
