#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace app {

// Pages about the command line, printed from the command line itself, so that they cannot tell a
// different story: docs/commands.md, docs/medina.1 and the files of app/completion.

std::string commands_page(const CLI::App& program);
std::string man_page(const CLI::App& program);
std::string bash_completion(const CLI::App& program);
std::string zsh_completion(const CLI::App& program);

/// The page of that name: commands, man, bash or zsh. Throws geo::Error (Cause::usage) for others.
std::string page(const CLI::App& program, const std::string& name);

}  // namespace app
