// Feeds made by chance with every oddity that GTFS allows. What the reader makes of their text is
// compared with a scan of the rows themselves, day by day and by the letter of the specification.
#include <algorithm>
#include <random>
#include <sstream>

#include "geo/service_day.hpp"
#include "tests/catch.hpp"
#include "tests/geo/read/written_feed.hpp"
#include "tests/volume.hpp"

using namespace geo;

namespace {

struct Row {
  std::string stop;
  int arrives = 0, leaves = 0, distance = 0;
  bool given = true;
};
struct Span {
  int from = 0, until = 0, every = 0;
  bool exact = false;
};
struct OddTrip {
  std::string key;
  std::size_t service = 0;
  std::vector<Row> rows;
  std::vector<Span> spans;
};
struct Service {
  bool has_week = false;
  std::string week;  ///< "1111100"
  std::string first, last;
  std::map<std::string, int> exceptions;  ///< day -> 1 added, 2 removed
};
struct OddFeed {
  std::vector<Service> services;
  std::vector<OddTrip> trips;
};

/// What passengers see: a trip, or a headway with the same times from its first start.
struct Seen {
  std::string trip;
  std::vector<std::tuple<std::string, int, int>> calls;
  int until = 0, every = 0;  ///< of a headway
  auto operator<=>(const Seen&) const = default;
};

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : random_(seed) {}
  int below(int bound) { return static_cast<int>(random_() % static_cast<unsigned>(bound)); }
  bool one_in(int n) { return below(n) == 0; }
  template <class T>
  void shuffle(std::vector<T>& all) {
    std::shuffle(all.begin(), all.end(), random_);
  }

 private:
  std::mt19937_64 random_;
};

std::string compact(Date day) {
  std::string text = date_text(day);
  std::erase(text, '-');
  return text;
}

Date in_january(int day) {
  return *date("2026-01-01") + std::chrono::days{day};
}

Service service(Chance& chance) {
  Service made;
  made.has_week = !chance.one_in(3);
  for (int i = 0; i < 7; ++i) made.week += chance.one_in(3) ? '0' : '1';
  const int first = chance.below(20);
  made.first = compact(in_january(first));
  made.last = compact(in_january(first + chance.below(14)));
  for (int n = chance.below(6); n > 0; --n) {
    made.exceptions[compact(in_january(chance.below(30)))] = 1 + chance.below(2);
  }
  return made;
}

/// Times between given ones as the specification has them worked out from distance travelled.
void work_out(std::vector<Row>& rows) {
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i].given) continue;
    std::size_t after = i;
    while (!rows[after].given) ++after;
    const Row& before = rows[i - 1];
    // From the last given one: rows before this were worked out from it too.
    std::size_t from = i - 1;
    while (!rows[from].given) --from;
    const long way = rows[after].distance - rows[from].distance;
    const long time = rows[after].arrives - rows[from].leaves;
    const long part = rows[i].distance - rows[from].distance;
    const long twice = 2 * time * part + way;  // half a second up
    rows[i].arrives = rows[from].leaves + static_cast<int>(twice / (2 * way));
    rows[i].leaves = rows[i].arrives;
    REQUIRE(rows[i].arrives >= before.leaves);
  }
}

OddTrip trip(Chance& chance, int number, std::size_t services) {
  OddTrip made;
  made.key = "T" + std::to_string(number);
  made.service = static_cast<std::size_t>(chance.below(static_cast<int>(services)));
  int at = chance.below(27 * 3600), distance = 0;
  const int stops = 2 + chance.below(6);
  for (int i = 0; i < stops; ++i) {
    Row row{"S" + std::to_string(chance.below(4)), at, at, distance, true};
    row.leaves += chance.one_in(2) ? chance.below(200) : 0;
    row.given = i == 0 || i == stops - 1 || !chance.one_in(3);
    made.rows.push_back(row);
    at = row.leaves + chance.below(1200);
    distance += 1 + chance.below(9);
  }
  int from = chance.below(26 * 3600);
  for (int n = chance.one_in(3) ? 1 + chance.below(2) : 0; n > 0; --n) {
    const int until = from + 1 + chance.below(7200);
    made.spans.push_back({from, until, 60 + chance.below(900), chance.one_in(2)});
    from = until + chance.below(3600);
  }
  return made;
}

