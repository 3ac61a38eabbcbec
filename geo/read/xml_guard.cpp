#include "geo/read/xml_guard.hpp"

#include <algorithm>
#include <memory>
#include <type_traits>

#include <expat.h>
#include <fmt/format.h>

#include "geo/core/error.hpp"
#include "geo/read/bytes.hpp"

namespace geo::read {
namespace {

constexpr int deepest_xml = 64;

struct Watch {
  XML_Parser parser;
  int depth = 0;
  bool too_deep = false;
  bool entities = false;
};

void opened(void* data, const XML_Char*, const XML_Char**) {
  auto& watch = *static_cast<Watch*>(data);
  if (++watch.depth <= deepest_xml) return;
  watch.too_deep = true;
  XML_StopParser(watch.parser, XML_FALSE);
}

void closed(void* data, const XML_Char*) {
  --static_cast<Watch*>(data)->depth;
}

void declared(void* data, const XML_Char*, int, const XML_Char*, int, const XML_Char*,
              const XML_Char*, const XML_Char*, const XML_Char*) {
  auto& watch = *static_cast<Watch*>(data);
  watch.entities = true;
  XML_StopParser(watch.parser, XML_FALSE);
}

}  // namespace

void refuse_unsafe_xml(std::string_view xml, const std::string& file) {
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser(
      XML_ParserCreate(nullptr), XML_ParserFree);
  Watch watch{parser.get()};
  XML_SetUserData(parser.get(), &watch);
  XML_SetElementHandler(parser.get(), opened, closed);
  XML_SetEntityDeclHandler(parser.get(), declared);
  constexpr std::size_t piece = 1 << 20;
  for (std::size_t at = 0; at <= xml.size(); at += piece) {
    const auto part = xml.substr(at, piece);
    const bool last = at + piece > xml.size();
    if (XML_Parse(parser.get(), part.data(), static_cast<int>(part.size()), last) !=
        XML_STATUS_ERROR) {
      continue;
    }
    const auto line = XML_GetCurrentLineNumber(parser.get());
    throw Error({.code = watch.too_deep   ? "xml_nested_too_deep"
                         : watch.entities ? "xml_entities"
                                          : "xml_not_valid",
                 .what = watch.too_deep   ? "the elements are nested deeper than 64"
                         : watch.entities ? "entity declarations are not allowed"
                                          : "this is not well-formed XML",
                 .file = file,
                 .place = fmt::format("line {}", line),
                 .remedy = "export the layer again"});
  }
}

}  // namespace geo::read
