#include "geo/read/dbf.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "geo/core/error.hpp"
#include "geo/read/bytes.hpp"
#include "geo/read/dbf_text.hpp"
#include "geo/read/encoding.hpp"

namespace geo::read {
namespace {

struct Header {
  std::size_t records = 0;
  std::size_t length = 0;
  std::size_t record_length = 0;
  unsigned char ldid = 0;
  std::vector<DbfColumn> columns;
};

[[noreturn]] void refuse(const std::string& file, std::string code, std::string what,
                         std::string value = {}) {
  throw Error({.code = std::move(code),
               .what = std::move(what),
               .file = file,
               .value = std::move(value),
               .remedy = "copy or export the whole set of files again"});
}

/// The columns that the header describes; the list ends at 0x0D, or where the header or the
/// record is full when a writer left that byte out.
std::vector<DbfColumn> columns_of(std::string_view bytes, const Header& header) {
  std::vector<DbfColumn> columns;
  std::size_t start = 1;  // the first byte of a record is the deletion mark
  for (std::size_t at = 32; at + 32 <= header.length && bytes[at] != '\r'; at += 32) {
    const auto slot = bytes.substr(at, 11);
    DbfColumn column;
    column.raw_name = std::string(slot.substr(0, slot.find('\0')));
    column.type = bytes[at + 11];
    column.width = static_cast<unsigned char>(bytes[at + 16]);
    const std::size_t decimals = static_cast<unsigned char>(bytes[at + 17]);
    if (column.type == 'C') column.width += decimals * 256;  // how long texts are written
    if (start + column.width > header.record_length) break;
    column.start = start;
    start += column.width;
    columns.push_back(std::move(column));
  }
  return columns;
}

Header header_of(std::string_view bytes, const std::string& file) {
  if (bytes.size() < 33) refuse(file, "dbf_header", "the .dbf is too short to hold a header");
  Header header;
  header.records = little32(bytes, 4);
  header.length = little16(bytes, 8);
  header.record_length = little16(bytes, 10);
  header.ldid = static_cast<unsigned char>(bytes[29]);
  if (header.record_length == 0) {
    refuse(file, "dbf_header", "the .dbf header says that a record has 0 bytes");
  }
  if (header.length < 33 || header.length > bytes.size()) {
    refuse(file, "dbf_header",
           fmt::format("the .dbf header says that it is {} bytes long; the file has {}",
                       header.length, bytes.size()));
  }
  header.columns = columns_of(bytes, header);
  const auto declared = (header.length - 32) / 32;
  if (header.columns.empty() && declared > 0 && bytes[32] != '\r') {
    refuse(file, "dbf_header",
           fmt::format("the columns of the .dbf do not fit its record length of {} bytes",
                       header.record_length));
  }
  const auto room = (bytes.size() - header.length) / header.record_length;
  // The last record of some writers lacks its end: a record counts when any of it is there.
  if (header.records > room) {
    refuse(file, "dbf_truncated",
           fmt::format("the .dbf is truncated: its header says {} records, the file has {}; record "
                       "{} on is missing",
                       header.records, room, room + 1));
  }
  return header;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\0')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\0')) text.remove_suffix(1);
  return text;
}

/// Reads the cells that are not text.
class Cells {
 public:
  Cells(const std::string& file, Findings& findings) : file_(file), findings_(findings) {}

  Value number(std::string_view raw, const std::string& field, std::size_t record) {
    const auto text = trimmed(raw);
    if (text.empty()) return {};
    if (text.find('*') != std::string_view::npos) {
      note("number_overflow",
           "the number did not fit its field when the file was written (***); it "
           "is taken as not recorded",
           field, record, text);
      return {};
    }
    const auto plain = text.front() == '+' ? text.substr(1) : text;
    const auto* end = plain.data() + plain.size();
    std::int64_t whole = 0;
    if (const auto r = std::from_chars(plain.data(), end, whole);
        r.ec == std::errc{} && r.ptr == end) {
      return whole;
    }
    double real = 0;
    const auto r = std::from_chars(plain.data(), end, real);
    const bool read = r.ec == std::errc{} && r.ptr == end;
    if (read && std::isnan(real)) {
      note("number_not_recorded", "the cell holds NaN; it is taken as not recorded", field, record,
           text);
      return {};
    }
    if ((read && !std::isfinite(real)) || r.ec == std::errc::result_out_of_range) {
      throw Error({.code = "number_not_finite",
                   .what = "the number is infinite or beyond 1.8e308",
                   .file = file_,
                   .feature = fmt::format("(feature {})", record),
                   .field = geo::quoted(field),
                   .value = geo::quoted(text),
                   .remedy = "leave the cell empty where there is no number"});
    }
    if (read) return real;
    note("number_unreadable", "the cell of a numeric field is not a number; it is kept as text",
         field, record, text);
    return std::string(text);
  }

