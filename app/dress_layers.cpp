#include "app/dress_layers.hpp"

#include <algorithm>
#include <set>

#include "app/class_style.hpp"
#include "app/page/sections.hpp"
#include "app/page/sentences.hpp"
#include "geo/core/kind.hpp"
#include "geo/write/file_layer.hpp"

namespace app {
namespace {

using geo::ReleasedColumn;
using geo::ReleasedLayer;
using geo::write::ClassStyle;
using geo::write::FileLayer;
using geo::write::Look;
using geo::write::Sign;
using geo::write::SignStyle;

/// Titles of layers are searched and copied: no marks that one cannot see.
std::string without_isolates(std::string text) {
  for (const std::string mark : {"\u2068", "\u2069"}) {
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark)) {
      text.erase(at, mark.size());
    }
  }
  return text;
}

const ReleasedColumn* column_of(const FileLayer& table, const std::string& name) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](const ReleasedColumn* one) { return one->name == name; });
  return found == table.columns.end() ? nullptr : *found;
}

/// The same classes with the outer ones open: other levels and groups go beyond the edges.
ClassStyle opened(ClassStyle style, const std::string& unit, const Words& words) {
  style.labels = page::open_class_labels(style.breaks, unit, words);
  style.title = without_isolates(style.title);
  return style;
}

/// How well a column speaks for its table: one with figures before one without, a metric before
/// its gap, a walk before what is derived from it.
int standing(const ReleasedColumn& column) {
  const bool any = any_value(column);
  const bool is_gap = column.role == ReleasedColumn::Role::gap;
  return (any ? 4 : 0) + (is_gap ? 0 : 2) + (column.metric == "access/nearest" ? 1 : 0);
}

std::optional<Look> by_metric(const FileLayer& table, const std::vector<ClassStyle>& styles,
                              const Words& words) {
  const ClassStyle* best = nullptr;
  const ReleasedColumn* shown = nullptr;
  for (const ClassStyle& style : styles) {
    const auto* column = column_of(table, style.column);
    if (!column || (shown && standing(*shown) >= standing(*column))) continue;
    best = &style;
    shown = column;
  }
  if (!best) return std::nullopt;
  return opened(*best, shown->unit, words);
}

/// The share of the city's own group where it is known, else how many people there are.
std::optional<Look> by_people(const FileLayer& table, const page::View& view) {
  static const auto rules = read_style("people.json");
  const ReleasedColumn* shown = nullptr;
  for (const auto* column : table.columns) {
    const bool is_share = column->role == ReleasedColumn::Role::share && view.focus &&
                          column->group == view.focus->key;
    const bool is_everyone =
        column->role == ReleasedColumn::Role::people && column->name == "people";
    if ((is_share || (is_everyone && !shown)) && any_value(*column)) shown = column;
  }
  if (!shown) return std::nullopt;
  auto style = class_style(rules, edges(rules, values_of(*shown)), shown->unit, view.words);
  style.column = style.instance_or_column = shown->name;
  style.layer = table.layer->name;
  const bool is_share = shown->role == ReleasedColumn::Role::share;
  style.title =
      is_share ? view.words.say("column.share_of", {{"group", page::group_name(*view.focus, view)}})
               : view.words.say("column.people");
  style.title = view.as_counted(style.title, *table.layer, shown->group);
  return opened(std::move(style), shown->unit, view.words);
}

SignStyle borders(const std::string& title) {
  return {"", {{"", title, "#5b6770", ""}}, title};
}

/// A sign for each theme that has services here, in the order of styles/services.json.
SignStyle services(const FileLayer& table, const page::View& view) {
  std::set<std::string> themes;
  const auto* column = column_of(table, "kind");
  const auto* kinds =
      column ? std::get_if<std::vector<geo::Cell<std::string>>>(&column->cells) : nullptr;
  for (std::size_t row = 0; kinds && row < kinds->size(); ++row) {
    if ((*kinds)[row]) themes.insert(std::string{geo::Kind{*(*kinds)[row]}.theme()});
  }
  SignStyle style{"kind", {}, view.title(*table.layer)};
  const auto shipped = read_style("services.json");
  for (const auto& sign : shipped.at("themes")) {
    const auto theme = sign.at("theme").get<std::string>();
    if (!themes.erase(theme)) continue;
    style.signs.push_back({theme, page::theme_name(theme, view.words),
                           sign.at("colour").get<std::string>(),
                           sign.at("shape").get<std::string>()});
  }
  const auto& other = shipped.at("other");
  if (!themes.empty() || style.signs.empty()) {
    style.signs.push_back({"", view.words.say("sign.other_services"),
                           other.at("colour").get<std::string>(),
                           other.at("shape").get<std::string>()});
  }
  return style;
}

