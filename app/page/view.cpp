#include "app/page/view.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "geo/core/error.hpp"
#include "geo/read/kinds.hpp"

namespace app::page {
namespace {

using geo::Cell;
using geo::Missing;
using geo::ReleasedColumn;
using geo::ReleasedLayer;

std::vector<const ReleasedLayer*> levels_of(const geo::Release& release) {
  std::vector<const ReleasedLayer*> levels;
  for (const auto& layer : release.layers()) {
    if (layer.what == ReleasedLayer::What::level && !layer.keys.empty()) levels.push_back(&layer);
  }
  std::stable_sort(levels.begin(), levels.end(),
                   [](const auto* a, const auto* b) { return a->keys.size() > b->keys.size(); });
  return levels;
}

}  // namespace

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      case '\n':
      case '\t':
        out += c;
        break;
      default:
        // Other control characters have no place in HTML, not even escaped.
        if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) out += c;
    }
  }
  return out;
}

std::string isolated(const std::string& text) {
  return "\u2068" + text + "\u2069";
}

std::string in_other_letters(const std::string& name) {
  return name.empty() ? "" : " <small><bdi>" + escape(name) + "</bdi></small>";
}

std::string inside_sentence(std::string title) {
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  // A second capital letter means an abbreviation, which keeps its first.
  if (title.size() > 1 && is_upper(title[0]) && !is_upper(title[1])) {
    title[0] = static_cast<char>(title[0] - 'A' + 'a');
  }
  return title;
}

std::string shipped(const std::string& name) {
  const auto path = std::filesystem::path(geo::read::share_folder()) / "styles" / name;
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    geo::Finding finding;
    finding.code = "style_missing";
    finding.severity = geo::Severity::error;
    finding.file = name;
    finding.what = "a style that ships with the program is not there";
    finding.remedy = "install the program again, or say in MEDINA_SHARE where its files are";
    throw geo::Error(std::move(finding), geo::Cause::failed);
  }
  return {std::istreambuf_iterator<char>(file), {}};
}

View::View(const geo::write::Map& shown, const Words& in)
    : map(shown), release(*shown.release), words(in) {
  const auto levels = levels_of(release);
  if (!levels.empty()) {
    finest = reading = table = levels.front();
    city = levels.back()->keys.size() == 1 ? levels.back() : nullptr;
  }
  for (const auto* level : levels) {
    const auto areas = level->keys.size();
    if (areas >= 12 || level == finest) reading = level;
    if (areas >= 4 || level == finest) table = level;
  }
  for (const auto& group : release.groups()) {
    if (group.key == "everyone" || !group.part_of.empty()) continue;
    if (group.key == release.reference_group()) {
      reference = &group;
    } else if (!focus && !group.is_rest) {
      focus = &group;
    }
  }
  count_homes();
}

/// Each home names the area of the finest level that it lies in, each area the one above it.
void View::count_homes() {
  std::map<std::string, std::size_t> in;  // homes by key of an area, level after level
  for (const auto& layer : release.layers()) {
    if (layer.what != ReleasedLayer::What::homes) continue;
    for (const auto& parent : layer.parents) ++in[parent];
  }
  for (const auto* level : levels_of(release)) {
    std::map<std::string, std::size_t> above;
    for (std::size_t row = 0; row < level->keys.size(); ++row) {
      const auto found = in.find(level->keys[row]);
      const std::size_t here = found == in.end() ? 0 : found->second;
      if (level == reading) homes_.push_back(here);
      if (row < level->parents.size()) above[level->parents[row]] += here;
    }
    if (level == reading) return;
    in = std::move(above);
  }
}

std::size_t View::homes(std::size_t row) const {
  return row < homes_.size() ? homes_[row] : 0;
}

const ReleasedColumn* View::column(const ReleasedLayer& layer, ReleasedColumn::Role role,
                                   const std::string& instance, const std::string& group) const {
  for (const auto& column : layer.columns) {
    const bool for_everyone = column.group.empty() || column.group == "everyone";
    const bool same_group = group.empty() ? for_everyone : column.group == group;
    const bool same_role =
        column.role == role ||
        (role == ReleasedColumn::Role::value && column.role == ReleasedColumn::Role::group_value);
    if (same_role && same_group && column.instance == instance) return &column;
  }
  return nullptr;
}

Cell<double> View::figure(const ReleasedLayer& layer, std::size_t row, ReleasedColumn::Role role,
                          const std::string& instance, const std::string& group) const {
  return number_at(column(layer, role, instance, group), row);
}

