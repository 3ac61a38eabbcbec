#pragma once

#include <map>
#include <string>

#include "geo/build/sex_and_age.hpp"
#include "geo/city.hpp"

namespace geo::build {

/// Who is counted, as it grows: everyone first, the groups of city.toml, slices by sex and age, the
/// rest last.
class Groups {
 public:
  /// Everyone and the groups as written, with their wholes found. Throws Error `group_repeated` and
  /// `group_unknown`.
  explicit Groups(const Layers& layers);

  GroupId described(std::size_t i) const { return GroupId{i + 1}; }
  /// One slice of `of`, which may be everyone.
  GroupId add(const Slice& slice, GroupId of);
  /// Finds the further wholes of the slices, once all are there.
  void link();
  /// The rest, where there is a group of an origin; nothing else.
  std::optional<GroupId> add_rest(const Names& name);

  const Per<GroupId, Group>& all() const { return all_; }

 private:
  std::optional<GroupId> find(GroupId of, const std::string& slice) const;
  void link(GroupId id);
  void refuse_circles(const std::string& file) const;

  struct SliceOf {
    GroupId of;
    Slice slice;
  };
  Per<GroupId, Group> all_;
  std::map<std::string, GroupId> by_key_;
  std::map<GroupId, SliceOf> slices_;
};

}  // namespace geo::build
