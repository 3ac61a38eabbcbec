#include "geo/build/sex_and_age.hpp"

#include "geo/core/error.hpp"
#include "tests/catch.hpp"
#include "tests/geo/build/tables.hpp"

using namespace geo;
using build::age_range;
using build::AgeRange;

namespace {

std::vector<std::string> keys(const std::vector<build::Slice>& slices) {
  std::vector<std::string> out;
  for (const auto& slice : slices) out.push_back(slice.key);
  return out;
}

}  // namespace

TEST_CASE("labels of ages are read as statistical offices write them") {
  CHECK(age_range("0-4") == AgeRange{0, 5});
  CHECK(age_range("05-09") == AgeRange{5, 10});
  CHECK(age_range("15 – 19") == AgeRange{15, 20});
  CHECK(age_range("De 16 a 24 años") == AgeRange{16, 25});
  CHECK(age_range("25 to 64 years") == AgeRange{25, 65});
  CHECK(age_range("37") == AgeRange{37, 38});
  CHECK(age_range(">=95") == AgeRange{95, std::nullopt});
  CHECK(age_range(">94") == AgeRange{95, std::nullopt});
  CHECK(age_range("65+") == AgeRange{65, std::nullopt});
  CHECK(age_range("100 y más") == AgeRange{100, std::nullopt});
  CHECK(age_range("65 ans et plus") == AgeRange{65, std::nullopt});
  CHECK(age_range("85 i més") == AgeRange{85, std::nullopt});
  CHECK(age_range("Menos de 5") == AgeRange{0, 5});
  CHECK(age_range("under 16") == AgeRange{0, 16});
  CHECK(age_range("<5") == AgeRange{0, 5});
  CHECK(age_range("٠-٤") == AgeRange{0, 5});
  CHECK(age_range("65 سنة فأكثر") == AgeRange{65, std::nullopt});
}

TEST_CASE("a label that is not an age to its last word is not guessed at") {
  for (const char* label :
       {"", "Total", "No consta", "adults", "9-0", "0-4-9", "5 floors", "65 or so"}) {
    INFO(label);
    CHECK_FALSE(age_range(label));
  }
}

TEST_CASE("columns of sex and age make slices by one and by both") {
  const Layer table = tables::table(
      {{"sex", {"Male", "Female", "No consta", "Female"}}, {"age", {"0-4", ">=95", "5-9", "?"}}});
  Findings findings;
  const auto all = build::slices(table, {"sex", "age", {0, 15}}, build::Chosen(4, true), findings);
  CHECK(keys(all) == std::vector<std::string>{"female", "male", "age_0_14", "age_15_plus",
                                              "female_age_0_14", "female_age_15_plus",
                                              "male_age_0_14", "male_age_15_plus"});
  CHECK(all[0].rows == build::Chosen{false, true, false, true});
  CHECK(all[2].rows == build::Chosen{true, false, true, false});
  CHECK(all[5].rows == build::Chosen{false, true, false, false});
  CHECK(findings.count("sex_unreadable") == 1);
  CHECK(findings.count("age_unreadable") == 1);
}

TEST_CASE("a single m is read by the company that it keeps") {
  const auto female_rows = [](const char* a, const char* b) {
    Findings findings;
    return build::slices(tables::table({{"sex", {a, b}}}), {"sex", "", {0}}, build::Chosen(2, true),
                         findings)[0]
        .rows;
  };
  CHECK(female_rows("M", "F") == build::Chosen{false, true});  // male, female
  CHECK(female_rows("H", "M") == build::Chosen{false, true});  // hombre, mujer
  CHECK(female_rows("Homes", "Dones") == build::Chosen{false, true});
  CHECK(female_rows("ذكور", "إناث") == build::Chosen{false, true});
}

TEST_CASE("a class of the table that reaches over a boundary is refused by name") {
  const Layer table = tables::table({{"age", {"10-19"}}});
  Findings findings;
  try {
    build::slices(table, {"", "age", {0, 15}}, build::Chosen(1, true), findings);
    FAIL("not refused");
  } catch (const Error& error) {
    CHECK(error.finding().code == "age_class_cut");
    CHECK(error.finding().value == "10-19");
  }
}
