#include "app/run_summary.hpp"

#include <fmt/format.h>

#include <cmath>

#include <nlohmann/json.hpp>
#include <set>

#include "app/terminal.hpp"

namespace app {
namespace {

constexpr std::size_t worst_shown = 5;

void add_findings(Summary& summary, const geo::Findings& findings) {
  std::map<std::string, std::string> severity_of;
  std::set<std::string> told;
  for (const geo::Finding& finding : findings.shown()) {
    severity_of.emplace(finding.code, word(finding.severity));
    const bool matters =
        finding.severity == geo::Severity::error || finding.severity == geo::Severity::warning;
    if (matters && summary.worst.size() < worst_shown && told.insert(finding.code).second) {
      summary.worst.push_back(finding);
    }
  }
  for (const auto& [code, count] : findings.counts()) {
    summary.findings[severity_of.at(code)] += count;
  }
}

std::string plural(std::size_t count, const char* one, const char* many) {
  return fmt::format("{} {}", with_commas(static_cast<double>(count)), count == 1 ? one : many);
}

std::string people_line(const Summary& summary) {
  if (!summary.people) return "People: not recorded; every home weighs the same";
  std::string line = "People: " + with_commas(*summary.people);
  for (const auto& group : summary.groups) {
    line += fmt::format("; {}: {}", group.name,
                        group.people ? with_commas(*group.people) : group.status);
  }
  return line;
}

std::string findings_line(const Summary& summary) {
  if (summary.findings.empty()) return "Findings: none";
  std::string line;
  for (const auto* severity : {"error", "warning", "repair", "note"}) {
    const auto found = summary.findings.find(severity);
    if (found == summary.findings.end()) continue;
    const std::string many = std::string{severity} + "s";
    line += (line.empty() ? "Findings: " : ", ") + plural(found->second, severity, many.c_str());
  }
  return line;
}

}  // namespace

Summary summarised(const geo::City& city, const geo::Release& release, const std::string& out) {
  Summary summary;
  const std::string language = city.languages.empty() ? "en" : city.languages.front();
  summary.city = release.name().in(language);
  summary.out = out;
  summary.report = (out.ends_with('/') ? out : out + "/") + "report/index.html";
  summary.neighbourhoods = city.neighbourhoods.size();
  summary.homes = city.homes.size();
  summary.home_basis = word(city.homes.basis);
  summary.services = city.services.size();
  summary.kinds = std::set<geo::Kind>(city.services.kind.begin(), city.services.kind.end()).size();
  for (const geo::Edge& edge : city.streets.edges) {
    if (edge.walkable) summary.street_km += edge.length.value / 1000;
  }
  for (const geo::ReleasedGroup& group : release.groups()) {
    if (group.key == "everyone") {
      if (group.people && release.people_recorded()) summary.people = *group.people;
      continue;
    }
    Summary::Group one{group.key, group.name.in(language), {}, std::string{group.people.status()}};
    if (one.name.empty()) one.name = group.key;
    if (group.people) one.people = *group.people;
    summary.groups.push_back(std::move(one));
  }
  summary.metrics = release.metrics().size();
  add_findings(summary, release.findings());
  return summary;
}

nlohmann::ordered_json as_json(const Summary& summary) {
  using Json = nlohmann::ordered_json;
  Json groups = Json::array();
  for (const auto& group : summary.groups) {
    groups.push_back({{"key", group.key},
                      {"name", group.name},
                      {"people", group.people ? Json(*group.people) : Json()},
                      {"status", group.status}});
  }
  Json worst = Json::array();
  for (const auto& finding : summary.worst) worst.push_back(as_json(finding));
  return {{"city", summary.city},
          {"out", summary.out},
          {"report", summary.report},
          {"people", summary.people ? Json(*summary.people) : Json()},
          {"groups", groups},
          {"neighbourhoods", summary.neighbourhoods},
          {"homes", summary.homes},
          {"home_basis", summary.home_basis},
          {"services", summary.services},
          {"kinds", summary.kinds},
          {"street_km", std::round(summary.street_km * 10) / 10},
          {"metrics", summary.metrics},
          {"findings", summary.findings},
          {"worst", worst}};
}

std::vector<std::string> in_words(const Summary& summary) {
  std::vector<std::string> lines;
  lines.push_back(fmt::format("{}: {}", summary.city.empty() ? "The city" : summary.city,
                              plural(summary.neighbourhoods, "neighbourhood", "neighbourhoods")));
  lines.push_back(people_line(summary));
  static const std::map<std::string, std::string> bases{
      {"housing", "the housing of the city"},
      {"osm_buildings", "residential buildings of OpenStreetMap"},
      {"along_streets", "laid along the streets, modelled"},
      {"points", "the points that stand for the neighbourhoods"}};
  const auto basis = bases.find(summary.home_basis);
  lines.push_back(fmt::format("Homes: {} ({})", with_commas(static_cast<double>(summary.homes)),
                              basis == bases.end() ? summary.home_basis : basis->second));
  lines.push_back(fmt::format("Services: {} of {}",
                              with_commas(static_cast<double>(summary.services)),
                              plural(summary.kinds, "kind", "kinds")));
  lines.push_back(fmt::format("Streets on foot: {} km", with_commas(summary.street_km)));
  lines.push_back(findings_line(summary));
  for (const geo::Finding& finding : summary.worst) lines.push_back("  " + geo::line(finding));
  lines.push_back("The map: " + summary.report);
  return lines;
}

std::string in_one_line(const std::string& name, const Summary& summary) {
  const std::string people =
      summary.people ? with_commas(*summary.people) + " people" : "people not recorded";
  return fmt::format("{}: {}, {}, {}, {}; {}", name, people,
                     plural(summary.neighbourhoods, "neighbourhood", "neighbourhoods"),
                     plural(summary.homes, "home", "homes"),
                     plural(summary.services, "service", "services"), summary.report);
}

}  // namespace app
