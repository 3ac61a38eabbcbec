#include "geo/core/date.hpp"

#include "geo/core/clock.hpp"
#include "tests/catch.hpp"

using namespace geo;

TEST_CASE("a day is read with and without dashes, and days that are not are not") {
  CHECK(date("20260114") == date("2026-01-14"));
  CHECK(date_text(*date("20240229")) == "2024-02-29");
  for (const auto* odd : {"20250229", "2026.01.14", "2026-1-14", "14012026", "", "2026-01-1x"}) {
    INFO(odd);
    CHECK_FALSE(date(odd));
  }
}

TEST_CASE("weeks begin on Monday") {
  CHECK(weekday_of(*date("2026-01-12")) == 0);
  CHECK(weekday_of(*date("2026-01-18")) == 6);
}

TEST_CASE("a clock goes on past midnight and knows no sixtieth minute") {
  CHECK(clock("7:05") == Seconds{7 * 3600 + 5 * 60});
  CHECK(clock("25:10:30") == Seconds{25 * 3600 + 10 * 60 + 30});
  CHECK(clock_text(Seconds{25 * 3600 + 630}) == "25:10:30");
  CHECK(clock_text(Seconds{-600}) == "-00:10:00");
  for (const auto* odd : {"", "7", "7:5", "08:60:00", "08:00:61", "-1:00", "1000:00", "8:00:00:00",
                          ":30", "08:00:", "aa:bb"}) {
    INFO(odd);
    CHECK_FALSE(clock(odd));
  }
}
