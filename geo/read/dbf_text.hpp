#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/core/finding.hpp"
#include "geo/read/dbf.hpp"
#include "geo/read/encoding.hpp"

namespace geo::read {

struct DbfColumn {
  std::string raw_name;
  char type = 'C';
  std::size_t start = 0;
  std::size_t width = 0;
};

/// The part of a dBASE file that holds its cells.
struct DbfRecords {
  std::string_view bytes;
  std::size_t record_length;
  const std::vector<DbfColumn>& columns;
  unsigned char ldid;
};

/// Turns the names and texts of one dBASE table into UTF-8 after finding out how they are written.
class DbfDecoder {
 public:
  /// Throws Error where the encoding is unknown, contradicts the bytes, or cannot be told.
  DbfDecoder(const DbfRecords& records, const DbfText& text, const std::string& file,
             Findings& findings);

  const std::string& encoding() const { return name_; }
  const std::string& source() const { return source_; }

  std::string name(const std::string& raw) const;
  /// One cell. A UTF-8 letter cut in half by the field's end is dropped and reported.
  std::string text(std::string_view raw, const std::string& field, std::size_t record) const;

 private:
  void choose(const DbfRecords& records, const DbfText& text);
  void use(const std::string& name, const char* source);
  void refuse_if_utf8(const DbfRecords& records, const std::string& label) const;

  const std::string& file_;
  Findings& findings_;
  std::string name_, source_;
  std::optional<Decoder> decoder_;
};

}  // namespace geo::read
