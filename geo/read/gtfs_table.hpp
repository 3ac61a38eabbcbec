#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/core/clock.hpp"
#include "geo/core/date.hpp"
#include "geo/core/finding.hpp"
#include "geo/read/gtfs_files.hpp"

namespace geo::read {

/// One file of a feed, row by row, as RFC 4180 and GTFS have it: quotes, any ends of lines, a
/// byte-order mark, spaces around cells. Memory does not grow with the file.
///
/// Odd rows are findings with their line. Throws Error for what leaves no rows to tell apart: a NUL
/// byte, a quote that is never closed, a row of more than a megabyte.
class FeedTable {
 public:
  /// A column of this file, or one that it does not have: every cell of that is empty.
  struct Column {
    int place = -1;
    std::string name;
    bool there() const { return place >= 0; }
  };

  /// `worst`: how grave anything wrong here is at most; a file that a right answer does not hang on
  /// only warns.
  FeedTable(const FeedFiles& files, std::string name, Findings& findings,
            Severity worst = Severity::error);

  /// An absent one is a finding of severity error.
  Column needed(const std::string& name);
  Column column(const std::string& name) const;

  /// Goes to the next row; false at the end.
  bool next();
  /// Without spaces around it; valid until the next row.
  std::string_view operator[](const Column& column) const;
  std::size_t line() const { return row_line_; }
  std::size_t rows() const { return rows_; }

  // What a cell says; nothing where it is empty, or says something else, which is a finding.
  std::optional<Seconds> time(const Column& column);
  std::optional<Date> day(const Column& column);
  std::optional<double> number(const Column& column);
  /// Whole and between two bounds.
  std::optional<int> whole(const Column& column, int least, int most);

  /// A finding about a cell of this row.
  Finding about(const Column& column, std::string code, std::string what, std::string remedy,
                Severity severity = Severity::error) const;
  void add(Finding finding);
  /// The cell is empty though a row cannot do without: an error.
  void require(const Column& column);

 private:
  bool read_record();
  bool scan(std::size_t& at);
  bool refill();
  bool blank() const;
  void read_header();
  void check_text();
  void check_length();

  ByteStream stream_;
  std::string feed_, name_;
  Findings& findings_;
  Severity worst_;
  std::string buffer_;
  std::size_t at_ = 0;       ///< where the next record starts in the buffer
  std::size_t dropped_ = 0;  ///< bytes of the file that the buffer no longer holds
  std::size_t record_at_ = 0, record_end_ = 0;
  bool ended_ = false;
  std::size_t line_ = 1, row_line_ = 1, rows_ = 0;
  struct Span {
    std::size_t begin, end;
    bool doubled;  ///< quotes inside it are written twice
  };
  std::vector<Span> spans_;
  std::vector<std::string> unquoted_;
  std::vector<std::string_view> cells_;
  std::vector<std::string> header_;
};

}  // namespace geo::read