  static Value date(std::string_view raw) {
    const auto text = trimmed(raw);
    if (text.empty() || text == "00000000") return {};
    if (text.size() != 8) return std::string(text);
    return fmt::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 2), text.substr(6, 2));
  }

  static Value truth(std::string_view raw) {
    if (raw.empty()) return {};
    if (std::string_view{"TtYy"}.find(raw[0]) != std::string_view::npos) return std::string("true");
    if (std::string_view{"FfNn"}.find(raw[0]) != std::string_view::npos)
      return std::string("false");
    return {};
  }

 private:
  void note(const char* code, const char* what, const std::string& field, std::size_t record,
            std::string_view value) {
    findings_.add({.code = code,
                   .what = what,
                   .file = file_,
                   .feature = fmt::format("(feature {})", record),
                   .field = geo::quoted(field),
                   .value = geo::quoted(value),
                   .remedy = "mend the cell in the source"});
  }

  const std::string& file_;
  Findings& findings_;
};

Value binary_number(std::string_view raw, char type) {
  if (type == 'I' && raw.size() == 4) {
    return static_cast<std::int64_t>(static_cast<std::int32_t>(little32(raw, 0)));
  }
  if (type == 'O' && raw.size() == 8) {
    const double value = little_double(raw, 0);
    if (std::isfinite(value)) return value;
  }
  return {};
}

Value value_of(std::string_view raw, const DbfColumn& column, const std::string& name,
               std::size_t record, Cells& cells, const DbfDecoder& decode) {
  switch (column.type) {
    case 'N':
    case 'F':
      return cells.number(raw, name, record);
    case 'D':
      return Cells::date(raw);
    case 'L':
      return Cells::truth(raw);
    case 'I':
    case 'O':
      return binary_number(raw, column.type);
    case 'M':
    case 'G':
    case 'P':
    case '@':
    case 'T':
    case '+':
      return {};
    default: {
      auto text = decode.text(raw, name, record);
      if (text.empty()) return {};
      return text;
    }
  }
}

std::string unique_name(std::string name, std::size_t column, std::set<std::string>& used,
                        const std::string& file, Findings& findings) {
  if (name.empty()) name = fmt::format("column_{}", column + 1);
  const auto wanted = name;
  for (int n = 2; !used.insert(name).second; ++n) name = fmt::format("{}_{}", wanted, n);
  if (name != wanted) {
    findings.add(
        {.code = "field_name_twice",
         .what = fmt::format("two columns have the same name; the later one is read as {}", name),
         .file = file,
         .field = geo::quoted(wanted),
         .remedy = "give each column its own name (a .dbf cuts them after ten letters)"});
  }
  return name;
}

}  // namespace

std::size_t dbf_records(std::string_view bytes) {
  return bytes.size() < 33 ? 0 : little32(bytes, 4);
}

DbfTable dbf(std::string_view bytes, const DbfText& text, const std::string& file,
             Findings& findings) {
  const auto header = header_of(bytes, file);
  const auto records = bytes.substr(header.length);
  const DbfDecoder decode({records.substr(0, header.records * header.record_length),
                           header.record_length, header.columns, header.ldid},
                          text, file, findings);
  DbfTable table;
  table.encoding = decode.encoding();
  table.encoding_source = decode.source();
  for (std::size_t record = 0; record < header.records; ++record) {
    table.kept.push_back(records[record * header.record_length] != '*');
  }
  Cells cells(file, findings);
  std::set<std::string> used;
  for (std::size_t c = 0; c < header.columns.size(); ++c) {
    const auto& column = header.columns[c];
    Field field{unique_name(decode.name(column.raw_name), c, used, file, findings), {}};
    for (std::size_t record = 0; record < header.records; ++record) {
      if (!table.kept[record]) continue;
      const auto raw = records.substr(record * header.record_length + column.start, column.width);
      field.values.push_back(value_of(raw, column, field.name, record, cells, decode));
    }
    table.fields.push_back(std::move(field));
  }
  return table;
}

}  // namespace geo::read
