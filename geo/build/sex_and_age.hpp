#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/build/long_table.hpp"
#include "geo/core/names.hpp"

namespace geo::build {

enum class Sex { female, male };

/// Ages from the first to below the last; without a last, all older ones too.
struct AgeRange {
  int from = 0;
  std::optional<int> below;
  bool operator==(const AgeRange&) const = default;
};

/// What a table writes for an age: "0-4", "05-09", "De 16 a 24 años", "37", ">=95", "65+", "100 y
/// más", "Menos de 5". Nothing for what it cannot read to the last word.
std::optional<AgeRange> age_range(std::string_view label);

/// People of one sex, of one class of age, or of both.
struct Slice {
  std::string key;  ///< "female", "age_0_14", "female_age_65_plus"
  Names name;
  std::optional<Sex> sex;
  std::optional<std::size_t> age;  ///< position among the classes
  Chosen rows;                     ///< rows of the table that count for it
};

/// The slices that the columns of `by` make of a table: both sexes, each class of age, and each
/// class of age of each sex. None where the table lacks the columns. Only rows of `among` are
/// looked at.
///
/// Rows whose word is not understood count in no slice (`sex_unreadable`, `age_unreadable`). Throws
/// Error `age_class_cut` for a label that reaches over the beginning of a class.
std::vector<Slice> slices(const Layer& table, const description::SexAndAge& by, const Chosen& among,
                          Findings& findings);

}  // namespace geo::build
