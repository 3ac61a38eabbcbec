#include <filesystem>
#include <iostream>

#include "geo/read/gtfs.hpp"
#include "tests/catch.hpp"
#include "tests/geo/read/written_feed.hpp"

using namespace geo;

namespace {

constexpr const char* attributes =
    "fare_id,price,currency_type,payment_method,transfers,transfer_duration\n";
constexpr const char* rules = "fare_id,route_id,origin_id,destination_id,contains_id\n";

/// The written feed with two lines, in order of key Q and R, of which only R runs.
WrittenFeed two_lines(const std::string& fares, const std::string& of_lines = "") {
  WrittenFeed feed;
  feed.with("routes.txt",
            "route_id,agency_id,route_short_name,route_long_name,route_type\nQ,A,2,,3\nR,A,1,,3\n");
  feed.with("fare_attributes.txt", attributes + fares);
  if (!of_lines.empty()) feed.with("fare_rules.txt", rules + of_lines);
  return feed;
}

/// "1.40 EUR" of Q and R; "?" where it is unknown.
std::vector<std::string> fares(WrittenFeed& feed) {
  const auto timetable = feed.read();
  REQUIRE(timetable);
  std::vector<std::string> all;
  for (const auto& fare : timetable->lines.fare) {
    all.push_back(fare ? price_text(*money(*fare), fare->currency) : "?");
  }
  return all;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("one fare without rules is that of every line") {
  auto feed = two_lines("p,1.40,EUR,0,0,\n");
  CHECK(fares(feed) == Texts{"1.40 EUR", "1.40 EUR"});
  CHECK(feed.findings.count("fares_with_changes") == 0);
}

TEST_CASE("a rule gives a line its fare; a line that no rule names has none") {
  auto feed = two_lines("p,1.40,EUR,0,0,\n", "p,R,,,\n");
  CHECK(fares(feed) == Texts{"?", "1.40 EUR"});
  auto both = two_lines("p,1.40,EUR,0,0,\nq,3,EUR,0,0,\n", "p,R,,,\nq,Q,,,\n");
  CHECK(fares(both) == Texts{"3 EUR", "1.40 EUR"});
}

TEST_CASE("of several fares that hold for any ride the least counts") {
  auto feed = two_lines("p,1.40,EUR,0,0,\nq,0.90,EUR,1,0,\n", "p,R,,,\nq,R,,,\nq,,,,\n");
  CHECK(fares(feed) == Texts{"0.90 EUR", "0.90 EUR"});
}

TEST_CASE("where zones make a ride cheaper its fare is unknown, and that is said") {
  auto feed = two_lines("p,2,EUR,0,0,\nz,1.20,EUR,0,0,\n", "p,R,,,\np,Q,,,\nz,R,1,2,\n");
  CHECK(fares(feed) == Texts{"2 EUR", "?"});
  const auto finding = feed.found("fares_by_zone");
  CHECK(finding.severity == Severity::note);
  CHECK(finding.layer == "fare_rules.txt");
  CHECK(finding.value == "lines: 1");
  CHECK(finding.remedy.find("fare = ") != std::string::npos);
}

TEST_CASE("a zone that makes a ride dearer leaves the fare that holds for any") {
  auto feed = two_lines("p,2,EUR,0,0,\nz,3.20,EUR,0,0,\n", "p,R,,,\nz,R,,,7\n");
  CHECK(fares(feed)[1] == "2 EUR");
}

TEST_CASE("fares of an agency are for its lines alone") {
  WrittenFeed feed;
  feed.with("agency.txt",
            "agency_id,agency_name,agency_url,agency_timezone\nA,Bus,http://a.example,"
            "Europe/Madrid\nB,Tram,http://b.example,Europe/Madrid\n");
  feed.with("routes.txt",
            "route_id,agency_id,route_short_name,route_long_name,route_type\nQ,B,2,,0\nR,A,1,,3\n");
  feed.with("fare_attributes.txt",
            "fare_id,price,currency_type,payment_method,transfers,agency_id\np,1.40,EUR,0,0,A\n");
  CHECK(fares(feed) == Texts{"?", "1.40 EUR"});
}

TEST_CASE("fares in several currencies, and without an amount, are unknown, never free") {
  auto feed = two_lines("p,1.40,EUR,0,0,\nq,2,GBP,0,0,\n");
  CHECK(fares(feed) == Texts{"?", "?"});
  CHECK(feed.findings.count("fares_unclear") == 1);
  auto empty = two_lines("p,,EUR,0,0,\n");
  CHECK(fares(empty) == Texts{"?", "?"});
  CHECK(empty.found("fare_unusable").severity == Severity::warning);
  auto below = two_lines("p,-1,EUR,0,0,\n");
  CHECK(fares(below) == Texts{"?", "?"});
}

TEST_CASE("a fare of nothing is known, and free") {
  auto feed = two_lines("p,0,EUR,0,0,\n");
  CHECK(fares(feed) == Texts{"0 EUR", "0 EUR"});
}

TEST_CASE("a fare that pays for changes too is taken for each ride, and that is said") {
  auto feed = two_lines("p,1.40,EUR,0,,5400\n", "p,R,,,\n");
  CHECK(fares(feed) == Texts{"?", "1.40 EUR"});
  CHECK(feed.found("fares_with_changes").value == "lines: 1");
}

TEST_CASE("a rule of a line or fare that is not there is left out with a warning") {
  auto feed = two_lines("p,1.40,EUR,0,0,\n", "p,X,,,\nx,R,,,\np,R,,,\n");
  CHECK(fares(feed) == Texts{"?", "1.40 EUR"});
  CHECK(feed.findings.count("foreign_key_violation") == 2);
  CHECK(feed.found("foreign_key_violation").severity == Severity::warning);
}

TEST_CASE("fares as products are not read, and that is said") {
  WrittenFeed feed;
  feed.with("fare_products.txt", "fare_product_id,amount,currency\np,1.40,EUR\n");
  CHECK(fares(feed) == Texts{"?"});
  CHECK(feed.found("fares_of_another_kind").severity == Severity::note);
}

// The text of the feed's fare_attributes.txt: one row, "tarifa,4.7,BRL,0,0", and no fare_rules.txt.
TEST_CASE("a ride on any bus of Porto Alegre costs 4.70 BRL", "[real]") {
  const auto path = std::filesystem::path(MEDINA_SOURCE) / ".." / "shared" / "data" /
                    "porto_alegre" / "gtfs" / "poa_eptc.zip";
  if (!std::filesystem::exists(path)) {
    std::cout << "SKIPPED: " << path.filename() << " is not beside the source\n";
    return;
  }
  Findings findings;
  const auto timetable = read::gtfs(path.string(), findings);
  REQUIRE(timetable);
  REQUIRE(timetable->lines.size() > 0);
  for (const auto& fare : timetable->lines.fare) {
    REQUIRE(fare);
    CHECK(price_text(*money(*fare), fare->currency) == "4.70 BRL");
  }
  CHECK(findings.count("fares_with_changes") == 0);
}
