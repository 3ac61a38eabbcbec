#include "app/asked_departures.hpp"

#include <algorithm>

#include "geo/core/error.hpp"
#include "geo/transit.hpp"

namespace app {
namespace {

[[noreturn]] void refuse(std::string code, std::string what, std::string field, std::string value,
                         std::string remedy) {
  geo::Finding finding;
  finding.code = std::move(code);
  finding.severity = geo::Severity::error;
  finding.what = std::move(what);
  finding.field = std::move(field);
  finding.value = std::move(value);
  finding.remedy = std::move(remedy);
  throw geo::Error(std::move(finding), geo::Cause::usage);
}

std::string hour_text(geo::Seconds hour) {
  return geo::clock_text(hour).substr(0, 5);
}

}  // namespace

void add_percentile(CLI::App& command, std::optional<int>& percentile) {
  command
      .add_option(
          "--percentile", percentile,
          "With --way transit: in so many of 100 minutes of leaving a trip takes no longer; "
          "left out: 50")
      ->check(CLI::Range(0, 100))
      ->type_name("P");
}

void add_percentiles(CLI::App& command, std::vector<int>& percentiles) {
  command
      .add_option(
          "--percentile", percentiles,
          "With --way transit: in so many of 100 minutes of leaving a trip takes no longer; "
          "several with commas between, a column each; left out: 50")
      ->delimiter(',')
      ->check(CLI::Range(0, 100))
      ->type_name("P,...");
}

std::optional<geo::Seconds> take_hour(std::vector<std::string>& places) {
  std::optional<geo::Seconds> hour;
  std::vector<std::string> left;
  for (const std::string& place : places) {
    const auto moment = geo::clock(place);
    if (!moment) {
      left.push_back(place);
    } else if (!hour) {
      hour = moment;
    } else {
      refuse("departure_twice", "one departure is asked for at a time", "--at", geo::quoted(place),
             "ask for one hour; for many departures leave --at HH:MM out");
    }
  }
  if (left.empty()) {
    refuse("place_left_out", "this says when one leaves, and not where", "--at",
           geo::quoted(hour ? hour_text(*hour) : ""),
           "name a place too: --at 2.17,41.38 --at 08:10");
  }
  places = std::move(left);
  return hour;
}

void refuse_departures(const std::string& way, const AskedDepartures& asked) {
  const std::string hour = asked.at ? hour_text(*asked.at) : "";
  const std::string percentile = asked.percentile ? std::to_string(*asked.percentile) : "";
  if (way != geo::description::by_transit && (asked.at || asked.percentile)) {
    refuse("departure_without_transit", "only by public transport it matters when one leaves",
           asked.at ? "--at" : "--percentile", asked.at ? hour : percentile,
           "add --way transit, or leave this out");
  }
  if (asked.at && asked.percentile) {
    refuse("percentile_of_one", "a percentile is of many departures, and only one is asked for",
           "--percentile", percentile, "leave --percentile or --at HH:MM out");
  }
}

void refuse_percentiles(const std::string& way, const std::vector<int>& percentiles) {
  if (!percentiles.empty()) refuse_departures(way, {percentiles.front(), {}});
}

analysis::travel::Departures departures(const geo::City& city, const AskedDepartures& asked) {
  analysis::travel::Departures departures;
  departures.percentile = asked.percentile.value_or(departures.percentile);
  if (asked.at) {
    departures.window = {*asked.at, *asked.at + geo::Seconds{60}};
  } else if (city.transit) {
    departures.window = {city.transit->from, city.transit->until};
  }
  return departures;
}

}  // namespace app
