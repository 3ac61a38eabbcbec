#include "app/class_style.hpp"

#include <algorithm>
#include <cmath>

#include "app/page/sentences.hpp"

namespace app {
namespace {

using nlohmann::json;

constexpr std::size_t most_classes = 5;

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

}  // namespace

json read_style(const std::string& name) {
  return json::parse(page::shipped(name));
}

bool any_value(const geo::ReleasedColumn& column) {
  const auto* cells = std::get_if<std::vector<geo::Cell<double>>>(&column.cells);
  return cells && std::any_of(cells->begin(), cells->end(),
                              [](const auto& cell) { return cell.has_value(); });
}

std::vector<double> values_of(const geo::ReleasedColumn& column) {
  std::vector<double> sure, all;
  const auto* cells = std::get_if<std::vector<geo::Cell<double>>>(&column.cells);
  for (std::size_t row = 0; cells && row < cells->size(); ++row) {
    const auto& cell = (*cells)[row];
    if (!cell) continue;
    all.push_back(*cell);
    if (row >= column.doubtful.size() || !column.doubtful[row]) sure.push_back(*cell);
  }
  auto& values = sure.empty() ? all : sure;
  std::sort(values.begin(), values.end());
  return values;
}

std::vector<double> edges(const json& style, const std::vector<double>& sorted) {
  if (sorted.empty()) return {};
  const auto rule = style.at("classes").get<std::string>();
  if (rule == "fixed") return fixed_edges(style, sorted);
  if (rule == "around_zero") return edges_around_zero(sorted);
  return quantile_edges(sorted);
}

geo::write::ClassStyle class_style(const json& rules, std::vector<double> breaks,
                                   const std::string& unit, const Words& words) {
  static const json palettes = read_style("palettes.json");
  geo::write::ClassStyle style;
  style.breaks = std::move(breaks);
  style.colours = colours(palettes.at(rules.at("palette").get<std::string>()), style.breaks);
  style.labels = page::class_labels(style.breaks, unit, words);
  return style;
}

}  // namespace app
