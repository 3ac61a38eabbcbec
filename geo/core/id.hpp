#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace geo {

/// A row number that fits one table and no other: a HomeId cannot be passed for a ServiceId.
template <class Tag>
class Id {
 public:
  constexpr Id() = default;
  constexpr explicit Id(std::uint32_t row) : row_(row) {}
  constexpr explicit Id(std::size_t row) : row_(static_cast<std::uint32_t>(row)) {}
  constexpr explicit Id(int row) : row_(static_cast<std::uint32_t>(row)) {}

  constexpr std::uint32_t row() const { return row_; }
  constexpr auto operator<=>(const Id&) const = default;
  constexpr Id& operator++() {
    ++row_;
    return *this;
  }

 private:
  std::uint32_t row_ = 0;
};

using NeighbourhoodId = Id<struct NeighbourhoodTag>;  ///< one of the finest polygons of the city
using LevelId = Id<struct LevelTag>;                  ///< an administrative level, 0 the finest
using AreaId = Id<struct AreaTag>;                    ///< one area of one administrative level
using GroupId = Id<struct GroupTag>;                  ///< who is counted; 0 is everyone
using HomeId = Id<struct HomeTag>;
using ServiceId = Id<struct ServiceTag>;
using LodgingId = Id<struct LodgingTag>;  ///< one place where people live together
using UseId = Id<struct UseTag>;          ///< one use of land: a shop, an office, a dwelling house
using NodeId = Id<struct NodeTag>;
using EdgeId = Id<struct EdgeTag>;  ///< one stretch of street between two nodes

inline constexpr GroupId everyone{0};

}  // namespace geo

template <class Tag>
struct std::hash<geo::Id<Tag>> {
  std::size_t operator()(geo::Id<Tag> id) const noexcept { return id.row(); }
};
