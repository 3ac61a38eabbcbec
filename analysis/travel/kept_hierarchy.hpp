#pragma once

#include <string>
#include <variant>

#include "analysis/travel/hierarchy.hpp"
#include "analysis/travel/shelf.hpp"
#include "geo/core/fingerprint.hpp"
#include "geo/network/street_graph.hpp"

namespace analysis::travel {

/// What a hierarchy depends on: how many corners there are, and which two each street joins.
/// About 6 ns a street on one thread.
geo::Fingerprint topology_of(const geo::StreetGraph& streets);

/// A hierarchy as the content of a file: a head that tells version, topology and sizes, then the
/// tables as they lie in memory, then nothing. Poly1305 sums of head and tables tell damage.
std::string to_keep(const Hierarchy& tree, const geo::Fingerprint& topology);

/// Why kept bytes are of no use.
enum class Useless { damaged, of_another_version, of_other_streets };

/// The hierarchy in such bytes, which stay where they are and as they are: only the sums are
/// checked, at the speed of memory. They guard against accidents: who may write to the shelf may as
/// well change the data.
std::variant<Hierarchy, Useless> from_kept(const Shelf::Kept& kept,
                                           const geo::Fingerprint& topology);

/// The hierarchy of some streets from a shelf; nothing where there is none. What is of no use is
/// told.
std::optional<Hierarchy> kept_hierarchy(const geo::Fingerprint& topology, Shelf& shelf);
void keep(const Hierarchy& tree, const geo::Fingerprint& topology, Shelf& shelf);

}  // namespace analysis::travel
