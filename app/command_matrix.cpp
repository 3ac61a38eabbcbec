#include <fmt/format.h>
#include <tbb/global_control.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "analysis/privacy/gate.hpp"
#include "analysis/ways.hpp"
#include "app/asked_departures.hpp"
#include "app/asked_places.hpp"
#include "app/commands.hpp"
#include "app/load_city.hpp"
#include "app/terminal.hpp"
#include "app/travel_options.hpp"
#include "geo/write/matrix.hpp"
#include "geo/write/write.hpp"

namespace app {
namespace {

namespace fs = std::filesystem;

struct MatrixRequest {
  std::string description, data, out, from, to, way = "walk";
  PlaceFile file;
  double minutes = 60, pace = 0;
  std::vector<int> percentiles;
  bool reached_only = false;
  SearchOptions search;
  int threads = 0;
};

/// The places themselves, on a map beside the table.
std::vector<std::string> write_places(const geo::Release& release, const std::string& out) {
  geo::write::Map map;
  map.release = &release;
  const std::string stem = fs::path(out).replace_extension().string();
  std::vector<std::string> files;
  for (const std::string layer : {"origins", "destinations"}) {
    files.push_back(fmt::format("{}_{}.geojson", stem, layer));
    geo::write::geojson_layer(map, layer, files.back());
  }
  return files;
}

/// Those asked for by public transport, ascending, each once; none for other ways.
std::vector<int> percentiles_of(const MatrixRequest& request) {
  if (request.way != geo::description::by_transit) return {};
  std::set<int> all(request.percentiles.begin(), request.percentiles.end());
  if (all.empty()) all.insert(50);
  return {all.begin(), all.end()};
}

Exit run(const MatrixRequest& request, bool json) {
  refuse_percentiles(request.way, request.percentiles);
  std::optional<tbb::global_control> threads;
  if (request.threads > 0) {
    threads.emplace(tbb::global_control::max_allowed_parallelism,
                    static_cast<std::size_t>(request.threads));
  }
  geo::write::refuse_unknown_table(request.out);
  const geo::Minutes limit{request.minutes};
  ProgressBar bar;
  StreetShelf shelf(request.description, request.data, bar);
  geo::City walked = load_city(request.description, request.data, bar, 0.3, request.way);
  const auto way = asked_way(walked, analysis::walked_by(walked, request.way), request.pace);
  const geo::City city = met_by(std::move(walked), way);
  geo::Findings findings;
  auto origins = asked_places(city, request.from, request.file, findings);
  auto destinations = asked_places(city, request.to, request.file, findings);
  report_places(city, origins, geo::Metres{0}, findings);
  report_places(city, destinations, geo::Metres{0}, findings);
  const auto pairs = double(origins.size()) * double(destinations.size());

  bar.part(0.3, 1);
  const auto trips = std::make_shared<const analysis::TripTable>(
      city, std::move(origins), std::move(destinations), limit, way,
      means_of(request.search, bar, shelf), percentiles_of(request));
  const auto released = analysis::privacy::Gate::release(
      city, trips, request.reached_only, [&](double done) { bar.show("writing trips", done); });
  auto written = write_places(released.places, request.out);
  const auto rows = geo::write::matrix(released.table, request.out);
  written.insert(written.begin(), request.out);
  bar.clear();

  for (const geo::Finding& finding : findings.shown()) say(geo::line(finding));
  say(fmt::format("{} rows for {} pairs of places", with_commas(double(rows)), with_commas(pairs)));
  for (const std::string& file : written) say("written: " + file);
  if (json) {
    auto said = nlohmann::ordered_json::array();
    for (const geo::Finding& finding : findings.shown()) said.push_back(as_json(finding));
    answer_json({{"files", written},
                 {"origins", trips->origins().size()},
                 {"destinations", trips->destinations().size()},
                 {"rows", rows},
                 {"findings", said}});
  }
  return Exit::done;
}

void add_options(CLI::App& command, MatrixRequest& request) {
  const std::string kinds =
      ": LON,LAT, a file of points, services:KIND, service:KEY, homes or a level of areas";
  command.add_option("DESCRIPTION", request.description, "The city's description, city.toml")
      ->required();
  command.add_option("--from", request.from, "Where trips begin" + kinds)
      ->required()
      ->type_name("PLACES");
  command.add_option("--to", request.to, "Where trips end, as --from")
      ->required()
      ->type_name("PLACES");
  command.add_option("--minutes", request.minutes, "Longest trip; left out: 60")
      ->check(CLI::Range(0.1, 1440.0))
      ->type_name("MIN");
  command
      .add_option("-o,--out", request.out,
                  "File for the table: .csv, .gpkg, .sqlite, or .parquet where GDAL writes it")
      ->required();
  command.add_flag("--reached-only", request.reached_only,
                   "Leave out pairs that have no trip within the limit");
  add_way_options(command, request.way, request.pace);
  add_percentiles(command, request.percentiles);
  add_file_options(command, request.file);
  command.add_option("--data", request.data, "Where the layers are, if not beside city.toml")
      ->type_name("FOLDER");
  command.add_option("--threads", request.threads, "How many processors to use; 0: all")
      ->check(CLI::Range(0, 1024));
  add_search_options(command, request.search);
}

}  // namespace

void add_matrix(CLI::App& program, Chosen& chosen) {
  auto* command =
      program.add_subcommand("matrix", "Write a table of travel times between places, of any size");
  command->footer(
      "Examples:\n"
      "  medina matrix city.toml --from homes --to services:health -o homes_to_health.csv\n"
      "  medina matrix city.toml --from neighbourhood --to neighbourhood --minutes 90 -o od.csv\n"
      "  medina matrix city.toml --from homes --to services:health --way transit \\\n"
      "    --percentile 25,50,75 -o rides.csv\n"
      "  medina matrix city.toml --from camps.geojson --to services:work --reached-only -o w.gpkg\n"
      "\n"
      "One row for each pair: origin, destination, minutes, minutes_status (ok, out_of_reach,\n"
      "off_network, ...); for several percentiles minutes_p25, minutes_p25_status, ...\n"
      "The table is written while it is computed, so it may be larger than the memory. Beside\n"
      "NAME.csv lie NAME_origins.geojson and NAME_destinations.geojson: where each key is, and "
      "how\n"
      "it meets the streets. An area of a level is its home nearest to the middle of its homes.\n"
      "Three decimals tell every tenth of a second apart.");
  auto request = std::make_shared<MatrixRequest>();
  add_options(*command, *request);
  command->add_flag("--json", chosen.json, "Print a summary for a machine");
  command->callback([&chosen, request] {
    chosen.run = [&chosen, request] { return run(*request, chosen.json); };
  });
}

}  // namespace app
