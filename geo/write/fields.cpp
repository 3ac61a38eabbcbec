#include "geo/write/fields.hpp"

#include <charconv>
#include <cmath>

namespace geo::write {
namespace {

FileField text_field(std::string name, std::vector<std::string> texts) {
  return {std::move(name), FileField::Type::text, {}, std::move(texts), nullptr};
}

FileField value_field(const ReleasedColumn& column, const std::vector<Cell<double>>& cells) {
  FileField field{
      column.name, column.whole ? FileField::Type::whole : FileField::Type::real, {}, {}, &column};
  field.numbers.reserve(cells.size());
  for (const Cell<double>& cell : cells) {
    field.numbers.push_back(cell ? Cell<double>(rounded(*cell, column.whole ? 0 : column.decimals))
                                 : cell);
  }
  return field;
}

FileField value_field(const ReleasedColumn& column, const std::vector<Cell<std::string>>& cells) {
  FileField field{column.name, FileField::Type::text, {}, {}, &column};
  for (const auto& cell : cells) field.texts.push_back(cell ? *cell : std::string{});
  return field;
}

template <class T>
FileField status_field(const ReleasedColumn& column, const std::vector<Cell<T>>& cells) {
  std::vector<std::string> words;
  words.reserve(cells.size());
  for (const auto& cell : cells) words.emplace_back(cell.status());
  return text_field(column.name + "_status", std::move(words));
}

}  // namespace

double rounded(double value, int decimals) {
  const double scale = std::pow(10.0, decimals);
  const double scaled = std::round(value * scale);
  if (!std::isfinite(scaled)) return value;
  return scaled == 0 ? 0.0 : scaled / scale;  // no minus zero
}

std::string real_text(double value) {
  char text[40];
  const auto [end, fault] = std::to_chars(text, text + sizeof text, value);
  std::string shortest(text, end);
  if (shortest.find_first_of(".en") == std::string::npos) shortest += ".0";
  return shortest;
}

std::string value_text(const FileField& field, std::size_t row) {
  if (field.type == FileField::Type::text) return field.texts[row];
  const Cell<double>& cell = field.numbers[row];
  if (!cell) return {};
  if (field.type == FileField::Type::real) return real_text(*cell);
  return std::to_string(static_cast<std::int64_t>(*cell));
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
    std::visit(
        [&](const auto& cells) {
          fields.push_back(value_field(*column, cells));
          fields.push_back(status_field(*column, cells));
        },
        column->cells);
  }
  return fields;
}

}  // namespace geo::write
