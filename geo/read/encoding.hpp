#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace geo::read {

/// Position of the first byte that is not valid UTF-8 (shortest form, no surrogates), or nothing.
std::optional<std::size_t> invalid_utf8(std::string_view text);

/// True when the text holds a byte above 127.
bool has_high_byte(std::string_view text);

/// The name under which the system's converter knows an encoding written any usual way ("1256",
/// "ANSI 1252", "88591", "LDID/87", "Big-5"); empty when unknown.
std::string known_encoding(std::string_view label);

/// The code page of a dBASE language id, empty for 0 and for ids nobody documents.
std::string encoding_of_ldid(unsigned char ldid);

/// "UTF-8, CP1252, ...": the names a planner may write.
std::string accepted_encodings();

/// Text of one encoding turned into UTF-8, strictly: nothing where a byte has no meaning.
class Decoder {
 public:
  /// `name` is one that `known_encoding` gave.
  explicit Decoder(const std::string& name);
  ~Decoder();
  Decoder(Decoder&&) noexcept;

  std::optional<std::string> operator()(std::string_view text) const;
  const std::string& name() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// A whole text file as UTF-8 without byte-order mark.
struct DecodedText {
  std::string text;
  std::string encoding;
  std::string source;  ///< "BOM", "valid UTF-8", "given"
};

/// Throws Error `encoding_unknown` naming the first bad byte when the text is neither marked by a
/// byte-order mark, nor valid UTF-8, nor readable in the encoding given.
DecodedText decoded_text(std::string bytes, const std::string& given, const std::string& file);

/// What the bytes look like, for a remedy: "CP1256 (Arabic)"; empty when nothing stands out.
std::string likely_encoding(std::string_view text);

}  // namespace geo::read
