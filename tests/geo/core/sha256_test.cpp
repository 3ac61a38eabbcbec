#include "geo/core/sha256.hpp"

#include <sstream>

#include "geo/core/error.hpp"
#include "tests/catch.hpp"
#include "tests/scratch.hpp"

using namespace geo;

namespace {

std::string of(const std::string& text, Sha256By by) {
  std::istringstream from(text);
  return sha256_of(from, by);
}

}  // namespace

TEST_CASE("SHA-256 gives what NIST prints for its examples of FIPS 180-4, either way") {
  for (const auto by : {Sha256By::quickest, Sha256By::plain}) {
    CHECK(of("", by) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(of("abc", by) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", by) ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(of(std::string(1'000'000, 'a'), by) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  }
}

TEST_CASE("SHA-256 is the same either way, wherever a text ends in a block or a piece") {
  std::string text;
  for (std::size_t at = 0; at < (1u << 19) + 200; ++at) {
    text.push_back(static_cast<char>(at * at % 251));
  }
  const auto same = [&](std::size_t size) {
    const std::string part = text.substr(0, size);
    return of(part, Sha256By::quickest) == of(part, Sha256By::plain);
  };
  for (std::size_t size = 0; size < 200; ++size) REQUIRE(same(size));
  for (std::size_t pieces = 1; pieces <= 2; ++pieces) {
    for (std::size_t more = 0; more < 130; ++more) REQUIRE(same((pieces << 18) - 65 + more));
  }
}

TEST_CASE("SHA-256 of a file that cannot be read is refused with its name") {
  const scratch::Folder folder;
  CHECK(sha256_of_file(folder.file("text", "abc")) == of("abc", Sha256By::plain));
  CHECK_THROWS_AS(sha256_of_file(folder.file("text", "abc") + "s"), Error);
}
