#pragma once

#include <compare>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace geo {

/// How much a finding matters. Only an error stops the run.
enum class Severity { note, warning, repair, error };

/// "note", "warning", "repair" or "error".
std::string_view word(Severity severity);

/// One thing that the data's owner should know, with the place and the remedy.
///
/// `what` and `remedy` are English sentences; `styles/words/*.json` may hold the same finding in
/// other languages under its `code`, with {file} {layer} {feature} {field} {value} {place} filled
/// in from the fields below.
struct Finding {
  std::string code{};  ///< stable, snake_case, e.g. "join_unmatched"
  Severity severity = Severity::warning;
  std::string what{};     ///< what is wrong, in the planner's words
  std::string file{};     ///< as named in city.toml, never an absolute path
  std::string layer{};    ///< layer or sheet inside the file, when there are several
  std::string feature{};  ///< id and 0-based index: `N05 (feature 4)`
  std::string field{};
  std::string value{};   ///< at most 80 characters, control characters escaped
  std::string place{};   ///< line, byte, vertex, or lon/lat
  std::string remedy{};  ///< what to do

  auto operator<=>(const Finding&) const = default;
};

/// The text of one finding on one line: `warning join_unmatched  people.csv ...: what. remedy`.
std::string line(const Finding& finding);

/// `file` without its folders, and with `folder/` in front unless that is empty.
std::string in_folder(const std::string& folder, const std::string& file);

/// `text` cut to 80 characters with control characters escaped, as findings quote values.
std::string quoted(std::string_view text);

/// Findings of one step of the work. All are counted; details are kept up to a bound and shown
/// twenty per code, the first by content, so that a layer with a million odd rows stays readable
/// and the order of rows or threads leaves no trace.
class Findings {
 public:
  static constexpr std::size_t shown_per_code = 20;
  static constexpr std::size_t kept_per_code = 10000;

  void add(Finding finding);
  void add(const Findings& others);
  /// As if there had been no finding of this code.
  void forget(const std::string& code) {
    kept_.erase(code);
    counts_.erase(code);
  }
  /// Names every file by `folder` and its file name, as city.toml does.
  void in_folder(const std::string& folder);

  /// The same findings, each that is kept passed through `f`; how many there are stays as it is.
  /// `f` must leave the code.
  template <class F>
  Findings each(F f) const {
    Findings others;
    others.counts_ = counts_;
    for (const auto& [code, findings] : kept_) {
      auto& kept = others.kept_[code];
      for (const Finding& finding : findings) kept.push_back(f(finding));
    }
    return others;
  }

  /// Errors first, then by code and content; at most `shown_per_code` of each code.
  std::vector<Finding> shown() const;
  const std::map<std::string, std::size_t>& counts() const { return counts_; }
  std::size_t count(const std::string& code) const;
  bool has(const std::string& code) const { return count(code) > 0; }
  bool empty() const { return counts_.empty(); }
  bool any(Severity severity) const;

 private:
  std::map<std::string, std::vector<Finding>> kept_;
  std::map<std::string, std::size_t> counts_;
};

}  // namespace geo
