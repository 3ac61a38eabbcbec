#include "app/metric_json.hpp"

#include <nlohmann/json.hpp>

namespace app {
namespace {

const char* word(analysis::Better better) {
  switch (better) {
    case analysis::Better::lower:
      return "lower";
    case analysis::Better::higher:
      return "higher";
    case analysis::Better::neither:
      return "neither";
  }
  return "neither";
}

nlohmann::ordered_json as_json(const analysis::FieldCard& field) {
  nlohmann::ordered_json out{{"name", field.name},
                             {"meaning", field.meaning},
                             {"type", field.type},
                             {"default", field.by_default}};
  if (field.least) out["least"] = *field.least;
  if (field.most) out["most"] = *field.most;
  if (!field.choices.empty()) out["choices"] = field.choices;
  return out;
}

}  // namespace

nlohmann::ordered_json as_json(const analysis::Entry& entry) {
  const analysis::Card& card = entry.metric->card;
  nlohmann::ordered_json out{
      {"id", entry.id},
      {"title", card.title},
      {"unit", card.unit},
      {"better", word(card.better)},
      {"over_people", card.over_people == analysis::Summary::median ? "median" : "mean"},
      {"answers_for", entry.metric->over_areas() ? "areas" : "homes"},
      {"method", card.method},
      {"formula", card.formula},
      {"missing", card.missing},
      {"source", card.source}};
  auto settings = nlohmann::ordered_json::array();
  for (const auto& field : entry.metric->fields()) settings.push_back(as_json(field));
  out["settings"] = std::move(settings);
  return out;
}

}  // namespace app
