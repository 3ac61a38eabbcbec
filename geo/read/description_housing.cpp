#include "geo/read/description_housing.hpp"

#include <utility>

#include "geo/read/description_source.hpp"

namespace geo::read {
namespace {

using description::HousingTable;

void read_tenure(Section& section, HousingTable& table) {
  if (section.is_table("tenure")) {
    table.dwellings_by_tenure = section.texts_by_key("tenure");
  } else {
    table.tenure = section.text("tenure");
  }
}

/// `units = { rent = "EUR/month", income = "EUR/person/year" }`.
void read_units(Section& section, HousingTable& table) {
  table.units = section.texts_by_key("units");
  for (const auto& [what, unit] : table.units) {
    if (what == "rent" || what == "income") continue;
    section.refuse(
        "units", "description_unit_unknown",
        "units names " + geo::quoted(what) + ", and only rent and income have one to state",
        "write units = { rent = \"EUR/month\", income = \"EUR/person/year\" }");
  }
}

bool has_figures(const HousingTable& table) {
  return !table.rent.empty() || !table.income.empty() || !table.rooms.empty() ||
         !table.dwellings.empty() || !table.dwellings_by_tenure.empty();
}

}  // namespace

HousingTable housing_table(Section& section) {
  HousingTable table;
  const std::string key = section.has("layer") ? "layer" : "table";
  const auto files = section.texts(key);
  if (files.empty()) static_cast<void>(section.needed_text(key));
  for (const std::string& file : files) {
    table.files.push_back(source_of(section, file));
  }
  section.table("join", [&](Section& join) {
    table.join_column = join.needed_text("column");
    table.join_key = join.text("key");
  });
  table.at = section.text("at");
  table.period = section.text("period");
  table.rent = section.text("rent");
  table.income = section.text("income");
  table.rooms = section.text("rooms");
  table.dwellings = section.text("dwellings");
  read_units(section, table);
  read_tenure(section, table);
  if (!table.tenure.empty() && table.dwellings.empty()) {
    section.refuse("tenure", "description_missing_key",
                   "tenure says whose dwellings, and no column counts them",
                   "add dwellings = \"column with dwellings\"");
  }
  if (has_figures(table) && table.join_column.empty() && table.at != "city") {
    section.refuse("join", "description_missing_key",
                   "the table of housing does not say which areas its rows are",
                   "add join = { column = \"CODE\", key = \"{CODE}\" }");
  }
  return table;
}

}  // namespace geo::read