OddFeed odd_feed(Chance& chance) {
  OddFeed feed;
  for (int n = 1 + chance.below(3); n > 0; --n) feed.services.push_back(service(chance));
  for (int n = 1 + chance.below(6); n > 0; --n) {
    feed.trips.push_back(trip(chance, n, feed.services.size()));
  }
  return feed;
}

std::string clock_of(int seconds, Chance& chance) {
  std::string text = clock_text(Seconds{seconds});
  return text[0] == '0' && chance.one_in(4) ? text.substr(1) : text;
}

/// The lines below a heading, in any order or their own, ended in any way.
std::string table(const std::string& heading, std::vector<std::string> lines, bool shuffled,
                  Chance& chance) {
  if (shuffled) chance.shuffle(lines);
  const std::string end = chance.one_in(2) ? "\r\n" : "\n";
  std::string text = (chance.one_in(3) ? "\xef\xbb\xbf" : "") + heading + end;
  for (const auto& line : lines) text += line + end;
  return text;
}

void write_calendars(const OddFeed& feed, WrittenFeed& written, Chance& chance) {
  std::vector<std::string> weeks, dates;
  for (std::size_t i = 0; i < feed.services.size(); ++i) {
    const Service& one = feed.services[i];
    const std::string key = "C" + std::to_string(i);
    std::string days;
    for (const char c : one.week) days += std::string(1, c) + ",";
    if (one.has_week) weeks.push_back(key + "," + days + one.first + "," + one.last);
    for (const auto& [day, kind] : one.exceptions) {
      dates.push_back(key + "," + day + "," + std::to_string(kind));
    }
    if (!one.has_week && one.exceptions.empty()) dates.push_back(key + ",20260220,1");
  }
  written.without("calendar.txt");
  if (!weeks.empty()) {
    written.with("calendar.txt",
                 table("service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
                       "start_date,end_date",
                       weeks, true, chance));
  }
  if (!dates.empty()) {
    written.with("calendar_dates.txt",
                 table("service_id,date,exception_type", dates, true, chance));
  }
}

WrittenFeed written(const OddFeed& feed, Chance& chance) {
  WrittenFeed all;
  std::vector<std::string> trips, times, headways;
  for (const OddTrip& one : feed.trips) {
    trips.push_back("R,C" + std::to_string(one.service) + "," + one.key);
    for (std::size_t i = 0; i < one.rows.size(); ++i) {
      const Row& row = one.rows[i];
      std::ostringstream line;
      line << one.key << "," << (row.given ? clock_of(row.arrives, chance) : "") << ","
           << (row.given ? clock_of(row.leaves, chance) : "") << "," << row.stop << "," << 3 * i
           << "," << row.distance << ".0";
      times.push_back(line.str());
    }
    for (const Span& span : one.spans) {
      headways.push_back(one.key + "," + clock_of(span.from, chance) + "," +
                         clock_of(span.until, chance) + "," + std::to_string(span.every) + "," +
                         (span.exact ? "1" : "0"));
    }
  }
  all.with("stops.txt", table("stop_id,stop_name,stop_lat,stop_lon",
                              {"S0,a,41,2", "S1,b,41,2.001", "S2,\"c, d\",41.001,2", "S3,e,41,2"},
                              true, chance));
  all.with("trips.txt", table("route_id,service_id,trip_id", trips, true, chance));
  all.with("stop_times.txt",
           table("trip_id,arrival_time,departure_time,stop_id,stop_sequence,shape_dist_traveled",
                 times, chance.one_in(2), chance));
  if (!headways.empty()) {
    all.with("frequencies.txt",
             table("trip_id,start_time,end_time,headway_secs,exact_times", headways, true, chance));
  }
  write_calendars(feed, all, chance);
  return all;
}

