#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "app/words.hpp"
#include "tests/catch.hpp"
#include "tests/scratch.hpp"

namespace {

namespace fs = std::filesystem;
using scratch::text_of;

const std::vector<std::string> translated{"fr", "es", "ar"};

std::string sources() {
  std::string all;
  for (const std::string room : {"geo", "analysis", "app"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(MEDINA_SOURCE) / room)) {
      const auto ending = entry.path().extension();
      if (ending == ".cpp" || ending == ".hpp") all += text_of(entry.path());
    }
  }
  return all;
}

std::set<std::string> matches(const std::string& text, const std::string& pattern) {
  std::set<std::string> found;
  const std::regex regex(pattern);
  for (std::sregex_iterator at(text.begin(), text.end(), regex), end; at != end; ++at) {
    found.insert((*at)[1]);
  }
  return found;
}

/// Codes that have words in this language, by the end of the key: "what" or "remedy".
std::set<std::string> worded(const std::string& language, const std::string& part) {
  const auto words = nlohmann::json::parse(
      text_of(fs::path(MEDINA_SOURCE) / "styles" / "words" / (language + ".json")));
  std::set<std::string> codes;
  for (const auto& [key, text] : words.at("texts").items()) {
    const std::string start = "finding.", end = "." + part;
    if (key.starts_with(start) && key.ends_with(end)) {
      codes.insert(key.substr(start.size(), key.size() - start.size() - end.size()));
    }
  }
  return codes;
}

}  // namespace

TEST_CASE("a finding that has words in one language has them in all") {
  const auto first = worded("fr", "what");
  REQUIRE(first.size() > 50);
  for (const auto& language : translated) {
    INFO(language);
    CHECK(worded(language, "what") == first);
    CHECK(worded(language, "remedy") == first);
  }
}

TEST_CASE("no words are kept for a finding that the sources no longer make") {
  const auto literals = matches(sources(), "\"([a-z][a-z0-9_]+)\"");
  for (const auto& code : worded("fr", "what")) {
    INFO(code);
    CHECK(literals.count(code) == 1);
  }
}

TEST_CASE("a finding that does not stop the run has words in every language") {
  const auto text = sources();
  const auto marked =
      matches(text, "\"([a-z]+_[a-z0-9_]+)\",[^;\"]{0,60}Severity::(?:note|warning|repair)");
  REQUIRE(marked.size() > 5);
  for (const auto& language : translated) {
    const auto codes = worded(language, "what");
    for (const auto& code : marked) {
      INFO(language << " lacks words for the finding " << code);
      CHECK(codes.count(code) == 1);
    }
  }
}

TEST_CASE("every finding that the sources name has words in every language") {
  const auto all = matches(sources(), "code = \"([a-z][a-z0-9_]+)\"");
  REQUIRE(all.size() > 50);
  for (const auto& language : translated) {
    const auto codes = worded(language, "what");
    for (const auto& code : all) {
      INFO(language << " lacks words for the finding " << code);
      CHECK(codes.count(code) == 1);
    }
  }
}

TEST_CASE("the words about a finding ask for the same figures in every language") {
  const auto texts_of = [](const std::string& language) {
    return nlohmann::json::parse(
        text_of(fs::path(MEDINA_SOURCE) / "styles" / "words" / (language + ".json")))["texts"];
  };
  const auto french = texts_of("fr");
  for (const std::string language : {"es", "ar"}) {
    const auto other = texts_of(language);
    for (const auto& [key, text] : french.items()) {
      if (!key.starts_with("finding.")) continue;
      INFO(language << " " << key);
      const std::string place = "(\\{(?:[1-9]|list|file|layer|feature|field|value|place)\\})";
      CHECK(matches(text.get<std::string>(), place) ==
            matches(other.at(key).get<std::string>(), place));
    }
  }
}

namespace {

geo::Finding finding(const std::string& code, const std::string& what,
                     const std::string& value = "") {
  geo::Finding made;
  made.code = code;
  made.what = what;
  made.value = value;
  return made;
}

}  // namespace

TEST_CASE("a translated finding keeps the figures of the English one, with its own marks") {
  const auto matched = finding("join_matched", "1,066 of 1,068 neighbourhoods have their people");
  CHECK(app::Words("es").what(matched) == "1066 de 1068 barrios tienen su población.");
  CHECK(app::Words("fr").what(matched) ==
        "1\u202f066 quartiers sur 1\u202f068 ont leur population.");
  const auto apart = finding("node_in_several_places", "lines end 0.80 m apart at one node");
  CHECK(app::Words("fr").what(apart) ==
        "Des lignes s'arrêtent à 0,80 m l'une de l'autre pour un même nœud.");
}

TEST_CASE("digits inside a name or a code are no figures") {
  const auto mark = finding("inner_byte_order_marks",
                            "2696 cells began with an invisible byte-order mark (U+FEFF)");
  CHECK(app::Words("es").what(mark) ==
        "2696 celdas empezaban con un signo invisible (U+FEFF); se ha quitado.");
  const auto crs = finding("crs_unknown", "EPSG:25831, UTF-8 and T09620G hold no figure, nor m2");
  CHECK(app::Words("es").what(crs) == "Este sistema de referencia no se conoce.");
}

TEST_CASE("a figure that the words leave out follows in brackets") {
  const auto off = finding("homes_off_network", "12 homes have no street near");
  CHECK(app::Words("fr").what(off).find("12 homes") != std::string::npos);
}

TEST_CASE("words that ask for a figure which is not there give way to the English sentence") {
  const auto odd = finding("join_matched", "all neighbourhoods have their people");
  CHECK(app::Words("ar").what(odd) == odd.what);
}

TEST_CASE(
    "a value that the program wrote is told in the reader's language, one of the data is not") {
  const auto ours = finding("homes", "", "8582 homes");
  CHECK(app::Words("fr").value(ours) == "8582 logements");
  CHECK(app::Words("en").value(ours) == "8582 homes");
  CHECK(app::Words("fr").value(finding("kind_unmapped", "", "Time Banks")) == "Time Banks");
  CHECK(app::Words("fr").value(finding("kind_unmapped", "", "Route 66")) == "Route 66");
}

TEST_CASE("a code with several sentences has each of them in the reader's language") {
  const auto laid =
      finding("homes", "homes are laid at most 25 m apart along the streets: modelled");
  CHECK(app::Words("es").what(laid) ==
        "Los lugares de vivienda se reparten a lo largo de las calles, a 25 m como máximo: es un "
        "modelo.");
  CHECK(app::Words("en").what(laid) == laid.what);
}
