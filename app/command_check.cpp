#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/check.hpp"
#include "app/commands.hpp"
#include "app/terminal.hpp"

namespace app {
namespace {

nlohmann::ordered_json checked_json(const Checked& checked) {
  auto findings = nlohmann::ordered_json::array();
  for (const auto& finding : checked.findings.shown()) findings.push_back(app::as_json(finding));
  auto counts = nlohmann::ordered_json::object();
  for (const auto& [code, count] : checked.findings.counts()) counts[code] = count;
  return {{"verdict", checked.findings.any(geo::Severity::error) ? "refused" : "accepted"},
          {"files", checked.files},
          {"rows", checked.rows},
          {"counts", counts},
          {"findings", findings}};
}

/// One line for each finding, and one for those of a code that are too many to show.
void print(const Checked& checked) {
  const auto shown = checked.findings.shown();
  std::map<std::string, std::size_t> told;
  for (const auto& finding : shown) {
    answer(geo::line(finding));
    ++told[finding.code];
  }
  std::size_t all = 0;
  for (const auto& [code, count] : checked.findings.counts()) {
    all += count;
    if (count > told[code]) answer(fmt::format("... and {} more {}", count - told[code], code));
  }
  const bool refused = checked.findings.any(geo::Severity::error);
  answer(fmt::format("{}: {} with {} {}, {} {}", refused ? "Refused" : "Accepted", checked.what,
                     with_commas(static_cast<double>(checked.rows)),
                     checked.rows == 1 ? "row" : "rows", with_commas(static_cast<double>(all)),
                     all == 1 ? "finding" : "findings"));
}

Exit check(const std::string& path, CheckOptions options, bool json) {
  ProgressBar bar;
  options.progress = [&](std::string_view step, double done) { bar.show(step, done); };
  const Checked checked = app::check(path, options);
  bar.clear();
  if (json) {
    answer_json(checked_json(checked));
  } else {
    print(checked);
  }
  return checked.findings.any(geo::Severity::error) ? Exit::input_refused : Exit::done;
}

}  // namespace

void add_check(CLI::App& program, Chosen& chosen) {
  auto* command =
      program.add_subcommand("check", "Say what is odd in the data, and how to mend it");
  command->footer(
      "Examples:\n"
      "  medina check city.toml\n"
      "  medina check city.toml --data ~/downloads/my-city\n"
      "  medina check sections.shp --as neighbourhoods\n"
      "  medina check schools.csv --encoding CP1252 --x lon --y lat\n"
      "  medina check my-city/ --json\n"
      "\n"
      "One line for each finding: how grave, its code, where it is, what it is, what to do.\n"
      "Exit status 2 when a run with this data would be refused.");
  auto path = std::make_shared<std::string>();
  auto options = std::make_shared<CheckOptions>();
  command->add_option("PATH", *path, "A city.toml, a layer, an OSM extract, a feed or a folder")
      ->required();
  command->add_option("--data", options->data, "Where the layers of a city.toml are")
      ->type_name("FOLDER");
  command->add_option("--crs", options->crs, "Reference system, if the file does not say it")
      ->type_name("EPSG:n");
  command->add_option("--encoding", options->encoding, "Encoding of the text, such as CP1252");
  command->add_option("--nodata", options->nodata, "A value that means not recorded");
  command->add_option("--sublayer", options->sublayer, "One layer or sheet of the file");
  command->add_option("--x", options->x, "Column with the longitude or easting, for a table");
  command->add_option("--y", options->y, "Column with the latitude or northing, for a table");
  command->add_option("--as", options->purpose, "What the layer is to be used for")
      ->check(
          CLI::IsMember({"neighbourhoods", "services", "streets", "housing", "land_use", "table"}));
  command->add_flag("--json", chosen.json, "Print the findings for a machine");
  command->callback([&chosen, path, options] {
    chosen.run = [&chosen, path, options] { return check(*path, *options, chosen.json); };
  });
}

}  // namespace app
