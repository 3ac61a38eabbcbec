#include "geo/build/sex_and_age.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>

#include "geo/core/error.hpp"
#include "geo/core/fold.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 18> female_words{
    "female",  "females",  "woman", "women", "girls",  "femme", "femmes", "feminin", "mujer",
    "mujeres", "femenino", "dona",  "dones", "femeni", "f",     "انثي",   "اناث",    "نساء"};
constexpr std::array<std::string_view, 16> male_words{
    "male",   "males",   "man",       "men",  "boys",  "homme", "hommes", "masculin",
    "hombre", "hombres", "masculino", "home", "homes", "ذكر",   "ذكور",   "رجال"};
/// Words around ages that change nothing.
constexpr std::array<std::string_view, 22> age_words{
    "a",    "to",  "de",   "du",    "d",    "from", "entre", "et",  "and", "y",   "i",
    "anos", "ans", "anys", "years", "year", "yrs",  "old",   "سنه", "من",  "الي", "سنوات"};
constexpr std::array<std::string_view, 12> older_words{
    "mas", "plus", "over", "more", "mes", "older", "above", "up", "onwards", "فاكثر", "فما", "فوق"};
constexpr std::array<std::string_view, 9> younger_words{
    "menos", "under", "less", "moins", "menys", "younger", "below", "اقل", "دون"};
constexpr std::array<std::string_view, 4> than_words{"than", "que", "le", "o"};

bool is_one_of(Words words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Numbers and words of a label, and the signs around them.
struct AgeLabel {
  std::vector<int> numbers;
  bool older = false, younger = false, and_it = false, strange = false;
};

AgeLabel taken_apart(std::string_view label) {
  AgeLabel out;
  std::string text;
  for (const char c : std::string{label}) {
    if (c == '>' || c == '+') out.older = true;
    if (c == '<') out.younger = true;
    if (c == '=') out.and_it = true;
    text += c == '>' || c == '<' || c == '=' || c == '+' || c == '/' ? ' ' : c;
  }
  const bool plus = label.find('+') != std::string_view::npos;
  for (const std::string& word : folded_words(text)) {
    const bool number = word.find_first_not_of("0123456789") == std::string::npos;
    if (number && word.size() <= 3) {
      out.numbers.push_back(std::stoi(word));
    } else if (is_one_of(older_words, word)) {
      out.older = out.and_it = true;
    } else if (is_one_of(younger_words, word)) {
      out.younger = true;
    } else if (!is_one_of(age_words, word) && !is_one_of(than_words, word)) {
      out.strange = true;
    }
  }
  out.and_it = out.and_it || plus;
  return out;
}

Finding about(const Layer& table, const std::string& column, const std::string& code) {
  Finding finding;
  finding.code = code;
  finding.file = table.file;
  finding.layer = table.name;
  finding.field = column;
  return finding;
}

void note_unread(const Layer& table, const std::string& column, const char* code,
                 const std::map<std::string, std::size_t>& unread, Findings& findings) {
  for (const auto& [word, rows] : unread) {
    Finding finding = about(table, column, code);
    finding.value = quoted(word);
    finding.what = fmt::format(
        "{} rows have a word that is not understood; their people count in "
        "everyone and in no part by {}",
        rows, column);
    finding.remedy = "nothing to do where it means not known; else write it as the other rows do";
    findings.add(finding);
  }
}

/// Which sex each row is of. A single "m" or "h" is read by the company that it keeps.
std::vector<std::optional<Sex>> sexes(const Layer& table, const Field& field, const Chosen& among,
                                      Findings& findings) {
  std::set<std::string> all;
  for (const Value& value : field.values) all.insert(folded(key_text(value).value_or("")));
  const auto read = [&](const std::string& word) -> std::optional<Sex> {
    if (is_one_of(female_words, word)) return Sex::female;
    if (is_one_of(male_words, word)) return Sex::male;
    if (word == "h" && (all.contains("m") || all.contains("f"))) return Sex::male;
    if (word == "m" && all.contains("h")) return Sex::female;  // mujer beside hombre
    if (word == "m" && all.contains("f")) return Sex::male;
    return std::nullopt;
  };
  std::vector<std::optional<Sex>> out;
  std::map<std::string, std::size_t> unread;
  for (std::size_t row = 0; row < table.rows; ++row) {
    const std::string text = key_text(field.values[row]).value_or("");
    out.push_back(among[row] ? read(folded(text)) : std::nullopt);
    if (among[row] && !out.back()) ++unread[text];
  }
  note_unread(table, field.name, "sex_unreadable", unread, findings);
  return out;
}

/// The class that holds a range. Throws where the range reaches into the next.
std::optional<std::size_t> class_of(const AgeRange& range, const std::vector<int>& begins,
                                    const Layer& table, const std::string& column,
                                    const std::string& label) {
  const auto next = std::upper_bound(begins.begin(), begins.end(), range.from);
  if (next == begins.begin()) return std::nullopt;  // younger than the first class
  const bool reaches = next != begins.end() && (!range.below || *range.below > *next);
  if (!reaches) return static_cast<std::size_t>(next - begins.begin()) - 1;
  Finding finding = about(table, column, "age_class_cut");
  finding.severity = Severity::error;
  finding.value = quoted(label);
  finding.what = fmt::format(
      "this class of the table reaches over the age of {}, at which a class "
      "of [people.by] ages begins",
      *next);
  finding.remedy = "begin classes where the table does, in ages = [...]";
  throw Error(finding);
}

std::vector<std::optional<std::size_t>> age_classes(const Layer& table, const Field& field,
                                                    const std::vector<int>& begins,
                                                    const Chosen& among, Findings& findings) {
  std::vector<std::optional<std::size_t>> out(table.rows);
  std::map<std::string, std::size_t> unread;
  for (std::size_t row = 0; row < table.rows; ++row) {
    if (!among[row]) continue;
    const std::string text = key_text(field.values[row]).value_or("");
    const auto range = age_range(text);
    if (range) out[row] = class_of(*range, begins, table, field.name, text);
    if (!range) ++unread[text];
  }
  note_unread(table, field.name, "age_unreadable", unread, findings);
  return out;
}

Names sex_name(Sex sex) {
  Names names;
  const bool female = sex == Sex::female;
  names.set("en", female ? "Women and girls" : "Men and boys");
  names.set("fr", female ? "Femmes et filles" : "Hommes et garçons");
  names.set("es", female ? "Mujeres y niñas" : "Hombres y niños");
  names.set("ar", female ? "النساء والفتيات" : "الرجال والفتيان");
  return names;
}

Names age_name(int from, std::optional<int> below) {
  Names names;
  if (below) {
    names.set("en", fmt::format("{} to {} years", from, *below - 1));
    names.set("fr", fmt::format("{} à {} ans", from, *below - 1));
    names.set("es", fmt::format("de {} a {} años", from, *below - 1));
    names.set("ar", fmt::format("من {} إلى {} سنة", from, *below - 1));
  } else {
    names.set("en", fmt::format("{} years and over", from));
    names.set("fr", fmt::format("{} ans et plus", from));
    names.set("es", fmt::format("{} años y más", from));
    names.set("ar", fmt::format("{} سنة فأكثر", from));
  }
  return names;
}

std::string age_key(int from, std::optional<int> below) {
  return below ? fmt::format("age_{}_{}", from, *below - 1) : fmt::format("age_{}_plus", from);
}

/// A slice that both halve.
Slice both(const Slice& sex, const Slice& age) {
  Slice slice{sex.key + "_" + age.key, {}, sex.sex, age.age, sex.rows};
  for (const auto& [language, name] : sex.name.all()) {
    slice.name.set(language, fmt::format("{}, {}", name, age.name.in(language)));
  }
  for (std::size_t row = 0; row < slice.rows.size(); ++row) {
    slice.rows[row] = sex.rows[row] && age.rows[row];
  }
  return slice;
}

template <class Of>
Chosen rows_with(const std::vector<std::optional<Of>>& column, Of wanted) {
  Chosen rows;
  for (const auto& one : column) rows.push_back(one == wanted);
  return rows;
}

std::vector<Slice> by_sex(const Layer& table, const Field& field, const Chosen& among,
                          Findings& findings) {
  const auto column = sexes(table, field, among, findings);
  std::vector<Slice> out;
  for (const Sex sex : {Sex::female, Sex::male}) {
    const char* key = sex == Sex::female ? "female" : "male";
    out.push_back({key, sex_name(sex), sex, std::nullopt, rows_with(column, sex)});
  }
  return out;
}

std::vector<Slice> by_age(const Layer& table, const Field& field, const std::vector<int>& begins,
                          const Chosen& among, Findings& findings) {
  const auto column = age_classes(table, field, begins, among, findings);
  std::vector<Slice> out;
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const auto below = i + 1 < begins.size() ? std::optional(begins[i + 1]) : std::nullopt;
    out.push_back({age_key(begins[i], below), age_name(begins[i], below), std::nullopt, i,
                   rows_with(column, i)});
  }
  return out;
}

}  // namespace

