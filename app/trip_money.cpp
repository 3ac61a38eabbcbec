#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "app/trip_words.hpp"
#include "geo/core/price.hpp"

namespace app {
namespace {

using namespace geo;
using analysis::ToldTrips;
using analysis::transit::Journey;
using analysis::transit::Ride;

/// What the fares of a trip add up to; nothing where one of them is unknown.
std::optional<Money> costs_of(const City& city, const Journey& journey) {
  Money sum;
  for (const Ride& ride : journey.rides) {
    if (ride.stays_seated) continue;
    const Timetable& timetable = city.transit->timetable;
    const auto& fare = timetable.lines.fare[timetable.line_of(ride.trip)];
    const auto cost = fare ? money(*fare) : std::nullopt;
    if (!cost) return std::nullopt;
    sum.thousandths += cost->thousandths;
  }
  return sum;
}

std::string lines_of(const City& city, const Journey& journey) {
  std::string names;
  for (const Ride& ride : journey.rides) {
    if (ride.stays_seated) continue;
    const Lines& lines = city.transit->timetable.lines;
    const LineId line = city.transit->timetable.line_of(ride.trip);
    const std::string& short_name = lines.short_name[line];
    names += (names.empty() ? "" : ", ") + (short_name.empty() ? lines.key[line] : short_name);
  }
  return names.empty() ? "on foot" : names;
}

}  // namespace

std::vector<std::string> money_in_words(const City& city, const ToldTrips& told) {
  if (told.for_money.empty() || !told.quickest) return {};
  std::vector<std::string> lines{"", "Time and money:"};
  for (const auto& [costs, journey] : told.for_money) {
    lines.push_back(fmt::format("  for {}: {:.0f} min ({})", price_text(costs, told.currency),
                                journey.arrives / 600.0, lines_of(city, journey)));
  }
  if (!costs_of(city, *told.quickest)) {
    lines.push_back("  what the trip above costs is not known: a line states no fare");
  }
  return lines;
}

nlohmann::ordered_json money_as_json(const City& city, const ToldTrips& told) {
  auto trips = nlohmann::ordered_json::array();
  for (const auto& [costs, journey] : told.for_money) {
    trips.push_back({{"costs", costs.thousandths / 1000.0},
                     {"minutes", journey.arrives / 600.0},
                     {"lines", lines_of(city, journey)}});
  }
  nlohmann::ordered_json answer{{"costs", nullptr}, {"currency", told.currency}};
  const auto costs = told.quickest ? costs_of(city, *told.quickest) : std::nullopt;
  if (costs) answer["costs"] = costs->thousandths / 1000.0;
  answer["for_money"] = std::move(trips);
  return answer;
}

}  // namespace app
