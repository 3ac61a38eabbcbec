// Barcelona's older boundaries, drawn on another datum (ED50): 224 m off unless they are moved.
#include <filesystem>
#include <iostream>

#include "geo/read/read.hpp"
#include "tests/catch.hpp"

using namespace geo;
namespace fs = std::filesystem;

TEST_CASE("a datum shift without its grid says in metres how right it is", "[real]") {
  const auto data = fs::path(MEDINA_SOURCE) / ".." / "shared" / "data" / "barcelona";
  if (!fs::exists(data)) {
    std::cout << "SKIPPED: the real cities' data are not beside the source\n";
    return;
  }
  Description described;
  described.projection = "EPSG:25831";
  auto& zones = described.neighbourhoods.emplace();
  zones.source.path = "boundaries_ed50/BCN_Barri_ED50_SHP.shp";
  const Layers layers = to_metres(read::layers(described, data.string()));
  REQUIRE(layers.findings.count("datum_accuracy") == 1);
  for (const Finding& one : layers.findings.shown()) {
    if (one.code != "datum_accuracy") continue;
    INFO(line(one));
    CHECK(one.value.ends_with(" m"));
    CHECK(one.file == "boundaries_ed50/BCN_Barri_ED50_SHP.shp");
    // EPSG gives the shifts of ED50 in Spain between 1 and 10 m.
    const double metres = std::stod(one.value);
    CHECK(metres >= 1);
    CHECK(metres <= 10);
  }
}
