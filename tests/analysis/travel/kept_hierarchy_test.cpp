#include "analysis/travel/kept_hierarchy.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <random>

#include "analysis/travel/order.hpp"
#include "analysis/travel/swept_streets.hpp"
#include "tests/analysis/travel/random_net.hpp"
#include "tests/catch.hpp"
#include "tests/volume.hpp"

using namespace analysis::travel;
using random_net::Net;

namespace {

Hierarchy hierarchy(const Net& net) {
  const Links links(net.streets);
  return *Hierarchy::build(links, elimination_order(links));
}

Shelf::Kept as_kept(const std::string& text) {
  const auto copy = std::make_shared<const std::vector<std::uint64_t>>([&] {
    std::vector<std::uint64_t> words(text.size() / 8 + 1);
    std::memcpy(words.data(), text.data(), text.size());
    return words;
  }());
  return {std::as_bytes(std::span(*copy)).first(text.size()), copy};
}

bool same(const Hierarchy& a, const Hierarchy& b) {
  const auto equal = [](auto one, auto other) {
    return std::ranges::equal(std::as_bytes(one), std::as_bytes(other));
  };
  const auto &x = a.tables(), &y = b.tables();
  return equal(x.corners, y.corners) && equal(x.parents, y.parents) &&
         equal(x.rank_of, y.rank_of) && equal(x.corner_of, y.corner_of) &&
         equal(x.first_lower, y.first_lower) && equal(x.lower, y.lower) &&
         equal(x.arc_depths, y.arc_depths) && x.depth == y.depth;
}

/// What a shelf says about some bytes: nothing where they hold a hierarchy.
std::optional<Useless> wrong(const std::string& text, const geo::Fingerprint& topology) {
  const auto found = from_kept(as_kept(text), topology);
  if (const auto* const why = std::get_if<Useless>(&found)) return *why;
  return std::nullopt;
}

/// A shelf in memory.
class Box : public Shelf {
 public:
  std::size_t fewest_corners() const override { return 1; }
  std::optional<Kept> find(const std::string& name) override {
    const auto found = kept.find(name);
    if (found == kept.end()) return std::nullopt;
    return as_kept(found->second);
  }
  void keep(const std::string& name, std::string_view bytes) override {
    kept[name] = bytes;
    ++times_kept;
  }
  void tell(const geo::Finding& finding) override { told.push_back(finding.value); }

  std::map<std::string, std::string> kept;
  std::vector<std::string> told;
  int times_kept = 0;
};

}  // namespace

TEST_CASE("a hierarchy comes back from its file as it was") {
  volume::Trial trial("hierarchies kept", {40, 1000}, "nets");
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const Net net = random_net::net(trial.seed() + static_cast<unsigned>(round));
    const auto tree = hierarchy(net);
    const auto topology = topology_of(net.streets);
    const std::string text = to_keep(tree, topology);
    CHECK(text == to_keep(hierarchy(net), topology));
    const auto back = from_kept(as_kept(text), topology);
    REQUIRE(std::holds_alternative<Hierarchy>(back));
    CHECK(same(std::get<Hierarchy>(back), tree));
    CHECK(customise<std::uint16_t>(std::get<Hierarchy>(back), net.streets, net.costs).up ==
          customise<std::uint16_t>(tree, net.streets, net.costs).up);
  }
}

TEST_CASE("the topology is which corners streets join and nothing else") {
  Net net = random_net::net(11);
  const auto topology = topology_of(net.streets);
  net.streets.edges[geo::EdgeId{0}].length = geo::Metres{7};
  net.streets.edges[geo::EdgeId{0}].steps = true;
  CHECK(topology_of(net.streets) == topology);
  std::swap(net.streets.edges[geo::EdgeId{0}], net.streets.edges[geo::EdgeId{1}]);
  CHECK(topology_of(net.streets) != topology);
  std::swap(net.streets.edges[geo::EdgeId{0}], net.streets.edges[geo::EdgeId{1}]);
  net.streets.at.push_back({0, 0});
  CHECK(topology_of(net.streets) != topology);
}

