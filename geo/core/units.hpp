#pragma once

#include <cmath>
#include <compare>
#include <cstdint>

namespace geo {

/// A number that carries its unit in its type. Same units add and compare; a plain number scales.
template <class Unit>
struct Quantity {
  double value = 0;

  constexpr Quantity() = default;
  constexpr explicit Quantity(double v) : value(v) {}
  constexpr auto operator<=>(const Quantity&) const = default;
  constexpr Quantity operator+(Quantity other) const { return Quantity{value + other.value}; }
  constexpr Quantity operator-(Quantity other) const { return Quantity{value - other.value}; }
  constexpr Quantity operator*(double factor) const { return Quantity{value * factor}; }
  constexpr Quantity operator/(double divisor) const { return Quantity{value / divisor}; }
  constexpr double operator/(Quantity other) const { return value / other.value; }
  constexpr Quantity& operator+=(Quantity other) {
    value += other.value;
    return *this;
  }
};

using Minutes = Quantity<struct MinutesUnit>;
using Metres = Quantity<struct MetresUnit>;
using SquareMetres = Quantity<struct SquareMetresUnit>;
using MetresPerMinute = Quantity<struct MetresPerMinuteUnit>;
using Share = Quantity<struct ShareUnit>;  ///< 0 to 1

/// The one unit of travel cost: tenths of a second, whole. Two searches are compared with ==.
struct Deciseconds {
  std::uint32_t count = 0;

  constexpr auto operator<=>(const Deciseconds&) const = default;
  constexpr Deciseconds operator+(Deciseconds other) const { return {count + other.count}; }
  constexpr Minutes minutes() const { return Minutes{count / 600.0}; }
};

/// Largest whole cost within `limit`, so that a trip of exactly the limit still counts.
inline Deciseconds deciseconds_within(Minutes limit) {
  return {static_cast<std::uint32_t>(std::floor(limit.value * 600.0 + 1e-6))};
}

/// People, in whole millionths, so that parts always sum to the whole and the order of a sum is
/// of no matter. A modelled count may have decimals; a counted one has none.
struct People {
  std::int64_t millionths = 0;

  constexpr auto operator<=>(const People&) const = default;
  constexpr People operator+(People other) const { return {millionths + other.millionths}; }
  constexpr People operator-(People other) const { return {millionths - other.millionths}; }
  constexpr People& operator+=(People other) {
    millionths += other.millionths;
    return *this;
  }
  constexpr double count() const { return static_cast<double>(millionths) / 1e6; }
  static People of(double count) { return {std::llround(count * 1e6)}; }
};

}  // namespace geo
