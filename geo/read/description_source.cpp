#include "geo/read/description_source.hpp"

namespace geo::read {

description::Source source_at(Section& section, std::string_view key, Title title) {
  return source_of(section, section.needed_text(key), title);
}

description::Source source_of(Section& section, const std::string& path, Title title) {
  description::Source source;
  source.path = path;
  source.sublayer = section.text("sublayer");
  source.crs = section.any_text("crs");
  source.encoding = section.text("encoding");
  source.x = section.text("x");
  source.y = section.text("y");
  source.nodata = section.any_text("nodata");
  source.where = rows_where(section);
  if (title == Title::of_file) source.title = section.text("title");
  source.publisher = section.text("publisher");
  source.as_of = section.any_text("as_of");
  source.licence = section.text("licence");
  source.attribution = section.text("attribution");
  source.url = section.text("url");
  return source;
}

std::map<std::string, std::string> rows_where(Section& section) {
  if (section.has("where") && !section.is_table("where")) {
    section.refuse("where", "description_type", "where should be a table of column and value",
                   "write where = { column = \"value\" }");
  }
  return section.texts_by_key("where");
}

}  // namespace geo::read
