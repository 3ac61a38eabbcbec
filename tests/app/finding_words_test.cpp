#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "app/words.hpp"
#include "tests/catch.hpp"

namespace {

namespace fs = std::filesystem;

const std::vector<std::string> translated{"fr", "es", "ar"};

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

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

TEST_CASE("findings without words are listed, as they are told in English only") {
  const auto all = matches(sources(), "code = \"([a-z][a-z0-9_]+)\"");
  REQUIRE(all.size() > 50);
  const auto codes = worded("fr", "what");
  std::string lacking;
  for (const auto& code : all) {
    if (codes.count(code) == 0) lacking += " " + code;
  }
  // Those that stop the run are said on the terminal, where the program speaks English.
  if (!lacking.empty()) WARN("in English only:" << lacking);
  CHECK(all.count("join_unmatched_left") + codes.count("join_unmatched_left") > 0);
}
