#include "analysis/transit/journey.hpp"

#include <random>

#include "analysis/transit/search.hpp"
#include "tests/analysis/transit/definition.hpp"
#include "tests/analysis/transit/drawn_timetable.hpp"
#include "tests/volume.hpp"

using namespace geo;
using namespace analysis::transit;

namespace {

constexpr Seconds eight{8 * 3600};

std::uint32_t minutes(double count) {
  return static_cast<std::uint32_t>(count * 600);
}

/// A drawn timetable, asked about a trip from a door at A to a place at a stop.
struct Town : DrawnTimetable {
  using DrawnTimetable::DrawnTimetable;
  Rules rules;
  std::vector<std::vector<Walk>> walks;
  std::uint32_t on_foot = never;

  void walk(char from, char to, double takes) {
    walks.resize(timetable.stops.size());
    walks[stop(from).row()].push_back({stop(to), minutes(takes)});
  }
  std::optional<Journey> to(char place, double first_walk = 2, double last_walk = 3) const {
    const std::vector<Walk> first{{stop('A'), minutes(first_walk)}};
    const std::vector<Walk> last{{stop(place), minutes(last_walk)}};
    return quickest_journey(timetable, day, WalksBetweenStops(walks), eight, rules,
                            {first, last, on_foot});
  }
};

}  // namespace

TEST_CASE("a journey is a walk, a ride and a walk") {
  Town town("ABC");
  const TripId bus = town.trip("A 8:05, B 8:10, C 8:20");
  const auto journey = town.to('B');
  REQUIRE(journey);
  REQUIRE(journey->rides.size() == 1);
  const Ride& ride = journey->rides[0];
  CHECK(ride.trip == bus);
  CHECK(ride.from == town.stop('A'));
  CHECK(ride.to == town.stop('B'));
  CHECK(ride.walk == minutes(2));
  CHECK(ride.leaves == minutes(5));
  CHECK(ride.arrives == minutes(10));
  CHECK(journey->walk == minutes(3));
  CHECK(journey->arrives == minutes(13));
}

TEST_CASE("a ride over several stops is one ride") {
  Town town("ABC");
  town.trip("A 8:05, B 8:10, C 8:20");
  const auto journey = town.to('C');
  REQUIRE(journey);
  REQUIRE(journey->rides.size() == 1);
  CHECK(journey->rides[0].leaves == minutes(5));
  CHECK(journey->rides[0].arrives == minutes(20));
}

TEST_CASE("a change says how far one walks to the next stop") {
  Town town("ABCD");
  town.trip("A 8:05, B 8:10");
  town.walk('B', 'C', 4);
  town.trip("C 8:14, D 8:16");  // a minute of slack is missing
  town.trip("C 8:15, D 8:19");
  const auto journey = town.to('D');
  REQUIRE(journey);
  REQUIRE(journey->rides.size() == 2);
  CHECK(journey->rides[1].walk == minutes(4));
  CHECK(journey->rides[1].leaves == minutes(15));
  CHECK(journey->arrives == minutes(22));
  town.rules.rides = 1;
  CHECK_FALSE(town.to('D'));
}

TEST_CASE("nobody rides who is as quick on foot") {
  Town town("AB");
  town.trip("A 8:05, B 8:10");
  town.on_foot = minutes(13);
  const auto journey = town.to('B');
  REQUIRE(journey);
  CHECK(journey->rides.empty());
  CHECK(journey->walk == minutes(13));
}

TEST_CASE("of two journeys that arrive together the one with fewer rides is told") {
  Town town("ABC");
  town.trip("A 8:05, B 8:10");
  town.trip("B 8:12, C 8:20");
  const TripId direct = town.trip("A 8:06, C 8:20");
  const auto journey = town.to('C');
  REQUIRE(journey);
  REQUIRE(journey->rides.size() == 1);
  CHECK(journey->rides[0].trip == direct);
}

TEST_CASE("who stays seated rides on as another trip, with one vehicle") {
  Town town("ABC");
  const TripId first = town.trip("A 8:05, B 8:10"), then = town.trip("B 8:10, C 8:20");
  Transfer stay;
  stay.kind = TransferKind::stay_seated;
  stay.from_trip = first;
  stay.to_trip = then;
  town.timetable.transfers.push_back(stay);
  town.rules.rides = 1;
  const auto journey = town.to('C');
  REQUIRE(journey);
  REQUIRE(journey->rides.size() == 2);
  CHECK(journey->rides[1].stays_seated);
  CHECK(journey->rides[1].trip == then);
  CHECK(journey->rides[1].leaves == minutes(10));
}

