#include "geo/read/heading.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace geo::read {
namespace {

constexpr std::size_t looked_at = 30;  // rows, to see how wide the table is
constexpr std::size_t narrowest = 3;   // columns of a table that can tell a title from a name

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string cell(const Record& record, std::size_t column) {
  return column < record.size() ? trimmed(record[column]) : std::string{};
}

std::size_t filled(const Record& record) {
  return static_cast<std::size_t>(std::count_if(
      record.begin(), record.end(), [](const auto& text) { return !trimmed(text).empty(); }));
}

/// Columns up to the last that the usual one of the first rows fills.
std::size_t width_of(std::span<const Record> records) {
  std::vector<std::size_t> widths;
  for (const Record& record : records.first(std::min(records.size(), looked_at))) {
    std::size_t size = record.size();
    while (size > 0 && cell(record, size - 1).empty()) --size;
    widths.push_back(size);
  }
  const auto middle = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2);
  std::nth_element(widths.begin(), middle, widths.end());
  return *middle;
}

/// A few words at the left, and nothing beside them.
bool is_title(const Record& record, const Record& next, std::size_t width) {
  const std::size_t words = filled(record);
  if (width < narrowest || words == 0 || words * 3 > width) return false;
  for (std::size_t column = 0; column < words; ++column) {
    if (cell(record, column).empty()) return false;
  }
  return !cell(next, 0).empty() || filled(next) == 1;
}

bool is_hxl(const Record& record) {
  const std::size_t words = filled(record);
  return words > 0 && std::all_of(record.begin(), record.end(), [](const auto& text) {
           const std::string word = trimmed(text);
           return word.empty() || (word.size() > 1 && word[0] == '#' && word[1] != ' ');
         });
}

/// A number that counts something: no year, and no class such as 0-14.
bool is_count(const std::string& word) {
  if (word.empty() || word.find_first_not_of("0123456789.,") != std::string::npos) return false;
  return !(word.size() == 4 && (word.starts_with("19") || word.starts_with("20")));
}

/// Whether `lower` names what merged cells of `upper` stand over.
bool are_merged(const Record& upper, const Record& lower, std::size_t width) {
  bool wide = false, high = false;
  for (std::size_t column = 0; column < width; ++column) {
    const bool above = !cell(upper, column).empty(), below = !cell(lower, column).empty();
    if (!above && !below) return false;
    wide = wide || (!above && column > 0);
    high = high || !below;
    if (is_count(cell(lower, column))) return false;
  }
  return wide && high;
}

std::vector<std::string> joined(const Record& upper, const Record& lower, std::size_t width) {
  std::vector<std::string> names;
  std::string above;
  for (std::size_t column = 0; column < width; ++column) {
    if (!cell(upper, column).empty()) above = cell(upper, column);
    const std::string below = cell(lower, column);
    names.push_back(below.empty() ? above : above.empty() ? below : above + " " + below);
  }
  return names;
}

Finding note(const std::string& code, const std::string& file, const std::string& what) {
  Finding finding;
  finding.code = code;
  finding.severity = Severity::note;
  finding.file = file;
  finding.what = what;
  finding.remedy = "nothing to do when that is right";
  return finding;
}

}  // namespace

Heading heading_of(std::span<const Record> records) {
  Heading heading;
  if (records.empty()) return heading;
  const std::size_t width = width_of(records);
  while (heading.titles + 2 < records.size() &&
         is_title(records[heading.titles], records[heading.titles + 1], width)) {
    ++heading.titles;
  }
  std::size_t at = heading.titles;
  const Record& upper = records[at];
  heading.names = upper;
  if (at + 2 < records.size() && are_merged(upper, records[at + 1], width)) {
    heading.names = joined(upper, records[at + 1], width);
    ++at;
  }
  ++at;
  if (at < records.size() && is_hxl(records[at])) {
    heading.tags.resize(heading.names.size());
    for (std::size_t i = 0; i < heading.tags.size(); ++i) heading.tags[i] = cell(records[at], i);
    ++at;
  }
  heading.rows = at;
  return heading;
}

void report(const Heading& heading, const std::string& file, Findings& findings) {
  if (heading.titles > 0) {
    findings.add(note("title_rows_skipped", file,
                      fmt::format("{} rows of title stand above the names of the columns and were "
                                  "passed over",
                                  heading.titles)));
  }
  const std::size_t tags = heading.tags.empty() ? 0 : 1;
  if (heading.rows > heading.titles + tags + 1) {
    findings.add(note("header_rows_joined", file,
                      "the names of the columns stand in two rows with merged cells; they were "
                      "joined by a space"));
  }
  if (tags > 0) {
    findings.add(note("hxl_row", file, "the row of HXL tags below the names is no data"));
  }
}

}  // namespace geo::read
