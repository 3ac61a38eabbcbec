#include "app/page/housing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "app/page/sections.hpp"
#include "app/page/sentences.hpp"
#include "app/page/trend.hpp"
#include "geo/core/natural_order.hpp"

namespace app::page {
namespace {

using geo::Cell;
using geo::ReleasedHousing;
using geo::ReleasedLayer;

constexpr std::size_t most_areas = 40, most_periods = 60;

int place_in_order(const HousingSeries& series) {
  constexpr std::array order{"rent", "income", "rooms", "dwellings"};
  return static_cast<int>(std::find(order.begin(), order.end(), series.what) - order.begin());
}

const ReleasedLayer& layer_of(const HousingSeries& series, const View& view) {
  return *view.release.layer(series.level);
}

/// The position of each area of `from` in `to`, a level above it, by the keys of what holds it.
std::vector<std::size_t> held_by(const ReleasedLayer& from, const ReleasedLayer& to,
                                 const View& view) {
  std::vector<std::string> keys = from.keys;
  bool reached = false;
  for (const ReleasedLayer& level : view.release.layers()) {
    if (level.what != ReleasedLayer::What::level) continue;
    if (level.name == from.name) reached = true;
    if (!reached) continue;
    if (level.name == to.name) break;
    std::map<std::string, std::string> parent;
    for (std::size_t row = 0; row < level.keys.size(); ++row) {
      parent[level.keys[row]] = level.parents[row];
    }
    for (std::string& key : keys) key = parent[key];
  }
  std::vector<std::size_t> rows;
  for (const std::string& key : keys) {
    const auto found = std::find(to.keys.begin(), to.keys.end(), key);
    rows.push_back(static_cast<std::size_t>(found - to.keys.begin()));
  }
  return rows;
}

/// A map of the latest period: by its own areas where the page draws them, else each drawn area in
/// the class of the larger one that holds it.
MapRequest request_of(const HousingSeries& series, const View& view) {
  const ReleasedLayer& own = layer_of(series, view);
  MapRequest request;
  request.instance = series.name;
  request.unit = series.unit;
  request.coarse = own.keys.size() <= view.reading->keys.size();
  const ReleasedLayer& drawn = request.coarse ? *view.reading : *view.finest;
  const auto& values = series.latest().values;
  for (const std::size_t row : held_by(drawn, own, view)) {
    request.cells.push_back(row < values.size() ? values[row]
                                                : Cell<double>{geo::Missing::not_recorded});
  }
  request.told = request.coarse;
  return request;
}

const ReleasedHousing::OfGroup* of_group(const ReleasedHousing& figure, const std::string& group) {
  const auto found = std::find_if(figure.of_groups.begin(), figure.of_groups.end(),
                                  [&](const auto& one) { return one.group == group; });
  return found == figure.of_groups.end() ? nullptr : &*found;
}

Cell<double> mean_of(const ReleasedHousing& figure, const std::string& group) {
  const auto* found = of_group(figure, group);
  return found ? found->mean : Cell<double>{geo::Missing::not_recorded};
}

/// "Mean rent, 2023 Q2".
std::string title_and_period(const HousingSeries& series, const Words& words) {
  const auto title = housing_title(series, words);
  const auto& period = series.latest().period;
  return period.empty() ? title : title + words.say("list.comma") + isolated(period);
}

/// Where the figure is lowest and where highest.
std::string span_of(const HousingSeries& series, const View& view) {
  const auto& values = series.latest().values;
  std::size_t least = values.size(), most = values.size();
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (!values[row]) continue;
    if (least == values.size() || *values[row] < *values[least]) least = row;
    if (most == values.size() || *values[row] > *values[most]) most = row;
  }
  if (least == values.size() || *values[least] == *values[most]) return {};
  const auto& layer = layer_of(series, view);
  const auto [low, high] = pair_with_unit(*values[least], *values[most], series.unit, view.words);
  return view.words.say("housing.span", {{"low", low},
                                         {"high", high},
                                         {"least", isolated(view.name(layer, least))},
                                         {"most", isolated(view.name(layer, most))}});
}

/// What the figure is where the city's own group lives and where the reference group does.
std::string answer_of(const HousingSeries& series, const View& view) {
  const auto& words = view.words;
  const auto what = title_and_period(series, words);
  const ReleasedHousing& latest = series.latest();
  if (view.focus && view.reference) {
    const auto mine = mean_of(latest, view.focus->key),
               theirs = mean_of(latest, view.reference->key);
    if (mine && theirs) {
      const auto [a, b] = pair_with_unit(*mine, *theirs, series.unit, words);
      return words.say(a == b ? "housing.same" : "housing.two",
                       {{"what", what},
                        {"a", a},
                        {"b", b},
                        {"group", group_phrase(*view.focus, view)},
                        {"rest", group_phrase(*view.reference, view)}});
    }
  }
  const auto all = mean_of(latest, "everyone");
  if (!all) return what + ".";
  return words.say("housing.one", {{"what", what}, {"a", with_unit(*all, series.unit, words)}});
}

/// Whether where the city's own group lives is modelled.
bool is_modelled(const HousingSeries& series, const View& view) {
  const auto* found = view.focus ? of_group(series.latest(), view.focus->key) : nullptr;
  return found && found->modelled;
}

/// Level, table and publisher.
std::string how_of(const HousingSeries& series, const View& view) {
  const auto& words = view.words;
  std::string source = series.latest().file;
  for (const auto& input : view.release.inputs()) {
    if (!source.starts_with(input.path) || input.title.empty()) continue;
    source = input.title;
    if (!input.publisher.empty()) source += words.say("list.comma") + input.publisher;
    break;
  }
  const auto how =
      words.say("housing.how", {{"level", inside_sentence(view.title(layer_of(series, view)))},
                                {"source", isolated(source)}});
  return is_modelled(series, view) ? how + " " + words.say("housing.modelled") : how;
}

/// Whose homes the lines of the chart are about: the two groups, else everyone.
std::vector<std::pair<std::string, std::string>> whose(const View& view) {
  if (view.focus && view.reference) {
    return {{view.focus->key, group_name(*view.focus, view)},
            {view.reference->key, group_name(*view.reference, view)}};
  }
  return {{"everyone", view.words.say("column.everyone")}};
}

std::string cell_of(const Cell<double>& cell, int decimals, const Words& words,
                    const char* only = "") {
  if (!cell) {
    return fmt::format("<td class=\"none {}\">{}</td>", only, escape(status(cell.reason(), words)));
  }
  return fmt::format("<td class=\"{}\"><bdi dir=\"ltr\">{}</bdi></td>", only,
                     escape(words.number(*cell, decimals)));
}

std::string head_cell(const std::string& text, const char* only = "") {
  return fmt::format("<th scope=\"col\" class=\"{}\">{}</th>", only, escape(text));
}

/// Decimals that tell figures of this size apart.
int decimals_for(const HousingSeries& series) {
  for (const auto& value : series.latest().values) {
    if (value && *value != 0) return decimals_known(*value, series.unit);
  }
  return 0;
}

/// Period by period what the figure is where each group lives, the newest first.
std::string table_of_periods(const HousingSeries& series, const View& view) {
  const auto& words = view.words;
  const auto groups = whose(view);
  std::string out = fmt::format("<details><summary>{}</summary><table class=\"areas\"><thead><tr>",
                                escape(words.say("housing.periods")));
  out += head_cell(words.say("housing.period"));
  for (const auto& [key, name] : groups) out += head_cell(name);
  if (groups.size() == 2) out += head_cell(words.say("column.gap"));
  out += head_cell(words.say("housing.covered"), "wide") + "</tr></thead><tbody>\n";
  const int decimals = decimals_for(series);
  std::size_t shown = 0;
  for (auto one = series.periods.rbegin(); one != series.periods.rend(); ++one) {
    if (shown++ == most_periods) break;
    out += "<tr><th scope=\"row\"><bdi>" + escape((*one)->period) + "</bdi></th>";
    double least = 1;
    for (const auto& [key, name] : groups) {
      out += cell_of(mean_of(**one, key), decimals, words);
      const auto* found = of_group(**one, key);
      if (found && found->coverage) least = std::min(least, *found->coverage);
    }
    if (groups.size() == 2) {
      const auto a = mean_of(**one, groups[0].first), b = mean_of(**one, groups[1].first);
      out += cell_of(a && b ? Cell<double>{*a - *b} : a ? b : a, decimals + 1, words);
    }
    out += "<td class=\"wide\">" +
           escape(words.say("unit.percent", {{"n", words.number(100 * least, 0)}})) +
           "</td></tr>\n";
  }
  return out + "</tbody></table></details>\n";
}

std::string through_the_years(const HousingSeries& series, const View& view) {
  if (series.periods.size() < 2 || !view.release.people_recorded()) return {};
  std::vector<TrendLine> lines;
  std::vector<std::string> periods;
  for (const auto& [key, name] : whose(view)) lines.push_back({name, {}});
  for (const auto* one : series.periods) {
    periods.push_back(one->period);
    std::size_t k = 0;
    for (const auto& [key, name] : whose(view)) lines[k++].values.push_back(mean_of(*one, key));
  }
  const auto& words = view.words;
  const auto title = words.say("housing.trend", {{"what", housing_title(series, words)},
                                                 {"unit", unit_words(series.unit, words)}});
  const auto chart = trend(lines, periods, title, words);
  if (chart.empty()) return {};
  const auto as_of = view.release.people_as_of();
  return chart + "<p class=\"note\">" +
         escape(words.say(
             "housing.weighted",
             {{"as_of", as_of.empty() ? words.say("sources.not_stated") : isolated(as_of)}})) +
         "</p>" + table_of_periods(series, view);
}

/// The areas, highest first, with the share of the city's own group who live there.
std::string table_of_areas(const HousingSeries& series, const View& view) {
  const auto& words = view.words;
  const auto& layer = layer_of(series, view);
  const auto& latest = series.latest();
  const auto& first = *series.periods.front();
  const bool two = &first != &latest;
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < layer.keys.size(); ++row) {
    if (latest.values[row]) rows.push_back(row);
  }
  std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
    return *latest.values[a] > *latest.values[b];
  });
  const auto* share = view.focus ? layer.column("share__" + view.focus->key) : nullptr;
  const int decimals = decimals_for(series);
  std::string out = fmt::format(
      "<table class=\"areas\"><caption>{}</caption><thead><tr>{}",
      escape(words.say("table.highest_first", {{"title", title_and_period(series, words)},
                                               {"level", inside_sentence(view.title(layer))}})),
      head_cell(view.title(layer)));
  if (share) out += head_cell(group_name(*view.focus, view) + ", %", "wide");
  if (two) out += head_cell(first.period);
  out += head_cell(latest.period.empty() ? words.say("housing.value") : latest.period) +
         "</tr></thead><tbody>\n";
  const std::size_t shown = std::min(rows.size(), most_areas);
  for (std::size_t at = 0; at < shown; ++at) {
    const std::size_t row = rows[at];
    out += "<tr><th scope=\"row\">" + escape(view.name(layer, row)) + "</th>";
    if (share) {
      const auto part = number_at(share, row);
      out += cell_of(part ? Cell<double>{100 * *part} : part, 0, words, "wide");
    }
    if (two) out += cell_of(first.values[row], decimals, words);
    out += cell_of(latest.values[row], decimals, words) + "</tr>\n";
  }
  out += "</tbody></table><p class=\"note\">";
  if (shown < rows.size()) {
    out +=
        escape(words.say("table.cut", {{"n", words.number(static_cast<double>(shown), 0)}})) + " ";
  }
  return out + escape(words.say("table.full")) +
         " <a href=\"../tables/housing.csv\">housing.csv</a></p>";
}

