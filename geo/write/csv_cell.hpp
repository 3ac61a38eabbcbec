#pragma once

#include <string>
#include <string_view>

namespace geo::write {

inline constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";  // so that Excel reads Arabic

/// `text` as a cell of a CSV file. A text that a spreadsheet would run as a formula is led by an
/// apostrophe.
std::string csv_cell(const std::string& text, bool is_text);

}  // namespace geo::write
