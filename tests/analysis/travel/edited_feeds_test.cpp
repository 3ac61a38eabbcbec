// A line or a stop that is changed in the city, beside the same change written into the text of the
// feed before it is read: the same trips from every home, to the tenth of a second.
#include <cmath>
#include <optional>
#include <set>

#include "analysis/travel/ask.hpp"
#include "geo/core/error.hpp"
#include "geo/edits.hpp"
#include "geo/timetable_names.hpp"
#include "geo/transit.hpp"
#include "tests/analysis/travel/random_town.hpp"
#include "tests/catch.hpp"
#include "tests/geo/read/odd_feed.hpp"
#include "tests/volume.hpp"

using namespace analysis::travel;
using namespace odd;
using geo::City;
using geo::Minutes;
using geo::Seconds;

namespace {

/// The text of a feed as somebody would write it who changed a line or a stop.
class Rewriting {
 public:
  explicit Rewriting(OddFeed feed) : feed_(std::move(feed)) {}
  const OddFeed& feed() const { return feed_; }

  /// Trips are struck out, but where departures that nobody knows would be drawn otherwise then.
  void close_line(const std::string& line) {
    const bool draws = std::any_of(feed_.trips.begin(), feed_.trips.end(), [](const OddTrip& trip) {
      return std::any_of(trip.spans.begin(), trip.spans.end(),
                         [](const Span& span) { return !span.exact; });
    });
    const auto is_closed = [&](const OddTrip& trip) { return trip.line == line; };
    const bool all = std::all_of(feed_.trips.begin(), feed_.trips.end(), is_closed);
    if (!draws && !all) {
      std::erase_if(feed_.trips, is_closed);
      return;
    }
    for (OddTrip& trip : feed_.trips) {
      if (!is_closed(trip)) continue;
      for (Row& row : trip.rows) row.on = row.off = 1;
    }
  }

  void close_stop(const std::string& stop) {
    for (OddTrip& trip : feed_.trips) {
      for (Row& row : trip.rows) {
        if (row.stop == stop) row.on = row.off = 1;
      }
    }
  }

  void slow(const std::string& line, double times) {
    for (OddTrip& trip : feed_.trips) {
      if (trip.line != line) continue;
      work_out(trip.rows);
      const auto was = trip.rows;
      for (std::size_t i = 0; i < was.size(); ++i) {
        Row& row = trip.rows[i];
        row.given = true;
        if (i == 0) continue;
        const int ride = was[i].arrives - was[i - 1].leaves;
        row.arrives = trip.rows[i - 1].leaves + static_cast<int>(std::lround(ride * times));
        row.leaves = row.arrives + was[i].leaves - was[i].arrives;
      }
    }
  }

  /// Says whether there was anything to replace.
  bool run_at(const std::string& line, int every, int from, int until, Date day) {
    std::sort(feed_.trips.begin(), feed_.trips.end(),
              [](const OddTrip& a, const OddTrip& b) { return a.key < b.key; });
    std::vector<OddTrip> rests;
    std::vector<Way> ways = ways_of(line);
    for (OddTrip& trip : feed_.trips) {
      if (trip.line != line) continue;
      std::set<std::string> off;
      for (int shift = -3; shift <= 2; ++shift) {
        const Date on = day + std::chrono::days{shift};
        if (!runs_on(feed_.services[trip.service], on)) continue;
        const int later = shift * 86400;
        OddTrip rest = trip;
        const int gone = cut(rest, from - later, until - later);
        if (gone == 0) continue;
        off.insert(compact(on));
        Way& way = *std::find_if(ways.begin(), ways.end(),
                                 [&](const Way& one) { return one.calls == calls_of(trip); });
        way.replaced.insert(way.replaced.end(), static_cast<std::size_t>(gone), trip);
        rest.key = "U" + trip.key + "!" + compact(on);  // after all that were there, in their order
        rest.service = only_on(on);
        if (!rest.spans.empty()) rests.push_back(rest);
      }
      if (!off.empty()) trip.service = without(trip.service, off);
    }
    std::erase_if(ways, [](const Way& way) { return way.replaced.empty(); });
    feed_.trips.insert(feed_.trips.end(), rests.begin(), rests.end());
    for (std::size_t i = 0; i < ways.size(); ++i) {
      const auto own = static_cast<int>(ways[i].replaced.size());
      OddTrip made = middle(ways[i].replaced);
      made.key = "V" + std::to_string(100 + i);
      made.service = only_on(day);
      made.wheels = wheels(ways[i].replaced);
      made.spans = {{from, until, (2 * every * together(ways, i) + own) / (2 * own), false}};
      feed_.trips.push_back(made);
    }
    return !ways.empty();
  }

 private:
  using Calls = std::vector<std::tuple<std::string, int, int>>;
  struct Way {
    Calls calls;
    std::vector<OddTrip> replaced;
  };

