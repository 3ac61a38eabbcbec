#pragma once

#include <algorithm>
#include <random>
#include <sstream>

#include "geo/core/date.hpp"
#include "tests/catch.hpp"
#include "tests/geo/read/written_feed.hpp"

/// Feeds made by chance with every oddity that GTFS allows.
namespace odd {

using geo::Date;

struct Row {
  std::string stop;
  int arrives = 0, leaves = 0, distance = 0;
  bool given = true;
  int on = 0, off = 0;  ///< pickup_type, drop_off_type
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
  int wheels = 0;  ///< wheelchair_accessible
  std::string line;
};
struct Service {
  bool has_week = false;
  std::string week;  ///< "1111100"
  std::string first, last;
  std::map<std::string, int> exceptions;  ///< day -> 1 added, 2 removed
};
/// How many trips start within how long after midnight.
struct Crowd {
  int trips = 6, within = 27 * 3600;
};
struct OddFeed {
  std::vector<Service> services;
  std::vector<OddTrip> trips;
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

inline std::string compact(Date day) {
  std::string text = geo::date_text(day);
  std::erase(text, '-');
  return text;
}

inline Date in_january(int day) {
  return *geo::date("2026-01-01") + std::chrono::days{day};
}

inline Service service(Chance& chance) {
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

inline OddTrip trip(Chance& chance, int number, std::size_t services, int within) {
  OddTrip made;
  made.key = "T" + std::to_string(number);
  made.service = static_cast<std::size_t>(chance.below(static_cast<int>(services)));
  int at = chance.below(within), distance = 0;
  const int stops = 2 + chance.below(6);
  for (int i = 0; i < stops; ++i) {
    Row row{"S" + std::to_string(chance.below(4)), at, at, distance, true};
    row.leaves += chance.one_in(2) ? chance.below(200) : 0;
    row.on = chance.one_in(8) ? 1 : 0;
    row.off = chance.one_in(8) ? 1 : 0;
    row.given = i == 0 || i == stops - 1 || !chance.one_in(3);
    made.rows.push_back(row);
    at = row.leaves + (chance.one_in(6) ? 0 : chance.below(1200));
    distance += 1 + chance.below(9);
  }
  int from = chance.below(within);
  made.wheels = chance.below(3);
  made.line = chance.one_in(2) ? "R" : "Q";
  for (int n = chance.one_in(3) ? 1 + chance.below(2) : 0; n > 0; --n) {
    const int until = from + 1 + chance.below(7200);
    made.spans.push_back({from, until, 60 + chance.below(900), chance.one_in(2)});
    from = until + chance.below(3600);
  }
  return made;
}

inline OddFeed odd_feed(Chance& chance, Crowd crowd = {}) {
  OddFeed feed;
  for (int n = 1 + chance.below(3); n > 0; --n) feed.services.push_back(service(chance));
  for (int n = 1 + chance.below(crowd.trips); n > 0; --n) {
    feed.trips.push_back(trip(chance, n, feed.services.size(), crowd.within));
  }
  return feed;
}

inline std::string clock_of(int seconds, Chance& chance) {
  std::string text = geo::clock_text(geo::Seconds{seconds});
  return text[0] == '0' && chance.one_in(4) ? text.substr(1) : text;
}

/// The lines below a heading, in any order or their own, ended in any way.
inline std::string table(const std::string& heading, std::vector<std::string> lines, bool shuffled,
                         Chance& chance) {
  if (shuffled) chance.shuffle(lines);
  const std::string end = chance.one_in(2) ? "\r\n" : "\n";
  std::string text = (chance.one_in(3) ? "\xef\xbb\xbf" : "") + heading + end;
  for (const auto& line : lines) text += line + end;
  return text;
}

inline void write_calendars(const OddFeed& feed, WrittenFeed& written, Chance& chance) {
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

inline WrittenFeed written(const OddFeed& feed, Chance& chance) {
  WrittenFeed all;
  std::vector<std::string> trips, times, headways;
  for (const OddTrip& one : feed.trips) {
    trips.push_back(one.line + ",C" + std::to_string(one.service) + "," + one.key + "," +
                    std::to_string(one.wheels));
    for (std::size_t i = 0; i < one.rows.size(); ++i) {
      const Row& row = one.rows[i];
      std::ostringstream line;
      line << one.key << "," << (row.given ? clock_of(row.arrives, chance) : "") << ","
           << (row.given ? clock_of(row.leaves, chance) : "") << "," << row.stop << "," << 3 * i
           << "," << row.distance << ".0," << row.on << "," << row.off;
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
  all.with("routes.txt",
           "route_id,agency_id,route_short_name,route_long_name,route_type\nR,A,1,,3\nQ,A,2,,3\n");
  all.with("trips.txt",
           table("route_id,service_id,trip_id,wheelchair_accessible", trips, true, chance));
  all.with("stop_times.txt",
           table("trip_id,arrival_time,departure_time,stop_id,stop_sequence,shape_dist_traveled,"
                 "pickup_type,drop_off_type",
                 times, chance.one_in(2), chance));
  if (!headways.empty()) {
    all.with("frequencies.txt",
             table("trip_id,start_time,end_time,headway_secs,exact_times", headways, true, chance));
  }
  write_calendars(feed, all, chance);
  return all;
}

/// Times between given ones as the specification has them worked out from distance travelled.
inline void work_out(std::vector<Row>& rows) {
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

inline bool runs_on(const Service& service, Date day) {
  const auto found = service.exceptions.find(compact(day));
  if (found != service.exceptions.end()) return found->second == 1;
  const std::string text = compact(day);
  return service.has_week && service.first <= text && text <= service.last &&
         service.week[static_cast<std::size_t>(geo::weekday_of(day))] == '1';
}

}  // namespace odd
