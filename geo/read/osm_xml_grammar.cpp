#include "geo/read/osm_xml_grammar.hpp"

#include "geo/read/osm_unpacked.hpp"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace geo::read {
namespace {

std::optional<double> decimal(std::string_view text) {
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool whole(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  return fault == std::errc{} && end == text.data() + text.size() && !text.empty();
}

/// Attributes of one element.
class Attributes {
 public:
  explicit Attributes(const XML_Char** pairs) : pairs_(pairs) {}
  std::optional<std::string_view> operator[](std::string_view name) const {
    for (const XML_Char** pair = pairs_; *pair; pair += 2) {
      if (name == pair[0]) return std::string_view{pair[1]};
    }
    return std::nullopt;
  }

 private:
  const XML_Char** pairs_;
};

/// The elements of an OSM XML (https://wiki.openstreetmap.org/wiki/OSM_XML), of osmChange, and what
/// Overpass adds.
const std::set<std::string_view>& children_of(std::string_view element) {
  using Words = std::set<std::string_view>;
  static const Words file{"node", "way",  "relation", "bounds",    "bound",
                          "note", "meta", "remark",   "changeset", "user"};
  static const Words change{"create", "modify", "delete", "bounds", "note", "meta"};
  static const Words edit{"node", "way", "relation"};
  static const Words node{"tag"};
  static const Words way{"nd", "tag", "bounds", "center"};
  static const Words relation{"member", "tag", "bounds", "center"};
  static const Words member{"nd"};
  static const Words changeset{"tag", "discussion"};
  static const Words discussion{"comment"};
  static const Words comment{"text"};
  static const Words none;
  if (element == "osm") return file;
  if (element == "osmChange") return change;
  if (element == "create" || element == "modify" || element == "delete") return edit;
  if (element == "node") return node;
  if (element == "way") return way;
  if (element == "relation") return relation;
  if (element == "member") return member;
  if (element == "changeset") return changeset;
  if (element == "discussion") return discussion;
  if (element == "comment") return comment;
  return none;
}

class Grammar {
 public:
  Grammar(const OsmSource& source, Findings& findings)
      : source_(source), findings_(findings), parser_(XML_ParserCreate(nullptr)) {
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), &Grammar::on_start, &Grammar::on_end);
    XML_SetEntityDeclHandler(parser_.get(), &Grammar::on_entity);
  }

  XmlLook look() {
    Unpacked bytes(source_);
    std::vector<char> chunk(1U << 16U);
    std::string text;
    for (int count = -1; count != 0;) {
      count = bytes.read(chunk.data(), static_cast<int>(chunk.size()));
      const auto status = XML_Parse(parser_.get(), chunk.data(), count, count == 0);
      if (fault_) throw Error(*fault_);
      if (source_.format == OsmFormat::xml_bzip2) {
        text.append(chunk.data(), static_cast<std::size_t>(count));
      }
      if (status == XML_STATUS_OK) continue;
      const auto code = XML_GetErrorCode(parser_.get());
      throw Error(at_here("osm_xml", fmt::format("the XML breaks off: {}", XML_ErrorString(code)),
                          "download or export it again"));
    }
    if (!off_earth_.empty()) refuse_coordinates();
    return {.change_file = change_file_, .text = std::move(text)};
  }

 private:
  struct Free {
    void operator()(XML_ParserStruct* parser) const { XML_ParserFree(parser); }
  };

