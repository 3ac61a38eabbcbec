#include "geo/build/long_table.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>

#include "geo/build/key_template.hpp"
#include "geo/core/error.hpp"
#include "geo/core/fold.hpp"
#include "geo/core/nearest_word.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

using description::CountedFrom;

Finding about(const Layer& table, const std::string& code, Severity severity) {
  Finding finding;
  finding.code = code;
  finding.severity = severity;
  finding.file = table.file;
  finding.layer = table.name;
  return finding;
}

bool is_one_of(std::span<const std::string_view> words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Words by which tables name the time of a row, folded.
constexpr std::array<std::string_view, 26> time_words{
    "year",  "any",    "ano",     "annee",   "jahr",           "anno",    "month",
    "mes",   "mois",   "date",    "data",    "fecha",          "quarter", "trimestre",
    "trim",  "period", "periode", "periodo", "reference year", "السنه",   "سنه",
    "العام", "عام",    "الشهر",   "شهر",     "التاريخ"};

/// Words for all of a division, folded.
constexpr std::array<std::string_view, 24> total_words{
    "total",          "totals",     "totales",  "totaux",      "all",
    "all ages",       "both sexes", "both",     "ambos sexos", "ambdos sexes",
    "les deux sexes", "deux sexes", "ensemble", "tous",        "toutes",
    "todos",          "todas",      "tots",     "tot",         "todas las edades",
    "المجموع",        "مجموع",      "الاجمالي", "الكل"};

/// Words of people who come and go, folded, in the languages of the tables that we know of.
constexpr std::array<std::string_view, 58> flow_words{
    "immigrants",    "immigration",     "arrivals",    "inflow",      "inflows",       "emigrants",
    "emigration",    "outflow",         "outflows",    "departures",  "births",        "deaths",
    "registrations", "deregistrations", "movements",   "flow",        "flows",         "migrations",
    "arrivees",      "naissances",      "deces",       "flux",        "mouvements",    "departs",
    "immigrations",  "emigrations",     "inmigrantes", "inmigracion", "inmigraciones", "altas",
    "bajas",         "nacimientos",     "defunciones", "llegadas",    "emigrantes",    "emigracion",
    "emigraciones",  "movimientos",     "flujo",       "flujos",      "salidas",       "immigracio",
    "immigracions",  "altes",           "baixes",      "naixements",  "defuncions",    "arribades",
    "emigracio",     "moviments",       "fluxos",      "sortides",    "الوافدون",      "وافدون",
    "المواليد",      "مواليد",          "الوفيات",     "وفيات"};

/// Each word of a column once, with how many rows have it.
std::map<std::string, std::size_t> words_of(const Field& field) {
  std::map<std::string, std::size_t> words;
  for (const Value& value : field.values) {
    if (const auto text = key_text(value)) ++words[*text];
  }
  return words;
}

[[noreturn]] void refuse_word(const Layer& table, const std::string& column,
                              const std::string& word,
                              const std::map<std::string, std::size_t>& words,
                              const std::string& where) {
  std::vector<std::string> known;
  for (const auto& [one, rows] : words) known.push_back(one);
  const auto near = nearest_word(word, known);
  Finding finding = about(table, "category_unknown", Severity::error);
  finding.field = column;
  finding.value = quoted(word);
  finding.what = fmt::format("{} category names a word that no row has", where);
  finding.remedy = near ? fmt::format("did you mean \"{}\"?", *near)
                        : "use words of this column as they stand in the table";
  throw Error(finding);
}

/// The words of a column that are meant by those of city.toml.
std::set<std::string> meant(const Layer& table, const Field& field,
                            const std::vector<std::string>& asked, const std::string& where) {
  const auto words = words_of(field);
  std::set<std::string> chosen;
  for (const std::string& word : asked) {
    if (words.contains(word)) {
      chosen.insert(word);
      continue;
    }
    const std::size_t before = chosen.size();
    for (const auto& [one, rows] : words) {
      if (folded(one) == folded(word)) chosen.insert(one);
    }
    if (chosen.size() == before) refuse_word(table, field.name, word, words, where);
  }
  return chosen;
}

/// A year, or a day or month written with its year first.
bool is_time(const std::string& text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  const bool year =
      std::all_of(text.begin(), text.begin() + 4, [](char c) { return c >= '0' && c <= '9'; });
  const bool parts = text.size() == 4 || (text[4] == '-' && (text.size() == 7 || text[7] == '-'));
  return year && parts && (text.starts_with("19") || text.starts_with("20"));
}

std::string listed(const std::set<std::string>& words) {
  constexpr std::size_t most = 12;
  std::string text;
  std::size_t n = 0;
  for (const std::string& word : words) {
    if (n++ == most) return text + fmt::format(" and {} more", words.size() - most);
    text += (text.empty() ? "" : ", ") + word;
  }
  return text;
}

/// The times of the rows that count, where one key has several.
std::set<std::string> several_times(const Field& field, const Keys& keys, const Chosen& chosen) {
  std::map<std::string, std::set<std::string>> by_key;
  std::set<std::string> all;
  bool several = false;
  for (std::size_t row = 0; row < field.values.size(); ++row) {
    const auto text = key_text(field.values[row]);
    if (!chosen[row] || !text) continue;
    all.insert(*text);
    auto& own = by_key[keys[row].value_or("")];
    own.insert(*text);
    several = several || own.size() > 1;
  }
  return several ? all : std::set<std::string>{};
}

}  // namespace

