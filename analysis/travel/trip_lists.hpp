#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "analysis/travel/answer.hpp"

namespace analysis::travel {

/// Lists of trips, one for each of some corners, ascending by destination.
struct TripLists {
  std::vector<std::size_t> first{0};
  std::vector<Trip> trips;

  std::size_t size() const { return first.size() - 1; }
  std::span<const Trip> operator[](std::size_t row) const {
    return std::span<const Trip>(trips).subspan(first[row], first[row + 1] - first[row]);
  }
  bool operator==(const TripLists&) const = default;
};

/// A corner from which a destination is reached: its slot among the corners of homes.
struct ReachedFrom {
  std::uint32_t slot;
  std::uint32_t cost;
};

/// Some destinations, ascending, and for each the corners from which it is reached, in any order.
struct ByDestination {
  std::vector<std::uint32_t> rows;
  std::vector<std::vector<ReachedFrom>> from;
};

/// The lists of all corners between which homes lie, some corners a piece. A piece never changes:
/// lists of which some are renewed share the others.
class KeptTrips {
 public:
  static constexpr std::size_t corners_per_piece = 64;

  KeptTrips() = default;
  /// For so many corners; each piece is to be put.
  explicit KeptTrips(std::size_t corners)
      : corners_(corners), pieces_((corners + corners_per_piece - 1) / corners_per_piece) {}
  /// Turned from lists of corners into lists of destinations; all processors help.
  KeptTrips(ByDestination found, std::size_t corners);

  std::size_t pieces() const { return pieces_.size(); }
  /// One past the last corner of a piece; its first is the end of the piece before.
  std::size_t end(std::size_t piece) const {
    return std::min(corners_, (piece + 1) * corners_per_piece);
  }
  void put(std::size_t piece, TripLists lists) {
    pieces_[piece] = std::make_shared<const TripLists>(std::move(lists));
  }

  std::span<const Trip> operator[](std::size_t slot) const {
    return (*pieces_[slot / corners_per_piece])[slot % corners_per_piece];
  }

  /// The same lists with the trips to some destinations of now in place of those of before; so many
  /// destinations there are in all. Pieces that come out equal are shared. A pass over all lists.
  KeptTrips renewed(ByDestination now, std::size_t destinations) const;

  /// The corners whose lists are not equal, ascending. Pieces that both share cost nothing.
  std::vector<std::uint32_t> differing(const KeptTrips& other) const;

 private:
  std::size_t corners_ = 0;
  std::vector<std::shared_ptr<const TripLists>> pieces_;
};

}  // namespace analysis::travel
