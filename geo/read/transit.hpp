#pragma once

#include <memory>
#include <optional>
#include <string>

#include "geo/core/finding.hpp"
#include "geo/description.hpp"
#include "geo/transit.hpp"

namespace geo::read {

/// The feed at `path`, with findings and its own name as city.toml names it. Nothing where it
/// cannot be read as it is, or at all: then there is a finding of severity error.
std::optional<Timetable> feed_named(const std::string& named, const std::string& path,
                                    Findings& findings);

/// All timetables of a city together with the day and the hours that `[transit]` asks about; a day
/// that is left out is chosen and said. Nothing where they do not fit each other or the day, which
/// is a finding of severity error: a day outside the time of a feed (else the map would say that no
/// bus runs), a day without any trip, different time zones. A feed that rests in the hours asked
/// about warns. `file` is the description's name; `moves_by_it` says whether the run measures
/// access by these timetables.
std::shared_ptr<const Transit> transit(const description::Transit& described,
                                       const std::string& file, Timetable timetable,
                                       Findings& findings, bool moves_by_it = false);

/// What a timetable holds and when it runs, as notes.
void describe(const Timetable& timetable, Findings& findings);

}  // namespace geo::read