bool tells_time(const Field& field) {
  const std::string name = folded(field.name);
  if (is_one_of(time_words, name)) return true;
  if (name.find(' ') != std::string::npos) return false;  // "year of arrival" is a category
  const auto words = words_of(field);
  return !words.empty() && std::all_of(words.begin(), words.end(),
                                       [](const auto& word) { return is_time(word.first); });
}

bool is_total_word(const std::string& word) {
  return is_one_of(total_words, folded(word));
}

std::optional<std::string> word_of_flow(const std::string& text) {
  for (const std::string& word : folded_words(text)) {
    if (is_one_of(flow_words, word)) return word;
  }
  return std::nullopt;
}

Chosen rows_of_category(const Layer& table, const std::optional<description::Category>& category,
                        const std::string& where) {
  Chosen chosen(table.rows, !category);
  if (!category) return chosen;
  const Field& field = required_field(table, category->column, where + " category");
  const bool inside = !category->is.empty();
  const auto words = meant(table, field, inside ? category->is : category->is_not, where);
  for (std::size_t row = 0; row < table.rows; ++row) {
    const auto text = key_text(field.values[row]);
    chosen[row] = text && words.contains(*text) == inside;
  }
  return chosen;
}

void leave_out_totals(const Layer& table, const std::vector<std::string>& counted, Chosen& chosen,
                      Findings& findings) {
  for (const Field& field : table.fields) {
    if (std::find(counted.begin(), counted.end(), field.name) != counted.end()) continue;
    const auto is_total = [&](std::size_t row) {
      const auto* text = std::get_if<std::string>(&field.values[row]);
      return text && is_total_word(*text);
    };
    std::size_t totals = 0, others = 0;
    for (std::size_t row = 0; row < table.rows; ++row) {
      if (!chosen[row] || !key_text(field.values[row])) continue;
      ++(is_total(row) ? totals : others);
    }
    if (totals == 0 || others == 0) continue;
    for (std::size_t row = 0; row < table.rows; ++row) {
      if (chosen[row] && is_total(row)) chosen[row] = false;
    }
    Finding finding = about(table, "total_rows_left_out", Severity::note);
    finding.field = field.name;
    finding.value = fmt::format("{} rows", totals);
    finding.what = "these rows are the sum of others beside them and are not counted once more";
    finding.remedy = "nothing to do when that is right";
    findings.add(finding);
  }
}

void refuse_several_times(const Layer& table, const Keys& keys, const Chosen& chosen,
                          const CountedFrom& from, const std::string& where) {
  for (const Field& field : table.fields) {
    const bool asked = from.category && field.name == from.category->column;
    if (asked || field.name == from.value || !tells_time(field)) continue;
    const auto times = several_times(field, keys, chosen);
    if (times.empty()) continue;
    Finding finding = about(table, "long_table_several_years", Severity::error);
    finding.field = field.name;
    finding.value = quoted(listed(times));
    finding.what = "the table counts the same people at several times, which cannot be summed";
    finding.remedy = fmt::format("choose one: add where = {{ {} = \"{}\" }} to {}", field.name,
                                 *times.rbegin(), where);
    throw Error(finding);
  }
}

void refuse_unstated_flow(const Layer& table, const CountedFrom& from,
                          const std::vector<std::string>& columns, const std::string& where) {
  if (from.measure != description::Measure::unstated) return;
  std::vector<std::string> texts = columns;
  texts.push_back(in_folder("", table.file));
  texts.push_back(table.name);
  if (from.table) texts.push_back(from.table->title);
  for (const std::string& text : texts) {
    const auto word = word_of_flow(text);
    if (!word) continue;
    Finding finding = about(table, "flow_not_stock", Severity::error);
    finding.value = quoted(text);
    finding.what = fmt::format(
        "\"{}\" may mean people who came, went, were born or died in a time, not people who live "
        "there",
        *word);
    finding.remedy = fmt::format(
        "add measure = \"flow\" to {} if so, or measure = \"stock\" if they live there", where);
    throw Error(finding);
  }
}

}  // namespace geo::build
