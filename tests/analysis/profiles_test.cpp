#include "analysis/profiles.hpp"

#include <random>

#include "geo/core/error.hpp"
#include "geo/core/opening_hours.hpp"
#include "tests/catch.hpp"
#include "tests/scene/town.hpp"

using namespace analysis;
using geo::Profile;
using geo::ServiceId;

namespace {

/// A town with one service, of which a test says what it states.
geo::City town(const std::string& kind = "legal") {
  auto city = scene::town({.streets = "a--b", .homes = "a", .services = {{kind, "b"}}});
  city.description.profiles.papers = {"registered", "referred"};
  city.description.profiles.wordless = {geo::Kind{"green"}};
  return city;
}

constexpr ServiceId the_service{0};

Open asked(const geo::City& city, const Profile& profile, Barrier barrier) {
  return is_open(city, the_service, profile, barrier);
}

Profile free_at(const std::string& hours) {
  Profile profile;
  profile.free = geo::opening_hours(hours)->open;
  return profile;
}

Open costs(const std::string& fee, double pays) {
  auto city = town();
  city.services.fee[the_service] = fee;
  Profile profile;
  profile.pays = pays;
  return asked(city, profile, Barrier::fee);
}

}  // namespace

TEST_CASE("what a profile leaves out is no hurdle, whatever the service states") {
  auto city = town();
  CHECK(is_open(city, the_service, Profile{}) == Open::yes);
  city.services.open_to[the_service] = {"registered"};
  city.services.opening_hours[the_service] = "off";
  city.services.fee[the_service] = "900 EUR";
  city.services.languages[the_service] = {"es"};
  city.services.step_free[the_service] = false;
  CHECK(is_open(city, the_service, Profile{}) == Open::yes);
}

TEST_CASE("what a service does not state is unknown, never open") {
  const auto city = town();
  Profile profile = free_at("Mo-Fr 18:00-21:00");
  profile.languages = {"ar"};
  profile.papers = {"none"};
  profile.pays = 0;
  profile.step_free = true;
  for (const Barrier barrier : all_barriers) {
    INFO(word(barrier));
    const Open expected = barrier == Barrier::pace ? Open::yes : Open::unknown;
    CHECK(asked(city, profile, barrier) == expected);
  }
  CHECK(is_open(city, the_service, profile) == Open::unknown);
}

TEST_CASE("one language in common is enough, regions and capitals aside") {
  auto city = town();
  Profile profile;
  profile.languages = {"ar", "fr"};
  city.services.languages[the_service] = {"es", "ar-MA"};
  CHECK(asked(city, profile, Barrier::language) == Open::yes);
  city.services.languages[the_service] = {"es", "FR"};
  CHECK(asked(city, profile, Barrier::language) == Open::yes);
  city.services.languages[the_service] = {"es", "en"};
  CHECK(asked(city, profile, Barrier::language) == Open::no);
}

TEST_CASE("nobody needs to speak in a park") {
  auto city = town("green.park");
  Profile profile;
  profile.languages = {"ar"};
  city.services.languages[the_service] = {"es"};
  CHECK(asked(city, profile, Barrier::language) == Open::yes);
}

TEST_CASE("a service for everyone asks for no papers") {
  auto city = town();
  Profile profile;
  profile.papers = {"none"};
  city.services.open_to[the_service] = {"registered", "everyone"};
  CHECK(asked(city, profile, Barrier::papers) == Open::yes);
  city.services.open_to[the_service] = {"Registered"};
  CHECK(asked(city, profile, Barrier::papers) == Open::no);
  profile.papers = {"registered"};
  CHECK(asked(city, profile, Barrier::papers) == Open::yes);
}

TEST_CASE("a service for people of whom the profile says nothing is unknown") {
  auto city = town();
  Profile profile;
  profile.papers = {"none"};
  city.services.open_to[the_service] = {"women"};
  CHECK(asked(city, profile, Barrier::papers) == Open::unknown);
  city.services.open_to[the_service] = {"registered", "women"};
  CHECK(asked(city, profile, Barrier::papers) == Open::unknown);
  profile.is = {"women"};
  CHECK(asked(city, profile, Barrier::papers) == Open::yes);
}

TEST_CASE("a fee is read as a number, free as nothing") {
  CHECK(costs("none", 0) == Open::yes);
  CHECK(costs("no", 0) == Open::yes);
  CHECK(costs("0", 0) == Open::yes);
  CHECK(costs("1.40 EUR", 0) == Open::no);
  CHECK(costs("1.40 EUR", 1.40) == Open::yes);
  CHECK(costs("1,40 EUR", 1.39) == Open::no);
  CHECK(costs("€ 45", 50) == Open::yes);
  CHECK(costs("45€", 5) == Open::no);
  CHECK(costs("yes", 0) == Open::no);
}

TEST_CASE("a fee in another currency is unknown to who can pay a little, closed to who cannot") {
  const auto in_euros = [](const std::string& fee, double pays) {
    auto city = town();
    city.description.currency = "EUR";
    city.services.fee[the_service] = fee;
    Profile profile;
    profile.pays = pays;
    return asked(city, profile, Barrier::fee);
  };
  CHECK(in_euros("5 EUR", 10) == Open::yes);
  CHECK(in_euros("5", 10) == Open::yes);
  CHECK(in_euros("5 MAD", 10) == Open::unknown);
  CHECK(in_euros("5 MAD", 0) == Open::no);
  CHECK(in_euros("0 MAD", 10) == Open::yes);
}

