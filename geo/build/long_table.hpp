#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/build/key_match.hpp"
#include "geo/description.hpp"
#include "geo/shape/layer.hpp"

namespace geo::build {

/// For each row of a table whether it counts.
using Chosen = std::vector<bool>;

/// The rows of a long table that `category` names; all rows without one.
///
/// Words are compared as they are, and folded where no row has the word itself. Throws Error
/// `column_missing`, and `category_unknown` with the nearest word for one that no row has.
Chosen rows_of_category(const Layer& table, const std::optional<description::Category>& category,
                        const std::string& where);

/// Whether a column says when its rows were counted: by its name, or as years or dates throughout.
bool tells_time(const Field& field);

/// The word in a text that may mean people who came, went, were born or died in a time.
std::optional<std::string> word_of_flow(const std::string& text);

/// Whether a word stands for all of a division: "Total", "Both sexes".
bool is_total_word(const std::string& word);

/// Takes rows that sum up others ("Total", "Both sexes") out of `chosen`, where the same column has
/// other words beside; a note `total_rows_left_out` says which. `counted` are the columns that hold
/// counts or keys and so never words of this kind.
void leave_out_totals(const Layer& table, const std::vector<std::string>& counted, Chosen& chosen,
                      Findings& findings);

/// Throws Error `long_table_several_years` where rows of one key that count are of several years,
/// months or days: a stock is not summed over time. Names what it found and the line to write.
void refuse_several_times(const Layer& table, const Keys& keys, const Chosen& chosen,
                          const description::CountedFrom& from, const std::string& where);

/// Throws Error `flow_not_stock` where the name of the file, its title or a column of counts speaks
/// of people who came or went, until city.toml says what the table measures.
void refuse_unstated_flow(const Layer& table, const description::CountedFrom& from,
                          const std::vector<std::string>& columns, const std::string& where);

}  // namespace geo::build