TEST_CASE("a file that is cut short or lengthened, or has a bit flipped anywhere, is refused") {
  const Net net = random_net::net(5);
  const auto topology = topology_of(net.streets);
  const std::string text = to_keep(hierarchy(net), topology);
  REQUIRE_FALSE(wrong(text, topology));
  std::size_t accepted = 0;
  for (std::size_t size = 0; size < text.size(); ++size) {
    accepted += wrong(text.substr(0, size), topology) ? 0u : 1u;
  }
  CHECK(accepted == 0);
  for (const std::size_t more : {1u, 64u, 4096u}) {
    CHECK(wrong(text + std::string(more, '\0'), topology) == Useless::damaged);
    CHECK(wrong(text + text.substr(0, more), topology) == Useless::damaged);
  }
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const int bit : {0, 5}) {
      auto flipped = text;
      flipped[at] = static_cast<char>(flipped[at] ^ (1 << bit));
      accepted += wrong(flipped, topology) ? 0u : 1u;
    }
  }
  CHECK(accepted == 0);
}

TEST_CASE("a file with several bytes drawn anew or parts changed about is refused") {
  volume::Trial trial("kept hierarchies spoilt", {2000, 100'000}, "files");
  const Net net = random_net::net(8);
  const auto topology = topology_of(net.streets);
  const std::string text = to_keep(hierarchy(net), topology);
  std::mt19937 draw(trial.seed());
  const auto below = [&](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(draw);
  };
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    auto spoilt = text;
    if (round % 2 == 0) {
      for (std::size_t left = 1 + below(20); left > 0; --left) {
        spoilt[below(spoilt.size())] = static_cast<char>(below(256));
      }
    } else {
      const std::size_t from = below(text.size()), to = below(text.size());
      const std::size_t size = 1 + below(text.size() - std::max(from, to));
      std::copy_n(text.begin() + static_cast<std::ptrdiff_t>(from), size,
                  spoilt.begin() + static_cast<std::ptrdiff_t>(to));
    }
    CHECK((spoilt == text || wrong(spoilt, topology)));
  }
}

TEST_CASE("a file of another version, of another machine or of other streets is told apart") {
  const Net net = random_net::net(5);
  const auto topology = topology_of(net.streets);
  std::string text = to_keep(hierarchy(net), topology);
  CHECK(wrong(text, topology_of(random_net::net(6).streets)) == Useless::of_other_streets);
  CHECK(wrong(std::string(4096, 'x'), topology) == Useless::damaged);
  CHECK(wrong({}, topology) == Useless::damaged);
  auto later = text;
  ++later[16];
  CHECK(wrong(later, topology) == Useless::of_another_version);
  std::reverse(text.begin() + 20, text.begin() + 24);  // as a big-endian machine writes it
  CHECK(wrong(text, topology) == Useless::of_another_version);
}

TEST_CASE("a hierarchy is built once, found again, and built anew with a finding when spoilt") {
  const Net net = random_net::net(5);
  const auto fresh = StreetHierarchy(net.streets).swept(net.costs);
  Box box;
  const auto swept = [&](bool at_hand) {
    StreetHierarchy streets(net.streets, &box);
    CHECK(streets.at_hand() == at_hand);
    const auto result = streets.swept(net.costs);
    CHECK(streets.at_hand());
    CHECK(same(*result->tree, *fresh->tree));
    CHECK(result->costs.up == fresh->costs.up);
  };
  swept(false);
  CHECK(box.times_kept == 1);
  swept(true);
  CHECK(box.times_kept == 1);
  CHECK(box.told.empty());
  auto& text = box.kept.begin()->second;
  const std::string whole = text;
  const auto spoil = [&](const std::string& with, const std::string& said) {
    text = with;
    box.told.clear();
    swept(false);
    CHECK(box.told == std::vector<std::string>{said});
    CHECK(text == whole);
  };
  spoil(whole.substr(0, whole.size() / 2), "damaged");
  auto other = whole;
  other[whole.size() - 70] ^= 1;
  spoil(other, "damaged");
  ++(other = whole)[16];
  spoil(other, "of another version");
  const Net elsewhere = random_net::net(6);
  spoil(to_keep(hierarchy(elsewhere), topology_of(elsewhere.streets)), "of other streets");
}

TEST_CASE("small towns and runs without a shelf keep nothing") {
  const Net net = random_net::net(5);
  struct Large : Box {
    std::size_t fewest_corners() const override { return 10'000; }
  } box;
  StreetHierarchy(net.streets, &box).swept(net.costs);
  CHECK(box.kept.empty());
  CHECK_FALSE(StreetHierarchy(net.streets).at_hand());
}
