// The gate for travel times between places, in which nobody is counted.

#include <fmt/format.h>

#include <algorithm>

#include "analysis/privacy/gate.hpp"
#include "analysis/privacy/release_travel.hpp"
#include "analysis/privacy/shown_inputs.hpp"
#include "analysis/travel/search.hpp"

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

/// Hands on the rows of a table, a tile of origins after the other.
void rows_of(const City& city, const TripTable& trips, bool reached_only,
             const std::function<void(double)>& progress, const ReleasedMatrix::Take& take) {
  const auto no_origin = reasons_of(city, trips.origins());
  const auto no_destination = reasons_of(city, trips.destinations());
  const std::size_t origins = no_origin.size(), destinations = no_destination.size();
  const std::size_t tile =
      std::max(least_tile, most_times / std::max<std::size_t>(1, destinations));
  std::vector<ReleasedTrip> rows;
  for (std::size_t first = 0; first < origins; first += tile) {
    const std::size_t last = std::min(origins, first + tile);
    if (progress) progress(double(first) / double(origins));
    const auto times = trips.times(first, last);
    for (std::size_t origin = first; origin < last; ++origin) {
      for (std::size_t destination = 0; destination < destinations; ++destination) {
        const auto time = times[(origin - first) * destinations + destination];
        const bool reached = time < travel::far;
        if (!reached && reached_only) continue;
        const auto why = no_origin[origin] ? no_origin[origin] : no_destination[destination];
        rows.push_back({static_cast<std::uint32_t>(origin), static_cast<std::uint32_t>(destination),
                        reached ? Cell<Deciseconds>(Deciseconds{time})
                                : Cell<Deciseconds>(why.value_or(Missing::out_of_reach))});
        if (rows.size() < block) continue;
        take(rows);
        rows.clear();
      }
    }
  }
  take(rows);
}

std::string joined(const std::vector<Minutes>& limits) {
  std::string text;
  for (const Minutes limit : limits)
    text += fmt::format("{}{:g}", text.empty() ? "" : ", ", limit.value);
  return text + " min";
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
      {"way", asked.way.name},
      {"within", joined(asked.within)},
      {"trips", asked.heading == travel::Heading::away ? "from the places" : "to the places"},
      {"bands", areas.rings ? "rings" : "whole"},
      {"areas", areas.together ? "together" : "each"},
      {"cell", fmt::format("{:g} m", asked.cell.value)}};
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
  ReleasedMatrix& table = released.table;
  table.origins_ = keys_of(trips->origins());
  table.destinations_ = keys_of(trips->destinations());
  table.rows_ = [&city, trips, reached_only, progress](const ReleasedMatrix::Take& take) {
    rows_of(city, *trips, reached_only, progress, take);
  };
  return released;
}

}  // namespace analysis::privacy
