#include "geo/read/transit.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "geo/core/error.hpp"
#include "geo/read/gtfs.hpp"
#include "geo/read/read.hpp"
#include "geo/read/transit_fares.hpp"
#include "geo/service_day.hpp"

namespace geo::read {
namespace {

Finding about(std::string file, std::string code, Severity severity, std::string what,
              std::string remedy) {
  return {.code = std::move(code),
          .severity = severity,
          .what = std::move(what),
          .file = std::move(file),
          .remedy = std::move(remedy)};
}

std::size_t departures_on(const Timetable& timetable, Date day) {
  std::size_t all = 0;
  for (const FeedId feed : timetable.feeds.rows()) {
    all += geo::departures_on(timetable, feed, day);
  }
  return all;
}

/// "set day = ... under [transit]", or the next best advice.
std::string advice(const Timetable& timetable, std::optional<Date> near) {
  const auto good = good_weekday(timetable, near);
  if (!good) return "take timetables of the same time; no day is in all of them";
  return fmt::format("set day = \"{}\" under [transit]; departures on that weekday: {}",
                     date_text(*good), departures_on(timetable, *good));
}

void refuse_other_zones(const Timetable& timetable, Findings& findings) {
  std::string zone, name;
  for (const Feed& feed : timetable.feeds) {
    if (feed.declared) continue;
    if (zone.empty()) {
      zone = feed.timezone;
      name = feed.name;
    }
    if (feed.timezone == zone) continue;
    Finding finding = about(feed.name, "timezones_differ", Severity::error,
                            "the timetables keep different time zones",
                            "leave out those that do not serve the city");
    finding.layer = "agency.txt";
    finding.field = "agency_timezone";
    finding.value = geo::quoted(feed.timezone + ", and " + zone + " in " + name);
    findings.add(std::move(finding));
  }
}

/// The day of the analysis against what each feed has on it.
void check_day(const Timetable& timetable, Date day, Findings& findings) {
  const bool served = departures_on(timetable, day) > 0;
  for (const FeedId feed : timetable.feeds.rows()) {
    const Feed& one = timetable.feeds[feed];
    if (geo::departures_on(timetable, feed, day) > 0) continue;
    const auto period = service_period(timetable, feed);
    const bool outside = !period || day < period->first || period->last < day;
    Finding finding;
    if (outside && period) {
      finding = about(one.name, "analysis_day_outside_service", Severity::error,
                      fmt::format("the timetable runs from {} to {}, not on the day of the "
                                  "analysis",
                                  date_text(period->first), date_text(period->last)),
                      advice(timetable, day));
    } else {
      finding =
          about(one.name, "analysis_day_without_trips",
                served && period ? Severity::warning : Severity::error,
                "the timetable has no trip on the day of the analysis", advice(timetable, day));
    }
    finding.field = "day";
    finding.value = date_text(day);
    findings.add(std::move(finding));
  }
}

std::optional<Date> chosen_day(const Timetable& timetable, const std::string& file,
                               Findings& findings) {
  const auto& feeds = timetable.feeds;
  const bool any =
      std::any_of(feeds.begin(), feeds.end(), [](const Feed& f) { return !f.declared; });
  const auto day = any ? good_weekday(timetable, std::nullopt) : std::nullopt;
  Finding finding =
      day ? about(file, "transit_day_chosen", Severity::note,
                  "public transport is asked about on this day, a weekday with much service",
                  "to ask about another, write day = \"...\" under [transit]")
          : about(file, "transit_day_missing", Severity::error,
                  "no day can be chosen: none is in every timetable, or only declared lines run",
                  "write day = \"...\" under [transit], or leave a timetable out");
  finding.field = "day";
  if (day) finding.value = date_text(*day);
  findings.add(std::move(finding));
  return day;
}

void note_no_sunday(const Transit& transit, const std::string& file, Findings& findings) {
  if (nearest_sunday(transit.timetable, transit.day)) return;
  Finding finding = about(file, "transit_no_sunday", Severity::note,
                          "no Sunday lies within the time of all timetables, so what runs on "
                          "Sundays is not recorded",
                          "take timetables that hold a whole week in common");
  finding.field = "day";
  finding.value = date_text(transit.day);
  findings.add(std::move(finding));
}

/// From when to when a feed's trips begin on a day of which it has some.
std::string first_to_last(const Timetable& all, FeedId feed, Date day) {
  constexpr Seconds midnight{24 * 3600};
  Seconds first = midnight, last{0};
  const auto widen = [&](TripId trip, Seconds from, Seconds until) {
    if (all.feed_of(trip) != feed || from < Seconds{0}) return;
    first = std::min(first, from);
    last = std::max(last, until);
  };
  const ServiceDay whole = service_day(all, day, Seconds{0}, midnight);
  for (const Run& run : whole.runs) widen(run.trip, run.start, run.start);
  for (const FrequentRun& run : whole.frequent) widen(run.trip, run.from, run.until);
  return clock_text(first) + " - " + clock_text(last);
}

/// Feeds that run on the day and rest in its hours: without them the map is of other hours.
void warn_of_rest(const Transit& transit, const ServiceDay& hours, Findings& findings) {
  const Timetable& all = transit.timetable;
  Per<FeedId, bool> runs(all.feeds.size(), false);
  for (const Run& run : hours.runs) runs[all.feed_of(run.trip)] = true;
  for (const FrequentRun& run : hours.frequent) runs[all.feed_of(run.trip)] = true;
  for (const FeedId feed : all.feeds.rows()) {
    if (runs[feed] || geo::departures_on(all, feed, transit.day) == 0) continue;
    Finding finding = about(all.feeds[feed].name, "feed_rests_in_hours", Severity::warning,
                            "the timetable has trips on the day of the analysis and none in its "
                            "hours; its trips of that day begin at the times named here",
                            "set from and to under [transit] among these, or ask the publisher");
    finding.field = "from";
    finding.value = first_to_last(all, feed, transit.day);
    findings.add(std::move(finding));
  }
}

void note_read(const Transit& transit, const ServiceDay& hours, const std::string& file,
               bool moves_by_it, Findings& findings) {
  const std::string counts = fmt::format(
      "{} stops, {} lines; on the day of the analysis {} departures, and under way in its hours {} "
      "trips",
      transit.timetable.stops.size(), transit.timetable.lines.size(),
      departures_on(transit.timetable, transit.day), hours.runs.size() + hours.frequent.size());
  Finding finding =
      moves_by_it
          ? about(file, "transit_used", Severity::note,
                  "access is measured by public transport: " + counts, "nothing to do")
          : about(file, "transit_not_used", Severity::note,
                  "the timetables are read, and no trip is measured by them: " + counts,
                  "to measure access by public transport, write by = [\"transit\"] under [travel]");
  finding.value = date_text(transit.day);
  findings.add(std::move(finding));
}

}  // namespace

std::optional<Timetable> feed_named(const std::string& named, const std::string& path,
                                    Findings& findings) {
  Findings found;
  std::optional<Timetable> timetable;
  try {
    timetable = gtfs(path, found);
  } catch (const Error& refused) {
    if (refused.cause() != Cause::input_refused) throw;
    found.add(refused.finding());
  }
  found.in_folder(std::filesystem::path(named).parent_path().string());
  findings.add(found);
  if (timetable) timetable->feeds[FeedId{0}].name = named;
  return timetable;
}

std::shared_ptr<const Transit> transit(const description::Transit& described,
                                       const std::string& file, Timetable timetable,
                                       Findings& findings, bool moves_by_it) {
  refuse_other_zones(timetable, findings);
  settle_fares(timetable, described, file, findings);
  std::optional<Date> day = described.day;
  if (day) {
    check_day(timetable, *day, findings);
  } else {
    day = chosen_day(timetable, file, findings);
  }
  if (!day || findings.any(Severity::error)) return nullptr;
  auto transit = std::make_shared<const Transit>(
      Transit{std::move(timetable), *day, described.from, described.to});
  const ServiceDay hours =
      service_day(transit->timetable, transit->day, transit->from, transit->until);
  warn_of_rest(*transit, hours, findings);
  note_no_sunday(*transit, file, findings);
  note_read(*transit, hours, file, moves_by_it, findings);
  return transit;
}

void describe(const Timetable& timetable, Findings& findings) {
  for (const FeedId feed : timetable.feeds.rows()) {
    const std::string& name = timetable.feeds[feed].name;
    findings.add(
        about(name, "timetable_read", Severity::note,
              fmt::format("a timetable of {} stops, {} lines and {} trips", timetable.stops.size(),
                          timetable.lines.size(), timetable.trips.size()),
              "nothing to do"));
    const auto period = service_period(timetable, feed);
    if (!period) {
      findings.add(about(name, "timetable_never_runs", Severity::warning,
                         "the timetable has no trip on any day",
                         "ask the publisher for one that is in force"));
      continue;
    }
    findings.add(about(name, "timetable_runs", Severity::note,
                       fmt::format("the timetable runs from {} to {}", date_text(period->first),
                                   date_text(period->last)),
                       advice(timetable, std::nullopt)));
  }
}

CheckedFeed check_feed(const std::string& path) {
  CheckedFeed checked;
  const auto timetable = gtfs(path, checked.findings);
  if (!timetable) return checked;
  describe(*timetable, checked.findings);
  for (const PatternId pattern : timetable->trips.pattern) {
    checked.stop_times += timetable->patterns.stops[pattern].size();
  }
  return checked;
}

}  // namespace geo::read
