#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "app/page/sections.hpp"
#include "app/page/sentences.hpp"

namespace app::page {
namespace {

using geo::ReleasedColumn;

std::string paragraph(const char* kind, const std::string& text) {
  return fmt::format("<p class=\"{}\">{}</p>", kind, escape(text));
}

/// Who lives in a place: everyone and the group looked at, as far as it may be said.
std::string who_lives_there(const View& view, std::size_t row) {
  const auto all = view.people(*view.reading, row);
  if (!all)
    return view.words.say("place.people_unknown", {{"reason", status(all.reason(), view.words)}});
  auto text = view.words.say_count("count.people", std::round(*all));
  if (!view.focus) return text;
  const auto mine = view.people(*view.reading, row, view.focus->key);
  const auto group = group_phrase(*view.focus, view);
  return mine ? view.words.say(
                    "place.of_whom",
                    {{"all", text}, {"n", view.number(std::round(*mine), 0)}, {"group", group}})
              : view.words.say("place.of_whom_unknown", {{"all", text}, {"group", group}});
}

/// Other daily services that are at least half as far again from here as in the whole city.
std::string also_lacking(const View& view, std::size_t row, const geo::ReleasedMetric& shown) {
  std::vector<std::pair<double, std::string>> lacking;
  for (const auto& metric : view.release.metrics()) {
    if (metric.id != shown.id || metric.instance == shown.instance) continue;
    const auto here = view.value(*view.reading, row, metric.instance);
    const auto city = view.city_value(metric.instance);
    if (!here || !city || *city <= 0 || *here < *city * 1.5 || *here - *city < 3) continue;
    lacking.emplace_back(
        *here / *city,
        view.words.say("place.far", {{"kind", isolated(kind_name(metric.kind, view.words))},
                                     {"a", with_unit(*here, metric.unit, view.words)}}));
  }
  std::stable_sort(lacking.begin(), lacking.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string text;
  for (std::size_t k = 0; k < std::min<std::size_t>(3, lacking.size()); ++k) {
    text += (k ? view.words.say("list.comma") : "") + lacking[k].second;
  }
  return text.empty() ? "" : view.words.say("place.also_far", {{"list", text}});
}

std::string how_sure(const View& view, std::size_t row, const geo::ReleasedMetric& metric) {
  const std::string group = view.focus ? view.focus->key : "";
  auto covered =
      view.figure(*view.reading, row, ReleasedColumn::Role::coverage, metric.instance, group);
  if (!covered) {
    covered = view.figure(*view.reading, row, ReleasedColumn::Role::coverage, metric.instance, "");
  }
  if (!covered) return "";
  return view.words.say(
      *covered >= 0.995 ? "place.sure_all" : "place.sure_part",
      {{"share", view.words.say("unit.percent", {{"n", view.number(*covered * 100, 0)}})}});
}

std::string place_item(const View& view, const Place& place, const geo::ReleasedMetric& metric) {
  std::string out = "<li><div class=\"place\"><b>" + escape(view.name(*view.reading, place.row)) +
                    "</b><span class=\"figure\">" +
                    escape(with_unit(place.value, metric.unit, view.words)) + "</span></div>";
  out += paragraph("who", who_lives_there(view, place.row));
  const auto excess = with_unit(place.excess, metric.unit, view.words);
  auto lacking = view.words.say(
      "place.lacking." + std::string(metric.lower_is_better ? "more" : "less"), {{"a", excess}});
  if (const auto also = also_lacking(view, place.row, metric); !also.empty()) lacking += " " + also;
  out += paragraph("lack", lacking);
  if (const auto sure = how_sure(view, place.row, metric); !sure.empty())
    out += paragraph("sure", sure);
  return out + "</li>";
}

/// What the page cannot tell: areas without a figure, people it does not cover, and the data.
std::string not_known(const View& view, const Atlas& atlas, const geo::ReleasedMetric& metric,
                      const MapRequest& request) {
  const auto& words = view.words;
  std::string text;
  for (const auto& [reason, areas] : atlas.without_value(request)) {
    text += (text.empty() ? "" : words.say("list.comma")) +
            words.say("legend.key",
                      {{"reason", words.say("status." + reason)},
                       {"areas", words.say_count("count.areas", static_cast<double>(areas))}});
  }
  text = text.empty() ? words.say("unknown.nothing") : words.say("unknown.areas", {{"list", text}});
  if (view.city) {
    const auto covered =
        view.figure(*view.city, 0, ReleasedColumn::Role::coverage, metric.instance, "");
    if (covered && *covered < 0.9995) {
      text += " " +
              words.say(
                  "unknown.coverage",
                  {{"share", words.say("unit.percent", {{"n", view.number(*covered * 100, 1)}})}});
    }
  }
  if (!view.release.people_recorded()) text += " " + words.say("unknown.people");
  return text;
}

/// Who was counted, by whom and when.
std::string people_line(const View& view) {
  const auto& release = view.release;
  if (!release.people_recorded()) return view.words.say("unknown.people");
  const std::string key = "basis." + release.people_basis();
  const auto basis = view.words.knows(key) ? view.words.say(key) : release.people_basis();
  const bool dated = !release.people_as_of().empty();
  return view.words.say(dated ? "data.people" : "data.people_undated",
                        {{"basis", basis}, {"as_of", release.people_as_of()}});
}

std::string data_line(const View& view) {
  const auto& release = view.release;
  std::set<std::string> publishers;
  for (const auto& input : release.inputs()) {
    if (!input.publisher.empty()) publishers.insert(input.publisher);
  }
  std::string list;
  for (const auto& publisher : publishers) {
    list += (list.empty() ? "" : view.words.say("list.comma")) + isolated(publisher);
  }
  std::string text = release.people_recorded() ? people_line(view) : "";
  if (!list.empty()) {
    text += (text.empty() ? "" : " ") + view.words.say("data.from", {{"list", list}});
  }
  return text;
}

std::string ranked_by(const View& view, const geo::ReleasedMetric& metric) {
  auto text = view.words.say("mayor.ranked");
  if (view.focus && view.city_value(metric.instance, view.focus->key)) {
    text = view.words.say("mayor.figures_of", {{"group", group_phrase(*view.focus, view)}}) + " " +
           text;
  }
  return text;
}

std::string places_column(const View& view, const geo::ReleasedMetric& metric,
                          const std::vector<Place>& places) {
  std::string out =
      "<section class=\"places\"><h2>" + escape(view.words.say("mayor.places")) + "</h2>";
  if (places.empty())
    return out + paragraph("note", view.words.say("mayor.no_places")) + "</section>";
  out += "<ol>";
  for (const auto& place : places) out += place_item(view, place, metric);
  return out + "</ol>" + paragraph("note", ranked_by(view, metric)) + "</section>";
}

}  // namespace

std::string mayors_page(const View& view, const Atlas& atlas) {
  const auto& words = view.words;
  const auto city = isolated(view.release.name().in(words.language()));
  std::string out = "<header class=\"mayor\" id=\"top\">" + paragraph("city", city);
  const auto* metric = leading_metric(view);
  if (!metric) {
    return out + "<h1>" + escape(words.say("mayor.nothing")) + "</h1>" +
           paragraph("note", words.say("mayor.nothing_remedy")) + "</header>";
  }
  MapRequest request;
  request.instance = metric->instance;
  request.told = true;
  request.says = question(*metric, words) + " " + answer(*metric, view);
  const auto places = worst_places(*metric, view);
  for (const auto& place : places) request.marks.push_back(place.row);

  out += "<h1>" + escape(question(*metric, words)) + "</h1>";
  out += paragraph("answer", answer(*metric, view));
  out += paragraph(
      "how", words.say("mayor.map_of", {{"level", inside_sentence(view.title(*view.finest))}}) +
                 " " + people_line(view));
  out += "<div class=\"spread\"><div class=\"picture\">" + atlas.map(request) +
         legend(*metric, view, atlas, request) + "</div>" + places_column(view, *metric, places) +
         "</div>";
  out += "<div class=\"unknown\"><h2>" + escape(words.say("mayor.unknown")) + "</h2>" +
         paragraph("", not_known(view, atlas, *metric, request)) + paragraph("", data_line(view)) +
         "</div>";
  return out + "</header>";
}

}  // namespace app::page
