#include "geo/read/encoding.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include <fmt/format.h>
#include <iconv.h>

#include "geo/core/error.hpp"
#include "geo/read/bytes.hpp"

namespace geo::read {
namespace {

/// Bytes that follow a first byte of UTF-8, and the least code point it may spell.
struct Sequence {
  std::size_t following;
  std::uint32_t least;
  std::uint32_t bits;
};

std::optional<Sequence> sequence_of(unsigned char lead) {
  if (lead < 0x80) return Sequence{0, 0, lead};
  if (lead >= 0xc2 && lead < 0xe0) return Sequence{1, 0x80, lead & 0x1fU};
  if (lead >= 0xe0 && lead < 0xf0) return Sequence{2, 0x800, lead & 0x0fU};
  if (lead >= 0xf0 && lead < 0xf5) return Sequence{3, 0x10000, lead & 0x07U};
  return std::nullopt;
}

/// Ways people write an encoding, without spaces, points, hyphens and underscores.
constexpr std::array<std::pair<std::string_view, std::string_view>, 44> labels{{
    {"utf8", "UTF-8"},         {"65001", "UTF-8"},
    {"unicode", "UTF-16"},     {"utf16", "UTF-16"},
    {"utf16le", "UTF-16LE"},   {"utf16be", "UTF-16BE"},
    {"ascii", "CP1252"},       {"usascii", "CP1252"},
    {"ansi", "CP1252"},        {"latin1", "ISO-8859-1"},
    {"latin2", "ISO-8859-2"},  {"latin5", "ISO-8859-9"},
    {"latin9", "ISO-8859-15"}, {"big5", "BIG5"},
    {"950", "CP950"},          {"big5hkscs", "BIG5-HKSCS"},
    {"euckr", "EUC-KR"},       {"949", "CP949"},
    {"ksc5601", "EUC-KR"},     {"shiftjis", "SHIFT_JIS"},
    {"sjis", "SHIFT_JIS"},     {"932", "CP932"},
    {"eucjp", "EUC-JP"},       {"gbk", "GBK"},
    {"936", "CP936"},          {"gb2312", "GBK"},
    {"gb18030", "GB18030"},    {"koi8r", "KOI8-R"},
    {"koi8u", "KOI8-U"},       {"tis620", "TIS-620"},
    {"macroman", "MACINTOSH"}, {"macintosh", "MACINTOSH"},
    {"arabic", "ISO-8859-6"},  {"greek", "ISO-8859-7"},
    {"hebrew", "ISO-8859-8"},  {"cyrillic", "ISO-8859-5"},
    {"turkish", "ISO-8859-9"}, {"euccn", "GBK"},
    {"cp936", "CP936"},        {"cp932", "CP932"},
    {"cp949", "CP949"},        {"cp950", "CP950"},
    {"ms932", "CP932"},        {"windows31j", "CP932"},
}};

constexpr std::array<std::string_view, 20> code_pages{
    "437", "737", "775", "850", "852", "855", "857",  "860",  "861",  "862",
    "863", "864", "865", "866", "869", "874", "1125", "1361", "1133", "858"};

std::string squeezed(std::string_view label) {
  std::string text;
  for (const char c : lower(label)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/') text += c;
  }
  return text;
}

bool known_code_page(std::string_view number) {
  if (number.size() == 4 && number.starts_with("125") && number[3] <= '8') return true;
  return std::find(code_pages.begin(), code_pages.end(), number) != code_pages.end();
}

std::string without_prefix(std::string text) {
  for (const std::string_view prefix : {"ansi", "oem", "windows", "win", "cp", "ibm", "ms", "x"}) {
    if (text.size() > prefix.size() && text.starts_with(prefix)) {
      return text.substr(prefix.size());
    }
  }
  return text;
}

}  // namespace

std::optional<std::size_t> invalid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto sequence = sequence_of(static_cast<unsigned char>(text[i]));
    if (!sequence || i + sequence->following >= text.size() + (sequence->following == 0)) return i;
    auto code = sequence->bits;
    for (std::size_t k = 1; k <= sequence->following; ++k) {
      const auto byte = static_cast<unsigned char>(text[i + k]);
      if ((byte & 0xc0) != 0x80) return i;
      code = code << 6 | (byte & 0x3fU);
    }
    const bool surrogate = code >= 0xd800 && code < 0xe000;
    if (code < sequence->least || code > 0x10ffff || surrogate) return i;
    i += 1 + sequence->following;
  }
  return std::nullopt;
}

bool has_high_byte(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) > 127; });
}

std::string known_encoding(std::string_view label) {
  const auto text = squeezed(label);
  if (text.starts_with("ldid/")) {
    const auto number = std::atoi(text.c_str() + 5);
    return number > 0 && number < 256 ? encoding_of_ldid(static_cast<unsigned char>(number)) : "";
  }
  for (const auto& [written, name] : labels) {
    if (text == written) return std::string{name};
  }
  const auto bare = without_prefix(text);
  for (const auto& [written, name] : labels) {
    if (bare == written) return std::string{name};
  }
  if (known_code_page(bare)) return "CP" + bare;
  for (const std::string_view prefix : {"iso8859", "8859"}) {
    if (!bare.starts_with(prefix)) continue;
    const auto part = std::atoi(bare.c_str() + prefix.size());
    if (part >= 1 && part <= 16 && part != 12) return fmt::format("ISO-8859-{}", part);
  }
  return "";
}

