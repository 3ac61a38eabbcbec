#pragma once

#include <cassert>
#include <cstdint>
#include <span>
#include <vector>

#include "geo/core/frozen.hpp"
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
  explicit Per(std::size_t size, const T& value = T{}) : values_(std::vector<T>(size, value)) {}
  explicit Per(std::vector<T> values) : values_(std::move(values)) {}

  // vector's own reference types, so that a table of bool works too.
  typename std::vector<T>::const_reference operator[](Row row) const {
    assert(row.row() < values_->size());
    return (*values_)[row.row()];
  }
  typename std::vector<T>::reference operator[](Row row) {
    assert(row.row() < values_->size());
    return values_.change()[row.row()];
  }
  Row push_back(T value) {
    values_.change().push_back(std::move(value));
    return Row{values_->size() - 1};
  }
  std::size_t size() const { return values_->size(); }
  bool empty() const { return values_->empty(); }
  Rows<Row> rows() const { return Rows<Row>{values_->size()}; }
  std::span<const T> values() const { return *values_; }
  std::span<T> values() { return values_.change(); }
  auto begin() const { return values_->begin(); }
  auto end() const { return values_->end(); }
  bool operator==(const Per& other) const { return *values_ == *other.values_; }
  /// From now on copies share the values, until one is changed.
  void freeze() { values_.freeze(); }

 private:
  Frozen<std::vector<T>> values_;
};

/// A list for each row, in two flat arrays: the streets at a corner, the doors of a service.
template <class Row, class T>
class Lists {
 public:
  Lists() = default;

  /// From one list per row, in row order.
  explicit Lists(const std::vector<std::vector<T>>& lists) {
    for (const auto& list : lists) append(list);
  }
  void append(std::span<const T> list) {
    Flat& flat = flat_.change();
    flat.items.insert(flat.items.end(), list.begin(), list.end());
    flat.first.push_back(static_cast<std::uint32_t>(flat.items.size()));
  }
  std::span<const T> operator[](Row row) const {
    const Flat& flat = *flat_;
    const auto begin = flat.first[row.row()];
    return std::span<const T>(flat.items).subspan(begin, flat.first[row.row() + 1] - begin);
  }
  std::size_t size() const { return flat_->first.size() - 1; }
  std::size_t total() const { return flat_->items.size(); }
  Rows<Row> rows() const { return Rows<Row>{size()}; }
  /// From now on copies share the lists, until one is changed.
  void freeze() { flat_.freeze(); }

 private:
  struct Flat {
    std::vector<T> items{};
    std::vector<std::uint32_t> first{0};
  };
  Frozen<Flat> flat_;
};

}  // namespace geo
