#pragma once

#include <optional>
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
  income,
  rooms,
  period,  ///< a part of a year; years tell themselves by their values
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

/// The administrative level of a column of P-codes, the humanitarian codes of places: 3 for
/// `ADM3_PCODE`, `admin3Pcode` or a column that HXL tags `#adm3+code`; nothing for others.
std::optional<int> pcode_level(std::string_view name, std::string_view tag);

}  // namespace app::init
