#include "geo/read/gtfs_table.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "geo/core/error.hpp"
#include "geo/read/encoding.hpp"

namespace geo::read {
namespace {

constexpr std::size_t chunk = std::size_t{1} << 18;
constexpr std::size_t longest_record = std::size_t{1} << 20;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

FeedTable::FeedTable(const FeedFiles& files, std::string name, Findings& findings, Severity worst)
    : stream_(files.open(name)),
      feed_(files.name()),
      name_(std::move(name)),
      findings_(findings),
      worst_(worst) {
  refill();
  if (buffer_.starts_with("\xef\xbb\xbf")) at_ = 3;
  read_header();
}

/// Drops what was read and takes the next bytes; false where there are none.
bool FeedTable::refill() {
  if (ended_) return false;
  buffer_.erase(0, at_);
  dropped_ += at_;
  at_ = 0;
  const auto held = buffer_.size();
  buffer_.resize(held + chunk);
  const auto fresh = stream_(std::span<char>(buffer_).subspan(held));
  buffer_.resize(held + fresh);
  ended_ = fresh == 0;
  return !ended_;
}

/// Cuts the record at `at_` into cells and puts `at` behind it; false where the buffer ends first.
bool FeedTable::scan(std::size_t& at) {
  const auto size = buffer_.size();
  const auto ends_cell = [](char c) { return c == ',' || c == '\n' || c == '\r'; };
  spans_.clear();
  at = at_;
  for (;;) {
    Span span{at, at, false};
    if (at < size && buffer_[at] == '"') {
      span.begin = ++at;
      for (;; ++at) {
        if (at >= size) return false;
        if (buffer_[at] != '"') continue;
        if (at + 1 < size && buffer_[at + 1] == '"') {
          span.doubled = true;
          ++at;
        } else {
          break;
        }
      }
      span.end = at++;
      while (at < size && !ends_cell(buffer_[at])) ++at;
    } else {
      while (at < size && !ends_cell(buffer_[at])) ++at;
      span.end = at;
    }
    spans_.push_back(span);
    // An end of line in the last byte may be half of CR LF: only the end of the file tells.
    if (at + 1 >= size && !ended_) return false;
    if (at >= size) return true;
    const char end = buffer_[at++];
    if (end == ',') continue;
    if (end == '\r' && at < size && buffer_[at] == '\n') ++at;
    return true;
  }
}

bool FeedTable::read_record() {
  cells_.clear();  // they look into the buffer, which moves on
  std::size_t after = 0;
  while (!scan(after)) {
    const bool open_quote = ended_;
    if (!open_quote && buffer_.size() - at_ <= longest_record) {
      refill();
      continue;
    }
    throw Error({.code = "quote_not_closed",
                 .what = "a double quote is opened and never closed",
                 .file = feed_,
                 .layer = name_,
                 .place = fmt::format("line {}", line_),
                 .remedy = "close it, or write quotes inside a cell twice"});
  }
  if (after == at_) return false;
  record_at_ = at_;
  record_end_ = after;
  row_line_ = line_;
  const std::string_view record = std::string_view(buffer_).substr(at_, after - at_);
  for (std::size_t i = 0; i < record.size(); ++i) {
    const bool bare = record[i] == '\r' && (i + 1 == record.size() || record[i + 1] != '\n');
    if (record[i] == '\n' || bare) ++line_;
  }
  at_ = after;
  unquoted_.clear();
  unquoted_.reserve(spans_.size());
  for (const Span& span : spans_) {
    std::string_view cell = std::string_view(buffer_).substr(span.begin, span.end - span.begin);
    if (span.doubled) {
      std::string plain;
      for (std::size_t i = 0; i < cell.size(); ++i) {
        plain += cell[i];
        if (cell[i] == '"') ++i;
      }
      cell = unquoted_.emplace_back(std::move(plain));
    }
    cells_.push_back(trimmed(cell));
  }
  return true;
}

/// NUL and bytes that are no UTF-8, in the record just read.
void FeedTable::check_text() {
  const auto record = std::string_view(buffer_).substr(record_at_, record_end_ - record_at_);
  if (const auto nul = record.find('\0'); nul != std::string_view::npos) {
    throw Error({.code = "text_holds_nul",
                 .what = "the text holds a NUL byte: it is UTF-16 without a mark, or damaged",
                 .file = feed_,
                 .layer = name_,
                 .place = fmt::format("line {}, byte {}", row_line_, dropped_ + record_at_ + nul),
                 .remedy = "save it as UTF-8"});
  }
  if (!has_high_byte(record) || !invalid_utf8(record)) return;
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
    if (!invalid_utf8(cells_[cell])) continue;
    Column column{static_cast<int>(cell), cell < header_.size() ? header_[cell] : ""};
    Finding finding = about(column, "invalid_character", "the text holds bytes that are not UTF-8",
                            "save the file as UTF-8");
    finding.value.clear();
    for (const char c : cells_[cell].substr(0, 60)) {
      const auto byte = static_cast<unsigned char>(c);
      finding.value +=
          byte < 0x80 && byte >= 0x20 ? std::string(1, c) : fmt::format("\\x{:02x}", byte);
    }
    add(std::move(finding));
  }
}

bool FeedTable::blank() const {
  return std::all_of(cells_.begin(), cells_.end(), [](auto cell) { return cell.empty(); });
}

void FeedTable::read_header() {
  bool there = read_record();
  while (there && blank()) there = read_record();
  if (!there) {
    add({.code = "empty_file",
         .severity = Severity::error,
         .what = "a file of the feed is empty",
         .file = feed_,
         .layer = name_,
         .remedy = "ask the publisher for the whole feed"});
    return;
  }
  check_text();
  for (const auto cell : cells_) {
    if (!cell.empty() && std::find(header_.begin(), header_.end(), cell) != header_.end()) {
      add({.code = "duplicated_column",
           .severity = Severity::warning,
           .what = "two columns have the same name; the first is read",
           .file = feed_,
           .layer = name_,
           .field = geo::quoted(cell),
           .place = "line 1",
           .remedy = "give each column its own name"});
    }
    header_.emplace_back(cell);
  }
}

FeedTable::Column FeedTable::column(const std::string& name) const {
  const auto found = std::find(header_.begin(), header_.end(), name);
  return {found == header_.end() ? -1 : static_cast<int>(found - header_.begin()), name};
}

FeedTable::Column FeedTable::needed(const std::string& name) {
  Column found = column(name);
  if (!found.there() && !header_.empty()) {
    add({.code = "missing_required_column",
         .severity = Severity::error,
         .what = "the file lacks a column that every feed has",
         .file = feed_,
         .layer = name_,
         .field = name,
         .place = "line 1",
         .remedy = "ask the publisher for the whole feed"});
  }
  return found;
}

bool FeedTable::next() {
  if (header_.empty()) return false;
  while (read_record()) {
    if (blank()) continue;
    check_text();
    check_length();
    ++rows_;
    return true;
  }
  return false;
}

/// A short row has no more to say; in a long one nobody knows which cell is which.
void FeedTable::check_length() {
  if (cells_.size() == header_.size()) return;
  const auto had = cells_.size();
  while (cells_.size() > header_.size() && cells_.back().empty()) cells_.pop_back();
  if (cells_.size() == header_.size()) return;
  const bool longer = cells_.size() > header_.size();
  add({.code = "invalid_row_length",
       .severity = longer ? Severity::error : Severity::warning,
       .what = fmt::format("a row has {} cells where the first line has {}", had, header_.size()),
       .file = feed_,
       .layer = name_,
       .place = fmt::format("line {}", row_line_),
       .remedy = "complete the row; put cells that hold a comma in double quotes"});
  cells_.resize(header_.size());
}

std::string_view FeedTable::operator[](const Column& column) const {
  const auto place = static_cast<std::size_t>(column.place);
  return column.there() && place < cells_.size() ? cells_[place] : std::string_view{};
}

Finding FeedTable::about(const Column& column, std::string code, std::string what,
                         std::string remedy, Severity severity) const {
  return {.code = std::move(code),
          .severity = severity,
          .what = std::move(what),
          .file = feed_,
          .layer = name_,
          .field = column.name,
          .value = geo::quoted((*this)[column]),
          .place = fmt::format("line {}", row_line_),
          .remedy = std::move(remedy)};
}

void FeedTable::add(Finding finding) {
  finding.severity = std::min(finding.severity, worst_);
  findings_.add(std::move(finding));
}

void FeedTable::require(const Column& column) {
  if (!column.there() || !(*this)[column].empty()) return;  // a missing column is said once
  add(about(column, "missing_required_field", "a row lacks a value that it cannot do without",
            "complete the row"));
}

std::optional<Seconds> FeedTable::time(const Column& column) {
  const auto text = (*this)[column];
  if (text.empty()) return std::nullopt;
  const auto value = clock(text);
  const bool with_seconds = std::count(text.begin(), text.end(), ':') == 2;
  if (value && with_seconds) return value;
  add(about(column, "invalid_time", "this is not a time as HH:MM:SS",
            "write it as 07:05:00; past midnight it goes on as 25:10:00"));
  return std::nullopt;
}

std::optional<Date> FeedTable::day(const Column& column) {
  const auto text = (*this)[column];
  if (text.empty()) return std::nullopt;
  const auto value = text.size() == 8 ? date(text) : std::nullopt;
  if (value) return value;
  add(about(column, "invalid_date", "this is not a date as YYYYMMDD", "write it as 20260114"));
  return std::nullopt;
}

std::optional<double> FeedTable::number(const Column& column) {
  auto text = (*this)[column];
  if (text.empty()) return std::nullopt;
  if (text.front() == '+') text.remove_prefix(1);
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem == std::errc{} && end == text.data() + text.size() && std::isfinite(value)) {
    return value;
  }
  add(about(column, "invalid_number", "this is not a number", "write digits with a point"));
  return std::nullopt;
}

std::optional<int> FeedTable::whole(const Column& column, int least, int most) {
  const auto text = (*this)[column];
  if (text.empty()) return std::nullopt;
  int value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem == std::errc{} && end == text.data() + text.size() && value >= least &&
      value <= most) {
    return value;
  }
  const bool is_number = problem != std::errc::invalid_argument && end == text.data() + text.size();
  add(about(
      column, is_number ? "number_out_of_range" : "invalid_number",
      is_number ? "this number lies outside what the column may hold" : "this is not a number",
      is_number ? "correct the number" : "write digits with a point"));
  return std::nullopt;
}

}  // namespace geo::read
