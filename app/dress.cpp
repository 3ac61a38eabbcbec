#include "app/dress.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/page/sentences.hpp"
#include "geo/read/kinds.hpp"

namespace app {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t most_classes = 5;

json read_style(const std::string& name) {
  return json::parse(page::shipped(name));
}

/// `styles/access/nearest.json` when there is one, else `styles/access.json`.
json style_of(const std::string& metric) {
  const fs::path folder = fs::path(geo::read::share_folder()) / "styles";
  const fs::path own = folder / (metric + ".json");
  if (fs::exists(own)) return read_style(metric + ".json");
  const std::string room = metric.substr(0, metric.find('/')) + ".json";
  return read_style(fs::exists(folder / room) ? room : "access.json");
}

std::vector<double> values_of(const geo::ReleasedColumn& column) {
  std::vector<double> values;
  if (const auto* cells = std::get_if<std::vector<geo::Cell<double>>>(&column.cells)) {
    for (const auto& cell : *cells) {
      if (cell) values.push_back(*cell);
    }
  }
  std::sort(values.begin(), values.end());
  return values;
}

/// Edges at equal numbers of areas. Equal values never fall into two classes, so there may be
/// fewer classes than asked.
std::vector<double> quantile_edges(const std::vector<double>& sorted) {
  std::vector<double> edges{sorted.front()};
  for (std::size_t k = 1; k < most_classes; ++k) {
    const double edge = sorted[k * sorted.size() / most_classes];
    if (edge > edges.back()) edges.push_back(edge);
  }
  if (sorted.back() > edges.back() || edges.size() == 1) edges.push_back(sorted.back());
  return edges;
}

/// Five classes, alike on both sides of zero, the middle one around it: the inner edge is where
/// half of the values are nearer to zero, the outer edge is the furthest value.
std::vector<double> edges_around_zero(const std::vector<double>& sorted) {
  std::vector<double> sizes;
  for (const double value : sorted) sizes.push_back(std::abs(value));
  std::sort(sizes.begin(), sizes.end());
  const double outer = sizes.back();
  if (outer == 0) return {0, 0};
  const double inner = sizes[sizes.size() / 4], middle = sizes[sizes.size() * 3 / 4];
  if (inner <= 0 || middle <= inner || outer <= middle) {
    return {-outer, -outer * 0.6, -outer * 0.2, outer * 0.2, outer * 0.6, outer};
  }
  return {-outer, -middle, -inner, inner, middle, outer};
}

/// The style's own edges, the outer ones moved out to the values when these go further, empty
/// outer classes left away at the top.
std::vector<double> fixed_edges(const json& style, const std::vector<double>& sorted) {
  auto edges = style.at("edges").get<std::vector<double>>();
  edges.front() = std::min(edges.front(), sorted.front());
  edges.back() = std::max(edges.back(), sorted.back());
  return edges;
}

std::vector<double> edges(const json& style, const std::vector<double>& sorted) {
  if (sorted.empty()) return {};
  const auto rule = style.at("classes").get<std::string>();
  if (rule == "fixed") return fixed_edges(style, sorted);
  if (rule == "around_zero") return edges_around_zero(sorted);
  return quantile_edges(sorted);
}

/// As many colours as there are classes, the ends of the palette first, so that fewer classes are
/// further apart. A diverging palette keeps its middle for the class that holds zero.
std::vector<std::string> colours(const json& palette, const std::vector<double>& breaks) {
  const auto all = palette.at("colours").get<std::vector<std::string>>();
  const std::size_t classes = breaks.size() - 1;
  if (classes == 1) {
    return {palette.value("diverging", false) ? all[all.size() / 2] : all[1]};
  }
  std::vector<std::string> chosen;
  for (std::size_t k = 0; k < classes; ++k) {
    chosen.push_back(all[(k * (all.size() - 1) + (classes - 1) / 2) / (classes - 1)]);
  }
  return chosen;
}

geo::write::ClassStyle dressed(const json& rules, const json& palettes, std::vector<double> breaks,
                               const std::string& unit, const Words& words) {
  geo::write::ClassStyle style;
  style.breaks = std::move(breaks);
  style.colours = colours(palettes.at(rules.at("palette").get<std::string>()), style.breaks);
  style.labels = page::class_labels(style.breaks, unit, words);
  return style;
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
      if (a_value && column.instance == instance && !values_of(column).empty()) {
        return {&layer, &column};
      }
    }
  }
  return {};
}

/// A style for one more column of a metric: its gap to the reference group.
void dress_gaps(geo::write::Map& map, const geo::ReleasedMetric& metric, const json& rules,
                const json& palettes, const Words& words) {
  const auto& layers = map.release->layers();
  if (layers.empty() || !rules.contains("gap")) return;
  for (const auto& column : layers.front().columns) {
    if (column.role != geo::ReleasedColumn::Role::gap || column.instance != metric.instance) {
      continue;
    }
    auto breaks = edges(rules.at("gap"), values_of(column));
    if (breaks.size() < 2) continue;
    auto style = dressed(rules.at("gap"), palettes, std::move(breaks), column.unit, words);
    style.instance_or_column = style.column = column.name;
    style.layer = layers.front().name;
    style.title = page::metric_title(metric, words) + ", " + words.say("column.gap");
    map.styles.push_back(std::move(style));
  }
}

}  // namespace

geo::write::Map dress(const geo::Release& release, const Words& words) {
  geo::write::Map map;
  map.release = &release;
  const json palettes = read_style("palettes.json");

  for (const auto& metric : release.metrics()) {
    const json rules = style_of(metric.id);
    const auto [layer, column] = first_shown(release, metric.instance);
    if (!layer) continue;
    // The gate's own breaks, counted over people, so that map and histogram are one.
    const auto* histogram = release.histogram(metric.instance);
    const bool given = histogram && histogram->breaks.size() >= 2;
    auto breaks = given ? histogram->breaks : edges(rules, values_of(*column));
    auto style = dressed(rules, palettes, std::move(breaks), metric.unit, words);
    style.instance_or_column = metric.instance;
    style.column = column->name;
    style.layer = layer->name;
    style.title = page::metric_title(metric, words);
    map.styles.push_back(std::move(style));
    dress_gaps(map, metric, rules, palettes, words);
  }
  return map;
}

}  // namespace app
