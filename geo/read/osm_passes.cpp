#include "geo/read/osm_passes.hpp"

#include <fmt/format.h>
#include <osmium/handler/node_locations_for_ways.hpp>
#include <osmium/index/map/flex_mem.hpp>
#include <osmium/io/bzip2_compression.hpp>
#include <osmium/io/gzip_compression.hpp>
#include <osmium/io/o5m_input.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/io/xml_input.hpp>
#include <osmium/thread/pool.hpp>

#include <algorithm>
#include <unordered_set>
#include <vector>

namespace geo::read {
namespace {

using Index = osmium::index::map::FlexMem<osmium::unsigned_object_id_type, osmium::Location>;
using Places = osmium::handler::NodeLocationsForWays<Index, Index>;

/// Threads that unpack blocks while others are taken in; more would wait for the one that takes.
constexpr int unpacking_threads = 3;

/// Calls `take` for every object of one type.
template <class Object, class Take>
void each(const OsmSource& source, osmium::thread::Pool& pool, osmium::osm_entity_bits::type type,
          Take take) {
  osmium::io::Reader reader{source.file(), type, pool};
  if (reader.header().has_multiple_object_versions() && !source.change_file) {
    throw Error({.code = "osm_history",
                 .what = "this is a history file: it holds what was deleted too",
                 .file = source.shown,
                 .remedy = "cut one day out of it: osmium time-filter"});
  }
  while (osmium::memory::Buffer buffer = reader.read()) {
    for (auto& object : buffer.select<Object>()) take(object);
  }
  reader.close();
}

/// Whether keys and values come in pairs. A zero byte inside a text, which XML cannot hold and a
/// damaged PBF can, would make libosmium read on behind the end of the tags.
bool come_in_pairs(const osmium::TagList& tags) {
  const auto* begin = reinterpret_cast<const char*>(tags.data()) + sizeof(osmium::TagList);
  const auto* end = reinterpret_cast<const char*>(tags.data()) + tags.byte_size();
  if (tags.empty()) return true;
  return end[-1] == '\0' && std::count(begin, end, '\0') % 2 == 0;
}

class Passes {
 public:
  Passes(const OsmSource& source, OsmSink& sink, Findings& findings)
      : source_(source), sink_(sink), findings_(findings) {
    places_.ignore_errors();  // a missing node is counted by whoever needs it
  }

  OsmCounts run() {
    using osmium::osm_entity_bits::type;
    each<osmium::Relation>(source_, pool_, type::relation, [&](const osmium::Relation& relation) {
      if (!relation.visible()) return;
      check_tags(relation, "relation");
      ++counts_.relations;
      sink_.relation(relation);
    });
    each<osmium::Node>(source_, pool_, type::node, [&](const osmium::Node& node) { take(node); });
    if (!off_earth_.empty()) refuse_coordinates();
    each<osmium::Way>(source_, pool_, type::way, [&](osmium::Way& way) { take(way); });
    return counts_;
  }

 private:
  void check_tags(const osmium::OSMObject& object, std::string_view type) const {
    if (come_in_pairs(object.tags())) return;
    throw Error({.code = "osm_damaged",
                 .what = "the tags of this object hold a zero byte: the file is damaged",
                 .file = source_.shown,
                 .feature = fmt::format("{} {}", type, object.id()),
                 .remedy = "download or export it again"});
  }

  void take(const osmium::Node& node) {
    if (!node.visible()) return;
    check_tags(node, "node");
    ++counts_.nodes;
    if (node.tags().empty()) ++counts_.untagged_nodes;
    if (!node.location().valid()) {
      if (off_earth_.size() < Findings::shown_per_code) off_earth_.push_back(node.id());
      return;
    }
    places_.node(node);
    sink_.node(node);
  }

  void take(osmium::Way& way) {
    if (!way.visible()) return;
    check_tags(way, "way");
    if (!seen_.insert(way.id()).second) {
      findings_.add({.code = "osm_way_repeated",
                     .severity = Severity::repair,
                     .what = "this way is there twice",
                     .file = source_.shown,
                     .feature = fmt::format("way {}", way.id()),
                     .remedy = "delete one of the two; the second is left out"});
      return;
    }
    ++counts_.ways;
    places_.way(way);
    sink_.way(way);
  }

  void refuse_coordinates() const {
    throw Error({.code = "osm_coordinates",
                 .what = "these nodes have coordinates that are no place on Earth",
                 .file = source_.shown,
                 .feature = fmt::format("node {}", fmt::join(off_earth_, ", node ")),
                 .remedy = "correct or delete them"});
  }

  const OsmSource& source_;
  OsmSink& sink_;
  Findings& findings_;
  osmium::thread::Pool pool_{unpacking_threads};
  Index index_;
  Index index_below_zero_;  ///< editors number new objects downwards
  Places places_{index_, index_below_zero_};
  std::unordered_set<std::int64_t> seen_;  ///< asked only, never gone through
  std::vector<std::int64_t> off_earth_;
  OsmCounts counts_;
};

}  // namespace

OsmCounts read_passes(const OsmSource& source, OsmSink& sink, Findings& findings) {
  return guarded(source, [&] { return Passes(source, sink, findings).run(); });
}

}  // namespace geo::read
