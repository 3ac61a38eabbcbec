#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/page/sections.hpp"
#include "app/page/sentences.hpp"

namespace app::page {
namespace {

using geo::Cell;
using geo::ReleasedColumn;

constexpr std::size_t most_rows = 40;

struct Head {
  std::string text;
  const char* only;  ///< "" or the class that leaves the column out on a phone
};

std::string cell_of(const Cell<double>& cell, int decimals, const Words& words, const char* only) {
  if (cell) {
    return fmt::format("<td class=\"{}\"><bdi dir=\"ltr\">{}</bdi></td>", only,
                       escape(words.number(*cell, decimals)));
  }
  return fmt::format("<td class=\"none {}\">{}</td>", only, escape(status(cell.reason(), words)));
}

/// A gap with its bounds below it, quiet where they have different signs.
std::string gap_cell(const geo::ReleasedMetric& metric, const View& view, std::size_t row,
                     int decimals) {
  using Role = ReleasedColumn::Role;
  const auto& words = view.words;
  const auto& group = view.focus->key;
  const auto gap = view.figure(*view.table, row, Role::gap, metric.instance, group);
  const auto low = view.figure(*view.table, row, Role::gap_low, metric.instance, group);
  const auto high = view.figure(*view.table, row, Role::gap_high, metric.instance, group);
  if (!gap || !low || !high) return cell_of(gap, decimals, words, "wide");
  return fmt::format(
      "<td class=\"wide{}\"><bdi dir=\"ltr\">{}</bdi> <small>{}</small></td>",
      is_doubtful(view, *view.table, row, metric.instance) ? " doubt" : "",
      escape(words.number(*gap, decimals)),
      escape(words.say("range", {{"low", isolated(words.number(*low, decimals))},
                                 {"high", isolated(words.number(*high, decimals))}})));
}

/// As many decimals in the whole column as its middle figure is known to, so that they align.
int decimals_of(const ReleasedColumn* column, const std::string& unit) {
  std::vector<double> sizes;
  const auto* cells = column ? std::get_if<std::vector<Cell<double>>>(&column->cells) : nullptr;
  for (std::size_t row = 0; cells && row < cells->size(); ++row) {
    if ((*cells)[row] && *(*cells)[row] != 0) sizes.push_back(std::abs(*(*cells)[row]));
  }
  if (sizes.empty()) return 0;
  std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2),
                   sizes.end());
  return unit == "min" ? 1 : decimals_known(sizes[sizes.size() / 2], unit);
}

std::vector<std::size_t> worst_first(const geo::ReleasedMetric& metric, const View& view) {
  std::vector<std::size_t> rows(view.table->keys.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
    const auto& group = view.shown_group(metric);
    const auto one = view.value(*view.table, a, metric.instance, group);
    const auto other = view.value(*view.table, b, metric.instance, group);
    const auto left = at_least(metric, one), right = at_least(metric, other);
    if (!left || !right) return left.has_value() && !right;
    if (*left == *right) return !one && other;  // beyond the longest walk is further than at it
    return metric.lower_is_better ? *left > *right : *left < *right;
  });
  return rows;
}

std::vector<Head> heads_of(const geo::ReleasedMetric& metric, const View& view) {
  const auto& words = view.words;
  // A short unit stands in each head, a long one once in the caption.
  const auto unit = metric.unit == "min" ? ", " + words.say("unit.min") : std::string{};
  std::vector<Head> heads{{view.title(*view.table), ""}};
  if (view.release.people_recorded())
    heads.push_back({view.as_counted(words.say("column.people"), *view.table), "wide"});
  if (view.focus && view.release.people_recorded()) {
    const auto& group = view.focus->key;
    heads.push_back({view.as_counted(group_name(*view.focus, view), *view.table, group), "wide"});
  }
  // An index of areas tells groups apart; everyone has none.
  if (!metric.over_areas) heads.push_back({words.say("column.everyone") + unit, ""});
  if (view.focus && view.reference) {
    heads.push_back({group_name(*view.focus, view) + unit, ""});
    heads.push_back({group_name(*view.reference, view) + unit, ""});
    heads.push_back({words.say("column.gap") + unit, "wide"});
  }
  return heads;
}

