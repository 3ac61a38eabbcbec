#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "analysis/transit/search.hpp"
#include "analysis/travel/question.hpp"
#include "geo/city.hpp"

namespace analysis::travel {

/// The timetables of a city ready to be searched for who leaves in a window, for trips up to
/// `longest` tenths of a second, on the day and by the rules of its `[transit]`. Departures at
/// unknown times are laid out in several ways (`transit::drawn`): one search for each. The city
/// has timetables (`need_transit`).
///
/// Without the lines of `without`, which ascend: all others are where they were, also those at
/// unknown times. Equal to the city after `geo::LineClosed` of each. With `spending` only for trips
/// that cost no more than that; throws what `transit::fare_steps` does.
std::vector<std::unique_ptr<const transit::Search>> drawn_searches(
    const geo::City& city, const transit::Window& window, const transit::WalksBetweenStops& between,
    std::uint32_t longest, std::span<const geo::LineId> without = {},
    const std::optional<Spending>& spending = {});

/// The lines with a vehicle on its way that such a trip could take, ascending.
std::vector<geo::LineId> lines_within(const geo::City& city, const transit::Window& window,
                                      std::uint32_t longest);

}  // namespace analysis::travel
