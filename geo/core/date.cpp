#include "geo/core/date.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace geo {
namespace {

/// Digits and nothing else, as a number.
std::optional<int> whole(std::string_view digits) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace

std::optional<Date> date(std::string_view text) {
  const bool dashed = text.size() == 10 && text[4] == '-' && text[7] == '-';
  if (!dashed && text.size() != 8) return std::nullopt;
  const auto year = whole(text.substr(0, 4));
  const auto month = whole(text.substr(dashed ? 5 : 4, 2));
  const auto day = whole(text.substr(dashed ? 8 : 6, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day named{std::chrono::year{*year},
                                          std::chrono::month{static_cast<unsigned>(*month)},
                                          std::chrono::day{static_cast<unsigned>(*day)}};
  return named.ok() ? std::optional{Date{named}} : std::nullopt;
}

std::string date_text(Date day) {
  const std::chrono::year_month_day named{day};
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(named.year()),
                static_cast<unsigned>(named.month()), static_cast<unsigned>(named.day()));
  return text;
}

int weekday_of(Date day) {
  return static_cast<int>(std::chrono::weekday{day}.iso_encoding()) - 1;
}

}  // namespace geo
