#include <algorithm>

#include "geo/read/gtfs_parts.hpp"

namespace geo::read {

FeedTrips feed_trips(const FeedFiles& files, const FeedLines& lines, const FeedCalendars& calendars,
                     Findings& findings) {
  FeedTrips all;
  FeedTable table(files, "trips.txt", findings);
  const auto id = table.needed("trip_id"), line = table.needed("route_id"),
             calendar = table.needed("service_id"), shape = table.column("shape_id"),
             wheels = table.column("wheelchair_accessible");
  while (table.next()) {
    table.require(id);
    table.require(line);
    table.require(calendar);
    if (table[id].empty() || !all.keys.add(table, id, table[id])) continue;
    FeedTrip trip;
    trip.key = table[id];
    trip.line = LineId{lines.keys.find(table, line).value_or(0)};
    trip.calendar = CalendarId{calendars.keys.find(table, calendar).value_or(0)};
    trip.shape = table[shape];
    if (table[wheels] == "1") trip.wheelchair = Wheelchair::yes;
    if (table[wheels] == "2") trip.wheelchair = Wheelchair::no;
    all.trips.push_back(std::move(trip));
  }
  all.trips = in_order(std::move(all.trips), all.keys.sort());
  return all;
}

namespace {

/// Headways of one trip that hold at the same time: nobody can say which one is meant.
void refuse_overlaps(const std::vector<FeedHeadway>& headways, const std::vector<FeedTrip>& trips,
                     const FeedTable& table, Findings& findings) {
  for (std::size_t i = 1; i < headways.size(); ++i) {
    const auto &before = headways[i - 1], &after = headways[i];
    if (before.trip != after.trip || after.from >= before.until) continue;
    Finding finding = table.about(table.column("trip_id"), "overlapping_frequency",
                                  "two headways of one trip hold at the same time",
                                  "end the first where the second begins");
    finding.value = geo::quoted(trips[after.trip].key);
    finding.place =
        fmt::format("{} to {} and {} to {}", clock_text(before.from), clock_text(before.until),
                    clock_text(after.from), clock_text(after.until));
    findings.add(std::move(finding));
  }
}

}  // namespace

std::vector<FeedHeadway> feed_headways(const FeedFiles& files, const FeedTrips& trips,
                                       Findings& findings) {
  std::vector<FeedHeadway> all;
  if (!files.has("frequencies.txt") || files.size("frequencies.txt") == 0) return all;
  FeedTable table(files, "frequencies.txt", findings);
  const auto id = table.needed("trip_id"), from = table.needed("start_time"),
             until = table.needed("end_time"), every = table.needed("headway_secs"),
             exact = table.column("exact_times");
  constexpr int longest = 7 * 24 * 60 * 60;
  while (table.next()) {
    for (const auto* column : {&id, &from, &until, &every}) table.require(*column);
    const auto trip = trips.keys.find(table, id);
    const auto start = table.time(from), end = table.time(until);
    const auto headway = table.whole(every, 1, longest);
    const auto is_exact = table.whole(exact, 0, 1);
    if (!trip || !start || !end) continue;
    if (*end <= *start) {
      table.add(table.about(until, "start_and_end_range_out_of_order", "it ends before it begins",
                            "put the two in their order"));
      continue;
    }
    // Without a headway no timetable is handed out, but its hours may overlap others.
    all.push_back({*trip, *start, *end, Seconds{headway.value_or(longest)}, is_exact == 1});
  }
  std::sort(all.begin(), all.end(), [](const FeedHeadway& a, const FeedHeadway& b) {
    return std::tie(a.trip, a.from, a.until) < std::tie(b.trip, b.from, b.until);
  });
  refuse_overlaps(all, trips.trips, table, findings);
  return all;
}

}  // namespace geo::read
