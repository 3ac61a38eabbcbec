#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "analysis/explained_trip.hpp"
#include "geo/city.hpp"

namespace app {

/// A trip as a person reads it, a line for each thing that one does, with the time on the clock
/// when one begins it.
std::vector<std::string> in_words(const geo::City& city, const analysis::AskedTrip& asked,
                                  const analysis::transit::Journey& journey);

/// The same for a machine: legs in order, each with its times on the clock and its minutes.
nlohmann::ordered_json as_json(const geo::City& city, const analysis::AskedTrip& asked,
                               const analysis::transit::Journey& journey);

/// What time money buys, a line for each trip that another one does not beat: "for 1.40 EUR 21
/// min". Empty where there is nothing to choose, or no fare is known.
std::vector<std::string> money_in_words(const geo::City& city, const analysis::ToldTrips& told);

/// The same for a machine, with what the quickest trip costs; null where that is unknown.
nlohmann::ordered_json money_as_json(const geo::City& city, const analysis::ToldTrips& told);

}  // namespace app
