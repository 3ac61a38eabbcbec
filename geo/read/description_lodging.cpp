#include "geo/read/description_lodging.hpp"

#include "geo/read/description_source.hpp"

namespace geo::read {

description::Lodging lodging(Section& section) {
  description::Lodging lodging;
  lodging.source = source_at(section, section.has("table") ? "table" : "layer");
  lodging.kind = section.needed_text("kind");
  lodging.people = section.needed_text("people");
  lodging.groups = section.texts_by_key("groups");
  lodging.name = section.texts_by_key("name");
  const std::string location = section.text("location");
  if (!location.empty() && location != "protected") {
    section.refuse("location", "description_value", "location is \"protected\", or left out",
                   "write location = \"protected\" to keep these places off every map");
  }
  lodging.is_protected = location == "protected";
  const std::string counted = section.any_text("counted_in_people");
  if (counted != "true" && counted != "false") {
    section.refuse("counted_in_people", "description_missing_key",
                   "nothing says whether [people] counts those who live here already",
                   "write counted_in_people = true, or false to add them");
  }
  lodging.counted_in_people = counted == "true";
  return lodging;
}

}  // namespace geo::read
