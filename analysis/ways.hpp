#pragma once

#include <optional>
#include <string>

#include "analysis/bound.hpp"
#include "analysis/travel/question.hpp"
#include "analysis/travel/way.hpp"
#include "geo/city.hpp"

namespace analysis {

/// The way of moving with that name: of `datasets/ways.toml`, as the city changed it. "walk", and
/// "", is how everybody moves who does not say otherwise. Throws geo::Error `way_unknown`.
travel::Way way_named(const geo::City& city, const std::string& name);

/// The way in which those walk who move so: of "transit" the walk to the stops, by wheelchair where
/// `[transit]` says so; of others that way itself.
std::string walked_by(const geo::City& city, const std::string& way);

/// The question asked for those who move so; "" leaves it to the run. "transit" is by public
/// transport as `[transit]` has it, each trip at that percentile of its times, and for what one can
/// spend. Throws geo::Error `setting_not_understood` where another way has `spending`.
travel::Question moving(const geo::City& city, travel::Question question, const std::string& way,
                        int percentile = 50, const std::optional<travel::Spending>& spending = {});

/// What a setting such as "2.80 EUR" lets one spend on a trip; nothing where it is empty. Throws
/// geo::Error `setting_not_understood` where it is no price, or in another currency than the fares
/// of the city's lines.
std::optional<travel::Spending> spending_of(const geo::City& city, const std::string& budget,
                                            Bound bound);

/// The question asked by public transport, computed for each minute of leaving and averaged; what
/// is counted is told beforehand. Throws geo::Error `setting_not_understood` for another way.
travel::Question averaged(const geo::City& city, travel::Question question, const std::string& way,
                          travel::Counted counted,
                          const std::optional<travel::Spending>& spending = {});

/// Whether the streets say anything of what stops wheels: steps, kerbs, surfaces, widths, slopes.
bool streets_tell_of_wheels(const geo::City& city);

}  // namespace analysis
