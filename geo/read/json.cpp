#include "geo/read/json.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "geo/core/error.hpp"
#include "geo/read/bytes.hpp"

namespace geo::read {
namespace {

/// Receives the parser's events and builds one item at a time on a stack of its own.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  Builder(std::string_view text, std::string_view list, const std::string& file,
          const std::function<void(Json)>& each)
      : text_(text), list_(list), file_(file), each_(each) {}

  bool null() override { return value(Json{}); }
  bool boolean(bool given) override {
    Json json;
    json.is = Json::Is::boolean;
    json.integer = given ? 1 : 0;
    return value(std::move(json));
  }
  bool number_integer(number_integer_t given) override {
    Json json;
    json.is = Json::Is::integer;
    json.integer = given;
    return value(std::move(json));
  }
  bool number_unsigned(number_unsigned_t given) override {
    if (given <= static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max())) {
      return number_integer(static_cast<std::int64_t>(given));
    }
    return number_float(static_cast<double>(given), "");
  }
  bool number_float(number_float_t given, const string_t&) override {
    Json json;
    json.is = Json::Is::real;
    json.real = given;
    return value(std::move(json));
  }
  bool string(string_t& given) override {
    Json json;
    json.is = Json::Is::text;
    json.text = std::move(given);
    return value(std::move(json));
  }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Json::Is::object); }
  bool start_array(std::size_t) override { return open(Json::Is::list); }
  bool key(string_t& name) override {
    names_.back() = std::move(name);
    return true;
  }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t position, const std::string& token,
                   const nlohmann::detail::exception& problem) override {
    const bool at_end =
        std::string_view{problem.what()}.find("unexpected end of input") != std::string_view::npos;
    refuse(position == 0 ? 0 : position - 1, token, problem.id, at_end);
  }

  Json take() { return std::move(outermost_); }

 private:
  bool in_list() const { return stack_.size() == 2 && names_.front() == list_; }

  bool value(Json json) {
    if (stack_.empty()) {
      outermost_ = std::move(json);
      return true;
    }
    if (in_list() && stack_.back().is == Json::Is::list) {
      ++item_;
      each_(std::move(json));
      return true;
    }
    auto& parent = stack_.back();
    if (parent.is == Json::Is::object) parent.names.push_back(names_.back());
    parent.items.push_back(std::move(json));
    return true;
  }
  bool open(Json::Is what) {
    if (stack_.size() >= static_cast<std::size_t>(deepest_json)) {
      throw Error({.code = "json_nested_too_deep",
                   .what = fmt::format("the data are nested deeper than {}", deepest_json),
                   .file = file_,
                   .feature = feature(),
                   .remedy = "export it again as plain features"});
    }
    stack_.emplace_back().is = what;
    names_.emplace_back();
    return true;
  }
  bool close() {
    Json json = std::move(stack_.back());
    stack_.pop_back();
    names_.pop_back();
    return value(std::move(json));
  }
  std::string feature() const {
    return stack_.size() > 2 && names_.front() == list_ ? fmt::format("(feature {})", item_) : "";
  }
  [[noreturn]] void refuse(std::size_t position, const std::string& token, int id, bool truncated) {
    // The parser names the byte after the one it stumbled over, and what it saw there.
    constexpr int number_overflow = 406;
    const auto rest = text_.substr(std::min(position, text_.size()), 16);
    const auto seen = geo::quoted(token);
    const bool not_finite = id == number_overflow || token.find("NaN") != std::string::npos ||
                            rest.starts_with("Inf") || rest.starts_with("NaN") ||
                            token.ends_with("I") || token.ends_with("-I") || token.ends_with("N");
    throw Error({.code = not_finite  ? "number_not_finite"
                         : truncated ? "json_truncated"
                                     : "json_not_valid",
                 .what = not_finite  ? "NaN, Infinity and numbers beyond 1.8e308 are not numbers"
                         : truncated ? "the file ends in the middle: it is truncated"
                                     : "this is not valid JSON",
                 .file = file_,
                 .feature = feature(),
                 .field = names_.empty() ? "" : geo::quoted(names_.back()),
                 .value = seen,
                 .place = line_and_byte(text_, position),
                 .remedy = not_finite ? "write null where there is no number"
                           : truncated
                               ? "download or export it again"
                               : "often a comma or quote is missing just before; export it again"});
  }

  std::string_view text_, list_;
  const std::string& file_;
  const std::function<void(Json)>& each_;
  std::vector<Json> stack_;
  std::vector<std::string> names_;  ///< the member being read in each open object
  std::size_t item_ = 0;
  Json outermost_;
};

void write_text(const std::string& text, std::string& to) {
  to += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      to += '\\';
      to += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      to += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      to += c;
    }
  }
  to += '"';
}

void write(const Json& json, std::string& to) {
  switch (json.is) {
    case Json::Is::nothing:
      to += "null";
      return;
    case Json::Is::boolean:
      to += json.integer != 0 ? "true" : "false";
      return;
    case Json::Is::integer:
      to += fmt::format("{}", json.integer);
      return;
    case Json::Is::real:
      to += fmt::format("{}", json.real);
      return;
    case Json::Is::text:
      write_text(json.text, to);
      return;
    case Json::Is::list:
    case Json::Is::object:
      break;
  }
  const bool object = json.is == Json::Is::object;
  to += object ? '{' : '[';
  for (std::size_t i = 0; i < json.items.size(); ++i) {
    if (i > 0) to += ',';
    if (object) {
      write_text(json.names[i], to);
      to += ':';
    }
    write(json.items[i], to);
  }
  to += object ? '}' : ']';
}

}  // namespace

const Json* Json::member(std::string_view name) const {
  if (is != Is::object) return nullptr;
  for (std::size_t i = names.size(); i-- > 0;) {
    if (names[i] == name) return &items[i];
  }
  return nullptr;
}

std::string text_of(const Json& json) {
  std::string text;
  write(json, text);
  return text;
}

Json strict_json(std::string_view text, std::string_view list, const std::string& file,
                 const std::function<void(Json)>& each) {
  Builder builder(text, list, file, each);
  nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
  return builder.take();
}

}  // namespace geo::read