std::string row_of(const geo::ReleasedMetric& metric, const View& view, std::size_t row,
                   int decimals) {
  const auto& layer = *view.table;
  const auto& words = view.words;
  std::string out = "<tr><th scope=\"row\">" + escape(view.name(layer, row)) +
                    in_other_letters(view.name_in_other_letters(layer, row)) + "</th>";
  if (view.release.people_recorded()) out += cell_of(view.people(layer, row), 0, words, "wide");
  if (view.focus && view.release.people_recorded()) {
    out += cell_of(view.people(layer, row, view.focus->key), 0, words, "wide");
  }
  if (!metric.over_areas) {
    out += cell_of(view.value(layer, row, metric.instance), decimals, words, "");
  }
  if (view.focus && view.reference) {
    const auto& group = view.focus->key;
    out += cell_of(view.value(layer, row, metric.instance, group), decimals, words, "");
    out +=
        cell_of(view.value(layer, row, metric.instance, view.reference->key), decimals, words, "");
    out += gap_cell(metric, view, row, decimals);
  }
  return out + "</tr>\n";
}

std::string caption(const geo::ReleasedMetric& metric, const View& view) {
  const auto& words = view.words;
  const char* order = metric.unit == "min"     ? "table.furthest_first"
                      : metric.lower_is_better ? "table.highest_first"
                                               : "table.lowest_first";
  auto title = metric_title(metric, words);
  const std::string unit = "unit." + metric.unit;
  if (!metric.unit.empty() && metric.unit != "min") {
    title += words.say("list.comma") + (words.knows(unit) ? words.say(unit) : metric.unit);
  }
  return words.say(order, {{"title", title}, {"level", inside_sentence(view.title(*view.table))}});
}

/// "layers" are written one to a table; names of levels come from the city, so anything that a
/// path could not hold as it stands is written as the link's escape.
std::string table_link(const std::string& layer) {
  std::string out = "../tables/";
  for (const char c : layer) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '_' || c == '-' || c == '.';
    out += plain ? std::string(1, c)
                 : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return out + ".csv";
}

}  // namespace

std::string area_table(const geo::ReleasedMetric& metric, const View& view) {
  const auto rows = worst_first(metric, view);
  const int decimals = decimals_of(view.column(*view.table, ReleasedColumn::Role::value,
                                               metric.instance, view.shown_group(metric)),
                                   metric.unit);
  std::string out =
      "<table class=\"areas\"><caption>" + escape(caption(metric, view)) + "</caption><thead><tr>";
  for (const auto& head : heads_of(metric, view)) {
    out += fmt::format("<th scope=\"col\" class=\"{}\">{}</th>", head.only, escape(head.text));
  }
  out += "</tr></thead><tbody>\n";
  const std::size_t shown = std::min(rows.size(), most_rows);
  for (std::size_t at = 0; at < shown; ++at) out += row_of(metric, view, rows[at], decimals);
  out += "</tbody></table><p class=\"note\">";
  if (shown < rows.size()) {
    out +=
        escape(view.words.say("table.cut", {{"n", view.number(static_cast<double>(shown), 0)}})) +
        " ";
  }
  const bool bounded = view.focus && view.column(*view.table, ReleasedColumn::Role::gap_low,
                                                 metric.instance, view.focus->key);
  if (bounded) out += "<span class=\"wide\">" + escape(view.words.say("table.bounds")) + "</span> ";
  const auto link = [&](const geo::ReleasedLayer& layer) {
    return fmt::format("<a href=\"{}\">{}</a>", table_link(layer.name), escape(view.title(layer)));
  };
  out += escape(view.words.say("table.full")) + " " + link(*view.finest);
  if (view.reading != view.finest) out += ", " + link(*view.reading);
  if (view.table != view.reading) out += ", " + link(*view.table);
  return out + "</p>";
}

}  // namespace app::page
