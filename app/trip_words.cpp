#include "app/trip_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "geo/timetable.hpp"

namespace app {
namespace {

using namespace geo;
using analysis::AskedTrip;
using analysis::transit::Journey;
using analysis::transit::Ride;

/// One thing that somebody does on a trip; times are tenths of a second after leaving.
struct Step {
  enum class What { walk, wait, ride } what = What::walk;
  std::uint32_t begins = 0, ends = 0;
  std::string to = {};
  const Ride* ride = nullptr;  ///< of a ride, or which is waited for
};

std::string name_of(const analysis::Place& place) {
  const std::string& name = place.name.in("");
  return name.empty() ? place.key : name;
}

/// What to call a stop: by its name, else its key.
std::string name_of(const Timetable& timetable, StopId stop) {
  const std::string& name = timetable.stops.name[stop];
  return name.empty() ? timetable.stops.key[stop] : name;
}

/// The line of a trip: "12", else its long name, else its key.
std::string line_of(const Timetable& timetable, TripId trip) {
  const LineId line = timetable.line_of(trip);
  for (const std::string* name :
       {&timetable.lines.short_name[line], &timetable.lines.long_name[line]}) {
    if (!name->empty()) return *name;
  }
  return timetable.lines.key[line];
}

std::string_view mode_of(const Timetable& timetable, TripId trip) {
  switch (timetable.lines.mode[timetable.line_of(trip)]) {
    case TransitMode::tram:
      return "tram";
    case TransitMode::metro:
      return "metro";
    case TransitMode::rail:
      return "train";
    case TransitMode::bus:
      return "bus";
    case TransitMode::ferry:
      return "ferry";
    case TransitMode::cable_tram:
      return "cable tram";
    case TransitMode::aerial_lift:
      return "cable car";
    case TransitMode::funicular:
      return "funicular";
    case TransitMode::trolleybus:
      return "trolleybus";
    case TransitMode::monorail:
      return "monorail";
    case TransitMode::other:
      break;
  }
  return "line";
}

/// Where a trip ends.
std::string towards(const Timetable& timetable, TripId trip) {
  return name_of(timetable, timetable.patterns.stops[timetable.trips.pattern[trip]].back());
}

/// Walks, waits and rides in their order; none of no length but rides.
std::vector<Step> steps_of(const City& city, const AskedTrip& asked, const Journey& journey) {
  std::vector<Step> steps;
  std::uint32_t now = 0;
  const auto until = [&](Step::What what, std::uint32_t end, std::string to, const Ride* ride) {
    if (end > now || what == Step::What::ride) steps.push_back({what, now, end, to, ride});
    now = end;
  };
  for (const Ride& ride : journey.rides) {
    const Timetable& all = city.transit->timetable;
    const std::string board = name_of(all, ride.from);
    if (!ride.stays_seated) {
      until(Step::What::walk, std::min(now + ride.walk, ride.leaves), board, nullptr);
      until(Step::What::wait, ride.leaves, board, &ride);
    }
    now = ride.leaves;
    until(Step::What::ride, ride.arrives, name_of(all, ride.to), &ride);
  }
  until(Step::What::walk, journey.arrives, name_of(asked.to), nullptr);
  return steps;
}

Seconds moment(const AskedTrip& asked, std::uint32_t tenths) {
  return asked.leaves + Seconds{static_cast<int>((tenths + 9) / 10)};
}

/// "08:17", the minute in which something begins.
std::string clock_of(Seconds at) {
  const auto text = clock_text(at);
  return text.substr(0, text.rfind(':'));
}

/// By which full minute one is there.
Seconds full_minute(Seconds at) {
  return {(at.count + 59) / 60 * 60};
}

double minutes(std::uint32_t tenths) {
  return tenths / 600.0;
}

std::string for_minutes(std::uint32_t tenths) {
  return tenths < 600 ? "less than a minute" : fmt::format("{:.0f} min", minutes(tenths));
}

std::string every(const Ride& ride) {
  return fmt::format("every {:g} min", ride.every->count / 60.0);
}

std::string told(const Timetable& timetable, const Step& step) {
  if (step.what == Step::What::walk) {
    return fmt::format("walk {} to {}", for_minutes(step.ends - step.begins), step.to);
  }
  const Ride& ride = *step.ride;
  if (step.what == Step::What::wait) {
    const std::string wait = for_minutes(step.ends - step.begins);
    return ride.every
               ? fmt::format("wait about {}: leaves {}, no times are known", wait, every(ride))
               : fmt::format("wait {}", wait);
  }
  const LineId line = timetable.line_of(ride.trip);
  return fmt::format("{}{} {} towards {}, to {} ({}{})",
                     ride.stays_seated ? "stay seated: the vehicle goes on as " : "",
                     mode_of(timetable, ride.trip), line_of(timetable, ride.trip),
                     towards(timetable, ride.trip), step.to, for_minutes(step.ends - step.begins),
                     timetable.lines.declared[line] ? ", declared by the city" : "");
}

struct Sums {
  std::uint32_t walk = 0, wait = 0, ride = 0;
};

Sums sums_of(const std::vector<Step>& steps) {
  Sums sums;
  for (const Step& step : steps) {
    auto& sum = step.what == Step::What::walk   ? sums.walk
                : step.what == Step::What::wait ? sums.wait
                                                : sums.ride;
    sum += step.ends - step.begins;
  }
  return sums;
}

std::string weekday(Date day) {
  constexpr const char* names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                   "Friday", "Saturday", "Sunday"};
  return names[weekday_of(day)];
}

std::size_t vehicles(const Journey& journey) {
  return static_cast<std::size_t>(
      std::count_if(journey.rides.begin(), journey.rides.end(),
                    [](const Ride& ride) { return !ride.stays_seated; }));
}

}  // namespace

