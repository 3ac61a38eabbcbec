#include "geo/read/description_people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "geo/read/description_source.hpp"

namespace geo::read {
namespace {

using description::Category;
using description::CountedFrom;
using description::Group;
using description::Measure;
using description::People;

std::optional<Category> category(Section& section) {
  std::optional<Category> chosen;
  section.table("category", [&](Section& inner) {
    Category category;
    category.column = inner.needed_text("column");
    category.is = inner.texts("is");
    category.is_not = inner.texts("not");
    if (category.is.empty() == category.is_not.empty()) {
      inner.refuse("is", "description_missing_key",
                   "a category says which words count, or which do not",
                   "add is = [\"word\"], or not = [\"word\"]");
    }
    chosen = std::move(category);
  });
  return chosen;
}

Measure measure(Section& section) {
  const std::string word = section.text("measure");
  if (word.empty()) return Measure::unstated;
  if (word == "stock") return Measure::stock;
  if (word == "flow") return Measure::flow;
  section.refuse("measure", "description_value",
                 fmt::format("{} is neither stock nor flow", geo::quoted(word)),
                 "write \"stock\" for people who live there, \"flow\" for people who came or went");
}

/// What [people] and a group of it say alike.
CountedFrom counted_from(Section& section) {
  CountedFrom from;
  if (section.has("table") || section.has("layer")) {
    from.table = source_at(section, section.has("table") ? "table" : "layer");
  } else {
    section.allow("table");
  }
  section.table("join", [&](Section& join) {
    from.join_column = join.needed_text("column");
    from.join_key = join.text("key");
  });
  from.at = section.text("at");
  from.value = section.text("value");
  from.category = category(section);
  from.measure = measure(section);
  from.withheld = section.texts("withheld");
  return from;
}

/// Rows of the table of [people] that only this group chooses.
void choose_rows(Group& group, const People& people, Section& section) {
  if (group.from.table || !section.has("where")) return;
  if (!people.from.table) {
    section.refuse("where", "description_value",
                   "where chooses rows of a table, and neither the group nor [people] has one",
                   "add table = \"...\" here or under [people]");
  }
  group.from.table = people.from.table;
  for (const auto& [column, value] : rows_where(section)) {
    group.from.table->where[column] = value;
  }
  if (group.from.join_column.empty()) {
    group.from.join_column = people.from.join_column;
    group.from.join_key = people.from.join_key;
  }
  if (group.from.at.empty()) group.from.at = people.from.at;
  if (group.from.value.empty()) group.from.value = people.from.value;
}

Group group(const std::string& key, const People& people, Section& section) {
  Group group;
  group.key = key;
  group.names = section.names("name");
  group.from = counted_from(section);
  choose_rows(group, people, section);
  group.count = section.text("count");
  group.share = section.text("share");
  if (section.has("people")) group.people = section.number("people", 0);
  group.definition = section.text("definition");
  group.part_of = section.text("part_of");
  group.languages = section.texts("languages");
  group.sex = section.text("sex");
  group.age = section.any_text("age");
  const bool is_long = !group.from.value.empty() || group.from.category;
  const int ways = !group.count.empty() + !group.share.empty() + group.people.has_value() + is_long;
  if (ways != 1) {
    section.refuse(
        "count", "description_missing_key",
        fmt::format("group {} needs either count or share, or the rows of a long table", key),
        "add count = \"column with people\", share = \"column with a share\", or "
        "category = { column = \"...\", is = [...] } with value = \"column with people\"");
  }
  return group;
}

int whole_years(Section& section, double years) {
  if (years == std::floor(years) && years >= 0 && years <= 120) return static_cast<int>(years);
  section.refuse("ages", "description_value", "an age is whole years from 0 to 120",
                 "for example ages = [0, 15, 65]");
}

description::SexAndAge sex_and_age(Section& section) {
  description::SexAndAge by;
  by.sex = section.text("sex");
  by.age = section.text("age");
  if (section.has("ages")) {
    by.ages.clear();
    for (const double years : section.numbers("ages")) {
      by.ages.push_back(whole_years(section, years));
    }
    std::sort(by.ages.begin(), by.ages.end());
    by.ages.erase(std::unique(by.ages.begin(), by.ages.end()), by.ages.end());
  }
  if (by.ages.empty()) by.ages = {0};
  return by;
}

void note_unknown_basis(Section& section, const std::string& basis) {
  constexpr std::array<std::string_view, 5> bases{"census", "register", "survey", "key informants",
                                                  "model"};
  if (basis.empty() || std::find(bases.begin(), bases.end(), basis) != bases.end()) return;
  section.findings().add(section.about("basis", "description_word",
                                       "this basis is not one that is known",
                                       "use census, register, survey, key informants or model"));
}

void refuse_unknown_wholes(Section& section, const std::vector<Group>& groups) {
  for (const Group& one : groups) {
    const bool known = one.part_of.empty() ||
                       std::any_of(groups.begin(), groups.end(),
                                   [&](const Group& group) { return group.key == one.part_of; });
    if (known) continue;
    section.refuse("groups", "description_value",
                   fmt::format("group {} is part_of {}, which is no group", one.key, one.part_of),
                   "name another group of [people.groups], or leave part_of out");
  }
}

}  // namespace

People people_of_city(Section& section) {
  People people;
  people.from = counted_from(section);
  people.total = section.any_text("total");
  people.basis = section.text("basis");
  people.definition = section.text("definition");
  people.as_of = section.any_text("as_of");
  people.rest = section.names("rest");
  section.table("by", [&](Section& inner) { people.by = sex_and_age(inner); });
  section.tables_inside("groups", [&](const std::string& key, Section& inner) {
    people.groups.push_back(group(key, people, inner));
  });
  note_unknown_basis(section, people.basis);
  refuse_unknown_wholes(section, people.groups);
  return people;
}

}  // namespace geo::read
