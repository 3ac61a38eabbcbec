#include "geo/build/comparability.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>

namespace geo::build {
namespace {

constexpr int years_alike = 5;  // further apart, two sources tell of two different cities

/// The first year in "2021", "2021-01-01", "padró 2022"; nothing where there is none.
std::optional<int> year(const std::string& text) {
  std::size_t digits = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const bool digit = at < text.size() && std::isdigit(static_cast<unsigned char>(text[at]));
    if (digit) {
      ++digits;
      continue;
    }
    if (digits == 4) {
      const int found = std::stoi(text.substr(at - 4, 4));
      if (found >= 1800 && found <= 2200) return found;
    }
    digits = 0;
  }
  return std::nullopt;
}

void report_dates(const City& city, Findings& findings) {
  const InputFile *oldest = nullptr, *newest = nullptr;
  for (const InputFile& input : city.inputs) {
    const auto when = year(input.as_of);
    if (!when) continue;
    if (!oldest || *when < *year(oldest->as_of)) oldest = &input;
    if (!newest || *when > *year(newest->as_of)) newest = &input;
  }
  if (!oldest || *year(newest->as_of) - *year(oldest->as_of) <= years_alike) return;
  Finding finding;
  finding.code = "dates_far_apart";
  finding.file = oldest->path;
  finding.value = oldest->as_of;
  finding.feature = newest->path;
  finding.what = fmt::format("this source is of {}, the newest of {}: between them a city changes",
                             *year(oldest->as_of), *year(newest->as_of));
  finding.remedy = "take sources of about the same year, or say so wherever the map is shown";
  findings.add(finding);
}

/// The group that this one's definition is held against: its whole, else the first top group.
std::optional<GroupId> set_against(const Residents& residents, GroupId group) {
  if (residents.groups[group].part_of) return residents.groups[group].part_of;
  for (const GroupId other : residents.groups.rows()) {
    const Group& one = residents.groups[other];
    if (other != everyone && !one.is_rest && !one.part_of) return other;
  }
  return std::nullopt;
}

void report_definitions(const City& city, Findings& findings) {
  for (const GroupId id : city.residents.groups.rows()) {
    const Group& group = city.residents.groups[id];
    if (id == everyone || group.is_rest || group.definition.empty()) continue;
    const auto other = set_against(city.residents, id);
    if (!other || *other == id) continue;
    const Group& whole = city.residents.groups[*other];
    if (whole.definition.empty() || whole.definition == group.definition) continue;
    Finding finding;
    finding.code = "definitions_differ";
    finding.file = city.description.file;
    finding.feature = fmt::format("{}, {}", group.key, whole.key);
    finding.field = "definition";
    finding.value = fmt::format("{}; {}", group.definition, whole.definition);
    finding.what =
        "these groups stand side by side and are defined in different ways, so a difference "
        "between them is not one between people alone";
    finding.remedy = "count both by one definition, or say so wherever they stand side by side";
    findings.add(finding);
  }
}

}  // namespace

void report_unlike(const City& city, Findings& findings) {
  report_dates(city, findings);
  report_definitions(city, findings);
}

}  // namespace geo::build
