#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "analysis/travel/plan.hpp"
#include "analysis/travel/way.hpp"
#include "app/asked_places.hpp"
#include "app/street_shelf.hpp"
#include "app/terminal.hpp"

namespace app {

/// Adds --way and --pace, the options of commands that ask how somebody moves.
void add_way_options(CLI::App& command, std::string& way, double& pace);

/// The city's way of moving of that name, at `pace` km/h unless that is 0. Throws geo::Error
/// `way_unknown`.
analysis::travel::Way asked_way(const geo::City& city, const std::string& name, double pace);

/// The city as this way meets it: with the streets and doors of its vehicle, if it has one.
geo::City met_by(geo::City city, const analysis::travel::Way& way);

/// How a command is to search.
struct SearchOptions {
  bool verbose = false, no_cache = false;
};

/// Adds --verbose and --no-cache.
void add_search_options(CLI::App& command, SearchOptions& options);

/// The means by which a command searches: whichever are quickest, said on stderr when asked for.
/// `bar` and `shelf` must outlive them.
analysis::travel::Means means_of(const SearchOptions& options, ProgressBar& bar,
                                 StreetShelf& shelf);

/// Adds --id, --layer and --crs, the options of commands that read a file of places.
void add_file_options(CLI::App& command, PlaceFile& file);

}  // namespace app
