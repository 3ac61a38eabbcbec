#include "geo/build/counts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "geo/build/key_template.hpp"
#include "geo/core/error.hpp"
#include "geo/core/fold.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

constexpr double most_people = 1e10;  // more than the Earth has
constexpr double percent_above = 1.5;

using RowKeys = std::vector<std::optional<std::string>>;

Finding about(const Layer& layer, const std::string& column, const std::string& code) {
  Finding finding;
  finding.code = code;
  finding.file = layer.file;
  finding.layer = layer.name;
  finding.field = column;
  return finding;
}

[[noreturn]] void refuse(const Layer& layer, const Field& field, const RowKeys& keys,
                         std::size_t row, const std::string& code, const std::string& what,
                         const std::string& remedy) {
  Finding finding = about(layer, field.name, code);
  finding.severity = Severity::error;
  finding.feature = fmt::format("{} (feature {})", keys[row].value_or("no key"), row);
  const Value& value = field.values[row];
  const auto* real = std::get_if<double>(&value);
  finding.value = quoted(real && !std::isfinite(*real) ? fmt::format("{}", *real)
                                                       : key_text(value).value_or(""));
  finding.what = what;
  finding.remedy = remedy;
  throw Error(finding);
}

/// Marks of counts held back, folded; all stars, and a number behind `<`, are such marks too.
constexpr std::array<std::string_view, 14> withheld_marks{
    "..",         "...",          "\u2026",       "c",      "x",       "(c)", "(x)", "confidential",
    "suppressed", "confidentiel", "confidencial", "secret", "secreto", "سري"};

void note_withheld(const Layer& layer, const Field& field, const std::set<std::string>& marks,
                   std::size_t rows, Findings& findings) {
  if (rows == 0) return;
  std::string listed;
  for (const std::string& mark : marks) listed += (listed.empty() ? "" : ", ") + mark;
  Finding finding = about(layer, field.name, "withheld_by_source");
  finding.value = quoted(fmt::format("{} rows: {}", rows, listed));
  finding.what =
      "the source holds these counts back; they are withheld_by_source here and never taken as 0, "
      "and so is what would need them";
  finding.remedy = "nothing to mend; ask the source for sums over larger areas";
  findings.add(finding);
}

Numbers numbers(const Layer& layer, const Field& field, const RowKeys& keys,
                const std::vector<std::string>& withheld, Findings& findings) {
  Numbers out;
  std::set<std::string> marks;
  std::size_t held_back = 0;
  for (std::size_t row = 0; row < layer.rows; ++row) {
    const Value& value = field.values[row];
    if (is_withheld(value, withheld)) {
      out.emplace_back(Missing::withheld_by_source);
      marks.insert(key_text(value).value_or(""));
      ++held_back;
    } else if (const auto found = number(value)) {
      out.emplace_back(*found);
    } else if (is_recorded(value)) {
      refuse(layer, field, keys, row, "not_a_number", "this value is not a number",
             "write it as a plain number, with no mark between thousands; if it means that the "
             "source holds the count back, name it in withheld = [...]");
    } else {
      out.emplace_back(Missing::not_recorded);
    }
  }
  note_withheld(layer, field, marks, held_back, findings);
  return out;
}

}  // namespace

bool is_withheld(const Value& value, const std::vector<std::string>& more) {
  if (!std::holds_alternative<std::string>(value)) return false;
  const std::string text = key_text(value).value_or("");
  if (text.empty()) return false;
  if (std::find(more.begin(), more.end(), text) != more.end()) return true;
  if (text.find_first_not_of('*') == std::string::npos) return true;
  for (const std::string_view below : {"<=", "<", "\u2264"}) {
    if (text.starts_with(below) && number(Value{text.substr(below.size())})) return true;
  }
  const std::string plain = text.starts_with("..") ? text : folded(text);
  return std::find(withheld_marks.begin(), withheld_marks.end(), plain) != withheld_marks.end();
}

Numbers counts(const Layer& layer, const std::string& column, const RowKeys& keys,
               const std::string& where, Findings& findings,
               const std::vector<std::string>& withheld) {
  const Field& field = required_field(layer, column, where);
  Numbers out = numbers(layer, field, keys, withheld, findings);
  std::size_t fractional = 0;
  for (std::size_t row = 0; row < out.size(); ++row) {
    if (!out[row]) continue;
    if (*out[row] < 0) {
      refuse(layer, field, keys, row, "negative_count", "a count of people is below zero",
             fmt::format("if it means no data, add nodata = \"{}\" to {}",
                         key_text(field.values[row]).value_or(""), where));
    }
    if (*out[row] > most_people) {
      refuse(layer, field, keys, row, "absurd_count", "more people than there are on Earth",
             "correct the value");
    }
    if (*out[row] != std::floor(*out[row])) ++fractional;
  }
  if (fractional > 0) {
    Finding finding = about(layer, column, "fractional_counts");
    finding.value = fmt::format("{} rows", fractional);
    finding.what = "counts are not whole, as in modelled data; they are used as they are";
    finding.remedy = "give whole counts if there are any, and say basis = \"model\" if not";
    findings.add(finding);
  }
  return out;
}

Numbers shares(const Layer& layer, const std::string& column, const RowKeys& keys,
               const std::string& where, Findings& findings,
               const std::vector<std::string>& withheld) {
  const Field& field = required_field(layer, column, where);
  Numbers out = numbers(layer, field, keys, withheld, findings);
  const bool percent = std::any_of(
      out.begin(), out.end(), [](const auto& share) { return share && *share > percent_above; });
  if (percent) {
    Finding finding = about(layer, column, "share_in_percent");
    finding.severity = Severity::note;
    finding.what = "shares above 1.5 are there, so the column is read as percent";
    finding.remedy = "nothing to do when that is right";
    findings.add(finding);
  }
  for (std::size_t row = 0; row < out.size(); ++row) {
    if (!out[row]) continue;
    if (percent) out[row] = *out[row] / 100;
    if (*out[row] < 0 || *out[row] > 1) {
      refuse(layer, field, keys, row, "share_out_of_range", "a share lies outside 0 to 1 (100 %)",
             "correct the value, or give the column as count");
    }
  }
  return out;
}

}  // namespace geo::build
