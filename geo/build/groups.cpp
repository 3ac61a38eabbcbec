#include "geo/build/groups.hpp"

#include <algorithm>
#include <set>

#include "geo/core/error.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

/// A flow is named for what it is wherever its name stands.
Names named_as_flow(const Names& names) {
  const std::map<std::string, std::string> in_the_time{{"en", "came in the period"},
                                                       {"fr", "arrivées de la période"},
                                                       {"es", "llegadas del periodo"},
                                                       {"ar", "الوافدون خلال الفترة"}};
  Names out;
  for (const auto& [language, words] : in_the_time) {
    out.set(language, fmt::format("{} ({})", names.in(language), words));
  }
  for (const auto& [language, name] : names.all()) {
    if (in_the_time.contains(language)) continue;
    out.set(language, fmt::format("{} ({})", name, in_the_time.at("en")));
  }
  return out;
}

Group as_described(const description::Group& described) {
  Group group;
  group.key = described.key;
  group.name = described.names.empty() ? Names{described.key} : described.names;
  group.definition = described.definition;
  group.languages = described.languages;
  group.sex = described.sex;
  group.age = described.age;
  if (described.from.measure != description::Measure::flow) return group;
  group.by = Dimension::flow;
  group.name = named_as_flow(group.name);
  if (group.definition.empty()) group.definition = "people who came in the period, not residents";
  return group;
}

/// "sex of age": how a slice by both differs from its slice by one.
std::string age_of(const Slice& slice) {
  return slice.sex && slice.age ? slice.key.substr(slice.key.find("age_")) : slice.key;
}

std::string sex_of(const Slice& slice) {
  return *slice.sex == Sex::female ? "female" : "male";
}

}  // namespace

Groups::Groups(const Layers& layers) {
  const auto& people = *layers.description.people;
  const std::string& file = layers.description.file;
  Group everyone;
  everyone.key = "everyone";
  everyone.name = Names{"everyone"};
  everyone.is_protected = false;
  by_key_["everyone"] = all_.push_back(everyone);
  std::set<std::string> keys{"everyone", "rest"};
  for (const auto& described : people.groups) {
    if (!keys.insert(described.key).second) {
      throw Error({.code = "group_repeated",
                   .what = "this key stands for another group already",
                   .file = file,
                   .feature = described.key,
                   .field = "people.groups",
                   .value = described.key,
                   .remedy = "choose another key"});
    }
    by_key_[described.key] = all_.push_back(as_described(described));
  }
  for (std::size_t i = 0; i < people.groups.size(); ++i) {
    const std::string& whole = people.groups[i].part_of;
    if (whole.empty() || whole == "everyone") continue;
    const auto found = by_key_.find(whole);
    if (found == by_key_.end() || found->second == this->described(i)) {
      throw Error({.code = "group_unknown",
                   .what = "the group is part of one that is not there",
                   .file = file,
                   .feature = people.groups[i].key,
                   .field = "part_of",
                   .value = whole,
                   .remedy = "name another group of [people.groups]"});
    }
    all_[this->described(i)].part_of = found->second;
  }
  refuse_circles(file);
  for (const GroupId id : all_.rows()) {
    const auto whole = all_[id].part_of;
    if (!whole || (all_[id].by == Dimension::flow) == (all_[*whole].by == Dimension::flow))
      continue;
    throw Error(
        {.code = "flow_not_stock",
         .what = "people who came in a period are no part of those who live there, nor these of "
                 "them",
         .file = file,
         .feature = all_[id].key,
         .field = "part_of",
         .value = all_[*whole].key,
         .remedy = "leave part_of out, or say the same measure for both"});
  }
}

void Groups::refuse_circles(const std::string& file) const {
  for (const GroupId group : all_.rows()) {
    auto whole = all_[group].part_of;
    for (std::size_t steps = 0; whole; whole = all_[*whole].part_of) {
      if (++steps <= all_.size()) continue;
      throw Error({.code = "group_unknown",
                   .what = "the group is a part of itself",
                   .file = file,
                   .feature = all_[group].key,
                   .field = "part_of",
                   .value = all_[group].key,
                   .remedy = "name the larger group only once"});
    }
  }
}

GroupId Groups::add(const Slice& slice, GroupId of) {
  const Group& whole = all_[of];
  Group group;
  group.key = of == everyone ? slice.key : whole.key + "_" + slice.key;
  group.definition = whole.definition;
  group.languages = whole.languages;
  if (slice.sex) group.sex = sex_of(slice);
  if (slice.age) group.age = age_of(slice).substr(4);
  for (const auto& [language, name] : slice.name.all()) {
    group.name.set(language,
                   of == everyone ? name : fmt::format("{}, {}", whole.name.in(language), name));
  }
  group.by = slice.age ? Dimension::age : Dimension::sex;
  if (by_key_.contains(group.key)) {
    throw Error({.code = "group_repeated",
                 .what = "a group of this key is made of columns of sex and age already",
                 .feature = group.key,
                 .field = "people.by",
                 .value = group.key,
                 .remedy = "choose another key under [people.groups]"});
  }
  const GroupId id = all_.push_back(group);
  by_key_[group.key] = id;
  slices_.emplace(id, SliceOf{of, slice});
  return id;
}

std::optional<GroupId> Groups::find(GroupId of, const std::string& slice) const {
  const auto found = by_key_.find(of == everyone ? slice : all_[of].key + "_" + slice);
  return found == by_key_.end() ? std::nullopt : std::optional(found->second);
}

void Groups::link() {
  for (const auto& [id, slice] : slices_) link(id);
}

void Groups::link(GroupId id) {
  const auto& [of, slice] = slices_.at(id);
  Group& group = all_[id];
  if (slice.sex && slice.age) {
    group.part_of = find(of, sex_of(slice));
    if (const auto age = find(of, age_of(slice))) {
      group.also_part_of.emplace_back(*age, Dimension::sex);
    }
  } else if (of != everyone) {
    group.part_of = of;
  }
  if (of == everyone || all_[of].by == Dimension::flow) return;
  const GroupId larger = all_[of].part_of.value_or(everyone);
  if (const auto same = find(larger, slice.key)) {
    group.also_part_of.emplace_back(*same, Dimension::origin);
  }
}

std::optional<GroupId> Groups::add_rest(const Names& name) {
  const bool any = std::any_of(all_.begin() + 1, all_.end(), [](const Group& group) {
    return group.by == Dimension::origin && !group.part_of;
  });
  if (!any) return std::nullopt;
  Group group;
  group.key = "rest";
  group.name = name.empty() ? Names{"rest of the population"} : name;
  group.is_rest = true;
  return all_.push_back(group);
}

}  // namespace geo::build