TEST_CASE("of a line without times one waits half of its headway") {
  Town town("ABCD");
  town.frequent("A 0:00, B 0:10, C 0:15", "6:00", "22:00", Seconds{600});
  const auto journey = town.to('C');
  REQUIRE(journey);
  REQUIRE(journey->rides.size() == 1);
  CHECK(journey->rides[0].every == Seconds{600});
  CHECK(journey->rides[0].leaves == minutes(2 + 1 + 5));  // walk, slack, half of ten
  CHECK(journey->rides[0].arrives == minutes(8 + 15));
  // On to another such line at C, and by a line with times at B.
  town.frequent("C 0:00, D 0:02", "6:00", "22:00", Seconds{1200});
  const auto changed = town.to('D');
  REQUIRE(changed);
  REQUIRE(changed->rides.size() == 2);
  CHECK(changed->rides[1].leaves == minutes(23 + 1 + 10));
  town.trip("B 8:20, D 8:25");
  CHECK(town.to('D')->arrives == minutes(25 + 3));
}

TEST_CASE("a line without times runs only in its hours, counted at its first stop") {
  Town town("ABC");
  town.frequent("A 0:00, B 0:10", "8:30", "9:00", Seconds{600});
  CHECK(town.to('B')->rides[0].leaves == minutes(35));
  Town early("BAC");  // it passes A twenty minutes after its first stop
  early.frequent("B 0:00, A 0:20, C 0:30", "7:00", "7:40", Seconds{600});
  CHECK_FALSE(early.to('C'));  // the last passes A before eight
  early.day.frequent[0].until = *clock("7:45");
  CHECK(early.to('C')->rides[0].leaves == minutes(3 + 5));
}

namespace {

/// A timetable with every oddity, drawn by chance.
class RandomTown : public Town {
 public:
  explicit RandomTown(std::mt19937& chance) : Town("ABCDEFGH"), chance_(chance) {
    for (int i = upto(3); i >= 0; --i) lines_.push_back(line());
    for (int i = 4 + upto(14); i > 0; --i) random_trip();
    for (int i = upto(6); i > 0; --i) walk(letter(), letter(), upto(80) / 10.0);
    for (auto& own : walks) tidy(own);
    for (int i = upto(5); i > 0; --i) random_transfer();
    std::sort(day.runs.begin(), day.runs.end());
    rules.slack = Seconds{1 + upto(120)};
    rules.rides = static_cast<std::uint8_t>(upto(3));
    rules.wheelchair = upto(5) == 0;
    rules.longest = minutes(30 + upto(60));
    if (rules.wheelchair) allow_wheelchairs();
  }
  std::vector<Walk> some_walks() {
    std::vector<Walk> all;
    for (int i = upto(3); i >= 0; --i) all.push_back({stop(letter()), minutes(upto(100) / 10.0)});
    tidy(all);
    return all;
  }
  int upto(int most) { return std::uniform_int_distribution<int>(0, most)(chance_); }

 private:
  static void tidy(std::vector<Walk>& all) {
    std::sort(all.begin(), all.end(), [](const Walk& a, const Walk& b) {
      return std::pair(a.stop, a.takes) < std::pair(b.stop, b.takes);
    });
    all.erase(std::unique(all.begin(), all.end(),
                          [](const Walk& a, const Walk& b) { return a.stop == b.stop; }),
              all.end());
  }
  char letter() { return static_cast<char>('A' + upto(7)); }

  void random_trip() {
    int second = 8 * 3600 + 60 * upto(45);
    std::string calls;
    for (int i = 2 + upto(3); i > 0; --i) {
      constexpr const char* may[] = {"", "", "", "", "+", "-", "x"};
      const int leaves = second + (upto(3) == 0 ? 60 : 0);
      calls += std::string(calls.empty() ? "" : ", ") + letter() + may[upto(6)] + " " +
               clock_text(Seconds{second}) + "/" + clock_text(Seconds{leaves});
      second = leaves + 60 * upto(8);
    }
    trip(calls, lines_[static_cast<std::size_t>(upto(static_cast<int>(lines_.size()) - 1))]);
  }

  TripId some_trip() {
    return TripId{static_cast<std::size_t>(upto(static_cast<int>(timetable.trips.size()) - 1))};
  }

  void random_transfer() {
    constexpr TransferKind kinds[] = {TransferKind::recommended, TransferKind::waits,
                                      TransferKind::takes_time, TransferKind::not_possible,
                                      TransferKind::stay_seated};
    Transfer transfer{stop(letter()), stop(letter()), kinds[upto(4)], {}, {}, {}, {}, {}};
    if (transfer.kind == TransferKind::takes_time) transfer.at_least = Seconds{upto(400)};
    if (upto(2) == 0) transfer.from_line = lines_[0];
    if (upto(3) == 0 || transfer.kind == TransferKind::stay_seated) {
      transfer.from_trip = some_trip();
      transfer.to_trip = some_trip();
    }
    timetable.transfers.push_back(transfer);
  }

