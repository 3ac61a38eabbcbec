#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/page/sections.hpp"
#include "app/page/sentences.hpp"

namespace app::page {
namespace {

/// The paper as the card names it, its doi made a link to follow, never one the page fetches.
std::string cited(const std::string& source) {
  const auto at = source.find("doi:");
  if (at == std::string::npos) return escape(source);
  auto end = source.find_first_of(" ;,", at);
  if (end == std::string::npos) end = source.size();
  const auto doi = source.substr(at + 4, end - at - 4);
  return escape(source.substr(0, at)) + "<a href=\"https://doi.org/" + escape(doi) +
         "\">doi:" + escape(doi) + "</a>" + cited(source.substr(end));
}

/// Whether a setting means something for this instance: those of public transport are for it alone,
/// and a bound is for whom or where something may be unknown.
bool is_told(const geo::ReleasedMetric& metric, const std::string& name, const std::string& value) {
  const auto any = [&](const auto& fits) {
    return std::any_of(metric.settings.begin(), metric.settings.end(), fits);
  };
  if (name == "bound") {
    return any([](const auto& one) {
      return (one.first == "budget" || one.first == "profile") && !one.second.empty();
    });
  }
  if (name != "percentile" && name != "over") return !value.empty();
  return any([](const auto& one) {
    return one.first == "way" && one.second == geo::description::by_transit;
  });
}

std::string settings_of(const std::vector<const geo::ReleasedMetric*>& instances,
                        const View& view) {
  std::string out;
  for (const auto* metric : instances) {
    out += "<li><code>" + escape(metric->instance) + "</code>";
    for (const auto& [name, value] : metric->settings) {
      if (!is_told(*metric, name, value)) continue;
      out += fmt::format(" <span dir=\"ltr\">{} = {}</span>", escape(name), escape(value));
    }
    out += "</li>";
  }
  return "<details><summary>" +
         escape(view.words.say_count("methods.columns", static_cast<double>(instances.size()))) +
         "</summary><ul class=\"settings\">" + out + "</ul></details>";
}

std::string one_method(const std::vector<const geo::ReleasedMetric*>& instances, const View& view) {
  const auto& metric = *instances.front();
  const auto& words = view.words;
  const std::string key = "metric." + metric.id + ".title";
  std::string out = "<section class=\"method\"><h3>" +
                    escape(words.knows(key) ? words.say(key) : metric.title) + " <code>" +
                    escape(metric.id) + "</code></h3><p>" + escape(metric_method(metric, words)) +
                    "</p>";
  if (!metric.formula.empty()) {
    out += "<p class=\"formula\"><span>" + escape(words.say("methods.formula")) +
           "</span> <code dir=\"ltr\" lang=\"en\">" + escape(metric.formula) + "</code></p>";
  }
  if (!metric.source.empty()) {
    out += "<p class=\"formula\"><span>" + escape(words.say("methods.source")) +
           "</span> <bdi lang=\"en\">" + cited(metric.source) + "</bdi></p>";
  }
  return out + settings_of(instances, view) + "</section>";
}

/// What trips within a budget are, where some were asked.
std::string money(const std::map<std::string, std::string>& said, const Words& words) {
  const auto budgets = said.find("transit_budgets"),
             lines = said.find("transit_lines_without_fare");
  if (budgets == said.end() || budgets->second == "none" || lines == said.end()) return "";
  return "<p>" +
         escape(words.say("methods.transit_budget", {{"unknown", isolated(lines->second)}})) +
         "</p>";
}

/// How people rode, where they did.
std::string transit(const View& view) {
  std::map<std::string, std::string> said;
  for (const auto& [name, value] : view.release.parameters()) said[name] = value;
  if (!said.contains("transit_day")) return "";
  const auto minutes = [&](const std::string& name) {
    return view.words.say_count("count.minutes", std::stod(said[name]));
  };
  const auto hour = [&](const std::string& name) { return said[name].substr(0, 5); };
  return "<p>" +
         escape(view.words.say("methods.transit", {{"day", isolated(said["transit_day"])},
                                                   {"from", isolated(hour("transit_from"))},
                                                   {"until", isolated(hour("transit_until"))},
                                                   {"feeds", isolated(said["transit_feeds"])},
                                                   {"walk", minutes("transit_walk_minutes")},
                                                   {"slack", minutes("transit_slack_minutes")}})) +
         "</p>" + money(said, view.words);
}

std::string parameters(const View& view) {
  if (view.release.parameters().empty()) return "";
  std::string rows;
  for (const auto& [name, value] : view.release.parameters()) {
    rows += "<tr><th scope=\"row\"><code>" + escape(name) + "</code></th><td class=\"text\"><bdi>" +
            escape(value) + "</bdi></td></tr>";
  }
  return "<details><summary>" + escape(view.words.say("methods.parameters")) +
         "</summary><table class=\"plain\"><tbody>" + rows + "</tbody></table></details>";
}

std::string or_unknown(const std::string& text, const Words& words) {
  return text.empty()
             ? "<span class=\"none\">" + escape(words.say("sources.not_stated")) + "</span>"
             : "<bdi>" + escape(text) + "</bdi>";
}

}  // namespace

std::string methods(const View& view) {
  std::map<std::string, std::vector<const geo::ReleasedMetric*>> by_id;
  for (const auto& metric : view.release.metrics()) by_id[metric.id].push_back(&metric);
  const auto& words = view.words;
  std::string out =
      "<section class=\"theme\" id=\"methods\"><h2>" + escape(words.say("methods.title")) + "</h2>";
  for (const char* key : {"methods.people", "methods.groups", "methods.classes"}) {
    out += "<p>" + escape(words.say(key)) + "</p>";
  }
  out +=
      "<p>" +
      escape(words.say("methods.privacy", {{"k", view.number(view.release.smallest_count(), 0)}})) +
      "</p>";
  out += transit(view);
  for (const auto& [id, instances] : by_id) out += one_method(instances, view);
  return out + parameters(view) + "</section>";
}

std::string sources(const View& view) {
  const auto& words = view.words;
  std::string out =
      "<section class=\"theme\" id=\"sources\"><h2>" + escape(words.say("sources.title")) + "</h2>";
  if (!view.release.inputs().empty()) {
    out += "<table class=\"plain sources\"><thead><tr>";
    for (const char* key :
         {"sources.file", "sources.publisher", "sources.date", "sources.licence"}) {
      out += "<th scope=\"col\">" + escape(words.say(key)) + "</th>";
    }
    out += "</tr></thead><tbody>";
    for (const auto& input : view.release.inputs()) {
      out += "<tr><th scope=\"row\">" +
             (input.title.empty() ? "" : "<bdi>" + escape(input.title) + "</bdi><br>") +
             "<code><bdi>" + escape(input.path) + "</bdi></code></th><td class=\"text\">" +
             or_unknown(input.publisher, words) + "</td><td class=\"text\">" +
             or_unknown(input.as_of, words) + "</td><td class=\"text\">" +
             or_unknown(input.licence, words) + "</td></tr>\n";
    }
    out += "</tbody></table>";
  }
  out += "<p>" + escape(words.say("sources.package")) +
         " <a href=\"../datapackage.json\">datapackage.json</a></p>";
  if (words.language() != "en" && !words.reviewed("mayor.places")) {
    out += "<p class=\"note\">" + escape(words.say("sources.machine")) + "</p>";
  }
  return out + "</section>";
}

}  // namespace app::page
