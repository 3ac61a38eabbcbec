#include "app/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "geo/core/error.hpp"
#include "geo/read/kinds.hpp"

namespace app {
namespace {

namespace fs = std::filesystem;

fs::path words_folder() {
  return fs::path(geo::read::share_folder()) / "styles" / "words";
}

nlohmann::json read_words(const std::string& language) {
  std::ifstream file(words_folder() / (language + ".json"));
  if (!file) {
    geo::Finding finding;
    finding.code = "language_unknown";
    finding.severity = geo::Severity::error;
    finding.value = geo::quoted(language);
    finding.what = "there are no words in this language";
    finding.remedy = fmt::format("choose one of {}", fmt::join(Words::languages(), ", "));
    throw geo::Error(std::move(finding), geo::Cause::usage);
  }
  return nlohmann::json::parse(file);
}

std::map<std::string, std::string> texts_of(const nlohmann::json& words) {
  return words.at("texts").get<std::map<std::string, std::string>>();
}

/// `text` with each {name} replaced by its value; a name without a value stays as it is written,
/// so that a slip shows.
std::string filled(const std::string& text, const std::map<std::string, std::string>& values) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto open = text.find('{', at);
    const auto close = open == std::string::npos ? open : text.find('}', open);
    if (close == std::string::npos) break;
    const auto value = values.find(text.substr(open + 1, close - open - 1));
    out += text.substr(at, open - at);
    out += value == values.end() ? text.substr(open, close - open + 1) : value->second;
    at = close + 1;
  }
  return out + text.substr(std::min(at, text.size()));
}

/// Arabic has six forms. CLDR 44, plural rules, `ar`.
const char* arabic_form(double count) {
  if (count != std::floor(count)) return "other";
  if (count == 0) return "zero";
  if (count == 1) return "one";
  if (count == 2) return "two";
  const double rest = std::fmod(count, 100);
  if (rest >= 3 && rest <= 10) return "few";
  if (rest >= 11) return "many";
  return "other";
}

/// CLDR 44, plural rules: French counts nothing and one and a half as one.
const char* plural_form(const std::string& language, double count) {
  count = std::abs(count);
  if (language == "ar") return arabic_form(count);
  if (language == "fr") return count < 2 ? "one" : "other";
  return count == 1 ? "one" : "other";
}

/// How a language writes numbers. French and Spanish part thousands by a narrow space that does
/// not break; Spanish leaves four figures together (RAE). Arabic keeps the figures 0 to 9.
struct Marks {
  std::string thousands, decimal, minus;
  int least_grouped;
};

Marks marks(const std::string& language) {
  if (language == "fr") return {"\u202f", ",", "\u2212", 4};
  if (language == "es") return {"\u202f", ",", "\u2212", 5};
  if (language == "ar") return {",", ".", "\u200e\u2212", 4};
  return {",", ".", "\u2212", 4};
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// The figures of an English sentence in their order: "1,068", "0.80". Digits inside a name or a
/// code ("T09620G", "UTF-8", "EPSG:25831", "m2") are none.
std::vector<std::string> figures_in(const std::string& english) {
  std::vector<std::string> figures;
  for (std::size_t at = 0; at < english.size(); ++at) {
    if (!is_digit(english[at])) continue;
    std::size_t end = at;
    while (end < english.size() && (is_digit(english[end]) || is_letter(english[end]) ||
                                    english[end] == ',' || english[end] == '.')) {
      ++end;
    }
    while (!is_digit(english[end - 1]) && !is_letter(english[end - 1])) --end;
    const char before = at > 0 ? english[at - 1] : ' ';
    const bool joined = at > 1 && (before == '-' || before == ':') && is_letter(english[at - 2]);
    const auto figure = english.substr(at, end - at);
    const bool plain = std::none_of(figure.begin(), figure.end(), is_letter);
    if (plain && !is_letter(before) && !joined) figures.push_back(figure);
    at = end;
  }
  return figures;
}

/// An English figure with the marks of the reader's language. A figure without marks may be a year
/// or a number by which something is known, so it stays as it is.
std::string as_written_here(const std::string& figure, const Words& words) {
  const auto point = figure.find('.');
  if (figure.find(',') == std::string::npos && point == std::string::npos) return figure;
  if (point != figure.rfind('.')) return figure;
  std::string plain = figure;
  std::erase(plain, ',');
  const auto decimals = point == std::string::npos ? 0 : figure.size() - point - 1;
  return words.number(std::stod(plain), static_cast<int>(decimals));
}

/// What a text about a finding may fill in: the finding's own fields; {1}, {2}, ... the figures of
/// its English sentence in their order; {list} what follows its last colon.
std::map<std::string, std::string> places_of(const geo::Finding& finding,
                                             const std::string& english,
                                             const std::vector<std::string>& figures) {
  std::map<std::string, std::string> places{{"file", finding.file},       {"layer", finding.layer},
                                            {"feature", finding.feature}, {"field", finding.field},
                                            {"value", finding.value},     {"place", finding.place}};
  const auto colon = english.rfind(": ");
  places["list"] = colon == std::string::npos ? "" : english.substr(colon + 2);
  for (std::size_t k = 0; k < 9; ++k) {
    places[std::to_string(k + 1)] = k < figures.size() ? figures[k] : "";
  }
  return places;
}

/// Whether `text` asks for a place that is not known here.
bool asks_for_more(const std::string& text, const std::map<std::string, std::string>& places) {
  return std::any_of(places.begin(), places.end(), [&](const auto& place) {
    return place.second.empty() && text.find("{" + place.first + "}") != std::string::npos;
  });
}

/// A sentence about a finding in the reader's language, with every figure that the English one has.
/// Where the words ask for what this finding does not have, the English sentence stands instead;
/// where they leave a figure out, it follows in brackets.
std::string told(const std::string& text, const geo::Finding& finding, const std::string& english,
                 const Words& words) {
  auto figures = figures_in(english);
  for (auto& figure : figures) figure = as_written_here(figure, words);
  const auto places = places_of(finding, english, figures);
  if (asks_for_more(text, places)) return english;
  const auto sentence = filled(text, places);
  const bool whole = std::all_of(figures.begin(), figures.end(), [&](const auto& figure) {
    return sentence.find(figure) != std::string::npos;
  });
  return whole ? sentence : sentence + " (\u2068" + english + "\u2069)";
}

}  // namespace