  Finding at_here(std::string code, std::string what, std::string remedy) const {
    return {.code = std::move(code),
            .severity = Severity::error,
            .what = std::move(what),
            .file = source_.shown,
            .feature = object_,
            .place = fmt::format("line {}, byte {}", XML_GetCurrentLineNumber(parser_.get()),
                                 XML_GetCurrentByteIndex(parser_.get())),
            .remedy = std::move(remedy)};
  }
  void stop(std::string code, std::string what, std::string remedy) {
    if (fault_) return;
    fault_ = at_here(std::move(code), std::move(what), std::move(remedy));
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  static void on_start(void* self, const XML_Char* name, const XML_Char** pairs) {
    static_cast<Grammar*>(self)->start(name, Attributes(pairs));
  }
  static void on_end(void* self, const XML_Char*) { static_cast<Grammar*>(self)->open_.pop_back(); }
  static void on_entity(void* self, const XML_Char* name, int, const XML_Char*, int,
                        const XML_Char*, const XML_Char*, const XML_Char*, const XML_Char*) {
    static_cast<Grammar*>(self)->stop(
        "entity_declaration", fmt::format("the file declares the entity \"{}\"", geo::quoted(name)),
        "OSM files declare none; get the file from a source you trust");
  }

  void start(std::string_view name, const Attributes& attributes) {
    if (open_.empty()) {
      root(name, attributes);
    } else if (!children_of(open_.back()).contains(name)) {
      stop("osm_xml_element",
           fmt::format("<{}> does not belong inside <{}>", geo::quoted(name), open_.back()),
           "export the file again");
    }
    open_.emplace_back(name);
    if (name == "node" || name == "way" || name == "relation") {
      object(name, attributes);
    } else if (name == "nd" && open_.size() >= 2 && open_[open_.size() - 2] == "way") {
      need(attributes, name, "ref");
    } else if (name == "tag") {
      need(attributes, name, "k");
      need(attributes, name, "v");
    } else if (name == "member") {
      member(attributes);
    }
  }

  void root(std::string_view name, const Attributes& attributes) {
    if (name != "osm" && name != "osmChange") {
      stop("osm_xml_element",
           fmt::format("the file begins with <{}>, not <osm>", geo::quoted(name)),
           "export the file again as OSM XML");
      return;
    }
    change_file_ = name == "osmChange";
    const auto version = attributes["version"];
    if (!version) {
      stop("osm_xml_version", "the <osm> element states no version", "export the file again");
    } else if (*version != "0.6") {
      stop("osm_xml_version",
           fmt::format("version {} is not supported, 0.6 is", geo::quoted(*version)),
           "export the file again as version 0.6");
    }
  }

  void object(std::string_view name, const Attributes& attributes) {
    const auto id = attributes["id"];
    object_ = fmt::format("{} {}", name, id ? geo::quoted(*id) : "without id");
    need(attributes, name, "id");
    const bool deleted = attributes["visible"] == "false";
    if (deleted && !change_file_) {
      stop("osm_history", "this is a history file: it holds what was deleted too",
           "cut one day out of it: osmium time-filter");
    }
    if (name == "node" && !deleted && !within("delete")) place(attributes);
    user(attributes);
  }

  bool within(std::string_view element) const {
    return open_.size() >= 2 && open_[open_.size() - 2] == element;
  }

  void need(const Attributes& attributes, std::string_view element, std::string_view attribute) {
    const auto value = attributes[attribute];
    if (!value) {
      stop("osm_xml_attribute", fmt::format("<{}> has no {}", element, attribute),
           "export the file again");
    } else if ((attribute == "id" || attribute == "ref") && !whole(*value)) {
      stop("osm_xml_attribute",
           fmt::format("{} of <{}> is no number: {}", attribute, element, geo::quoted(*value)),
           "export the file again");
    }
  }

  void member(const Attributes& attributes) {
    need(attributes, "member", "type");
    need(attributes, "member", "ref");
    const auto type = attributes["type"];
    if (type && *type != "node" && *type != "way" && *type != "relation") {
      stop("osm_xml_attribute",
           fmt::format("a member is a node, a way or a relation, not \"{}\"", geo::quoted(*type)),
           "export the file again");
    }
  }

  void place(const Attributes& attributes) {
    need(attributes, "node", "lat");
    need(attributes, "node", "lon");
    const auto lat = decimal(attributes["lat"].value_or(""));
    const auto lon = decimal(attributes["lon"].value_or(""));
    if (lat && lon && std::abs(*lat) <= 90 && std::abs(*lon) <= 180) return;
    if (off_earth_.empty()) {
      first_off_earth_ = fmt::format("line {}", XML_GetCurrentLineNumber(parser_.get()));
    }
    if (off_earth_.size() < Findings::shown_per_code) off_earth_.push_back(object_);
  }

  void refuse_coordinates() const {
    throw Error({.code = "osm_coordinates",
                 .what = "these nodes have coordinates that are no place on Earth",
                 .file = source_.shown,
                 .feature = fmt::format("{}", fmt::join(off_earth_, ", ")),
                 .place = first_off_earth_,
                 .remedy = "correct or delete them"});
  }

  void user(const Attributes& attributes) {
    constexpr std::size_t longest = 255;  // letters, as the OSM database has it
    const auto uid = attributes["uid"];
    const auto user = attributes["user"];
    std::string what;
    if (uid && uid->starts_with('-')) what = "a user number is negative";
    // Number 0 is the anonymous user, who has no name.
    if (user && user->empty() && uid && *uid != "0") what = "a user name is empty";
    const auto letters = [](std::string_view text) {
      return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; });
    };
    if (user && letters(*user) > static_cast<std::ptrdiff_t>(longest)) {
      what = "a user name is longer than 255 letters";
    }
    if (what.empty()) return;
    auto finding = at_here("osm_user", what, "nothing to do: user names are not read");
    finding.severity = Severity::repair;
    findings_.add(std::move(finding));
  }

  const OsmSource& source_;
  Findings& findings_;
  std::unique_ptr<XML_ParserStruct, Free> parser_;
  std::vector<std::string> open_;
  std::string object_;
  std::vector<std::string> off_earth_;
  std::string first_off_earth_;
  std::optional<Finding> fault_;
  bool change_file_ = false;
};

}  // namespace

XmlLook check_xml_grammar(const OsmSource& source, Findings& findings) {
  return Grammar(source, findings).look();
}

}  // namespace geo::read
