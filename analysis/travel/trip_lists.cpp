#include "analysis/travel/trip_lists.hpp"

#include <algorithm>
#include <numeric>

#include <tbb/parallel_for.h>

namespace analysis::travel {
namespace {

/// Trips to some destinations that follow each other, by corner.
struct Turned {
  std::vector<std::uint32_t> first;
  std::vector<Trip> trips;

  std::span<const Trip> operator[](std::size_t slot) const {
    return std::span<const Trip>(trips).subspan(first[slot], first[slot + 1] - first[slot]);
  }
};

Turned turned(ByDestination& found, std::size_t begin, std::size_t end, std::size_t corners) {
  Turned all;
  all.first.assign(corners + 2, 0);
  for (std::size_t at = begin; at < end; ++at) {
    for (const ReachedFrom& one : found.from[at]) ++all.first[one.slot + std::size_t{2}];
  }
  std::partial_sum(all.first.begin(), all.first.end(), all.first.begin());
  all.trips.resize(all.first.back());
  for (std::size_t at = begin; at < end; ++at) {
    for (const ReachedFrom& one : found.from[at]) {
      all.trips[all.first[one.slot + std::size_t{1}]++] = {found.rows[at], {one.cost}};
    }
    std::vector<ReachedFrom>().swap(found.from[at]);  // trips are held twice only for a while
  }
  all.first.pop_back();
  return all;
}

// The trips of before without those to some destinations, and those of now, by destination.
void append_merged(std::span<const Trip> before, const std::vector<bool>& is_renewed,
                   std::span<const Trip> now, TripLists& lists) {
  auto next = now.begin();
  for (const Trip& trip : before) {
    if (is_renewed[trip.to]) continue;
    for (; next != now.end() && next->to < trip.to; ++next) lists.trips.push_back(*next);
    lists.trips.push_back(trip);
  }
  lists.trips.insert(lists.trips.end(), next, now.end());
  lists.first.push_back(lists.trips.size());
}

}  // namespace

// In parts, each turned by itself: one after the other they are the list of a corner.
KeptTrips::KeptTrips(ByDestination found, std::size_t corners) : KeptTrips(corners) {
  constexpr std::size_t most_parts = 32, fewest_destinations = 16;
  const std::size_t size = found.rows.size();
  std::vector<Turned> parts(std::clamp<std::size_t>(size / fewest_destinations, 1, most_parts));
  tbb::parallel_for(std::size_t{0}, parts.size(), [&](std::size_t part) {
    const std::size_t begin = size * part / parts.size(), end = size * (part + 1) / parts.size();
    parts[part] = turned(found, begin, end, corners);
  });
  tbb::parallel_for(std::size_t{0}, pieces(), [&](std::size_t piece) {
    const std::size_t begin = piece * corners_per_piece;
    TripLists lists;
    std::size_t trips = 0;
    for (const Turned& part : parts) trips += part.first[end(piece)] - part.first[begin];
    lists.trips.reserve(trips);
    for (std::size_t slot = begin; slot < end(piece); ++slot) {
      for (const Turned& part : parts) {
        lists.trips.insert(lists.trips.end(), part[slot].begin(), part[slot].end());
      }
      lists.first.push_back(lists.trips.size());
    }
    put(piece, std::move(lists));
  });
}

KeptTrips KeptTrips::renewed(ByDestination now, std::size_t destinations) const {
  if (now.rows.empty()) return *this;
  std::vector<bool> is_renewed(destinations, false);
  for (const auto row : now.rows) is_renewed[row] = true;
  const KeptTrips found(std::move(now), corners_);
  KeptTrips all(corners_);
  tbb::parallel_for(std::size_t{0}, pieces(), [&](std::size_t piece) {
    const TripLists &old = *pieces_[piece], &fresh = *found.pieces_[piece];
    TripLists lists;
    lists.trips.reserve(old.trips.size() + fresh.trips.size());
    for (std::size_t row = 0; row < old.size(); ++row) {
      append_merged(old[row], is_renewed, fresh[row], lists);
    }
    all.pieces_[piece] = pieces_[piece];
    if (lists == old) return;
    lists.trips.shrink_to_fit();
    all.put(piece, std::move(lists));
  });
  return all;
}

std::vector<std::uint32_t> KeptTrips::differing(const KeptTrips& other) const {
  std::vector<std::uint32_t> slots;
  for (std::size_t piece = 0; piece < pieces(); ++piece) {
    if (pieces_[piece] == other.pieces_[piece]) continue;
    for (std::size_t slot = piece * corners_per_piece; slot < end(piece); ++slot) {
      const auto here = (*this)[slot], there = other[slot];
      if (!std::equal(here.begin(), here.end(), there.begin(), there.end())) {
        slots.push_back(static_cast<std::uint32_t>(slot));
      }
    }
  }
  return slots;
}

}  // namespace analysis::travel
