#include "analysis/privacy/release_findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <map>
#include <set>

namespace analysis::privacy {

using namespace geo;

namespace {

/// Words by which a finding is about a protected group: its key, its names, its columns.
std::set<std::string> words_of_groups(const City& city) {
  std::set<std::string> words;
  std::set<std::string> keys;
  for (const Group& group : city.residents.groups) {
    if (!group.is_protected || group.is_rest) continue;
    keys.insert(group.key);
    words.insert(group.key);
    for (const auto& [language, name] : group.name.all()) words.insert(name);
  }
  if (city.description.people) {
    for (const auto& group : city.description.people->groups) {
      if (keys.count(group.key) == 0) continue;
      words.insert(group.count);
      words.insert(group.share);
    }
  }
  words.erase("");
  return words;
}

bool holds_number_below(const std::string& text, double k) {
  for (std::size_t at = 0; at < text.size();) {
    if (std::isdigit(static_cast<unsigned char>(text[at])) == 0) {
      ++at;
      continue;
    }
    std::size_t used = at;
    while (used < text.size() &&
           (std::isdigit(static_cast<unsigned char>(text[used])) != 0 || text[used] == '.')) {
      ++used;
    }
    const double value = std::strtod(text.substr(at, used - at).c_str(), nullptr);
    if (value > 0 && value < k) return true;
    at = used;
  }
  return false;
}

bool about_a_group(const Finding& finding, const std::set<std::string>& words) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return finding.field == word || finding.what.find(word) != std::string::npos ||
           finding.value.find(word) != std::string::npos;
  });
}

Finding shown(Finding finding, const std::set<std::string>& words, double k) {
  if (!about_a_group(finding, words)) return finding;
  if (!holds_number_below(finding.what, k) && !holds_number_below(finding.value, k)) {
    return finding;
  }
  finding.what = "a finding about few people of a group; what it says is withheld";
  finding.feature.clear();
  finding.value.clear();
  finding.place.clear();
  return finding;
}

void add_protected_services(const City& city, Findings& findings) {
  std::map<std::string, std::size_t> by_theme;
  for (const ServiceId s : Rows<ServiceId>{city.services.size()}) {
    if (city.services.location[s] != Openness::is_protected) continue;
    ++by_theme[std::string{city.services.kind[s].theme()}];
  }
  for (const auto& [theme, places] : by_theme) {
    if (places < least_protected_places) continue;
    Finding finding;
    finding.code = "protected_services_not_located";
    finding.severity = Severity::note;
    finding.value = theme;
    finding.what = fmt::format("{} places are counted but not on the map", places);
    finding.remedy = "none needed: these places must not be found from a map";
    findings.add(std::move(finding));
  }
}

}  // namespace

Findings shown_findings(const City& city, std::int64_t smallest_count) {
  const auto words = words_of_groups(city);
  Findings findings = city.findings.each(
      [&](Finding finding) { return shown(std::move(finding), words, double(smallest_count)); });
  add_protected_services(city, findings);
  return findings;
}

}  // namespace analysis::privacy
