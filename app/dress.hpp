#pragma once

#include "app/words.hpp"
#include "geo/release.hpp"
#include "geo/write/write.hpp"

namespace app {

/// A release with the colours, class breaks and legend words it is to be shown in, from
/// `styles/<room>.json` or `styles/<metric id>.json`. Breaks come from released figures only.
geo::write::Map dress(const geo::Release& release, const Words& words);

}  // namespace app
