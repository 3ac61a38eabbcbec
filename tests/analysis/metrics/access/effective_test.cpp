#include "tests/analysis/metrics/compute.hpp"
#include "tests/catch.hpp"
#include "tests/scene/town.hpp"

using geo::Missing;
using geo::Profile;

namespace {

/// 100 m a cell at 80 m a minute: one dash is 1.25 minutes. From a, the office at b speaks Spanish,
/// the one at c states no language, the one at d speaks Arabic.
geo::City street() {
  auto city =
      scene::town({.streets = "a-b-c-d", .homes = "a", .services = {{"legal.rights", "bcd"}}});
  city.services.languages[scene::service(city, 'b')] = {"es"};
  city.services.languages[scene::service(city, 'd')] = {"es", "ar"};
  Profile speaker;
  speaker.key = "speaker";
  speaker.languages = {"ar"};
  city.description.profiles.asked = {speaker};
  return city;
}

geo::Cell<double> minutes(const geo::City& city, analysis::Settings settings) {
  settings.emplace("service", "legal");
  return compute::homes(city, "access/effective", settings)[scene::home(city, 'a')];
}

}  // namespace

TEST_CASE("effective walks past doors that are closed, and past those that say nothing") {
  const auto city = street();
  CHECK(*minutes(city, {{"profile", "speaker"}}) == Approx(6 * 1.25));
  CHECK(*minutes(city, {{"profile", "speaker"}, {"bound", "possible"}}) == Approx(4 * 1.25));
}

TEST_CASE("effective without a profile is the nearest for anybody") {
  const auto city = street();
  CHECK(*minutes(city, {}) == Approx(2 * 1.25));
  CHECK(*minutes(city, {}) ==
        *compute::homes(city, "access/nearest", {{"service", "legal"}})[scene::home(city, 'a')]);
}

TEST_CASE("effective goes at the profile's pace") {
  auto city = street();
  city.description.profiles.asked.front().pace = geo::MetresPerMinute{40};
  CHECK(*minutes(city, {{"profile", "speaker"}}) == Approx(6 * 2.5));
}

TEST_CASE("services that are all closed are out of reach, a kind that is not there is no supply") {
  auto city = street();
  city.description.profiles.asked.front().languages = {"zh"};
  CHECK(minutes(city, {{"profile", "speaker"}}).reason() == Missing::out_of_reach);
  CHECK(*minutes(city, {{"profile", "speaker"}, {"bound", "possible"}}) == Approx(4 * 1.25));
  CHECK(minutes(city, {{"profile", "speaker"}, {"service", "health"}}).reason() ==
        Missing::no_supply);
}

TEST_CASE("effective within a shorter walk leaves the further doors out") {
  const auto city = street();
  CHECK(minutes(city, {{"profile", "speaker"}, {"within", "7"}}).reason() == Missing::out_of_reach);
  CHECK(*minutes(city, {{"profile", "speaker"}, {"within", "8"}}) == Approx(7.5));
}
