#include "geo/read/description_profiles.hpp"

#include <set>

#include "geo/core/error.hpp"
#include "geo/read/kinds.hpp"
#include "geo/read/read.hpp"
#include "tests/catch.hpp"
#include "tests/scratch.hpp"

using namespace geo;

namespace {

Description described(const std::string& text) {
  const scratch::Folder folder;
  Findings findings;
  return read::description(folder.file("city.toml", text), findings);
}

Finding refusal(const std::string& text) {
  try {
    described(text);
  } catch (const Error& error) {
    return error.finding();
  }
  return {};
}

std::vector<std::string> keys(const Description& city) {
  std::vector<std::string> all;
  for (const Profile& profile : city.profiles.asked) all.push_back(profile.key);
  return all;
}

using Keys = std::vector<std::string>;

}  // namespace

TEST_CASE("a city that asks for no profiles has none") {
  CHECK(keys(described("[city]\nname = \"A\"\n")).empty());
}

TEST_CASE("a profile reads key by key") {
  const auto city = described(R"(
[[profiles]]
key = "evenings"
name = { en = "Free in the evening", ar = "مساء" }
languages = ["ar", "fr"]
papers = ["none"]
is = ["women"]
pays = 2.5
hours = ["Mo-Fr 18:00-21:00", "Sa"]
pace = 60
with = ["pushchair", "carrying"]
)");
  REQUIRE(keys(city) == Keys{"evenings"});
  const Profile& profile = city.profiles.asked.front();
  CHECK(profile.name.in("ar") == "مساء");
  CHECK(profile.languages == Keys{"ar", "fr"});
  CHECK(profile.papers == Keys{"none"});
  CHECK(profile.is == Keys{"women"});
  CHECK(profile.pays == 2.5);
  REQUIRE(profile.free);
  CHECK(profile.free->has(20 * 60));
  CHECK(profile.free->has(5 * Week::day + 3 * 60));
  CHECK_FALSE(profile.free->has(12 * 60));
  CHECK(profile.pace->value == 60);
  CHECK(profile.goes_with(With::pushchair));
  CHECK(profile.goes_with(With::carrying));
  CHECK_FALSE(profile.goes_with(With::wheelchair));
  CHECK_FALSE(profile.step_free);
  CHECK_FALSE(city.profiles.wordless.empty());
  CHECK_FALSE(city.profiles.papers.empty());
}

TEST_CASE("a wheelchair needs a way in without a step") {
  const auto city = described("[[profiles]]\nkey = \"w\"\nwith = [\"wheelchair\"]\n");
  CHECK(city.profiles.asked.front().step_free);
}

TEST_CASE("a file of profiles lies beside city.toml") {
  const scratch::Folder folder;
  folder.file("people.toml", "[[profiles]]\nkey = \"one\"\n[[profiles]]\nkey = \"two\"\n");
  Findings findings;
  const auto city = read::description(
      folder.file("city.toml",
                  "[[profiles]]\nfile = \"people.toml\"\n[[profiles]]\nkey = \"three\"\n"),
      findings);
  CHECK(keys(city) == Keys{"one", "two", "three"});
  CHECK(findings.empty());
  CHECK(refusal("[[profiles]]\nfile = \"nowhere.toml\"\n").code == "profiles_unreadable");
}

TEST_CASE("a run asks for profiles by key, a city's own before a shipped one") {
  CHECK(keys(described("[analysis]\nprofiles = [\"wheelchair\", \"newcomer\"]\n")) ==
        Keys{"wheelchair", "newcomer"});
  const auto own = described(
      "[analysis]\nprofiles = [\"newcomer\"]\n[[profiles]]\nkey = \"newcomer\"\npays = 7\n"
      "[[profiles]]\nkey = \"other\"\n");
  REQUIRE(keys(own) == Keys{"newcomer"});
  CHECK(own.profiles.asked.front().pays == 7);
}

