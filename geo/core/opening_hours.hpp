#pragma once

#include <optional>
#include <string_view>

#include "geo/core/week.hpp"

namespace geo {

/// A week of opening hours as OpenStreetMap writes them.
struct OpeningHours {
  Week open;
  bool leaves_out_holidays = false;  ///< it also says what holds on public or school holidays
};

/// "Mo-Fr 09:00-13:00,16:00-19:00; Sa 10:00-14:00; PH off" as a week.
///
/// Read are days and their ranges (`Mo,We`, `Sa-Mo`), times and their ranges up to 48:00 and past
/// midnight (`22:00-02:00` belongs to the evening), `24/7`, `off` and `closed` with or without
/// times, `open`. A rule after `;` takes the place of earlier ones on its days, one after `,` adds
/// to them. What holds on holidays (PH, SH) is left out and said to be. Everything else (months,
/// weeks of the year, sunrise, `09:00+`, comments, `||`) is nothing: such a text says more than one
/// week can hold, and half of it would be wrong.
/// After https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
std::optional<OpeningHours> opening_hours(std::string_view text);

}  // namespace geo