  static Calls calls_of(const OddTrip& trip) {
    Calls calls;
    for (const Row& row : trip.rows) calls.emplace_back(row.stop, row.on, row.off);
    return calls;
  }

  // In the order of their first trips.
  std::vector<Way> ways_of(const std::string& line) const {
    std::vector<Way> ways;
    for (const OddTrip& trip : feed_.trips) {
      if (trip.line != line) continue;
      const Calls calls = calls_of(trip);
      const auto same = [&](const Way& way) { return way.calls == calls; };
      if (std::none_of(ways.begin(), ways.end(), same)) ways.push_back({calls, {}});
    }
    return ways;
  }

  /// Takes the departures of some hours out of a trip; says how many.
  static int cut(OddTrip& trip, int from, int until) {
    const auto in_hours = [&](int at) { return from <= at && at < until; };
    if (trip.spans.empty()) return in_hours(trip.rows.front().leaves) ? 1 : 0;
    int gone = 0;
    std::vector<Span> left;
    for (const Span& span : trip.spans) {
      if (span.exact) {
        for (int at = span.from; at < span.until; at += span.every) {
          in_hours(at) ? ++gone : (left.push_back({at, at + 1, span.every, true}), 0);
        }
        continue;
      }
      const int first = std::max(span.from, from), last = std::min(span.until, until);
      if (first < last) gone += (last - first + span.every - 1) / span.every;
      if (span.from < from) {
        left.push_back({span.from, std::min(span.until, from), span.every, false});
      }
      if (until < span.until) {
        left.push_back({std::max(span.from, until), span.until, span.every, false});
      }
    }
    trip.spans = left;
    return gone;
  }

  std::size_t only_on(Date day) {
    feed_.services.push_back({false, "", "", "", {{compact(day), 1}}});
    return feed_.services.size() - 1;
  }
  std::size_t without(std::size_t service, const std::set<std::string>& off) {
    Service other = feed_.services[service];
    for (const auto& day : off) other.exceptions[day] = 2;
    feed_.services.push_back(other);
    return feed_.services.size() - 1;
  }

  static OddTrip middle(std::vector<OddTrip> trips) {
    for (OddTrip& trip : trips) {
      work_out(trip.rows);
      for (Row& row : trip.rows) row.given = true;
    }
    const auto ride = [](const OddTrip& trip) {
      return trip.rows.back().arrives - trip.rows.front().leaves;
    };
    std::stable_sort(trips.begin(), trips.end(),
                     [&](const OddTrip& a, const OddTrip& b) { return ride(a) < ride(b); });
    return trips[(trips.size() - 1) / 2];
  }

  static int wheels(const std::vector<OddTrip>& trips) {
    std::set<int> said;
    for (const OddTrip& trip : trips) said.insert(trip.wheels);
    if (said == std::set{1}) return 1;
    return said.contains(2) ? 2 : 0;
  }

  /// Departures of a way and of all that one gets to from it by stretches in common.
  static int together(const std::vector<Way>& ways, std::size_t of) {
    const auto stretches = [](const Way& way) {
      std::set<std::pair<std::string, std::string>> all;
      for (std::size_t i = 0; i + 1 < way.calls.size(); ++i) {
        all.emplace(std::get<0>(way.calls[i]), std::get<0>(way.calls[i + 1]));
      }
      return all;
    };
    auto known = stretches(ways[of]);
    for (std::size_t before = 0; before != known.size();) {
      before = known.size();
      for (const Way& way : ways) {
        const auto own = stretches(way);
        const bool meets = std::any_of(
            own.begin(), own.end(), [&](const auto& stretch) { return known.contains(stretch); });
        if (meets) known.insert(own.begin(), own.end());
      }
    }
    std::size_t all = 0;
    for (const Way& way : ways) {
      if (known.contains(*stretches(way).begin())) all += way.replaced.size();
    }
    return static_cast<int>(all);
  }

