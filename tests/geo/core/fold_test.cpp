#include "geo/core/fold.hpp"

#include "tests/catch.hpp"

using geo::folded;
using geo::folded_words;
using geo::letters_apart;

TEST_CASE("a name is folded to what one reads aloud: case, accents and dashes are one") {
  CHECK(folded("Sant Martí de Provençals") == "sant marti de provencals");
  CHECK(folded("VALLVIDRERA, el Tibidabo") == "vallvidrera, el tibidabo");
  CHECK(folded("Castrillo  Mota\u00a0de-Judíos ") == "castrillo mota de judios");
  CHECK(folded("Łódź") == "lodz");
  CHECK(folded("Œuvre Straße") == "oeuvre strasse");
  CHECK(folded("Cộng Hòa") == "cong hoa");
  CHECK(folded("Marti\u0301") == folded("Martí"));  // accents written as marks of their own
  CHECK(folded("Vilapicina i la Torre Llobeta") == folded("VILAPICINA I LA TORRE LLOBETA"));
  CHECK(folded("col·lectiu") == "col lectiu");
}

TEST_CASE("Arabic names that hands write differently fold to one") {
  CHECK(folded("أحمد") == folded("احمد"));            // hamza on alef
  CHECK(folded("إمارة") == folded("اماره"));          // hamza below, teh marbuta
  CHECK(folded("آسفي") == folded("اسفى"));            // madda, alef maqsura
  CHECK(folded("مـديـنة") == folded("مدينة"));        // tatweel
  CHECK(folded("مَدِينَة") == folded("مدينة"));          // short vowels
  CHECK(folded("حي ٢٠ غشت") == folded("حي 20 غشت"));  // Arabic-Indic digits
  CHECK(folded("طنجه") != folded("طنجا"));            // other letters stay apart
}

TEST_CASE("folding changes nothing twice, and keeps bytes that are no text") {
  for (const char* text : {"Poble-sec", "مدينة", "\xff\xfe", "a\xc3", ""}) {
    CHECK(folded(folded(text)) == folded(text));
  }
  CHECK(folded("\xff") == "\xff");
}

TEST_CASE("words are runs of letters and digits") {
  CHECK(folded_words("immigrants_by_nationality.csv") ==
        std::vector<std::string>{"immigrants", "by", "nationality", "csv"});
  CHECK(folded_words("  ").empty());
}

TEST_CASE("one letter changed is one mistake in every script") {
  CHECK(letters_apart("raval", "ravel") == 1);
  CHECK(letters_apart("طنجه", "طنجا") == 1);
  CHECK(letters_apart("marina", "mariana") == 1);
  CHECK(letters_apart("مدينه", "مدينه") == 0);
}
