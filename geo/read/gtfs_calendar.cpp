#include <algorithm>
#include <array>

#include "geo/read/gtfs_parts.hpp"

namespace geo::read {
namespace {

constexpr std::array weekday_names{"monday", "tuesday",  "wednesday", "thursday",
                                   "friday", "saturday", "sunday"};

/// Calendars as they are found, and the lines of those that run on no weekday.
struct Found {
  FeedKeys keys;
  std::vector<Calendar> calendars;
  std::vector<std::pair<std::size_t, Finding>> idle;
};

void read_weeks(const FeedFiles& files, Findings& findings, Found& found) {
  if (!files.has("calendar.txt")) return;
  FeedTable table(files, "calendar.txt", findings);
  const auto id = table.needed("service_id"), start = table.needed("start_date"),
             end = table.needed("end_date");
  std::array<FeedTable::Column, 7> weekdays;
  for (std::size_t day = 0; day < 7; ++day) weekdays[day] = table.needed(weekday_names[day]);
  while (table.next()) {
    table.require(id);
    if (table[id].empty() || !found.keys.add(table, id, table[id])) continue;
    Calendar calendar;
    calendar.key = table[id];
    for (std::size_t day = 0; day < 7; ++day) {
      table.require(weekdays[day]);
      calendar.weekdays[day] = table.whole(weekdays[day], 0, 1) == 1;
    }
    table.require(start);
    table.require(end);
    const auto first = table.day(start), last = table.day(end);
    if (first && last) {
      calendar.first = *first;
      calendar.last = *last;
      if (*last < *first) {
        table.add(table.about(end, "start_and_end_range_out_of_order", "it ends before it begins",
                              "put the two in their order"));
      }
    }
    if (calendar.weekdays.none()) {
      found.idle.emplace_back(
          found.calendars.size(),
          table.about(id, "service_has_no_active_day_of_the_week",
                      "a calendar has trips on no day of the week, and on no date by itself",
                      "fill in its weekdays, or delete it", Severity::warning));
    }
    found.calendars.push_back(std::move(calendar));
  }
}

void read_dates(const FeedFiles& files, Findings& findings, Found& found) {
  if (!files.has("calendar_dates.txt")) return;
  FeedTable table(files, "calendar_dates.txt", findings);
  const auto id = table.needed("service_id"), date = table.needed("date"),
             type = table.needed("exception_type");
  FeedKeys once;
  while (table.next()) {
    table.require(id);
    table.require(date);
    table.require(type);
    const auto day = table.day(date);
    const auto kind = table.whole(type, 1, 2);
    if (table[id].empty() || !day || !kind) continue;
    const std::string both = std::string(table[id]) + " " + date_text(*day);
    if (!once.add(table, id, both)) continue;
    auto row = found.keys.find(table[id]);
    if (!row) {  // a calendar that only has dates
      found.keys.add(table, id, table[id]);
      row = static_cast<std::uint32_t>(found.calendars.size());
      found.calendars.emplace_back();
      found.calendars.back().key = table[id];
    }
    Calendar& calendar = found.calendars[*row];
    (*kind == 1 ? calendar.added : calendar.removed).push_back(*day);
  }
}

}  // namespace

FeedCalendars feed_calendars(const FeedFiles& files, Findings& findings) {
  Found found;
  read_weeks(files, findings, found);
  read_dates(files, findings, found);
  for (Calendar& calendar : found.calendars) {
    std::sort(calendar.added.begin(), calendar.added.end());
    std::sort(calendar.removed.begin(), calendar.removed.end());
  }
  for (auto& [row, finding] : found.idle) {
    if (found.calendars[row].added.empty()) findings.add(std::move(finding));
  }
  FeedCalendars all;
  all.calendars =
      Per<CalendarId, Calendar>(in_order(std::move(found.calendars), found.keys.sort()));
  all.keys = std::move(found.keys);
  return all;
}

}  // namespace geo::read
