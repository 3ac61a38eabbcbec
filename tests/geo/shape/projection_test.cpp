#include "geo/shape/projection.hpp"

#include "geo/core/error.hpp"
#include "tests/catch.hpp"

using namespace geo;

TEST_CASE("longitude comes first whatever the authority says") {
  const Transform to_metres("EPSG:4326", "EPSG:25831");
  // One place as the city of Barcelona publishes it in both systems (Open Data BCN, education).
  const auto there = to_metres({2.1586630677861964, 41.39965983972653});
  REQUIRE(there);
  CHECK(there->x == Approx(429671.0862760435).margin(0.01));
  CHECK(there->y == Approx(4583466.124215341).margin(0.01));
}

TEST_CASE("a system that states northing first is still read east first") {
  const Transform laea("EPSG:5635", "EPSG:4326");
  const auto there = laea({1616000.0, 968000.0});
  REQUIRE(there);
  CHECK(there->x < -10);
  CHECK(there->y > 25);
}

TEST_CASE("the same system is the identity, bit for bit") {
  const Transform same("EPSG:25831", "EPSG:25831");
  CHECK(same({429671.0862760435, 4583466.124215341}) ==
        Point{429671.0862760435, 4583466.124215341});
}

TEST_CASE("each place has its UTM zone, on both sides of the equator") {
  CHECK(projection_for({2.16, 41.4}) == "EPSG:32631");
  CHECK(projection_for({-51.2, -30.0}) == "EPSG:32722");
  CHECK(projection_for({-15.4, 28.1}) == "EPSG:32628");
  CHECK(projection_for({-180, 10}) == "EPSG:32601");
  CHECK(projection_for({180, 10}) == "EPSG:32660");
  CHECK(projection_for({0, 88}) == "EPSG:5041");
}

TEST_CASE(
    "prose, empty, huge and deeply nested reference systems are refused before PROJ sees them") {
  for (const std::string& bad : {std::string{}, std::string{"somewhere in Spain"},
                                 std::string(70000, 'a'), std::string(5000, '[')}) {
    CHECK_THROWS_AS(Transform(bad, "EPSG:4326"), Error);
  }
}

TEST_CASE("degrees are told from metres") {
  CHECK(is_geographic("EPSG:4326"));
  CHECK_FALSE(is_geographic("EPSG:25831"));
  CHECK(crs_name("EPSG:25831") == "EPSG:25831");
}

TEST_CASE("a reference system written without its code is known by its definition") {
  // As ArcGIS writes the .prj of Barcelona's own layers, and QGIS that of others.
  const std::string gcs =
      "GEOGCS[\"GCS_ETRS_1989\",DATUM[\"D_ETRS_1989\",SPHEROID[\"GRS_1980\",6378137.0,"
      "298.257222101]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";
  const std::string rest =
      ",PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"False_Easting\",500000.0],PARAMETER["
      "\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",3.0],PARAMETER[\"Scale_Factor\","
      "0.9996],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]";
  CHECK(crs_name("PROJCS[\"ETRS_1989_UTM_Zone_31N\"," + gcs + rest) == "EPSG:25831");
  CHECK(crs_name("PROJCS[\"ETRS89 / UTM zone 31N\"," + gcs + rest) == "EPSG:25831");
  CHECK(crs_name(gcs) == "EPSG:4258");
  // A meridian of its own is no code's definition: its name is all there is.
  const std::string own = std::string(rest).replace(rest.find("3.0]"), 4, "2.5]");
  CHECK(crs_name("PROJCS[\"Our own\"," + gcs + own) == "Our own");
}

TEST_CASE("a vertex without an image is counted, not drawn at infinity") {
  const Transform mercator("EPSG:4326", "EPSG:32631");
  std::size_t lost = 0;
  const auto line = mercator(Geometry::of(Line{{3, 0}, {3, 1}, {1e308, 4}}), lost);
  CHECK(lost == 1);
  REQUIRE(line.lines.size() == 1);
  CHECK(line.lines[0].size() == 2);
}
