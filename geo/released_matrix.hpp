#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "geo/core/column.hpp"
#include "geo/core/units.hpp"

namespace analysis::privacy {
class Gate;
}

namespace geo {

/// One row of a table of trips: places by their position among its origins and destinations, and a
/// time for each of its figures.
struct ReleasedTrip {
  std::uint32_t origin, destination;
  std::span<const Cell<Deciseconds>> times;
};

/// A table of trips as it leaves the program: a block of rows at a time, whatever its size. Only
/// the privacy gate can make one.
class ReleasedMatrix {
 public:
  using Take = std::function<void(std::span<const ReleasedTrip>)>;

  const std::vector<std::string>& origins() const { return origins_; }
  const std::vector<std::string>& destinations() const { return destinations_; }
  /// Names of the times in each row: "minutes" alone, or "minutes_p25", "minutes_p50", ... of the
  /// percentiles over the minutes of leaving.
  const std::vector<std::string>& figures() const { return figures_; }
  /// Hands every row to `take`, by origin, then destination. Computes them on the way, and keeps
  /// none.
  void each(const Take& take) const { rows_(take); }

 private:
  friend class analysis::privacy::Gate;
  ReleasedMatrix() = default;

  std::vector<std::string> origins_, destinations_, figures_;
  std::function<void(const Take&)> rows_;
};

}  // namespace geo
