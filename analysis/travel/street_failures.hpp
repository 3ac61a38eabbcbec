#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "analysis/travel/way.hpp"
#include "geo/city.hpp"

namespace analysis::travel {

/// A street and who has nothing within a limit any more when nobody can pass it.
struct CutOff {
  geo::EdgeId street;
  std::vector<geo::HomeId> homes;  ///< ascending
  bool operator==(const CutOff&) const = default;
};

/// What happens to walks when one street, any one, can no longer be passed (`geo::StreetClosed`).
class StreetFailures {
 public:
  /// The city must outlive it.
  StreetFailures(const geo::City& city, const Way& way);
  ~StreetFailures();

  /// The streets whose failure leaves homes without any of these services within the limit, by
  /// street. Exact: equal to closing one street after the other and asking again.
  ///
  /// One search from the services; then, for each street on a shortest way, those corners that have
  /// no other shortest way (after Ramalingam and Reps (1996), doi:10.1006/jagm.1996.0046) are
  /// searched again from the corners around them. A street on no shortest way changes nothing, and
  /// one beside which every corner has another shortest way is left at once.
  /// O(m log m) and the corners behind each street.
  std::vector<CutOff> cut_off(std::span<const std::uint32_t> services, geo::Minutes limit) const;

  struct Impl;

 private:
  std::unique_ptr<const Impl> impl_;
};

}  // namespace analysis::travel
