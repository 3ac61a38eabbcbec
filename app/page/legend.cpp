#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "app/page/sections.hpp"
#include "app/page/sentences.hpp"

namespace app::page {
namespace {

using geo::Cell;

/// One row of bars: a group, or everyone.
struct Bars {
  std::string name;
  std::string definition;            ///< how the group is defined; may be empty
  std::vector<Cell<double>> counts;  ///< by class, then one more for no value
};

bool is_everyone(const std::string& group) {
  return group.empty() || group == "everyone";
}

std::vector<Cell<double>> counts_of(const geo::ReleasedHistogram& histogram, std::size_t group) {
  auto counts = histogram.people[group];
  counts.push_back(group < histogram.without_value.size()
                       ? histogram.without_value[group]
                       : Cell<double>(geo::Missing::not_recorded));
  return counts;
}

std::vector<Bars> bars_of_people(const geo::ReleasedHistogram& histogram, const View& view) {
  std::vector<Bars> bars;
  for (const auto* group : {view.focus, view.reference}) {
    for (std::size_t g = 0; group && g < histogram.groups.size(); ++g) {
      if (histogram.groups[g] != group->key) continue;
      const auto name = view.as_counted(group_name(*group, view), *view.finest, group->key);
      bars.push_back({name, group->definition, counts_of(histogram, g)});
    }
  }
  if (bars.size() == 2) return bars;
  bars.clear();
  for (std::size_t g = 0; g < histogram.groups.size(); ++g) {
    if (!is_everyone(histogram.groups[g])) continue;
    const auto* key = view.release.people_recorded() ? "legend.everyone" : "legend.homes";
    const auto name = view.as_counted(view.words.say(key), *view.finest);
    bars.push_back({name, "", counts_of(histogram, g)});
  }
  return bars;
}

/// Where nobody was counted by class, the bars count areas.
Bars bars_of_areas(const geo::write::ClassStyle& style, const View& view,
                   const std::vector<Cell<double>>& figures) {
  std::vector<double> counts(style.colours.size() + 1, 0);
  for (const auto& cell : figures) {
    counts[cell ? class_of(style.breaks, *cell) : style.colours.size()] += 1;
  }
  return {view.words.say("legend.areas"), "", {counts.begin(), counts.end()}};
}

/// People of a group who live in areas of each class, from the counts that the areas show; an area
/// that nobody counted adds nobody, a class with a withheld count is withheld.
Bars bars_of_residents(const geo::write::ClassStyle& style, const View& view,
                       const geo::ReleasedLayer& layer, const std::vector<Cell<double>>& figures,
                       const std::string& group) {
  std::vector<Cell<double>> counts(style.colours.size() + 1, 0.0);
  for (std::size_t row = 0; row < figures.size(); ++row) {
    const auto& figure = figures[row];
    auto& count = counts[figure ? class_of(style.breaks, *figure) : style.colours.size()];
    const auto people = view.people(layer, row, group);
    if (!people && people.reason() == geo::Missing::suppressed) count = people;
    if (count && people) count = *count + *people;
  }
  return {view.words.say("legend.everyone"), "", std::move(counts)};
}

double highest(const std::vector<Bars>& bars) {
  double most = 0;
  for (const auto& row : bars) {
    for (const auto& count : row.counts) most = std::max(most, count ? *count : 0);
  }
  return most;
}

bool anyone_without(const std::vector<Bars>& bars) {
  return std::any_of(bars.begin(), bars.end(), [](const Bars& row) {
    return !row.counts.back() ? row.counts.back().reason() == geo::Missing::suppressed
                              : *row.counts.back() > 0;
  });
}

std::string one_bar(const Cell<double>& count, double most, std::size_t group,
                    const std::string& colour) {
  const double share = count && most > 0 ? *count / most : 0;
  const double height = share > 0 ? std::max(1.5, share * 100) : 0;
  return fmt::format("<i class=\"g{}\" style=\"height:{:.1f}%;background:{}\"></i>", group, height,
                     colour);
}

std::string definition(const std::string& text) {
  return text.empty() ? "" : " <small>" + escape(isolated(text)) + "</small>";
}

std::string table_of(const std::vector<Bars>& bars, const geo::write::ClassStyle& style,
                     const View& view, const std::string& unit_title) {
  const bool without = anyone_without(bars);
  const std::size_t columns = style.colours.size() + (without ? 1 : 0);
  const double most = highest(bars);
  std::string top, heads, rows;
  for (std::size_t k = 0; k < columns; ++k) {
    const bool valued = k < style.colours.size();
    const std::string colour = valued ? style.colours[k] : "#fff";
    top += "<td><div class=\"pair\">";
    for (std::size_t g = 0; g < bars.size(); ++g) {
      top += one_bar(bars[g].counts[k], most, g, colour);
    }
    top += "</div></td>";
    heads += fmt::format("<th scope=\"col\">{}<bdi{}>{}</bdi></th>",
                         swatch(valued ? colour : "missing", true), valued ? " dir=\"ltr\"" : "",
                         escape(valued ? style.labels[k] : view.words.say("legend.without")));
  }
  for (std::size_t g = 0; g < bars.size(); ++g) {
    rows += fmt::format(
        "<tr class=\"who g{}\"><th colspan=\"{}\" scope=\"rowgroup\" "
        "dir=\"{}\">{}{}</th></tr><tr>",
        g, columns, view.words.right_to_left() ? "rtl" : "ltr", bars.size() > 1 ? "<i></i>" : "",
        escape(bars[g].name) + definition(bars[g].definition));
    for (std::size_t k = 0; k < columns; ++k) {
      const auto& count = bars[g].counts[k];
      rows += "<td>" +
              (count ? escape(compact(*count, view.words))
                     : "<abbr title=\"" + escape(status(count.reason(), view.words)) +
                           "\">\u2013</abbr>") +
              "</td>";
    }
    rows += "</tr>";
  }
  return fmt::format(
      "<table class=\"hist\" dir=\"ltr\"><caption dir=\"{}\">{}</caption><tbody><tr class=\"bars\" "
      "aria-hidden=\"true\">{}</tr><tr class=\"classes\">{}</tr>{}</tbody></table>",
      view.words.right_to_left() ? "rtl" : "ltr", escape(unit_title), top, heads, rows);
}

/// A key for the points that stand for services; where a theme has protected places, it says that
/// these are not among them.
std::string key_of_points(const MapRequest& request, const Atlas& atlas, const View& view) {
  const auto count = atlas.points_of(request.kind);
  if (count == 0) return "";
  auto text =
      view.words.say("legend.places", {{"kind", isolated(kind_name(request.kind, view.words))},
                                       {"n", view.number(static_cast<double>(count), 0)}});
  for (const auto& finding : view.release.findings().shown()) {
    if (finding.code == "protected_services_not_located" &&
        finding.value == geo::Kind{request.kind}.theme()) {
      text += view.words.say("list.comma") + view.words.say("legend.protected");
    }
  }
  return "<li><i class=\"point\"></i><span>" + escape(text) + "</span></li>";
}

/// A key for each hatch on the map, with all the reasons that share it and their areas.
std::string keys(const std::map<std::string, std::size_t>& without, const std::string& points,
                 const Words& words) {
  std::map<std::string, std::string> by_hatch;
  for (const auto& [reason, areas] : without) {
    auto& text = by_hatch[hatch_of(reason)];
    if (!text.empty()) text += words.say("list.comma");
    text += words.say("legend.key",
                      {{"reason", words.say("status." + reason)},
                       {"areas", words.say_count("count.areas", static_cast<double>(areas))}});
  }
  if (by_hatch.empty() && points.empty()) return "";
  std::string out = "<ul class=\"keys\">" + points;
  for (const auto& [hatch, text] : by_hatch) {
    out += "<li>" + swatch(hatch) + "<span>" + escape(text) + "</span></li>";
  }
  return out + "</ul>";
}

}  // namespace

std::string compact(double count, const Words& words) {
  if (count >= 999'500) {
    return words.say("number.millions", {{"n", words.number(count / 1e6, count >= 1e7 ? 0 : 1)}});
  }
  if (count >= 10'000) return words.say("number.thousands", {{"n", words.number(count / 1e3, 0)}});
  return words.number(std::round(count), 0);
}

std::string legend(const geo::ReleasedMetric& metric, const View& view, const Atlas& atlas,
                   const MapRequest& request) {
  const auto* style = view.style(metric.instance);
  std::string out = "<div class=\"legend\">";
  if (style) {
    const auto* histogram = view.release.histogram(metric.instance);
    auto bars = histogram ? bars_of_people(*histogram, view) : std::vector<Bars>{};
    const auto fits = [&](const Bars& row) {
      return row.counts.size() == style->colours.size() + 1;
    };
    if (bars.empty() || !std::all_of(bars.begin(), bars.end(), fits)) {
      bars = {bars_of_areas(*style, view, atlas.cells(request))};
    }
    // Minutes are on foot where no other way is named.
    const bool rides = metric.unit == "min" && !way_name(metric, view.words).empty();
    const std::string own_key = "legend." + metric.id;
    const std::string unit_key = "unit." + metric.unit + (rides ? ".trip" : ".long");
    const auto unit = view.words.knows(own_key)    ? view.words.say(own_key)
                      : view.words.knows(unit_key) ? view.words.say(unit_key)
                      : metric.unit.empty()        ? metric_title(metric, view.words)
                                                   : metric.unit;
    out += table_of(bars, *style, view, unit);
  }
  return out + keys(atlas.without_value(request), key_of_points(request, atlas, view), view.words) +
         "</div>";
}

std::string legend_of_residents(const geo::write::ClassStyle& style, const std::string& title,
                                const geo::ReleasedLayer& layer,
                                const std::vector<Cell<double>>& figures, const View& view,
                                const Atlas& atlas, const MapRequest& request) {
  std::vector<Bars> bars;
  if (!view.release.people_recorded()) {
    bars = {bars_of_areas(style, view, figures)};
  } else if (view.focus && view.reference) {
    for (const auto* group : {view.focus, view.reference}) {
      bars.push_back(bars_of_residents(style, view, layer, figures, group->key));
      bars.back().name = group_name(*group, view);
      bars.back().definition = group->definition;
    }
  } else {
    bars = {bars_of_residents(style, view, layer, figures, "")};
  }
  return "<div class=\"legend\">" + table_of(bars, style, view, title) +
         keys(atlas.without_value(request), "", view.words) + "</div>";
}

}  // namespace app::page
