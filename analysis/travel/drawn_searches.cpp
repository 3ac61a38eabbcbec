#include "analysis/travel/drawn_searches.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/transit/drawn.hpp"
#include "analysis/travel/line_fares.hpp"
#include "geo/service_day.hpp"
#include "geo/transit.hpp"

namespace analysis::travel {
namespace {

/// In how many ways departures at unknown times are laid out: as r5r has it.
constexpr std::size_t draws_of_unknown = 5;

transit::Rules rules_of(const geo::description::Transit& described, std::uint32_t longest) {
  transit::Rules rules;
  const double slack = std::round(described.slack.value * 60);
  rules.slack = geo::Seconds{std::max(1, static_cast<int>(slack))};
  rules.rides = static_cast<std::uint8_t>(described.rides.value_or(0));
  rules.wheelchair = described.wheelchair;
  rules.longest = longest;
  return rules;
}

geo::ServiceDay day_of(const geo::Transit& transit, const transit::Window& window,
                       std::uint32_t longest) {
  // Who leaves last may be under way for the longest time, and board what starts only then.
  const geo::Seconds end = window.until + geo::Seconds{static_cast<int>(longest / 10) + 1};
  return geo::service_day(transit.timetable, transit.day, window.from, end);
}

}  // namespace

std::vector<std::unique_ptr<const transit::Search>> drawn_searches(
    const geo::City& city, const transit::Window& window, const transit::WalksBetweenStops& between,
    std::uint32_t longest, std::span<const geo::LineId> without,
    const std::optional<Spending>& spending) {
  const geo::Timetable& timetable = city.transit->timetable;
  const auto rules = rules_of(*city.description.transit, longest);
  std::optional<transit::Fares> fares;
  if (spending) fares = line_fares(timetable.lines, *spending);
  std::vector<std::unique_ptr<const transit::Search>> searches;
  for (geo::ServiceDay& drawn :
       transit::drawn(day_of(*city.transit, window, longest), draws_of_unknown)) {
    std::erase_if(drawn.runs, [&](const geo::Run& run) {
      return std::binary_search(without.begin(), without.end(), timetable.line_of(run.trip));
    });
    searches.push_back(
        std::make_unique<const transit::Search>(timetable, drawn, between, window, rules, fares));
  }
  return searches;
}

std::vector<geo::LineId> lines_within(const geo::City& city, const transit::Window& window,
                                      std::uint32_t longest) {
  const geo::Timetable& timetable = city.transit->timetable;
  const geo::ServiceDay day = day_of(*city.transit, window, longest);
  std::vector<geo::LineId> lines;
  for (const geo::Run& run : day.runs) lines.push_back(timetable.line_of(run.trip));
  for (const geo::FrequentRun& run : day.frequent) lines.push_back(timetable.line_of(run.trip));
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  return lines;
}

}  // namespace analysis::travel
