#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/init/look.hpp"
#include "geo/core/kind.hpp"

namespace app::init {

/// One value of a kind column.
struct FoundKind {
  std::string kind;      ///< empty: not recognised
  std::size_t rows = 0;  ///< with this value
};

/// A layer of places that serve people.
struct FoundServices {
  const Seen* seen = nullptr;
  std::string kind;  ///< one kind for all, told by `kind_why`
  std::string kind_why;
  std::string column;                    ///< or a column of kinds
  std::map<std::string, FoundKind> map;  ///< by value; empty with a column: one text for each row
  std::string map_file;                  ///< a table of the folder that maps the column
  std::size_t recognised = 0;            ///< rows whose kind is known
  bool from_osm = false;                 ///< the column holds OSM tags, "amenity=school"
  std::string id, name, capacity, opening_hours;
};

/// The kind of service that a value of a column means: words of the vocabulary, or an OSM tag.
std::optional<geo::Kind> kind_of_value(const std::string& value);

/// What a layer of points serves; nothing when neither a column nor the name of the file says so.
std::optional<FoundServices> services(const Seen& seen);

/// True for a table of two columns of which the second holds kinds of the vocabulary.
bool is_kind_map(const Seen& table);

/// Takes the kinds from one of the city's own maps where it holds nearly all values of a column of
/// categories; such a map says more than the words of the values.
void use_kind_map(FoundServices& found, const std::vector<const Seen*>& maps);

/// Services whose kinds only a map of the city tells.
std::optional<FoundServices> services_by_map(const Seen& seen,
                                             const std::vector<const Seen*>& maps);

/// Homes, or a part of them: a layer with a column of dwellings.
struct FoundHousing {
  const Seen* seen = nullptr;
  std::string dwellings;
  std::string floor_area, rent;
};
std::optional<FoundHousing> housing(const Seen& seen);

/// Uses of land by polygon or point.
struct FoundLandUse {
  const Seen* seen = nullptr;
  std::string column;
  std::string floor_area;
};
std::optional<FoundLandUse> land_use(const Seen& seen);

}  // namespace app::init