  void allow_wheelchairs() {
    for (auto& said : timetable.trips.wheelchair.values()) {
      said = upto(4) == 0 ? Wheelchair::no : Wheelchair::yes;
    }
    for (auto& said : timetable.stops.wheelchair.values()) {
      said = upto(6) == 0 ? Wheelchair::unknown : Wheelchair::yes;
    }
  }

  std::mt19937& chance_;
  std::vector<LineId> lines_;
};

/// Whether a vehicle of that trip really leaves and arrives then, where people may get on and off.
bool runs_so(const Town& town, const Ride& ride, bool gets_on, bool gets_off) {
  const Timetable& all = town.timetable;
  const auto stops = all.patterns.stops[all.trips.pattern[ride.trip]];
  const auto calls = all.patterns.calls[all.trips.pattern[ride.trip]];
  const TimingId timing = all.trips.timing[ride.trip];
  const auto at = [&](Seconds after) {
    return static_cast<std::uint32_t>((all.trips.start[ride.trip] + after - eight).count * 10);
  };
  for (std::size_t on = 0; on < stops.size(); ++on) {
    for (std::size_t off = on + 1; off < stops.size(); ++off) {
      const bool may = (!gets_on || calls[on] == Call::both || calls[on] == Call::board_only) &&
                       (!gets_off || calls[off] == Call::both || calls[off] == Call::alight_only);
      if (may && stops[on] == ride.from && stops[off] == ride.to &&
          at(all.timings.leaves[timing][on]) == ride.leaves &&
          at(all.timings.arrives[timing][off]) == ride.arrives) {
        return true;
      }
    }
  }
  return false;
}

void check_it_can_be_travelled(const Town& town, const Journey& journey) {
  std::uint32_t now = 0;
  std::size_t vehicles = 0;
  for (std::size_t i = 0; i < journey.rides.size(); ++i) {
    const Ride& ride = journey.rides[i];
    const bool stays = i + 1 < journey.rides.size() && journey.rides[i + 1].stays_seated;
    CHECK(runs_so(town, ride, !ride.stays_seated, !stays));
    CHECK(now + (ride.stays_seated ? 0 : ride.walk) <= ride.leaves);
    if (!ride.stays_seated) ++vehicles;
    now = ride.arrives;
  }
  CHECK(now + journey.walk == journey.arrives);
  CHECK(journey.arrives <= town.rules.longest);
  if (town.rules.rides > 0) CHECK(vehicles <= town.rules.rides);
}

}  // namespace

TEST_CASE("law: a journey arrives when the search of all minutes says, and can be travelled") {
  volume::Trial trial("law: a journey arrives as the search says", {3000, 300000}, "timetables");
  std::mt19937 chance(trial.seed());
  std::size_t ridden = 0, changed = 0;
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    RandomTown town(chance);
    const auto first = town.some_walks(), last = town.some_walks();
    const std::uint32_t on_foot = town.upto(2) == 0 ? minutes(town.upto(60)) : never;
    const WalksBetweenStops between(town.walks);
    const Search search(town.timetable, town.day, between, {eight, eight + Seconds{60}},
                        town.rules);
    const std::span<const Walk> homes[]{first};
    const auto arrivals = search.arrivals(homes);
    const auto expected = definition::times_to(arrivals[0], last, on_foot, town.rules.longest)[0];
    const auto journey = quickest_journey(town.timetable, town.day, between, eight, town.rules,
                                          {first, last, on_foot});
    INFO("round " << round);
    CHECK((journey ? journey->arrives : never) == expected);
    if (journey) check_it_can_be_travelled(town, *journey);
    ridden += journey && !journey->rides.empty() ? 1 : 0;
    changed += journey && journey->rides.size() > 1 ? 1 : 0;
  }
  trial.count("journeys ridden", ridden);
  trial.count("journeys with a change", changed);
  CHECK(changed > trial.rounds() / 50);
}

