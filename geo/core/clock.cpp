#include "geo/core/clock.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>

namespace geo {

std::optional<Seconds> clock(std::string_view text) {
  constexpr int most_hours = 7 * 24;
  std::array<int, 3> parts{};
  std::size_t part = 0;
  std::size_t digits = 0;
  for (const char c : text) {
    if (c == ':') {
      if (digits == 0 || ++part == parts.size()) return std::nullopt;
      digits = 0;
    } else {
      if (c < '0' || c > '9' || ++digits > (part == 0 ? 3U : 2U)) return std::nullopt;
      parts[part] = parts[part] * 10 + (c - '0');
    }
  }
  const bool whole = part > 0 && digits == 2;
  if (!whole || parts[0] > most_hours || parts[1] > 59 || parts[2] > 59) return std::nullopt;
  return Seconds{(parts[0] * 60 + parts[1]) * 60 + parts[2]};
}

std::string clock_text(Seconds moment) {
  const int all = std::abs(moment.count);
  char text[32];
  std::snprintf(text, sizeof text, "%s%02d:%02d:%02d", moment.count < 0 ? "-" : "", all / 3600,
                all / 60 % 60, all % 60);
  return text;
}

}  // namespace geo
