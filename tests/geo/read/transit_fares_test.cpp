#include "geo/read/transit_fares.hpp"

#include "tests/catch.hpp"
#include "tests/geo/read/written_feed.hpp"

using namespace geo;

namespace {

/// Lines Q, which costs 4.70 BRL, and R, of which nobody says what it costs.
Timetable two_lines() {
  WrittenFeed feed;
  feed.with("routes.txt",
            "route_id,agency_id,route_short_name,route_long_name,route_type\nQ,A,2,,3\nR,A,1,,3\n");
  feed.with("fare_attributes.txt",
            "fare_id,price,currency_type,payment_method,transfers\np,4.70,BRL,0,0\n");
  feed.with("fare_rules.txt", "fare_id,route_id\np,Q\n");
  return *feed.read();
}

Findings settled(Timetable& timetable, const description::Transit& described) {
  Findings findings;
  read::settle_fares(timetable, described, "city.toml", findings);
  return findings;
}

}  // namespace

TEST_CASE("a fare under [transit] is that of the lines of which no other is stated") {
  Timetable timetable = two_lines();
  description::Transit described;
  described.fare = Price{2, "BRL"};
  CHECK(settled(timetable, described).shown().empty());
  CHECK(timetable.lines.fare[LineId{0}]->amount == 4.7);
  CHECK(timetable.lines.fare[LineId{1}]->amount == 2);
}

TEST_CASE("with a budget, lines without a fare are counted and said") {
  Timetable timetable = two_lines();
  description::Transit described;
  CHECK(settled(timetable, described).shown().empty());
  described.budgets = {Price{10, "BRL"}};
  const auto findings = settled(timetable, described);
  REQUIRE(findings.count("transit_fares_unknown") == 1);
  CHECK(findings.shown().front().severity == Severity::note);
  CHECK(findings.shown().front().what.find("1 of 2 lines") != std::string::npos);
  CHECK_FALSE(timetable.lines.fare[LineId{1}]);
}

TEST_CASE("a budget in another currency than the fares is refused, and says which") {
  Timetable timetable = two_lines();
  description::Transit described;
  described.budgets = {Price{10, "EUR"}};
  const auto findings = settled(timetable, described);
  CHECK(findings.any(Severity::error));
  const Finding refused = findings.shown().front();
  CHECK(refused.code == "transit_fares_currency");
  CHECK(refused.value == "4.70 BRL; the budget is in EUR");
  CHECK(refused.feature.find("line 2 of ") == 0);
  described.budgets = {Price{10, ""}};
  CHECK_FALSE(settled(timetable, described).any(Severity::error));
  described.fare = Price{1, "EUR"};
  CHECK(settled(timetable, described).any(Severity::error));
}
