#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "analysis/metric.hpp"
#include "app/commands.hpp"
#include "app/metric_json.hpp"
#include "app/terminal.hpp"

namespace app {
namespace {

Exit metrics(bool json) {
  if (json) {
    auto all = nlohmann::ordered_json::array();
    for (const analysis::Entry& entry : analysis::catalogue()) all.push_back(as_json(entry));
    answer_json(all);
    return Exit::done;
  }
  std::size_t id_width = 0, unit_width = 0;
  for (const analysis::Entry& entry : analysis::catalogue()) {
    id_width = std::max(id_width, entry.id.size());
    unit_width = std::max(unit_width, entry.metric->card.unit.size());
  }
  for (const analysis::Entry& entry : analysis::catalogue()) {
    const auto& card = entry.metric->card;
    answer(
        fmt::format("{:<{}}  {:<{}}  {}", entry.id, id_width, card.unit, unit_width, card.title));
  }
  say("More about one: medina describe " + std::string{analysis::catalogue().front().id});
  return Exit::done;
}

}  // namespace

void add_metrics(CLI::App& program, Chosen& chosen) {
  auto* command = program.add_subcommand("metrics", "List what can be measured");
  command->footer(
      "Examples:\n"
      "  medina metrics\n"
      "  medina metrics --json | jq -r '.[].id'");
  command->add_flag("--json", chosen.json, "Print the catalogue for a machine");
  command->callback([&chosen] { chosen.run = [&chosen] { return metrics(chosen.json); }; });
}

}  // namespace app
