#pragma once

#include <string>

namespace analysis {

/// `docs/metrics.md`: every metric of the catalogue and the group step, printed from their cards.
/// The committed page is compared with this by a test.
std::string metrics_page();

}  // namespace analysis
