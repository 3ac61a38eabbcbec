#include "geo/write/fields.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <variant>

namespace geo::write {
namespace {

using Numbers = std::vector<Cell<double>>;
using Texts = std::vector<Cell<std::string>>;

FileField text_field(std::string name, std::vector<std::string> texts) {
  return {std::move(name), FileField::Type::text, nullptr, false, std::move(texts)};
}

FileField value_field(const ReleasedColumn& column) {
  const auto type = std::holds_alternative<Texts>(column.cells) ? FileField::Type::text
                    : column.whole                              ? FileField::Type::whole
                                                                : FileField::Type::real;
  return {column.name, type, &column, false, {}};
}

FileField status_field(const ReleasedColumn& column) {
  return {column.name + "_status", FileField::Type::text, &column, true, {}};
}

}  // namespace

Cell<double> FileField::number(std::size_t row) const {
  const Cell<double>& cell = std::get<Numbers>(column->cells)[row];
  return cell ? Cell<double>(rounded(*cell, column->whole ? 0 : column->decimals)) : cell;
}

std::string_view FileField::text(std::size_t row) const {
  if (!column) return texts[row];
  if (is_status) return column->status(row);
  const Cell<std::string>& cell = std::get<Texts>(column->cells)[row];
  return cell ? std::string_view{*cell} : std::string_view{};
}

double rounded(double value, int decimals) {
  constexpr double powers[] = {1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
  const double scale = decimals >= 0 && decimals < 10 ? powers[decimals] : std::pow(10.0, decimals);
  const double scaled = std::round(value * scale);
  if (!std::isfinite(scaled)) return value;
  return scaled == 0 ? 0.0 : scaled / scale;  // no minus zero
}

NumberText::NumberText(double value) {
  char* end = std::to_chars(text_, text_ + sizeof text_, value).ptr;
  if (std::string_view(text_, end).find_first_of(".en") == std::string_view::npos) {
    *end++ = '.';
    *end++ = '0';
  }
  size_ = static_cast<std::size_t>(end - text_);
}

NumberText::NumberText(std::int64_t value)
    : size_(static_cast<std::size_t>(std::to_chars(text_, text_ + sizeof text_, value).ptr -
                                     text_)) {}

NumberText number_text(const FileField& field, std::size_t row) {
  const Cell<double> cell = field.number(row);
  if (!cell) return {};
  if (field.type == FileField::Type::real) return NumberText(*cell);
  return NumberText(static_cast<std::int64_t>(*cell));
}

std::string real_text(double value) {
  return std::string(NumberText(value));
}

std::vector<FileField> file_fields(const FileLayer& file) {
  const ReleasedLayer& layer = *file.layer;
  std::vector<FileField> fields;
  fields.push_back(text_field("key", layer.keys));
  std::vector<std::string> recorded;
  for (const Names& names : layer.names) recorded.push_back(names.in(""));
  fields.push_back(text_field("name", std::move(recorded)));
  for (const std::string& language : layer.languages) {
    std::vector<std::string> translated;
    for (const Names& names : layer.names) {
      const auto found = names.all().find(language);
      translated.push_back(found == names.all().end() ? std::string{} : found->second);
    }
    fields.push_back(text_field("name_" + language, std::move(translated)));
  }
  if (!layer.parents.empty()) fields.push_back(text_field("parent", layer.parents));
  for (const ReleasedColumn* column : file.columns) {
    fields.push_back(value_field(*column));
    fields.push_back(status_field(*column));
  }
  return fields;
}

}  // namespace geo::write