std::string encoding_of_ldid(unsigned char ldid) {
  // dBASE language ids as documented by Esri and in the dBASE header description.
  constexpr std::array<std::pair<unsigned char, std::string_view>, 56> pages{{
      {0x01, "437"},  {0x02, "850"},  {0x03, "1252"}, {0x08, "865"},  {0x09, "437"},  {0x0a, "850"},
      {0x0b, "437"},  {0x0d, "437"},  {0x0e, "850"},  {0x0f, "437"},  {0x10, "850"},  {0x11, "437"},
      {0x12, "850"},  {0x13, "932"},  {0x14, "850"},  {0x15, "437"},  {0x16, "850"},  {0x17, "865"},
      {0x18, "437"},  {0x19, "437"},  {0x1a, "850"},  {0x1b, "437"},  {0x1c, "863"},  {0x1d, "850"},
      {0x1f, "852"},  {0x22, "852"},  {0x23, "852"},  {0x24, "860"},  {0x25, "850"},  {0x26, "866"},
      {0x37, "850"},  {0x40, "852"},  {0x4d, "936"},  {0x4e, "949"},  {0x4f, "950"},  {0x50, "874"},
      {0x57, "1252"}, {0x58, "1252"}, {0x59, "1252"}, {0x64, "852"},  {0x65, "866"},  {0x66, "865"},
      {0x67, "861"},  {0x6a, "737"},  {0x6b, "857"},  {0x6c, "863"},  {0x78, "950"},  {0x79, "949"},
      {0x7a, "936"},  {0x7b, "932"},  {0x7c, "874"},  {0x7d, "1255"}, {0x7e, "1256"}, {0x87, "852"},
      {0x88, "857"},  {0xc8, "1250"},
  }};
  for (const auto& [id, page] : pages) {
    if (id == ldid) return "CP" + std::string{page};
  }
  if (ldid == 0xc9) return "CP1251";
  if (ldid == 0xca) return "CP1254";
  if (ldid == 0xcb) return "CP1253";
  if (ldid == 0xcc) return "CP1257";
  return "";
}

std::string accepted_encodings() {
  return "UTF-8, CP1250 to CP1258, ISO-8859-1 to ISO-8859-16, CP437, CP850, CP852, CP866, CP874, "
         "KOI8-R, BIG5, GBK, GB18030, EUC-KR, EUC-JP, SHIFT_JIS";
}

struct Decoder::Impl {
  std::string name;
  iconv_t converter;
};

Decoder::Decoder(const std::string& name)
    : impl_(std::make_unique<Impl>(Impl{name, iconv_open("UTF-8", name.c_str())})) {}

Decoder::~Decoder() {
  if (impl_ && impl_->converter != iconv_t(-1)) iconv_close(impl_->converter);
}

Decoder::Decoder(Decoder&&) noexcept = default;

const std::string& Decoder::name() const {
  return impl_->name;
}

std::optional<std::string> Decoder::operator()(std::string_view text) const {
  if (impl_->converter == iconv_t(-1)) return std::nullopt;
  if (impl_->name == "UTF-8") {
    return invalid_utf8(text) ? std::nullopt : std::optional<std::string>{text};
  }
  iconv(impl_->converter, nullptr, nullptr, nullptr, nullptr);
  std::string decoded;
  std::array<char, 4096> room{};
  auto* in = const_cast<char*>(text.data());  // iconv's own signature; the bytes are not written
  std::size_t left = text.size();
  while (left > 0) {
    char* out = room.data();
    std::size_t free = room.size();
    const auto result = iconv(impl_->converter, &in, &left, &out, &free);
    decoded.append(room.data(), room.size() - free);
    if (result == std::size_t(-1) && errno != E2BIG) return std::nullopt;
  }
  return decoded;
}

DecodedText decoded_text(std::string bytes, const std::string& given, const std::string& file) {
  const auto in = [&](const std::string& name, std::string_view text, const char* source) {
    auto decoded = Decoder(name)(text);
    if (!decoded) {
      throw Error({.code = "encoding_contradicts",
                   .what = fmt::format("the text is not valid {}", name),
                   .file = file,
                   .remedy = "give the encoding it was saved in: " + accepted_encodings()});
    }
    return DecodedText{std::move(*decoded), name, source};
  };
  if (bytes.starts_with("\xff\xfe")) {
    return in("UTF-16LE", std::string_view{bytes}.substr(2), "BOM");
  }
  if (bytes.starts_with("\xfe\xff")) {
    return in("UTF-16BE", std::string_view{bytes}.substr(2), "BOM");
  }
  if (bytes.starts_with("\xef\xbb\xbf")) {
    return in("UTF-8", std::string_view{bytes}.substr(3), "BOM");
  }
  if (!given.empty()) {
    const auto name = known_encoding(given);
    if (name.empty()) {
      throw Error({.code = "encoding_name_unknown",
                   .what = "the encoding given is not one that is known",
                   .file = file,
                   .value = geo::quoted(given),
                   .remedy = "use one of " + accepted_encodings()});
    }
    return in(name, bytes, "given");
  }
  const auto bad = invalid_utf8(bytes);
  if (!bad) return {std::move(bytes), "UTF-8", "valid UTF-8"};
  const auto guess = likely_encoding(bytes);
  throw Error(
      {.code = "encoding_unknown",
       .what = "the text is not UTF-8" + (guess.empty() ? guess : "; it looks like " + guess),
       .file = file,
       .place = line_and_byte(bytes, *bad),
       .remedy = fmt::format("say which encoding it is: encoding = \"{}\" in city.toml, or "
                             "--encoding",
                             guess.empty() ? "CP1252" : guess.substr(0, guess.find(' ')))});
}

}  // namespace geo::read