TEST_CASE("a fee that says no price is unknown") {
  for (const char* fee :
       {"", "income", "5-10 EUR", "from 5 EUR upwards", "5 EUR/month", "1.2.3", "50%", "ask"}) {
    INFO(fee);
    CHECK(costs(fee, 0) == Open::unknown);
    CHECK(costs(fee, 100) == Open::unknown);
  }
  CHECK(costs("yes", 100) == Open::unknown);
}

TEST_CASE("half an hour on end makes a visit, less does not") {
  auto city = town();
  const auto at = [&](const std::string& hours) {
    city.services.opening_hours[the_service] = hours;
    return asked(city, free_at("Mo-Fr 18:00-21:00"), Barrier::hours);
  };
  CHECK(at("Mo-Fr 08:00-18:30") == Open::yes);
  CHECK(at("Mo-Fr 08:00-18:29") == Open::no);
  CHECK(at("Mo-Fr 18:00-18:20,20:40-21:00") == Open::no);
  CHECK(at("Sa 09:00-21:00") == Open::no);
  CHECK(at("24/7") == Open::yes);
  CHECK(at("by appointment") == Open::unknown);
}

TEST_CASE("a step at the door stops who needs to come in without one") {
  auto city = town();
  Profile profile;
  profile.step_free = true;
  city.services.step_free[the_service] = false;
  CHECK(asked(city, profile, Barrier::entrance) == Open::no);
  city.services.step_free[the_service] = true;
  CHECK(asked(city, profile, Barrier::entrance) == Open::yes);
}

TEST_CASE("closed by one barrier is closed, whatever is unknown") {
  auto city = town();
  Profile profile;
  profile.languages = {"ar"};
  profile.pays = 0;
  city.services.fee[the_service] = "10 EUR";
  CHECK(is_open(city, the_service, profile) == Open::no);
  city.services.fee[the_service] = "none";
  CHECK(is_open(city, the_service, profile) == Open::unknown);
  city.services.languages[the_service] = {"ar"};
  CHECK(is_open(city, the_service, profile) == Open::yes);
}

TEST_CASE("a barrier taken away is met nowhere, the others stay") {
  Profile profile = free_at("Mo 10:00-12:00");
  profile.languages = {"ar"};
  profile.papers = {"none"};
  profile.pays = 0;
  profile.step_free = true;
  profile.pace = geo::MetresPerMinute{50};
  profile.with = {geo::With::wheelchair};
  for (const Barrier gone : all_barriers) {
    const Profile other = without(profile, gone);
    for (const Barrier barrier : all_barriers) {
      INFO(word(gone) << ", then " << word(barrier));
      CHECK(has(other, barrier) == (barrier != gone));
    }
  }
}

TEST_CASE("a wheelchair and a pushchair take no steps, full hands are slower on them") {
  const auto city = town();
  Profile profile;
  CHECK(way_of(city, profile) == travel::Way{});
  profile.with = {geo::With::pushchair};
  CHECK_FALSE(way_of(city, profile).takes_steps);
  profile.with = {geo::With::wheelchair};
  CHECK_FALSE(way_of(city, profile).takes_steps);
  profile.with = {geo::With::carrying};
  CHECK(way_of(city, profile).takes_steps);
  CHECK(way_of(city, profile).steps_factor > travel::Way{}.steps_factor);
  profile.pace = geo::MetresPerMinute{60};
  CHECK(way_of(city, profile).pace.value == 60);
}

TEST_CASE("a profile with wheels moves by the rules of that way, at its own pace") {
  auto city = town();
  geo::NamedWay chair;
  chair.way.name = "wheelchair";
  chair.way.pace = geo::MetresPerMinute{55};
  chair.way.incline_most = 0.06;
  city.description.ways = {chair};
  Profile profile;
  profile.with = {geo::With::wheelchair};
  CHECK(way_of(city, profile).incline_most == 0.06);
  CHECK(way_of(city, profile).pace.value == 55);
  CHECK_FALSE(way_of(city, profile).takes_steps);
  profile.pace = geo::MetresPerMinute{45};
  CHECK(way_of(city, profile).pace.value == 45);
}

TEST_CASE("a profile without barriers asks what everybody asks") {
  const auto city = town();
  const geo::Kind legal{"legal"};
  for (const Bound bound : {Bound::certain, Bound::possible}) {
    CHECK(to_open_services(city, legal, Profile{}, bound, geo::Minutes{60}) ==
          travel::to_services(legal).within(geo::Minutes{60}).only_nearest());
  }
}

TEST_CASE("a profile that is not in the run is refused with those that are") {
  auto city = town();
  city.description.profiles.asked = {Profile{.key = "newcomer"}};
  CHECK(profile_of(city, "newcomer").key == "newcomer");
  try {
    profile_of(city, "newcommer");
    FAIL("not refused");
  } catch (const geo::Error& error) {
    CHECK(error.finding().code == "setting_not_understood");
    CHECK(error.finding().remedy.find("newcomer") != std::string::npos);
  }
}
