// The gate for travel times between places, in which nobody is counted.

#include <fmt/format.h>

#include <algorithm>

#include "analysis/privacy/gate.hpp"
#include "analysis/privacy/release_travel.hpp"
#include "analysis/privacy/shown_inputs.hpp"
#include "analysis/travel/search.hpp"
#include "geo/transit.hpp"

namespace analysis::privacy {

using namespace geo;

namespace {

constexpr std::size_t most_times = 1 << 23;  // of a tile of origins: 32 MB
constexpr std::size_t least_tile = 64;       // origins that are searched at once
constexpr std::size_t block = 1 << 16;       // rows handed on at once

std::vector<std::string> keys_of(const std::vector<Place>& places) {
  std::vector<std::string> keys;
  for (const Place& place : places) keys.push_back(place.key);
  return keys;
}

std::vector<std::optional<Missing>> reasons_of(const City& city, const std::vector<Place>& places) {
  std::vector<std::optional<Missing>> reasons;
  for (const Place& place : places) reasons.push_back(why_no_trips(city, place));
  return reasons;
}

/// Rows on their way out, handed on a block at a time.
class RowBlock {
 public:
  RowBlock(std::size_t figures, const ReleasedMatrix::Take& take) : figures_(figures), take_(take) {
    cells_.reserve(block * figures);  // rows look into it
  }

  /// A row of these times, `far` for that reason.
  void add(std::size_t origin, std::size_t destination, std::span<const std::uint32_t> times,
           Missing why) {
    for (const std::uint32_t time : times) {
      cells_.push_back(time < travel::far ? Cell<Deciseconds>(Deciseconds{time})
                                          : Cell<Deciseconds>(why));
    }
    rows_.push_back({static_cast<std::uint32_t>(origin), static_cast<std::uint32_t>(destination),
                     std::span<const Cell<Deciseconds>>(cells_).last(figures_)});
    if (rows_.size() == block) hand_on();
  }
  void hand_on() {
    take_(rows_);
    rows_.clear();
    cells_.clear();
  }

 private:
  std::size_t figures_;
  const ReleasedMatrix::Take& take_;
  std::vector<Cell<Deciseconds>> cells_;
  std::vector<ReleasedTrip> rows_;
};

/// Hands on the rows of a table, a tile of origins after the other.
void rows_of(const City& city, const TripTable& trips, bool reached_only,
             const std::function<void(double)>& progress, const ReleasedMatrix::Take& take) {
  const auto no_origin = reasons_of(city, trips.origins());
  const auto no_destination = reasons_of(city, trips.destinations());
  const std::size_t origins = no_origin.size(), destinations = no_destination.size();
  const std::size_t figures = trips.figures(), row = destinations * figures;
  const std::size_t tile = std::max(least_tile, most_times / std::max<std::size_t>(1, row));
  RowBlock rows(figures, take);
  for (std::size_t first = 0; first < origins; first += tile) {
    const std::size_t last = std::min(origins, first + tile);
    if (progress) progress(double(first) / double(origins));
    const auto times = trips.times(first, last);
    for (std::size_t origin = first; origin < last; ++origin) {
      for (std::size_t destination = 0; destination < destinations; ++destination) {
        const auto own =
            std::span(times).subspan((origin - first) * row + destination * figures, figures);
        const bool reached = std::any_of(own.begin(), own.end(),
                                         [](std::uint32_t time) { return time < travel::far; });
        if (!reached && reached_only) continue;
        const auto why = no_origin[origin] ? no_origin[origin] : no_destination[destination];
        rows.add(origin, destination, own, why.value_or(Missing::out_of_reach));
      }
    }
  }
  rows.hand_on();
}

/// What the times of each row are called.
std::vector<std::string> figures_of(const TripTable& trips) {
  if (trips.percentiles().size() <= 1) return {"minutes"};
  std::vector<std::string> names;
  for (const int percentile : trips.percentiles()) {
    names.push_back(fmt::format("minutes_p{}", percentile));
  }
  return names;
}

std::string joined(const std::vector<Minutes>& limits) {
  std::string text;
  for (const Minutes limit : limits)
    text += fmt::format("{}{:g}", text.empty() ? "" : ", ", limit.value);
  return text + " min";
}

/// How and when people ride, by the names that a run has for it.
std::vector<std::pair<std::string, std::string>> riding(const City& city,
                                                        const transit::Window& window,
                                                        const std::vector<int>& percentiles) {
  const auto& described = *city.description.transit;
  return {{"transit_day", date_text(city.transit->day)},
          {"transit_from", clock_text(window.from)},
          {"transit_until", clock_text(window.until)},
          {"transit_percentiles", fmt::format("{}", fmt::join(percentiles, ", "))},
          {"transit_walk_minutes", fmt::format("{:g}", described.walk.value)},
          {"transit_slack_minutes", fmt::format("{:g}", described.slack.value)},
          {"transit_rides", described.rides ? std::to_string(*described.rides) : "any number"},
          {"transit_wheelchair", described.wheelchair ? "yes" : "no"}};
}

}  // namespace

Release Gate::about(const City& city) {
  Release release;
  release.name_ = city.name;
  release.languages_ = city.languages;
  release.projection_ = city.projection;
  release.inputs_ = shown_inputs(city);
  return release;
}

Release Gate::release(const City& city, const CatchmentAreas& areas) {
  refuse_hidden(city, areas.places);
  Release release = about(city);
  release.layers_ = {catchments_layer(city, areas), reached_streets_layer(city, areas),
                     places_layer(city, "origins", areas.places)};
  const CatchmentSettings& asked = areas.settings;
  release.parameters_ = {
      {"way", asked.departures ? std::string{description::by_transit} : asked.way.name},
      {"within", joined(asked.within)},
      {"trips", asked.heading == travel::Heading::away ? "from the places" : "to the places"},
      {"bands", areas.rings ? "rings" : "whole"},
      {"areas", areas.together ? "together" : "each"},
      {"cell", fmt::format("{:g} m", asked.cell.value)}};
  if (asked.departures) {
    const auto& [window, percentile] = *asked.departures;
    for (auto& said : riding(city, window, {percentile})) release.parameters_.push_back(said);
  }
  return release;
}

ReleasedTrips Gate::release(const City& city, std::shared_ptr<const TripTable> trips,
                            bool reached_only, const std::function<void(double)>& progress) {
  refuse_hidden(city, trips->origins());
  refuse_hidden(city, trips->destinations());
  ReleasedTrips released{about(city), {}};
  released.places.layers_ = {places_layer(city, "origins", trips->origins()),
                             places_layer(city, "destinations", trips->destinations())};
  released.places.parameters_ = {{"within", joined({trips->limit()})},
                                 {"rows", reached_only ? "reached" : "all"}};
  if (!trips->percentiles().empty()) {
    const transit::Window window{city.transit->from, city.transit->until};
    for (auto& said : riding(city, window, trips->percentiles())) {
      released.places.parameters_.push_back(said);
    }
  }
  ReleasedMatrix& table = released.table;
  table.figures_ = figures_of(*trips);
  table.origins_ = keys_of(trips->origins());
  table.destinations_ = keys_of(trips->destinations());
  table.rows_ = [&city, trips, reached_only, progress](const ReleasedMatrix::Take& take) {
    rows_of(city, *trips, reached_only, progress, take);
  };
  return released;
}

}  // namespace analysis::privacy
