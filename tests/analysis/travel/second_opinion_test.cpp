#include <algorithm>
#include <mutex>

#include "analysis/travel/ask.hpp"
#include "analysis/travel/corner_trips.hpp"
#include "tests/analysis/travel/brute_force.hpp"
#include "tests/analysis/travel/random_town.hpp"
#include "tests/catch.hpp"
#include "tests/volume.hpp"

using namespace analysis;
using namespace analysis::travel;
using geo::HomeId;
using geo::Minutes;
using geo::Missing;

namespace {

using Trips = std::vector<std::vector<Trip>>;

// All trips of an answer, as its folds see them.
Trips trips_of(const Answer& answer, std::size_t homes) {
  Trips seen(homes);
  static_cast<void>(answer.fold([&](HomeId home, std::span<const Trip> trips) -> geo::Cell<double> {
    seen[home.row()].assign(trips.begin(), trips.end());
    return 0.0;
  }));
  return seen;
}

std::vector<geo::Door> doors_of(const geo::City& city, const Question& question,
                                std::uint32_t row) {
  if (question.to == Question::To::uses) {
    const auto& door = city.uses.door[geo::UseId{row}];
    return door ? std::vector{*door} : std::vector<geo::Door>{};
  }
  const auto doors = city.services.doors[geo::ServiceId{row}];
  return {doors.begin(), doors.end()};
}

bool asked(const geo::City& city, const Question& question, std::uint32_t row) {
  return question.to == Question::To::uses ||
         question.kind.includes(city.services.kind[geo::ServiceId{row}]) ||
         question.kind.name().empty();
}

Trips trips_by_brute_force(const geo::City& city, const Costs& costs, const Question& question) {
  const brute_force::Walks walks(city.streets, costs);
  const auto limit = static_cast<std::uint64_t>(question.limit.value * 600 + 0.5);
  const std::size_t rows =
      question.to == Question::To::uses ? city.uses.size() : city.services.size();
  Trips trips(city.homes.size());
  for (const HomeId home : city.homes.door.rows()) {
    const auto& door = city.homes.door[home];
    if (!door) continue;
    const auto corners = walks.to_corners(*door);
    for (std::uint32_t row = 0; row < rows; ++row) {
      if (!asked(city, question, row)) continue;
      brute_force::Maybe best;
      for (const geo::Door& there : doors_of(city, question, row)) {
        best = brute_force::less(best, walks.between(*door, corners, there));
      }
      if (best && *best <= limit) {
        trips[home.row()].push_back({row, {static_cast<std::uint32_t>(*best)}});
      }
    }
  }
  return trips;
}

std::size_t trips_of(const CornerTrips& kept, const HomeEdges& homes) {
  const auto all = kept.block(0, homes.stretches.size());
  std::size_t trips = 0;
  for (std::uint32_t slot = 0; slot < homes.corners.size(); ++slot) trips += all.from(slot).size();
  return trips;
}

const std::vector<Question> questions{
    to_services(geo::Kind{"health"}).within(Minutes{9}),
    to_services(geo::Kind{"health"}).within(Minutes{4}),
    to_services(geo::Kind{"health.clinic"}).within(Minutes{20}),
    to_services(geo::Kind{"education.school"}).within(Minutes{6}),
    to_services(geo::Kind{""}).within(Minutes{7}),
    to_uses().within(Minutes{5}),
    to_uses().within(Minutes{0.1}),
};

}  // namespace

TEST_CASE("every trip of every question equals a plain Dijkstra") {
  volume::Trial trial("every trip equals a plain Dijkstra", {12, 1200}, "towns");
  const unsigned seed = trial.seed();
  for (unsigned town = 0; town < trial.rounds(); ++town) {
    random_town::Size size;
    if (town % 3 == 1) size.services = 200;  // more destinations than corners
    if (town % 3 == 2) size.uses = 3;
    const geo::City city = random_town::town(seed + town, size);
    const Costs costs = quantise(city.streets, {});
    const auto answers = ask(city, questions, {});
    REQUIRE(answers.size() == questions.size());
    for (const Question& question : questions) {
      const Trips expected = trips_by_brute_force(city, costs, question);
      const Trips trips = trips_of(answers.at(question), city.homes.size());
      INFO("seed " << seed << ", town " << town << ", " << question.kind.name());
      CHECK(trips == expected);
      for (const auto& of_home : expected) trial.count("trips", of_home.size());
    }
  }
}

