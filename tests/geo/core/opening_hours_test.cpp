#include "geo/core/opening_hours.hpp"

#include <string>

#include "tests/catch.hpp"

using geo::opening_hours;
using geo::Week;

namespace {

enum Day { Mo, Tu, We, Th, Fr, Sa, Su };

int at(Day day, int hour, int minute = 0) {
  return day * Week::day + hour * 60 + minute;
}

Week open(const std::string& text) {
  const auto hours = opening_hours(text);
  INFO(text);
  REQUIRE(hours);
  return hours->open;
}

/// Minutes of the week that are open, counted one by one.
int minutes(const Week& week) {
  int count = 0;
  for (int minute = 0; minute < Week::length; ++minute) count += week.has(minute) ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("days and times are read as they are written") {
  const Week week = open("Mo-Fr 08:30-14:00");
  CHECK(minutes(week) == 5 * 330);
  CHECK_FALSE(week.has(at(Mo, 8, 29)));
  CHECK(week.has(at(Mo, 8, 30)));
  CHECK(week.has(at(Fr, 13, 59)));
  CHECK_FALSE(week.has(at(Fr, 14)));
  CHECK_FALSE(week.has(at(Sa, 10)));
}

TEST_CASE("a break at noon leaves two stretches a day") {
  const Week week = open("Mo-Fr 09:00-13:00,16:00-19:00");
  CHECK(minutes(week) == 5 * 7 * 60);
  CHECK_FALSE(week.has(at(We, 14)));
  CHECK(open("Mo-Fr 09:00-13:00, 16:00-19:00") == week);
}

TEST_CASE("a list of days is these days only") {
  const Week week = open("Tu,Th 16:00-19:00");
  CHECK(minutes(week) == 2 * 180);
  CHECK(week.has(at(Th, 18)));
  CHECK_FALSE(week.has(at(We, 18)));
  CHECK(open("Mo-We,Sa 10:00-11:00") == open("Mo,Tu,We,Sa 10:00-11:00"));
}

TEST_CASE("a range of days goes round the end of the week") {
  CHECK(open("Sa-Mo 10:00-12:00") == open("Mo,Sa,Su 10:00-12:00"));
  CHECK(open("Tu-Mo 10:00-12:00") == open("Mo-Su 10:00-12:00"));
}

TEST_CASE("no days means every day, no times the whole day") {
  CHECK(open("10:00-12:00") == open("Mo-Su 10:00-12:00"));
  CHECK(minutes(open("Sa,Su")) == 2 * Week::day);
  CHECK(open("24/7") == Week::always());
  CHECK(open("Mo-Su 00:00-24:00") == Week::always());
  CHECK(open("open") == Week::always());
}

TEST_CASE("hours past midnight belong to the evening they begin in") {
  const Week week = open("We-Su 20:00-02:00");
  CHECK(minutes(week) == 5 * 360);
  CHECK(week.has(at(Th, 1)));
  CHECK_FALSE(week.has(at(We, 1)));
  CHECK(week.has(at(Mo, 1)));  // Sunday's night
  CHECK(open("We-Su 20:00-26:00") == week);
}

TEST_CASE("a rule after a semicolon takes the place of earlier ones on its days") {
  const Week week = open("Mo-Fr 10:00-20:30; Sa 10:00-14:00; We 12:00-13:00");
  CHECK(minutes(week) == 4 * 630 + 240 + 60);
  CHECK_FALSE(week.has(at(We, 10)));
}

TEST_CASE("a rule after a comma adds to the earlier ones") {
  const Week week = open("Mo-Fr 09:00-12:00, We 15:00-18:00");
  CHECK(minutes(week) == 5 * 180 + 180);
  CHECK(week.has(at(We, 9)));
  CHECK(week.has(at(We, 16)));
}

TEST_CASE("off and closed take days or times away") {
  CHECK(open("Mo-Sa 09:00-12:00; We off") == open("Mo-Tu,Th-Sa 09:00-12:00"));
  CHECK(open("Mo-Sa 09:00-12:00; We closed") == open("Mo-Tu,Th-Sa 09:00-12:00"));
  CHECK(open("Mo-Fr 09:00-18:00; Mo-Fr 13:00-14:00 off") == open("Mo-Fr 09:00-13:00,14:00-18:00"));
  CHECK(open("off").empty());
  CHECK(open("24/7; Su off") == open("Mo-Sa"));
}

TEST_CASE("a night is not cut off by the next day's rule") {
  const Week week = open("Fr 22:00-02:00; Sa off");
  CHECK(minutes(week) == 240);
  CHECK(week.has(at(Sa, 1)));
}

TEST_CASE("what holds on holidays is left out and said to be") {
  const auto hours = opening_hours("Mo-Fr 09:00-17:00; PH,SH off");
  REQUIRE(hours);
  CHECK(hours->leaves_out_holidays);
  CHECK(hours->open == open("Mo-Fr 09:00-17:00"));
  CHECK(open("Mo-Fr,PH 09:00-17:00") == open("Mo-Fr 09:00-17:00"));
  CHECK(open("PH,Sa 09:00-17:00") == open("Sa 09:00-17:00"));
  CHECK(open("Mo-Fr 09:00-17:00; SH Mo-Fr 10:00-12:00") == open("Mo-Fr 09:00-17:00"));
  CHECK_FALSE(opening_hours("Mo-Fr 09:00-17:00")->leaves_out_holidays);
}

TEST_CASE("blanks and a semicolon at the end do no harm") {
  CHECK(open("  Mo - Fr  09:00 - 17:00 ; Sa 10:00-12:00 ; ") ==
        open("Mo-Fr 09:00-17:00;Sa 10:00-12:00"));
  CHECK(open("Mo-Fr 9:00-17:00") == open("Mo-Fr 09:00-17:00"));
}

TEST_CASE("what says more than one week can hold is not half read") {
  for (const char* text :
       {"", " ", "Jan-Mar Mo-Fr 09:00-17:00", "week 1-20 Mo 09:00-12:00", "Mo[1] 09:00-12:00",
        "sunrise-sunset", "Mo-Fr 09:00+", "Mo-Fr 09:00-17:00 \"by appointment\"",
        "Mo-Fr 09:00-17:00 || \"call\"", "\"on request\"", "Mo-Fr 09:00-17:00 unknown", "2026 Mo",
        "PH off", "easter 10:00-12:00", "Mo-Fr 10:00-16:00/02:00"}) {
    INFO(text);
    CHECK_FALSE(opening_hours(text));
  }
}

TEST_CASE("what is no opening hours is not guessed at") {
  for (const char* text : {"Mo-Fr: 09:00-17:00",
                           "Mon-Fri 09:00-17:00",
                           "mo-fr 09:00-17:00",
                           "Mo-Fr 9-17",
                           "Mo-Fr 09:00",
                           "Mo-Fr 09:00-",
                           "Mo-Fr 09:60-10:00",
                           "Mo-Fr 25:00-26:00",
                           "Mo-Fr 09:00-49:00",
                           "Mo-Fr 09:00-09:00",
                           "Mo- 09:00-10:00",
                           "Mo,",
                           "Mo-Fr 09:00-10:00,",
                           "Mo-Fr 09:00-10:00 Sa",
                           ";",
                           "Mo 09:00–10:00",
                           "lundi 9h-12h",
                           "0900-1700",
                           "yes",
                           "Mo-Fr 009:00-10:00",
                           "Mo-Fr 09:00-10:00 of",
                           "24/7x",
                           "Mo-Fr 10:00-40:00"}) {
    INFO(text);
    CHECK_FALSE(opening_hours(text));
  }
}

TEST_CASE("two weeks are together for the longest stretch without a break") {
  const Week evenings = open("Mo-Fr 18:00-21:00");
  CHECK(evenings.longest_together(open("Mo-Fr 08:00-20:00")) == 120);
  CHECK(evenings.longest_together(open("Mo-Fr 09:00-18:00")) == 0);
  CHECK(evenings.longest_together(open("Mo-Fr 18:00-18:20,20:40-21:00")) == 20);
  CHECK(evenings.longest_together(Week::always()) == 180);
  CHECK(Week::always().longest_together(Week::always()) == Week::length);
  CHECK(Week{}.longest_together(evenings) == 0);
}

TEST_CASE("Sunday's midnight breaks no stretch") {
  CHECK(open("Su 22:00-24:00; Mo 00:00-03:00").longest_together(Week::always()) == 300);
}
