#include "geo/read/gtfs.hpp"

#include "geo/service_day.hpp"
#include "tests/catch.hpp"
#include "tests/geo/read/written_feed.hpp"

using namespace geo;

namespace {

const std::string times = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n";

std::vector<int> counts(std::span<const Seconds> moments) {
  std::vector<int> all;
  for (const Seconds moment : moments) all.push_back(moment.count);
  return all;
}

std::vector<std::string> stops_of(const Timetable& timetable, PatternId pattern) {
  std::vector<std::string> keys;
  for (const StopId stop : timetable.patterns.stops[pattern]) {
    keys.push_back(timetable.stops.key[stop]);
  }
  return keys;
}

constexpr Seconds eight{8 * 3600};

}  // namespace

TEST_CASE("a feed becomes stops, lines, patterns, timings and trips") {
  WrittenFeed feed;
  const auto timetable = feed.read();
  REQUIRE(timetable);
  CHECK(feed.findings.empty());
  CHECK(timetable->stops.size() == 3);
  CHECK(timetable->stops.at[StopId{1}] == LonLat{2.012, 41});
  CHECK(timetable->lines.mode[LineId{0}] == TransitMode::bus);
  REQUIRE(timetable->trips.size() == 1);
  CHECK(timetable->trips.start[TripId{0}] == eight);
  CHECK(stops_of(*timetable, PatternId{0}) == std::vector<std::string>{"S1", "S2", "S3"});
  CHECK(counts(timetable->timings.arrives[TimingId{0}]) == std::vector{0, 300, 600});
  CHECK(counts(timetable->timings.leaves[TimingId{0}]) == std::vector{0, 360, 600});
}

TEST_CASE("trips that differ by nothing but their start share pattern and timing") {
  WrittenFeed feed;
  feed.with("trips.txt", "route_id,service_id,trip_id\nR,W,T1\nR,W,T2\nR,W,T3\n");
  feed.with("stop_times.txt", times +
                                  "T1,08:00:00,08:00:00,S1,1\nT1,08:05:00,08:05:00,S2,2\n"
                                  "T2,09:00:00,09:00:00,S1,1\nT2,09:05:00,09:05:00,S2,2\n"
                                  "T3,09:00:00,09:00:00,S1,1\nT3,09:04:00,09:04:00,S2,2\n");
  const auto timetable = feed.read();
  REQUIRE(timetable);
  CHECK(timetable->trips.size() == 3);
  CHECK(timetable->patterns.size() == 1);
  CHECK(timetable->timings.size() == 2);
}

TEST_CASE("the order of rows in a feed leaves no trace") {
  WrittenFeed feed;
  feed.with("trips.txt", "route_id,service_id,trip_id\nR,W,T1\nR,W,T2\n");
  feed.with("stop_times.txt", times +
                                  "T1,08:00:00,08:00:00,S1,1\nT1,08:05:00,08:05:00,S2,2\n"
                                  "T2,09:00:00,09:00:00,S3,1\nT2,09:05:00,09:05:00,S1,2\n");
  const auto straight = feed.read();
  feed.with("trips.txt", "trip_id,route_id,service_id\nT2,R,W\nT1,R,W\n");
  feed.with("stops.txt",
            "stop_id,stop_name,stop_lat,stop_lon\nS3,c,41,2.024\nS1,a,41,2\nS2,b,41,2.012\n");
  feed.with("stop_times.txt", times +
                                  "T2,09:05:00,09:05:00,S1,2\nT1,08:05:00,08:05:00,S2,2\n"
                                  "T2,09:00:00,09:00:00,S3,1\nT1,08:00:00,08:00:00,S1,1\n");
  const auto shuffled = feed.read();
  REQUIRE(straight);
  REQUIRE(shuffled);
  CHECK(feed.found("unsorted_stop_times").what.ends_with("in order: 2"));
  CHECK(feed.findings.counts().size() == 1);
  CHECK(straight->stops.key == shuffled->stops.key);
  CHECK(straight->trips.key == shuffled->trips.key);
  CHECK(straight->trips.pattern == shuffled->trips.pattern);
  for (const PatternId pattern : straight->patterns.line.rows()) {
    CHECK(stops_of(*straight, pattern) == stops_of(*shuffled, pattern));
  }
}

