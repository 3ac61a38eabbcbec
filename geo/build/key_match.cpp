#include "geo/build/key_match.hpp"

#include <algorithm>
#include <map>

#include "geo/core/fold.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

using Rows = std::vector<std::size_t>;
using RowsByKey = std::map<std::string, Rows>;

RowsByKey rows_by_key(const Keys& keys, Rows& without) {
  RowsByKey rows;
  for (std::size_t row = 0; row < keys.size(); ++row) {
    if (keys[row]) {
      rows[*keys[row]].push_back(row);
    } else {
      without.push_back(row);
    }
  }
  return rows;
}

std::vector<Rows> several(const RowsByKey& by_key) {
  std::vector<Rows> out;
  for (const auto& [key, rows] : by_key) {
    if (rows.size() > 1) out.push_back(rows);
  }
  return out;
}

/// Keys not in `met`, by what they are whatever their type; nothing where two would be one.
std::map<std::string, std::optional<std::string>> type_free_keys(const RowsByKey& keys,
                                                                 const RowsByKey& met) {
  std::map<std::string, std::optional<std::string>> out;
  for (const auto& [key, rows] : keys) {
    const auto [at, fresh] = out.emplace(type_free(key), key);
    if (!fresh) at->second = std::nullopt;
  }
  for (auto& [free, key] : out) {
    if (key && met.contains(*key)) key = std::nullopt;
  }
  return out;
}

/// The rows of names that fold to one, each with its first row; nothing where two names do.
std::map<std::string, std::optional<std::size_t>> folded_names(const Rows& rows, const Keys& keys) {
  std::map<std::string, std::optional<std::size_t>> out;
  for (const std::size_t row : rows) {
    if (!is_name(*keys[row])) continue;
    const auto [at, fresh] = out.emplace(folded(*keys[row]), row);
    if (!fresh && at->second && *keys[*at->second] != *keys[row]) at->second = std::nullopt;
  }
  return out;
}

/// Lets unmatched names meet that fold to one.
void match_names(const Keys& left, const Keys& right, KeyMatch& match) {
  const auto rights = folded_names(match.unmatched_right, right);
  std::map<std::string, std::size_t> met;
  for (const auto& [name, row] : folded_names(match.unmatched_left, left)) {
    const auto other = rights.find(name);
    if (!row || other == rights.end() || !other->second) continue;
    match.by_name.emplace_back(*row, *other->second);
    met.emplace(name, *other->second);
  }
  std::erase_if(match.unmatched_left, [&](std::size_t row) {
    const auto found = is_name(*left[row]) ? met.find(folded(*left[row])) : met.end();
    if (found == met.end()) return false;
    match.right_of[row] = found->second;
    ++match.matched;
    return true;
  });
  std::erase_if(match.unmatched_right, [&](std::size_t row) {
    return is_name(*right[row]) && met.contains(folded(*right[row]));
  });
}

/// Names left on both sides that a slip of the pen would make one.
void find_doubtful(const Keys& left, const Keys& right, KeyMatch& match) {
  constexpr std::size_t most_compared = 1000000;
  constexpr std::size_t most_apart = 2, shortest = 5;
  if (match.unmatched_left.size() * match.unmatched_right.size() > most_compared) return;
  for (const std::size_t a : match.unmatched_left) {
    const std::string name = folded(*left[a]);
    if (!is_name(*left[a]) || name.size() < shortest) continue;
    for (const std::size_t b : match.unmatched_right) {
      if (is_name(*right[b]) && letters_apart(name, folded(*right[b])) <= most_apart) {
        match.doubtful.emplace_back(a, b);
      }
    }
  }
}

void report_names(const KeyMatch& match, const Keys& left, const Side& left_side, const Keys& right,
                  const Side& right_side, Findings& findings) {
  const auto pair = [&](const auto& rows, const char* code, Severity severity) {
    Finding finding;
    finding.code = code;
    finding.severity = severity;
    finding.file = right_side.file;
    finding.layer = right_side.layer;
    finding.field = right_side.field;
    finding.feature = *right[rows.second];
    finding.value = quoted(fmt::format("{} | {}", *left[rows.first], *right[rows.second]));
    return finding;
  };
  for (const auto& rows : match.by_name) {
    Finding finding = pair(rows, "join_by_name", Severity::note);
    finding.what =
        fmt::format("taken for the same name, written differently in {}", left_side.file);
    finding.remedy = "nothing to do when they are one place; else correct the name that is wrong";
    findings.add(finding);
  }
  for (const auto& rows : match.doubtful) {
    Finding finding = pair(rows, "join_doubtful", Severity::warning);
    finding.what = fmt::format(
        "a name in {} is almost this one; they were not joined, since they may be two places",
        left_side.file);
    finding.remedy = "if they are one place, write its name alike in both";
    findings.add(finding);
  }
}

