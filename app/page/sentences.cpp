#include "app/page/sentences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/metric.hpp"
#include "geo/read/kinds.hpp"
#include "geo/read/ways.hpp"

namespace app::page {
namespace {

using geo::Cell;

/// Settings of a metric as places of a sentence: {within} is "15 min", {n} is "3".
std::map<std::string, std::string> places_of(const geo::ReleasedMetric& metric,
                                             const Words& words) {
  std::map<std::string, std::string> places;
  for (const auto& [name, value] : metric.settings) {
    const bool minutes = value.ends_with(" min");
    places[name] = minutes ? words.say("unit.with", {{"n", value.substr(0, value.size() - 4)},
                                                     {"unit", words.say("unit.min")}})
                           : value;
  }
  if (!metric.who.empty()) {
    places["profile"] = isolated(metric.who.in(words.language()));
    places["bound"] = words.say("profile.bound." + places["bound"]);
  }
  for (const std::string setting : {"hours", "distance"}) {
    const auto place = places.find(setting);
    if (place != places.end()) place->second = words.say(setting + "." + place->second);
  }
  places["kind"] = isolated(kind_name(metric.kind, words));
  places["nearest"] = nearest(metric.kind, words);
  return places;
}

bool beyond(const Cell<double>& figure) {
  return !figure && figure.reason() == geo::Missing::out_of_reach;
}

/// The longest walk that a metric looks at, in minutes; nothing where it has no such setting.
std::optional<double> longest_walk(const geo::ReleasedMetric& metric) {
  for (const auto& [name, value] : metric.settings) {
    if (name == "within" && value.ends_with(" min")) return std::stod(value);
  }
  return std::nullopt;
}

std::string definition_key(const std::string& definition) {
  std::string key = definition;
  std::replace(key.begin(), key.end(), ' ', '_');
  return "group." + key;
}

/// The words for a definition ("people born abroad") fit a group only where it is the one group of
/// this definition; groups within it do not count.
bool alone_of_its_definition(const geo::ReleasedGroup& group, const View& view) {
  if (!group.part_of.empty()) return false;
  const auto& all = view.release.groups();
  return std::count_if(all.begin(), all.end(), [&](const auto& other) {
           return other.definition == group.definition && !other.is_rest && other.part_of.empty();
         }) == 1;
}

std::string in_words(const std::string& key, const std::string& otherwise, const Words& words) {
  return words.knows(key) ? words.say(key) : otherwise;
}

/// Why the figure is not there, as a whole sentence.
std::string no_answer(geo::Missing reason, const Words& words) {
  return words.say("answer.none", {{"reason", status(reason, words)}});
}

std::string written(double value, int decimals, const std::string& unit, const Words& words) {
  const auto n = words.number(value, decimals);
  if (unit.empty()) return n;
  if (unit == "%") return words.say("unit.percent", {{"n", n}});
  return words.say("unit.with", {{"n", n}, {"unit", unit_words(unit, words)}});
}

/// The metric's own sentence, unless it speaks of walking and they do not walk.
std::string own_or_general(const geo::ReleasedMetric& metric, const std::string& which,
                           const Words& words) {
  const std::string own = "answer." + metric.id + "." + which;
  const bool on_foot = way_name(metric, words).empty();
  if (on_foot && words.knows(own)) return own;
  return (!on_foot && is_median(metric) ? "answer.median." : "answer.") + which;
}

/// Which of the metric's sentences fits: two groups that differ, two that do not, or everyone.
std::string answer_of_two(const geo::ReleasedMetric& metric, const View& view, double mine,
                          double theirs) {
  auto places = places_of(metric, view.words);
  const auto [a, b] = pair_with_unit(mine, theirs, metric.unit, view.words);
  places["a"] = a;
  places["b"] = b;
  places["group"] = group_phrase(*view.focus, view);
  places["rest"] = group_phrase(*view.reference, view);
  return view.words.say(own_or_general(metric, a == b ? "same" : "two", view.words), places);
}

std::string answer_of_all(const geo::ReleasedMetric& metric, const View& view, double value) {
  auto places = places_of(metric, view.words);
  places["a"] = with_unit(value, metric.unit, view.words);
  const std::string homes = own_or_general(metric, "homes", view.words);
  if (!view.release.people_recorded() && view.words.knows(homes)) {
    return view.words.say(homes, places);
  }
  return view.words.say(own_or_general(metric, "one", view.words), places);
}

/// Every edge with as many decimals as are needed to tell it from its neighbours, at most three.
std::vector<std::string> edge_texts(const std::vector<double>& breaks, const std::string& unit,
                                    const Words& words) {
  int decimals = 0;
  const auto all_apart = [&] {
    for (std::size_t k = 1; k < breaks.size(); ++k) {
      const bool same = words.number(breaks[k], decimals) == words.number(breaks[k - 1], decimals);
      if (same && breaks[k] != breaks[k - 1]) return false;
    }
    return true;
  };
  const auto exact = [&] {
    return std::all_of(breaks.begin() + 1, breaks.end() - 1, [&](double edge) {
      const double scale = std::pow(10, decimals);
      return std::abs(std::round(edge * scale) / scale - edge) <= 0.02 * std::abs(edge);
    });
  };
  while (decimals < 3 && unit != "min" && breaks.size() > 1 && !(all_apart() && exact())) {
    ++decimals;
  }
  std::vector<std::string> texts;
  for (const double edge : breaks) texts.push_back(words.number(edge, decimals));
  return texts;
}

/// The value of a setting; empty where it is left out.
std::string setting(const geo::ReleasedMetric& metric, const std::string& name) {
  const auto found = std::find_if(metric.settings.begin(), metric.settings.end(),
                                  [&](const auto& one) { return one.first == name; });
  return found == metric.settings.end() ? "" : found->second;
}

/// By public transport: in the usual minute, at another percentile, or on average.
std::string riding_name(const geo::ReleasedMetric& metric, const Words& words) {
  if (setting(metric, "over") == "mean") return words.say("way.transit_mean");
  const std::string percentile = setting(metric, "percentile");
  if (percentile.empty() || percentile == "50") return words.say("way.transit");
  return words.say("way.transit_percentile", {{"p", percentile}});
}

/// The same, and for what money.
std::string transit_name(const geo::ReleasedMetric& metric, const Words& words) {
  const std::string way = riding_name(metric, words), budget = setting(metric, "budget");
  if (budget.empty()) return way;
  const bool possible = setting(metric, "bound") == "possible";
  return words.say(possible ? "way.transit_budget_possible" : "way.transit_budget",
                   {{"way", way}, {"budget", isolated(budget)}});
}

}  // namespace

std::string metric_title(const geo::ReleasedMetric& metric, const Words& words) {
  auto title = in_words("metric." + metric.id + ".title", metric.title, words);
  if (!metric.kind.empty()) title += ": " + isolated(kind_name(metric.kind, words));
  // A run may ask the same for several limits; the title says which one this is.
  const std::string which = "metric." + metric.id + ".which";
  if (words.knows(which)) title += ", " + words.say(which, places_of(metric, words));
  const auto way = way_name(metric, words);
  return way.empty() ? title : title + words.say("list.comma") + isolated(way);
}

std::string way_name(const geo::ReleasedMetric& metric, const Words& words) {
  const std::string way = setting(metric, "way");
  if (way == geo::description::by_transit) return transit_name(metric, words);
  for (const geo::NamedWay& shipped : geo::read::shipped_ways().ways) {
    if (shipped.way.name == way) return shipped.title.in(words.language());
  }
  return way;
}

std::string metric_method(const geo::ReleasedMetric& metric, const Words& words) {
  return in_words("metric." + metric.id + ".method", metric.method, words);
}

std::string kind_name(const std::string& kind, const Words& words) {
  if (const auto* entry = geo::read::find_kind(geo::Kind{kind})) {
    const auto& name = entry->name.in(words.language());
    if (!name.empty()) return name;
  }
  return kind;
}

std::string nearest(const std::string& kind, const Words& words) {
  const std::string key = "nearest." + kind;
  if (words.knows(key)) return words.say(key);
  return words.say("nearest.any", {{"kind", isolated(kind_name(kind, words))}});
}

std::string theme_name(const std::string& theme, const Words& words) {
  const std::string key = "theme." + theme;
  return words.knows(key) ? words.say(key) : kind_name(theme, words);
}

std::string question(const geo::ReleasedMetric& metric, const Words& words) {
  const std::string key = "question." + metric.id;
  return words.knows(key) && way_name(metric, words).empty()
             ? words.say(key, places_of(metric, words))
             : metric_title(metric, words);
}

std::string unit_words(const std::string& unit, const Words& words) {
  if (words.knows("unit." + unit) || unit.find('/') == std::string::npos) {
    return in_words("unit." + unit, unit, words);
  }
  std::string text;
  for (std::size_t from = 0; from <= unit.size();) {
    const auto end = std::min(unit.find('/', from), unit.size());
    const auto part = unit.substr(from, end - from);
    if (from == 0) {
      text = isolated(part);
    } else {
      text += " " + in_words("per." + part, "/ " + part, words);
    }
    from = end + 1;
  }
  return text;
}

int decimals_known(double value, const std::string& unit) {
  const double size = std::abs(value);
  if (unit == "min" || unit == "people" || size >= 20 || size == 0) return 0;
  return size >= 2 ? 1 : size >= 0.1 ? 2 : 3;
}

std::string with_unit(double value, const std::string& unit, const Words& words) {
  return written(value, decimals_known(value, unit), unit, words);
}

std::pair<std::string, std::string> pair_with_unit(double a, double b, const std::string& unit,
                                                   const Words& words) {
  int decimals = std::max(decimals_known(a, unit), decimals_known(b, unit));
  // A minute is as fine as a walk is known; other figures may need one more figure to differ.
  if (unit != "min" && words.number(a, decimals) == words.number(b, decimals)) ++decimals;
  return {written(a, decimals, unit, words), written(b, decimals, unit, words)};
}

std::vector<std::string> class_labels(const std::vector<double>& breaks, const std::string& unit,
                                      const Words& words) {
  const auto edges = edge_texts(breaks, unit, words);
  std::vector<std::string> labels;
  for (std::size_t k = 0; k + 1 < breaks.size(); ++k) {
    const bool is_signed = breaks[k] < 0 || breaks[k + 1] < 0;
    const auto* range = is_signed ? "class.range_signed" : "class.range";
    labels.push_back(edges[k] == edges[k + 1]
                         ? edges[k]
                         : words.say(range, {{"from", edges[k]}, {"to", edges[k + 1]}}));
  }
  return labels;
}

std::vector<std::string> open_class_labels(const std::vector<double>& breaks,
                                           const std::string& unit, const Words& words) {
  auto labels = class_labels(breaks, unit, words);
  if (labels.size() < 2) return labels;
  const auto edges = edge_texts(breaks, unit, words);
  // A lowest class of one value, such as none at all, is that value.
  if (breaks[0] != breaks[1]) labels.front() = words.say("class.under", {{"to", edges[1]}});
  labels.back() = words.say("class.from", {{"from", edges[labels.size() - 1]}});
  return labels;
}

std::string group_phrase(const geo::ReleasedGroup& group, const View& view) {
  if (group.is_rest || group.key == "rest") return view.words.say("group.rest.phrase");
  const auto key = definition_key(group.definition) + ".phrase";
  if (alone_of_its_definition(group, view) && view.words.knows(key)) return view.words.say(key);
  return view.words.say("group.named.phrase", {{"name", isolated(group_name(group, view))}});
}

std::string group_name(const geo::ReleasedGroup& group, const View& view) {
  const auto& words = view.words;
  const auto& all = group.name.all();
  const auto own = all.find(words.language());
  if (own != all.end()) return own->second;
  if (group.is_rest || group.key == "rest") return words.say("group.rest.name");
  const auto key = definition_key(group.definition) + ".name";
  if (alone_of_its_definition(group, view) && words.knows(key)) return words.say(key);
  const auto name = group.name.in(words.language());
  return name.empty() ? group.key : name;
}

namespace {

/// The sentence where a median lies beyond the longest walk; empty where none does.
std::string answer_beyond(const geo::ReleasedMetric& metric, const View& view) {
  if (!is_median(metric)) return "";
  auto places = places_of(metric, view.words);
  if (view.focus && view.reference) {
    const auto mine = view.city_value(metric.instance, view.focus->key);
    const auto theirs = view.city_value(metric.instance, view.reference->key);
    places["group"] = group_phrase(*view.focus, view);
    places["rest"] = group_phrase(*view.reference, view);
    if (mine) places["a"] = with_unit(*mine, metric.unit, view.words);
    if (theirs) places["b"] = with_unit(*theirs, metric.unit, view.words);
    if (beyond(mine) && beyond(theirs)) return view.words.say("answer.beyond.both", places);
    if (beyond(mine) && theirs) return view.words.say("answer.beyond.group", places);
    if (mine && beyond(theirs)) return view.words.say("answer.beyond.rest", places);
  }
  if (!beyond(view.city_value(metric.instance))) return "";
  return view.words.say(
      view.release.people_recorded() ? "answer.beyond.all" : "answer.beyond.homes", places);
}

std::string answer_alone(const geo::ReleasedMetric& metric, const View& view) {
  const auto all = view.city_value(metric.instance);
  if (view.focus && view.reference) {
    const auto mine = view.city_value(metric.instance, view.focus->key);
    const auto theirs = view.city_value(metric.instance, view.reference->key);
    if (mine && theirs && !metric.over_areas) return answer_of_two(metric, view, *mine, *theirs);
    if (mine && metric.over_areas) {
      auto places = places_of(metric, view.words);
      places["a"] = with_unit(*mine, metric.unit, view.words);
      places["group"] = group_phrase(*view.focus, view);
      places["rest"] = group_phrase(*view.reference, view);
      const std::string key = "answer." + metric.id + ".group";
      if (view.words.knows(key)) return view.words.say(key, places);
    }
  }
  if (all) return answer_of_all(metric, view, *all);
  return no_answer(all.reason(), view.words);
}

}  // namespace

bool is_median(const geo::ReleasedMetric& metric) {
  const auto& all = analysis::catalogue();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const auto& entry) { return entry.id == metric.id; });
  return found != all.end() && found->metric->card.over_people == analysis::Summary::median;
}

