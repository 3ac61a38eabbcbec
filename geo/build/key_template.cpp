#include "geo/build/key_template.hpp"

#include <algorithm>
#include <charconv>

#include "geo/core/error.hpp"
#include "geo/core/nearest_word.hpp"

#include <fmt/format.h>

namespace geo::build {

/// Reads a template from left to right.
class TemplateReader {
 public:
  TemplateReader(const std::string& text, const std::string& where) : text_(text), where_(where) {}

  std::vector<KeyTemplate::Part> parts() {
    if (text_.find_first_of("{}") == std::string::npos) {
      if (text_.empty()) fail("it is empty");
      KeyTemplate::Part column;
      column.column = text_;
      return {column};
    }
    while (at_ < text_.size()) next();
    flush();
    return std::move(parts_);
  }

 private:
  void next() {
    const char c = text_[at_];
    if ((c == '{' || c == '}') && at_ + 1 < text_.size() && text_[at_ + 1] == c) {
      constant_ += c;
      at_ += 2;
    } else if (c == '{') {
      const auto end = text_.find('}', at_);
      if (end == std::string::npos) fail("a { has no }");
      flush();
      parts_.push_back(column(text_.substr(at_ + 1, end - at_ - 1)));
      at_ = end + 1;
    } else if (c == '}') {
      fail("a } has no {");
    } else {
      constant_ += c;
      ++at_;
    }
  }

  void flush() {
    if (constant_.empty()) return;
    KeyTemplate::Part part;
    part.constant = std::move(constant_);
    parts_.push_back(std::move(part));
    constant_.clear();
  }

  /// `COL`, `COL[a:b]`, `COL:03`, `COL[a:b]:03`.
  KeyTemplate::Part column(std::string inside) {
    KeyTemplate::Part part;
    const auto colon = inside.rfind(':');
    const auto bracket = inside.rfind(']');
    if (colon != std::string::npos && (bracket == std::string::npos || colon > bracket)) {
      part.width = width(inside.substr(colon + 1));
      inside.resize(colon);
    }
    if (!inside.empty() && inside.back() == ']') {
      const auto open = inside.rfind('[');
      if (open == std::string::npos) fail("a ] has no [");
      slice(inside.substr(open + 1, inside.size() - open - 2), part);
      inside.resize(open);
    }
    if (inside.empty()) fail("a column has no name");
    part.column = inside;
    return part;
  }

  std::size_t width(const std::string& digits) {
    std::size_t value = 0;
    const char* end = digits.data() + digits.size();
    const auto [stopped, fault] = std::from_chars(digits.data(), end, value);
    if (fault != std::errc{} || stopped != end || value == 0 || value > 64 || digits[0] != '0') {
      fail(fmt::format("':{}' is not a width to fill with zeros, such as ':03'", digits));
    }
    return value;
  }

  void slice(const std::string& inside, KeyTemplate::Part& part) {
    const auto colon = inside.find(':');
    part.first = bound(inside.substr(0, colon));
    if (colon == std::string::npos) {
      if (!part.first) fail("an empty slice");
      if (*part.first != -1) part.last = *part.first + 1;
    } else {
      part.last = bound(inside.substr(colon + 1));
    }
  }

  std::optional<long> bound(const std::string& digits) {
    if (digits.empty()) return std::nullopt;
    long value = 0;
    const char* end = digits.data() + digits.size();
    const auto [stopped, fault] = std::from_chars(digits.data(), end, value);
    if (fault != std::errc{} || stopped != end) {
      fail(fmt::format("'{}' is not a place in a slice", digits));
    }
    return value;
  }

  [[noreturn]] void fail(const std::string& why) const {
    Finding finding;
    finding.code = "template_bad";
    finding.severity = Severity::error;
    finding.what = fmt::format("the key template cannot be read: {}", why);
    finding.field = where_;
    finding.value = quoted(text_);
    finding.remedy = "write columns in braces, such as \"08019{DISTRICT}{SECTION:03}\"";
    throw Error(finding);
  }

  const std::string& text_;
  const std::string& where_;
  std::size_t at_ = 0;
  std::string constant_;
  std::vector<KeyTemplate::Part> parts_;
};

namespace {

/// First bytes of the letters of a UTF-8 text, and its end.
std::vector<std::size_t> letter_starts(const std::string& text) {
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) starts.push_back(i);
  }
  starts.push_back(text.size());
  return starts;
}

std::string sliced(const std::string& value, std::optional<long> first, std::optional<long> last) {
  const auto starts = letter_starts(value);
  const long letters = static_cast<long>(starts.size()) - 1;
  const auto place = [&](std::optional<long> at, long otherwise) {
    long from = at.value_or(otherwise);
    if (from < 0) from += letters;
    return static_cast<std::size_t>(std::clamp(from, 0L, letters));
  };
  const auto begin = place(first, 0);
  const auto end = std::max(begin, place(last, letters));
  return value.substr(starts[begin], starts[end] - starts[begin]);
}

}  // namespace

KeyTemplate::KeyTemplate(const std::string& text, const std::string& where)
    : text_(text), where_(where), parts_(TemplateReader(text, where).parts()) {}

std::vector<std::string> KeyTemplate::columns() const {
  std::vector<std::string> names;
  for (const Part& part : parts_) {
    if (part.column.empty()) continue;
    if (std::find(names.begin(), names.end(), part.column) == names.end()) {
      names.push_back(part.column);
    }
  }
  return names;
}

void KeyTemplate::append(const Part& part, const std::string& value, std::string& key) {
  const bool whole = !part.first && !part.last;
  const std::string text = whole ? value : sliced(value, part.first, part.last);
  const std::size_t letters = letter_starts(text).size() - 1;
  if (letters < part.width) key.append(part.width - letters, '0');
  key += text;
}

std::vector<std::optional<std::string>> KeyTemplate::keys(const Layer& layer) const {
  std::vector<std::optional<std::string>> keys(layer.rows, std::string{});
  for (const Part& part : parts_) {
    const Field* field =
        part.column.empty() ? nullptr : &required_field(layer, part.column, where_);
    for (std::size_t row = 0; row < layer.rows; ++row) {
      if (!keys[row]) continue;
      if (!field) {
        *keys[row] += part.constant;
      } else if (const auto value = key_text(field->values[row])) {
        append(part, *value, *keys[row]);
      } else {
        keys[row] = std::nullopt;
      }
    }
  }
  return keys;
}

const Field& required_field(const Layer& layer, std::string_view name, std::string_view where) {
  if (const Field* field = layer.field(name)) return *field;
  std::vector<std::string> names;
  for (const Field& field : layer.fields) names.push_back(field.name);
  Finding finding;
  finding.code = "column_missing";
  finding.severity = Severity::error;
  finding.what = where.empty() ? "the layer has no such column"
                               : fmt::format("the layer has no column that {} names", where);
  finding.file = layer.file;
  finding.layer = layer.name;
  finding.field = std::string(name);
  const auto near = nearest_word(name, names);
  finding.remedy = near ? fmt::format("did you mean \"{}\"?", *near)
                        : "name one of its columns (medina check FILE lists them)";
  throw Error(finding);
}

}  // namespace geo::build