std::vector<std::string> in_words(const City& city, const AskedTrip& asked,
                                  const Journey& journey) {
  const auto steps = steps_of(city, asked, journey);
  std::vector<std::string> lines{
      fmt::format("From {} to {}, {} {}", name_of(asked.from), name_of(asked.to),
                  weekday(asked.day), date_text(asked.day)),
      ""};
  for (const Step& step : steps) {
    const std::string what =
        city.transit ? told(city.transit->timetable, step) : told(Timetable{}, step);
    lines.push_back(fmt::format("  {}  {}", clock_of(moment(asked, step.begins)), what));
  }
  const Sums sums = sums_of(steps);
  lines.push_back(fmt::format("  {}  arrive at {}",
                              clock_of(full_minute(moment(asked, journey.arrives))),
                              name_of(asked.to)));
  lines.push_back("");
  lines.push_back(
      journey.rides.empty()
          ? fmt::format("{:.0f} min on foot; no vehicle is quicker", minutes(journey.arrives))
          : fmt::format("{:.0f} min: {:.0f} walking, {:.0f} waiting, {:.0f} riding; vehicles: {}",
                        minutes(journey.arrives), minutes(sums.walk), minutes(sums.wait),
                        minutes(sums.ride), vehicles(journey)));
  return lines;
}

namespace {

nlohmann::ordered_json as_json(const Timetable& timetable, const AskedTrip& asked,
                               const Step& step) {
  constexpr const char* words[] = {"walk", "wait", "ride"};
  nlohmann::ordered_json leg{{"what", words[static_cast<int>(step.what)]},
                             {"begins", clock_text(moment(asked, step.begins))},
                             {"ends", clock_text(moment(asked, step.ends))},
                             {"minutes", minutes(step.ends - step.begins)},
                             {"to", step.to}};
  if (!step.ride) return leg;
  const Ride& ride = *step.ride;
  if (ride.every) leg["every_minutes"] = ride.every->count / 60.0;
  if (step.what != Step::What::ride) return leg;
  const LineId line = timetable.line_of(ride.trip);
  leg["from"] = name_of(timetable, ride.from);
  leg["from_key"] = timetable.stops.key[ride.from];
  leg["to_key"] = timetable.stops.key[ride.to];
  leg["line"] = line_of(timetable, ride.trip);
  leg["mode"] = mode_of(timetable, ride.trip);
  leg["towards"] = towards(timetable, ride.trip);
  leg["trip"] = timetable.trips.key[ride.trip];
  leg["declared"] = static_cast<bool>(timetable.lines.declared[line]);
  leg["stays_seated"] = ride.stays_seated;
  return leg;
}

}  // namespace

nlohmann::ordered_json as_json(const City& city, const AskedTrip& asked, const Journey& journey) {
  const Timetable none;
  const Timetable& timetable = city.transit ? city.transit->timetable : none;
  auto legs = nlohmann::ordered_json::array();
  for (const Step& step : steps_of(city, asked, journey)) {
    legs.push_back(as_json(timetable, asked, step));
  }
  return {{"from", name_of(asked.from)},
          {"to", name_of(asked.to)},
          {"day", date_text(asked.day)},
          {"leaves", clock_text(asked.leaves)},
          {"arrives", clock_text(moment(asked, journey.arrives))},
          {"minutes", minutes(journey.arrives)},
          {"vehicles", vehicles(journey)},
          {"legs", std::move(legs)}};
}

}  // namespace app