TEST_CASE("an empty list asks for no profiles, no list for all of the city's own") {
  const std::string own = "[[profiles]]\nkey = \"one\"\n[[profiles]]\nkey = \"two\"\n";
  CHECK(keys(described(own)) == Keys{"one", "two"});
  const auto none = described("[analysis]\nprofiles = []\n" + own);
  CHECK(keys(none).empty());
  CHECK(none.profiles.files.empty());
}

TEST_CASE("the files that profiles were read from are known, to be listed with their hashes") {
  const scratch::Folder folder;
  folder.file("people.toml", "[[profiles]]\nkey = \"one\"\n");
  Findings findings;
  const auto file = folder.file("city.toml", "[[profiles]]\nfile = \"people.toml\"\n");
  const auto city = read::description(file, findings);
  REQUIRE(city.profiles.files.contains("people.toml"));
  CHECK(
      city.profiles.files.contains("datasets/profiles.toml"));  // its rules hold for every profile
  const auto inputs = read::layers(city, "").inputs;
  REQUIRE(inputs.size() == 2);
  CHECK(inputs[0].path == "datasets/profiles.toml");
  CHECK(inputs[1].sha256 == read::sha256(city.profiles.files.at("people.toml")));
}

TEST_CASE("a profile that is nowhere is refused with the nearest that is there") {
  const auto finding = refusal("[analysis]\nprofiles = [\"newcommer\"]\n");
  CHECK(finding.code == "profile_unknown");
  CHECK(finding.remedy == "did you mean newcomer?");
}

TEST_CASE("a profile that cannot be is refused at its key") {
  const std::vector<std::pair<std::string, std::string>> wrong{
      {"hours", "hours = [\"evenings\"]"},
      {"pays", "pays = -1"},
      {"pace", "pace = 200"},
      {"pace", "pace = 0"},
      {"with", "with = [\"a horse\"]"},
      {"languages", "languages = [\"Arabic\"]"}};
  for (const auto& [key, line] : wrong) {
    const auto finding = refusal("[[profiles]]\nkey = \"x\"\n" + line + "\n");
    INFO(line);
    CHECK(finding.code == "description_value");
    CHECK(finding.field == key);
    CHECK(finding.place == "line 3");
    CHECK_FALSE(finding.remedy.empty());
  }
  CHECK(refusal("[[profiles]]\nkey = \"Wheel chair\"\n").code == "description_value");
  CHECK(refusal("[[profiles]]\npays = 0\n").code == "description_missing_key");
  CHECK(refusal("[[profiles]]\nkey = \"a\"\n[[profiles]]\nkey = \"a\"\n").code ==
        "profile_repeated");
  CHECK(refusal("[[profiles]]\nkey = \"a\"\nlanguages = 3\n").code == "description_type");
}

TEST_CASE("a key of a profile that nobody knows is a finding") {
  const scratch::Folder folder;
  Findings findings;
  read::description(folder.file("city.toml", "[[profiles]]\nkey = \"a\"\nlanguage = [\"ar\"]\n"),
                    findings);
  CHECK(findings.count("description_unknown_key") == 1);
}

TEST_CASE("the shipped profiles read without a finding, named in four languages") {
  Findings findings;
  const auto shipped = read::shipped_profiles(findings);
  CHECK(findings.empty());
  CHECK(shipped.size() >= 5);
  for (const Profile& profile : shipped) {
    INFO(profile.key);
    for (const char* language : {"en", "fr", "es", "ar"}) {
      CHECK(profile.name.all().contains(language));
    }
  }
  for (const Kind& kind : described("[analysis]\nprofiles = [\"newcomer\"]\n").profiles.wordless) {
    INFO(kind.name());
    CHECK(read::find_kind(kind));
  }
}

TEST_CASE("kinds of profiles are of the vocabulary") {
  const auto city = described("[analysis]\nprofile_kinds = [\"health.clinic\"]\n");
  CHECK(city.analysis.profile_kinds == std::vector<Kind>{Kind{"health.clinic"}});
  CHECK(refusal("[analysis]\nprofile_kinds = [\"health.klinik\"]\n").code == "kind_unknown");
}
