#pragma once

#include <string>
#include <vector>

#include "geo/description.hpp"
#include "geo/read/description_section.hpp"

namespace geo::read {

/// The `[[profiles]]` of a description and of the files they name, and which of these and of the
/// shipped ones (`datasets/profiles.toml`) the run is about.
///
/// Throws Error where a profile cannot be what it says (`description_value`), where two of a city's
/// own have one key (`profile_repeated`) and where `[analysis] profiles` names one that is nowhere
/// (`profile_unknown`).
void read_profiles(Section& root, Description& city);

/// The profiles that ship with the program.
std::vector<Profile> shipped_profiles(Findings& findings);

}  // namespace geo::read
