#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "geo/core/finding.hpp"

namespace app {

/// Every string a user sees, from `styles/words/<language>.json`, with {name} places filled in.
class Words {
 public:
  /// Throws geo::Error (Cause::usage) when there is no such language, naming those there are.
  explicit Words(const std::string& language);

  const std::string& language() const { return language_; }
  bool right_to_left() const { return right_to_left_; }
  /// Text of `key`; falls back to English, and there to the key itself (a test forbids that).
  std::string say(const std::string& key,
                  const std::map<std::string, std::string>& values = {}) const;
  /// The form of `key` for a count, by CLDR's plural rules: key.one, key.few, key.other, ...
  std::string say_count(const std::string& key, double count,
                        const std::map<std::string, std::string>& values = {}) const;
  /// Whether this language (or English) has a text for `key`.
  bool knows(const std::string& key) const;
  /// What a finding says and its remedy in this language, with every figure of the English
  /// sentence; else as it was written.
  std::string what(const geo::Finding& finding) const;
  std::string remedy(const geo::Finding& finding) const;
  /// The value a finding quotes: in this language where the program itself wrote it ("168 of 168
  /// rows"), as it is where it comes from the data.
  std::string value(const geo::Finding& finding) const;
  /// An English text of the program in this language, found by the text itself with its figures as
  /// {1}, {2}, ...: for texts of which one code has several.
  std::optional<std::string> said(const std::string& english) const;
  /// A number with this language's marks: 1,234.5 or 1 234,5.
  std::string number(double value, int decimals) const;
  /// True when `key` has been read by a person who speaks the language, not only drafted by
  /// machine.
  bool reviewed(const std::string& key) const;
  /// What the language calls itself: "العربية".
  const std::string& own_name() const { return own_name_; }

  static std::vector<std::string> languages();

 private:
  std::string language_, own_name_;
  bool right_to_left_ = false;
  std::map<std::string, std::string> texts_, english_;
  std::map<std::string, bool> reviewed_;
};

}  // namespace app
