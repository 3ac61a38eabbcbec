#include "geo/read/description_transit.hpp"

#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "geo/read/description_source.hpp"

namespace geo::read {
namespace {

using description::Transit;
using description::TransitLines;

Seconds time_of_day(Section& section, std::string_view key, Seconds by_default) {
  const auto text = section.any_text(key);
  if (text.empty()) return by_default;
  const auto time = clock(text);
  if (!time || *time > Seconds{2 * one_day.count}) {
    section.refuse(key, "description_value", "this is not a time of day", "write it as \"07:00\"");
  }
  return *time;
}

TransitMode mode_of(Section& section) {
  constexpr std::array<std::pair<std::string_view, TransitMode>, 13> modes{
      {{"bus", TransitMode::bus},
       {"minibus", TransitMode::bus},
       {"shared taxi", TransitMode::bus},
       {"tram", TransitMode::tram},
       {"metro", TransitMode::metro},
       {"rail", TransitMode::rail},
       {"ferry", TransitMode::ferry},
       {"cable tram", TransitMode::cable_tram},
       {"aerial lift", TransitMode::aerial_lift},
       {"funicular", TransitMode::funicular},
       {"trolleybus", TransitMode::trolleybus},
       {"monorail", TransitMode::monorail},
       {"other", TransitMode::other}}};
  const auto word = section.text("mode");
  if (word.empty()) return TransitMode::bus;
  for (const auto& [name, mode] : modes) {
    if (name == word) return mode;
  }
  section.refuse(
      "mode", "description_value", "this is no kind of vehicle that is known",
      "write bus, minibus, shared taxi, tram, metro, rail, ferry, funicular, aerial lift "
      "or other");
}

bool yes(Section& section, std::string_view key) {
  const auto word = section.any_text(key);
  if (word.empty() || word == "false") return false;
  if (word == "true") return true;
  section.refuse(key, "description_value", "this is neither true nor false", "write true or false");
}

TransitLines lines_of(Section& section) {
  TransitLines lines;
  lines.source = source_at(section, section.has("layer") ? "layer" : "table");
  lines.line = section.text("line");
  lines.order = section.text("order");
  lines.name = section.text("name");
  lines.stop = section.text("stop");
  lines.headway = section.any_text("headway");
  lines.speed = section.any_text("speed");
  lines.fare = section.any_text("fare");
  lines.hours = section.text("hours");
  lines.mode = mode_of(section);
  lines.hail = yes(section, "hail");
  lines.one_way = yes(section, "one_way");
  lines.stops_every = Metres{section.number("stops_every", lines.hail ? 100 : 300)};
  if (lines.stops_every < Metres{20} || lines.stops_every > Metres{5000}) {
    section.refuse("stops_every", "description_value", "stops lie between 20 m and 5 km apart",
                   "write metres, for example stops_every = 300");
  }
  for (const char* key : {"headway", "speed"}) {
    if (section.has(key)) continue;
    section.refuse(key, "description_missing_key",
                   "a line without a timetable needs a headway and a speed",
                   "add headway = 10 (minutes) and speed = 18 (km/h), or columns that hold them");
  }
  return lines;
}

/// A number of this key within bounds.
double between(Section& section, std::string_view key, double by_default, double least, double most,
               const std::string& remedy) {
  const double value = section.number(key, by_default);
  if (value >= least && value <= most) return value;
  section.refuse(key, "description_value", "this is more or less than can be asked for", remedy);
}

/// Ascending, each once.
std::vector<int> percentiles_of(Section& section, std::vector<int> by_default) {
  if (!section.has("percentiles")) return by_default;
  std::set<int> all;
  for (const double value : section.numbers("percentiles")) {
    if (value < 0 || value > 100 || value != std::floor(value)) {
      section.refuse("percentiles", "description_value",
                     "a percentile is a whole number from 0 to 100",
                     "write for example percentiles = [25, 50, 75]");
    }
    all.insert(static_cast<int>(value));
  }
  return {all.begin(), all.end()};
}

/// A price that this key states, in the text given.
Price price_of(Section& section, std::string_view key, const std::string& text) {
  const auto stated = price(text);
  if (stated && money(*stated)) return *stated;
  section.refuse(key, "description_value", geo::quoted(text) + " is not one price",
                 "write it as \"1.40 EUR\"");
}

/// What rides cost where nobody else says so, and what people can spend on a trip.
void read_money(Section& section, Transit& transit) {
  if (const auto text = section.any_text("fare"); !text.empty()) {
    transit.fare = price_of(section, "fare", text);
  }
  std::map<Money, Price> budgets;
  for (const std::string& text : section.texts("budget")) {
    const Price budget = price_of(section, "budget", text);
    budgets.emplace(*money(budget), budget);
  }
  for (const auto& [amount, budget] : budgets) {
    if (budget.currency != budgets.begin()->second.currency) {
      section.refuse("budget", "description_value", "the budgets are in several currencies",
                     "write them all in the currency of the fares");
    }
    transit.budgets.push_back(budget);
  }
}

/// How people ride: what binds them, and which of the times over the window are told.
void read_rules(Section& section, Transit& transit) {
  transit.walk = Minutes{
      between(section, "walk", transit.walk.value, 0, 60, "write minutes, up to 60: walk = 20")};
  transit.slack = Minutes{
      between(section, "slack", transit.slack.value, 0, 30, "write minutes, up to 30: slack = 1")};
  if (section.has("rides")) {
    const std::string remedy = "write a whole number up to 20, or leave it out: rides = 3";
    const double rides = between(section, "rides", 1, 1, 20, remedy);
    transit.rides = static_cast<int>(rides);
  }
  transit.percentiles = percentiles_of(section, transit.percentiles);
  transit.mean = yes(section, "mean");
  transit.wheelchair = yes(section, "wheelchair");
  if (transit.percentiles.empty() && !transit.mean) {
    section.refuse("percentiles", "description_value", "nothing is asked of public transport",
                   "write percentiles = [50], or mean = true");
  }
}

}  // namespace

Transit transit_of(Section& section) {
  Transit transit;
  transit.feeds = section.texts("feeds");
  if (const auto day = section.any_text("day"); !day.empty()) {
    transit.day = date(day);
    if (!transit.day) {
      section.refuse("day", "description_value", "this is not a day of the calendar",
                     "write it as day = \"2026-01-14\"");
    }
  }
  transit.from = time_of_day(section, "from", transit.from);
  transit.to = time_of_day(section, "to", transit.to);
  if (transit.to <= transit.from) {
    section.refuse("to", "description_value", "the hours of the analysis end before they begin",
                   "past midnight they go on: from = \"22:00\", to = \"25:00\"");
  }
  if (transit.to - transit.from > Seconds{254 * 60} || transit.to - transit.from < Seconds{60}) {
    section.refuse("to", "description_value",
                   "the hours of the analysis are less than a minute, or more than 254",
                   "ask about the morning and the evening in runs of their own");
  }
  read_rules(section, transit);
  read_money(section, transit);
  section.list("lines", [&](Section& lines) { transit.lines.push_back(lines_of(lines)); });
  return transit;
}

void check_transit(const Section& root, const Description& city) {
  if (!city.transit || (city.transit->feeds.empty() && city.transit->lines.empty())) {
    root.refuse("travel", "transit_not_described",
                "the run moves by public transport, and no timetable is named",
                "add [transit] with feeds = [\"gtfs.zip\"], or take transit out of [travel] by");
  }
  if (city.streets.from == description::Streets::From::none) {
    root.refuse("travel", "transit_without_streets",
                "the run moves by public transport, and there are no streets to walk to the stops",
                "name the streets under [streets], or take transit out of [travel] by");
  }
}

}  // namespace geo::read
