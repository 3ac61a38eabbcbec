#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "analysis/travel/question.hpp"
#include "geo/city.hpp"
#include "geo/core/column.hpp"

namespace analysis::travel {

/// One trip from a home: to which destination, and how long.
struct Trip {
  std::uint32_t to;  ///< row of the service or use
  geo::Deciseconds cost;
  bool operator==(const Trip&) const = default;
};

/// Weight of a destination by the time to it: 1 within the limit, or a decay. Called once for each
/// tenth of a second up to the limit, so it may be slow but must depend on the time alone.
using Decay = std::function<double(geo::Deciseconds)>;

/// Destinations sorted into classes, and how much each counts: one entry for each row of the table.
struct Classes {
  std::size_t count = 0;
  std::span<const std::size_t> of_row;
  std::span<const double> weight;
};

/// What is around each home, class by class.
class Around {
 public:
  static constexpr geo::Deciseconds never{0xffffffff};

  Around(std::size_t homes, std::size_t classes)
      : classes_(classes), weight_(homes * classes), nearest_(homes * classes, never) {}

  /// Weights of the destinations within the limit, by class, each summed in ascending row.
  std::span<const double> weight(geo::HomeId home) const {
    return {weight_.data() + home.row() * classes_, classes_};
  }
  std::span<double> weight(geo::HomeId home) {
    return {weight_.data() + home.row() * classes_, classes_};
  }
  /// Time to the nearest of each class; `never` where none is within the limit.
  std::span<const geo::Deciseconds> nearest(geo::HomeId home) const {
    return {nearest_.data() + home.row() * classes_, classes_};
  }
  std::span<geo::Deciseconds> nearest(geo::HomeId home) {
    return {nearest_.data() + home.row() * classes_, classes_};
  }

  /// How many destinations are within the limit; the home's reason where it has no door.
  geo::Column<geo::HomeId, std::size_t> trips;

 private:
  std::size_t classes_;
  std::vector<double> weight_;
  std::vector<geo::Deciseconds> nearest_;
};

/// The trips that a question asked for, ready to be folded, home by home.
///
/// A trip is the shortest way from the home's door to any of the destination's doors, the two walks
/// off the network included. Folds visit the destinations of a home in ascending row, so a sum of
/// decayed weights has the same bits on any number of threads. A home without a door keeps its
/// reason in every column.
class Answer {
 public:
  /// Time to the n-th nearest destination (n from 1). Fewer than n within the limit is
  /// `out_of_reach`; no such destination in the whole city is `no_supply`. A question that asked
  /// `only_nearest(k)` answers up to n = k.
  geo::Column<geo::HomeId, geo::Minutes> minutes(std::size_t n = 1) const;

  /// Calls f with each home that has a door and its nearest destinations within the limit, by time,
  /// then row; at most `n`, fewer where there are fewer. Called from several threads. A question
  /// that asked `only_nearest(k)` answers up to n = k.
  void nearest(std::size_t n,
               const std::function<void(geo::HomeId, std::span<const Trip>)>& f) const;

  /// Sum over destinations within the limit of weight x decay(time). A home with none has 0.
  /// `weight_by_row` has one weight for each row of the table of services or uses.
  geo::Column<geo::HomeId, double> sum(const std::vector<double>& weight_by_row,
                                       const Decay& decay) const;
  /// The same, with destinations whose weight is missing left out.
  geo::Column<geo::HomeId, double> sum(std::span<const geo::Cell<double>> weight_by_row,
                                       const Decay& decay) const;

  /// The sum that the question told beforehand (`ByTransit::on_average`), computed for each minute
  /// of leaving and averaged. A home with none in reach in any minute has 0.
  geo::Column<geo::HomeId, double> average() const;

  /// The people within the limit of each destination, weighed by decay: 2SFCA's first step. One
  /// number for each row of the table of services or uses; 0 for rows that were not asked for.
  std::vector<double> demand(std::span<const geo::People> by_home, const Decay& decay) const;

  /// The decay of each tenth of a second up to the limit: for folds that weigh trips themselves.
  std::vector<double> weights(const Decay& decay) const;

  /// Any other fold: trips of one home, ascending by destination, all within the limit, at most one
  /// for each destination. Called from several threads, once for each home that has a door, also
  /// when it has no trip.
  geo::Column<geo::HomeId, double> fold(
      const std::function<geo::Cell<double>(geo::HomeId, std::span<const Trip>)>& f) const;

  /// Destinations by class, from the same trips. Gathered once and kept for whoever asks again for
  /// the same classes: several metrics do.
  std::shared_ptr<const Around> around(const Classes& classes) const;

  /// The destinations asked for, ascending rows, also those that no home reaches.
  const std::vector<std::uint32_t>& destinations() const;

  /// The same answer for some homes alone, by row: what is folded from it has no figure for the
  /// others, in no time. `demand`, which counts everybody, refuses.
  Answer among(std::shared_ptr<const std::vector<bool>> homes) const;

  struct Impl;
  explicit Answer(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
  const Impl& impl() const { return *impl_; }

 private:
  std::shared_ptr<const Impl> impl_;
};

}  // namespace analysis::travel