std::optional<AgeRange> age_range(std::string_view label) {
  const AgeLabel is = taken_apart(label);
  if (is.strange || is.numbers.empty() || is.numbers.size() > 2 || (is.older && is.younger)) {
    return std::nullopt;
  }
  const int first = is.numbers.front();
  if (is.numbers.size() == 2) {
    if (is.older || is.younger || is.numbers[1] < first) return std::nullopt;
    return AgeRange{first, is.numbers[1] + 1};
  }
  if (is.older) return AgeRange{is.and_it ? first : first + 1, std::nullopt};
  if (is.younger) return AgeRange{0, is.and_it ? first + 1 : first};
  return AgeRange{first, first + 1};
}

std::vector<Slice> slices(const Layer& table, const description::SexAndAge& by, const Chosen& among,
                          Findings& findings) {
  const Field* sex = by.sex.empty() ? nullptr : table.field(by.sex);
  const Field* age = by.age.empty() ? nullptr : table.field(by.age);
  const auto sexes = sex ? by_sex(table, *sex, among, findings) : std::vector<Slice>{};
  const auto ages = age ? by_age(table, *age, by.ages, among, findings) : std::vector<Slice>{};
  std::vector<Slice> all = sexes;
  all.insert(all.end(), ages.begin(), ages.end());
  for (const Slice& one : sexes) {
    for (const Slice& other : ages) all.push_back(both(one, other));
  }
  return all;
}

}  // namespace geo::build
