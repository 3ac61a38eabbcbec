#include "geo/read/description_section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "geo/core/error.hpp"
#include "geo/core/nearest_word.hpp"

namespace geo::read {
namespace {

std::string_view type_name(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::string:
      return "text";
    case toml::node_type::integer:
    case toml::node_type::floating_point:
      return "a number";
    case toml::node_type::boolean:
      return "true or false";
    case toml::node_type::date:
    case toml::node_type::time:
    case toml::node_type::date_time:
      return "a date or time";
    case toml::node_type::none:
      break;
  }
  return "nothing";
}

std::string line_of(const toml::source_region& region) {
  return region.begin ? fmt::format("line {}", region.begin.line) : std::string{};
}

template <class T>
std::string streamed(const T& value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

std::optional<std::string> plain_text(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* whole = node.as_integer()) return fmt::format("{}", whole->get());
  if (const auto* real = node.as_floating_point()) return fmt::format("{}", real->get());
  if (const auto* yes = node.as_boolean()) return yes->get() ? "true" : "false";
  if (const auto* date = node.as_date()) return streamed(date->get());
  if (const auto* time = node.as_time()) return streamed(time->get());
  if (const auto* both = node.as_date_time()) return streamed(both->get());
  return std::nullopt;
}

/// Keys in the order of the file: toml++ keeps a table sorted by key.
std::vector<std::string> keys_as_written(const toml::table& table) {
  std::vector<std::pair<toml::source_position, std::string>> placed;
  for (const auto& [key, node] : table) {
    placed.emplace_back(key.source().begin, std::string{key.str()});
  }
  std::sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second < b.second;
  });
  std::vector<std::string> keys;
  for (auto& [place, key] : placed) keys.push_back(std::move(key));
  return keys;
}

}  // namespace

Section::Section(const toml::table& table, std::string name, std::string file, Findings& findings)
    : table_(table), name_(std::move(name)), file_(std::move(file)), findings_(findings) {}

const toml::node* Section::find(std::string_view key) {
  asked_.emplace(key);
  return table_.get(key);
}

bool Section::has(std::string_view key) {
  return find(key) != nullptr;
}

bool Section::is_table(std::string_view key) {
  const auto* node = find(key);
  return node && node->is_table();
}

void Section::allow(std::string_view key) {
  asked_.emplace(key);
}

std::string Section::name_of(std::string_view key) const {
  return name_.empty() ? std::string{key} : fmt::format("{} in {}", key, name_);
}

Finding Section::about(std::string_view key, std::string code, std::string what,
                       std::string remedy) const {
  Finding finding{.code = std::move(code), .what = std::move(what), .file = file_};
  finding.field = std::string{key};
  finding.remedy = std::move(remedy);
  const auto* node = table_.get(key);
  for (const auto& [name, value] : table_) {
    if (name.str() == key) finding.place = line_of(name.source());
  }
  if (finding.place.empty()) finding.place = line_of(node ? node->source() : table_.source());
  return finding;
}

void Section::refuse(std::string_view key, std::string code, std::string what,
                     std::string remedy) const {
  throw Error(about(key, std::move(code), std::move(what), std::move(remedy)));
}

void Section::wrong_type(std::string_view key, const toml::node& node,
                         std::string_view wanted) const {
  refuse(key, "description_type",
         fmt::format("{} should be {} but is {}", name_of(key), wanted, type_name(node)),
         fmt::format("write {} as {}", key, wanted));
}

std::string Section::text(std::string_view key) {
  const auto* node = find(key);
  if (!node) return {};
  if (const auto* text = node->as_string()) return text->get();
  wrong_type(key, *node, "text in quotes");
}

std::string Section::needed_text(std::string_view key) {
  if (!has(key) || text(key).empty()) {
    refuse(key, "description_missing_key", fmt::format("{} is needed and missing", name_of(key)),
           fmt::format("add {} = \"...\"", key));
  }
  return text(key);
}

std::string Section::any_text(std::string_view key) {
  const auto* node = find(key);
  if (!node) return {};
  if (auto text = plain_text(*node)) return *text;
  wrong_type(key, *node, "text or a number");
}

