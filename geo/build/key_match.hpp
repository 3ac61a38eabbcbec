#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "geo/core/finding.hpp"

namespace geo::build {

using Keys = std::vector<std::optional<std::string>>;

/// The same code whichever type a file keeps it in: whole numbers without leading zeros or
/// decimals ("1" of "01", "1.0" and "001"), other texts as they are.
std::string type_free(const std::string& key);

/// Rows of two layers brought together by their keys.
///
/// Keys that are equal as text meet; of what is left, those that are equal whatever their type
/// (`type_free`) meet when both are the only one so, and then names that fold to one (`folded`:
/// case, accents, Arabic spelling) when both are the only one so. Codes are never folded: such keys
/// are only suggested, and so are names that are a letter or two apart.
struct KeyMatch {
  /// For each row of the left layer the row of the right one; the first when several share the key.
  std::vector<std::optional<std::size_t>> right_of;
  std::vector<std::size_t> unmatched_left;   ///< rows with a key that the right layer lacks
  std::vector<std::size_t> unmatched_right;  ///< and the other way round
  std::vector<std::size_t> no_key_left, no_key_right;         ///< rows without any key
  std::vector<std::vector<std::size_t>> duplicates_left;      ///< rows with one key, two or more
  std::vector<std::vector<std::size_t>> duplicates_right;     ///< in order of key
  std::size_t by_type = 0;                                    ///< pairs that differ in type only
  std::vector<std::pair<std::size_t, std::size_t>> by_name;   ///< rows whose names fold to one
  std::vector<std::pair<std::size_t, std::size_t>> doubtful;  ///< unmatched, a letter or two apart
  std::size_t matched = 0;  ///< rows of the left layer with a partner
};

/// O((n + m) log(n + m)).
KeyMatch match_keys(const Keys& left, const Keys& right);

/// Which layer, under which name, one side of a match is.
struct Side {
  std::string file;
  std::string layer;
  std::string field;  ///< column or template of the key
};

/// Whether a key is a name to be read, not a code to be compared letter by letter.
bool is_name(const std::string& key);

/// What the owner of the data should know about a match: keys unmatched on either side
/// (`join_unmatched_left`, `join_unmatched_right`, each with the nearest key of the other side when
/// they differ in case, spaces or zeros only), rows without a key, keys of another type, names
/// joined though written differently (`join_by_name`) and pairs that may be one (`join_doubtful`).
void report(const KeyMatch& match, const Keys& left, const Side& left_side, const Keys& right,
            const Side& right_side, Findings& findings);

}  // namespace geo::build