Cell<double> View::value(const ReleasedLayer& layer, std::size_t row, const std::string& instance,
                         const std::string& group) const {
  return figure(layer, row, ReleasedColumn::Role::value, instance, group);
}

Cell<double> View::people(const ReleasedLayer& layer, std::size_t row,
                          const std::string& group) const {
  for (const auto& column : layer.columns) {
    if (column.role != ReleasedColumn::Role::people) continue;
    const bool for_everyone = column.group.empty() || column.group == "everyone";
    if (group.empty() ? for_everyone : column.group == group) return number_at(&column, row);
  }
  return Missing::not_recorded;
}

bool View::people_modelled(const ReleasedLayer& layer, const std::string& group) const {
  return std::any_of(layer.columns.begin(), layer.columns.end(), [&](const ReleasedColumn& column) {
    const bool for_everyone = column.group.empty() || column.group == "everyone";
    return column.role == ReleasedColumn::Role::people && column.modelled &&
           (group.empty() ? for_everyone : column.group == group);
  });
}

std::string View::as_counted(const std::string& name, const ReleasedLayer& layer,
                             const std::string& group) const {
  return people_modelled(layer, group) ? words.say("people.modelled", {{"name", name}}) : name;
}

Cell<double> View::city_value(const std::string& instance, const std::string& group) const {
  return city ? value(*city, 0, instance, group) : Cell<double>(Missing::not_recorded);
}

std::string View::shown_group(const geo::ReleasedMetric& metric) const {
  return metric.over_areas && focus ? focus->key : "";
}

bool View::any_value(const ReleasedLayer& layer, const geo::ReleasedMetric& metric) const {
  const auto* shown =
      column(layer, ReleasedColumn::Role::value, metric.instance, shown_group(metric));
  for (std::size_t row = 0; row < layer.keys.size(); ++row) {
    if (number_at(shown, row)) return true;
  }
  return false;
}

const geo::write::ClassStyle* View::style(const std::string& instance) const {
  for (const auto& style : map.styles) {
    if (style.instance_or_column == instance) return &style;
  }
  return nullptr;
}

std::string View::name(const ReleasedLayer& layer, std::size_t row) const {
  if (row < layer.names.size()) {
    auto name = layer.names[row].in(words.language());
    if (!name.empty()) return name;
  }
  return layer.keys[row];
}

namespace {

/// Hebrew, Arabic and what lies between them in Unicode: no other letter begins with these bytes.
bool has_letters_from_right(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xd6 && byte <= 0xdb;
  });
}

}  // namespace

std::string View::name_in_other_letters(const geo::Names& names) const {
  const bool from_right = has_letters_from_right(names.in(words.language()));
  const auto other = [&](const std::string& tag) {
    const auto found = names.all().find(tag);
    const bool is_other =
        found != names.all().end() && has_letters_from_right(found->second) != from_right;
    return is_other ? found->second : std::string{};
  };
  for (const char* tag : {"", "en"}) {
    if (auto name = other(tag); !name.empty()) return name;
  }
  for (const auto& [tag, name] : names.all()) {
    if (auto found = other(tag); !found.empty()) return found;
  }
  return "";
}

std::string View::name_in_other_letters(const ReleasedLayer& layer, std::size_t row) const {
  return row < layer.names.size() ? name_in_other_letters(layer.names[row]) : "";
}

std::string View::title(const ReleasedLayer& layer) const {
  auto title = layer.title.in(words.language());
  if (!title.empty()) return title;
  const std::string key = "level." + layer.name;
  return words.knows(key) ? words.say(key) : layer.name;
}

bool is_doubtful(const View& view, const geo::ReleasedLayer& layer, std::size_t row,
                 const std::string& instance) {
  if (!view.focus) return false;
  const auto* gap = view.column(layer, geo::ReleasedColumn::Role::gap, instance, view.focus->key);
  return gap && row < gap->doubtful.size() && gap->doubtful[row];
}

Cell<double> number_at(const ReleasedColumn* column, std::size_t row) {
  const auto* cells = column ? std::get_if<std::vector<Cell<double>>>(&column->cells) : nullptr;
  if (!cells || row >= cells->size()) return Missing::not_recorded;
  return (*cells)[row];
}

std::size_t class_of(const std::vector<double>& breaks, double value) {
  const std::size_t classes = breaks.size() - 1;
  for (std::size_t k = 0; k + 1 < classes; ++k) {
    // A class of one value only, such as "none at all", holds just that value.
    if (breaks[k] == breaks[k + 1] ? value <= breaks[k] : value < breaks[k + 1]) return k;
  }
  return classes - 1;
}

}  // namespace app::page