std::string spread_of(const HousingSeries& series, const View& view, const Atlas& atlas,
                      bool large) {
  const auto* style = view.style(series.name);
  if (!style) return {};
  MapRequest request = request_of(series, view);
  const auto answer = answer_of(series, view), span = span_of(series, view);
  request.large = large;
  request.says = answer + " " + span;
  auto title = unit_words(series.unit, view.words);
  if (title.empty()) title = housing_title(series, view.words);
  return fmt::format(
      "<div class=\"spread{}\"><div class=\"picture\">{}</div><div class=\"words\"><p "
      "class=\"answer\">{}</p><p class=\"counts\">{}</p>{}<p class=\"note\">{}</p></div></div>\n",
      large ? "" : " small", atlas.map(request), escape(answer), escape(span),
      legend_of_residents(*style, title, layer_of(series, view), series.latest().values, view,
                          atlas, request),
      escape(how_of(series, view)));
}

std::string lead(const HousingSeries& series, const View& view, const Atlas& atlas) {
  const std::string question = "housing." + series.what + ".question";
  const auto title =
      view.words.knows(question) ? view.words.say(question) : housing_title(series, view.words);
  return "<h3>" + escape(title) + "</h3>\n" + spread_of(series, view, atlas, true) +
         through_the_years(series, view) + table_of_areas(series, view);
}