TEST_CASE("byte-order marks, quotes, spaces and any ends of lines are read") {
  WrittenFeed feed;
  feed.with("stops.txt",
            "\xef\xbb\xbfstop_id, stop_name ,stop_lat,stop_lon\r\nS1,\"Plaza \"\"Sol\"\", 1\",41,2"
            "\rS2, Two ,41, 2.012\nS3,\"Three\nlines\",41,2.024");
  const auto timetable = feed.read();
  REQUIRE(timetable);
  CHECK(timetable->stops.name[StopId{0}] == "Plaza \"Sol\", 1");
  CHECK(timetable->stops.name[StopId{1}] == "Two");
  CHECK(timetable->stops.name[StopId{2}] == "Three\nlines");
}

TEST_CASE("a loop serves its first stop twice") {
  WrittenFeed feed;
  feed.with("stop_times.txt", times +
                                  "T1,08:00:00,08:00:00,S1,1\nT1,08:05:00,08:05:00,S2,2\n"
                                  "T1,08:10:00,08:10:00,S3,3\nT1,08:20:00,08:20:00,S1,9\n");
  const auto timetable = feed.read();
  REQUIRE(timetable);
  CHECK(stops_of(*timetable, PatternId{0}) == std::vector<std::string>{"S1", "S2", "S3", "S1"});
}

TEST_CASE("missing times lie between the given ones as the stops lie along straight lines") {
  WrittenFeed feed;  // S1, S2 and S3 are evenly spaced: half way in distance is half way in time
  feed.with("stop_times.txt",
            times + "T1,08:00:00,08:01:00,S1,1\nT1,,,S2,2\nT1,08:11:00,08:12:00,S3,3\n");
  const auto timetable = feed.read();
  REQUIRE(timetable);
  CHECK(counts(timetable->timings.arrives[TimingId{0}]) == std::vector{-60, 300, 600});
  CHECK(counts(timetable->timings.leaves[TimingId{0}]) == std::vector{0, 300, 660});
  CHECK(timetable->timings.interpolated[TimingId{0}]);
  CHECK(feed.found("stop_times_interpolated").what ==
        "1 of 3 stop times are missing and were worked out between those given: 0 by distance "
        "travelled, 0 along shapes, 1 along straight lines");
}

TEST_CASE("missing times follow the distances of the feed, where it has them") {
  WrittenFeed feed;
  feed.with("stop_times.txt",
            "trip_id,arrival_time,departure_time,stop_id,stop_sequence,shape_dist_traveled\n"
            "T1,08:00:00,08:00:00,S1,1,0\nT1,,,S2,2,7.5\nT1,08:10:00,08:10:00,S3,3,10\n");
  const auto timetable = feed.read();
  REQUIRE(timetable);
  CHECK(counts(timetable->timings.arrives[TimingId{0}]) == std::vector{0, 450, 600});
}

TEST_CASE("missing times follow the shape of the trip, also where it comes by a place twice") {
  WrittenFeed feed;
  // The bus goes from S1 past S2 to the end and back to S2: of four legs of 1 km it has gone three.
  feed.with("trips.txt", "route_id,service_id,trip_id,shape_id\nR,W,T1,way\n");
  feed.with("shapes.txt",
            "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\nway,41,2.048,3\nway,41,2,1\n"
            "way,41,2.024,2\nway,41,2,4\nother,40,2,1\n");
  feed.with("stop_times.txt",
            times + "T1,08:00:00,08:00:00,S1,1\nT1,,,S3,2\nT1,,,S2,3\nT1,08:16:00,08:16:00,S1,4\n");
  const auto timetable = feed.read();
  REQUIRE(timetable);
  // S1 to S3: 2 units of 0.012 degrees, to the end 2 more, back to S2 3 more, to S1 1 more: of 8.
  CHECK(counts(timetable->timings.arrives[TimingId{0}]) == std::vector{0, 240, 840, 960});
  CHECK(feed.found("stop_times_interpolated").what.find("2 along shapes") != std::string::npos);
}

