#pragma once

#include <memory>

#include "analysis/travel/answer_impl.hpp"
#include "analysis/travel/vehicles.hpp"

namespace analysis::travel {

/// Everybody who leaves one of a city's homes, on foot or by public transport.
class Riders {
 public:
  /// `on_foot` has the trips to all services of `columns`, for the same homes as the walks of
  /// `vehicles`.
  Riders(std::unique_ptr<const Vehicles> vehicles, Answer on_foot, Columns columns)
      : vehicles_(std::move(vehicles)),
        on_foot_(std::move(on_foot)),
        columns_(std::move(columns)) {}

  /// Visits the homes of some stretches, in order, 64 at a time. Safe from several threads. `taker`
  /// knows a home by its place in `HomeEdges::homes`.
  void visit(std::size_t first_stretch, std::size_t last_stretch, TakesTimes& taker) const;

  const std::shared_ptr<const Ground>& ground() const { return on_foot_.impl().ground; }
  const HomeEdges& homes() const { return ground()->homes; }
  const Columns& columns() const { return columns_; }
  const Vehicles& vehicles() const { return *vehicles_; }

 private:
  std::unique_ptr<const Vehicles> vehicles_;
  Answer on_foot_;
  Columns columns_;
};

}  // namespace analysis::travel