  OddFeed feed_;
};

/// The town with that timetable, its stops at the first of its services that have a door.
City with_feed(City city, geo::Timetable timetable, Date day, Seconds from, Seconds until) {
  std::vector<geo::Door> doors;
  for (const geo::ServiceId service : city.services.kind.rows()) {
    if (!city.services.doors[service].empty()) doors.push_back(city.services.doors[service][0]);
  }
  for (std::size_t stop = 0; stop < timetable.stops.size(); ++stop) {
    city.transit_stops.at.push_back(geo::Point{});
    city.transit_stops.door.push_back(doors.at(stop));
  }
  city.description.transit = geo::description::Transit{};
  city.description.transit->walk = Minutes{40};
  city.transit = std::make_shared<geo::Transit>(geo::Transit{timetable, day, from, until});
  return city;
}

City on(City city, Date day) {
  geo::Transit transit = *city.transit;
  transit.day = day;
  city.transit = std::make_shared<geo::Transit>(std::move(transit));
  return city;
}

/// So slow that rides are worth their wait in a small town.
Way slow() {
  Way way;
  way.pace = geo::MetresPerMinute{12};
  return way;
}

std::vector<std::vector<Trip>> trips(const City& city, int percentile) {
  const Question question = to_services(geo::Kind{""}).within(Minutes{70}).riding({percentile});
  std::vector<std::vector<Trip>> all(city.homes.size());
  static_cast<void>(ask(city, std::vector{question}, slow())
                        .at(question)
                        .fold([&](geo::HomeId home, std::span<const Trip> own) {
                          all[home.row()].assign(own.begin(), own.end());
                          return 0.0;
                        }));
  return all;
}

/// A change of one town, made in both ways.
class Change {
 public:
  Change(OddFeed feed, const City& city, const std::string& line, Chance& chance)
      : rewriting_(std::move(feed)), line_(line), city_(city), chance_(chance) {}

  /// Nothing where it was refused, as it should be.
  std::optional<City> made(int which) {
    const geo::Transit& transit = *city_.transit;
    switch (which) {
      case 0:
        rewriting_.close_line(line_);
        return edited(geo::LineClosed{geo::line_named(transit.timetable, line_)}, true);
      case 1: {
        const std::string stop = "S" + std::to_string(chance_.below(4));
        rewriting_.close_stop(stop);
        return edited(geo::StopClosed{geo::stop_named(transit.timetable, stop)}, calls_at(stop));
      }
      case 2: {
        const int every = 60 + chance_.below(900);
        const int from = transit.from.count + chance_.below(3600), until = from + 1800;
        const bool any = rewriting_.run_at(line_, every, from, until, transit.day);
        return edited(geo::LineHeadway{geo::line_named(transit.timetable, line_), Seconds{every},
                                       Seconds{from}, Seconds{until}},
                      any);
      }
      default: {
        constexpr double factors[] = {0, 0.5, 1.25, 3};
        const double times = factors[chance_.below(4)];
        rewriting_.slow(line_, times);
        return edited(geo::LineSlowed{geo::line_named(transit.timetable, line_), times}, true);
      }
    }
  }
  const OddFeed& rewritten() const { return rewriting_.feed(); }

 private:
  bool calls_at(const std::string& stop) const {
    for (const OddTrip& trip : rewriting_.feed().trips) {
      for (const Row& row : trip.rows) {
        if (row.stop == stop) return true;
      }
    }
    return false;
  }

  std::optional<City> edited(const geo::Edit& edit, bool is_possible) const {
    if (is_possible) return geo::edited(city_, edit);
    CHECK_THROWS_AS(geo::edited(city_, edit), geo::Error);
    return std::nullopt;
  }

  Rewriting rewriting_;
  std::string line_;
  const City& city_;
  Chance& chance_;
};

}  // namespace

TEST_CASE("a change of what runs equals the same change written into the feed") {
  volume::Trial trial("edited timetables against rewritten feeds", {40, 4000}, "feeds");
  std::size_t changed = 0;
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const auto seed = trial.seed() + static_cast<unsigned>(round);
    const int which = static_cast<int>(round % 4);
    INFO("feed " << seed << ", change " << which);
    Chance chance(seed);
    // Half of the feeds are read in the small hours, to which the day before goes on.
    const bool spills = chance.one_in(2);
    OddFeed feed = odd_feed(chance, {spills ? 60 : 24, spills ? 27 * 3600 : 2 * 3600});
    if (chance.one_in(2)) {
      for (OddTrip& trip : feed.trips) trip.spans.clear();
    }
    const Date day = in_january(8 + chance.below(8));
    const Seconds from{1200 + 60 * chance.below(60)}, until = from + Seconds{60 * 40};
    const City town = random_town::town(seed);
    auto read = written(feed, chance).read();
    REQUIRE(read);
    const City before = with_feed(town, std::move(*read), day, from, until);
    Change change(feed, before, chance.one_in(2) ? "R" : "Q", chance);
    const auto after = change.made(which);
    if (!after) continue;
    auto reread = written(change.rewritten(), chance).read();
    REQUIRE(reread);
    const City anew = with_feed(town, std::move(*reread), day, from, until);
    for (const int percentile : {0, 50, 90}) {
      REQUIRE(trips(*after, percentile) == trips(anew, percentile));
    }
    const Date next = day + std::chrono::days{1};
    REQUIRE(trips(on(*after, next), 50) == trips(on(anew, next), 50));
    if (trips(*after, 0) != trips(before, 0)) ++changed;
  }
  trial.count("changes that somebody notices", changed);
  CHECK(changed > 0);
}
