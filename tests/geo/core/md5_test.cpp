#include "geo/core/md5.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/catch.hpp"
#include "tests/scratch.hpp"

using namespace geo;

TEST_CASE("MD5 gives what RFC 1321, section A.5, prints for its test suite") {
  const scratch::Folder folder;
  for (const auto& [text, digest] :
       {std::pair{"", "d41d8cd98f00b204e9800998ecf8427e"},
        std::pair{"a", "0cc175b9c0f1b6a831c399e269772661"},
        std::pair{"abc", "900150983cd24fb0d6963f7d28e17f72"},
        std::pair{"message digest", "f96b697d7cb7938d525a2f31aaf161d0"},
        std::pair{"abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"},
        std::pair{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
                  "d174ab98d277d9f5a5611c2c9f419d9f"},
        std::pair{"1234567890123456789012345678901234567890123456789012345678901234567890123456789"
                  "0",
                  "57edf4a22be3c955ac49da2e2107b67a"}}) {
    CHECK(md5_of_file(folder.file("text", text)) == digest);
  }
}
