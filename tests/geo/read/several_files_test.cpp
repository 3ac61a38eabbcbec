#include "geo/read/several_files.hpp"

#include <filesystem>
#include <fstream>

#include "geo/core/error.hpp"
#include "tests/catch.hpp"
#include "tests/scratch.hpp"

using namespace geo;
namespace fs = std::filesystem;

TEST_CASE("a pattern names the files that fit it, in order, and a plain path itself") {
  const scratch::Folder folder;
  fs::create_directories(folder / "rents");
  for (const char* name : {"2015_rent.csv", "2014_rent.csv", "2014_sale.csv", "rent.txt"}) {
    folder.file(std::string("rents/") + name, "a\n");
  }
  CHECK(read::files_of(folder.path().string(), "rents/*_rent.csv") ==
        std::vector<std::string>{"rents/2014_rent.csv", "rents/2015_rent.csv"});
  CHECK(read::files_of(folder.path().string(), "rents/201?_*.csv").size() == 3);
  CHECK(read::files_of(folder.path().string(), "rents/none.csv") ==
        std::vector<std::string>{"rents/none.csv"});
  CHECK_THROWS_AS(read::files_of(folder.path().string(), "rents/x*.csv"), Error);
}

TEST_CASE("files of one table need the same columns, in any order") {
  Layer one, two;
  one.file = "one.csv";
  one.fields = {{"key", {"a"}}, {"rent", {500.0}}};
  one.rows = 1;
  two.file = "two.csv";
  two.fields = {{"rent", {600.0}}, {"key", {"b"}}, {"more", {"x"}}};
  two.rows = 1;
  const Layer both = read::stacked({one, two});
  CHECK(both.rows == 2);
  CHECK(both.field("key")->values == std::vector<Value>{"a", "b"});
  CHECK(both.field("rent")->values == std::vector<Value>{500.0, 600.0});
  two.fields[0].name = "price";
  try {
    read::stacked({one, two});
    FAIL("a column was missing");
  } catch (const Error& error) {
    CHECK(error.finding().file == "two.csv");
    CHECK(error.finding().field == "rent");
  }
}
