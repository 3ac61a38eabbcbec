#include <algorithm>
#include <array>

#include "geo/read/gtfs_parts.hpp"

namespace geo::read {
namespace {

/// GTFS Schedule Reference, route_type, and the extended types of hundreds (HVT) that many feeds
/// use: https://developers.google.com/transit/gtfs/reference/extended-route-types
std::optional<TransitMode> mode_of(int type) {
  constexpr std::array basic{TransitMode::tram,        TransitMode::metro,
                             TransitMode::rail,        TransitMode::bus,
                             TransitMode::ferry,       TransitMode::cable_tram,
                             TransitMode::aerial_lift, TransitMode::funicular};
  if (type < static_cast<int>(basic.size())) return basic[static_cast<std::size_t>(type)];
  if (type == 11) return TransitMode::trolleybus;
  if (type == 12) return TransitMode::monorail;
  switch (type / 100) {
    case 1:
    case 3:
      return TransitMode::rail;
    case 2:
    case 7:
      return TransitMode::bus;
    case 4:
      return type == 405 ? TransitMode::monorail : TransitMode::metro;
    case 5:
    case 6:
      return TransitMode::metro;
    case 8:
      return TransitMode::trolleybus;
    case 9:
      return TransitMode::tram;
    case 10:
    case 12:
      return TransitMode::ferry;
    case 13:
      return TransitMode::aerial_lift;
    case 14:
      return TransitMode::funicular;
    default:
      return std::nullopt;
  }
}

struct Row {
  std::string key, short_name, long_name, agency;
  TransitMode mode = TransitMode::other;
};

class Reading {
 public:
  Reading(const FeedFiles& files, const FeedAgencies& agencies, Findings& findings)
      : agencies_(agencies), table_(files, "routes.txt", findings) {}

  FeedKeys keys;
  std::vector<Row> rows;

  void read() {
    while (table_.next()) {
      table_.require(id_);
      const auto key = table_[id_];
      if (key.empty() || !keys.add(table_, id_, key)) continue;
      check_agency();
      rows.push_back({std::string(key), std::string(table_[short_]), std::string(table_[long_]),
                      std::string(table_[agency_]), mode()});
      check_names(rows.back());
    }
  }

 private:
  void check_agency() {
    if (!table_[agency_].empty()) {
      agencies_.keys.find(table_, agency_);
    } else if (agencies_.rows > 1) {
      table_.add(table_.about(agency_, "missing_required_agency_id",
                              "the feed has several agencies, and here the id of one is missing",
                              "fill in agency_id"));
    }
  }

  void check_names(const Row& row) {
    if (row.short_name.empty() || row.short_name != row.long_name) return;
    table_.add(table_.about(long_, "route_names_equal", "a line has the same short and long name",
                            "leave one of them empty", Severity::warning));
  }

  TransitMode mode() {
    const auto type = table_.whole(type_, 0, 1702);
    if (!type) return TransitMode::other;
    const auto mode = mode_of(*type);
    if (!mode) {
      table_.add(table_.about(type_, "unexpected_enum_value",
                              "this code means nothing in GTFS; it is passed over",
                              "use a code of the GTFS reference", Severity::warning));
    }
    return mode.value_or(TransitMode::other);
  }

  const FeedAgencies& agencies_;
  FeedTable table_;
  FeedTable::Column id_ = table_.needed("route_id"), type_ = table_.needed("route_type"),
                    agency_ = table_.column("agency_id"),
                    short_ = table_.column("route_short_name"),
                    long_ = table_.column("route_long_name");
};

}  // namespace

FeedAgencies feed_agencies(const FeedFiles& files, Findings& findings) {
  FeedAgencies agencies;
  FeedTable table(files, "agency.txt", findings);
  const auto id = table.column("agency_id"), zone = table.needed("agency_timezone");
  while (table.next()) {
    ++agencies.rows;
    const auto key = table[id];
    if (!key.empty()) agencies.keys.add(table, id, key);
    if (key.empty() && agencies.rows > 1) {
      table.add(table.about(id, "missing_required_agency_id",
                            "the feed has several agencies, and here the id of one is missing",
                            "fill in agency_id"));
    }
    table.require(zone);
    if (agencies.rows == 1) agencies.timezone = table[zone];
    if (table[zone] == agencies.timezone) continue;
    table.add(table.about(zone, "inconsistent_agency_timezone",
                          "the agencies of the feed keep different time zones",
                          "give each time zone a feed of its own"));
  }
  return agencies;
}

FeedLines feed_lines(const FeedFiles& files, const FeedAgencies& agencies, Findings& findings) {
  Reading reading(files, agencies, findings);
  reading.read();
  FeedLines all;
  for (Row& row : in_order(std::move(reading.rows), reading.keys.sort())) {
    all.lines.feed.push_back(FeedId{0});
    all.lines.key.push_back(std::move(row.key));
    all.lines.short_name.push_back(std::move(row.short_name));
    all.lines.long_name.push_back(std::move(row.long_name));
    all.lines.mode.push_back(row.mode);
    all.lines.declared.push_back(false);
    all.lines.hail.push_back(false);
    all.lines.fare.push_back(std::nullopt);
    all.agency.push_back(std::move(row.agency));
  }
  all.keys = std::move(reading.keys);
  return all;
}

}  // namespace geo::read
