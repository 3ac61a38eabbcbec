#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "app/page/housing.hpp"
#include "app/page/sections.hpp"
#include "app/page/sentences.hpp"
#include "geo/read/kinds.hpp"

namespace app::page {
namespace {

using Metrics = std::vector<const geo::ReleasedMetric*>;

/// The order in which themes are read; the first six are said to be missing when they are.
constexpr std::array order{"arrival", "health",    "education", "work",   "housing",   "mix",
                           "equity",  "childcare", "training",  "social", "legal",     "community",
                           "food",    "green",     "culture",   "sport",  "transport", "finance",
                           "shop",    "worship",   "emergency"};
constexpr std::size_t expected = 6;

std::string theme_of(const geo::ReleasedMetric& metric) {
  if (!metric.kind.empty()) return std::string(geo::Kind{metric.kind}.theme());
  // Buses near home belong beside the walks to stops and stations.
  if (metric.id.starts_with("access/transit_") || metric.id.starts_with("sdg/public_transport")) {
    return "transport";
  }
  return metric.id.substr(0, metric.id.find('/'));
}

/// The plain walk comes first, then whether there are enough places, then the rest.
int telling(const std::string& id) {
  static constexpr std::array first{"access/nearest", "access/floating_catchment",
                                    "access/potential", "access/nth_nearest"};
  return static_cast<int>(std::find(first.begin(), first.end(), id) - first.begin());
}

/// How soon a metric is shown: walks to what daily life depends on, then other walks, then the
/// further metrics, each in the vocabulary's order of kinds.
std::array<int, 4> rank(const geo::ReleasedMetric& metric, const Words& words) {
  const auto& kinds = geo::read::kinds();
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& entry) {
    return entry.kind.name() == metric.kind;
  });
  const bool essential = found != kinds.end() && found->essential;
  const int order_of_kind = static_cast<int>(found - kinds.begin());
  const bool plain = metric.id == "access/nearest" && way_name(metric, words).empty();
  return {plain ? 0 : 1, plain && !essential ? 1 : 0, order_of_kind, telling(metric.id)};
}

std::vector<std::pair<std::string, Metrics>> by_theme(const View& view) {
  std::map<std::string, Metrics> found;
  for (const auto& metric : view.release.metrics()) {
    // What one person can reach has a part of the page to itself.
    if (metric.who.empty()) found[theme_of(metric)].push_back(&metric);
  }
  std::vector<std::pair<std::string, Metrics>> themes;
  for (const std::string theme : order) {
    if (const auto one = found.find(theme); one != found.end()) {
      themes.emplace_back(*one);
      found.erase(one);
    }
  }
  themes.insert(themes.end(), found.begin(), found.end());
  for (auto& [theme, metrics] : themes) {
    std::stable_sort(metrics.begin(), metrics.end(), [&](const auto* a, const auto* b) {
      return rank(*a, view.words) < rank(*b, view.words);
    });
  }
  return themes;
}

std::string anchor(const std::string& theme) {
  return "theme-" + escape(theme);
}

bool has_map(const geo::ReleasedMetric& metric, const View& view) {
  return view.style(metric.instance) != nullptr &&
         (view.any_value(*view.finest, metric) || view.any_value(*view.reading, metric));
}

std::string map_and_legend(const geo::ReleasedMetric& metric, const View& view, const Atlas& atlas,
                           bool large) {
  MapRequest request;
  request.instance = metric.instance;
  request.group = view.shown_group(metric);
  request.large = large;
  request.kind = metric.kind;
  request.coarse = !large || !view.any_value(*view.finest, metric);
  request.says = metric_title(metric, view.words) + ". " + answer(metric, view);
  const auto counts = whom_it_counts(metric, view);
  return "<div class=\"picture\">" + atlas.map(request) +
         "</div><div class=\"words\"><p class=\"answer\">" + escape(answer(metric, view)) + "</p>" +
         (counts.empty() ? "" : "<p class=\"counts\">" + escape(counts) + "</p>") +
         legend(metric, view, atlas, request);
}

/// Figures of the whole city, for the line that opens a further map.
/// A short unit, to stand behind a figure; a long one stands in the title already.
std::string short_unit(const geo::ReleasedMetric& metric) {
  const std::string& unit = metric.unit;
  return unit == "min" || unit == "h" || unit == "%" ? unit : "";
}

std::string city_figures(const geo::ReleasedMetric& metric, const View& view) {
  const auto all = view.city_value(metric.instance);
  if (view.focus && view.reference) {
    const auto mine = view.city_value(metric.instance, view.focus->key);
    const auto theirs = view.city_value(metric.instance, view.reference->key);
    if (!mine != !theirs && at_least(metric, mine) && at_least(metric, theirs)) {
      return fmt::format("<b class=\"g0\">{}</b> <b class=\"g1\">{}</b>",
                         escape(figure_text(metric, mine, view.words)),
                         escape(figure_text(metric, theirs, view.words)));
    }
    if (mine && theirs) {
      const auto [a, b] = pair_with_unit(*mine, *theirs, short_unit(metric), view.words);
      return fmt::format("<b class=\"g0\">{}</b> <b class=\"g1\">{}</b>", escape(a), escape(b));
    }
  }
  if (!all) return "<em>" + escape(figure_text(metric, all, view.words)) + "</em>";
  return "<b>" + escape(with_unit(*all, short_unit(metric), view.words)) + "</b>";
}