std::string further(const HousingSeries& series, const View& view, const Atlas& atlas) {
  return "<details class=\"more\"><summary><span>" + escape(title_and_period(series, view.words)) +
         "</span></summary>" + spread_of(series, view, atlas, false) +
         through_the_years(series, view) + table_of_areas(series, view) + "</details>\n";
}

}  // namespace

const ReleasedHousing& HousingSeries::latest() const {
  const auto found = std::find_if(periods.begin(), periods.end(),
                                  [](const ReleasedHousing* one) { return one->on_layer; });
  return found == periods.end() ? *periods.back() : **found;
}

namespace {

/// The same figure of the same areas in every period, earliest first; of two tables that give one
/// period, the first.
std::vector<const ReleasedHousing*> periods_of(const ReleasedHousing& figure,
                                               const geo::Release& release) {
  std::vector<const ReleasedHousing*> all;
  for (const ReleasedHousing& one : release.housing()) {
    if (one.name == figure.name && one.level == figure.level) all.push_back(&one);
  }
  std::stable_sort(all.begin(), all.end(), [](const auto* a, const auto* b) {
    return geo::naturally_before(a->period, b->period);
  });
  const auto end = std::unique(all.begin(), all.end(),
                               [](const auto* a, const auto* b) { return a->period == b->period; });
  all.erase(end, all.end());
  return all;
}

}  // namespace

