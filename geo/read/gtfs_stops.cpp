#include <algorithm>
#include <cmath>

#include "geo/read/gtfs_parts.hpp"

namespace geo::read {
namespace {

/// One row of stops.txt before its parent is known.
struct Row {
  std::string key, name, parent;
  std::optional<LonLat> at;
  StopKind kind = StopKind::stop;
  Wheelchair wheelchair = Wheelchair::unknown;
  std::size_t line = 0;
};

Wheelchair wheelchair_of(FeedTable& table, const FeedTable::Column& column) {
  const auto word = table[column];
  if (word == "1") return Wheelchair::yes;
  return word == "2" ? Wheelchair::no : Wheelchair::unknown;
}

/// stops.txt as it stands, row by row.
class Reading {
 public:
  Reading(const FeedFiles& files, Findings& findings) : table_(files, "stops.txt", findings) {}

  FeedKeys keys;
  std::vector<Row> rows;

  void read() {
    while (table_.next()) {
      table_.require(id_);
      const auto key = table_[id_];
      if (key.empty() || !keys.add(table_, id_, key)) continue;
      Row row;
      row.key = key;
      row.name = table_[name_];
      row.parent = table_[parent_];
      row.kind = static_cast<StopKind>(table_.whole(kind_, 0, 4).value_or(0));
      row.wheelchair = wheelchair_of(table_, wheelchair_);
      row.line = table_.line();
      row.at = place(row.kind);
      rows.push_back(std::move(row));
    }
  }

  Finding about(const Row& row, std::string code, std::string what, std::string remedy) const {
    Finding finding = table_.about(id_, std::move(code), std::move(what), std::move(remedy));
    finding.value = geo::quoted(row.key);
    finding.place = fmt::format("line {}", row.line);
    return finding;
  }
  void add(Finding finding) { table_.add(std::move(finding)); }

 private:
  std::optional<LonLat> place(StopKind kind) {
    const bool may_lack = kind == StopKind::node || kind == StopKind::boarding_area;
    const auto lat = coordinate(lat_, 90), lon = coordinate(lon_, 180);
    if (!lat || !lon) {
      const bool said = !table_[lat_].empty() && !table_[lon_].empty();
      if (!may_lack && !said) {
        table_.add(table_.about(id_, "stop_without_location", "a stop has no place",
                                "give it latitude and longitude"));
      }
      return std::nullopt;
    }
    // As gtfs-validator draws it: within a degree of 0, 0 there is nothing but sea.
    if (std::abs(*lat) <= 1 && std::abs(*lon) <= 1) {
      table_.add(table_.about(id_, "point_near_origin", "a stop lies at 0, 0 in the sea",
                              "give it its true latitude and longitude"));
    } else if (std::abs(*lat) >= 89) {
      table_.add(table_.about(id_, "point_near_pole", "a stop lies at a pole",
                              "give it its true latitude and longitude"));
    }
    return LonLat{*lon, *lat};
  }

  std::optional<double> coordinate(const FeedTable::Column& column, double most) {
    const auto value = table_.number(column);
    if (!value || std::abs(*value) <= most) return value;
    table_.add(table_.about(column, "number_out_of_range",
                            "this number lies outside what the column may hold",
                            "write degrees; latitude and longitude may be swapped"));
    return std::nullopt;
  }

  FeedTable table_;
  FeedTable::Column id_ = table_.needed("stop_id"), lat_ = table_.needed("stop_lat"),
                    lon_ = table_.needed("stop_lon"), name_ = table_.column("stop_name"),
                    kind_ = table_.column("location_type"),
                    parent_ = table_.column("parent_station"),
                    wheelchair_ = table_.column("wheelchair_boarding");
};

using Parents = std::vector<std::optional<std::uint32_t>>;

Parents parents_of(Reading& reading) {
  Parents parents(reading.rows.size());
  for (std::size_t row = 0; row < reading.rows.size(); ++row) {
    const Row& stop = reading.rows[row];
    if (stop.parent.empty()) continue;
    parents[row] = reading.keys.find(stop.parent);
    if (parents[row]) continue;
    Finding finding = reading.about(stop, "foreign_key_violation",
                                    "a row names something that is in no other file of the feed",
                                    "correct the id, or add the row that it names");
    finding.field = "parent_station";
    finding.value = geo::quoted(stop.parent);
    reading.add(std::move(finding));
  }
  return parents;
}

/// Takes the parents out of every ring of them, so that nobody climbs for ever.
void refuse_rings(Reading& reading, Parents& parents) {
  constexpr std::size_t deepest = 3;  // boarding area, stop, station
  for (std::size_t row = 0; row < parents.size(); ++row) {
    std::string way = reading.rows[row].key;
    std::size_t steps = 0;
    for (auto at = parents[row]; at && steps <= deepest; at = parents[*at], ++steps) {
      if (steps < deepest) way += " > " + reading.rows[*at].key;
    }
    if (steps <= deepest) continue;
    Finding finding = reading.about(reading.rows[row], "parent_station_loop",
                                    "stations name each other as the station that they belong to",
                                    "leave parent_station of a station empty");
    finding.field = "parent_station";
    finding.value = geo::quoted(way);
    reading.add(std::move(finding));
    parents[row].reset();
  }
}

/// What a row lacks and its station says.
template <class Get>
auto inherited(const std::vector<Row>& rows, const Parents& parents, std::size_t row, Get get) {
  auto value = get(rows[row]);
  for (auto at = parents[row]; at && !value; at = parents[*at]) value = get(rows[*at]);
  return value;
}

}  // namespace

FeedStops feed_stops(const FeedFiles& files, Findings& findings) {
  Reading reading(files, findings);
  reading.read();
  reading.rows = in_order(std::move(reading.rows), reading.keys.sort());
  Parents parents = parents_of(reading);
  refuse_rings(reading, parents);

  FeedStops all;
  for (std::size_t row = 0; row < reading.rows.size(); ++row) {
    const Row& stop = reading.rows[row];
    const auto place =
        inherited(reading.rows, parents, row, [](const Row& from) { return from.at; });
    const auto wheels = inherited(reading.rows, parents, row, [](const Row& from) {
      return from.wheelchair == Wheelchair::unknown ? std::nullopt : std::optional{from.wheelchair};
    });
    all.stops.feed.push_back(FeedId{0});
    all.stops.key.push_back(stop.key);
    all.stops.name.push_back(stop.name);
    all.stops.at.push_back(place.value_or(LonLat{}));
    all.stops.kind.push_back(stop.kind);
    all.stops.parent.push_back(parents[row] ? std::optional{StopId{*parents[row]}} : std::nullopt);
    all.stops.wheelchair.push_back(wheels.value_or(Wheelchair::unknown));
  }
  all.keys = std::move(reading.keys);
  return all;
}

}  // namespace geo::read
