#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace geo {

/// A name as one would read it aloud: without case, without the accents of Latin letters, and in
/// Arabic without the marks that hands write differently (short vowels and shadda, the stretching
/// tatweel, hamza on alef, teh marbuta for heh, alef maqsura for yeh; Persian yeh and kaf too).
/// Arabic-Indic digits become 0-9, every run of spaces, dots, dashes and apostrophes one space.
/// For comparing only, never for showing. Bytes that are no UTF-8 stay as they are. O(n).
std::string folded(std::string_view text);

/// The words of a text, folded: runs of letters and digits.
std::vector<std::string> folded_words(std::string_view text);

/// Mistakes in writing between two folded names, letter by letter whatever the script.
std::size_t letters_apart(std::string_view folded_a, std::string_view folded_b);

}  // namespace geo
