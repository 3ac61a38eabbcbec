#include "geo/read/kinds_words.hpp"

#include <array>
#include <cstdint>

namespace geo::read {
namespace {

/// One letter of UTF-8 text and how many bytes it takes; a byte that is no UTF-8 stands for itself.
struct Letter {
  char32_t code;
  std::size_t bytes;
};

Letter letter_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  const std::size_t bytes = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (bytes == 1 || first < 0xc2 || at + bytes > text.size()) return {first, 1};
  char32_t code = first & (0xffu >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(at + i) & 0xc0) != 0x80) return {first, 1};
    code = (code << 6) | (byte(at + i) & 0x3fu);
  }
  return {code, bytes};
}

/// Letters of Latin-1 (U+00C0 to U+00FF) and Latin Extended-A (U+0100 to U+017F) without their
/// marks, by position; '.' parts words.
constexpr std::string_view latin_1 =
    "aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty";
constexpr std::string_view latin_a =
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooo"
    "oooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(latin_1.size() == 64 && latin_a.size() == 128);

bool is_arabic_mark(char32_t code) {
  return code == 0x640 || (code >= 0x64b && code <= 0x652) || code == 0x670;
}

char32_t plain_arabic(char32_t code) {
  if (code == 0x622 || code == 0x623 || code == 0x625 || code == 0x671) return 0x627;  // alif
  if (code == 0x649) return 0x64a;  // alif maqsura is written for ya in many lists
  return code;
}

}  // namespace

std::string plain_words(std::string_view text) {
  std::string plain;
  bool gap = false;
  const auto put = [&](std::string_view piece) {
    if (gap && !plain.empty()) plain += ' ';
    gap = false;
    plain += piece;
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto [code, bytes] = letter_at(text, at);
    at += bytes;
    char ascii = 0;
    if (code < 0x80) ascii = static_cast<char>(code);
    if (code >= 0xc0 && code <= 0xff) ascii = latin_1[code - 0xc0];
    if (code >= 0x100 && code <= 0x17f) ascii = latin_a[code - 0x100];
    if (ascii >= 'A' && ascii <= 'Z') ascii = static_cast<char>(ascii - 'A' + 'a');
    if ((ascii >= 'a' && ascii <= 'z') || (ascii >= '0' && ascii <= '9')) {
      put(std::string_view{&ascii, 1});
    } else if (code >= 0x300 && code <= 0x36f) {
      continue;  // a combining accent
    } else if (ascii != 0 || code < 0xc0 || (code >= 0x2000 && code <= 0x206f) || code == 0x60c ||
               code == 0xfeff) {
      gap = true;
    } else if (!is_arabic_mark(code)) {
      const char32_t kept = plain_arabic(code);
      if (kept == code) {
        put(text.substr(at - bytes, bytes));
      } else {
        const std::array<char, 2> two{static_cast<char>(0xc0 | (kept >> 6)),
                                      static_cast<char>(0x80 | (kept & 0x3f))};
        put(std::string_view{two.data(), two.size()});
      }
    }
  }
  return plain;
}

}  // namespace geo::read
