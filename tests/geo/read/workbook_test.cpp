// Workbooks as offices write them: a title over merged cells, names of columns in two rows, a row
// of HXL tags. The files are written by workbook.py, which shares nothing with the reader.
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "geo/city.hpp"
#include "geo/core/error.hpp"
#include "geo/read/read.hpp"
#include "tests/catch.hpp"
#include "tests/scratch.hpp"

using namespace geo;

namespace {

namespace fs = std::filesystem;

/// The workbook of these sheets; empty where there is no python3 to write it.
std::string workbook(const scratch::Folder& folder, const std::string& sheets) {
  const fs::path script = fs::path(MEDINA_SOURCE) / "tests" / "geo" / "read" / "workbook.py";
  const auto json = folder.file("sheets.json", sheets);
  const fs::path file = fs::path(json).parent_path() / "book.xlsx";
  const std::string command =
      "python3 '" + script.string() + "' '" + file.string() + "' <'" + json + "' >/dev/null 2>&1";
  if (std::system(command.c_str()) == 0) return file.string();
  std::cout << "SKIPPED: python3 is not installed\n";
  return {};
}

Layer sheet(const std::string& file, Findings& findings, const std::string& sublayer = "") {
  return read::layer(file, {.sublayer = sublayer}, findings);
}

const Value& cell(const Layer& layer, const std::string& name, std::size_t row) {
  INFO(name);
  const Field* field = layer.field(name);
  REQUIRE(field);
  return field->values.at(row);
}

}  // namespace

TEST_CASE("a workbook's title, merged names of columns and HXL tags are told from its rows") {
  const scratch::Folder folder;
  const auto file = workbook(folder, R"([{"name": "Padrón",
    "rows": [["Població per sexe i edat, 2021", null, null, null, null],
             ["Codi", "Homes", null, "Dones", null],
             [null, "0-14", "15+", "0-14", "15+"],
             ["#adm3+code", "#population+m+0_14", "#population+m+15", "#population+f+0_14",
              "#population+f+15"],
             ["01", 10, 20, 11, 21], ["02", 12, 22, 13, 23], ["03", 0, 5, null, 6]],
    "merged": ["A1:E1", "A2:A3", "B2:C2", "D2:E2"]}])");
  if (file.empty()) return;
  Findings findings;
  const Layer layer = sheet(file, findings);
  CHECK(layer.rows == 3);
  CHECK(layer.fields.size() == 5);
  CHECK(cell(layer, "Codi", 0) == Value{std::string{"01"}});
  CHECK(number(cell(layer, "Homes 0-14", 1)) == 12);
  CHECK(number(cell(layer, "Homes 15+", 1)) == 22);
  CHECK(number(cell(layer, "Dones 0-14", 1)) == 13);
  CHECK_FALSE(is_recorded(cell(layer, "Dones 0-14", 2)));
  CHECK(number(cell(layer, "Dones 15+", 2)) == 6);
  CHECK(layer.field("Dones 15+")->tag == "#population+f+15");
  CHECK(layer.field("Codi")->tag == "#adm3+code");
  CHECK(findings.count("title_rows_skipped") == 1);
  CHECK(findings.count("header_rows_joined") == 1);
  CHECK(findings.count("hxl_row") == 1);
}

TEST_CASE("HXL tags below Arabic names, on a sheet behind a sheet of notes") {
  const scratch::Folder folder;
  const auto file = workbook(folder, R"([
    {"name": "ملاحظات", "rows": [["جدول السكان"], ["المصدر: البلدية"]]},
    {"name": "بيانات",
     "rows": [["رمز المنطقة", "عدد السكان", "لاجئون"],
              ["#adm2+code", "#population", "#affected+refugees"],
              ["LB11", 1200, 40], ["LB12", 900, "<5"]]}])");
  if (file.empty()) return;
  Findings findings;
  const Layer layer = sheet(file, findings, "بيانات");
  CHECK(layer.rows == 2);
  CHECK(layer.field("عدد السكان")->tag == "#population");
  CHECK(number(cell(layer, "عدد السكان", 1)) == 900);
  CHECK(cell(layer, "لاجئون", 1) == Value{std::string{"<5"}});
  CHECK(findings.count("hxl_row") == 1);
}

TEST_CASE("years as merged names over two kinds of figures stay years") {
  const scratch::Folder folder;
  const auto file = workbook(folder, R"([{"name": "Rent",
    "rows": [["Code", "2022", null, "2023", null],
             [null, "Rent", "Contracts", "Rent", "Contracts"],
             ["A", 612.5, 40, 640, 38], ["B", 700, 12, "NA", null]],
    "merged": ["A1:A2", "B1:C1", "D1:E1"]}])");
  if (file.empty()) return;
  Findings findings;
  const Layer layer = sheet(file, findings);
  CHECK(layer.rows == 2);
  CHECK(number(cell(layer, "2022 Rent", 0)) == 612.5);
  CHECK(number(cell(layer, "2023 Contracts", 0)) == 38);
  CHECK_FALSE(is_recorded(cell(layer, "2023 Rent", 1)));
  CHECK(findings.count("header_rows_joined") == 1);
}

TEST_CASE("years written as numbers are names of columns too") {
  const scratch::Folder folder;
  const auto file = workbook(folder, R"([{"name": "Rent",
    "rows": [["Mean rent by neighbourhood", null, null],
             ["Code", 2022, 2023], ["A", 612.5, 640], ["B", 700, 715.25]],
    "merged": ["A1:C1"]}])");
  if (file.empty()) return;
  Findings findings;
  const Layer layer = sheet(file, findings);
  CHECK(layer.rows == 2);
  CHECK(number(cell(layer, "2023", 1)) == 715.25);
}