TEST_CASE("a stop with one of its two times has it for both") {
  WrittenFeed feed;
  feed.with("stop_times.txt",
            times + "T1,08:00:00,,S1,1\nT1,,08:06:00,S2,2\nT1,08:10:00,08:10:00,S3,3\n");
  const auto timetable = feed.read();
  REQUIRE(timetable);
  CHECK(counts(timetable->timings.arrives[TimingId{0}]) == std::vector{0, 360, 600});
  CHECK(feed.found("stop_time_with_only_arrival_or_departure_time").what.ends_with(": 2"));
}

TEST_CASE("wheels are yes, no or unknown, and a stop that says nothing is as its station") {
  WrittenFeed feed;
  feed.with("stops.txt",
            "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,wheelchair_boarding\n"
            "S1,a,41,2,0,X,\nS2,b,41,2.012,,X,2\nS3,c,41,2.024,,,0\nX,Station,41,2,1,,1\n"
            "E,Entrance,41,2.0001,2,X,\nN,Node,,,3,X,\n");
  feed.with("trips.txt", "route_id,service_id,trip_id,wheelchair_accessible\nR,W,T1,2\n");
  const auto timetable = feed.read();
  REQUIRE(timetable);
  const auto& stops = timetable->stops;  // in order of id: E N S1 S2 S3 X
  CHECK(stops.wheelchair[StopId{0}] == Wheelchair::yes);
  CHECK(stops.wheelchair[StopId{2}] == Wheelchair::yes);
  CHECK(stops.wheelchair[StopId{3}] == Wheelchair::no);
  CHECK(stops.wheelchair[StopId{4}] == Wheelchair::unknown);
  CHECK(stops.kind[StopId{0}] == StopKind::entrance);
  CHECK(stops.parent[StopId{0}] == StopId{5});
  CHECK(stops.at[StopId{1}] == stops.at[StopId{5}]);
  CHECK(timetable->trips.wheelchair[TripId{0}] == Wheelchair::no);
}

TEST_CASE("transfers and pathways are kept with what they say") {
  WrittenFeed feed;
  feed.with("transfers.txt",
            "from_stop_id,to_stop_id,transfer_type,min_transfer_time,from_trip_id,to_trip_id\n"
            "S1,S2,2,180,,\nS2,S3,3,,,\n,,4,,T1,T1\nS1,S9,0,,,\n");
  feed.with("pathways.txt",
            "pathway_id,from_stop_id,to_stop_id,pathway_mode,is_bidirectional,traversal_time,"
            "length,stair_count\nP,S1,S2,2,1,40,12.5,-20\n");
  const auto timetable = feed.read();
  REQUIRE(timetable);
  REQUIRE(timetable->transfers.size() == 3);
  CHECK(timetable->transfers[0].kind == TransferKind::takes_time);
  CHECK(timetable->transfers[0].at_least == Seconds{180});
  CHECK(timetable->transfers[1].kind == TransferKind::not_possible);
  CHECK(timetable->transfers[2].kind == TransferKind::stay_seated);
  CHECK(timetable->transfers[2].to_trip == TripId{0});
  CHECK(feed.found("foreign_key_violation").severity == Severity::warning);
  REQUIRE(timetable->pathways.size() == 1);
  CHECK(timetable->pathways[0].kind == PathwayKind::stairs);
  CHECK(timetable->pathways[0].both_ways);
  CHECK(timetable->pathways[0].takes == Seconds{40});
  CHECK(timetable->pathways[0].steps == -20);
}

