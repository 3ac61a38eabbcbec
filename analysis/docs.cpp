#include "analysis/docs.hpp"

#include <fmt/format.h>

#include "analysis/group_step.hpp"
#include "analysis/metric.hpp"

namespace analysis {
namespace {

/// Text in a cell of a table: a bar would end the cell.
std::string in_cell(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '|') safe += '\\';
    safe += c;
  }
  return safe;
}

/// Lines of `text` of at most 118 characters, as the page is wrapped.
std::string wrapped(std::string_view text) {
  constexpr std::size_t longest = 118;
  std::string page;
  std::size_t used = 0;
  while (!text.empty()) {
    const auto space = text.find(' ');
    const auto word = text.substr(0, space);
    if (used > 0 && used + 1 + word.size() > longest) {
      page += '\n';
      used = 0;
    }
    if (used > 0) page += ' ', ++used;
    page += word;
    used += word.size();
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
  }
  return page;
}

std::string_view better(Better direction) {
  if (direction == Better::lower) return "less is better";
  return direction == Better::higher ? "more is better" : "neither more nor less is better";
}

std::string allowed(const FieldCard& field) {
  std::string text;
  for (const std::string& choice : field.choices) text += (text.empty() ? "" : ", ") + choice;
  if (field.least && field.most) text = fmt::format("{} to {}", *field.least, *field.most);
  return text;
}

std::string settings(const Metric& metric) {
  const auto fields = metric.fields();
  if (fields.empty()) return "It has no settings.\n\n";
  std::string table = "| setting | meaning | left out | allowed |\n| --- | --- | --- | --- |\n";
  for (const FieldCard& field : fields) {
    table += fmt::format("| `{}` | {} ({}) | {} | {} |\n", field.name, in_cell(field.meaning),
                         field.type, in_cell(field.by_default), in_cell(allowed(field)));
  }
  return table + "\n";
}

std::string unit(const Card& card) {
  return card.unit.empty() ? std::string{"an index without unit"} : std::string{card.unit};
}

std::string over_people(const Metric& metric) {
  if (metric.over_areas()) return "an index of areas";
  return metric.card.over_people == Summary::median ? "an area has the median of its people"
                                                    : "an area has the mean of its people";
}

std::string section(const Entry& entry) {
  const Card& card = entry.metric->card;
  std::string page = fmt::format("## {}\n\n**{}** · {} · {} · {}", entry.id, card.title, unit(card),
                                 better(card.better), over_people(*entry.metric));
  if (card.diverging) page += " · zero is the middle";
  if (card.depends_on_people) page += " · depends on who lives where, so no home shows it";
  page += "\n\n" + wrapped(card.method) + "\n\n";
  page += wrapped("Formula: " + std::string{card.formula} + ".") + "\n\n";
  page += wrapped("Without a value: " + std::string{card.missing} + ".") + "\n\n";
  page += wrapped("Source: " + std::string{card.source} + ".") + "\n\n";
  return page + settings(*entry.metric);
}

std::string group_step() {
  std::string page =
      "## The group step\n\n" +
      wrapped(
          "People are counted once, after every metric alike: who is counted, at which level, "
          "and how far one group is from another.") +
      "\n\n| figure | column | unit | meaning | formula | without a value |\n"
      "| --- | --- | --- | --- | --- | --- |\n";
  for (const StepCard& card : group_step_cards()) {
    page += fmt::format("| {} | `{}` | {} | {} | {} | {} |\n", card.name, in_cell(card.column),
                        in_cell(card.unit), in_cell(card.says), in_cell(card.formula),
                        in_cell(card.missing));
  }
  return page;
}

}  // namespace

std::string metrics_page() {
  std::string page =
      "# Metrics\n\n" +
      wrapped(
          "Printed by the program from the catalogue (`analysis/metrics`); do not edit. Each "
          "metric answers for every home, or for every area where only that makes sense; the "
          "group step at the end makes figures of groups and areas from it.") +
      "\n\n";
  for (const Entry& entry : catalogue()) page += section(entry);
  return page + group_step();
}

}  // namespace analysis
