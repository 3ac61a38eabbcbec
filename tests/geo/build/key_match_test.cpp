#include "geo/build/key_match.hpp"

#include "tests/catch.hpp"

using namespace geo;
using build::KeyMatch;
using build::Keys;
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

TEST_CASE("names meet though case, accents and Arabic spelling differ, and it is said") {
  const Keys left{"Sant Martí", "المدينة القديمة", "el Raval", "حي ٢٠"};
  const Keys right{"SANT MARTI", "المدينه القديمه", "El Ravel", "حي 20"};
  const KeyMatch match = match_keys(left, right);
  CHECK(match.right_of[0] == 0u);
  CHECK(match.right_of[1] == 1u);
  CHECK_FALSE(match.right_of[2]);  // a letter apart: listed, never joined
  CHECK(match.right_of[3] == 3u);
  CHECK(match.by_name.size() == 3);
  REQUIRE(match.doubtful.size() == 1);
  CHECK(match.doubtful[0] == std::pair<std::size_t, std::size_t>{2, 2});
  Findings findings;
  build::report(match, left, {"zones.shp", "", "NOM"}, right, {"people.csv", "", "Barri"},
                findings);
  CHECK(findings.count("join_by_name") == 3);
  CHECK(findings.count("join_doubtful") == 1);
}

TEST_CASE("two names that fold to one are never chosen between, and an exact name wins") {
  const KeyMatch two = match_keys({"Sants"}, {"SANTS", "sants"});
  CHECK_FALSE(two.right_of[0]);
  const KeyMatch exact = match_keys({"Sants"}, {"SANTS", "Sants"});
  CHECK(exact.right_of[0] == 1u);
  CHECK(exact.by_name.empty());
}

TEST_CASE("codes are compared letter by letter") {
  const KeyMatch match = match_keys({"N02", "ab", "08019A"}, {"n02", "AB", "08019a"});
  CHECK(match.matched == 0);
  CHECK(match.doubtful.empty());
}
