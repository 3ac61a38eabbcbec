#include "geo/build/key_match.hpp"

#include "tests/catch.hpp"

using namespace geo;
using build::match_keys;

TEST_CASE("keys meet as text, else by number when each is the only one") {
  const auto match = match_keys({"01", "2", "1.0", "x"}, {"1", "2.0", "y"});
  CHECK_FALSE(match.right_of[0].has_value());  // "01" and "1.0" would both be 1
  CHECK(match.right_of[1] == 1);
  CHECK(match.by_type == 1);
  CHECK(match_keys({"01", "02"}, {"1.0", "2"}).matched == 2);
  CHECK(match_keys({"01", "1"}, {"1"}).matched == 1);  // the exact one keeps its partner
  CHECK(match_keys({"1.5"}, {"1"}).matched == 0);
}

TEST_CASE("unmatched keys are listed on both sides, with the key that was meant") {
  const build::Keys left{"N01", "N02", "N03"};
  const build::Keys right{"N01", "N99", "n02"};
  const auto match = match_keys(left, right);
  CHECK(match.unmatched_left == std::vector<std::size_t>{1, 2});
  CHECK(match.unmatched_right == std::vector<std::size_t>{1, 2});
  Findings findings;
  report(match, left, {"zones.shp", "", "nid"}, right, {"people.csv", "", "nid"}, findings);
  CHECK(findings.count("join_unmatched_left") == 2);
  CHECK(findings.count("join_unmatched_right") == 2);
  bool suggested = false;
  for (const Finding& finding : findings.shown()) {
    suggested = suggested ||
                (finding.value == "n02" && finding.remedy.find("\"N02\"") != std::string::npos);
  }
  CHECK(suggested);
}

TEST_CASE("rows with one key or none are told apart") {
  const auto match = match_keys({"a", "a", std::nullopt}, {"a", "b", "b"});
  CHECK(match.duplicates_left == std::vector<std::vector<std::size_t>>{{0, 1}});
  CHECK(match.duplicates_right == std::vector<std::vector<std::size_t>>{{1, 2}});
  CHECK(match.no_key_left == std::vector<std::size_t>{2});
  CHECK(match.matched == 2);
}
