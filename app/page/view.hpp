#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/words.hpp"
#include "geo/release.hpp"
#include "geo/write/write.hpp"

namespace app::page {

/// Text as it may stand in HTML, between tags and in attributes: nothing from a file is ever
/// markup.
std::string escape(std::string_view text);

/// `text` kept in its own direction of writing within a sentence of another.
std::string isolated(const std::string& text);

/// A second name as it stands behind the first, smaller; nothing for an empty one.
std::string in_other_letters(const std::string& name);

/// `title` as it stands inside a sentence: "census section" for "Census section".
std::string inside_sentence(std::string title);

/// A file of `styles/` that goes into the page as it is. Throws geo::Error when it is not there.
std::string shipped(const std::string& name);

/// What the report is about, found once: which levels are shown where, whose figures stand beside
/// whose. A level may play several parts in a small city.
struct View {
  const geo::write::Map& map;
  const geo::Release& release;
  const Words& words;
  const geo::ReleasedLayer* finest = nullptr;   ///< drawn in the large maps
  const geo::ReleasedLayer* reading = nullptr;  ///< named on maps, ranked: about 12 to 150 areas
  const geo::ReleasedLayer* table = nullptr;    ///< stands in tables: the coarsest of 4 to 60
  const geo::ReleasedLayer* city = nullptr;     ///< one row
  const geo::ReleasedGroup* focus = nullptr;    ///< the city's first own group; null: only everyone
  const geo::ReleasedGroup* reference = nullptr;

  View(const geo::write::Map& map, const Words& words);

  /// A figure of one area: of everyone when `group` is empty.
  geo::Cell<double> value(const geo::ReleasedLayer& layer, std::size_t row,
                          const std::string& instance, const std::string& group = "") const;
  geo::Cell<double> people(const geo::ReleasedLayer& layer, std::size_t row,
                           const std::string& group = "") const;
  /// Whether counts of people in a layer were carried there and are not their source's own.
  bool people_modelled(const geo::ReleasedLayer& layer, const std::string& group = "") const;
  /// A name for people that says so where they are modelled.
  std::string as_counted(const std::string& name, const geo::ReleasedLayer& layer,
                         const std::string& group = "") const;
  /// How many homes stand in an area of the reading level.
  std::size_t homes(std::size_t row) const;
  geo::Cell<double> figure(const geo::ReleasedLayer& layer, std::size_t row,
                           geo::ReleasedColumn::Role role, const std::string& instance,
                           const std::string& group) const;
  geo::Cell<double> city_value(const std::string& instance, const std::string& group = "") const;

  /// Column of one metric and group; null when it was not released at this level.
  const geo::ReleasedColumn* column(const geo::ReleasedLayer& layer, geo::ReleasedColumn::Role role,
                                    const std::string& instance, const std::string& group) const;
  /// The group whose figures a map of this metric shows: everyone (empty), but for an index of
  /// areas, which everyone has none of, the city's own group.
  std::string shown_group(const geo::ReleasedMetric& metric) const;
  /// Whether a map of this level would show any value of the metric.
  bool any_value(const geo::ReleasedLayer& layer, const geo::ReleasedMetric& metric) const;
  const geo::write::ClassStyle* style(const std::string& instance) const;
  /// Name of an area in the reader's language, else its key; plain text.
  std::string name(const geo::ReleasedLayer& layer, std::size_t row) const;
  /// The same place in letters of the other direction of writing, where the city gives its name in
  /// both: Latin beside Arabic. Empty where it does not.
  std::string name_in_other_letters(const geo::Names& names) const;
  std::string name_in_other_letters(const geo::ReleasedLayer& layer, std::size_t row) const;
  std::string title(const geo::ReleasedLayer& layer) const;
  std::string number(double value, int decimals) const { return words.number(value, decimals); }

 private:
  void count_homes();

  std::vector<std::size_t> homes_;  ///< by row of the reading level
};

/// Whether the city's own group could as well be on the other side of the gap in this area, for all
/// that is known of who lives in which home.
bool is_doubtful(const View& view, const geo::ReleasedLayer& layer, std::size_t row,
                 const std::string& instance);

/// Cell `row` of a column of numbers; `not_recorded` when there is no column or it holds text.
geo::Cell<double> number_at(const geo::ReleasedColumn* column, std::size_t row);

/// The class a value falls into: left-closed, right-open, the last one closed. Values outside the
/// edges fall into the outer classes.
std::size_t class_of(const std::vector<double>& breaks, double value);

}  // namespace app::page
