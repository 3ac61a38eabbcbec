#pragma once

#include <map>
#include <string>

namespace geo {

/// A name in several languages, keyed by BCP 47 tag ("ar", "ca"); "" is the name as recorded,
/// in no stated language.
class Names {
 public:
  Names() = default;
  explicit Names(std::string recorded) { set("", std::move(recorded)); }

  void set(std::string language, std::string name) {
    if (!name.empty()) by_language_[std::move(language)] = std::move(name);
  }
  /// In `language`, else as recorded, else in English, else in one written in the same direction,
  /// else in any; empty when there is none.
  const std::string& in(const std::string& language) const;
  const std::map<std::string, std::string>& all() const { return by_language_; }
  bool empty() const { return by_language_.empty(); }
  bool operator==(const Names&) const = default;

 private:
  std::map<std::string, std::string> by_language_;
};

}  // namespace geo
