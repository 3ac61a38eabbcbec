#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "geo/build/check_layer_parts.hpp"
#include "geo/core/error.hpp"

namespace geo::build {
namespace {

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

/// A name that promises one row each: "id", "nid", "zone_id". Codes may repeat: parts of one
/// district are often separate rows with its code.
bool promises_identity(const std::string& name) {
  const auto small = lower(name);
  for (const char* known : {"id", "nid", "sid", "fid", "gid", "uid", "zid", "hid", "objectid",
                            "ogc_fid", "feature_id", "zone_id", "pcode", "identifier"}) {
    if (small == known) return true;
  }
  return false;
}

/// Most of the first `sample` values differ.
bool mostly_distinct(const Field& field, std::size_t sample) {
  std::set<std::string> values;
  const auto count = std::min(sample, field.values.size());
  for (std::size_t row = 0; row < count; ++row) {
    if (const auto key = key_text(field.values[row])) values.insert(*key);
  }
  return values.size() * 10 >= count * 8;
}

bool same_attributes(const Layer& layer, std::size_t a, std::size_t b) {
  return std::all_of(layer.fields.begin(), layer.fields.end(), [&](const Field& field) {
    return lower(field.name) == "id" || field.values[a] == field.values[b];
  });
}

constexpr std::size_t enough_to_name = 200;  // rows: findings are many, so this must be cheap

/// Two rows of one id: an exact copy is counted once, anything else cannot be told apart.
void report_pair(const Layer& layer, const Field& field, const std::string& id, std::size_t first,
                 std::size_t second, Findings& findings) {
  const bool same_shape = layer.shapes[first] == layer.shapes[second];
  auto finding = about(layer, "id_twice", Severity::repair, second);
  finding.feature = fmt::format("{} (features {} and {})", geo::quoted(id), first, second);
  finding.field = geo::quoted(field.name);
  finding.value = geo::quoted(id);
  if (same_shape && same_attributes(layer, first, second)) {
    finding.what = "two rows are exact copies; they count once (before: two rows, after: one)";
    finding.remedy = "delete one of them in the source";
    findings.add(std::move(finding));
    return;
  }
  finding.what = fmt::format("two features share one id and have different {}",
                             same_shape ? "values" : "shapes");
  finding.remedy = "give each its own id, or merge them if they are one place";
  throw Error(std::move(finding));
}

void check_duplicates(const Layer& layer, const Field& field, Findings& findings) {
  std::map<std::string, std::size_t> first;
  for (std::size_t row = 0; row < layer.rows; ++row) {
    if (layer.shapes[row].kind != ShapeKind::polygons) continue;
    const auto key = key_text(field.values[row]);
    if (!key) continue;
    const auto [found, fresh] = first.try_emplace(*key, row);
    if (!fresh) report_pair(layer, field, *key, found->second, row, findings);
  }
}

bool outer_blanks(const std::string& text) {
  return !text.empty() &&
         (text.front() == ' ' || text.back() == ' ' || text.front() == '\t' || text.back() == '\t');
}

bool looks_like_code(const std::string& text) {
  return text.size() <= 24 &&
         std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Keys with white space around them, or that differ from another only in upper and lower case.
void check_key_spelling(const Layer& layer, const Field& field, Findings& findings) {
  std::size_t texts = 0;
  std::size_t codes = 0;
  std::vector<std::size_t> blank;
  for (std::size_t row = 0; row < layer.rows; ++row) {
    const auto* text = std::get_if<std::string>(&field.values[row]);
    if (text == nullptr) continue;
    ++texts;
    codes += looks_like_code(*text) ? 1 : 0;
    if (outer_blanks(*text)) blank.push_back(row);
  }
  if (texts == 0 || codes * 10 < texts * 9) return;
  for (const auto row : blank) {
    auto finding = about(layer, "key_spaces", Severity::warning, row);
    finding.what =
        "the key has blanks around it, and may differ from others in upper and lower "
        "case; blanks are ignored when tables are joined, case is not";
    finding.field = geo::quoted(field.name);
    finding.value = fmt::format("\"{}\"", geo::quoted(std::get<std::string>(field.values[row])));
    finding.remedy = fmt::format("write \"{}\" in the source if that is meant",
                                 geo::quoted(key_text(field.values[row]).value_or("")));
    findings.add(std::move(finding));
  }
}

bool all_digits(const std::string& text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Codes like 01, 02, 3: a spreadsheet took the zeros of some.
void check_lost_zeros(const Layer& layer, const Field& field, Findings& findings) {
  std::size_t padded = 0;
  std::size_t width = 0;
  std::vector<std::size_t> shorter;
  for (const auto& value : field.values) {
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr) continue;
    if (!all_digits(*text)) return;
    if (text->size() > 1 && text->front() == '0') ++padded;
    width = std::max(width, text->size());
  }
  if (padded == 0) return;
  for (std::size_t row = 0; row < layer.rows; ++row) {
    const auto* text = std::get_if<std::string>(&field.values[row]);
    if (text != nullptr && text->size() < width) shorter.push_back(row);
  }
  // Codes of many lengths are of several levels; a few short ones have lost their zeros.
  if (shorter.size() * 2 > layer.rows) return;
  for (const auto row : shorter) {
    auto finding = about(layer, "key_zeros_lost", Severity::warning, row);
    finding.what = fmt::format(
        "the code is shorter than the others, which have {} digits: its "
        "leading zeros may be lost",
        width);
    finding.field = geo::quoted(field.name);
    finding.value = geo::quoted(std::get<std::string>(field.values[row]));
    finding.remedy = "store the column as text, with its zeros";
    findings.add(std::move(finding));
  }
}

/// Without an id, the first column that is called a code or a name and tells rows apart.
const Field* naming_field(const Layer& layer) {
  for (const char* word : {"cod", "key", "ref", "nom", "name", "denom"}) {
    for (const auto& field : layer.fields) {
      if (lower(field.name).starts_with(word) && mostly_distinct(field, enough_to_name)) {
        return &field;
      }
    }
  }
  return nullptr;
}

}  // namespace

const Field* id_field(const Layer& layer) {
  const Field* best = nullptr;
  for (const auto& field : layer.fields) {
    if (!promises_identity(field.name)) continue;
    if (!mostly_distinct(field, enough_to_name)) continue;
    // A column of the city's own says more than a running number.
    const bool running = lower(field.name) == "id" || lower(field.name) == "objectid" ||
                         lower(field.name) == "fid" || lower(field.name) == "ogc_fid";
    if (best == nullptr || !running) best = &field;
    if (!running) break;
  }
  return best;
}

std::string feature_name(const Layer& layer, std::size_t row) {
  const auto* field = id_field(layer);
  if (field == nullptr) field = naming_field(layer);
  if (field != nullptr) {
    if (const auto key = key_text(field->values[row])) {
      return fmt::format("{} (feature {})", geo::quoted(*key), row);
    }
  }
  return fmt::format("(feature {})", row);
}

Finding about(const Layer& layer, std::string code, Severity severity, std::size_t row) {
  Finding finding;
  finding.code = std::move(code);
  finding.severity = severity;
  finding.file = layer.file;
  finding.layer = layer.name;
  finding.feature = feature_name(layer, row);
  return finding;
}

void check_keys(const Layer& layer, Findings& findings) {
  for (const auto& field : layer.fields) {
    check_key_spelling(layer, field, findings);
    check_lost_zeros(layer, field, findings);
  }
}

void check_ids(const Layer& layer, Purpose purpose, Findings& findings) {
  const bool zones = purpose == Purpose::neighbourhoods || purpose == Purpose::unknown;
  if (layer.shapes.empty() || !zones) return;
  for (const auto& field : layer.fields) {
    if (!promises_identity(field.name) || !mostly_distinct(field, layer.rows)) continue;
    check_duplicates(layer, field, findings);
  }
}

}  // namespace geo::build