std::string lead(const geo::ReleasedMetric& metric, const View& view, const Atlas& atlas) {
  return "<h3>" + escape(question(metric, view.words)) + kicker(metric, view.words) + "</h3>" +
         "<div class=\"spread\">" + map_and_legend(metric, view, atlas, true) + "</div></div>" +
         area_table(metric, view);
}

std::string further(const geo::ReleasedMetric& metric, const View& view, const Atlas& atlas) {
  std::string out = "<details class=\"more\"><summary><span>" +
                    escape(metric_title(metric, view.words)) + "</span><span class=\"pairs\">" +
                    city_figures(metric, view) + "</span></summary>";
  if (!has_map(metric, view)) {
    return out + "<p>" + escape(answer(metric, view)) + "</p></details>";
  }
  return out + "<div class=\"spread small\">" + map_and_legend(metric, view, atlas, false) +
         "<p class=\"note\">" + escape(metric_method(metric, view.words)) + "</p></div></div>" +
         area_table(metric, view) + "</details>";
}

std::string group_key(const View& view) {
  if (!view.focus || !view.reference) return "";
  return fmt::format(
      "<p class=\"who-key\"><span class=\"g0\"><i></i>{}</span> <span class=\"g1\">"
      "<i></i>{}</span></p>",
      escape(group_name(*view.focus, view)), escape(group_name(*view.reference, view)));
}

std::string one_theme(const std::string& theme, const Metrics& metrics, const View& view,
                      const Atlas& atlas) {
  std::string out = fmt::format("<section class=\"theme\" id=\"{}\"><h2>{}</h2>", anchor(theme),
                                escape(theme_name(theme, view.words)));
  // The map that leads is the first that has anything to show and is not on the first page.
  const auto* first_page = leading_metric(view);
  const auto shown = std::find_if(metrics.begin(), metrics.end(), [&](const auto* metric) {
    return metric != first_page && has_map(*metric, view) &&
           view.style(metric->instance)->colours.size() > 1;
  });
  if (shown != metrics.end()) out += lead(**shown, view, atlas);
  const bool more = metrics.size() > (shown != metrics.end() ? 1u : 0u);
  if (more) {
    out += "<h3>" + escape(view.words.say("theme.more")) + "</h3>" + group_key(view);
    for (const auto* metric : metrics) {
      if (shown == metrics.end() || metric != *shown) out += further(*metric, view, atlas);
    }
  }
  return out + "</section>";
}

std::string not_measured(const std::vector<std::pair<std::string, Metrics>>& measured,
                         const View& view) {
  std::string items;
  for (std::size_t k = 0; k < expected; ++k) {
    const std::string theme = order[k];
    const bool there = std::any_of(measured.begin(), measured.end(),
                                   [&](const auto& one) { return one.first == theme; });
    if (there || (theme == "housing" && !view.release.housing().empty())) continue;
    items += "<li><b>" + escape(theme_name(theme, view.words)) + "</b> " +
             escape(view.words.say("theme." + theme + ".add")) + "</li>";
  }
  if (!view.focus) {
    items += "<li><b>" + escape(view.words.say("theme.groups")) + "</b> " +
             escape(view.words.say("theme.groups.add")) + "</li>";
  }
  if (items.empty()) return "";
  return "<section class=\"theme\" id=\"add\"><h2>" + escape(view.words.say("themes.add")) +
         "</h2><ul class=\"plain\">" + items + "</ul></section>";
}

}  // namespace

std::string kicker(const geo::ReleasedMetric& metric, const Words& words) {
  // The question about the nearest service names its kind itself.
  const bool names_kind = metric.id == "access/nearest" && way_name(metric, words).empty();
  if (metric.kind.empty() || names_kind) return "";
  return " <span class=\"kind\">" + escape(kind_name(metric.kind, words)) + "</span>";
}

std::string contents(const View& view) {
  std::string out = "<nav aria-label=\"" + escape(view.words.say("nav.title")) + "\"><ul>";
  const auto link = [&](const std::string& to, const std::string& text) {
    out += fmt::format("<li><a href=\"#{}\">{}</a></li>", to, escape(text));
  };
  for (const auto& [theme, metrics] : by_theme(view)) {
    link(anchor(theme), theme_name(theme, view.words));
  }
  if (!view.release.housing().empty()) link("housing", theme_name("housing", view.words));
  if (!view.release.losses().empty()) link("losses", view.words.say("loss.title"));
  if (!view.release.profiles().empty()) link("profiles", view.words.say("profile.title"));
  link("findings", view.words.say("findings.title"));
  link("methods", view.words.say("methods.title"));
  link("sources", view.words.say("sources.title"));
  return out + "</ul></nav>";
}

std::string themes(const View& view, const Atlas& atlas) {
  const auto measured = by_theme(view);
  std::string out;
  for (const auto& [theme, metrics] : measured) out += one_theme(theme, metrics, view, atlas);
  return out + housing(view, atlas) + not_measured(measured, view);
}

}  // namespace app::page