std::optional<double> at_least(const geo::ReleasedMetric& metric, const Cell<double>& figure) {
  if (figure) return *figure;
  return beyond(figure) && is_median(metric) ? longest_walk(metric) : std::nullopt;
}

std::string figure_text(const geo::ReleasedMetric& metric, const Cell<double>& figure,
                        const Words& words) {
  if (figure) return with_unit(*figure, metric.unit, words);
  return at_least(metric, figure) ? words.say("place.over", places_of(metric, words))
                                  : status(figure.reason(), words);
}

std::string straight_lines(const View& view) {
  const std::string before = "none: straight lines times ";
  for (const auto& [name, value] : view.release.parameters()) {
    if (name == "streets" && value.starts_with(before)) return value.substr(before.size());
  }
  return "";
}

std::string answer(const geo::ReleasedMetric& metric, const View& view) {
  const auto beyond_all = answer_beyond(metric, view);
  return beyond_all.empty() ? answer_alone(metric, view) : beyond_all;
}

std::string whom_it_counts(const geo::ReleasedMetric& metric, const View& view) {
  if (!view.city || metric.over_areas) return "";
  double least = 1;
  for (const std::string& group : {std::string{}, view.focus ? view.focus->key : "",
                                   view.reference ? view.reference->key : ""}) {
    const auto covered =
        view.figure(*view.city, 0, geo::ReleasedColumn::Role::coverage, metric.instance, group);
    if (covered) least = std::min(least, *covered);
  }
  if (least >= 0.95) return "";
  const auto share = view.words.say("unit.percent", {{"n", view.number(least * 100, 0)}});
  const auto* key = is_median(metric) ? "answer.covered.median" : "answer.covered";
  return view.words.say(key, {{"share", share}});
}

std::string status(geo::Missing reason, const Words& words) {
  return words.say("status." + std::string(geo::word(reason)));
}

}  // namespace app::page
