#include "geo/read/osm_areas.hpp"

#include <fmt/format.h>
#include <osmium/area/assembler.hpp>
#include <osmium/area/problem_reporter.hpp>
#include <osmium/memory/buffer.hpp>
#include <osmium/osm/area.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>

namespace geo::read {
namespace {

/// Every fault that the assembler meets, as a finding that names way or relation.
class FaultReporter : public osmium::area::ProblemReporter {
 public:
  FaultReporter(std::string file, Findings& findings)
      : file_(std::move(file)), findings_(findings) {}

  void report_duplicate_node(osmium::object_id_type a, osmium::object_id_type b,
                             osmium::Location at) override {
    report(a == b ? fmt::format("node {} is there twice in a row", a)
                  : fmt::format("nodes {} and {} lie at one place", a, b),
           at);
  }
  void report_intersection(osmium::object_id_type a, osmium::Location, osmium::Location,
                           osmium::object_id_type b, osmium::Location, osmium::Location,
                           osmium::Location at) override {
    report(fmt::format("ways {} and {} cross", a, b), at);
  }
  void report_duplicate_segment(const osmium::NodeRef& a, const osmium::NodeRef& b) override {
    report(fmt::format("the line from node {} to {} is there twice", a.ref(), b.ref()),
           a.location());
  }
  void report_overlapping_segment(const osmium::NodeRef& a, const osmium::NodeRef& b) override {
    report(fmt::format("the line from node {} to {} is there several times", a.ref(), b.ref()),
           a.location());
  }
  void report_ring_not_closed(const osmium::NodeRef& end, const osmium::Way* way) override {
    report(fmt::format("the outline is open at node {}{}", end.ref(),
                       way ? fmt::format(" of way {}", way->id()) : ""),
           end.location());
  }
  void report_role_should_be_outer(osmium::object_id_type way, osmium::Location at,
                                   osmium::Location) override {
    report(fmt::format("way {} is an outer ring, its role says otherwise", way), at);
  }
  void report_role_should_be_inner(osmium::object_id_type way, osmium::Location at,
                                   osmium::Location) override {
    report(fmt::format("way {} is an inner ring, its role says otherwise", way), at);
  }
  void report_duplicate_way(const osmium::Way& way) override {
    report(fmt::format("way {} is a member twice", way.id()), osmium::Location{});
  }

  /// What the assembler mends without a word: an outline that comes back to a node on its way.
  void look_at(const osmium::Way& way) {
    set_object(osmium::item_type::way, way.id());
    std::set<osmium::object_id_type> passed;
    osmium::object_id_type last = way.nodes().back().ref();
    for (auto node = way.nodes().begin(); node + 1 != way.nodes().end(); ++node) {
      const bool again = !passed.insert(node->ref()).second && node->ref() != last;
      if (again)
        report(fmt::format("the outline touches itself at node {}", node->ref()), node->location());
      last = node->ref();
    }
  }

  /// And in relations: members without a role, and open members that end
  /// at one place in different nodes.
  void look_at(const osmium::Relation& relation, const std::vector<const osmium::Way*>& members) {
    set_object(osmium::item_type::relation, relation.id());
    for (const auto& member : relation.members()) {
      if (member.type() == osmium::item_type::way && *member.role() == '\0') {
        report(fmt::format("way {} has no role", member.ref()), osmium::Location{});
      }
    }
    std::map<osmium::Location, osmium::object_id_type> ends;
    for (const osmium::Way* way : members) {
      if (way->nodes().empty() || way->is_closed()) continue;
      for (const auto& end : {way->nodes().front(), way->nodes().back()}) {
        const auto known = ends.try_emplace(end.location(), end.ref()).first->second;
        if (known == end.ref()) continue;
        report(fmt::format("ways end at one place in nodes {} and {}", known, end.ref()),
               end.location());
      }
    }
  }

 private:
  void report(std::string what, osmium::Location at) {
    findings_.add(
        {.code = "osm_area_fault",
         .severity = Severity::repair,
         .what = std::move(what),
         .file = file_,
         .feature = fmt::format("{} {}", osmium::item_type_to_name(m_object_type), m_object_id),
         .place = at.valid() ? fmt::format("{:.7f} {:.7f}", at.lon(), at.lat()) : "",
         .remedy = "mend it in OSM; here it is mended if it can be"});
  }
  std::string file_;
  Findings& findings_;
};

Ring ring_of(const osmium::NodeRefList& nodes) {
  Ring ring;
  for (const auto& node : nodes) ring.push_back({node.location().lon(), node.location().lat()});
  return ring;
}

OsmArea area_of(const osmium::Area& area) {
  OsmArea found;
  found.from_relation = !area.from_way();
  found.id = area.orig_id();
  for (const auto& tag : area.tags()) found.tags[tag.key()] = tag.value();
  for (const auto& outer : area.outer_rings()) {
    Polygon polygon{ring_of(outer), {}};
    for (const auto& inner : area.inner_rings(outer)) polygon.holes.push_back(ring_of(inner));
    found.polygons.push_back(std::move(polygon));
  }
  return found;
}

bool has_all_places(const osmium::Way& way) {
  return std::all_of(way.nodes().begin(), way.nodes().end(),
                     [](const osmium::NodeRef& node) { return node.location().valid(); });
}

}  // namespace

struct AreaCollector::Impl {
  Impl(Wanted what, std::string name, Findings& all)
      : wanted(std::move(what)), file(std::move(name)), findings(all), reporter(file, all) {
    config.problem_reporter = &reporter;
    config.check_roles = true;
  }

