#pragma once

#include <cassert>
#include <cstdint>
#include <span>
#include <vector>

#include "geo/core/id.hpp"

namespace geo {

/// The rows 0 .. size-1 of a table, for range loops: `for (HomeId home : Rows<HomeId>{n})`.
template <class Row>
class Rows {
 public:
  class Iterator {
   public:
    constexpr explicit Iterator(Row row) : row_(row) {}
    constexpr Row operator*() const { return row_; }
    constexpr Iterator& operator++() {
      ++row_;
      return *this;
    }
    constexpr bool operator!=(const Iterator& other) const { return row_ != other.row_; }

   private:
    Row row_;
  };

  constexpr explicit Rows(std::size_t size) : size_(static_cast<std::uint32_t>(size)) {}
  constexpr Iterator begin() const { return Iterator{Row{0}}; }
  constexpr Iterator end() const { return Iterator{Row{size_}}; }

 private:
  std::uint32_t size_;
};

/// One value for each row of a table.
template <class Row, class T>
class Per {
 public:
  Per() = default;
  explicit Per(std::size_t size, const T& value = T{}) : values_(size, value) {}
  explicit Per(std::vector<T> values) : values_(std::move(values)) {}

  // vector's own reference types, so that a table of bool works too.
  typename std::vector<T>::const_reference operator[](Row row) const {
    assert(row.row() < values_.size());
    return values_[row.row()];
  }
  typename std::vector<T>::reference operator[](Row row) {
    assert(row.row() < values_.size());
    return values_[row.row()];
  }
  Row push_back(T value) {
    values_.push_back(std::move(value));
    return Row{values_.size() - 1};
  }
  std::size_t size() const { return values_.size(); }
  bool empty() const { return values_.empty(); }
  Rows<Row> rows() const { return Rows<Row>{values_.size()}; }
  std::span<const T> values() const { return values_; }
  std::span<T> values() { return values_; }
  auto begin() const { return values_.begin(); }
  auto end() const { return values_.end(); }
  bool operator==(const Per&) const = default;

 private:
  std::vector<T> values_;
};

/// A list for each row, in two flat arrays: the streets at a corner, the doors of a service.
template <class Row, class T>
class Lists {
 public:
  Lists() : first_{0} {}

  /// From one list per row, in row order.
  explicit Lists(const std::vector<std::vector<T>>& lists) : first_{0} {
    for (const auto& list : lists) append(list);
  }
  void append(std::span<const T> list) {
    items_.insert(items_.end(), list.begin(), list.end());
    first_.push_back(static_cast<std::uint32_t>(items_.size()));
  }
  std::span<const T> operator[](Row row) const {
    const auto begin = first_[row.row()];
    return std::span<const T>(items_).subspan(begin, first_[row.row() + 1] - begin);
  }
  std::size_t size() const { return first_.size() - 1; }
  std::size_t total() const { return items_.size(); }
  Rows<Row> rows() const { return Rows<Row>{size()}; }

 private:
  std::vector<T> items_;
  std::vector<std::uint32_t> first_;
};

}  // namespace geo