TEST_CASE("searching from homes, from destinations or block by block gives the same trips") {
  const volume::Trial trial("every plan of searching gives the same trips", {6, 300}, "towns");
  for (unsigned town = 0; town < trial.rounds(); ++town) {
    random_town::Size size;
    size.services = town % 2 ? 10 : 300;
    size.homes = 400;
    const geo::City city = random_town::town(trial.seed() + town, size);
    const Costs costs = quantise(city.streets, {});
    const HomeEdges homes = home_edges(city, costs);
    const Arcs along(city.streets, costs, Arcs::Direction::along);
    const Arcs against(city.streets, costs, Arcs::Direction::against);
    Destinations destinations(city, costs, Question::To::services);
    destinations.longest = 4000;
    for (auto& limit : destinations.limit) limit = 4000;

    const CornerTrips kept(homes, along, against, destinations);
    const CornerTrips again(homes, along, against, destinations, 0);
    CHECK(kept.plan() ==
          (town % 2 ? CornerTrips::Plan::from_destinations : CornerTrips::Plan::from_corners));
    // Where next to nothing is in reach by chance, nothing has to be kept.
    if (trips_of(kept, homes) < homes.corners.size()) continue;
    REQUIRE(again.plan() == CornerTrips::Plan::block_by_block);
    for (std::size_t row = 0; row < homes.stretches.size(); row += 7) {
      const std::size_t end = std::min(homes.stretches.size(), row + 7);
      const auto a = kept.block(row, end), b = again.block(row, end);
      for (std::size_t at = row; at < end; ++at) {
        for (const auto slot : {homes.stretches[at].from_slot, homes.stretches[at].to_slot}) {
          const auto x = a.from(slot), y = b.from(slot);
          CHECK(std::equal(x.begin(), x.end(), y.begin(), y.end()));
        }
      }
    }
  }
}

TEST_CASE("the n-th nearest is the n-th shortest of all trips, asked either way") {
  const volume::Trial trial("the n-th nearest is the n-th shortest trip", {8, 800}, "towns");
  for (unsigned town = 0; town < trial.rounds(); ++town) {
    const geo::City city = random_town::town(trial.seed() + town);
    const Costs costs = quantise(city.streets, {});
    const auto all = to_services(geo::Kind{"health"}).within(Minutes{8});
    const auto three = all.only_nearest(3);
    const auto answers = ask(city, std::vector{all, three, all.only_nearest(1)}, {});
    const Trips expected = trips_by_brute_force(city, costs, all);
    for (std::size_t n = 1; n <= 3; ++n) {
      const auto listed = answers.at(all).minutes(n);
      const auto nearest = answers.at(three).minutes(n);
      CHECK(listed == nearest);
      if (n == 1) CHECK(answers.at(all.only_nearest(1)).minutes() == listed);
      for (const HomeId home : city.homes.door.rows()) {
        auto trips = expected[home.row()];
        std::sort(trips.begin(), trips.end(),
                  [](const Trip& a, const Trip& b) { return a.cost < b.cost; });
        if (!city.homes.door[home]) {
          CHECK(listed[home] == geo::Cell<Minutes>(Missing::off_network));
        } else if (trips.size() < n) {
          CHECK(listed[home] == geo::Cell<Minutes>(Missing::out_of_reach));
        } else {
          CHECK(listed[home] == geo::Cell<Minutes>(trips[n - 1].cost.minutes()));
        }
      }
    }
  }
}