TEST_CASE("where nobody may get on or off is kept apart") {
  WrittenFeed feed;
  feed.with("stop_times.txt",
            "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n"
            "T1,08:00:00,08:00:00,S1,1,0,1\nT1,08:05:00,08:05:00,S2,2,2,3\n"
            "T1,08:10:00,08:10:00,S3,3,1,\n");
  const auto timetable = feed.read();
  REQUIRE(timetable);
  const auto calls = timetable->patterns.calls[PatternId{0}];
  CHECK(calls[0] == Call::board_only);
  CHECK(calls[1] == Call::both);  // by phone, or by a word to the driver
  CHECK(calls[2] == Call::alight_only);
}

namespace {

/// The code of what stops a feed with one file replaced; empty where it is read.
std::string refused(const std::string& file, const std::string& text) {
  WrittenFeed feed;
  feed.with(file, text);
  if (feed.read()) return "";
  const Finding first = feed.findings.shown().front();
  CHECK(first.severity == Severity::error);
  CHECK_FALSE(first.what.empty());
  CHECK_FALSE(first.remedy.empty());
  CHECK(first.layer == file);
  return first.code;
}

const std::string agencies = "agency_id,agency_name,agency_url,agency_timezone\n";
const std::string stops = "stop_id,stop_name,stop_lat,stop_lon\n";
const std::string trips = "route_id,service_id,trip_id\n";
const std::string routes = "route_id,agency_id,route_short_name,route_long_name,route_type\n";
const std::string weeks =
    "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n";
const std::string headways = "trip_id,start_time,end_time,headway_secs\n";

}  // namespace

TEST_CASE("what stands in the way of right answers stops the feed, by name") {
  CHECK(refused("agency.txt", agencies + "A,a,u,Europe/Madrid\nB,b,u,Atlantic/Canary\n") ==
        "inconsistent_agency_timezone");
  CHECK(refused("agency.txt", agencies + "A,a,u,Europe/Madrid\n,b,u,Europe/Madrid\n") ==
        "missing_required_agency_id");
  CHECK(refused("stops.txt", "") == "empty_file");
  CHECK(refused("stops.txt", stops + "S1,a,41,2\nS1,b,41,2\nS2,,41,2\nS3,,41,2\n") ==
        "duplicate_key");
  CHECK(refused("stops.txt", stops + "S1,a,0.0,0\nS2,,41,2\nS3,,41,2\n") == "point_near_origin");
  CHECK(refused("stops.txt", stops + "S1,a,95,2\nS2,,41,2\nS3,,41,2\n") == "number_out_of_range");
  CHECK(refused("stops.txt", stops + "S1,a,,\nS2,,41,2\nS3,,41,2\n") == "stop_without_location");
  CHECK(refused("stops.txt", stops + std::string("S1,a\0b,41,2\nS2,,41,2\nS3,,41,2\n", 30)) ==
        "text_holds_nul");
  CHECK(refused("stops.txt", stops + "S1,a\xe9,41,2\nS2,,41,2\nS3,,41,2\n") == "invalid_character");
  CHECK(refused("stops.txt", stops + "S1,\"a,41,2\nS2,,41,2\n") == "quote_not_closed");
  CHECK(refused("stops.txt", stops + "S1,a,b,41,2\nS2,,41,2\nS3,,41,2\n") == "invalid_number");
  CHECK(refused("routes.txt", routes + "R,B,1,,3\n") == "foreign_key_violation");
  CHECK(refused("trips.txt", trips + "R,X,T1\n") == "foreign_key_violation");
  CHECK(refused("calendar.txt", "service_id,monday\nW,1\n") == "missing_required_column");
  CHECK(refused("calendar.txt", weeks + "W,1,1,1,1,1,0,0,2026.01.01,20260131\n") == "invalid_date");
  CHECK(refused("calendar.txt", weeks + "W,1,1,1,1,1,0,0,20260201,20260131\n") ==
        "start_and_end_range_out_of_order");
  CHECK(refused("stop_times.txt", times + "T1,08:00:00,08:00:00,S1,1\nT1,08:61:00,,S2,2\n") ==
        "invalid_time");
  CHECK(refused("stop_times.txt", times + "T1,08:00:00,08:00:00,S1,1\nT1,,,S2,2\n") ==
        "missing_trip_edge");
  CHECK(
      refused("stop_times.txt", times + "T1,08:00:00,08:09:00,S1,1\nT1,08:05:00,08:05:00,S2,2\n") ==
      "stop_time_with_arrival_before_previous_departure_time");
  CHECK(
      refused("stop_times.txt", times + "T1,08:00:00,08:00:00,S1,1\nT1,08:05:00,08:05:00,S2,1\n") ==
      "duplicate_key");
  CHECK(refused("stop_times.txt",
                times + "T1,08:00:00,08:00:00,S1,-2\nT1,08:05:00,08:05:00,S2,1\n") ==
        "number_out_of_range");
  CHECK(refused("stop_times.txt", times + "T1,08:00:00,08:00:00,S9,1\nT1,08:05:00,,S2,2\n") ==
        "foreign_key_violation");
  CHECK(refused("frequencies.txt", headways + "T1,07:00:00,09:00:00,0\n") == "number_out_of_range");
  CHECK(refused("frequencies.txt",
                headways + "T1,07:00:00,09:00:00,300\nT1,08:59:59,10:00:00,600\n") ==
        "overlapping_frequency");
}

