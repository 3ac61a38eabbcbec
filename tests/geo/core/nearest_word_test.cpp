#include "geo/core/nearest_word.hpp"

#include <vector>

#include "tests/catch.hpp"

using namespace geo;

TEST_CASE("mistakes are letters put in, left out, exchanged, or swapped with their neighbour") {
  CHECK(mistakes("kitten", "sitting") == 3);  // Levenshtein's example: k-s, e-i, g
  CHECK(mistakes("layer", "laeyr") == 1);
  CHECK(mistakes("NAME", "name") == 0);
  CHECK(mistakes("", "abc") == 3);
}

TEST_CASE("mistakes are as many one way as the other") {
  for (const auto& [a, b] :
       {std::pair{"clinic", "clinik"}, std::pair{"abcd", "badc"}, std::pair{"x", "street"}}) {
    CHECK(mistakes(a, b) == mistakes(b, a));
  }
}

TEST_CASE("the nearest word is named, and none where all are far") {
  const std::vector<std::string> words{"layer", "licence", "level"};
  CHECK(nearest_word("lyaer", words) == "layer");
  CHECK(nearest_word("license", words) == "licence");
  CHECK_FALSE(nearest_word("population", words));
  CHECK_FALSE(nearest_word("x", std::vector<std::string>{}));
}
