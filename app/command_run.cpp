#include <fmt/format.h>
#include <tbb/global_control.h>
#include <tbb/parallel_invoke.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "analysis/privacy/gate.hpp"
#include "analysis/run.hpp"
#include "app/command.hpp"
#include "app/commands.hpp"
#include "app/dress.hpp"
#include "app/interruption.hpp"
#include "app/load_city.hpp"
#include "app/output_folder.hpp"
#include "app/report.hpp"
#include "app/run_summary.hpp"
#include "app/terminal.hpp"
#include "app/travel_options.hpp"
#include "geo/core/error.hpp"

namespace app {
namespace {

namespace fs = std::filesystem;

struct RunRequest {
  std::vector<std::string> descriptions;
  std::string out, data, language;
  std::vector<std::string> only;
  std::vector<geo::Kind> kinds;  ///< of several cities that list none: the same for each
  int threads = 0;
  SearchOptions search;
};

/// One of the cities of a run: its description, where its layers are, where its results go.
struct OneCity {
  std::string name, description, data, out;
};

/// The language of the page: as asked, else the city's first that has words, else English.
std::string language_of(const RunRequest& request, const geo::Release& release) {
  if (!request.language.empty()) return request.language;
  const auto known = Words::languages();
  for (const std::string& language : release.languages()) {
    if (std::find(known.begin(), known.end(), language) != known.end()) return language;
  }
  return "en";
}

void write_all(const geo::Release& release, const Words& words, const std::string& folder) {
  const geo::write::Map map = dress(release, words);
  tbb::parallel_invoke(
      [&] { geo::write::geojson(map, folder + "/layers"); },
      [&] { geo::write::geopackage(map, folder + "/city.gpkg"); },
      [&] { geo::write::csv(map, folder + "/tables"); },
      [&] { geo::write::whole_file(folder + "/report/index.html", report(map, words)); },
      [&] { geo::write::findings_json(release, folder + "/findings.json"); });
  geo::write::datapackage(map, folder);
}

Summary run_city(const OneCity& one, const RunRequest& request) {
  OutputFolder out(one.out, {one.description, one.data});
  const Interruption interruption([&] { out.abandon(); });
  ProgressBar bar;
  StreetShelf shelf(one.description, one.data, bar);
  const geo::City city = load_city(one.description, one.data, bar, 0.45);

  bar.part(0.45, 0.85);
  analysis::RunOptions options;
  options.only = request.only;
  options.kinds = request.kinds;
  options.means = means_of(request.search, bar, shelf);
  options.progress = [&](std::string_view step, double done) { bar.show(step, done); };
  const analysis::Results results = analysis::run(city, options);
  bar.part(0.85, 1);
  bar.show("protecting small counts", 0);
  const geo::Release release = analysis::privacy::Gate::release(city, results);

  bar.show("writing maps, tables and the report", 0.2);
  const Words words(language_of(request, release));
  write_all(release, words, out.unfinished());
  out.finish();
  bar.clear();
  return summarised(city, release, one.out);
}

/// What a city is called among others: its file's name, or its folder's for a plain city.toml.
std::string name_among_others(const std::string& description) {
  const auto path = fs::absolute(description).lexically_normal();
  const std::string stem = path.stem().string();
  return stem == "city" ? path.parent_path().filename().string() : stem;
}

/// Several cities: each has its own folder in the results, and in --data where it has one there.
std::vector<OneCity> cities(const RunRequest& request) {
  if (request.descriptions.size() == 1) {
    return {{"", request.descriptions.front(), request.data, request.out}};
  }
  std::vector<OneCity> all;
  std::set<std::string> names;
  for (const std::string& description : request.descriptions) {
    OneCity one{name_among_others(description), description, request.data, {}};
    if (!names.insert(one.name).second) {
      throw geo::Error({.code = "cities_alike",
                        .what = fmt::format("two of the cities are called {}", one.name),
                        .file = description,
                        .remedy = "rename one of the descriptions, for example to beirut.toml"},
                       geo::Cause::usage);
    }
    one.out = (fs::path(request.out) / one.name).string();
    const fs::path own = fs::path(request.data) / one.name;
    if (!request.data.empty() && fs::is_directory(own)) one.data = own.string();
    all.push_back(std::move(one));
  }
  return all;
}

/// The kinds to measure in cities that list none, over what all of these have, so that the tables
/// of all have the same columns. Reads each such city once more; one that is refused is left for
/// its own turn.
std::vector<geo::Kind> shared_kinds(const std::vector<OneCity>& all) {
  std::map<geo::Kind, std::size_t> services;
  ProgressBar bar;
  for (const OneCity& one : all) {
    try {
      const geo::City city = load_city(one.description, one.data, bar, 1);
      if (!city.description.analysis.kinds.empty()) continue;
      for (const auto& [kind, count] : analysis::services_by_kind(city)) services[kind] += count;
    } catch (const geo::Error&) {
    }
  }
  bar.clear();
  return analysis::kinds_to_measure(std::move(services));
}

/// City after city, a line for each. One that is refused is said, and the others still run; the
/// exit status is that of the first refused.
Exit run_each(const std::vector<OneCity>& all, const RunRequest& request, bool json) {
  Exit exit = Exit::done;
  auto answers = nlohmann::ordered_json::array();
  for (const OneCity& one : all) {
    try {
      const Summary summary = run_city(one, request);
      answers.push_back(as_json(summary));
      say(in_one_line(one.name, summary));
    } catch (const geo::Error& error) {
      answers.push_back({{"city", one.name}, {"error", as_json(error.finding())}});
      say(one.name + ": " + geo::line(error.finding()));
      if (exit == Exit::done) exit = exit_of(error.cause());
    }
  }
  if (json) answer_json({{"cities", answers}});
  return exit;
}

Exit run(const RunRequest& request, bool json) {
  std::optional<tbb::global_control> threads;
  if (request.threads > 0) {
    threads.emplace(tbb::global_control::max_allowed_parallelism,
                    static_cast<std::size_t>(request.threads));
  }
  if (!request.language.empty()) Words{request.language};
  for (const std::string& id : request.only) {
    if (id.find('/') != std::string::npos) static_cast<void>(analysis::find_metric(id));
  }
  const auto all = cities(request);
  if (all.size() > 1) {
    RunRequest of_each = request;
    of_each.kinds = shared_kinds(all);
    return run_each(all, of_each, json);
  }
  const Summary summary = run_city(all.front(), request);
  if (json) answer_json(as_json(summary));
  for (const std::string& line : in_words(summary)) say(line);
  return Exit::done;
}

}  // namespace

void add_run(CLI::App& program, Chosen& chosen) {
  auto* command = program.add_subcommand("run", "Make the maps, tables and report of a city");
  command->footer(
      "Examples:\n"
      "  medina run city.toml -o out/\n"
      "  medina run city.toml -o out/ --data ~/downloads/my-city\n"
      "  medina run city.toml -o out/ --only access/nearest --only equity/dissimilarity\n"
      "  medina run city.toml -o out/ --language ar\n"
      "  medina run tangier.toml beirut.toml madrid.toml -o out/   (out/tangier/, out/beirut/, "
      "...)\n"
      "\n"
      "Cities of one run that list no kinds of services measure the same ones, and the columns of\n"
      "everyone and of gaps are there in each, so that their tables can be laid under each other.\n"
      "\n"
      "Results come whole or not at all: out/report/index.html (open it in a browser),\n"
      "out/city.gpkg (QGIS, ArcGIS), out/layers/*.geojson, out/tables/*.csv,\n"
      "out/findings.json and out/datapackage.json (sources, licences, parameters).");
  auto request = std::make_shared<RunRequest>();
  command
      ->add_option("DESCRIPTION", request->descriptions,
                   "The city's description, city.toml; several cities run one after the other")
      ->required();
  command->add_option("-o,--out", request->out, "Folder for the results")->required();
  command->add_option("--only", request->only, "Only this metric; may be given several times")
      ->take_all()
      ->type_name("ID");
  command
      ->add_option("--data", request->data,
                   "Where the layers are, if not beside city.toml; of several cities each in its "
                   "own folder there")
      ->type_name("FOLDER");
  command->add_option("--language", request->language, "Language of the report: en, fr, es, ar");
  command->add_option("--threads", request->threads, "How many processors to use; 0: all")
      ->check(CLI::Range(0, 1024));
  add_search_options(*command, request->search);
  command->add_flag("--json", chosen.json, "Print a summary for a machine");
  command->callback([&chosen, request] {
    chosen.run = [&chosen, request] { return run(*request, chosen.json); };
  });
}

}  // namespace app
