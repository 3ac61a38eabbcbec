#include "app/page/losses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "app/page/sections.hpp"
#include "app/page/sentences.hpp"

namespace app::page {
namespace {

using geo::ReleasedLoss;

constexpr std::size_t most_marked = 5;
constexpr std::size_t most_rows = 15;
constexpr const char* metric_id = "resilience/loss";

std::string standard(const ReleasedLoss& loss, const Words& words) {
  return with_unit(loss.standard, "min", words);
}

bool is_line(const ReleasedLoss& loss) {
  return loss.what == ReleasedLoss::What::line;
}

/// Its name; one without is called by its kind, is a street without a name, or a line by its id.
std::string what_fails(const ReleasedLoss& loss, const View& view) {
  const auto name = loss.name.in(view.words.language());
  if (!name.empty()) return isolated(name);
  if (is_line(loss)) return isolated(loss.key);
  return loss.what == ReleasedLoss::What::service ? isolated(kind_name(loss.kind, view.words))
                                                  : view.words.say("loss.street");
}

/// "street", smaller, beside the name of one.
std::string kind_of(const ReleasedLoss& loss, const Words& words) {
  if (loss.what != ReleasedLoss::What::street || loss.name.empty()) return "";
  return " <small>" + escape(words.say("loss.is_street")) + "</small>";
}

geo::Cell<double> people(const ReleasedLoss& loss, const View& view, const std::string& key) {
  const auto& groups = view.release.groups();
  const auto group =
      std::find_if(groups.begin(), groups.end(), [&](const auto& one) { return one.key == key; });
  if (group == groups.end()) return geo::Missing::not_recorded;
  return loss.people[static_cast<std::size_t>(group - groups.begin())];
}

geo::Cell<double> everyone(const ReleasedLoss& loss, const View& view) {
  if (!view.release.people_recorded()) return static_cast<double>(loss.homes);
  return loss.people.front();
}

/// Whether it leaves anybody without.
bool hurts(const ReleasedLoss& loss, const View& view) {
  const auto all = everyone(loss, view);
  return all && *all > 0;
}

/// The worst first, each once: of the stretches of one street, which mostly cut off the same
/// people, the worst; of stretches without a name, one for each number of homes.
std::vector<const ReleasedLoss*> worst_of_each(const View& view) {
  std::set<std::tuple<std::string, std::string, double>> told;
  std::vector<const ReleasedLoss*> all;
  for (const auto& loss : view.release.losses()) {
    if (is_line(loss)) continue;
    if (loss.what == ReleasedLoss::What::street) {
      const auto& name = loss.name.in(view.words.language());
      const auto known_as = name.empty() ? std::to_string(loss.homes) : name;
      if (!told.insert({known_as, loss.kind, loss.standard}).second) continue;
    }
    if (hurts(loss, view)) all.push_back(&loss);
  }
  return all;
}

/// Lines whose end leaves anybody without, the worst first.
std::vector<const ReleasedLoss*> worst_lines(const View& view) {
  std::vector<const ReleasedLoss*> all;
  for (const auto& loss : view.release.losses()) {
    if (is_line(loss) && hurts(loss, view)) all.push_back(&loss);
  }
  return all;
}

/// The worst of those on foot, or of lines; null where none was tried.
const ReleasedLoss* first(const View& view, bool of_lines) {
  const auto& all = view.release.losses();
  const auto found = std::find_if(
      all.begin(), all.end(), [&](const ReleasedLoss& loss) { return is_line(loss) == of_lines; });
  return found == all.end() ? nullptr : &*found;
}

std::string who_falls(const ReleasedLoss& loss, const View& view) {
  const auto& words = view.words;
  const auto all = everyone(loss, view);
  if (!view.release.people_recorded()) {
    return words.say("loss.homes", {{"n", view.number(*all, 0)}});
  }
  const auto count = words.say_count("count.people", *all);
  if (!view.focus) return count;
  const auto group = group_phrase(*view.focus, view);
  const auto mine = people(loss, view, view.focus->key);
  return mine ? words.say("loss.of_whom",
                          {{"all", count}, {"n", view.number(*mine, 0)}, {"group", group}})
              : words.say("loss.of_whom_unknown", {{"all", count}, {"group", group}});
}

geo::Point middle(const geo::Geometry& at) {
  if (!at.points.empty()) return at.points.front();
  const geo::Line& line = at.lines.front();
  return line[line.size() / 2];
}

const geo::ReleasedMetric* metric_of(const std::string& kind, const View& view) {
  for (const auto& metric : view.release.metrics()) {
    if (metric.id == metric_id && metric.kind == kind) return &metric;
  }
  return nullptr;
}

std::string map_of(const geo::ReleasedMetric& metric, const std::vector<const ReleasedLoss*>& worst,
                   const View& view, const Atlas& atlas) {
  MapRequest request;
  request.instance = metric.instance;
  request.coarse = !view.any_value(*view.finest, metric);
  request.kind = metric.kind;
  request.says = metric_title(metric, view.words);
  for (const auto* loss : worst) request.spots.push_back(middle(loss->at));
  return atlas.map(request) + legend(metric, view, atlas, request);
}

/// The worst failures of the kind that is hit hardest, beside their map.
std::string hardest_hit(const ReleasedLoss& first, const View& view, const Atlas& atlas) {
  const auto& words = view.words;
  std::vector<const ReleasedLoss*> worst;
  for (const auto* loss : worst_of_each(view)) {
    const bool same = loss->kind == first.kind && loss->standard == first.standard;
    if (same && !loss->at.empty()) worst.push_back(loss);
    if (worst.size() == most_marked) break;
  }
  const auto* metric = metric_of(first.kind, view);
  if (!metric || !view.style(metric->instance) || worst.empty()) return "";
  std::string list;
  for (const auto* loss : worst) {
    list += "<li><div class=\"place\"><b>" + escape(what_fails(*loss, view)) +
            kind_of(*loss, words) + "</b></div><p class=\"who\">" + escape(who_falls(*loss, view)) +
            "</p></li>";
  }
  return "<h3>" +
         escape(words.say("loss.hardest", {{"kind", isolated(kind_name(first.kind, words))},
                                           {"standard", standard(first, words)}})) +
         "</h3><div class=\"spread\"><div class=\"picture\">" +
         map_of(*metric, worst, view, atlas) + "</div><section class=\"places\"><ol>" + list +
         "</ol></section></div>";
}

std::string head(const std::string& text) {
  return "<th scope=\"col\">" + escape(text) + "</th>";
}

std::string count_cell(const geo::Cell<double>& count, const View& view) {
  return count ? "<td>" + view.number(*count, 0) + "</td>"
               : "<td class=\"none\">" + escape(status(count.reason(), view.words)) + "</td>";
}

std::string table(std::vector<const ReleasedLoss*> worst, const std::string& caption,
                  const View& view) {
  const auto& words = view.words;
  const bool groups = view.focus && view.release.people_recorded();
  std::string out =
      "<table class=\"areas\"><caption>" + escape(caption) + "</caption><thead><tr>" +
      head(words.say("loss.column.what")) + "<th scope=\"col\" class=\"wide\">" +
      escape(words.say("loss.column.kind")) + "</th>" +
      head(words.say(view.release.people_recorded() ? "loss.column.people" : "loss.column.homes"));
  if (groups) out += head(group_name(*view.focus, view));
  out += "</tr></thead><tbody>\n";
  worst.resize(std::min(worst.size(), most_rows));
  for (const auto* one : worst) {
    const ReleasedLoss& loss = *one;
    out += "<tr><th scope=\"row\">" + escape(what_fails(loss, view)) + kind_of(loss, words) +
           "</th><td class=\"text wide\">" + escape(kind_name(loss.kind, words)) + "</td>" +
           count_cell(everyone(loss, view), view);
    if (groups) out += count_cell(people(loss, view, view.focus->key), view);
    out += "</tr>\n";
  }
  return out + "</tbody></table>";
}

/// Kinds of which nothing may be told.
std::string withheld(const View& view) {
  std::string list;
  for (const auto& metric : view.release.metrics()) {
    if (metric.id != metric_id) continue;
    const auto& all = view.release.losses();
    const bool told = std::any_of(all.begin(), all.end(),
                                  [&](const auto& loss) { return loss.kind == metric.kind; });
    if (told || !view.city_value(metric.instance)) continue;
    list += (list.empty() ? "" : view.words.say("list.comma")) +
            isolated(kind_name(metric.kind, view.words));
  }
  if (list.empty()) return "";
  return "<p class=\"note\">" + escape(view.words.say("loss.withheld", {{"list", list}})) + "</p>";
}

/// What services and streets cost those who walk.
std::string on_foot(const ReleasedLoss& worst, const View& view, const Atlas& atlas) {
  const auto& words = view.words;
  std::string out =
      "<p>" + escape(words.say("loss.lead", {{"standard", standard(worst, words)}})) + "</p>";
  if (!hurts(worst, view)) return out + "<p>" + escape(words.say("loss.none")) + "</p>";
  return out + hardest_hit(worst, view, atlas) +
         table(worst_of_each(view), words.say("loss.worst"), view);
}

/// What lines cost those who ride.
std::string by_transit(const ReleasedLoss& worst, const View& view) {
  const auto& words = view.words;
  std::string out = "<h3>" + escape(words.say("loss.lines.title")) + "</h3><p>" +
                    escape(words.say("loss.lines.lead", {{"standard", standard(worst, words)}})) +
                    "</p>";
  if (!hurts(worst, view)) return out + "<p>" + escape(words.say("loss.lines.none")) + "</p>";
  return out + table(worst_lines(view), words.say("loss.lines.worst"), view);
}

}  // namespace

std::string losses(const View& view, const Atlas& atlas) {
  const auto* foot = first(view, false);
  const auto* line = first(view, true);
  if (!foot && !line) return "";
  const auto& words = view.words;
  return "<section class=\"theme\" id=\"losses\"><h2>" + escape(words.say("loss.title")) + "</h2>" +
         (foot ? on_foot(*foot, view, atlas) : "") + (line ? by_transit(*line, view) : "") +
         withheld(view) + "<p class=\"note\">" + escape(words.say("loss.full")) +
         " <a href=\"../tables/loss.csv\">loss.csv</a></p></section>";
}

}  // namespace app::page
