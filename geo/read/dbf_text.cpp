#include "geo/read/dbf_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "geo/core/error.hpp"

namespace geo::read {
namespace {

std::string_view without_end_blanks(std::string_view text) {
  const auto nul = text.find('\0');
  if (nul != std::string_view::npos) text = text.substr(0, nul);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// The text without a UTF-8 letter that the field's width cut in half at its end.
std::string_view without_half_letter(std::string_view text) {
  for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if (byte < 0x80) return text;
    if (byte < 0xc0) continue;
    const std::size_t length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return length > back ? text.substr(0, text.size() - back) : text;
  }
  return text;
}

/// What a look over all names and text cells tells.
struct Look {
  bool high = false;   ///< any byte above ASCII
  bool utf8 = true;    ///< all valid UTF-8, letters cut at a field's end aside
  std::string sample;  ///< the first texts with high bytes, for a guess
  std::string field;
  std::size_t record = 0;
};

Look look_at(const DbfRecords& records) {
  Look look;
  const auto see = [&](std::string_view text, const std::string& field, std::size_t record) {
    if (!has_high_byte(text)) return;
    if (!look.high) {
      look.field = field;
      look.record = record;
    }
    look.high = true;
    look.utf8 = look.utf8 && !invalid_utf8(without_half_letter(text));
    if (look.sample.size() < 4096) look.sample.append(text).append(" ");
  };
  for (const auto& column : records.columns) see(column.raw_name, column.raw_name, 0);
  const auto count = records.bytes.size() / records.record_length;
  for (std::size_t record = 0; record < count; ++record) {
    const auto row = records.bytes.substr(record * records.record_length, records.record_length);
    for (const auto& column : records.columns) {
      if (column.type != 'C') continue;
      see(without_end_blanks(row.substr(column.start, column.width)), column.raw_name, record);
    }
  }
  return look;
}

std::string first_word(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool is_multibyte(const std::string& name) {
  for (const char* known : {"CP932", "CP936", "CP949", "CP950", "BIG5", "GBK", "GB18030", "EUC-KR",
                            "EUC-JP", "SHIFT_JIS", "BIG5-HKSCS"}) {
    if (name == known) return true;
  }
  return false;
}

}  // namespace

DbfDecoder::DbfDecoder(const DbfRecords& records, const DbfText& text, const std::string& file,
                       Findings& findings)
    : file_(file), findings_(findings) {
  choose(records, text);
}

void DbfDecoder::use(const std::string& name, const char* source) {
  name_ = name;
  source_ = source;
  decoder_.emplace(name);
}

void DbfDecoder::refuse_if_utf8(const DbfRecords& records, const std::string& label) const {
  const auto look = look_at(records);
  if (!look.high || !look.utf8) return;
  throw Error({.code = "encoding_contradicts",
               .what = fmt::format("the .cpg says {}, but every text is valid UTF-8", label),
               .file = file_,
               .feature = fmt::format("(feature {})", look.record),
               .field = geo::quoted(look.field),
               .remedy = "write UTF-8 into the .cpg, or give encoding = \"UTF-8\" in city.toml"});
}

void DbfDecoder::choose(const DbfRecords& records, const DbfText& text) {
  for (const auto& [label, source] :
       {std::pair{text.given, "given"}, std::pair{first_word(text.cpg), ".cpg"}}) {
    if (label.empty()) continue;
    const auto name = known_encoding(label);
    if (name.empty() || name.starts_with("UTF-16")) {
      throw Error({.code = "encoding_name_unknown",
                   .what = name.empty() ? fmt::format("unknown encoding ({})", source)
                                        : "UTF-16 in a DBF cannot be right",
                   .file = file_,
                   .value = geo::quoted(label),
                   .remedy = "accepted are: " + accepted_encodings()});
    }
    if (name != "UTF-8" && !is_multibyte(name) && source == std::string_view{".cpg"}) {
      refuse_if_utf8(records, label);
    }
    return use(name, source);
  }
  const auto look = look_at(records);
  const auto of_ldid = encoding_of_ldid(records.ldid);
  if (look.high && look.utf8 && !is_multibyte(of_ldid)) return use("UTF-8", "valid UTF-8");
  if (!of_ldid.empty()) {
    // 0x57 means "whatever Windows was set to", which is a guess and is said so.
    if (records.ldid == 0x57 && look.high) {
      findings_.add({.code = "encoding_guessed",
                     .what =
                         "no .cpg, and the language id only says \"Windows\"; the text is read as "
                         "Windows-1252 (Western European)",
                     .file = file_,
                     .field = geo::quoted(look.field),
                     .remedy = "if names look wrong, give encoding = \"...\" in city.toml"});
    }
    return use(of_ldid, "LDID");
  }
  if (!look.high) return use("UTF-8", "valid UTF-8");
  const auto guess = likely_encoding(look.sample);
  throw Error({.code = "encoding_unknown",
               .what = "no .cpg and no language id; the text is not UTF-8" +
                       (guess.empty() ? guess : ", it looks like " + guess),
               .file = file_,
               .feature = fmt::format("(feature {})", look.record),
               .field = geo::quoted(look.field),
               .remedy = fmt::format("say which encoding it is: encoding = \"{}\" in city.toml, or "
                                     "--encoding",
                                     guess.empty() ? "CP1252" : guess.substr(0, guess.find(' ')))});
}

std::string DbfDecoder::name(const std::string& raw) const {
  const auto text = without_end_blanks(raw);
  if (auto decoded = (*decoder_)(text)) return *decoded;
  if (auto decoded = (*decoder_)(without_half_letter(text))) return *decoded;
  throw Error({.code = "encoding_contradicts",
               .what = fmt::format("a column name is not valid {} (from {})", name_, source_),
               .file = file_,
               .remedy = "give the right encoding = \"...\" in city.toml, or --encoding"});
}

std::string DbfDecoder::text(std::string_view raw, const std::string& field,
                             std::size_t record) const {
  const auto text = without_end_blanks(raw);
  if (text.empty()) return "";
  if (auto decoded = (*decoder_)(text)) return *decoded;
  const auto cut = is_multibyte(name_) && text.size() == raw.size()
                       ? text.substr(0, text.size() - 1)
                       : without_half_letter(text);
  if (name_ == "UTF-8" || is_multibyte(name_)) {
    if (auto decoded = (*decoder_)(cut); decoded && cut.size() < text.size()) {
      findings_.add({.code = "text_cut_by_field",
                     .severity = Severity::repair,
                     .what = "the field's width cut a letter in half; the half letter is dropped",
                     .file = file_,
                     .feature = fmt::format("(feature {})", record),
                     .field = geo::quoted(field),
                     .value = geo::quoted(*decoded),
                     .remedy = "nothing to do unless the whole text matters"});
      return *decoded;
    }
  }
  throw Error({.code = "encoding_contradicts",
               .what = fmt::format("the text is not valid {}, which is what {} says", name_,
                                   source_ == "given" ? "was given" : "the " + source_),
               .file = file_,
               .feature = fmt::format("(feature {})", record),
               .field = geo::quoted(field),
               .remedy = "give the right encoding = \"...\" in city.toml, or --encoding"});
}

}  // namespace geo::read
