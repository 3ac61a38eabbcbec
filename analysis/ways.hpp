#pragma once

#include <string>

#include "analysis/travel/question.hpp"
#include "analysis/travel/way.hpp"
#include "geo/city.hpp"

namespace analysis {

/// The way of moving with that name: of `datasets/ways.toml`, as the city changed it. "walk", and
/// "", is how everybody moves who does not say otherwise. Throws geo::Error `way_unknown`.
travel::Way way_named(const geo::City& city, const std::string& name);

/// The question asked for those who move so; "" leaves it to the run.
travel::Question moving(const geo::City& city, travel::Question question, const std::string& way);

/// Whether the streets say anything of what stops wheels: steps, kerbs, surfaces, widths, slopes.
bool streets_tell_of_wheels(const geo::City& city);

}  // namespace analysis
