#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace geo {

/// Mistakes in writing that turn one text into the other: a letter put in, left out or exchanged,
/// or two neighbouring letters swapped; upper and lower case of ASCII are one. O(a b).
/// Optimal string alignment, Damerau (1964), doi:10.1145/363958.363994.
std::size_t mistakes(std::string_view a, std::string_view b);

/// The word that `wanted` was most likely meant to be: the first of those with fewest mistakes;
/// nothing where each differs by more than a third of the letters.
std::optional<std::string> nearest_word(std::string_view wanted,
                                        std::span<const std::string> words);

}  // namespace geo
