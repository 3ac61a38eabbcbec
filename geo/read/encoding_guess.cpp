#include <array>
#include <cstdint>

#include "geo/read/bytes.hpp"
#include "geo/read/encoding.hpp"

namespace geo::read {
namespace {

struct Script {
  const char* encoding;
  const char* shown;
  std::uint32_t first, last;  // the letters one expects, as code points
};

constexpr std::array<Script, 6> scripts{{
    {"CP1256", "CP1256 (Arabic)", 0x621, 0x652},
    {"CP1251", "CP1251 (Cyrillic)", 0x410, 0x44f},
    {"CP1253", "CP1253 (Greek)", 0x386, 0x3ce},
    {"CP1255", "CP1255 (Hebrew)", 0x5d0, 0x5ea},
    {"SHIFT_JIS", "SHIFT_JIS (Japanese)", 0x3041, 0x30ff},
    {"CP1252", "CP1252 (Western European)", 0xc0, 0xff},
}};

/// How many letters of the script lie beside another letter of it, and how many characters above
/// ASCII there are.
std::pair<std::size_t, std::size_t> neighbours(const std::string& utf8, const Script& script) {
  std::size_t beside = 0;
  std::size_t high = 0;
  bool before = false;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    std::uint32_t code = length == 1 ? lead : lead & (0xffU >> (length + 1));
    for (std::size_t k = 1; k < length && i + k < utf8.size(); ++k) {
      code = code << 6 | (static_cast<unsigned char>(utf8[i + k]) & 0x3fU);
    }
    const bool letter = code >= script.first && code <= script.last;
    if (code > 127) ++high;
    if (letter && before) ++beside;
    before = letter;
    i += length;
  }
  return {beside, high};
}

}  // namespace

std::string likely_encoding(std::string_view text) {
  const auto sample = std::string(text.substr(0, 1 << 16));
  for (const auto& script : scripts) {
    const auto decoded = Decoder(script.encoding)(sample);
    if (!decoded) continue;
    const auto [beside, high] = neighbours(*decoded, script);
    const bool western = script.first == 0xc0;  // accents stand alone among plain letters
    if (western ? beside * 4 < high : beside * 2 > high) return script.shown;
  }
  return "";
}

}  // namespace geo::read
