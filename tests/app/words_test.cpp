#include "app/words.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "geo/core/error.hpp"
#include "tests/catch.hpp"

namespace {

using app::Words;
using nlohmann::json;

json words_of(const std::string& language) {
  return json::parse(
      std::ifstream(std::string(MEDINA_SOURCE) + "/styles/words/" + language + ".json"));
}

/// The key without the plural form at its end, as languages have different forms.
std::string stem(const std::string& key) {
  for (const std::string form : {".zero", ".one", ".two", ".few", ".many", ".other"}) {
    const bool counted = key.starts_with("count.") || key == "findings.count" + form ||
                         key == "methods.columns" + form;
    if (counted && key.ends_with(form)) return key.substr(0, key.size() - form.size());
  }
  return key;
}

/// Findings are written in English where they are found, so English needs no words for them.
std::set<std::string> stems(const std::string& language) {
  std::set<std::string> found;
  const auto texts = words_of(language).at("texts");
  for (const auto& [key, text] : texts.items()) {
    if (!key.starts_with("finding.")) found.insert(stem(key));
  }
  return found;
}

std::set<std::string> places_in(const std::string& text) {
  std::set<std::string> places;
  for (auto open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1)) {
    places.insert(text.substr(open, text.find('}', open) - open + 1));
  }
  return places;
}

}  // namespace

TEST_CASE("there are words in English, French, Spanish and Arabic") {
  const auto languages = Words::languages();
  for (const std::string language : {"en", "fr", "es", "ar"}) {
    CHECK(std::count(languages.begin(), languages.end(), language) == 1);
  }
}

TEST_CASE("every key of the words is there in every language") {
  const auto english = stems("en");
  REQUIRE(english.size() > 100);
  for (const auto& language : Words::languages()) {
    INFO(language);
    const auto own = stems(language);
    for (const auto& key : english) {
      INFO(key);
      CHECK(own.count(key) == 1);
    }
    for (const auto& key : own) {
      INFO(key);
      CHECK(english.count(key) == 1);
    }
  }
}

TEST_CASE("a text has the same places to fill in every language") {
  const auto english = words_of("en").at("texts");
  for (const auto& language : Words::languages()) {
    const auto own = words_of(language).at("texts");
    for (const auto& [key, text] : english.items()) {
      // Some languages write a count of one or two as a word.
      if (stem(key) != key || key.starts_with("finding.")) continue;
      INFO(language << " " << key);
      CHECK(places_in(own.value(key, "")) == places_in(text));
    }
  }
}

TEST_CASE("no text is markup and none is empty") {
  for (const auto& language : Words::languages()) {
    const auto texts = words_of(language).at("texts");
    for (const auto& [key, text] : texts.items()) {
      INFO(language << " " << key);
      CHECK(text.get<std::string>().find_first_of("<>") == std::string::npos);
      CHECK_FALSE(text.get<std::string>().empty());
    }
  }
}

TEST_CASE("Arabic counts in six forms") {
  const Words words("ar");
  std::set<std::string> forms;
  for (const double count : {0, 1, 2, 3, 11, 100}) {
    forms.insert(words.say_count("count.people", count));
  }
  CHECK(forms.size() == 6);
  CHECK(words.say_count("count.people", 2) == "شخصان");
  CHECK(words.say_count("count.people", 103) == words.number(103, 0) + " أشخاص");
  CHECK(words.say_count("count.people", 111) == words.number(111, 0) + " شخصا");
}

TEST_CASE("French counts nothing and one and a half as one, English and Spanish do not") {
  CHECK(Words("fr").say_count("count.people", 0) == "0 personne");
  CHECK(Words("fr").say_count("count.people", 1.5) == "1,5 personne");
  CHECK(Words("en").say_count("count.people", 0) == "0 people");
  CHECK(Words("en").say_count("count.people", 1) == "1 person");
  CHECK(Words("es").say_count("count.people", 0) == "0 personas");
}

TEST_CASE("numbers bear the marks of their language") {
  CHECK(Words("en").number(1234567.891, 2) == "1,234,567.89");
  CHECK(Words("fr").number(1234.5, 1) == "1\u202f234,5");
  CHECK(Words("es").number(1234.5, 1) == "1234,5");
  CHECK(Words("es").number(12345, 0) == "12\u202f345");
  CHECK(Words("ar").number(12345.5, 1) == "12,345.5");
  CHECK(Words("en").number(-3.25, 1) == "\u22123.2");
  CHECK(Words("en").number(-0.04, 1) == "0.0");
}

TEST_CASE("a language that is not there is refused with those that are") {
  try {
    Words("xx");
    FAIL("no error");
  } catch (const geo::Error& error) {
    CHECK(error.finding().code == "language_unknown");
    CHECK(error.finding().remedy.find("ar, en, es, fr") != std::string::npos);
  }
  CHECK_THROWS_AS(Words("../words/en"), geo::Error);
}

TEST_CASE("a finding is told in the reader's language where there are words for it") {
  geo::Finding finding;
  finding.code = "a_code_that_nobody_has";
  finding.what = "as it was written";
  CHECK(Words("fr").what(finding) == "as it was written");
}

TEST_CASE("a machine's draft is not called reviewed") {
  for (const std::string language : {"fr", "es", "ar"}) {
    CHECK(words_of(language).at("state") == "machine draft");
    CHECK_FALSE(Words(language).reviewed("mayor.places"));
  }
}
