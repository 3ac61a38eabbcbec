#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/bound.hpp"
#include "analysis/travel/answer.hpp"
#include "analysis/travel/question.hpp"
#include "geo/city.hpp"
#include "geo/profile.hpp"

namespace analysis {

/// What may keep somebody from a service that is there.
enum class Barrier : std::uint8_t { language, papers, fee, hours, entrance, pace };
inline constexpr Barrier all_barriers[] = {Barrier::language, Barrier::papers,   Barrier::fee,
                                           Barrier::hours,    Barrier::entrance, Barrier::pace};
std::string_view word(Barrier barrier);

/// Whether a service is open to somebody. What it does not state is unknown, never open.
enum class Open : std::uint8_t { no, unknown, yes };

/// The longest walk to a service that counts, unless a run says otherwise: as for everybody.
inline constexpr geo::Minutes longest_walk{60};

/// Whether the profile meets this barrier anywhere.
bool has(const geo::Profile& profile, Barrier barrier);

/// The same person where this barrier is taken away.
geo::Profile without(geo::Profile profile, Barrier barrier);

/// Whether one barrier leaves the service open to the profile.
///
/// - `language`: one language in common; of no matter at kinds where nobody needs to speak.
/// - `papers`: `open_to` names everyone or something that the profile can show or is. Closed where
///   it asks for nothing but papers that the profile has not; unknown where it names people of
///   whom the profile does not say whether it is one ("women", "under 30").
/// - `fee`: at most what the profile pays. A fee that depends on income is unknown.
/// - `hours`: open for half an hour on end while the profile is free.
/// - `entrance`: without a step, for who needs it so.
/// - `pace` keeps nobody from a service: it makes the way longer, see `way_of`.
Open is_open(const geo::City& city, geo::ServiceId service, const geo::Profile& profile,
             Barrier barrier);

/// All barriers together: closed by any one that is closed, else unknown by any one unknown.
Open is_open(const geo::City& city, geo::ServiceId service, const geo::Profile& profile);

/// How the profile moves in this city: with a wheelchair or a pushchair by the rules of that way
/// (docs/ways.md), at its own pace where it has one. Neither takes steps.
travel::Way way_of(const geo::City& city, const geo::Profile& profile);

/// The walk to the nearest service of a kind that is open to the profile. For a profile without
/// any barrier it is the question of `access/nearest`, so both have one answer.
travel::Question to_open_services(const geo::City& city, const geo::Kind& kind,
                                  const geo::Profile& profile, Bound bound, geo::Minutes within);

/// What `to_open_services` found. Where the city has services of the kind and none is open to the
/// profile, they are out of its reach, not absent.
geo::Column<geo::HomeId, geo::Minutes> minutes_to_open(const geo::City& city, const geo::Kind& kind,
                                                       const travel::Answer& trip);

/// The profile of this run with that key; "" is a person whom nothing hinders. Throws geo::Error
/// `setting_not_understood` with those there are.
geo::Profile profile_of(const geo::City& city, const std::string& key);

}  // namespace analysis
