#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "analysis/transit/rides.hpp"
#include "analysis/transit/search.hpp"
#include "analysis/travel/answer.hpp"
#include "analysis/travel/stop_walks.hpp"

namespace analysis::travel {

/// The services that somebody asks for, ascending, the longest trip wanted to each, and of the
/// times over the minutes of leaving the highest percentile that is.
struct Columns {
  std::vector<std::uint32_t> rows;
  std::vector<std::uint32_t> limit;  ///< tenths of a second
  int percentile = 100;
};

/// Takes the times that riders need.
class TakesTimes {
 public:
  virtual ~TakesTimes() = default;
  /// From the home at hand to one service: `Vehicles::times` of them, one for each minute of
  /// leaving in each draw of unknown departures. Columns ascend; those to which no minute has a
  /// trip may be left out.
  virtual void take(std::size_t column, transit::Rides& times) = 0;
  /// That was all from the home with this number.
  virtual void end(std::size_t home) = 0;
};

/// Somebody who is about to leave home.
struct Leaving {
  std::size_t home = 0;  ///< whatever number it has for who asks
  std::vector<transit::Walk> to_stops;
  std::vector<Trip> on_foot;  ///< all the way, ascending by destination
};

/// A city's public transport, ready to be ridden from any home to the services that are asked for.
class Vehicles {
 public:
  /// For trips up to `longest` tenths of a second, on the day, in the hours and by the rules of the
  /// city's `[transit]`. Departures at unknown times are laid out in several ways (`draws`). With
  /// `spending` only trips that cost no more than that; throws what `transit::fare_steps` does.
  Vehicles(const geo::City& city, std::shared_ptr<const StopWalks> walks, std::uint32_t longest,
           const std::optional<Spending>& spending = {});
  /// The same without those of some lines, which ascend (see `drawn_searches`).
  Vehicles without(const geo::City& city, std::span<const geo::LineId> lines) const;

  /// Walks to a stop, rides, changes and walks on; or walks all the way, where that is quicker. Up
  /// to 64 homes at once; neighbours are quicker together. Safe from several threads.
  void ride(std::span<const Leaving> homes, const Columns& columns, TakesTimes& taker) const;

  const StopWalks& walks() const { return *walks_; }
  std::size_t minutes() const { return minutes_; }
  std::size_t draws() const { return searches_.size(); }
  /// How many times each trip has.
  std::size_t times() const { return minutes_ * searches_.size(); }
  /// Which of them in order `percentile` of 100 do not exceed.
  std::size_t place_at(int percentile) const {
    return transit::place_in_order(times(), geo::Share{percentile / 100.0});
  }

 private:
  Vehicles(const geo::City& city, std::shared_ptr<const StopWalks> walks, std::uint32_t longest,
           const std::optional<Spending>& spending, std::span<const geo::LineId> without);
  /// Some homes whose first is in that lane of the profiles.
  void expand(std::span<const Leaving> homes, std::size_t first_lane,
              std::span<const transit::Profiles> profiles, const Columns& columns,
              TakesTimes& taker) const;
  void tell(const Leaving& home, const Columns& columns, transit::Rides& rides,
            TakesTimes& taker) const;

  std::shared_ptr<const StopWalks> walks_;
  std::uint32_t longest_;
  std::optional<Spending> spending_;
  std::vector<std::unique_ptr<const transit::Search>> searches_;
  std::size_t minutes_ = 0;
};

}  // namespace analysis::travel