/// How a person might have meant the key: without spaces, zeros in front, or case.
std::string as_meant(const std::string& key) {
  std::string out;
  for (const char c : key) {
    if (c == ' ' || c == '\t' || c == '-' || c == '_' || c == '.') continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  const auto first = out.find_first_not_of('0');
  return first == std::string::npos ? out : out.substr(first);
}

std::map<std::string, std::string> meanings(const Keys& keys) {
  std::map<std::string, std::string> out;
  for (const auto& key : keys) {
    if (!key) continue;
    const auto [at, fresh] = out.emplace(as_meant(*key), *key);
    if (!fresh) at->second = std::min(at->second, *key);
  }
  return out;
}

void report_unmatched(const Rows& rows, const Keys& keys, const Side& side, const Keys& others,
                      const Side& other, bool is_left, Findings& findings) {
  const auto near = meanings(others);
  for (const std::size_t row : rows) {
    Finding finding;
    finding.code = is_left ? "join_unmatched_left" : "join_unmatched_right";
    finding.what = fmt::format("no row of {} has this key, so the two are not joined", other.file);
    finding.file = side.file;
    finding.layer = side.layer;
    finding.feature = *keys[row];
    finding.field = side.field;
    finding.value = quoted(*keys[row]);
    const auto found = near.find(as_meant(*keys[row]));
    finding.remedy = found != near.end() && found->second != *keys[row]
                         ? fmt::format("write it as \"{}\", which is there", found->second)
                         : "correct the key, or check that both are of the same year";
    findings.add(finding);
  }
}

void report_no_key(const Rows& rows, const Side& side, Findings& findings) {
  if (rows.empty()) return;
  Finding finding;
  finding.code = "join_no_key";
  finding.what = fmt::format("{} row{} without a key cannot be joined", rows.size(),
                             rows.size() == 1 ? "" : "s");
  finding.file = side.file;
  finding.layer = side.layer;
  finding.field = side.field;
  finding.remedy = "fill in the code";
  findings.add(finding);
}

}  // namespace

bool is_name(const std::string& key) {
  std::size_t letters = 0;
  bool digit = false, space = false;
  for (const char c : folded(key)) {
    digit = digit || (c >= '0' && c <= '9');
    space = space || c == ' ';
    if (c >= 'a' && c <= 'z') ++letters;
    if (static_cast<unsigned char>(c) >= 0xc0) letters += 3;  // no code is written in Arabic
  }
  return letters >= 3 && (space || !digit);
}

std::string type_free(const std::string& key) {
  const auto point = key.find('.');
  const std::string whole = key.substr(0, point);
  const bool digits = !whole.empty() && std::all_of(whole.begin(), whole.end(),
                                                    [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) return key;
  if (point != std::string::npos && key.find_first_not_of('0', point + 1) != std::string::npos) {
    return key;
  }
  const auto first = whole.find_first_not_of('0');
  return first == std::string::npos ? "0" : whole.substr(first);
}

KeyMatch match_keys(const Keys& left, const Keys& right) {
  KeyMatch match;
  const auto lefts = rows_by_key(left, match.no_key_left);
  const auto rights = rows_by_key(right, match.no_key_right);
  match.duplicates_left = several(lefts);
  match.duplicates_right = several(rights);
  match.right_of.resize(left.size());

  const auto free_lefts = type_free_keys(lefts, rights);
  const auto free_rights = type_free_keys(rights, lefts);
  std::map<std::string, bool> met;
  for (const auto& [key, rows] : lefts) {
    auto found = rights.find(key);
    if (found == rights.end()) {
      const auto own = free_lefts.find(type_free(key));
      const auto other = free_rights.find(type_free(key));
      if (!own->second || other == free_rights.end() || !other->second) continue;
      found = rights.find(*other->second);
      ++match.by_type;
    }
    met[found->first] = true;
    for (const std::size_t row : rows) match.right_of[row] = found->second.front();
    match.matched += rows.size();
  }
  for (const auto& [key, rows] : lefts) {
    for (const std::size_t row : rows) {
      if (!match.right_of[row]) match.unmatched_left.push_back(row);
    }
  }
  for (const auto& [key, rows] : rights) {
    if (met.contains(key)) continue;
    match.unmatched_right.insert(match.unmatched_right.end(), rows.begin(), rows.end());
  }
  match_names(left, right, match);
  find_doubtful(left, right, match);
  return match;
}

void report(const KeyMatch& match, const Keys& left, const Side& left_side, const Keys& right,
            const Side& right_side, Findings& findings) {
  report_unmatched(match.unmatched_left, left, left_side, right, right_side, true, findings);
  report_unmatched(match.unmatched_right, right, right_side, left, left_side, false, findings);
  report_no_key(match.no_key_left, left_side, findings);
  report_no_key(match.no_key_right, right_side, findings);
  report_names(match, left, left_side, right, right_side, findings);
  if (match.by_type == 0) return;
  Finding finding;
  finding.code = "join_key_type";
  finding.severity = Severity::note;
  finding.what = fmt::format(
      "{} key{} joined by number, since one side has leading zeros or decimals and the other not",
      match.by_type, match.by_type == 1 ? " was" : "s were");
  finding.file = right_side.file;
  finding.layer = right_side.layer;
  finding.field = right_side.field;
  finding.remedy = "nothing to do; a template such as {CODE:03} makes it exact";
  findings.add(finding);
}

}  // namespace geo::build
