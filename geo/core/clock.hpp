#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace geo {

/// A moment of a service day in whole seconds after its midnight, or a span between two moments.
/// It goes on past 24:00: 25:10 is ten past one in the night that follows, and moments below zero
/// belong to the evening before. (GTFS counts from noon less twelve hours, so that clocks put
/// forward in the night change no departure.)
struct Seconds {
  std::int32_t count = 0;

  constexpr auto operator<=>(const Seconds&) const = default;
  constexpr Seconds operator+(Seconds other) const { return {count + other.count}; }
  constexpr Seconds operator-(Seconds other) const { return {count - other.count}; }
};

inline constexpr Seconds one_day{24 * 60 * 60};

/// The moment that "7:05", "07:05:00" or "25:10:30" names, up to a week; nothing else is one.
std::optional<Seconds> clock(std::string_view text);

/// "07:05:00", "25:10:30", "-00:10:00".
std::string clock_text(Seconds moment);

}  // namespace geo
