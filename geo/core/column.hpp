#pragma once

#include <cassert>
#include <optional>
#include <string_view>
#include <vector>

#include "geo/core/table.hpp"

namespace geo {

/// Why a value is not there. The words are part of the file contract (`<field>_status`).
enum class Missing : std::uint8_t {
  not_recorded,
  withheld_by_source,
  not_recorded_at_this_level,
  invalid_geometry,
  off_network,
  out_of_reach,
  out_of_area,
  no_people,
  no_supply,
  no_people_served,
  single_group,
  single_kind,
  zero_denominator,
  too_few_people,
  too_few_answers,
  uncertain,
  merged,
  suppressed,
};
inline constexpr int missing_count = 18;

/// The word of the file contract, e.g. "out_of_reach".
std::string_view word(Missing reason);

/// A value, or the reason why there is none.
template <class T>
class Cell {
 public:
  Cell(T value) : value_(std::move(value)) {}  // NOLINT: a value is a cell
  Cell(Missing reason) : reason_(reason) {}    // NOLINT: a reason is a cell

  bool has_value() const { return value_.has_value(); }
  explicit operator bool() const { return has_value(); }
  const T& operator*() const {
    assert(value_);
    return *value_;
  }
  const T& value() const { return **this; }
  const T* operator->() const { return &**this; }
  Missing reason() const {
    assert(!value_);
    return reason_;
  }
  /// The contract's word for this cell: "ok" or the reason.
  std::string_view status() const { return value_ ? std::string_view{"ok"} : word(reason_); }
  bool operator==(const Cell&) const = default;

 private:
  std::optional<T> value_;
  Missing reason_ = Missing::not_recorded;
};

/// A value or a reason for each row. Every row that came in has one; zero means zero.
template <class Row, class T>
using Column = Per<Row, Cell<T>>;

/// The same column with every value passed through `f`; reasons stay.
template <class Row, class T, class F>
auto map_values(const Column<Row, T>& column, F f) {
  using U = decltype(f(std::declval<const T&>()));
  std::vector<Cell<U>> cells;
  cells.reserve(column.size());
  for (const Cell<T>& cell : column) {
    if (cell) {
      cells.emplace_back(f(*cell));
    } else {
      cells.emplace_back(cell.reason());
    }
  }
  return Column<Row, U>(std::move(cells));
}

}  // namespace geo
