#include "app/plan_words.hpp"

#include <fmt/format.h>

#include "analysis/travel/sweep.hpp"
#include "app/terminal.hpp"

namespace app {
namespace {

using analysis::travel::Plan;
using Searched = Plan::Searched;

std::string duration(double seconds) {
  return seconds < 0.01 ? std::string{"less than 0.01 s"} : fmt::format("about {:.2f} s", seconds);
}

std::string engine(const Plan& plan) {
  const std::string lanes =
      analysis::travel::processor_name(analysis::travel::sweep_processors().front());
  const std::string sweep =
      fmt::format("64 searches at once over a hierarchy of the streets (sweep, {}, hierarchy {})",
                  lanes, plan.hierarchy_at_hand ? "at hand" : "to be built");
  const std::string dial = "one search after the other (Dial)";
  return fmt::format("{}, {}; {} would take {}", plan.swept ? sweep : dial,
                     duration(plan.swept ? plan.expected.sweeps : plan.expected.buckets),
                     plan.swept ? dial : sweep,
                     duration(plan.swept ? plan.expected.buckets : plan.expected.sweeps));
}

std::string counted(std::size_t count, const std::string& what) {
  return with_commas(static_cast<double>(count)) + " " + what;
}

/// What trips lead to, and where they begin, as a planner calls them.
struct Ends {
  std::string origins, destinations;
};
Ends ends_of(const Searched& searched) {
  switch (searched.what) {
    case Searched::For::services:
      return {"street corners with homes", "services"};
    case Searched::For::uses:
      return {"street corners with homes", "uses of land"};
    case Searched::For::stops:
      return {"street corners with homes", "stops"};
    case Searched::For::nearest:
      return {"street corners with homes", "kinds of destination"};
    case Searched::For::table:
      return {"origins", "destinations"};
    case Searched::For::areas:
      return {"places", "street corners"};
  }
  return {};
}

std::string side(const Searched& searched) {
  const Ends ends = ends_of(searched);
  const std::string origins = counted(searched.origins, ends.origins);
  const std::string destinations = counted(searched.destinations, ends.destinations);
  if (searched.what == Searched::For::nearest) {
    return fmt::format("the nearest of {} for all {}, {}", destinations, origins,
                       searched.swept ? "up to 16 kinds in one sweep" : "a search for each kind");
  }
  switch (searched.from) {
    case Searched::From::destinations:
      return fmt::format("trips to {}: searched from there, as {} are at least twice as many",
                         destinations, origins);
    case Searched::From::origins:
      return fmt::format("trips to {}: searched from {}", destinations, origins);
    case Searched::From::origins_again:
      return fmt::format(
          "trips to {}: searched from {}, and again for each figure, as they would fill the memory",
          destinations, origins);
  }
  return {};
}

std::string in_words(const Plan::Riding& riding) {
  const std::string stops =
      fmt::format("{} ({} in all)", counted(riding.reached_stops, "stops that a street leads to"),
                  with_commas(static_cast<double>(riding.stops)));
  if (riding.areas) {
    return fmt::format("{} to every street at each of {}, by {}",
                       counted(riding.homes, riding.homes == 1 ? "place" : "places"),
                       counted(riding.minutes, "minutes of leaving"), stops);
  }
  return fmt::format(
      "{} to {} at each of {}, by {}; times {}", counted(riding.homes, "homes"),
      counted(riding.services, "services"), counted(riding.minutes, "minutes of leaving"), stops,
      riding.kept ? "are kept" : "are searched again for each figure: they would fill the memory");
}

}  // namespace

std::vector<std::string> in_words(const Plan& plan) {
  if (plan.riding) return {plan.way + ": " + in_words(*plan.riding)};
  if (plan.in_straight_lines) return {plan.way + ": straight lines, as the city has no streets"};
  std::vector<std::string> lines{plan.way + ": " + engine(plan)};
  for (const Searched& searched : plan.searched) {
    const bool apart = searched.swept != plan.swept;
    lines.push_back(
        fmt::format("{}: {}{}", plan.way, side(searched),
                    apart ? ", one search after the other: beyond what a sweep holds" : ""));
  }
  return lines;
}

}  // namespace app