namespace {

Money cents(int count) {
  return Money{static_cast<std::uint32_t>(count) * 10};
}

/// Fares of a town's lines by chance: some alike, some free, some that nobody knows.
Fares some_fares(RandomTown& town) {
  Fares fares{{}, cents(100'000)};
  for (std::size_t line = 0; line < town.timetable.lines.key.size(); ++line) {
    const int draw = town.upto(6);
    fares.of_line.push_back(draw == 0   ? std::nullopt
                            : draw == 1 ? std::optional{Money{0}}
                            : draw < 4  ? std::optional{cents(140)}
                                        : std::optional{cents(90 + town.upto(200))});
  }
  return fares;
}

std::uint32_t fares_paid(const Town& town, const Journey& journey, const Fares& fares) {
  std::uint32_t sum = 0;
  for (const Ride& ride : journey.rides) {
    if (ride.stays_seated) continue;
    const auto& fare = fares.of_line[town.timetable.line_of(ride.trip)];
    REQUIRE(fare);
    sum += fare->thousandths;
  }
  return sum;
}

/// When the last of the journeys within a budget arrives.
std::uint32_t arrives_within(const std::vector<PaidJourney>& journeys, Money budget) {
  std::uint32_t arrives = never;
  for (const auto& [costs, journey] : journeys) {
    if (costs <= budget) arrives = journey.arrives;
  }
  return arrives;
}

}  // namespace

TEST_CASE("law: for any money the best journey arrives when the search within that money says") {
  volume::Trial trial("law: journeys for money arrive as the search says", {1500, 150000},
                      "timetables");
  std::mt19937 chance(trial.seed());
  std::size_t several = 0;
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    RandomTown town(chance);
    const auto first = town.some_walks(), last = town.some_walks();
    const std::uint32_t on_foot = town.upto(2) == 0 ? minutes(town.upto(60)) : never;
    const WalksBetweenStops between(town.walks);
    Fares fares = some_fares(town);
    const auto journeys = journeys_for_money(town.timetable, town.day, between, eight, town.rules,
                                             {first, last, on_foot}, fares);
    INFO("round " << round);
    for (std::size_t i = 0; i < journeys.size(); ++i) {
      check_it_can_be_travelled(town, journeys[i].journey);
      CHECK(journeys[i].costs.thousandths == fares_paid(town, journeys[i].journey, fares));
      if (i == 0) continue;
      CHECK(journeys[i - 1].costs < journeys[i].costs);
      CHECK(journeys[i - 1].journey.arrives > journeys[i].journey.arrives);
    }
    for (int tried = 0; tried < 4; ++tried) {
      fares.budget = cents(town.upto(700));
      const Search search(town.timetable, town.day, between, {eight, eight + Seconds{60}},
                          town.rules, fares);
      const std::span<const Walk> homes[]{first};
      const auto arrivals = search.arrivals(homes);
      const auto expected = definition::times_to(arrivals[0], last, on_foot, town.rules.longest)[0];
      CHECK(arrives_within(journeys, fares.budget) == expected);
    }
    several += journeys.size() > 1 ? 1 : 0;
  }
  trial.count("with several journeys", several);
  CHECK(several > trial.rounds() / 50);
}

TEST_CASE("money buys time: on foot for nothing, the bus for one fare, with a change for two") {
  Town town("ABC");
  const auto slow = town.line(), quick = town.line();
  town.trip("A 8:05, C 8:27", slow);
  town.trip("A 8:05, B 8:10", quick);
  town.trip("B 8:12, C 8:16", quick);
  town.trip("A 8:05, C 8:20");  // nobody knows what it costs
  Fares fares{{}, cents(10'000)};
  for (const int fare : {140, 120}) fares.of_line.push_back(cents(fare));
  fares.of_line.push_back(std::nullopt);
  const std::vector<Walk> first{{town.stop('A'), 0}}, last{{town.stop('C'), 0}};
  const auto journeys =
      journeys_for_money(town.timetable, town.day, WalksBetweenStops({{}, {}, {}}), eight,
                         town.rules, {first, last, minutes(34)}, fares);
  REQUIRE(journeys.size() == 3);
  CHECK(journeys[0].costs == Money{0});
  CHECK(journeys[0].journey.arrives == minutes(34));
  CHECK(journeys[1].costs == cents(140));
  CHECK(journeys[1].journey.arrives == minutes(27));
  CHECK(journeys[2].costs == cents(240));
  CHECK(journeys[2].journey.arrives == minutes(16));
}

TEST_CASE("of a line without times, too, one pays each ride") {
  Town town("AB");
  town.frequent("A 8:00, B 8:10", "7:00", "9:00", Seconds{600});
  Fares fares{{}, cents(70)};
  fares.of_line.push_back(cents(70));
  const std::vector<Walk> first{{town.stop('A'), 0}}, last{{town.stop('B'), 0}};
  const auto arrives = [&] {
    const auto found = journeys_for_money(town.timetable, town.day, WalksBetweenStops({{}, {}}),
                                          eight, town.rules, {first, last, minutes(40)}, fares);
    return found.back().journey.arrives;
  };
  CHECK(arrives() == minutes(1 + 5 + 10));  // a minute to get on, half of the headway, the ride
  fares.budget = cents(69);
  CHECK(arrives() == minutes(40));
}
