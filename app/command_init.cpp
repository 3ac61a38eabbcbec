#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "app/check.hpp"
#include "app/commands.hpp"
#include "app/init/guess.hpp"
#include "app/init/write.hpp"
#include "app/terminal.hpp"
#include "geo/core/error.hpp"
#include "geo/write/write.hpp"

namespace app {
namespace {

namespace fs = std::filesystem;

struct InitRequest {
  std::string folder, out;
  bool replace = false;
};

void refuse(std::string code, const std::string& file, std::string what, std::string remedy) {
  geo::Finding finding;
  finding.code = std::move(code);
  finding.file = fs::path(file).filename().string();
  finding.what = std::move(what);
  finding.remedy = std::move(remedy);
  throw geo::Error(std::move(finding), geo::Cause::usage);
}

void look_first(const InitRequest& request) {
  std::error_code error;
  if (!fs::is_directory(request.folder, error)) {
    refuse("folder_missing", request.folder, "there is no folder of this name",
           "give the folder that holds the city's layers");
  }
  if (fs::exists(request.out, error) && !request.replace) {
    refuse("out_exists", request.out, "there is a file of this name already",
           "give another name with -o, or --replace to write over it");
  }
}

/// First and last line of the table of city.toml that names `file`, counted from 1, tables inside
/// it included.
std::optional<std::pair<std::size_t, std::size_t>> lines_about(const std::string& toml,
                                                               const std::string& file) {
  std::istringstream in(toml);
  std::string header;
  std::size_t number = 0, first = 0, last = 0;
  bool names_it = false;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty() || line.starts_with("#")) continue;
    const bool new_table = line.starts_with("[") && !line.starts_with("[services.") &&
                           !(header == "[people]" && line.starts_with("[people."));
    if (new_table) {
      if (names_it) break;
      header = line;
      first = number;
    }
    last = number;
    names_it = names_it || (!file.empty() && line.find('"' + file + '"') != std::string::npos);
  }
  if (!names_it) return std::nullopt;
  return std::pair{first, last};
}

/// What a run would refuse, and the lines of city.toml to change.
std::vector<std::string> edits(const Checked& checked, const std::string& toml) {
  std::vector<std::string> lines;
  for (const auto& finding : checked.findings.shown()) {
    if (finding.severity != geo::Severity::error) continue;
    std::string line = geo::line(finding);
    if (const auto about = lines_about(toml, finding.file)) {
      line = fmt::format("lines {} to {}: {}; or put # before these lines to go on without {}",
                         about->first, about->second, line, finding.file);
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

void tell(const init::Guess& guess) {
  if (guess.zones) {
    say(fmt::format("Areas: {} ({} rows, {} coarser levels)", guess.zones->seen->file,
                    guess.zones->seen->layer.rows, guess.zones->levels.size()));
  } else {
    say("Areas: none recognised");
  }
  if (guess.people && guess.people->table) {
    say(fmt::format("People: {}, joined by {}: {} of {} rows", guess.people->table->file,
                    guess.people->join_key, guess.people->matched, guess.people->rows));
  } else {
    say(guess.people ? "People: in the layer of areas" : "People: none recognised");
  }
  say(fmt::format("Services: {} {}{}", guess.services.size(),
                  guess.services.size() == 1 ? "layer" : "layers",
                  guess.osm ? " and the OSM extract" : ""));
  say("Streets: " + (guess.osm       ? *guess.osm
                     : guess.streets ? guess.streets->seen->file
                                     : "none recognised, straight lines"));
  say(fmt::format("Left out: {} {}, each with its reason in the file", guess.left_out.size(),
                  guess.left_out.size() == 1 ? "file" : "files"));
}

Exit write_description(const InitRequest& request, bool json) {
  look_first(request);
  std::string toml;
  {
    ProgressBar bar;
    const auto show = [&](std::string_view step, double done) { bar.show(step, done); };
    bar.part(0, 0.6);
    auto folder = init::read_folder(request.folder, show);
    bar.part(0.6, 1);
    const auto guess = init::guess(folder, show);
    bar.clear();
    const fs::path beside = fs::absolute(request.out).parent_path();
    toml = init::as_toml(guess, fs::relative(request.folder, beside).generic_string());
    tell(guess);
  }
  geo::write::whole_file(request.out, toml);
  const Checked checked = check(request.out, {});
  const auto to_edit = edits(checked, toml);
  if (json) {
    answer_json(
        {{"written", request.out}, {"accepted", to_edit.empty()}, {"edit_these_lines", to_edit}});
  }
  say(fmt::format("Written: {}", request.out));
  if (to_edit.empty()) {
    say("Checked: a run would accept it. Read it once, then: medina run " + request.out +
        " -o out/");
    return Exit::done;
  }
  say("Edit these lines before the run:");
  for (const std::string& line : to_edit) say("  " + line);
  return Exit::done;
}

}  // namespace

void add_init(CLI::App& program, Chosen& chosen) {
  auto* command =
      program.add_subcommand("init", "Look at a folder of layers and write its description");
  command->footer(
      "Examples:\n"
      "  medina init my-city/ -o city.toml\n"
      "\n"
      "Layers are recognised by their shapes and values first, by their names second. What was\n"
      "guessed and why stands beside each line of the file; read it before the first run.");
  auto request = std::make_shared<InitRequest>();
  command->add_option("FOLDER", request->folder, "The folder that holds the city's layers")
      ->required();
  command->add_option("-o,--out", request->out, "The description to write")->required();
  command->add_flag("--replace", request->replace, "Write over a file that is there");
  command->add_flag("--json", chosen.json, "Print what was done for a machine");
  command->callback([&chosen, request] {
    chosen.run = [&chosen, request] { return write_description(*request, chosen.json); };
  });
}

}  // namespace app
