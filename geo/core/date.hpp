#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace geo {

/// A day of the calendar; days are counted, so `date + std::chrono::days{1}` is the next.
using Date = std::chrono::sys_days;

/// The day that "20260114" or "2026-01-14" names; nothing where there is no such day.
std::optional<Date> date(std::string_view text);

/// "2026-01-14".
std::string date_text(Date day);

/// 0 for a Monday to 6 for a Sunday.
int weekday_of(Date day);

}  // namespace geo
