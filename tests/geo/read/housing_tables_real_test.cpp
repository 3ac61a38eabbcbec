// Barcelona's rents as they were published: ten files, one for each year.
#include <filesystem>
#include <iostream>

#include "geo/city.hpp"
#include "geo/core/error.hpp"
#include "geo/read/read.hpp"
#include "tests/catch.hpp"

namespace {

using namespace geo;
namespace fs = std::filesystem;

bool without_data() {
  if (fs::exists(fs::path(MEDINA_SOURCE) / ".." / "shared" / "data")) return false;
  std::cout << "SKIPPED: the real cities' data are not beside the source\n";
  return true;
}

Description described() {
  Findings findings;
  const auto file = fs::path(MEDINA_SOURCE) / "tests" / "cities" / "barcelona_rents.toml";
  auto city = read::description(file.string(), findings);
  CHECK(findings.empty());
  return city;
}

City city(const Description& described) {
  const auto data = fs::path(MEDINA_SOURCE) / ".." / "shared" / "data" / "barcelona";
  return build_city(to_metres(read::layers(described, data.string())));
}

struct Sum {
  std::size_t areas = 0, missing = 0;
  double of = 0;
};

Sum sum(const City& city) {
  Sum sum;
  for (const HousingFigure& figure : city.housing) {
    for (const auto& rent : figure.value) {
      ++sum.areas;
      if (rent) sum.of += *rent;
      if (!rent) ++sum.missing;
    }
  }
  return sum;
}

}  // namespace

// Counted by hand of the program, with Python's csv module:
//   python3 -c "import csv,glob
//   rows=[r for f in glob.glob('*.csv') for r in csv.DictReader(open(f,encoding='utf-8-sig'))]
//   for m in {r['Lloguer_mitja'] for r in rows}:
//     v=[r['Preu'] for r in rows if r['Lloguer_mitja']==m]
//     k=[float(x) for x in v if x not in ('NA','N/A','--')]
//     print(m,len(v),len(v)-len(k),sum(k))"
// Monthly: 2701 rows (37 quarters of 73 neighbourhoods), 184 missing, sum 2 107 952.90, so a mean
// of 837.486. By square metre: 2701 rows, 186 missing. Together 5402 rows and 370 missing.
TEST_CASE("Barcelona's rents of ten years are read with their three spellings of missing",
          "[real]") {
  if (without_data()) return;
  const City monthly = city(described());
  CHECK(monthly.housing.size() == 37);
  CHECK(monthly.housing.front().period == "2014 1");
  CHECK(monthly.housing.back().period == "2023 2");
  const Sum rents = sum(monthly);
  CHECK(rents.areas == 2701);
  CHECK(rents.missing == 184);
  CHECK(rents.of == Approx(2107952.90).epsilon(1e-9));
  CHECK(rents.of / 2517 == Approx(837.4862534763593).epsilon(1e-9));

  Description by_metre = described();
  by_metre.housing_tables[0].files[0].where = {
      {"Lloguer_mitja", "Lloguer mitjà per superfície (Euros/m2 mes)"}};
  const Sum dear = sum(city(by_metre));
  CHECK(dear.areas == 2701);
  CHECK(dear.missing == 186);
}

TEST_CASE("Barcelona's two measures of rent are not mixed: the message says what tells them apart",
          "[real]") {
  if (without_data()) return;
  Description both = described();
  both.housing_tables[0].files[0].where.clear();
  try {
    city(both);
    FAIL("two measures were taken for one");
  } catch (const Error& error) {
    CHECK(error.finding().code == "housing_rows_repeat");
    CHECK(error.finding().remedy.find("they differ in Lloguer_mitja") == 0);
  }
}
