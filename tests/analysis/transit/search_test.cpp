#include "analysis/transit/search.hpp"

#include "analysis/transit/drawn.hpp"
#include "tests/analysis/transit/drawn_timetable.hpp"

using namespace geo;
using namespace analysis::transit;

namespace {

constexpr Window at_eight{Seconds{8 * 3600}, Seconds{8 * 3600 + 60}};

std::uint32_t minutes(double count) {
  return static_cast<std::uint32_t>(count * 600);
}

/// A drawn timetable and the walks of its town, asked about somebody who leaves at eight from a
/// door at a stop.
struct Town : DrawnTimetable {
  using DrawnTimetable::DrawnTimetable;
  Rules rules;
  std::vector<std::vector<Walk>> walks;

  void walk(char from, char to, double takes) {
    walks.resize(timetable.stops.size());
    walks[stop(from).row()].push_back({stop(to), minutes(takes)});
  }
  Transfer& transfer(char from, char to, TransferKind kind) {
    timetable.transfers.push_back({stop(from), stop(to), kind, {}, {}, {}, {}, {}});
    return timetable.transfers.back();
  }
  /// When one is there, minutes after eight; -1 for never.
  double arrives(char door, char to, double walk = 0) {
    const Search search(timetable, day, WalksBetweenStops(walks), at_eight, rules);
    const std::vector<Walk> home{{stop(door), minutes(walk)}};
    const std::span<const Walk> homes[]{home};
    const auto found = search.arrivals(homes)[0].at(stop(to), 0);
    return found == never ? -1 : found / 600.0;
  }
};

}  // namespace

TEST_CASE("who walks a minute and waits a minute gets on what leaves at two past, not before") {
  Town town("AB");
  town.trip("A 8:01:59, B 8:10");
  CHECK(town.arrives('A', 'B', 1) == -1);
  town.trip("A 8:02, B 8:20");
  CHECK(town.arrives('A', 'B', 1) == 20);
  town.rules.slack = Seconds{1};
  CHECK(town.arrives('A', 'B', 1) == 10);
}

TEST_CASE("one changes at a stop after the slack, and where one walks after walk and slack") {
  Town town("ABCDE");
  town.trip("A 8:05, B 8:10, C 8:20");
  town.trip("B 8:10:59, D 8:15");
  CHECK(town.arrives('A', 'D') == -1);
  town.trip("B 8:11, D 8:16");
  CHECK(town.arrives('A', 'D') == 16);
  town.walk('B', 'E', 2);
  town.trip("E 8:12, D 8:14");
  CHECK(town.arrives('A', 'D') == 16);
  town.trip("E 8:13, D 8:15");
  CHECK(town.arrives('A', 'D') == 15);
}

TEST_CASE("a least time stands for walk and slack, also where no walk is known") {
  Town town("ABCD");
  town.trip("A 8:05, B 8:10");
  town.trip("C 8:15, D 8:20");
  town.transfer('B', 'C', TransferKind::takes_time).at_least = Seconds{301};
  CHECK(town.arrives('A', 'D') == -1);
  town.timetable.transfers[0].at_least = Seconds{300};
  CHECK(town.arrives('A', 'D') == 20);
}

TEST_CASE("what holds for two trips wherever they meet opens no way that nobody walks") {
  Town town("ABCD");
  const TripId first = town.trip("A 8:05, B 8:10");
  const TripId next = town.trip("C 8:15, D 8:20");
  const TripId other = town.trip("C 8:30, D 8:40");
  auto& opened = town.transfer('B', 'C', TransferKind::takes_time);
  opened.at_least = Seconds{60};
  opened.to_trip = other;
  CHECK(town.arrives('A', 'D') == 40);
  auto& anywhere = town.transfer('B', 'C', TransferKind::takes_time);
  anywhere.at_least = Seconds{60};
  anywhere.from_trip = first;
  anywhere.to_trip = next;
  CHECK(town.arrives('A', 'D') == 20);
  anywhere.from = anywhere.to = std::nullopt;
  CHECK(town.arrives('A', 'D') == 40);
}