Words::Words(const std::string& language) : language_(language) {
  const auto known = languages();
  // A name with a slash in it is no language: only the files that are there can be asked for.
  const bool there = std::find(known.begin(), known.end(), language) != known.end();
  const auto words = read_words(there ? language : "?" + language);
  own_name_ = words.at("name").get<std::string>();
  right_to_left_ = words.at("right_to_left").get<bool>();
  texts_ = texts_of(words);
  const bool all_reviewed = words.at("state").get<std::string>() == "reviewed";
  for (const auto& [key, text] : texts_) reviewed_[key] = all_reviewed;
  for (const std::string key : words.at("reviewed")) reviewed_[key] = true;
  english_ = language == "en" ? texts_ : texts_of(read_words("en"));
}

bool Words::knows(const std::string& key) const {
  return texts_.count(key) > 0 || english_.count(key) > 0;
}

std::string Words::say(const std::string& key,
                       const std::map<std::string, std::string>& values) const {
  for (const auto* texts : {&texts_, &english_}) {
    const auto found = texts->find(key);
    if (found != texts->end()) return filled(found->second, values);
  }
  return key;
}

std::string Words::say_count(const std::string& key, double count,
                             const std::map<std::string, std::string>& values) const {
  auto with_count = values;
  with_count.emplace("n", number(count, count == std::floor(count) ? 0 : 1));
  const std::string form = key + "." + plural_form(language_, count);
  return say(knows(form) ? form : key + ".other", with_count);
}

std::string Words::what(const geo::Finding& finding) const {
  if (auto exact = said(finding.what)) return *exact;
  const auto found = texts_.find("finding." + finding.code + ".what");
  return found == texts_.end() ? finding.what : told(found->second, finding, finding.what, *this);
}

std::optional<std::string> Words::said(const std::string& english) const {
  std::string key = "said.";
  std::map<std::string, std::string> places;
  std::size_t at = 0;
  for (const auto& figure : figures_in(english)) {
    const auto found = english.find(figure, at);
    const auto place = std::to_string(places.size() + 1);
    key += english.substr(at, found - at) + "{" + place + "}";
    places[place] = as_written_here(figure, *this);
    at = found + figure.size();
  }
  const auto found = texts_.find(key + english.substr(at));
  if (found == texts_.end()) return std::nullopt;
  return filled(found->second, places);
}

std::string Words::value(const geo::Finding& finding) const {
  return said(finding.value).value_or(finding.value);
}

std::string Words::remedy(const geo::Finding& finding) const {
  const auto found = texts_.find("finding." + finding.code + ".remedy");
  if (found == texts_.end() || finding.remedy.empty()) return finding.remedy;
  return told(found->second, finding, finding.remedy, *this);
}

std::string Words::number(double value, int decimals) const {
  const std::string plain = fmt::format("{:.{}f}", std::abs(value), decimals);
  const bool is_zero = plain.find_first_not_of("0.") == std::string::npos;
  const auto point = std::min(plain.find('.'), plain.size());
  const Marks mark = marks(language_);

  std::string out = value < 0 && !is_zero ? mark.minus : "";
  const bool grouped = static_cast<int>(point) >= mark.least_grouped;
  for (std::size_t at = 0; at < point; ++at) {
    if (grouped && at > 0 && (point - at) % 3 == 0) out += mark.thousands;
    out += plain[at];
  }
  if (point < plain.size()) out += mark.decimal + plain.substr(point + 1);
  return out;
}

bool Words::reviewed(const std::string& key) const {
  const auto found = reviewed_.find(key);
  return found != reviewed_.end() && found->second;
}

std::vector<std::string> Words::languages() {
  std::vector<std::string> found;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(words_folder(), ignored)) {
    if (entry.path().extension() == ".json") found.push_back(entry.path().stem().string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace app
