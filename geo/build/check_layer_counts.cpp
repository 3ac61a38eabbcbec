#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

#include "geo/build/check_layer_parts.hpp"
#include "geo/core/error.hpp"

namespace geo::build {
namespace {

constexpr double most_people_in_one_area = 1e8;  // twice the largest city on Earth

/// "Hab_Nac_WWW" is hab, nac, www; "popTotal" is pop, total.
std::set<std::string> words_of(const std::string& name) {
  std::set<std::string> words;
  std::string word;
  char before = ' ';
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool letter = upper || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) > 127;
    const bool hump = upper && before >= 'a' && before <= 'z';
    if ((!letter || hump) && !word.empty()) words.insert(std::exchange(word, {}));
    if (letter) word += upper ? static_cast<char>(c - 'A' + 'a') : c;
    before = c;
  }
  if (!word.empty()) words.insert(word);
  return words;
}

template <std::size_t n>
bool any_of(const std::set<std::string>& words, const std::array<const char*, n>& wanted) {
  return std::any_of(wanted.begin(), wanted.end(),
                     [&](const char* word) { return words.contains(word); });
}

constexpr std::array people_words{
    "pop",       "population", "poblacion",   "poblacio",   "populacao",  "people",      "persons",
    "personas",  "persones",   "residents",   "habitants",  "habitantes", "inhabitants", "hab",
    "migrants",  "migrant",    "migrantes",   "immigrants", "immigrant",  "foreigners",  "foreign",
    "refugees",  "refugee",    "extranjeros", "estrangers", "households", "household",   "hogares",
    "dwellings", "viviendas",  "habitatges"};
constexpr std::array group_words{"migrants",  "migrant",     "migrantes", "immigrants",
                                 "immigrant", "foreigners",  "foreign",   "refugees",
                                 "refugee",   "extranjeros", "estrangers"};
constexpr std::array total_words{"pop",         "population", "poblacion", "poblacio",
                                 "populacao",   "residents",  "habitants", "habitantes",
                                 "inhabitants", "people"};
constexpr std::array share_words{"pct", "percent", "percentage", "share", "porcentaje", "perc"};
constexpr std::array other_words{
    "rate",    "ratio",  "density", "densidad", "densitat", "mean",    "avg",   "median", "average",
    "change",  "growth", "index",   "per",      "km",       "area",    "code",  "id",     "name",
    "year",    "type",   "income",  "renta",    "eur",      "rent",    "price", "diff",   "var",
    "mitjana", "media",  "note",    "source",   "date",     "balance", "saldo", "log",    "score",
    "bruta",   "sd",     "error",   "moe",      "kind",     "group",   "label", "status", "class"};

enum class Means { other, people, share };

Means meaning(const std::string& name) {
  const auto words = words_of(name);
  if (!any_of(words, people_words) || any_of(words, other_words)) return Means::other;
  return any_of(words, share_words) ? Means::share : Means::people;
}

[[noreturn]] void refuse(const Layer& layer, const Field& field, std::size_t row, const char* code,
                         std::string what, std::string remedy) {
  auto finding = about(layer, code, Severity::error, row);
  finding.what = std::move(what);
  finding.field = geo::quoted(field.name);
  finding.value = geo::quoted(key_text(field.values[row]).value_or(""));
  finding.remedy = std::move(remedy);
  throw Error(std::move(finding));
}

/// 1,000 or 1.000: one thousand for some readers and one for others.
bool grouped_thousands(const std::string& text, char mark) {
  const auto first = text.find(mark);
  if (first == std::string::npos || first == 0 || first > 3 || (text.size() - first) % 4 != 0) {
    return false;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool wants_mark = i >= first && (i - first) % 4 == 0;
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (wants_mark ? text[i] != mark : !digit) return false;
  }
  return true;
}

/// "<5", "*", "s": how sources write a number that they keep back.
bool withheld_mark(const std::string& text) {
  if (text.starts_with('<') || text.starts_with("\xe2\x89\xa4")) return true;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c == '*' || c == '.' || c == '-' || c == 'x' || c == 'X' || c == 's';
  });
}

std::size_t numbers_in(const Field& field) {
  return static_cast<std::size_t>(
      std::count_if(field.values.begin(), field.values.end(),
                    [](const Value& value) { return number(value).has_value(); }));
}

