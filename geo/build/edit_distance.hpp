#pragma once

#include <optional>
#include <span>
#include <string>

namespace geo::build {

/// Letters to insert, take away or exchange to turn one text into the other, upper and lower case
/// of ASCII taken as one. O(a b). Levenshtein (1966), Soviet Physics Doklady 10(8), 707-710.
std::size_t edit_distance(const std::string& a, const std::string& b);

/// The word of the list that is most like `wanted`, if any differs by a third of its letters or
/// less; the first such in the list.
std::optional<std::string> nearest_word(const std::string& wanted,
                                        std::span<const std::string> words);

}  // namespace geo::build
