#include "app/command.hpp"

#include <fmt/format.h>

#include <new>
#include <nlohmann/json.hpp>

#include "app/command_pages.hpp"
#include "app/commands.hpp"
#include "app/terminal.hpp"
#include "app/versions.hpp"
#include "geo/core/error.hpp"

namespace app {
namespace {

constexpr const char* what_it_is =
    "medina: who can reach what they need in a city, and who cannot.\n"
    "From a folder of a city's own layers to maps, tables and a report, on this computer alone.\n";

constexpr const char* first_steps =
    "First steps:\n"
    "  medina init my-city/ -o city.toml     look at a folder of layers, write a description\n"
    "  medina check city.toml                what is odd in the data, and how to mend it\n"
    "  medina run city.toml -o out/          the maps; then open out/report/index.html\n"
    "\n"
    "Each command explains itself: medina run --help\n"
    "Exit status: 0 done, 1 failed, 2 input refused, 3 too large for this computer,\n"
    "             4 refused to protect people, 64 wrong use, 70 a fault of the program.";

/// Says why it stopped: in words on stderr, and to a machine on stdout when one reads it.
Exit stopped(const Chosen& chosen, const geo::Finding& finding, Exit exit) {
  say(geo::line(finding));
  if (chosen.json) answer_json({{"error", as_json(finding)}, {"exit", static_cast<int>(exit)}});
  return exit;
}

geo::Finding fault(std::string what, std::string remedy) {
  geo::Finding finding;
  finding.code = "program_fault";
  finding.severity = geo::Severity::error;
  finding.what = std::move(what);
  finding.remedy = std::move(remedy);
  return finding;
}

/// Runs the chosen command; the one place where an error ends.
Exit run(const Chosen& chosen) {
  try {
    return chosen.run();
  } catch (const geo::Error& error) {
    return stopped(chosen, error.finding(), exit_of(error.cause()));
  } catch (const std::bad_alloc&) {
    auto finding = fault("there is not enough memory for this city on this computer",
                         "close other programs, or run fewer metrics with --only");
    finding.code = "memory_limit";
    return stopped(chosen, finding, Exit::resource_limit);
  } catch (const std::exception& error) {
    return stopped(chosen,
                   fault(fmt::format("the program met a case it does not know ({})", error.what()),
                         "this is a fault of the program, not of your data; please report it"),
                   Exit::fault);
  }
}

}  // namespace

Exit exit_of(geo::Cause cause) {
  switch (cause) {
    case geo::Cause::failed:
      return Exit::failed;
    case geo::Cause::input_refused:
      return Exit::input_refused;
    case geo::Cause::resource_limit:
      return Exit::resource_limit;
    case geo::Cause::gate_refused:
      return Exit::gate_refused;
    case geo::Cause::usage:
      return Exit::usage;
  }
  return Exit::fault;
}

void add_commands(CLI::App& program, Chosen& chosen) {
  program.description(what_it_is);
  program.footer(first_steps);
  program.set_version_flag("--version", versions, "The version of medina and of its libraries");
  program.set_help_all_flag("--help-all", "Help of every command at once");
  program.require_subcommand(0, 1);
  // For the makers of packages and docs: not part of what a planner needs.
  program
      .add_option_function<std::string>(
          "--print",
          [&](const std::string& name) {
            chosen.run = [&program, name] {
              fmt::print("{}", page(program, name));
              return Exit::done;
            };
          },
          "Print a page about the command line: commands, man, bash, zsh")
      ->group("");
  add_init(program, chosen);
  add_check(program, chosen);
  add_run(program, chosen);
  add_isochrone(program, chosen);
  add_matrix(program, chosen);
  add_explain(program, chosen);
  add_metrics(program, chosen);
  add_describe(program, chosen);
}

Exit medina(int argc, const char* const argv[]) {
  CLI::App program{what_it_is, "medina"};
  Chosen chosen;
  add_commands(program, chosen);
  if (argc == 1) {
    say(program.help());
    return Exit::usage;
  }
  try {
    program.parse(argc, argv);
    if (!chosen.run) throw CLI::ExtrasError({argv[argc - 1]});
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? Exit::done : Exit::usage;
  }
  return run(chosen);
}

}  // namespace app
