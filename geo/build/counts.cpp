#include "geo/build/counts.hpp"

#include <algorithm>
#include <cmath>

#include "geo/build/key_template.hpp"
#include "geo/core/error.hpp"

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

Numbers numbers(const Layer& layer, const Field& field, const RowKeys& keys) {
  Numbers out;
  for (std::size_t row = 0; row < layer.rows; ++row) {
    out.push_back(number(field.values[row]));
    if (!out.back() && is_recorded(field.values[row])) {
      refuse(layer, field, keys, row, "not_a_number", "this value is not a number",
             "write it as a plain number, with no mark between thousands");
    }
  }
  return out;
}

}  // namespace

Numbers counts(const Layer& layer, const std::string& column, const RowKeys& keys,
               const std::string& where, Findings& findings) {
  const Field& field = required_field(layer, column, where);
  Numbers out = numbers(layer, field, keys);
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
               const std::string& where, Findings& findings) {
  const Field& field = required_field(layer, column, where);
  Numbers out = numbers(layer, field, keys);
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
    if (percent) *out[row] /= 100;
    if (*out[row] < 0 || *out[row] > 1) {
      refuse(layer, field, keys, row, "share_out_of_range", "a share lies outside 0 to 1 (100 %)",
             "correct the value, or give the column as count");
    }
  }
  return out;
}

}  // namespace geo::build
