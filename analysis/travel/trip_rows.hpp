#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "analysis/travel/plan.hpp"
#include "analysis/travel/way.hpp"
#include "geo/core/table.hpp"

namespace analysis::travel {

using PlaceRow = geo::Id<struct PlaceTag>;
/// The doors of some places. A place counts by the nearest of its doors; one without doors is
/// nobody's origin or destination.
using PlaceStops = geo::Lists<PlaceRow, Stop>;

/// What a table of trips is between.
struct TableOf {
  PlaceStops from, to;
  std::uint32_t limit = 0;  ///< tenths of a second; longer trips are `far`
};

/// Times from each of some places to each of others, some rows at a time, so that a table of any
/// size fits in memory: one search after the other, or 64 at once over a hierarchy of the streets,
/// whichever is quicker for all rows together. Both give the same.
class TripRows {
 public:
  /// Streets and costs must outlive the result; so must the shelf of `means`, no longer than the
  /// constructor runs.
  TripRows(const geo::StreetGraph& streets, const Costs& costs, TableOf table, const Means& means);
  ~TripRows();

  /// By origin from `first` up to `last`, then by destination: tenths of a second or `far`. Origins
  /// that lie near each other are quicker together; 64 of them or more. Rows are searched side by
  /// side, and each thread takes up to 8 MB.
  void times(std::size_t first, std::size_t last, std::span<std::uint32_t> times) const;

  const Plan& plan() const { return plan_; }

  class Search;

 private:
  TableOf table_;
  Plan plan_;
  std::unique_ptr<const Search> search_;
};

}  // namespace analysis::travel
