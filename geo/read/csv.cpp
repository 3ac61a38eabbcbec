#include "geo/read/csv.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include <fmt/format.h>

#include "geo/core/error.hpp"
#include "geo/read/bytes.hpp"
#include "geo/read/encoding.hpp"
#include "geo/read/heading.hpp"

namespace geo::read {
namespace {

/// Walks a delimited text record by record.
class Records {
 public:
  Records(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

  bool done() const { return at_ >= text_.size(); }
  std::size_t line() const { return line_; }
  bool open_quote() const { return open_quote_; }

  Record next() {
    Record record;
    started_ = line_;
    for (;;) {
      record.push_back(cell());
      if (at_ >= text_.size()) return record;
      const char c = text_[at_++];
      if (c == delimiter_) {
        if (at_ >= text_.size()) {
          record.emplace_back();
          return record;
        }
        continue;
      }
      if (c == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
      ++line_;
      return record;
    }
  }
  std::size_t started() const { return started_; }

 private:
  std::string cell() {
    if (at_ < text_.size() && text_[at_] == '"') return quoted_cell();
    const auto start = at_;
    while (at_ < text_.size() && !ends_cell(text_[at_])) ++at_;
    return std::string(text_.substr(start, at_ - start));
  }
  std::string quoted_cell() {
    std::string value;
    ++at_;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '\n') ++line_;
      if (c != '"') {
        value += c;
      } else if (at_ < text_.size() && text_[at_] == '"') {
        value += '"';
        ++at_;
      } else {
        const auto start = at_;
        while (at_ < text_.size() && !ends_cell(text_[at_])) ++at_;
        return value.append(text_.substr(start, at_ - start));
      }
    }
    open_quote_ = true;
    return value;
  }
  bool ends_cell(char c) const { return c == delimiter_ || c == '\n' || c == '\r'; }

