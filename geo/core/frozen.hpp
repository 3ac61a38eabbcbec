#pragma once

#include <memory>
#include <utility>

namespace geo {

/// A value that can be frozen: then its copies share it, until one of them is changed and takes a
/// copy of its own. Left unfrozen it is copied like any other value.
///
/// A frozen value is read from any number of threads; the first change must come from one alone.
template <class T>
class Frozen {
 public:
  Frozen() = default;
  explicit Frozen(T value) : own_(std::move(value)) {}

  const T& operator*() const { return shared_ ? *shared_ : own_; }
  const T* operator->() const { return &**this; }
  /// To be changed; no other copy changes with it.
  T& change() {
    if (shared_) {
      own_ = *shared_;
      shared_.reset();
    }
    return own_;
  }
  void freeze() {
    if (!shared_) shared_ = std::make_shared<const T>(std::exchange(own_, T{}));
  }

 private:
  T own_{};
  std::shared_ptr<const T> shared_;
};

}  // namespace geo
