#include "analysis/travel/kept_hierarchy.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include <tbb/parallel_for.h>

namespace analysis::travel {
namespace {

using geo::Fingerprint;

constexpr std::uint32_t version = 1;
constexpr std::uint32_t order_of_bytes = 0x01020304;
constexpr std::size_t line = 64;  // tables begin on one: a register's load never straddles two
constexpr std::size_t tables = 7;

struct Head {
  std::array<char, 16> what{"medina streets"};
  std::uint32_t version = analysis::travel::version;
  std::uint32_t order = order_of_bytes;
  Fingerprint topology;
  std::array<std::uint64_t, tables> bytes{};  ///< of each table
  std::uint32_t depth = 0;
  std::array<std::uint32_t, 15> unused{};
  Fingerprint content;  ///< of all that follows the head
  Fingerprint head;     ///< of the head up to here
};
static_assert(sizeof(Head) == 3 * line && 16 + 8 + 16 + 8 * tables + 64 + 32 == 3 * line,
              "no byte left to chance");

std::size_t rounded_up(std::size_t bytes) {
  return (bytes + line - 1) / line * line;
}

Fingerprint print_of(const Head& head) {
  return geo::fingerprint(
      std::as_bytes(std::span(&head, 1)).first(sizeof(Head) - sizeof(Fingerprint)));
}

/// The fingerprint of many, each taken by itself so that all processors help.
template <class PrintOf>
Fingerprint print_of_pieces(std::size_t pieces, PrintOf print_of_piece) {
  std::vector<Fingerprint> prints(pieces);
  tbb::parallel_for(std::size_t{0}, pieces,
                    [&](std::size_t piece) { prints[piece] = print_of_piece(piece); });
  return geo::fingerprint(std::as_bytes(std::span<const Fingerprint>(prints)));
}

Fingerprint print_of_content(std::span<const std::byte> content) {
  constexpr std::size_t most = std::size_t{1} << 20;
  return print_of_pieces((content.size() + most - 1) / most, [&](std::size_t piece) {
    const auto rest = content.subspan(piece * most);
    return geo::fingerprint(rest.first(std::min(most, rest.size())));
  });
}

std::array<std::span<const std::byte>, tables> bytes_of(const Hierarchy::Tables& all) {
  return {std::as_bytes(all.corners),    std::as_bytes(all.parents), std::as_bytes(all.rank_of),
          std::as_bytes(all.corner_of),  std::as_bytes(all.lower),   std::as_bytes(all.arc_depths),
          std::as_bytes(all.first_lower)};
}

/// Hands out tables in the order of `bytes_of`, each from a whole line on.
class Cutter {
 public:
  Cutter(std::span<const std::byte> bytes, const Head& head) : rest_(bytes), head_(head) {}

  template <class Row>
  std::span<const Row> next() {
    const std::size_t bytes = head_.bytes[table_++];
    const auto* const rows = reinterpret_cast<const Row*>(rest_.data());
    rest_ = rest_.subspan(rounded_up(bytes));
    return {rows, bytes / sizeof(Row)};
  }

 private:
  std::span<const std::byte> rest_;
  const Head& head_;
  std::size_t table_ = 0;
};

Hierarchy::Tables cut(std::span<const std::byte> content, const Head& head) {
  Cutter cutter(content, head);
  Hierarchy::Tables all;
  all.corners = cutter.next<Hierarchy::Corner>();
  all.parents = cutter.next<std::uint32_t>();
  all.rank_of = cutter.next<std::uint32_t>();
  all.corner_of = cutter.next<std::uint32_t>();
  all.lower = cutter.next<std::uint32_t>();
  all.arc_depths = cutter.next<std::uint16_t>();
  all.first_lower = cutter.next<std::uint32_t>();
  all.depth = head.depth;
  return all;
}

std::string name_of(const Fingerprint& topology) {
  return "streets" + topology.text();
}

geo::Finding finding_of(Useless why) {
  geo::Finding finding;
  finding.code = "kept_streets_useless";
  finding.severity = geo::Severity::note;
  switch (why) {
    case Useless::damaged:
      finding.value = "damaged";
      break;
    case Useless::of_another_version:
      finding.value = "of another version";
      break;
    case Useless::of_other_streets:
      finding.value = "of other streets";
      break;
  }
  finding.what = "the order of the streets that an earlier run kept is of no use";
  finding.remedy = "none needed: it was made anew";
  return finding;
}

}  // namespace

Fingerprint topology_of(const geo::StreetGraph& streets) {
  constexpr std::size_t most = std::size_t{1} << 16;
  const std::size_t count = streets.edges.size();
  const auto joined = print_of_pieces((count + most - 1) / most, [&](std::size_t piece) {
    std::vector<std::uint32_t> ends;
    for (std::size_t row = piece * most; row < std::min(count, (piece + 1) * most); ++row) {
      const geo::Edge& edge = streets.edges[geo::EdgeId{row}];
      ends.push_back(edge.from.row());
      ends.push_back(edge.to.row());
    }
    return geo::fingerprint(std::as_bytes(std::span<const std::uint32_t>(ends)));
  });
  struct {
    std::uint64_t corners, streets;
    Fingerprint joined;
  } const all{streets.at.size(), count, joined};
  return geo::fingerprint(std::as_bytes(std::span(&all, 1)));
}

std::string to_keep(const Hierarchy& tree, const Fingerprint& topology) {
  Head head;
  head.topology = topology;
  head.depth = tree.depth();
  std::string text(sizeof head, '\0');
  std::size_t table = 0;
  for (const auto bytes : bytes_of(tree.tables())) {
    head.bytes[table++] = bytes.size();
    text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    text.resize(rounded_up(text.size()));
  }
  head.content = print_of_content(std::as_bytes(std::span<const char>(text)).subspan(sizeof(Head)));
  head.head = print_of(head);
  std::memcpy(text.data(), &head, sizeof head);
  return text;
}

std::variant<Hierarchy, Useless> from_kept(const Shelf::Kept& kept, const Fingerprint& topology) {
  if (kept.bytes.size() < sizeof(Head)) return Useless::damaged;
  Head head;
  std::memcpy(&head, kept.bytes.data(), sizeof head);
  if (head.what != Head{}.what) return Useless::damaged;
  if (head.version != version || head.order != order_of_bytes) return Useless::of_another_version;
  if (print_of(head) != head.head) return Useless::damaged;
  if (head.topology != topology) return Useless::of_other_streets;
  const auto content = kept.bytes.subspan(sizeof(Head));
  std::size_t size = 0;
  for (const auto bytes : head.bytes) size += rounded_up(bytes);
  if (size != content.size() || print_of_content(content) != head.content) return Useless::damaged;
  return Hierarchy(cut(content, head), kept.owner);
}

std::optional<Hierarchy> kept_hierarchy(const Fingerprint& topology, Shelf& shelf) {
  const auto kept = shelf.find(name_of(topology));
  if (!kept) return std::nullopt;
  auto found = from_kept(*kept, topology);
  if (auto* const tree = std::get_if<Hierarchy>(&found)) return std::move(*tree);
  shelf.tell(finding_of(std::get<Useless>(found)));
  return std::nullopt;
}

void keep(const Hierarchy& tree, const Fingerprint& topology, Shelf& shelf) {
  shelf.keep(name_of(topology), to_keep(tree, topology));
}

}  // namespace analysis::travel
