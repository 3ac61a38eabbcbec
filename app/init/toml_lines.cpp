#include "app/init/toml_lines.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace app::init {
namespace {

constexpr std::size_t comment_column = 46;

/// A comment is one line, whatever a file name holds.
std::string one_line(std::string value) {
  std::replace_if(
      value.begin(), value.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  return value;
}

}  // namespace

std::string text(const std::string& value) {
  std::string out = "\"";
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7f) {
      out += fmt::format("\\u{:04X}", byte);
    } else {
      out += c;
    }
  }
  return out + "\"";
}

void Toml::comment(const std::string& words) {
  out_ += "# " + one_line(words) + "\n";
}

void Toml::line(std::string code, const std::string& why) {
  if (!why.empty()) {
    if (code.size() < comment_column) code.resize(comment_column, ' ');
    code += "  # " + one_line(why);
  }
  out_ += code + "\n";
}

void Toml::set(const std::string& key, const std::string& value, const std::string& why) {
  if (!value.empty()) line(key + " = " + text(value), why);
}

void Toml::header(const std::string& name) {
  blank();
  line(name);
}

void source(Toml& out, const Seen& seen, const std::string& why, const char* key) {
  out.set(key, seen.file, why);
  out.set("sublayer", seen.sublayer);
  if (seen.x.empty()) return;
  out.set("x", seen.x, "its values are longitudes inside the city");
  out.set("y", seen.y, "its values are latitudes inside the city");
  out.set("crs", "EPSG:4326");
}

std::string level_key(std::size_t position, std::size_t count) {
  if (count == 1 || position + 1 == count) return "district";
  return position + 2 == count ? "neighbourhood" : fmt::format("area_{}", position + 1);
}

}  // namespace app::init
