#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "geo/description.hpp"
#include "geo/network/street_lines.hpp"
#include "geo/shape/layer.hpp"

namespace geo::build {

/// A column of the streets by its name; null when city.toml names none. Throws Error
/// `column_missing`.
const Field* street_column(const Layer& layer, const std::string& name, std::string_view key);

/// What a cell says, in any usual spelling ("1", "yes", "sí", "oui", "3" of steps); nothing where
/// it is neither.
std::optional<bool> yes_or_no(const Field& field, std::size_t row);

/// "forward", "FT", "-1", "no" and so on; nothing where it is no direction.
std::optional<OneWay> direction(const Field& field, std::size_t row);

/// The columns of a street layer that say what makes a street hard or easy (docs/ways.md).
class StreetColumns {
 public:
  StreetColumns(const Layer& layer, const description::Streets& columns, const StreetWords& words);

  /// Told of each cell that a column should not hold.
  using Odd = std::function<void(const Field&, std::string_view what)>;
  StreetTraits of(std::size_t row, const Odd& odd) const;

 private:
  std::optional<std::string> word(const Field* field, std::size_t row) const;
  template <class E>
  E meaning(const Field* field, std::size_t row, const std::map<std::string, E>& words,
            const Odd& odd) const;
  Passage passage(const Field* field, std::size_t row, Passage otherwise, const Odd& odd) const;

  const StreetWords& words_;
  std::map<std::string, std::string> own_;  ///< the city's word in small letters -> OSM's
  const Field *surface_, *kerb_, *obstacle_, *road_, *width_, *incline_, *max_speed_, *crossing_,
      *bridge_, *wheelchair_, *bicycles_, *cars_;
};

}  // namespace geo::build