  void leave_out(std::string_view kind, std::int64_t id, std::string_view code,
                 std::string_view what) {
    findings.add({.code = std::string(code),
                  .severity = Severity::warning,
                  .what = std::string(what),
                  .file = file,
                  .feature = fmt::format("{} {}", kind, id),
                  .remedy = "mend it in OSM, or cut the extract wider; the area is left out"});
  }

  void keep(const osmium::memory::Buffer& built, std::string_view kind, std::int64_t id) {
    bool any = false;
    for (const auto& area : built.select<osmium::Area>()) {
      auto found = area_of(area);
      if (found.polygons.empty()) continue;
      any = true;
      areas.push_back(std::move(found));
    }
    if (!any) leave_out(kind, id, "osm_area_invalid", "this outline encloses no area");
  }

  void assemble(const osmium::Relation& relation) {
    std::vector<const osmium::Way*> members;
    bool complete = true;
    for (const auto& member : relation.members()) {
      if (member.type() != osmium::item_type::way) continue;
      const auto found = member_ways.find(member.ref());
      const auto* way = found == member_ways.end() || !found->second
                            ? nullptr
                            : &ways.get<osmium::Way>(*found->second);
      complete = complete && way && has_all_places(*way);
      if (way) members.push_back(way);
    }
    if (!complete || members.empty()) {
      leave_out("relation", relation.id(), "osm_relation_incomplete",
                "ways or nodes of this area are missing from the extract");
      return;
    }
    reporter.look_at(relation, members);
    osmium::memory::Buffer out{1024, osmium::memory::Buffer::auto_grow::yes};
    osmium::area::Assembler assembler{config};
    assembler(relation, members, out);
    keep(out, "relation", relation.id());
  }

  Wanted wanted;
  std::string file;
  Findings& findings;
  FaultReporter reporter;
  osmium::area::AssemblerConfig config;
  osmium::memory::Buffer relations{1U << 16U, osmium::memory::Buffer::auto_grow::yes};
  osmium::memory::Buffer ways{1U << 16U, osmium::memory::Buffer::auto_grow::yes};
  /// Ways that a relation needs, and where they are in `ways` once read. Read by key only.
  std::unordered_map<std::int64_t, std::optional<std::size_t>> member_ways;
  std::vector<OsmArea> areas;
};

AreaCollector::AreaCollector(Wanted wanted, std::string file, Findings& findings)
    : impl_(std::make_unique<Impl>(std::move(wanted), std::move(file), findings)) {}
AreaCollector::~AreaCollector() = default;

void AreaCollector::relation(const osmium::Relation& relation) {
  const char* type = relation.tags().get_value_by_key("type", "");
  const std::string_view kind{type};
  if ((kind != "multipolygon" && kind != "boundary") || !impl_->wanted(relation.tags())) return;
  impl_->relations.add_item(relation);
  impl_->relations.commit();
  for (const auto& member : relation.members()) {
    if (member.type() == osmium::item_type::way) impl_->member_ways.try_emplace(member.ref());
  }
}

void AreaCollector::way(const osmium::Way& way) {
  if (const auto needed = impl_->member_ways.find(way.id()); needed != impl_->member_ways.end()) {
    impl_->ways.add_item(way);
    needed->second = impl_->ways.commit();
  }
  const std::string_view area{way.tags().get_value_by_key("area", "")};
  if (way.nodes().size() < 4 || area == "no" || !impl_->wanted(way.tags())) return;
  const osmium::Location first = way.nodes().front().location();
  const bool closed =
      way.ends_have_same_id() || (first.valid() && first == way.nodes().back().location());
  if (!closed) return;
  if (!has_all_places(way)) {
    impl_->leave_out("way", way.id(), "osm_area_incomplete",
                     "nodes of this area are missing from the extract");
    return;
  }
  impl_->reporter.look_at(way);
  osmium::memory::Buffer out{1024, osmium::memory::Buffer::auto_grow::yes};
  osmium::area::Assembler assembler{impl_->config};
  assembler(way, out);
  impl_->keep(out, "way", way.id());
}

std::vector<OsmArea> AreaCollector::finish() {
  for (const auto& relation : impl_->relations.select<osmium::Relation>()) {
    impl_->assemble(relation);
  }
  auto areas = std::move(impl_->areas);
  std::sort(areas.begin(), areas.end(), [](const OsmArea& a, const OsmArea& b) {
    return std::pair(a.from_relation, a.id) < std::pair(b.from_relation, b.id);
  });
  return areas;
}

}  // namespace geo::read