TEST_CASE("a finding says file, line, field and value") {
  WrittenFeed feed;
  feed.with("stop_times.txt",
            times + "T1,08:00:00,08:00:00,S1,1\nT1,08:05:00,08:06:00,S9,2\nT1,08:10:00,,S3,3\n");
  CHECK_FALSE(feed.read());
  const Finding finding = feed.found("foreign_key_violation");
  CHECK(finding.layer == "stop_times.txt");
  CHECK(finding.place == "line 3");
  CHECK(finding.field == "stop_id");
  CHECK(finding.value == "S9");
}

TEST_CASE("a file that every feed has and this one lacks is named") {
  WrittenFeed feed;
  CHECK_FALSE(feed.without("trips.txt").read());
  CHECK(feed.found("missing_required_file").layer == "trips.txt");
  WrittenFeed idle;
  CHECK_FALSE(idle.without("calendar.txt").read());
  CHECK(idle.findings.has("missing_calendar_and_calendar_date_files"));
}

TEST_CASE("stations that belong to each other are refused and nobody climbs for ever") {
  WrittenFeed feed;
  feed.with("stops.txt",
            "stop_id,stop_name,stop_lat,stop_lon,parent_station\nS1,a,41,2,S2\nS2,b,41,2.012,S1\n"
            "S3,c,41,2.024,\n");
  CHECK_FALSE(feed.read());
  CHECK(feed.found("parent_station_loop").value.find("S1 > S2 > S1") != std::string::npos);
}

TEST_CASE("what is odd and can be lived with warns") {
  WrittenFeed feed;
  feed.with("routes.txt", routes + "R,A,Ring,Ring,3\nQ,A,2,,99\n");
  feed.with("trips.txt", trips + "R,W,T1\nQ,idle,T2\n");
  feed.with("calendar.txt",
            weeks + "W,1,1,1,1,1,0,0,20260101,20260131\nidle,0,0,0,0,0,0,0,20260101,20260131\n");
  feed.with("stops.txt", stops + "S1,a,41,2\nS2,b,45,9\nS3,c,41,2.024\n");
  REQUIRE(feed.read());
  CHECK(feed.findings.has("route_names_equal"));
  CHECK(feed.findings.has("unexpected_enum_value"));
  CHECK(feed.findings.has("service_has_no_active_day_of_the_week"));
  CHECK(feed.found("unusable_trip").value == "T2");
  CHECK(feed.findings.count("fast_travel_between_consecutive_stops") == 2);
}

TEST_CASE("a row that stops short has nothing to say in the cells that it lacks") {
  WrittenFeed feed;
  feed.with("routes.txt", "route_id,route_type,agency_id,route_short_name,route_url\nR,3,A,1\n");
  REQUIRE(feed.read());
  CHECK(feed.found("invalid_row_length").place == "line 2");
  CHECK(feed.found("invalid_row_length").severity == Severity::warning);
}
