#pragma once

#include <string_view>

#include "geo/description.hpp"
#include "geo/read/description_section.hpp"

namespace geo::read {

/// What the key `title` of a table means: the title of the file, or what its areas are called.
enum class Title { of_file, of_areas };

/// A layer or table with the keys that all of them have; its path stands at `key`.
description::Source source_at(Section& section, std::string_view key, Title title = Title::of_file);

/// The same for a path that stands in a list.
description::Source source_of(Section& section, const std::string& path,
                              Title title = Title::of_file);

/// `where = { Year = "2017" }`: the rows to keep.
std::map<std::string, std::string> rows_where(Section& section);

}  // namespace geo::read
