#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "app/command.hpp"

namespace app {

/// What the command line asked for, once it has been parsed.
struct Chosen {
  std::function<Exit()> run;
  bool json = false;  ///< a machine reads stdout
};

// One file each: command_<name>.cpp. Each adds its command, options and examples to `program`.
void add_init(CLI::App& program, Chosen& chosen);
void add_check(CLI::App& program, Chosen& chosen);
void add_run(CLI::App& program, Chosen& chosen);
void add_isochrone(CLI::App& program, Chosen& chosen);
void add_matrix(CLI::App& program, Chosen& chosen);
void add_explain(CLI::App& program, Chosen& chosen);
void add_metrics(CLI::App& program, Chosen& chosen);
void add_describe(CLI::App& program, Chosen& chosen);

/// The whole command line: help, version and every command.
void add_commands(CLI::App& program, Chosen& chosen);

}  // namespace app
