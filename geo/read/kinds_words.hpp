#pragma once

#include <string>
#include <string_view>

namespace geo::read {

/// `text` in lower case without accents, every run of anything but letters and digits one space,
/// none at the ends: "Escola d'Educació (pública)" -> "escola d educacio publica". Latin letters
/// lose their accents, Arabic ones their hamza, tatweel and vowel marks; other letters stay.
std::string plain_words(std::string_view text);

}  // namespace geo::read
