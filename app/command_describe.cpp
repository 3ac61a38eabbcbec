#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "analysis/metric.hpp"
#include "app/commands.hpp"
#include "app/metric_json.hpp"
#include "app/terminal.hpp"

namespace app {
namespace {

constexpr std::size_t line_width = 78;

/// `text` in lines of a readable width, each behind `indent` spaces.
std::string wrapped(std::string_view text, std::size_t indent) {
  const std::string margin(indent, ' ');
  std::string out = margin;
  std::size_t column = indent;
  while (!text.empty()) {
    const auto space = text.find(' ');
    const auto word = text.substr(0, space);
    text = space == std::string_view::npos ? std::string_view{} : text.substr(space + 1);
    if (column + word.size() > line_width && column > indent) {
      out += "\n" + margin;
      column = indent;
    }
    if (column > indent) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
  }
  return out;
}

std::string bounds(const analysis::FieldCard& field) {
  std::string text = field.type;
  if (field.least && field.most) text += fmt::format(", {} to {}", *field.least, *field.most);
  if (field.least && !field.most) text += fmt::format(", at least {}", *field.least);
  if (!field.least && field.most) text += fmt::format(", at most {}", *field.most);
  for (std::size_t i = 0; i < field.choices.size(); ++i) {
    text += (i == 0 ? ": " : ", ") + field.choices[i];
  }
  return text;
}

std::string_view counted(const analysis::Metric& metric) {
  if (metric.over_areas()) return "one figure for each area of each level";
  return metric.card.over_people == analysis::Summary::median
             ? "a figure for each home; an area has the median over its people"
             : "a figure for each home; an area has the mean over its people";
}

std::string_view reading(analysis::Better better) {
  switch (better) {
    case analysis::Better::lower:
      return "lower is better";
    case analysis::Better::higher:
      return "higher is better";
    case analysis::Better::neither:
      break;
  }
  return "neither high nor low is good in itself";
}

void print(const analysis::Entry& entry) {
  const auto& card = entry.metric->card;
  answer(fmt::format("{}: {}", entry.id, card.title));
  const auto part = [](std::string_view title, std::string_view text) {
    if (text.empty()) return;
    answer(fmt::format("\n{}\n{}", title, wrapped(text, 2)));
  };
  part("What it says", card.method);
  part("Unit", card.unit.empty() ? "none, an index" : card.unit);
  part("How to read it", reading(card.better));
  part("Counted", counted(*entry.metric));
  part("Formula", card.formula);
  part("When there is no value", card.missing);
  const auto fields = entry.metric->fields();
  answer(fields.empty() ? "\nSettings\n  none" : "\nSettings");
  for (const auto& field : fields) {
    answer(fmt::format("  {} = {}   ({})", field.name, field.by_default, bounds(field)));
    answer(wrapped(field.meaning, 6));
  }
  part("Source", card.source);
}

}  // namespace

void add_describe(CLI::App& program, Chosen& chosen) {
  auto* command =
      program.add_subcommand("describe", "Explain one metric: formula, settings, source");
  command->footer(
      "Examples:\n"
      "  medina describe access/nearest\n"
      "  medina describe equity/dissimilarity --json");
  auto id = std::make_shared<std::string>();
  command->add_option("ID", *id, "The metric, as medina metrics lists it")->required();
  command->add_flag("--json", chosen.json, "Print it for a machine");
  command->callback([&chosen, id] {
    chosen.run = [&chosen, id] {
      const analysis::Entry& entry = analysis::find_metric(*id);
      if (chosen.json) {
        answer_json(as_json(entry));
      } else {
        print(entry);
      }
      return Exit::done;
    };
  });
}

}  // namespace app