  std::string_view text_;
  char delimiter_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t started_ = 1;
  bool open_quote_ = false;
};

/// The text from its first line with any delimiter: lines of title have none.
std::string_view below_titles(std::string_view text) {
  constexpr int most_titles = 10;
  std::string_view rest = text;
  for (int line = 0; line < most_titles; ++line) {
    const auto end = rest.find('\n');
    if (rest.substr(0, end).find_first_of(",;\t|") != std::string_view::npos) return rest;
    if (end == std::string_view::npos) return text;
    rest.remove_prefix(end + 1);
  }
  return text;
}

/// The delimiter that cuts the first lines into the same number of cells, the more the better.
char delimiter_of(std::string_view text) {
  char best = ',';
  std::size_t best_score = 0;
  text = below_titles(text);
  for (const char candidate : {',', ';', '\t', '|'}) {
    Records records(text.substr(0, 1 << 16), candidate);
    std::size_t columns = 0;
    std::size_t even = 0;
    for (std::size_t row = 0; row < 20 && !records.done(); ++row) {
      const auto size = records.next().size();
      if (row == 0) columns = size;
      if (size == columns) ++even;
    }
    const auto score = columns > 1 ? even * 1000 + columns : 0;
    if (score > best_score) {
      best_score = score;
      best = candidate;
    }
  }
  return best;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool plain_integer(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.empty() || text.size() > 18) return false;
  if (text.size() > 1 && text[0] == '0') return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<double> plain_number(std::string_view text) {
  auto digits = text.starts_with('-') ? text.substr(1) : text;
  if (digits.empty() || digits[0] < '0' || digits[0] > '9') return std::nullopt;
  if (digits.size() > 1 && digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9') {
    return std::nullopt;
  }
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// 1.000 and 12.345: thousands for some writers, decimals for others. A column that only has such
/// numbers stays text, so that whoever reads it as a count can refuse to guess.
bool maybe_thousands(const std::vector<std::string>& cells) {
  bool any = false;
  for (const auto& cell : cells) {
    const auto text = trimmed(cell);
    const auto point = text.find('.');
    if (point == std::string_view::npos) continue;
    if (text.size() - point != 4 || point > 3 || text[0] == '0' || text[0] == '-') return false;
    any = true;
  }
  return any;
}

/// A byte-order mark left at the start of cells by a program that wrote each cell as a file.
void strip_marks(std::vector<Record>& records, const std::string& file, Findings& findings) {
  constexpr std::string_view mark = "\xef\xbb\xbf";
  std::size_t count = 0;
  for (auto& record : records) {
    for (auto& cell : record) {
      while (std::string_view{cell}.starts_with(mark)) {
        cell.erase(0, mark.size());
        ++count;
      }
    }
  }
  if (count == 0) return;
  findings.add({.code = "inner_byte_order_marks",
                .severity = Severity::note,
                .what = fmt::format("{} cells began with an invisible byte-order mark (U+FEFF); it "
                                    "was taken away",
                                    count),
                .file = file,
                .remedy = "nothing to do; the source may want to mend its export"});
}

void refuse_nul(std::string_view text, const std::string& file) {
  const auto at = text.find('\0');
  if (at == std::string_view::npos) return;
  throw Error({.code = "text_holds_nul",
               .what = "the text holds a NUL byte: it is UTF-16 without a mark, or damaged",
               .file = file,
               .place = line_and_byte(text, at),
               .remedy = "save it as UTF-8, or say encoding = \"UTF-16LE\""});
}

/// Rows of the header's length; longer ones are refused, shorter ones filled and reported.
void even_out(std::vector<Record>& records, const std::vector<std::size_t>& lines,
              const std::string& file, Findings& findings) {
  const auto columns = records.front().size();
  for (std::size_t row = 1; row < records.size(); ++row) {
    auto& record = records[row];
    if (record.size() == columns) continue;
    while (record.size() > columns && trimmed(record.back()).empty()) record.pop_back();
    if (record.size() > columns) {
      throw Error({.code = "row_too_long",
                   .what = fmt::format("a row has {} cells where the header has {}", record.size(),
                                       columns),
                   .file = file,
                   .feature = fmt::format("(feature {})", row - 1),
                   .value = geo::quoted(record[columns]),
                   .place = fmt::format("line {}, column {}", lines[row], columns + 1),
                   .remedy = "put cells that hold the delimiter in double quotes"});
    }
    if (record.size() < columns) {
      findings.add({.code = "row_too_short",
                    .what = fmt::format("a row has {} cells where the header has {}; the missing "
                                        "ones are taken as not recorded",
                                        record.size(), columns),
                    .file = file,
                    .feature = fmt::format("(feature {})", row - 1),
                    .place = fmt::format("line {}", lines[row]),
                    .remedy = "complete the row in the source"});
      record.resize(columns);
    }
  }
}

std::string header_name(std::string_view cell, std::size_t column, std::set<std::string>& used,
                        const std::string& file, Findings& findings) {
  auto name = std::string(trimmed(cell));
  if (name.empty()) name = fmt::format("column_{}", column + 1);
  const auto wanted = name;
  for (int n = 2; !used.insert(name).second; ++n) name = fmt::format("{}_{}", wanted, n);
  if (name != wanted) {
    findings.add(
        {.code = "field_name_twice",
         .what = fmt::format("two columns have the same name; the later one is read as {}", name),
         .file = file,
         .field = geo::quoted(wanted),
         .remedy = "give each column its own name"});
  }
  return name;
}

/// One row of names, then the data.
void put_names_first(std::vector<Record>& records, std::vector<std::size_t>& lines,
                     const Heading& heading) {
  const auto above = static_cast<std::ptrdiff_t>(heading.rows - 1);
  records.erase(records.begin(), records.begin() + above);
  lines.erase(lines.begin(), lines.begin() + above);
  records.front() = heading.names;
}

bool blank(const Record& record) {
  return std::all_of(record.begin(), record.end(),
                     [](const std::string& cell) { return trimmed(cell).empty(); });
}

}  // namespace

Field typed_field(std::string name, const std::vector<std::string>& cells) {
  bool integers = true;
  bool numbers = true;
  bool any = false;
  for (const auto& cell : cells) {
    const auto text = trimmed(cell);
    if (text.empty() || !is_recorded(std::string(text))) continue;
    any = true;
    integers = integers && plain_integer(text);
    numbers = numbers && plain_number(text);
    if (!numbers) break;
  }
  if (numbers && !integers && maybe_thousands(cells)) numbers = false;
  Field field{std::move(name), {}};
  field.values.reserve(cells.size());
  for (const auto& cell : cells) {
    const auto text = trimmed(cell);
    if (text.empty()) {
      field.values.emplace_back();
    } else if (!any || !numbers || !is_recorded(std::string(text))) {
      field.values.emplace_back(cell);
    } else if (integers) {
      std::int64_t value = 0;
      std::from_chars(text.data(), text.data() + text.size(), value);
      field.values.emplace_back(value);
    } else {
      field.values.emplace_back(*plain_number(text));
    }
  }
  return field;
}

void refuse_oversized(const Layer& layer) {
  if (layer.fields.size() > most_fields) {
    throw Error({.code = "too_many_fields",
                 .what = fmt::format("the layer has {} columns; at most {} are read",
                                     layer.fields.size(), most_fields),
                 .file = layer.file,
                 .layer = layer.name,
                 .remedy = "keep the columns that matter, or store categories as rows"},
                Cause::input_refused);
  }
  for (const auto& field : layer.fields) {
    for (std::size_t row = 0; row < field.values.size(); ++row) {
      const auto* text = std::get_if<std::string>(&field.values[row]);
      if (text == nullptr || text->size() <= longest_text) continue;
      throw Error({.code = "text_too_long",
                   .what = fmt::format("a text has {} bytes; at most {} are read", text->size(),
                                       longest_text),
                   .file = layer.file,
                   .layer = layer.name,
                   .feature = fmt::format("(feature {})", row),
                   .field = geo::quoted(field.name),
                   .value = geo::quoted(std::string_view{*text}.substr(0, 40)),
                   .remedy = "shorten the text in the source"});
    }
  }
}

Layer csv(std::string bytes, const std::string& name, const LayerOptions& options,
          Findings& findings) {
  refuse_web_page(bytes, name);
  auto decoded = decoded_text(std::move(bytes), options.encoding, name);
  refuse_nul(decoded.text, name);
  Records reader(decoded.text, delimiter_of(decoded.text));
  std::vector<Record> records;
  std::vector<std::size_t> lines;
  while (!reader.done()) {
    auto record = reader.next();
    if (blank(record)) continue;
    records.push_back(std::move(record));
    lines.push_back(reader.started());
  }
  if (reader.open_quote()) {
    throw Error({.code = "quote_not_closed",
                 .what = "a double quote is opened and never closed",
                 .file = name,
                 .place = fmt::format("line {}", reader.started()),
                 .remedy = "close it, or write quotes inside a cell twice"});
  }
  if (records.size() < 2) {
    throw Error({.code = "layer_empty",
                 .what = "the table has 0 rows",
                 .file = name,
                 .remedy = "export it again; the first line must hold the column names"});
  }
  strip_marks(records, name, findings);
  const Heading heading = heading_of(records);
  report(heading, name, findings);
  put_names_first(records, lines, heading);
  even_out(records, lines, name, findings);

  Layer layer;
  layer.file = name;
  layer.name = stem(name);
  layer.encoding = decoded.encoding;
  layer.encoding_source = decoded.source;
  layer.rows = records.size() - 1;
  std::set<std::string> used;
  std::vector<std::string> cells(layer.rows);
  for (std::size_t column = 0; column < records.front().size(); ++column) {
    for (std::size_t row = 0; row < layer.rows; ++row) {
      cells[row] = std::move(records[row + 1][column]);
    }
    auto field = header_name(records.front()[column], column, used, name, findings);
    layer.fields.push_back(typed_field(std::move(field), cells));
    if (column < heading.tags.size()) layer.fields.back().tag = heading.tags[column];
  }
  return layer;
}

}  // namespace geo::read
