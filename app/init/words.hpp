#pragma once

#include <string>
#include <string_view>

namespace app::init {

/// What the name of a column or file says it holds, in the languages that cities write in.
enum class Means {
  total_people,
  born_abroad,
  foreign_nationals,
  refugees,
  dwellings,
  rent,
  floor_area,
  floors,
  name,
  id,
  kind,
  capacity,
  opening_hours,
  languages,
  fee,
  land_use,
  steps,
  counted,  ///< how many, in a long table
  sex,
  age,
  origin
};

/// True when `text` holds one of the words for it; long words also inside others
/// ("numviviendas"). Catalan, Spanish, Portuguese, Italian, French, English and Arabic.
bool says(std::string_view text, Means what);

}  // namespace app::init
