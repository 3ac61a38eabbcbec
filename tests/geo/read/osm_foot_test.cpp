#include "geo/read/osm_foot.hpp"

#include "tests/catch.hpp"

#include <osmium/builder/attr.hpp>
#include <osmium/memory/buffer.hpp>
#include <osmium/osm/way.hpp>

#include <utility>
#include <vector>

using geo::OneWay;

namespace {

using Pairs = std::vector<std::pair<const char*, const char*>>;

/// Asks `question` about the tags of a way.
template <class Question>
auto about(const Pairs& tags, Question question) {
  osmium::memory::Buffer buffer{1024, osmium::memory::Buffer::auto_grow::yes};
  osmium::builder::add_way(buffer, osmium::builder::attr::_id(1),
                           osmium::builder::attr::_tags(tags));
  return question(buffer.get<osmium::Way>(0).tags());
}

std::optional<geo::read::FootWay> foot(const Pairs& tags) {
  return about(tags, geo::read::on_foot);
}
bool walked(const Pairs& tags) {
  return foot(tags).has_value();
}
bool residential(const Pairs& tags) {
  return about(tags, geo::read::is_residential_building);
}

}  // namespace

TEST_CASE("people walk along streets and paths, not along motorways or building sites") {
  CHECK(walked({{"highway", "residential"}}));
  CHECK(walked({{"highway", "path"}}));
  CHECK(walked({{"highway", "corridor"}, {"indoor", "yes"}, {"level", "-1"}}));
  CHECK_FALSE(walked({{"highway", "motorway"}}));
  CHECK_FALSE(walked({{"highway", "construction"}, {"construction", "residential"}}));
  CHECK_FALSE(walked({{"highway", "proposed"}}));
  CHECK_FALSE(walked({{"building", "yes"}}));
  CHECK_FALSE(walked({}));
}

TEST_CASE("the foot tag goes before access") {
  CHECK_FALSE(walked({{"highway", "service"}, {"access", "private"}}));
  CHECK(walked({{"highway", "service"}, {"access", "private"}, {"foot", "yes"}}));
  CHECK_FALSE(walked({{"highway", "footway"}, {"foot", "no"}}));
  CHECK_FALSE(walked({{"highway", "footway"}, {"access", "yes"}, {"foot", "private"}}));
  CHECK(walked({{"highway", "service"}, {"access", "customers"}}));
  CHECK(walked({{"highway", "track"}, {"access", "destination"}}));
}

TEST_CASE("a fast road is walked only where the tags say so or it has a pavement") {
  CHECK_FALSE(walked({{"highway", "trunk"}}));
  CHECK(walked({{"highway", "trunk"}, {"foot", "yes"}}));
  CHECK(walked({{"highway", "trunk"}, {"sidewalk", "right"}}));
  CHECK(walked({{"highway", "trunk"}, {"sidewalk:left", "yes"}}));
  CHECK_FALSE(walked({{"highway", "trunk"}, {"sidewalk", "separate"}}));
  CHECK_FALSE(walked({{"highway", "trunk"}, {"sidewalk", "right"}, {"access", "no"}}));
  CHECK_FALSE(walked({{"highway", "primary"}, {"motorroad", "yes"}}));
  CHECK_FALSE(walked({{"highway", "service"}, {"service", "drive-through"}}));
  CHECK(walked({{"highway", "service"}, {"service", "alley"}}));
}

TEST_CASE("platforms and piers are walked") {
  CHECK(walked({{"railway", "platform"}}));
  CHECK(walked({{"man_made", "pier"}}));
  CHECK_FALSE(walked({{"man_made", "pier"}, {"highway", "construction"}}));
}

TEST_CASE("a one-way for vehicles does not bind people on foot") {
  CHECK(foot({{"highway", "residential"}, {"oneway", "yes"}})->direction == OneWay::no);
  CHECK(foot({{"highway", "footway"}, {"oneway:foot", "yes"}})->direction == OneWay::forward);
  CHECK(foot({{"highway", "footway"}, {"oneway:foot", "-1"}})->direction == OneWay::backward);
  CHECK(foot({{"highway", "footway"}, {"foot:backward", "no"}})->direction == OneWay::forward);
  CHECK(foot({{"highway", "footway"}, {"foot:forward", "no"}})->direction == OneWay::backward);
}

TEST_CASE("an escalator goes one way and is steps") {
  const auto up = foot({{"highway", "steps"}, {"conveying", "forward"}});
  REQUIRE(up.has_value());
  CHECK(up->steps);
  CHECK(up->direction == OneWay::forward);
  CHECK(foot({{"highway", "steps"}, {"conveying", "yes"}})->direction == OneWay::no);
  CHECK(foot({{"highway", "steps"}, {"conveying", "forward"}, {"oneway:foot", "no"}})->direction ==
        OneWay::no);
}

TEST_CASE("people live in houses, and in buildings of no stated use") {
  CHECK(residential({{"building", "apartments"}}));
  CHECK(residential({{"building", "yes"}}));
  CHECK(residential({{"building", "apartments"}, {"shop", "bakery"}}));  // a shop below the flats
  CHECK_FALSE(residential({{"building", "yes"}, {"amenity", "school"}}));
  CHECK_FALSE(residential({{"building", "yes"}, {"shop", "supermarket"}}));
  CHECK_FALSE(residential({{"building", "church"}}));
  CHECK_FALSE(residential({{"building", "no"}}));
  CHECK_FALSE(residential({{"highway", "residential"}}));
}

TEST_CASE("lakes, rivers with banks and reservoirs are water") {
  CHECK(about({{"natural", "water"}}, geo::read::is_water));
  CHECK(about({{"waterway", "riverbank"}}, geo::read::is_water));
  CHECK_FALSE(about({{"waterway", "river"}}, geo::read::is_water));
}
