#include <fmt/format.h>

#include <set>

#include "app/page/sections.hpp"
#include "app/page/sentences.hpp"

namespace app::page {
namespace {

using geo::ReleasedColumn;

std::string parameter(const View& view, const std::string& wanted) {
  for (const auto& [name, value] : view.release.parameters()) {
    if (name == wanted) return value;
  }
  return "";
}

std::string item(const std::string& text) {
  return text.empty() ? "" : "<li>" + escape(text) + "</li>";
}

std::string block(const std::string& title, const std::string& items) {
  return "<section><h2>" + escape(title) + "</h2><ul>" + items + "</ul></section>";
}

std::string coverage_line(const View& view, const geo::ReleasedMetric& metric) {
  if (!view.city) return "";
  const auto covered =
      view.figure(*view.city, 0, ReleasedColumn::Role::coverage, metric.instance, "");
  if (!covered) return "";
  const std::string of = view.release.people_recorded() ? "" : "_homes";
  if (*covered >= 0.9995) return view.words.say("sure.all" + of);
  return view.words.say(
      "sure.part" + of,
      {{"share", view.words.say("unit.percent", {{"n", view.number(*covered * 100, 1)}})}});
}

/// How many homes the figures rest on, and where these come from.
std::string homes_line(const View& view) {
  const auto homes = parameter(view, "homes"), basis = parameter(view, "home_basis");
  const auto key = "sure.homes." + basis;
  if (homes.empty() || !view.words.knows(key)) return "";
  return view.words.say("sure.homes",
                        {{"n", view.number(std::stod(homes), 0)}, {"basis", view.words.say(key)}});
}

std::string ways_line(const View& view) {
  const auto detour = straight_lines(view);
  return detour.empty() ? view.words.say("sure.walked")
                        : view.words.say("sure.straight", {{"detour", detour}});
}

/// How far apart the two groups could be, whoever lives in which home of an area.
std::string gap_line(const View& view, const geo::ReleasedMetric& metric) {
  if (!view.city || !view.focus || !view.reference) return "";
  using Role = ReleasedColumn::Role;
  const auto low = view.figure(*view.city, 0, Role::gap_low, metric.instance, view.focus->key);
  const auto high = view.figure(*view.city, 0, Role::gap_high, metric.instance, view.focus->key);
  if (!low || !high) return "";
  const bool doubt = is_doubtful(view, *view.city, 0, metric.instance);
  const auto [from, to] = pair_with_unit(*low, *high, metric.unit, view.words);
  return view.words.say(doubt ? "sure.gap_unknown" : "sure.gap",
                        {{"low", isolated(from)}, {"high", isolated(to)}});
}

/// Said where more than half of what differs from home to home differs inside the finest areas.
std::string inside_line(const View& view, const geo::ReleasedMetric& metric) {
  constexpr double much = 0.5;
  if (!metric.inside || *metric.inside <= much) return "";
  const auto share = view.number(*metric.inside * 100, 0);
  return view.words.say("sure.mostly_inside",
                        {{"share", view.words.say("unit.percent", {{"n", share}})}});
}

/// Said where somebody was brought to the finest areas by a model.
std::string carried_line(const View& view) {
  const bool any = view.people_modelled(*view.finest) ||
                   (view.focus && view.people_modelled(*view.finest, view.focus->key));
  return any ? view.words.say("sure.carried") : "";
}

std::string counted(const View& view, std::size_t areas) {
  return view.words.say_count("count.areas", static_cast<double>(areas));
}

std::string sure(const View& view, const Atlas& atlas, const geo::ReleasedMetric& metric,
                 const MapRequest& request) {
  std::string items =
      item(coverage_line(view, metric)) + item(homes_line(view)) + item(ways_line(view));
  if (view.focus && view.release.people_recorded()) {
    items += item(carried_line(view)) + item(view.words.say("sure.inside")) +
             item(gap_line(view, metric)) + item(inside_line(view, metric));
  }
  const auto without = atlas.without_value(request);
  if (const auto unsure = without.find("uncertain"); unsure != without.end()) {
    items += item(view.words.say("sure.uncertain", {{"areas", counted(view, unsure->second)}}));
  }
  return block(view.words.say("sure.title"), items);
}

/// Areas without a figure, people who are not recorded, and what is odd in the data.
std::string not_known(const View& view, const Atlas& atlas, const MapRequest& request) {
  const auto& words = view.words;
  std::string list;
  for (const auto& [reason, areas] : atlas.without_value(request)) {
    list += (list.empty() ? "" : words.say("list.comma")) +
            words.say("legend.key",
                      {{"reason", words.say("status." + reason)}, {"areas", counted(view, areas)}});
  }
  std::string items = item(list.empty() ? words.say("unknown.nothing")
                                        : words.say("unknown.areas", {{"list", list}}));
  if (!view.release.people_recorded()) items += item(words.say("unknown.people"));
  if (!view.focus) {
    items += "<li><a href=\"#add\">" + escape(words.say("themes.add")) + "</a></li>";
  }
  std::size_t odd = 0;
  std::set<std::string> seen;
  for (const auto& finding : view.release.findings().shown()) {
    if (finding.severity == geo::Severity::note || !seen.insert(finding.code).second) continue;
    odd += view.release.findings().count(finding.code);
  }
  if (odd > 0) {
    const auto n = view.number(static_cast<double>(odd), 0);
    items +=
        "<li><a href=\"#findings\">" + escape(words.say("sure.findings", {{"n", n}})) + "</a></li>";
  }
  return block(words.say("mayor.unknown"), items);
}

/// From the first to the last date that the files state, and how many state none.
std::string dates_lines(const View& view) {
  std::set<std::string> dates;
  std::size_t undated = 0;
  for (const auto& input : view.release.inputs()) {
    if (input.as_of.empty()) {
      ++undated;
    } else {
      dates.insert(input.as_of);
    }
  }
  std::string items;
  if (!dates.empty()) {
    items += item(
        view.words.say(dates.size() > 1 ? "data.dates" : "data.date",
                       {{"from", isolated(*dates.begin())}, {"to", isolated(*dates.rbegin())}}));
  }
  if (undated > 0) {
    const auto all = static_cast<double>(view.release.inputs().size());
    items +=
        item(view.words.say("data.undated", {{"n", view.number(static_cast<double>(undated), 0)},
                                             {"all", view.number(all, 0)}}));
  }
  return items;
}

std::string publishers_line(const View& view) {
  std::set<std::string> publishers;
  for (const auto& input : view.release.inputs()) {
    if (!input.publisher.empty()) publishers.insert(input.publisher);
  }
  std::string list;
  for (const auto& publisher : publishers) {
    list += (list.empty() ? "" : view.words.say("list.comma")) + isolated(publisher);
  }
  return list.empty() ? "" : view.words.say("data.from", {{"list", list}});
}

}  // namespace

std::string people_line(const View& view) {
  const auto& release = view.release;
  if (!release.people_recorded()) return view.words.say("unknown.people");
  const std::string key = "basis." + release.people_basis();
  const auto basis = view.words.knows(key) ? view.words.say(key) : release.people_basis();
  std::string about = basis;
  for (const std::string& more : {release.people_as_of(), release.people_definition()}) {
    if (!more.empty()) about += view.words.say("list.comma") + isolated(more);
  }
  return view.words.say("data.people", {{"about", about}});
}

std::string how_we_know(const View& view, const Atlas& atlas, const geo::ReleasedMetric& metric,
                        const MapRequest& request) {
  const auto people = view.release.people_recorded() ? item(people_line(view)) : "";
  return "<div class=\"known\">" + sure(view, atlas, metric, request) +
         not_known(view, atlas, request) +
         block(view.words.say("data.title"),
               people + dates_lines(view) + item(publishers_line(view))) +
         "</div>";
}

}  // namespace app::page
