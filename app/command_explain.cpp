#include <fmt/format.h>
#include <tbb/global_control.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "app/asked_places.hpp"
#include "app/commands.hpp"
#include "app/load_city.hpp"
#include "app/terminal.hpp"
#include "app/trip_words.hpp"
#include "geo/core/error.hpp"
#include "geo/service_day.hpp"

namespace app {
namespace {

struct ExplainRequest {
  std::string description, data, from, to, at, day;
  std::optional<int> rides;
  bool wheelchair = false;
  double longest = 180;
  int threads = 0;
};

geo::Error refused(std::string code, std::string what, std::string field, const std::string& value,
                   std::string remedy) {
  geo::Finding finding;
  finding.code = std::move(code);
  finding.severity = geo::Severity::error;
  finding.what = std::move(what);
  finding.field = std::move(field);
  finding.value = geo::quoted(value);
  finding.remedy = std::move(remedy);
  return geo::Error(std::move(finding), geo::Cause::usage);
}

geo::Seconds asked_clock(const std::string& text) {
  if (const auto at = geo::clock(text)) return *at;
  throw refused("time_unknown", "this is no time of the day", "--at", text, "write it as 08:10");
}

/// The day asked for, else that of the run; refused where nothing runs on it.
geo::Date asked_day(const geo::City& city, const std::string& text) {
  geo::Date asked = city.transit ? city.transit->day : geo::Date{};
  if (!text.empty()) {
    const auto day = geo::date(text);
    if (!day) {
      throw refused("date_unknown", "this is no day", "--day", text, "write it as 2026-01-14");
    }
    asked = *day;
  }
  if (!city.transit) return asked;
  const geo::Transit& transit = *city.transit;
  std::size_t departures = 0;
  for (const geo::FeedId feed : transit.timetable.feeds.rows()) {
    departures += geo::departures_on(transit.timetable, feed, asked);
  }
  if (departures == 0) {
    throw refused("analysis_day_without_trips", "the timetable has no trip on the day asked about",
                  "--day", geo::date_text(asked),
                  "leave --day out for " + geo::date_text(transit.day));
  }
  return asked;
}

/// One place: by the key of a service, or as everywhere else.
analysis::Place asked_place(const geo::City& city, const std::string& asked,
                            geo::Findings& findings) {
  auto places = analysis::service_called(city, asked);
  if (places.empty()) places = asked_places(city, asked, {}, findings);
  if (places.size() == 1) return places.front();
  throw refused("place_not_one", "a trip leads from one place to one other", "FROM, TO", asked,
                "give the key of one service, or longitude,latitude");
}

Exit run(const ExplainRequest& request, bool json) {
  std::optional<tbb::global_control> threads;
  if (request.threads > 0) {
    threads.emplace(tbb::global_control::max_allowed_parallelism,
                    static_cast<std::size_t>(request.threads));
  }
  analysis::AskedTrip asked;
  asked.leaves = asked_clock(request.at);
  ProgressBar bar;
  const geo::City city = load_city(request.description, request.data, bar, 0.8);
  geo::Findings findings;
  asked.from = asked_place(city, request.from, findings);
  asked.to = asked_place(city, request.to, findings);
  report_places(city, {asked.from, asked.to}, geo::Metres{0}, findings);
  asked.day = asked_day(city, request.day);
  asked.rides = request.rides;
  asked.wheelchair = request.wheelchair;
  asked.longest = geo::Minutes{request.longest};
  bar.part(0.8, 1);
  bar.show("looking for the quickest trip", 0);
  const auto trips = analysis::told_trips(city, asked);
  const auto& journey = trips.quickest;
  bar.clear();

  for (const geo::Finding& finding : findings.shown()) say(geo::line(finding));
  if (!city.transit) say("no timetables under [transit]: on foot only");
  if (!journey) {
    throw geo::Error({.code = "trip_none",
                      .severity = geo::Severity::error,
                      .what = fmt::format("no trip is as short as {:g} minutes", request.longest),
                      .value = request.from + " - " + request.to,
                      .remedy = "ask for another hour or day, or for longer trips with --longest"});
  }
  if (json) {
    auto told = as_json(city, asked, *journey);
    told["money"] = money_as_json(city, trips);
    answer_json(told);
  } else {
    for (const std::string& line : in_words(city, asked, *journey)) answer(line);
    for (const std::string& line : money_in_words(city, trips)) answer(line);
  }
  return Exit::done;
}

void add_options(CLI::App& command, ExplainRequest& request) {
  command.add_option("DESCRIPTION", request.description, "The city's description, city.toml")
      ->required();
  command.add_option("FROM", request.from, "Where the trip begins: LON,LAT or a service's key")
      ->required();
  command.add_option("TO", request.to, "Where it ends, as FROM")->required();
  command.add_option("--at", request.at, "When one leaves, as 08:10; 25:10 is after midnight")
      ->required()
      ->type_name("HH:MM");
  command.add_option("--day", request.day, "On which day; left out: that of [transit]")
      ->type_name("DATE");
  command.add_option("--rides", request.rides, "Vehicles at most; left out: as [transit] has it")
      ->check(CLI::Range(1, 20));
  command.add_flag("--wheelchair", request.wheelchair,
                   "Only vehicles, stops and streets for wheelchairs");
  command.add_option("--longest", request.longest, "Longest trip in minutes; left out: 180")
      ->check(CLI::Range(1.0, 1440.0))
      ->type_name("MIN");
  command.add_option("--data", request.data, "Where the layers are, if not beside city.toml")
      ->type_name("FOLDER");
  command.add_option("--threads", request.threads, "How many processors to use; 0: all")
      ->check(CLI::Range(0, 1024));
}

}  // namespace

void add_explain(CLI::App& program, Chosen& chosen) {
  auto* command =
      program.add_subcommand("explain", "Tell the quickest trip between two places, leg by leg");
  command->footer(
      "Examples:\n"
      "  medina explain city.toml -15.43,28.12 -15.41,28.10 --at 08:10\n"
      "  medina explain city.toml 2.17,41.38 SCHOOL_12 --at 08:10 --day 2026-01-14\n"
      "  medina explain city.toml CLINIC_3 2.17,41.38 --at 22:30 --rides 1 --json\n"
      "\n"
      "The trip on foot and by the public transport of [transit] that arrives first for who "
      "leaves\n"
      "at that minute: walks along the streets, the stop, line and direction of each ride, "
      "changes,\n"
      "and when one arrives. A run counts with the very same trips, for every home and minute. Of\n"
      "a line without times one waits half of its headway. Protected places are no FROM or TO.\n"
      "Where lines state their fares it says what other trips cost less, and how long they take.");
  auto request = std::make_shared<ExplainRequest>();
  add_options(*command, *request);
  command->add_flag("--json", chosen.json, "Print the legs for a machine");
  command->callback([&chosen, request] {
    chosen.run = [&chosen, request] { return run(*request, chosen.json); };
  });
}

}  // namespace app