SignStyle streets(const FileLayer& table, const page::View& view) {
  return {"walkable",
          {{"yes", view.words.say("sign.street"), "#a39a8f", ""},
           {"", view.words.say("sign.street_not_walked"), "#d9d3cb", ""}},
          view.title(*table.layer)};
}

SignStyle water(const std::string& title) {
  return {"", {{"", title, "#dfeaf1", "fill"}}, title};
}

SignStyle places(const FileLayer& table, const page::View& view) {
  const auto title = view.title(*table.layer);
  return {"", {{"", title, "#5b6770", "circle"}}, title};
}

Look look_of(const FileLayer& table, const geo::write::Map& map, const page::View& view) {
  switch (table.layer->what) {
    case ReleasedLayer::What::services:
      return services(table, view);
    case ReleasedLayer::What::streets:
      return streets(table, view);
    case ReleasedLayer::What::water:
      return water(view.title(*table.layer));
    case ReleasedLayer::What::homes:
      if (auto look = by_metric(table, map.styles, view.words)) return *look;
      return places(table, view);
    case ReleasedLayer::What::level:
      break;
  }
  if (auto look = by_metric(table, map.styles, view.words)) return *look;
  if (auto look = by_people(table, view)) return *look;
  return borders(view.title(*table.layer));
}

/// What the tree files a metric under: the theme of its kind of service, else of the metric.
std::string group_of(const geo::Release& release, const ReleasedColumn& column,
                     const Words& words) {
  if (column.role == ReleasedColumn::Role::housing) return page::theme_name("housing", words);
  const auto* metric = release.metric(column.instance);
  const auto theme = metric && !metric->kind.empty()
                         ? std::string{geo::Kind{metric->kind}.theme()}
                         : column.metric.substr(0, column.metric.find('/'));
  return page::theme_name(theme, words);
}

/// Names and borders over all, then places and streets, then each measure, filed by theme; the map
/// of the report's first page is the one that is shown.
void fill_project(geo::write::Map& map, const page::View& view,
                  const std::vector<FileLayer>& tables) {
  if (view.table) {
    map.project.push_back({.table = view.table->name,
                           .look = borders(view.title(*view.table)),
                           .shown = true,
                           .named = true});
  }
  for (const auto& shown : map.defaults) {
    const auto* layer = geo::write::called(tables, shown.table)->layer;
    if (layer->what == ReleasedLayer::What::level) continue;
    auto entry = shown;
    entry.only_close = layer->what == ReleasedLayer::What::streets;
    entry.shown = entry.only_close || layer->what == ReleasedLayer::What::water;
    if (layer->what != ReleasedLayer::What::homes) map.project.push_back(std::move(entry));
  }
  const auto* leading = page::leading_metric(view);
  for (const auto& style : map.styles) {
    const auto* table = geo::write::holding(tables, style.layer, style.column);
    if (!table) continue;
    const auto& column = *column_of(*table, style.column);
    map.project.push_back({.table = table->name,
                           .look = opened(style, column.unit, view.words),
                           .group = group_of(view.release, column, view.words),
                           .shown = leading && style.instance_or_column == leading->instance});
  }
  for (const auto& table : tables) {
    if (table.layer != view.finest) continue;
    const auto look = by_people(table, view);
    if (look) map.project.push_back({.table = table.name, .look = *look});
    break;
  }
}

}  // namespace

void dress_layers(geo::write::Map& map, const Words& words) {
  const page::View view(map, words);
  map.reasons = {.nobody = words.say("status.no_people"),
                 .uncertain = words.say("status.uncertain"),
                 .merged = words.say("status.merged"),
                 .out_of_reach = words.say("status.out_of_reach"),
                 .withheld = words.say("status.suppressed"),
                 .none = words.say("legend.without")};
  const auto tables = geo::write::file_layers(*map.release);
  for (const auto& table : tables) {
    const bool is_level = table.layer->what == ReleasedLayer::What::level;
    map.defaults.push_back(
        {.table = table.name, .look = look_of(table, map, view), .named = is_level});
  }
  if (view.finest) fill_project(map, view, tables);
}

}  // namespace app
