#include "geo/read/osm_traits.hpp"

#include <osmium/builder/attr.hpp>
#include <osmium/memory/buffer.hpp>
#include <osmium/osm/way.hpp>
#include <utility>
#include <vector>

#include "geo/read/ways.hpp"
#include "tests/catch.hpp"

using namespace geo;

namespace {

using Pairs = std::vector<std::pair<const char*, const char*>>;

template <class Question>
auto about(const Pairs& tags, Question question) {
  osmium::memory::Buffer buffer{1024, osmium::memory::Buffer::auto_grow::yes};
  osmium::builder::add_way(buffer, osmium::builder::attr::_id(1),
                           osmium::builder::attr::_tags(tags));
  return question(buffer.get<osmium::Way>(0).tags());
}

StreetTraits traits(const Pairs& tags) {
  return about(tags, [](const osmium::TagList& list) {
    return read::traits_of(list, read::shipped_ways().words);
  });
}
StreetLine::Spot spot(const Pairs& tags) {
  return about(tags, [](const osmium::TagList& list) {
    return read::spot_of(list, read::shipped_ways().words);
  });
}
Passage bicycle(const Pairs& tags) {
  return about(tags, read::bicycle_passage);
}
Passage car(const Pairs& tags) {
  return about(tags, read::car_passage);
}

}  // namespace

TEST_CASE("tags say what a street is made of, and silence is unknown") {
  const auto nothing = traits({{"highway", "residential"}});
  CHECK(nothing.road == RoadClass::residential);
  CHECK(nothing.surface == Surface::unknown);
  CHECK(nothing.kerb == Kerb::unknown);
  CHECK_FALSE(nothing.width_dm);
  CHECK_FALSE(nothing.incline_percent);
  CHECK_FALSE(nothing.max_speed_kmh);
  CHECK_FALSE(nothing.for_wheelchair);
  const auto told = traits({{"highway", "footway"},
                            {"footway", "crossing"},
                            {"surface", "asphalt"},
                            {"kerb", "lowered"},
                            {"width", "1.2"},
                            {"incline", "-4%"},
                            {"maxspeed", "20"},
                            {"bridge", "yes"},
                            {"wheelchair", "yes"}});
  CHECK(told.surface == Surface::smooth);
  CHECK(told.kerb == Kerb::lowered);
  CHECK(told.is_crossing);
  CHECK(told.is_even);
  CHECK(told.for_wheelchair == true);
  CHECK(told.width_dm == 12);
  CHECK(told.incline_percent == -4);
  CHECK(told.max_speed_kmh == 20);
}

TEST_CASE("the worse of surface and smoothness counts") {
  CHECK(traits({{"highway", "path"}, {"surface", "sand"}}).surface == Surface::loose);
  CHECK(traits({{"highway", "path"}, {"surface", "asphalt"}, {"smoothness", "bad"}}).surface ==
        Surface::rough);
  CHECK(traits({{"highway", "path"}, {"smoothness", "good"}}).surface == Surface::unknown);
}

TEST_CASE("a kissing gate is narrow, a stile is climbed, a gate is open") {
  CHECK(spot({{"barrier", "kissing_gate"}}).obstacle == Obstacle::narrow);
  CHECK(spot({{"barrier", "stile"}}).obstacle == Obstacle::climb);
  CHECK(spot({{"barrier", "bollard"}}).obstacle == Obstacle::posts);
  CHECK(spot({{"barrier", "gate"}}).obstacle == Obstacle::none);
  CHECK(spot({{"barrier", "gate"}, {"wheelchair", "no"}}).obstacle == Obstacle::narrow);
  CHECK(spot({{"barrier", "kissing_gate"}, {"wheelchair", "yes"}}).obstacle == Obstacle::posts);
}

TEST_CASE("a kerb is as high as it is said to be") {
  CHECK(spot({{"barrier", "kerb"}, {"kerb", "raised"}}).kerb == Kerb::raised);
  CHECK(spot({{"kerb", "flush"}}).kerb == Kerb::flush);
  CHECK(spot({{"barrier", "kerb"}, {"kerb:height", "0.12"}}).kerb == Kerb::raised);
  CHECK(spot({{"barrier", "kerb"}, {"kerb:height", "0.02 m"}}).kerb == Kerb::lowered);
  CHECK(spot({{"barrier", "kerb"}}).kerb == Kerb::unknown);
}

TEST_CASE("bicycles go along streets and cycleways, against a one-way where they may") {
  CHECK(bicycle({{"highway", "residential"}}) == Passage::both);
  CHECK(bicycle({{"highway", "residential"}, {"oneway", "yes"}}) == Passage::forward);
  CHECK(bicycle({{"highway", "residential"}, {"oneway", "-1"}}) == Passage::backward);
  CHECK(bicycle({{"highway", "residential"}, {"oneway", "yes"}, {"oneway:bicycle", "no"}}) ==
        Passage::both);
  CHECK(bicycle({{"highway", "residential"}, {"oneway", "yes"}, {"cycleway", "opposite_lane"}}) ==
        Passage::both);
  CHECK(bicycle({{"highway", "cycleway"}, {"foot", "no"}}) == Passage::both);
  CHECK(bicycle({{"highway", "footway"}}) == Passage::none);
  CHECK(bicycle({{"highway", "footway"}, {"bicycle", "yes"}}) == Passage::both);
  CHECK(bicycle({{"highway", "pedestrian"}, {"bicycle", "dismount"}}) == Passage::none);
  CHECK(bicycle({{"highway", "steps"}, {"bicycle", "yes"}}) == Passage::none);
  CHECK(bicycle({{"highway", "motorway"}}) == Passage::none);
  CHECK(bicycle({{"highway", "primary"}, {"motorroad", "yes"}}) == Passage::none);
  CHECK(bicycle({{"highway", "service"}, {"access", "private"}}) == Passage::none);
  CHECK(bicycle({{"highway", "service"}, {"access", "no"}, {"bicycle", "yes"}}) == Passage::both);
  CHECK(bicycle({{"building", "yes"}}) == Passage::none);
}

TEST_CASE("cars go along roads, the particular word before the general one") {
  CHECK(car({{"highway", "motorway"}}) == Passage::forward);
  CHECK(car({{"highway", "primary"}}) == Passage::both);
  CHECK(car({{"highway", "primary"}, {"junction", "roundabout"}}) == Passage::forward);
  CHECK(car({{"highway", "footway"}}) == Passage::none);
  CHECK(car({{"highway", "pedestrian"}}) == Passage::none);
  CHECK(car({{"highway", "residential"}, {"motor_vehicle", "no"}}) == Passage::none);
  CHECK(car({{"highway", "residential"}, {"access", "no"}, {"motorcar", "yes"}}) == Passage::both);
  CHECK(car({{"highway", "track"}}) == Passage::none);
  CHECK(car({{"highway", "track"}, {"motor_vehicle", "yes"}}) == Passage::both);
}
