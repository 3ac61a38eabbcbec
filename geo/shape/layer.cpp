#include "geo/shape/layer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace geo {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n\v\f";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool is_blank_mark(std::string_view text) {
  static constexpr std::array<std::string_view, 10> marks{"",   "NA", "N/A", "n/a", "--",
                                                          "..", "-",  "NaN", "nan", "NULL"};
  return std::find(marks.begin(), marks.end(), text) != marks.end();
}

std::optional<double> parsed(std::string text) {
  if (text.find('.') == std::string::npos && std::count(text.begin(), text.end(), ',') == 1) {
    std::replace(text.begin(), text.end(), ',', '.');
  }
  const char* begin = text.data();
  const char* end = begin + text.size();
  if (begin != end && *begin == '+') ++begin;
  double value = 0;
  const auto [stopped, fault] = std::from_chars(begin, end, value);
  if (fault != std::errc{} || stopped != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::string real_key(double value) {
  char text[64];
  constexpr double exact_integers = 9007199254740992.0;  // 2^53
  const bool whole = value == std::floor(value) && std::fabs(value) < exact_integers;
  const auto [end, fault] =
      whole ? std::to_chars(text, text + sizeof text, static_cast<std::int64_t>(value))
            : std::to_chars(text, text + sizeof text, value);
  return {text, end};
}

}  // namespace

const Field* Layer::field(std::string_view wanted) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const Field& field) { return field.name == wanted; });
  return found == fields.end() ? nullptr : &*found;
}

std::optional<std::string> key_text(const Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
  if (const auto* real = std::get_if<double>(&value)) {
    return std::isfinite(*real) ? std::optional(real_key(*real)) : std::nullopt;
  }
  if (const auto* text = std::get_if<std::string>(&value)) {
    const auto inner = trimmed(*text);
    return inner.empty() ? std::nullopt : std::optional(std::string(inner));
  }
  return std::nullopt;
}

std::optional<double> number(const Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  if (const auto* real = std::get_if<double>(&value)) {
    return std::isfinite(*real) ? std::optional(*real) : std::nullopt;
  }
  if (const auto* text = std::get_if<std::string>(&value)) {
    const auto inner = trimmed(*text);
    return is_blank_mark(inner) ? std::nullopt : parsed(std::string(inner));
  }
  return std::nullopt;
}

bool is_recorded(const Value& value) {
  if (std::holds_alternative<std::monostate>(value)) return false;
  if (const auto* text = std::get_if<std::string>(&value)) return !is_blank_mark(trimmed(*text));
  if (const auto* real = std::get_if<double>(&value)) return !std::isnan(*real);
  return true;
}

}  // namespace geo
