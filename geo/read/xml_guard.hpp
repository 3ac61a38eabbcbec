#pragma once

#include <string>
#include <string_view>

namespace geo::read {

/// Throws Error when an XML text declares entities, nests deeper than 64 or is not well formed:
/// looked at before a library builds a tree of it.
void refuse_unsafe_xml(std::string_view xml, const std::string& file);

}  // namespace geo::read
