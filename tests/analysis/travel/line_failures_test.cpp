// Who needs which line: closing one after the other and asking again is the judge.
#include "analysis/travel/line_failures.hpp"

#include <random>

#include "analysis/travel/ask.hpp"
#include "geo/core/error.hpp"
#include "geo/edits.hpp"
#include "geo/transit.hpp"
#include "tests/analysis/travel/random_town.hpp"
#include "tests/catch.hpp"
#include "tests/scene/drawn_transit.hpp"
#include "tests/scene/ride.hpp"
#include "tests/scene/town.hpp"
#include "tests/volume.hpp"

using namespace analysis::travel;
using geo::City;
using geo::HomeId;
using geo::LineId;
using geo::Minutes;

namespace {

constexpr int seven = 7 * 60;

/// A town with lines between some of its services, some of them at times that nobody knows.
City town_with_lines(unsigned seed, bool unknown_times) {
  std::mt19937 draw(seed);
  const auto below = [&](int n) { return static_cast<int>(draw() % static_cast<unsigned>(n)); };
  City town = random_town::town(seed);
  scene::DrawnDay day;
  day.until = "07:30";
  std::string letters;
  for (const geo::ServiceId place : town.services.kind.rows()) {
    if (letters.size() == 12 || town.services.doors[place].empty()) continue;
    letters += static_cast<char>('a' + letters.size());
    day.stands_at[letters.back()] = place;
  }
  for (int line = 0; line < 7; ++line) {
    scene::DrawnLine one;
    one.minutes = 1 + below(2);
    one.line = std::to_string(line);
    std::shuffle(letters.begin(), letters.end(), draw);
    one.stops = letters.substr(0, 2 + static_cast<std::size_t>(below(3)));
    if (unknown_times && below(2) == 0) {
      one.headway = {
          {}, geo::Seconds{seven * 60}, geo::Seconds{8 * 3600}, geo::Seconds{180 + 60 * below(10)}};
    } else {
      for (int start = 2 + below(8); start < 60; start += 4 + below(12)) {
        one.starts.push_back("07:" + std::string(start < 10 ? "0" : "") + std::to_string(start));
      }
    }
    day.lines.push_back(one);
  }
  City city = scene::with_transit(std::move(town), day);
  city.description.transit = geo::description::Transit{};
  city.description.transit->walk = Minutes{10};
  return city;
}

/// So slow that rides are worth their wait in a small town.
Way slow() {
  Way way;
  way.pace = geo::MetresPerMinute{20};
  return way;
}

struct Wanted {
  geo::Kind kind;
  Minutes within;
};

/// Whether each home has such a service within the limit, by public transport or on foot.
std::vector<std::vector<bool>> served(const City& city, const std::vector<Wanted>& wanted,
                                      std::optional<int> percentile, const Way& way) {
  std::vector<Question> questions;
  for (const Wanted& one : wanted) {
    Question question = to_services(one.kind).within(one.within).only_nearest();
    questions.push_back(percentile ? question.riding({*percentile}) : question);
  }
  const auto answers = ask(city, questions, way);
  std::vector<std::vector<bool>> all;
  for (const Question& question : questions) {
    auto& homes = all.emplace_back();
    for (const auto& time : answers.at(question).minutes()) homes.push_back(time.has_value());
  }
  return all;
}

std::vector<RiddenStandard> standards_of(const City& city, const std::vector<Wanted>& wanted,
                                         const Way& way) {
  const auto walking = served(city, wanted, std::nullopt, way);
  std::vector<RiddenStandard> standards;
  for (std::size_t at = 0; at < wanted.size(); ++at) {
    RiddenStandard one{{}, wanted[at].within, {}};
    for (const geo::ServiceId service : city.services.kind.rows()) {
      if (wanted[at].kind.includes(city.services.kind[service])) {
        one.services.push_back(service.row());
      }
    }
    for (const HomeId home : city.homes.at.rows()) {
      if (!walking[at][home.row()]) one.homes.push_back(home);
    }
    standards.push_back(one);
  }
  return standards;
}

}  // namespace

TEST_CASE("who misses a line is who falls when it is closed, in towns made by chance") {
  volume::Trial trial("lines against closing one by one", {16, 1600}, "towns");
  std::size_t missed = 0;
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const auto seed = trial.seed() + static_cast<unsigned>(round);
    INFO("town " << seed);
    const City city = town_with_lines(seed, round % 2 == 1);
    const std::vector<Wanted> wanted{
        {geo::Kind{"health.hospital"}, Minutes{15 + static_cast<double>(seed % 20)}},
        {geo::Kind{"education.school"}, Minutes{12}},
        {geo::Kind{"health.clinic"}, Minutes{25}}};
    const int percentile = seed % 3 == 0 ? 80 : 50;
    const auto standards = standards_of(city, wanted, slow());
    const auto found = lines_cut_off(city, slow(), percentile, standards);
    const auto before = served(city, wanted, percentile, slow());
    std::size_t row = 0;
    for (const LineId line : city.transit->timetable.lines.key.rows()) {
      const auto after =
          served(geo::edited(city, geo::LineClosed{line}), wanted, percentile, slow());
      for (std::size_t at = 0; at < wanted.size(); ++at, ++row) {
        std::vector<HomeId> fell;
        for (const HomeId home : city.homes.at.rows()) {
          if (before[at][home.row()] && !after[at][home.row()]) fell.push_back(home);
        }
        REQUIRE(row < found.size());
        REQUIRE(found[row] == LineCutOff{line, at, fell});
        missed += fell.size();
      }
    }
    REQUIRE(row == found.size());
  }
  trial.count("homes that miss a line", missed);
  CHECK(missed > 0);
}

TEST_CASE("of two lines that go the same way nobody misses one") {
  // 25 minutes on foot, 12 at most by either bus.
  const auto town = [](const std::vector<scene::Line>& lines) {
    return scene::with_lines(scene::town({.streets = "a-s--------------------t-c",
                                          .homes = "a",
                                          .services = {{"health", "c"}},
                                          .metres_per_cell = 80}),
                             lines, seven, seven + 3);
  };
  const std::vector<Wanted> wanted{{geo::Kind{"health"}, Minutes{15}}};
  const scene::Line bus{"st", {0, 5}, {seven + 5}};
  const City one = town({bus}), two = town({bus, bus});
  const auto alone = lines_cut_off(one, Way{}, 50, standards_of(one, wanted, Way{}));
  REQUIRE(alone.size() == 1);
  CHECK(alone[0].homes == std::vector{scene::home(one, 'a')});
  for (const LineCutOff& cut : lines_cut_off(two, Way{}, 50, standards_of(two, wanted, Way{}))) {
    CHECK(cut.homes.empty());
  }
}

TEST_CASE("lines cannot be missed where none was read") {
  const City city = scene::town({.streets = "a-c", .homes = "a", .services = {{"health", "c"}}});
  CHECK_THROWS_AS(lines_cut_off(city, Way{}, 50, {}), geo::Error);
}
