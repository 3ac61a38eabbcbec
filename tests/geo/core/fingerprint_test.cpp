#include "geo/core/fingerprint.hpp"

#include <set>
#include <vector>

#include "tests/catch.hpp"

using geo::fingerprint;

TEST_CASE("a fingerprint is of the whole content: each bit, the order and the length") {
  std::vector<std::byte> content(200);
  for (std::size_t at = 0; at < content.size(); ++at) content[at] = std::byte(at * 7);
  std::set<std::string> seen{fingerprint(content).text()};
  std::size_t contents = 1;
  for (std::size_t bit = 0; bit < content.size() * 8; ++bit, ++contents) {
    auto flipped = content;
    flipped[bit / 8] ^= std::byte(1 << (bit % 8));
    seen.insert(fingerprint(flipped).text());
  }
  for (std::size_t size = 0; size < content.size(); ++size, ++contents) {
    seen.insert(fingerprint(std::span(content).first(size)).text());
  }
  std::swap(content[3], content[4]);
  seen.insert(fingerprint(content).text());
  CHECK(seen.size() == contents + 1);
  CHECK(seen.begin()->size() == 32);
  CHECK(fingerprint(content) == fingerprint(std::vector<std::byte>(content)));
}