TEST_CASE("sums and demand add what brute force adds, in its order") {
  const volume::Trial trial("sums and demand equal brute force", {1, 400}, "towns");
  for (unsigned town = 0; town < trial.rounds(); ++town) {
    const geo::City city = random_town::town(trial.seed() + town);
    const Costs costs = quantise(city.streets, {});
    const auto question = to_services(geo::Kind{""}).within(Minutes{8});
    const auto answers = ask(city, std::span(&question, 1), {});
    const Answer& answer = answers.at(question);
    const auto expected = trips_by_brute_force(city, costs, question);
    const Decay decay = [](geo::Deciseconds cost) { return std::exp(-cost.minutes().value / 5); };
    std::vector<double> weight(city.services.size());
    for (std::size_t row = 0; row < weight.size(); ++row) weight[row] = 1 + 0.1 * double(row);

    const auto sums = answer.sum(weight, decay);
    std::vector<double> people(city.services.size());
    for (const HomeId home : city.homes.door.rows()) {
      double sum = 0;
      for (const Trip& trip : expected[home.row()]) {
        sum += weight[trip.to] * decay(trip.cost);
        people[trip.to] += city.homes.people[geo::everyone][home].count() * decay(trip.cost);
      }
      if (city.homes.door[home]) CHECK(*sums[home] == sum);
    }
    const auto demand = answer.demand(city.homes.people[geo::everyone].values(), decay);
    REQUIRE(demand.size() == people.size());
    for (std::size_t row = 0; row < people.size(); ++row) {
      CHECK(demand[row] == Approx(people[row]).epsilon(1e-12));
    }
  }
}

TEST_CASE("matrix, nearest and reach agree with the answer and with each other") {
  const volume::Trial trial("matrix, nearest and reach agree", {4, 200}, "towns");
  for (unsigned town = 0; town < trial.rounds(); ++town) {
    const geo::City city = random_town::town(trial.seed() + town);
    const Costs costs = quantise(city.streets, {});
    const Minutes limit{6};
    const auto question = to_uses().within(limit);
    const auto answers = ask(city, std::span(&question, 1), {});
    const Trips trips = trips_of(answers.at(question), city.homes.size());

    std::vector<geo::Door> doors, there;
    std::vector<HomeId> homes;
    std::vector<std::uint32_t> uses;
    for (const HomeId home : city.homes.door.rows()) {
      if (!city.homes.door[home]) continue;
      homes.push_back(home);
      doors.push_back(*city.homes.door[home]);
    }
    for (const geo::UseId use : city.uses.door.rows()) {
      if (!city.uses.door[use]) continue;
      uses.push_back(use.row());
      there.push_back(*city.uses.door[use]);
    }
    const auto table = matrix(city.streets, costs, doors, there, limit);
    const auto nearest_use = nearest(city.streets, costs, there, limit);
    const brute_force::Walks walks(city.streets, costs);
    for (std::size_t row = 0; row < homes.size(); ++row) {
      std::vector<Trip> from_table;
      for (std::size_t column = 0; column < uses.size(); ++column) {
        if (table[row][column]) from_table.push_back({uses[column], *table[row][column]});
      }
      CHECK(from_table == trips[homes[row].row()]);

      const auto corners = reach(city.streets, costs, doors[row], limit);
      const auto expected = walks.to_corners(doors[row]);
      for (const geo::NodeId corner : corners.rows()) {
        const auto& best = expected[corner.row()];
        const bool within = best && *best <= 3600;
        REQUIRE(bool(corners[corner]) == within);
        if (within) REQUIRE(corners[corner]->count == *best);
      }
    }
    for (const geo::NodeId corner : nearest_use.rows()) {
      const auto from = walks.from_corner(corner);
      const geo::Door nowhere{geo::EdgeId{city.streets.edges.size()}, {}, {}, {}, {}};
      brute_force::Maybe best;
      for (const geo::Door& door : there) {
        best = brute_force::less(best, walks.between(nowhere, from, door));
      }
      const bool within = best && *best <= 3600;
      REQUIRE(bool(nearest_use[corner]) == within);
      if (within) REQUIRE(nearest_use[corner]->count == *best);
    }
  }
}

TEST_CASE("no limit at all is a limit that nothing exceeds") {
  const geo::City city = random_town::town(7);
  const Costs costs = quantise(city.streets, {});
  std::vector<geo::Door> doors;
  for (const auto& door : city.homes.door) {
    if (door) doors.push_back(*door);
  }
  const brute_force::Walks walks(city.streets, costs);
  const auto table = matrix(city.streets, costs, doors, doors, Minutes{1e12});
  for (std::size_t row = 0; row < doors.size(); row += 10) {
    const auto corners = walks.to_corners(doors[row]);
    for (std::size_t column = 0; column < doors.size(); ++column) {
      const auto best = walks.between(doors[row], corners, doors[column]);
      REQUIRE(bool(table[row][column]) == bool(best));
      if (best) REQUIRE(table[row][column]->count == *best);
    }
  }
}