bool runs_on(const Service& service, Date day) {
  const auto found = service.exceptions.find(compact(day));
  if (found != service.exceptions.end()) return found->second == 1;
  const std::string text = compact(day);
  return service.has_week && service.first <= text && text <= service.last &&
         service.week[static_cast<std::size_t>(weekday_of(day))] == '1';
}

/// The scan: every trip of every day around, by the rows of the feed.
std::vector<Seen> scanned(const OddFeed& feed, Date day, int from, int until) {
  std::vector<Seen> all;
  for (int shift = -3; shift <= 2; ++shift) {
    for (const OddTrip& one : feed.trips) {
      if (!runs_on(feed.services[one.service], day + std::chrono::days{shift})) continue;
      auto rows = one.rows;
      work_out(rows);
      const auto add = [&](int start, int end, int every) {
        const int later = start - rows.front().leaves + shift * 86400;
        Seen seen{one.key, {}, every > 0 ? end + shift * 86400 : 0, every};
        for (const Row& row : rows) {
          seen.calls.emplace_back(row.stop, row.arrives + later, row.leaves + later);
        }
        const int first = rows.front().leaves + later;
        const int last = rows[rows.size() - 2].leaves + later;
        const int latest = every > 0 ? last + end - start - 1 : last;
        if (first < until && latest >= from) all.push_back(seen);
      };
      if (one.spans.empty()) add(rows.front().leaves, 0, 0);
      for (const Span& span : one.spans) {
        if (!span.exact) add(span.from, span.until, span.every);
        for (int at = span.from; span.exact && at < span.until; at += span.every) add(at, 0, 0);
      }
    }
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<Seen> read_out(const Timetable& all, Date day, int from, int until) {
  std::vector<Seen> out;
  const ServiceDay runs = service_day(all, day, Seconds{from}, Seconds{until});
  const auto add = [&](TripId trip, Seconds start, int end, int every) {
    Seen seen{all.trips.key[trip], {}, end, every};
    const auto stops = all.patterns.stops[all.trips.pattern[trip]];
    const TimingId timing = all.trips.timing[trip];
    for (std::size_t i = 0; i < stops.size(); ++i) {
      seen.calls.emplace_back(all.stops.key[stops[i]],
                              (start + all.timings.arrives[timing][i]).count,
                              (start + all.timings.leaves[timing][i]).count);
    }
    out.push_back(seen);
  };
  for (const Run& run : runs.runs) add(run.trip, run.start, 0, 0);
  for (const FrequentRun& run : runs.frequent) {
    add(run.trip, run.from, run.until.count, run.every.count);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("every departure of a day is as a scan of the feed's rows finds it, day by day") {
  volume::Trial trial("departures are as scanned day by day", {200, 20000}, "feeds with oddities");
  INFO("seed " << trial.seed());
  trial.count("feeds", trial.rounds());
  std::size_t departures = 0;
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    Chance chance(trial.seed() + round);
    const OddFeed feed = odd_feed(chance);
    WrittenFeed files = written(feed, chance);
    const auto timetable = files.read();
    INFO("round " << round);
    REQUIRE(timetable);
    for (int n = 0; n < 5; ++n) {
      const Date day = in_january(chance.below(32));
      const int from = chance.below(24 * 3600), until = from + 1 + chance.below(24 * 3600);
      const auto expected = scanned(feed, day, from, until);
      departures += expected.size();
      REQUIRE(read_out(*timetable, day, from, until) == expected);
    }
  }
  trial.count("departures", departures);
  CHECK(departures > trial.rounds() / 2);  // about five in a round
}
