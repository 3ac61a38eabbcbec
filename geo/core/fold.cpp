#include "geo/core/fold.hpp"

#include <array>
#include <map>
#include <utility>

#include "geo/core/nearest_word.hpp"

namespace geo {
namespace {

/// Plain letters of U+00C0 to U+017F and of U+1E00 to U+1EFF (Unicode decompositions, and for ø đ ł
/// ħ ŧ ı the letter that a keyboard without them gives); '.' where there is none or more than one.
constexpr std::string_view latin =
    "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkkllllll."
    ".llnnnnnn...oooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
constexpr std::string_view latin_additional =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
    "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
    "wwwwwwwwwwxxxxyyzzzzzzhtwy.s....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
    "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

constexpr std::array<std::pair<char32_t, std::string_view>, 12> two_letters{{{0xc6, "ae"},
                                                                             {0xde, "th"},
                                                                             {0xdf, "ss"},
                                                                             {0xe6, "ae"},
                                                                             {0xfe, "th"},
                                                                             {0x132, "ij"},
                                                                             {0x133, "ij"},
                                                                             {0x140, "l"},
                                                                             {0x13f, "l"},
                                                                             {0x152, "oe"},
                                                                             {0x153, "oe"},
                                                                             {0x1e9e, "ss"}}};

/// Arabic letters that are written one for another.
constexpr std::array<std::pair<char32_t, char32_t>, 10> arabic{{{0x622, 0x627},    // alef madda
                                                                {0x623, 0x627},    // alef hamza
                                                                {0x625, 0x627},    // hamza below
                                                                {0x671, 0x627},    // alef wasla
                                                                {0x629, 0x647},    // teh marbuta
                                                                {0x649, 0x64a},    // alef maqsura
                                                                {0x6cc, 0x64a},    // Persian yeh
                                                                {0x626, 0x64a},    // yeh hamza
                                                                {0x624, 0x648},    // waw hamza
                                                                {0x6a9, 0x643}}};  // Persian kaf

/// The next letter of UTF-8, and how many bytes it takes; a byte that starts none is itself.
std::pair<char32_t, std::size_t> letter_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  const std::size_t size = first < 0x80             ? 1
                           : (first & 0xe0) == 0xc0 ? 2
                           : (first & 0xf0) == 0xe0 ? 3
                           : (first & 0xf8) == 0xf0 ? 4
                                                    : 1;
  constexpr char32_t no_letter = 0x110000;  // beyond Unicode
  if (size == 1 && first >= 0x80) return {no_letter + first, 1};
  if (size == 1) return {first, 1};
  if (at + size > text.size()) return {no_letter + first, 1};
  char32_t letter = first & (0xffu >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(at + i) & 0xc0) != 0x80) return {no_letter + first, 1};
    letter = letter << 6 | (byte(at + i) & 0x3fu);
  }
  return {letter, size};
}

bool is_mark(char32_t letter) {
  const bool latin_mark = letter >= 0x300 && letter <= 0x36f;
  const bool arabic_mark = (letter >= 0x64b && letter <= 0x65f) || letter == 0x670;
  const bool tatweel = letter == 0x640;
  const bool direction = letter == 0x200c || letter == 0x200d || letter == 0x200e ||
                         letter == 0x200f || letter == 0xfeff || letter == 0x61c;
  return latin_mark || arabic_mark || tatweel || direction;
}

bool is_space(char32_t letter) {
  constexpr std::u32string_view spaces =
      U" \t\r\n.-_'`\u00a0\u00b4\u00b7\u2010\u2011\u2012\u2013\u2014\u2018\u2019\u02bc\u202f";
  return spaces.find(letter) != std::u32string_view::npos;
}

/// Plain text for one letter; nothing where it stays as it is.
std::string plain(char32_t letter) {
  const auto one = [](char c) { return c == '.' ? std::string{} : std::string(1, c); };
  if (letter >= 'A' && letter <= 'Z') return {static_cast<char>(letter - 'A' + 'a')};
  for (const auto& [from, to] : two_letters) {
    if (letter == from) return std::string{to};
  }
  if (letter >= 0xc0 && letter < 0xc0 + latin.size()) return one(latin[letter - 0xc0]);
  if (letter >= 0x1e00 && letter < 0x1e00 + latin_additional.size()) {
    return one(latin_additional[letter - 0x1e00]);
  }
  if (letter >= 0x660 && letter <= 0x669) return {static_cast<char>('0' + (letter - 0x660))};
  if (letter >= 0x6f0 && letter <= 0x6f9) return {static_cast<char>('0' + (letter - 0x6f0))};
  for (const auto& [from, to] : arabic) {
    if (letter != from) continue;
    return {static_cast<char>(0xc0 | to >> 6), static_cast<char>(0x80 | (to & 0x3f))};
  }
  return {};
}

/// Both texts with one byte for each different letter, so that a mistake in a letter is one.
std::pair<std::string, std::string> one_byte_each(std::string_view a, std::string_view b) {
  std::map<char32_t, char> bytes;
  const auto coded = [&](std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
      const auto [letter, size] = letter_at(text, at);
      at += size;
      // Above all ASCII letters, of which upper and lower case would be one.
      const auto next = static_cast<char>(0x80 + bytes.size() % 0x80);
      out += bytes.emplace(letter, next).first->second;
    }
    return out;
  };
  std::string first = coded(a);
  return {std::move(first), coded(b)};
}

}  // namespace

std::string folded(std::string_view text) {
  std::string out;
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto [letter, size] = letter_at(text, at);
    const std::string_view same = text.substr(at, size);
    at += size;
    if (is_mark(letter)) continue;
    if (is_space(letter)) {
      space = !out.empty();
      continue;
    }
    if (space) out += ' ';
    space = false;
    const std::string other = plain(letter);
    out += other.empty() ? same : std::string_view{other};
  }
  return out;
}

std::vector<std::string> folded_words(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : folded(text)) {
    const bool in_word =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (in_word) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::size_t letters_apart(std::string_view folded_a, std::string_view folded_b) {
  const auto [a, b] = one_byte_each(folded_a, folded_b);
  return mistakes(a, b);
}

}  // namespace geo