TEST_CASE("a change may be forbidden, for all or for some lines or trips") {
  Town town("ABD");
  const TripId first = town.trip("A 8:05, B 8:10");
  const TripId next = town.trip("B 8:15, D 8:20");
  auto& rule = town.transfer('B', 'B', TransferKind::not_possible);
  CHECK(town.arrives('A', 'D') == -1);
  rule.to_line = town.timetable.line_of(first);
  CHECK(town.arrives('A', 'D') == 20);
  rule.to_line = town.timetable.line_of(next);
  CHECK(town.arrives('A', 'D') == -1);
  // What is said of one trip outweighs what is said of a line.
  auto& more = town.transfer('B', 'B', TransferKind::recommended);
  more.from_trip = first;
  CHECK(town.arrives('A', 'D') == 20);
}

TEST_CASE("a rule for a station holds at its stops, unless there is one for the stop") {
  Town town("ABDS");
  town.timetable.stops.parent[town.stop('B')] = town.stop('S');
  town.trip("A 8:05, B 8:10");
  town.trip("B 8:15, D 8:20");
  town.transfer('S', 'S', TransferKind::not_possible);
  CHECK(town.arrives('A', 'D') == -1);
  town.transfer('B', 'B', TransferKind::recommended);
  CHECK(town.arrives('A', 'D') == 20);
}

TEST_CASE("a vehicle that waits needs no slack") {
  Town town("ABD");
  town.trip("A 8:05, B 8:10");
  town.trip("B 8:10, D 8:20");
  CHECK(town.arrives('A', 'D') == -1);
  town.transfer('B', 'B', TransferKind::waits);
  CHECK(town.arrives('A', 'D') == 20);
}

TEST_CASE("who stays seated needs no slack and counts one ride") {
  Town town("ABCD");
  const TripId first = town.trip("A 8:05, B 8:10");
  const TripId next = town.trip("B 8:10, D 8:20");
  town.rules.rides = 1;
  CHECK(town.arrives('A', 'D') == -1);
  auto& join = town.transfer('B', 'B', TransferKind::stay_seated);
  join.from_trip = first;
  join.to_trip = next;
  CHECK(town.arrives('A', 'D') == 20);
  join.kind = TransferKind::get_off;
  CHECK(town.arrives('A', 'D') == -1);
}

TEST_CASE("one gets on and off only where the trip lets one") {
  Town town("ABCD");
  town.trip("A+ 8:05, B- 8:10, C 8:15, Dx 8:20");
  CHECK(town.arrives('A', 'B') == 10);
  CHECK(town.arrives('B', 'C') == -1);
  CHECK(town.arrives('A', 'C') == 15);
  CHECK(town.arrives('A', 'D') == -1);
}

TEST_CASE("a limit of rides takes the slower way with fewer changes") {
  Town town("ABD");
  town.trip("A 8:05, B 8:10");
  town.trip("B 8:15, D 8:20");
  town.trip("A 8:06, D 8:40");
  CHECK(town.arrives('A', 'D') == 20);
  town.rules.rides = 2;
  CHECK(town.arrives('A', 'D') == 20);
  town.rules.rides = 1;
  CHECK(town.arrives('A', 'D') == 40);
}

TEST_CASE("a wheelchair takes trips and stops of which a yes is said") {
  Town town("AB");
  const TripId trip = town.trip("A 8:05, B 8:10");
  town.rules.wheelchair = true;
  town.timetable.trips.wheelchair[trip] = Wheelchair::yes;
  town.timetable.stops.wheelchair[town.stop('A')] = Wheelchair::yes;
  CHECK(town.arrives('A', 'B') == -1);
  town.timetable.stops.wheelchair[town.stop('B')] = Wheelchair::yes;
  CHECK(town.arrives('A', 'B') == 10);
  town.timetable.trips.wheelchair[trip] = Wheelchair::unknown;
  CHECK(town.arrives('A', 'B') == -1);
}

TEST_CASE("a trip of exactly the longest time still counts") {
  Town town("AB");
  town.trip("A 8:05, B 8:30");
  town.rules.longest = minutes(30);
  CHECK(town.arrives('A', 'B') == 30);
  town.rules.longest -= 1;
  CHECK(town.arrives('A', 'B') == -1);
}

TEST_CASE("two vehicles that take no time do not take turns") {
  Town town("AB");
  town.transfer('A', 'A', TransferKind::waits);
  town.transfer('B', 'B', TransferKind::waits);
  town.trip("A 8:05, B 8:05");
  town.trip("B 8:05, A 8:05, B 8:09");
  CHECK(town.arrives('A', 'B') == 5);
  CHECK(town.arrives('B', 'B') == 9);
}
