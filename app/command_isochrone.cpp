#include <fmt/format.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>

#include "analysis/privacy/gate.hpp"
#include "analysis/ways.hpp"
#include "app/asked_departures.hpp"
#include "app/asked_places.hpp"
#include "app/commands.hpp"
#include "app/dress_catchments.hpp"
#include "app/load_city.hpp"
#include "app/terminal.hpp"
#include "app/travel_options.hpp"
#include "geo/core/error.hpp"

namespace app {
namespace {

namespace fs = std::filesystem;
using analysis::CatchmentAreas;

struct IsochroneRequest {
  std::string description, data, out, language = "en";
  std::vector<std::string> from;
  PlaceFile file;
  std::vector<double> minutes{5, 10, 15};
  std::string trips = "from", bands = "whole", way = "walk";
  double cell = 25, pace = 0;
  bool together = false;
  AskedDepartures departures;
  SearchOptions search;
  int threads = 0;
};

CatchmentAreas asked(const IsochroneRequest& request) {
  CatchmentAreas areas;
  auto minutes = request.minutes;
  std::sort(minutes.begin(), minutes.end());
  minutes.erase(std::unique(minutes.begin(), minutes.end()), minutes.end());
  for (const double limit : minutes) areas.settings.within.emplace_back(limit);
  areas.settings.heading =
      request.trips == "to" ? analysis::travel::Heading::towards : analysis::travel::Heading::away;
  areas.settings.cell = geo::Metres{request.cell};
  areas.together = request.together;
  areas.rings = request.bands == "rings";
  return areas;
}

/// Refuses what does not go together before anything is read.
void look_at(IsochroneRequest& request) {
  request.departures.at = take_hour(request.from);
  refuse_departures(request.way, request.departures);
  if (request.way != geo::description::by_transit || request.trips != "to") return;
  throw geo::Error({.code = "trips_to_by_transit",
                    .severity = geo::Severity::error,
                    .what = "catchment areas by public transport are drawn from places, not "
                            "towards them",
                    .field = "--trips",
                    .value = geo::quoted(request.trips),
                    .remedy = "leave --trips out; medina matrix --way transit tells how long it "
                              "takes to places from any others"},
                   geo::Cause::usage);
}

/// Sets how people move, and gives the city as they meet it.
geo::City moving(geo::City walked, const IsochroneRequest& request,
                 analysis::CatchmentSettings& settings) {
  settings.way = asked_way(walked, analysis::walked_by(walked, request.way), request.pace);
  if (request.way == geo::description::by_transit) {
    settings.departures = departures(walked, request.departures);
  }
  return met_by(std::move(walked), settings.way);
}

/// Places of all that was asked for, each key once.
std::vector<analysis::Place> places(const geo::City& city, const IsochroneRequest& request,
                                    geo::Findings& findings) {
  std::vector<analysis::Place> all;
  for (const std::string& one : request.from) {
    for (auto& place : asked_places(city, one, request.file, findings)) {
      const auto same = std::count_if(all.begin(), all.end(), [&](const analysis::Place& other) {
        return other.key == place.key;
      });
      if (same > 0) place.key += fmt::format(" ({})", all.size() + 1);
      all.push_back(std::move(place));
    }
  }
  return all;
}

/// The files that were written: one package, or a GeoJSON file for each layer.
std::vector<std::string> write(const geo::write::Map& map, const std::string& out) {
  if (fs::path(out).extension() == ".gpkg") {
    geo::write::geopackage(map, out);
    return {out};
  }
  const std::string stem = fs::path(out).replace_extension().string();
  const std::vector<std::pair<std::string, std::string>> files{
      {"catchments", out},
      {"reached_streets", stem + "_streets.geojson"},
      {"origins", stem + "_origins.geojson"}};
  std::vector<std::string> written;
  for (const auto& [layer, file] : files) {
    geo::write::geojson_layer(map, layer, file);
    written.push_back(file);
  }
  return written;
}

geo::Cell<double> number(const geo::ReleasedLayer& layer, const std::string& column,
                         std::size_t row) {
  return std::get<std::vector<geo::Cell<double>>>(layer.column(column)->cells)[row];
}

nlohmann::ordered_json as_json(const geo::ReleasedLayer& layer) {
  auto areas = nlohmann::ordered_json::array();
  for (std::size_t row = 0; row < layer.keys.size(); ++row) {
    nlohmann::ordered_json area{{"origin", layer.parents[row]}};
    for (const auto& column : layer.columns) {
      const auto cell = number(layer, column.name, row);
      area[column.name] = cell ? nlohmann::ordered_json(*cell) : nlohmann::ordered_json(nullptr);
      area[column.name + "_status"] = column.status(row);
    }
    areas.push_back(std::move(area));
  }
  return areas;
}

void say_areas(const geo::ReleasedLayer& layer) {
  constexpr std::size_t most_lines = 12;
  for (std::size_t row = 0; row < std::min(layer.keys.size(), most_lines); ++row) {
    const auto within = number(layer, "within_min", row), size = number(layer, "area_km2", row);
    const auto streets = number(layer, "streets_km", row);
    if (!within) continue;
    say(fmt::format("{}: within {:g} min {:.2f} km2, {:.1f} km of streets", layer.parents[row],
                    *within, *size, *streets));
  }
  if (layer.keys.size() > most_lines) {
    say(fmt::format("... and {} more areas", layer.keys.size() - most_lines));
  }
}

Exit run(IsochroneRequest request, bool json) {
  look_at(request);
  std::optional<tbb::global_control> threads;
  if (request.threads > 0) {
    threads.emplace(tbb::global_control::max_allowed_parallelism,
                    static_cast<std::size_t>(request.threads));
  }
  const Words words(request.language);
  CatchmentAreas areas = asked(request);
  ProgressBar bar;
  StreetShelf shelf(request.description, request.data, bar);
  const geo::City city = moving(load_city(request.description, request.data, bar, 0.6, request.way),
                                request, areas.settings);
  geo::Findings findings;
  areas.places = places(city, request, findings);
  const geo::Metres reach{areas.settings.within.back().value * areas.settings.way.pace.value};
  report_places(city, areas.places, reach, findings);

  bar.part(0.6, 0.9);
  areas =
      analysis::catchment_areas(city, std::move(areas), means_of(request.search, bar, shelf),
                                [&](double done) { bar.show("drawing catchment areas", done); });
  bar.part(0.9, 1);
  bar.show("writing", 0);
  const geo::Release release = analysis::privacy::Gate::release(city, areas);
  std::vector<double> limits;
  for (const geo::Minutes limit : areas.settings.within) limits.push_back(limit.value);
  const auto written = write(dress_catchments(release, limits, words), request.out);
  bar.clear();

  const geo::ReleasedLayer& layer = *release.layer("catchments");
  for (const geo::Finding& finding : findings.shown()) say(geo::line(finding));
  say_areas(layer);
  for (const std::string& file : written) say("written: " + file);
  if (json) {
    auto said = nlohmann::ordered_json::array();
    for (const geo::Finding& finding : findings.shown()) said.push_back(app::as_json(finding));
    answer_json({{"files", written}, {"areas", as_json(layer)}, {"findings", said}});
  }
  return Exit::done;
}

void add_options(CLI::App& command, IsochroneRequest& request) {
  command.add_option("DESCRIPTION", request.description, "The city's description, city.toml")
      ->required();
  command
      .add_option(
          "--at,--from", request.from,
          "Places: LON,LAT, a file of points, services:KIND, service:KEY, homes or a level "
          "of areas; may be given several times. Beside them HH:MM, with --way transit: one "
          "departure in place of all of the hours of [transit]")
      ->required()
      ->expected(1)
      ->take_all()
      ->type_name("PLACES");
  command
      .add_option("--minutes", request.minutes, "Limits, with commas between; left out: 5,10,15")
      ->delimiter(',')
      ->check(CLI::Range(0.1, 1440.0))
      ->type_name("MIN,...");
  command.add_option("-o,--out", request.out, "File for the results, .gpkg or .geojson")
      ->required()
      ->check(CLI::Validator(
          [](const std::string& file) {
            const auto ending = fs::path(file).extension();
            const bool known = ending == ".gpkg" || ending == ".geojson";
            return known ? std::string{} : "the name must end in .gpkg or .geojson";
          },
          ""));
  command
      .add_option("--trips", request.trips,
                  "from: where one gets to from the places; to: from where one gets to them")
      ->check(CLI::IsMember({"from", "to"}));
  command
      .add_option("--bands", request.bands,
                  "whole: 15 minutes include 10; rings: each limit without the one before")
      ->check(CLI::IsMember({"whole", "rings"}));
  command.add_flag("--together", request.together,
                   "One area: what is within reach of any of the places");
  command
      .add_option("--cell", request.cell,
                  "How far a border may lie from the truth, in metres; left out: 25")
      ->check(CLI::Range(2.0, 1000.0))
      ->type_name("M");
  add_way_options(command, request.way, request.pace);
  add_percentile(command, request.departures.percentile);
  add_file_options(command, request.file);
  command.add_option("--data", request.data, "Where the layers are, if not beside city.toml")
      ->type_name("FOLDER");
  command.add_option("--language", request.language, "Language of the map: en, fr, es, ar");
  command.add_option("--threads", request.threads, "How many processors to use; 0: all")
      ->check(CLI::Range(0, 1024));
  add_search_options(command, request.search);
}

}  // namespace

void add_isochrone(CLI::App& program, Chosen& chosen) {
  auto* command = program.add_subcommand(
      "isochrone", "Draw catchment areas: what lies within so many minutes of a place");
  command->footer(
      "Examples:\n"
      "  medina isochrone city.toml --at 2.17,41.38 --minutes 5,10,15 -o areas.gpkg\n"
      "  medina isochrone city.toml --from services:health --trips to -o clinics.gpkg\n"
      "  medina isochrone city.toml --from services:green --together --minutes 5 -o parks.geojson\n"
      "  medina isochrone city.toml --from stops.csv --id stop_id --bands rings -o stops.gpkg\n"
      "  medina isochrone city.toml --from service:S17 --way transit --minutes 30,45 -o ride.gpkg\n"
      "\n"
      "Layers: catchments (the ground), reached_streets (each part of a street at the first limit\n"
      "that reaches it, cut where the time runs out), origins (the places, and how each meets the\n"
      "streets). A .gpkg holds all three, styled, with a project for QGIS; beside NAME.geojson "
      "lie\n"
      "NAME_streets.geojson and NAME_origins.geojson. How an area is drawn: docs/catchments.md.");
  auto request = std::make_shared<IsochroneRequest>();
  add_options(*command, *request);
  command->add_flag("--json", chosen.json, "Print the areas for a machine");
  command->callback([&chosen, request] {
    chosen.run = [&chosen, request] { return run(*request, chosen.json); };
  });
}

}  // namespace app
