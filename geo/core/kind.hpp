#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace geo {

/// A kind of service in the shared vocabulary, in dotted words from the general to the particular:
/// "health", "health.clinic". `datasets/kinds.toml` lists them.
class Kind {
 public:
  Kind() = default;
  explicit Kind(std::string name) : name_(std::move(name)) {}

  const std::string& name() const { return name_; }
  /// "health" of "health.clinic".
  std::string_view theme() const { return std::string_view{name_}.substr(0, name_.find('.')); }
  /// "health" includes "health.clinic" and itself.
  bool includes(const Kind& other) const {
    return other.name_.starts_with(name_) &&
           (other.name_.size() == name_.size() || other.name_[name_.size()] == '.');
  }
  auto operator<=>(const Kind&) const = default;

 private:
  std::string name_;
};

}  // namespace geo
