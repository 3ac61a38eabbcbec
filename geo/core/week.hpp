#pragma once

#include <bitset>
#include <cstddef>

namespace geo {

/// The minutes of a week in which something is open or somebody is free, from Monday 00:00 on.
/// The week is a ring: Sunday's midnight is followed by Monday.
class Week {
 public:
  static constexpr int day = 24 * 60;
  static constexpr int length = 7 * day;

  static Week always();

  /// From `from` up to, not including, `to`; what lies beyond Sunday goes on on Monday.
  void add(int from, int to);
  void add(const Week& other) { minutes_ |= other.minutes_; }
  bool has(int minute) const { return minutes_[static_cast<std::size_t>(minute % length)]; }
  bool empty() const { return minutes_.none(); }
  /// The longest stretch of minutes without a break that both have.
  int longest_together(const Week& other) const;

  bool operator==(const Week&) const = default;

 private:
  std::bitset<length> minutes_;
};

}  // namespace geo