void check_text(const Layer& layer, const Field& field, std::size_t row) {
  const auto text = key_text(field.values[row]).value_or("");
  for (const char mark : {',', '.'}) {
    if (!grouped_thousands(text, mark)) continue;
    refuse(layer, field, row, "count_thousands_mark",
           "the count is text and holds a mark that may mean thousands or decimals",
           "store the column as numbers, without marks between thousands");
  }
  if (number(field.values[row]) || !is_recorded(field.values[row]) || withheld_mark(text)) return;
  refuse(layer, field, row, "count_not_a_number", "the count is not a number",
         "write plain digits 0-9, or leave the cell empty where nothing is recorded");
}

void check_people(const Layer& layer, const Field& field, Findings& findings) {
  const auto recorded = static_cast<std::size_t>(std::count_if(
      field.values.begin(), field.values.end(), [](const Value& v) { return is_recorded(v); }));
  // A column of words that happens to be called like a count is none.
  const auto numeric = numbers_in(field);
  const bool is_count = numeric * 2 >= recorded && numeric > 0;
  for (std::size_t row = 0; row < layer.rows; ++row) {
    const auto& value = field.values[row];
    if (is_count && std::holds_alternative<std::string>(value)) check_text(layer, field, row);
    const auto count = number(value);
    if (!is_count || !count) continue;
    if (!std::isfinite(*count)) {
      refuse(layer, field, row, "number_not_finite", "the count is not finite",
             "leave the cell empty where there is no number");
    }
    if (*count < 0) {
      const auto text = key_text(value).value_or("");
      refuse(layer, field, row, "count_negative", "a count of people or homes cannot be negative",
             fmt::format("if {} means \"not recorded\" say so: nodata = \"{}\" in city.toml, or "
                         "--nodata {}",
                         text, text, text));
    }
    if (*count > most_people_in_one_area) {
      refuse(layer, field, row, "count_absurd",
             fmt::format("the count is above the limit of {:.0f} for one area",
                         most_people_in_one_area),
             "mend the value in the source");
    }
    if (*count != std::floor(*count)) {
      auto finding = about(layer, "count_fractional", Severity::warning, row);
      finding.what = "the count is not whole: the data look modelled, and will be marked so";
      finding.field = geo::quoted(field.name);
      finding.value = key_text(value).value_or("");
      finding.remedy = "nothing to do if the figures are modelled; else round them in the source";
      findings.add(std::move(finding));
    }
  }
}

void check_share(const Layer& layer, const Field& field, Findings& findings) {
  const bool of_a_group = any_of(words_of(field.name), group_words);
  for (std::size_t row = 0; row < layer.rows; ++row) {
    const auto share = number(field.values[row]);
    if (!share || (*share >= 0 && *share <= 100.000001)) continue;
    auto finding = about(layer, "share_out_of_range", Severity::warning, row);
    finding.what = "a share of people must lie between 0 and 100 %";
    finding.field = geo::quoted(field.name);
    finding.value = geo::quoted(key_text(field.values[row]).value_or(""));
    finding.remedy =
        "mend the value, or say nodata = ... in city.toml if it stands for \"not recorded\"";
    if (of_a_group) throw Error(std::move(finding));
    findings.add(std::move(finding));
  }
}

const Field* total_field(const Layer& layer) {
  for (const auto& field : layer.fields) {
    const auto words = words_of(field.name);
    if (meaning(field.name) != Means::people || any_of(words, group_words)) continue;
    if (!any_of(words, total_words) || numbers_in(field) == 0) continue;
    if (words.contains("total") || words.size() == 1) return &field;
  }
  return nullptr;
}

void check_groups(const Layer& layer, const Field& total) {
  for (const auto& field : layer.fields) {
    const auto words = words_of(field.name);
    if (meaning(field.name) != Means::people || !any_of(words, group_words)) continue;
    for (std::size_t row = 0; row < layer.rows; ++row) {
      const auto group = number(field.values[row]);
      const auto all = number(total.values[row]);
      if (!group || !all || *group <= *all + 1e-6) continue;
      refuse(layer, field, row, "group_above_total",
             fmt::format("the group has {} people where {} has {} in all",
                         key_text(field.values[row]).value_or(""), geo::quoted(total.name),
                         key_text(total.values[row]).value_or("")),
             "mend one of the two columns in the source; a group is part of the total");
    }
  }
}

}  // namespace

void check_counts(const Layer& layer, Findings& findings) {
  for (const auto& field : layer.fields) {
    const auto means = meaning(field.name);
    if (means == Means::people) check_people(layer, field, findings);
    if (means == Means::share) check_share(layer, field, findings);
  }
  if (const auto* total = total_field(layer)) check_groups(layer, *total);
}

}  // namespace geo::build
