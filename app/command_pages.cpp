#include "app/command_pages.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "geo/core/error.hpp"
#include "geo/version.hpp"

namespace app {
namespace {

std::vector<const CLI::App*> commands(const CLI::App& program) {
  return program.get_subcommands([](const CLI::App*) { return true; });
}

std::vector<const CLI::Option*> options(const CLI::App& command) {
  return command.get_options(
      [](const CLI::Option* option) { return !option->get_group().empty(); });
}

/// "-o, --out TEXT".
std::string spelled(const CLI::Option& option) {
  std::string text;
  const auto add = [&](const std::string& name) { text += (text.empty() ? "" : ", ") + name; };
  for (const auto& name : option.get_snames()) add("-" + name);
  for (const auto& name : option.get_lnames()) add("--" + name);
  if (text.empty()) return option.get_name(true);
  if (option.get_type_size() != 0 && !option.get_type_name().empty()) {
    text += " " + option.get_type_name();
  }
  return text;
}

std::string usage(const CLI::App& command) {
  std::string text = "medina " + command.get_name();
  for (const auto* option : options(command)) {
    if (option->get_positional()) text += " " + option->get_name(true);
  }
  for (const auto* option : options(command)) {
    if (!option->get_positional() && option->get_required()) text += " " + spelled(*option);
  }
  return text + " [OPTIONS]";
}

/// The words of a completion: every option of a command, without its value.
std::string option_words(const CLI::App& command) {
  std::string words;
  for (const auto* option : options(command)) {
    for (const auto& name : option->get_snames()) words += (words.empty() ? "-" : " -") + name;
    for (const auto& name : option->get_lnames()) words += (words.empty() ? "--" : " --") + name;
  }
  return words;
}

std::string command_words(const CLI::App& program) {
  std::string words;
  for (const auto* command : commands(program)) {
    words += (words.empty() ? "" : " ") + command->get_name();
  }
  return words;
}

/// Text for troff: a leading dot or quote is no request, a minus is a minus.
std::string roff(const std::string& text) {
  std::string out;
  bool start = true;
  for (const char c : text) {
    if (start && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
    start = c == '\n';
  }
  return out;
}

}  // namespace

std::string commands_page(const CLI::App& program) {
  std::string text =
      "# The commands\n\nPrinted from the program: `medina --print commands > docs/commands.md`. "
      "A test says when this page\nis stale.\n\n```\n" +
      program.get_footer() + "\n```\n";
  for (const auto* command : commands(program)) {
    text += fmt::format(
        "\n## medina {}\n\n{}.\n\n```\n{}\n```\n\n| option | meaning |\n| --- | --- |\n",
        command->get_name(), command->get_description(), usage(*command));
    for (const auto* option : options(*command)) {
      text += fmt::format("| `{}` | {} |\n", spelled(*option), option->get_description());
    }
    text += fmt::format("\n```\n{}\n```\n", command->get_footer());
  }
  return text;
}

std::string man_page(const CLI::App& program) {
  std::string text = fmt::format(
      ".\\\" Printed from the program: medina --print man > docs/medina.1\n"
      ".TH MEDINA 1 \"\" \"medina {}\" \"User Commands\"\n"
      ".SH NAME\nmedina \\- who can reach what they need in a city, and who cannot\n"
      ".SH SYNOPSIS\n.B medina\n.I COMMAND\n[\\fIOPTIONS\\fR]\n.SH DESCRIPTION\n{}\n",
      geo::version, roff(program.get_description()));
  text += ".nf\n" + roff(program.get_footer()) + "\n.fi\n.SH COMMANDS\n";
  for (const auto* command : commands(program)) {
    text += fmt::format(".SS {}\n{}.\n.PP\n.B {}\n", roff(usage(*command)),
                        roff(command->get_description()), roff(usage(*command)));
    for (const auto* option : options(*command)) {
      text +=
          fmt::format(".TP\n.B {}\n{}\n", roff(spelled(*option)), roff(option->get_description()));
    }
    text += ".PP\n.nf\n" + roff(command->get_footer()) + "\n.fi\n";
  }
  text +=
      ".SH EXIT STATUS\n"
      "0 done; 1 something failed; 2 input refused; 3 resource limit; 4 refused to protect "
      "people;\n64 wrong use; 70 a fault of the program.\n"
      ".SH ENVIRONMENT\n.TP\n.B MEDINA_SHARE\n"
      "Folder with the program's own data (kinds of services, styles, words), when it is not found "
      "beside the program.\n";
  return text;
}

std::string bash_completion(const CLI::App& program) {
  std::string text =
      "# Completion for bash. Printed from the program: medina --print bash\n"
      "_medina() {\n"
      "  local current=\"${COMP_WORDS[COMP_CWORD]}\"\n"
      "  COMPREPLY=()\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
      "    COMPREPLY=($(compgen -W \"" +
      command_words(program) + " " + option_words(program) +
      "\" -- \"$current\"))\n"
      "    return\n"
      "  fi\n"
      "  local words=\"\"\n"
      "  case \"${COMP_WORDS[1]}\" in\n";
  for (const auto* command : commands(program)) {
    text += fmt::format("    {}) words=\"{}\" ;;\n", command->get_name(), option_words(*command));
  }
  text +=
      "  esac\n"
      "  case \"$current\" in\n"
      "    -*) COMPREPLY=($(compgen -W \"$words\" -- \"$current\")) ;;\n"
      "    *) COMPREPLY=($(compgen -f -- \"$current\")) ;;\n"
      "  esac\n"
      "}\n"
      "complete -o filenames -F _medina medina\n";
  return text;
}

std::string zsh_completion(const CLI::App& program) {
  std::string text =
      "#compdef medina\n# Completion for zsh. Printed from the program: medina --print zsh\n"
      "if (( CURRENT == 2 )); then\n  compadd -- " +
      command_words(program) + " " + option_words(program) +
      "\n  return\nfi\ncase \"$words[2]\" in\n";
  for (const auto* command : commands(program)) {
    text += fmt::format("  {}) compadd -- {} ;;\n", command->get_name(), option_words(*command));
  }
  return text + "esac\n_files\n";
}

std::string page(const CLI::App& program, const std::string& name) {
  if (name == "commands") return commands_page(program);
  if (name == "man") return man_page(program);
  if (name == "bash") return bash_completion(program);
  if (name == "zsh") return zsh_completion(program);
  geo::Finding finding;
  finding.code = "page_unknown";
  finding.value = geo::quoted(name);
  finding.what = "there is no page of this name";
  finding.remedy = "choose one of commands, man, bash, zsh";
  throw geo::Error(std::move(finding), geo::Cause::usage);
}

}  // namespace app