double Section::number(std::string_view key, double by_default) {
  const auto* node = find(key);
  if (!node) return by_default;
  if (const auto value = node->value_exact<double>()) return *value;
  if (const auto value = node->value_exact<std::int64_t>()) return static_cast<double>(*value);
  wrong_type(key, *node, "a number");
}

std::vector<std::string> Section::texts(std::string_view key) {
  const auto* node = find(key);
  if (!node) return {};
  if (const auto* one = node->as_string()) return {one->get()};
  const auto* list = node->as_array();
  if (!list) wrong_type(key, *node, "a list of texts");
  std::vector<std::string> all;
  for (const auto& item : *list) {
    const auto* text = item.as_string();
    if (!text) wrong_type(key, item, "a list of texts");
    all.push_back(text->get());
  }
  return all;
}

std::vector<double> Section::numbers(std::string_view key) {
  const auto* node = find(key);
  if (!node) return {};
  const auto* list = node->as_array();
  if (!list) wrong_type(key, *node, "a list of numbers");
  std::vector<double> all;
  for (const auto& item : *list) {
    const auto value = item.value<double>();
    if (!item.is_number() || !value) wrong_type(key, item, "a list of numbers");
    all.push_back(*value);
  }
  return all;
}

std::map<std::string, std::string> Section::texts_by_key(std::string_view key) {
  const auto* node = find(key);
  if (!node) return {};
  if (const auto* text = node->as_string()) return {{"", text->get()}};
  const auto* table = node->as_table();
  if (!table) wrong_type(key, *node, "text, or a table such as { en = \"...\" }");
  std::map<std::string, std::string> all;
  for (const auto& [name, value] : *table) {
    auto text = plain_text(value);
    if (!text) wrong_type(key, value, "a table of texts");
    all[std::string{name.str()}] = std::move(*text);
  }
  return all;
}

Names Section::names(std::string_view key) {
  Names names;
  for (auto& [language, name] : texts_by_key(key)) names.set(language, name);
  return names;
}

void Section::table(std::string_view key, const std::function<void(Section&)>& read) {
  const auto* node = find(key);
  if (!node) return;
  const auto* table = node->as_table();
  if (!table) wrong_type(key, *node, "a table");
  Section inner(*table, name_.empty() ? fmt::format("[{}]", key) : fmt::format("{} {}", name_, key),
                file_, findings_);
  read(inner);
  inner.finish();
}

void Section::tables_inside(std::string_view key,
                            const std::function<void(const std::string&, Section&)>& read) {
  const auto* node = find(key);
  if (!node) return;
  const auto* table = node->as_table();
  if (!table) wrong_type(key, *node, "a table");
  for (const std::string& name : keys_as_written(*table)) {
    const auto& value = *table->get(name);
    if (!value.is_table()) wrong_type(key, value, "a table of tables");
    Section inner(*value.as_table(), fmt::format("{} {} {}", name_, key, name), file_, findings_);
    read(name, inner);
    inner.finish();
  }
}

void Section::list(std::string_view key, const std::function<void(Section&)>& read) {
  const auto* node = find(key);
  if (!node) return;
  const auto* list = node->as_array();
  if (!list) wrong_type(key, *node, fmt::format("written as [[{}]]", key));
  std::size_t number = 0;
  for (const auto& item : *list) {
    const auto* table = item.as_table();
    if (!table) wrong_type(key, item, fmt::format("written as [[{}]]", key));
    Section inner(*table, fmt::format("[[{}]] {}", key, ++number), file_, findings_);
    read(inner);
    inner.finish();
  }
}

void Section::finish() {
  const std::vector<std::string> known(asked_.begin(), asked_.end());
  for (const std::string& key : keys_as_written(table_)) {
    if (asked_.contains(key)) continue;
    const auto near = nearest_word(key, known);
    findings_.add(about(
        key, "description_unknown_key", fmt::format("{} is not a key that is read", name_of(key)),
        near ? fmt::format("did you mean {}?", *near) : std::string{"remove the line"}));
  }
}

}  // namespace geo::read
