#include "tests/scene/drawn_transit.hpp"

#include <map>

#include "tests/scene/town.hpp"

namespace scene {

using namespace geo;

namespace {

class Drawing {
 public:
  Drawing(City& town, const DrawnDay& drawn) : town_(town), drawn_(drawn) {
    all_.feeds.push_back({"drawn", "Europe/Madrid", false});
    for (const DrawnLine& line : drawn.lines) add(line);
  }
  Timetable done() { return std::move(all_); }

 private:
  StopId stop(char letter) {
    const auto found = stops_.find(letter);
    if (found != stops_.end()) return found->second;
    const auto stands = drawn_.stands_at.find(letter);
    const ServiceId place =
        stands == drawn_.stands_at.end() ? service(town_, letter) : stands->second;
    town_.transit_stops.at.push_back(town_.services.at[place]);
    town_.transit_stops.door.push_back(town_.services.doors[place][0]);
    all_.stops.feed.push_back(FeedId{0});
    all_.stops.name.push_back(std::string(1, letter));
    all_.stops.at.push_back({});
    all_.stops.kind.push_back(StopKind::stop);
    all_.stops.parent.push_back(std::nullopt);
    all_.stops.wheelchair.push_back(Wheelchair::unknown);
    return stops_[letter] = all_.stops.key.push_back(std::string(1, letter));
  }

  LineId line(const DrawnLine& drawn) {
    const auto found = lines_.find(drawn.line);
    if (found != lines_.end()) return found->second;
    all_.lines.feed.push_back(FeedId{0});
    all_.lines.short_name.push_back(drawn.line);
    all_.lines.long_name.push_back("");
    all_.lines.mode.push_back(drawn.mode);
    all_.lines.declared.push_back(false);
    all_.lines.hail.push_back(false);
    all_.lines.fare.push_back(std::nullopt);
    return lines_[drawn.line] = all_.lines.key.push_back(drawn.line);
  }

  CalendarId calendar(const std::string& week) {
    Calendar days{FeedId{0}, week, {}, *date(drawn_.first), *date(drawn_.last), {}, {}};
    for (std::size_t i = 0; i < 7; ++i) days.weekdays[i] = week[i] == '1';
    return all_.calendars.push_back(days);
  }

  TripId trip(const DrawnLine& drawn, PatternId pattern, TimingId timing, Seconds start) {
    all_.trips.pattern.push_back(pattern);
    all_.trips.timing.push_back(timing);
    all_.trips.start.push_back(start);
    all_.trips.calendar.push_back(calendar(drawn.week));
    all_.trips.wheelchair.push_back(Wheelchair::unknown);
    return all_.trips.key.push_back("t" + std::to_string(all_.trips.size()));
  }

  void add(const DrawnLine& drawn) {
    std::vector<StopId> stops;
    std::vector<Seconds> times;
    for (const char letter : drawn.stops) {
      times.push_back({static_cast<int>(times.size()) * drawn.minutes * 60});
      stops.push_back(stop(letter));
    }
    const PatternId pattern = all_.patterns.line.push_back(line(drawn));
    all_.patterns.stops.append(stops);
    all_.patterns.calls.append(drawn.calls.empty() ? std::vector(stops.size(), Call::both)
                                                   : drawn.calls);
    all_.timings.arrives.append(times);
    all_.timings.leaves.append(times);
    const TimingId timing = all_.timings.interpolated.push_back(false);
    for (const std::string& start : drawn.starts) trip(drawn, pattern, timing, *clock(start));
    if (drawn.headway.every.count == 0) return;
    all_.headways.push_back(drawn.headway);
    all_.headways.back().trip = trip(drawn, pattern, timing, Seconds{0});
  }

  City& town_;
  const DrawnDay& drawn_;
  Timetable all_;
  std::map<char, StopId> stops_;
  std::map<std::string, LineId> lines_;
};

}  // namespace

City with_transit(City town, const DrawnDay& drawn) {
  Timetable timetable = Drawing(town, drawn).done();
  town.transit = std::make_shared<const Transit>(
      Transit{std::move(timetable), *date(drawn.day), *clock(drawn.from), *clock(drawn.until)});
  return town;
}

}  // namespace scene
