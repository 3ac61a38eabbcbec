#include <fmt/format.h>

#include <algorithm>
#include <cmath>

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
  if (!view.release.people_recorded()) {
    const auto homes = static_cast<double>(view.homes(row));
    return view.words.say("place.homes", {{"n", view.number(homes, 0)}});
  }
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
    if (way_name(metric, view.words) != way_name(shown, view.words)) continue;
    const auto figure = view.value(*view.reading, row, metric.instance);
    const auto here = at_least(metric, figure);
    const auto city = view.city_value(metric.instance);
    if (!here || !city || *city <= 0 || *here < *city * 1.5 || *here - *city < 3) continue;
    lacking.emplace_back(
        *here / *city,
        view.words.say("place.far", {{"kind", isolated(kind_name(metric.kind, view.words))},
                                     {"a", figure_text(metric, figure, view.words)}}));
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
  // Where everyone is in the figure there is nothing to add: the foot of the page says so.
  if (!covered || *covered >= 0.95) return "";
  return view.words.say(
      is_median(metric) ? "place.sure_part.median" : "place.sure_part",
      {{"share", view.words.say("unit.percent", {{"n", view.number(*covered * 100, 0)}})}});
}

/// The name of a place; where it has only a code, what it is with the code beside it, smaller.
std::string place_name(const View& view, std::size_t row) {
  const auto name = view.name(*view.reading, row);
  if (name != view.reading->keys[row]) {
    return escape(name) + in_other_letters(view.name_in_other_letters(*view.reading, row));
  }
  return escape(view.title(*view.reading)) + " <small dir=\"ltr\">" + escape(name) + "</small>";
}

std::string place_item(const View& view, const Place& place, const geo::ReleasedMetric& metric) {
  std::string out = "<li><div class=\"place\"><b>" + place_name(view, place.row) +
                    "</b><span class=\"figure\">" +
                    escape(figure_text(metric, place.value, view.words)) + "</span></div>";
  out += paragraph("who", who_lives_there(view, place.row));
  const auto excess = with_unit(place.excess, metric.unit, view.words);
  const char* how = !place.value ? "beyond" : metric.lower_is_better ? "more" : "less";
  auto lacking = view.words.say("place.lacking." + std::string(how), {{"a", excess}});
  if (const auto also = also_lacking(view, place.row, metric); !also.empty()) lacking += " " + also;
  out += paragraph("lack", lacking);
  // A place of which most is beyond the longest walk has said so already.
  const auto sure = place.value ? how_sure(view, place.row, metric) : std::string{};
  if (!sure.empty()) out += paragraph("sure", sure);
  return out + "</li>";
}

std::string ranked_by(const View& view, const geo::ReleasedMetric& metric) {
  auto text =
      view.words.say(view.release.people_recorded() ? "mayor.ranked" : "mayor.ranked_homes");
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
  std::string out = "<header class=\"mayor\" id=\"top\"><p class=\"city\">" + escape(city) +
                    in_other_letters(view.name_in_other_letters(view.release.name())) + "</p>";
  const auto* metric = leading_metric(view);
  if (!metric) {
    return out + "<h1>" + escape(words.say("mayor.nothing")) + "</h1>" +
           paragraph("note", words.say("mayor.nothing_remedy")) + "</header>";
  }
  MapRequest request;
  request.instance = metric->instance;
  request.told = true;
  request.kind = metric->kind;
  request.says = question(*metric, words) + " " + answer(*metric, view);
  const auto places = worst_places(*metric, view);
  for (const auto& place : places) request.marks.push_back(place.row);

  out += "<h1>" + escape(question(*metric, words)) + "</h1>";
  out += paragraph("answer", answer(*metric, view));
  out += paragraph("how",
                   words.say(view.release.people_recorded() ? "mayor.map_of" : "mayor.map_of_homes",
                             {{"level", inside_sentence(view.title(*view.finest))}}) +
                       " " + people_line(view));
  if (const auto who = providers_line(view, *metric); !who.empty()) out += paragraph("how", who);
  out += "<div class=\"spread\"><div class=\"picture\">" + atlas.map(request) +
         legend(*metric, view, atlas, request) + "</div>" + places_column(view, *metric, places) +
         "</div>";
  out += how_we_know(view, atlas, *metric, request);
  return out + "</header>";
}

}  // namespace app::page
