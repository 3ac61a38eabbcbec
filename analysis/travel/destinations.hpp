#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/travel/question.hpp"
#include "analysis/travel/search.hpp"
#include "analysis/travel/way.hpp"
#include "geo/city.hpp"

namespace analysis::travel {

/// All services, uses, or stops, with their doors where a search meets them.
class Destinations {
 public:
  struct Entrance {
    std::uint32_t row = 0;
    Stop stop = {};
    std::uint32_t from = 0, to = 0;  ///< the corners of its stretch
  };
  struct FromCorner {
    std::uint32_t row;
    std::uint32_t cost;  ///< from that corner to the destination's door
  };

  Destinations(const geo::City& city, const Costs& costs, Question::To to);

  /// Rows in the table, with or without a door.
  std::size_t size() const { return size_; }
  std::span<const Entrance> entrances_of(std::uint32_t row) const {
    return part(entrances_, first_of_row_, row);
  }
  std::span<const FromCorner> from(std::uint32_t corner) const {
    return part(from_corner_, first_of_corner_, corner);
  }
  std::span<const Entrance> on(geo::EdgeId edge) const {
    return part(on_edge_, first_of_edge_, edge.row());
  }

  /// Where a search against the traffic starts that looks for who can come to `row`: the ends of
  /// the stretches on which its doors are.
  std::vector<Seed> seeds(std::uint32_t row) const;

  /// The longest trip wanted to each row; 0 where none is.
  std::vector<std::uint32_t> limit;
  std::uint32_t longest = 0;  ///< of `limit`

 private:
  template <class T>
  static std::span<const T> part(const std::vector<T>& items, const std::vector<std::uint32_t>& at,
                                 std::uint32_t row) {
    return std::span<const T>(items).subspan(at[row], at[row + 1] - at[row]);
  }
  void index(const geo::StreetGraph& streets);

  std::size_t size_ = 0;
  std::vector<Entrance> entrances_, on_edge_;
  std::vector<FromCorner> from_corner_;
  std::vector<std::uint32_t> first_of_row_, first_of_corner_, first_of_edge_;
};

/// The rows that a question is about, ascending.
std::vector<std::uint32_t> rows_asked(const geo::City& city, const Question& question);

}  // namespace analysis::travel