std::vector<HousingSeries> housing_series(const geo::Release& release) {
  std::vector<HousingSeries> all;
  for (const ReleasedLayer& layer : release.layers()) {  // finest first
    if (layer.what != ReleasedLayer::What::level) continue;
    for (const ReleasedHousing& figure : release.housing()) {
      if (!figure.on_layer || figure.level != layer.name) continue;
      const bool known = std::any_of(all.begin(), all.end(),
                                     [&](const auto& one) { return one.name == figure.name; });
      if (known) continue;
      all.push_back({figure.name, figure.what, figure.tenure, figure.unit, figure.level, {}});
      all.back().periods = periods_of(figure, release);
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return place_in_order(a) < place_in_order(b);
  });
  return all;
}

std::string housing_title(const HousingSeries& series, const Words& words) {
  if (!series.tenure.empty()) {
    return words.say("housing.tenure.title", {{"tenure", isolated(series.tenure)}});
  }
  return words.say("housing." + series.what + ".title");
}

std::string housing(const View& view, const Atlas& atlas) {
  const auto all = housing_series(view.release);
  if (all.empty()) return {};
  std::string out = "<section class=\"theme\" id=\"housing\"><h2>" +
                    escape(theme_name("housing", view.words)) + "</h2>\n";
  bool first = true;
  for (const HousingSeries& series : all) {
    out += first ? lead(series, view, atlas) : further(series, view, atlas);
    first = false;
  }
  return out + "</section>\n";
}

}  // namespace app::page
