#include "app/travel_options.hpp"

#include "analysis/travel/on_wheels.hpp"
#include "analysis/ways.hpp"
#include "app/plan_words.hpp"

namespace app {

void add_way_options(CLI::App& command, std::string& way, double& pace) {
  command
      .add_option("--way", way,
                  "How people move, as docs/ways.md lists it: walk, wheelchair, bicycle, car, ...")
      ->type_name("NAME");
  command.add_option("--pace", pace, "Speed on the flat in km/h; left out: that of the way")
      ->check(CLI::Range(0.5, 50.0))
      ->type_name("KM/H");
}

analysis::travel::Way asked_way(const geo::City& city, const std::string& name, double pace) {
  analysis::travel::Way way = analysis::way_named(city, name);
  if (pace > 0) way.pace = geo::MetresPerMinute{pace * 1000 / 60};
  return way;
}

geo::City met_by(geo::City city, const analysis::travel::Way& way) {
  if (way.uses == geo::Mode::foot) return city;
  return analysis::travel::ridden(std::move(city), way.uses);
}

void add_search_options(CLI::App& command, SearchOptions& options) {
  command.add_flag("--verbose", options.verbose, "Say how trips are searched, and why so");
  command.add_flag("--no-cache", options.no_cache,
                   "Neither use nor keep what earlier runs worked out about the streets");
}

analysis::travel::Means means_of(const SearchOptions& options, ProgressBar& bar,
                                 StreetShelf& shelf) {
  analysis::travel::Means means;
  if (!options.no_cache) means.shelf = &shelf;
  if (options.verbose) {
    means.planned = [&bar](const analysis::travel::Plan& plan) {
      bar.clear();
      for (const std::string& line : in_words(plan)) say(line);
    };
  }
  return means;
}

void add_file_options(CLI::App& command, PlaceFile& file) {
  command.add_option("--id", file.id, "Column of a file of places with their keys; left out: id")
      ->type_name("COLUMN");
  command.add_option("--layer", file.layer, "Layer or sheet of a file of places")
      ->type_name("NAME");
  command.add_option("--crs", file.crs, "Reference system of a file of places that states none")
      ->type_name("EPSG:N");
}

}  // namespace app
