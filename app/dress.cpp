#include "app/dress.hpp"

#include <filesystem>

#include "app/class_style.hpp"
#include "app/dress_layers.hpp"
#include "app/page/housing.hpp"
#include "app/page/sentences.hpp"
#include "geo/read/kinds.hpp"

namespace app {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// `styles/access/nearest.json` when there is one, else `styles/access.json`.
json style_of(const std::string& metric) {
  const fs::path folder = fs::path(geo::read::share_folder()) / "styles";
  const fs::path own = folder / (metric + ".json");
  if (fs::exists(own)) return read_style(metric + ".json");
  const std::string room = metric.substr(0, metric.find('/')) + ".json";
  return read_style(fs::exists(folder / room) ? room : "access.json");
}

struct Shown {
  const geo::ReleasedLayer* layer = nullptr;
  const geo::ReleasedColumn* column = nullptr;
};

/// The finest level in which the metric has a value somewhere, and the column: everyone's, or for
/// an index of areas the first group's that has any.
Shown first_shown(const geo::Release& release, const std::string& instance) {
  for (const auto& layer : release.layers()) {
    if (layer.what != geo::ReleasedLayer::What::level) continue;
    for (const auto& column : layer.columns) {
      const bool a_value = column.role == geo::ReleasedColumn::Role::value ||
                           column.role == geo::ReleasedColumn::Role::group_value;
      if (a_value && column.instance == instance && any_value(column)) {
        return {&layer, &column};
      }
    }
  }
  return {};
}

/// The gap of the city's own group, at the finest level that can tell the sign of one somewhere,
/// else at the finest that has any.
Shown first_gap(const geo::Release& release, const std::string& instance) {
  Shown doubtful;
  for (const auto& layer : release.layers()) {
    if (layer.what != geo::ReleasedLayer::What::level) continue;
    for (const auto& column : layer.columns) {
      if (column.role != geo::ReleasedColumn::Role::gap || column.instance != instance) continue;
      bool any = false;
      for (std::size_t row = 0; row < layer.keys.size(); ++row) {
        const auto status = column.status(row);
        if (status == "ok") return {&layer, &column};
        any |= status == "uncertain";
      }
      if (any && !doubtful.layer) doubtful = {&layer, &column};
      break;  // the others are of further groups
    }
  }
  return doubtful;
}

/// A style for one more column of a metric: its gap to the reference group.
void dress_gap(geo::write::Map& map, const geo::ReleasedMetric& metric, const json& rules,
               const Words& words) {
  const auto [layer, column] = first_gap(*map.release, metric.instance);
  if (!layer || !rules.contains("gap")) return;
  auto breaks = edges(rules.at("gap"), values_of(*column));
  if (breaks.size() < 2) return;
  auto style = class_style(rules.at("gap"), std::move(breaks), column->unit, words);
  style.instance_or_column = style.column = column->name;
  style.layer = layer->name;
  style.title = page::metric_title(metric, words) + ", " + words.say("column.gap");
  map.styles.push_back(std::move(style));
}

/// A style for the latest period of each figure of housing, at the finest level that has it.
void dress_housing(geo::write::Map& map, const Words& words) {
  for (const auto& series : page::housing_series(*map.release)) {
    const auto* layer = map.release->layer(series.level);
    const auto* column = layer ? layer->column(series.name) : nullptr;
    if (!column) continue;
    const json rules = style_of("housing/" + series.what);
    auto style = class_style(rules, edges(rules, values_of(*column)), column->unit, words);
    style.instance_or_column = style.column = column->name;
    style.layer = layer->name;
    style.title = page::housing_title(series, words);
    if (!column->period.empty()) style.title += words.say("list.comma") + column->period;
    map.styles.push_back(std::move(style));
  }
}

}  // namespace

geo::write::Map dress(const geo::Release& release, const Words& words) {
  geo::write::Map map;
  map.release = &release;

  for (const auto& metric : release.metrics()) {
    const json rules = style_of(metric.id);
    const auto [layer, column] = first_shown(release, metric.instance);
    if (!layer) continue;
    // The gate's own breaks, counted over people, so that map and histogram are one.
    const auto* histogram = release.histogram(metric.instance);
    const bool given = histogram && histogram->breaks.size() >= 2;
    auto breaks = given ? histogram->breaks : edges(rules, values_of(*column));
    auto style = class_style(rules, std::move(breaks), metric.unit, words);
    style.instance_or_column = metric.instance;
    style.column = column->name;
    style.layer = layer->name;
    style.title = page::metric_title(metric, words);
    map.styles.push_back(std::move(style));
    dress_gap(map, metric, rules, words);
  }
  dress_housing(map, words);
  dress_layers(map, words);
  return map;
}

}  // namespace app
