#include "geo/read/declared_lines.hpp"

#include "geo/service_day.hpp"
#include "tests/catch.hpp"

using namespace geo;

namespace {

constexpr double kilometre = 1000 / 111195.08;  // degrees of latitude on a sphere of 6371008.8 m

/// A layer of stops at these kilometres along a meridian, in the order given.
Layer stops_at(const std::vector<double>& kilometres) {
  Layer layer{"lines.csv", "lines", "EPSG:4326", "", "", {}, {}, kilometres.size()};
  for (const double at : kilometres) layer.shapes.push_back(Geometry::of(Point{2, at * kilometre}));
  return layer;
}

Layer way_of(double kilometres) {
  Layer layer{"ways.geojson", "ways", "EPSG:4326", "", "", {}, {}, 1};
  layer.shapes = {Geometry::of(Line{{2, 0}, {2, kilometres * kilometre}})};
  return layer;
}

description::TransitLines every_ten_minutes() {
  description::TransitLines lines;
  lines.headway = "10";
  lines.speed = "30";
  lines.hours = "Mo-Fr 06:00-22:00; Sa 08:00-14:00";
  return lines;
}

std::vector<int> times(const Timetable& timetable, int timing) {
  std::vector<int> all;
  for (const Seconds at : timetable.timings.arrives[TimingId{timing}]) all.push_back(at.count);
  return all;
}

}  // namespace

TEST_CASE("stops, a headway and a speed become a line both ways, marked declared") {
  Findings findings;
  const auto timetable =
      read::declared_lines(every_ten_minutes(), stops_at({0, 1, 3}), "JOD", findings);
  REQUIRE(timetable);
  CHECK(timetable->feeds[FeedId{0}].declared);
  CHECK(timetable->lines.declared[LineId{0}]);
  CHECK(timetable->stops.size() == 3);
  REQUIRE(timetable->patterns.size() == 2);
  CHECK(times(*timetable, 0) == std::vector{0, 120, 360});  // 30 km/h: two minutes a kilometre
  CHECK(times(*timetable, 1) == std::vector{0, 240, 360});
  CHECK(timetable->patterns.stops[PatternId{1}].front() == StopId{2});
  REQUIRE(timetable->headways.size() == 4);  // two ways, weekdays and Saturdays
  CHECK(timetable->headways[1].from == Seconds{8 * 3600});
  CHECK(timetable->headways[1].until == Seconds{14 * 3600});
  CHECK(timetable->headways[1].every == Seconds{600});
  CHECK_FALSE(timetable->headways[1].exact);
  CHECK(departures_on(*timetable, FeedId{0}, *date("2026-01-17")) == 2 * 36);  // a Saturday
  CHECK(departures_on(*timetable, FeedId{0}, *date("2026-01-18")) == 0);
  CHECK(findings.has("lines_declared"));
}

TEST_CASE("a way that is drawn gets stops at even distances, more where people hail") {
  Findings findings;
  auto lines = every_ten_minutes();
  lines.one_way = true;
  const auto laid = read::declared_lines(lines, way_of(1), "", findings);
  REQUIRE(laid);
  CHECK(laid->stops.size() == 4);  // 333 m apart
  CHECK(times(*laid, 0) == std::vector{0, 40, 80, 120});
  CHECK(laid->patterns.size() == 1);
  lines.hail = true;
  lines.stops_every = Metres{100};
  const auto hailed = read::declared_lines(lines, way_of(1), "", findings);
  REQUIRE(hailed);
  CHECK(hailed->stops.size() == 11);
  CHECK(hailed->lines.hail[LineId{0}]);
}

TEST_CASE("columns say which line a row belongs to, its order, headway, fare and names") {
  Layer layer = stops_at({2, 0, 0, 1});
  layer.fields = {{"line", {"B", "A", "B", "A"}},
                  {"seq", {std::int64_t{2}, std::int64_t{1}, std::int64_t{1}, std::int64_t{2}}},
                  {"every", {Value{}, std::int64_t{5}, std::int64_t{20}, std::int64_t{5}}},
                  {"price", {Value{}, "0.70", "1 EUR", "0.70"}},
                  {"where", {"End", "Start", "Here", "There"}}};
  auto lines = every_ten_minutes();
  lines.line = "line";
  lines.order = "seq";
  lines.headway = "every";
  lines.fare = "price";
  lines.stop = "where";
  lines.one_way = true;
  Findings findings;
  const auto timetable = read::declared_lines(lines, layer, "JOD", findings);
  REQUIRE(timetable);
  CHECK(timetable->lines.key[LineId{0}] == "A");
  CHECK(timetable->lines.fare[LineId{0}]->currency == "JOD");
  CHECK(timetable->lines.fare[LineId{1}]->amount == 1);
  CHECK(timetable->headways.at(0).every == Seconds{300});
  CHECK(timetable->headways.at(2).every == Seconds{1200});
  CHECK(timetable->stops.name[StopId{2}] == "Here");  // B from its first stop on
  CHECK(times(*timetable, 1) == std::vector{0, 240});
}

TEST_CASE("a line without a way, a headway, a speed or hours that can be is refused by name") {
  const auto refused = [](description::TransitLines lines, const Layer& layer) {
    Findings findings;
    CHECK_FALSE(read::declared_lines(lines, layer, "", findings));
    return findings.shown().front().code;
  };
  auto lines = every_ten_minutes();
  CHECK(refused(lines, stops_at({0})) == "declared_line_way");
  CHECK(refused(lines, stops_at({1, 1})) == "declared_line_way");
  lines.headway = "0";
  CHECK(refused(lines, stops_at({0, 1})) == "declared_line_value");
  lines = every_ten_minutes();
  lines.speed = "fast";
  CHECK(refused(lines, stops_at({0, 1})) == "declared_line_value");
  lines = every_ten_minutes();
  lines.hours = "when the sun shines";
  CHECK(refused(lines, stops_at({0, 1})) == "declared_line_hours");
  lines = every_ten_minutes();
  lines.line = "LINEA";
  CHECK(refused(lines, stops_at({0, 1})) == "column_missing");
}
