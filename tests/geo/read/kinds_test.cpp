#include "geo/read/kinds.hpp"

#include <set>

#include "geo/read/kinds_words.hpp"
#include "tests/catch.hpp"

using namespace geo;

TEST_CASE("every kind of the vocabulary has a name in four languages and a theme that exists") {
  REQUIRE(read::kinds().size() > 50);
  std::set<std::string> seen;
  for (const auto& entry : read::kinds()) {
    INFO(entry.kind.name());
    CHECK(seen.insert(entry.kind.name()).second);
    for (const auto* language : {"en", "fr", "es", "ar"}) {
      CHECK(entry.name.all().contains(language));
    }
    CHECK(read::find_kind(Kind{std::string{entry.kind.theme()}}) != nullptr);
  }
}

TEST_CASE("tags of OpenStreetMap become kinds, exact values before any value") {
  CHECK(read::kind_of_tags({{"amenity", "school"}})->name() == "education.school");
  CHECK(read::kind_of_tags({{"amenity", "pharmacy"}})->name() == "health.pharmacy");
  CHECK(read::kind_of_tags({{"amenity", "hospital"}, {"name", "Sant Pau"}})->name() ==
        "health.hospital");
  CHECK_FALSE(read::kind_of_tags({{"highway", "residential"}}));
  CHECK_FALSE(read::kind_of_tags({}));
  // Where people live is no service to reach: a flat is a home.
  for (const char* building : {"apartments", "residential", "house", "terrace", "detached"}) {
    CHECK_FALSE(read::kind_of_tags({{"building", building}}));
  }
  CHECK_FALSE(read::kind_of_tags({{"landuse", "residential"}}));
  // What is in a house stays a service.
  CHECK(read::kind_of_tags({{"building", "apartments"}, {"amenity", "clinic"}})->name() ==
        "health.clinic");
}

TEST_CASE("ground used for trade or industry is a service only where it has a name") {
  for (const char* use : {"industrial", "retail", "commercial", "harbour", "farmland"}) {
    INFO(use);
    CHECK_FALSE(read::kind_of_tags({{"landuse", use}}));
    CHECK_FALSE(read::kind_of_tags({{"landuse", use}, {"name", ""}}));
  }
  CHECK(read::kind_of_tags({{"landuse", "retail"}, {"name", "Mercado Central"}})->name() == "shop");
  CHECK(read::kind_of_tags({{"landuse", "industrial"}, {"name", "El Sebadal"}})->name() ==
        "work.industry");
  // What stands on it stays a service, and so does green that anybody may walk in.
  CHECK(read::kind_of_tags({{"landuse", "retail"}, {"shop", "supermarket"}}));
  CHECK(read::kind_of_tags({{"landuse", "recreation_ground"}})->name() == "green");
}

TEST_CASE("a city's own words become kinds, the longest match first") {
  CHECK(read::kind_of_words("Farmàcies")->name() == "health.pharmacy");
  CHECK(read::kind_of_words("CENTRO DE SALUD")->name() == "health.clinic");
  CHECK(read::kind_of_words("مستشفى")->name() == "health.hospital");
  CHECK(read::kind_of_words("Salut mental d'adults")->name() == "health.mental");
  CHECK_FALSE(read::kind_of_words("qwertz"));
  CHECK_FALSE(read::kind_of_words(""));
}

TEST_CASE("a short word is a whole word, not the start of a longer one") {
  const auto kind = read::kind_of_words("capacity");
  CHECK((!kind || kind->name() != "health.clinic"));
}

TEST_CASE("plain words lose case, accents and marks") {
  CHECK(read::plain_words("  Escola d'Educació (Pública)") == "escola d educacio publica");
  CHECK(read::plain_words("SANTÉ—São") == "sante sao");
  CHECK(read::plain_words("Cafe\xcc\x81") == "cafe");  // e and a combining accent
  CHECK(read::plain_words("أَسنان") == "اسنان");
  CHECK(read::plain_words("").empty());
  CHECK(read::plain_words("\xff\xfe") == "yt");  // bytes that are no UTF-8 are read as Latin-1
}
