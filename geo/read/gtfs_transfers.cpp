#include <algorithm>

#include "geo/read/gtfs_parts.hpp"

namespace geo::read {
namespace {

constexpr int longest_change = 24 * 60 * 60;

/// Row that a cell names. A cell that names nothing makes the row useless: `fits` becomes false.
std::optional<std::uint32_t> named(FeedTable& table, const FeedTable::Column& column,
                                   const FeedKeys& keys, bool& fits) {
  const auto row = keys.find(table, column, Severity::warning);
  if (!row && !table[column].empty()) fits = false;
  return row;
}

template <class Id>
std::optional<Id> id_of(std::optional<std::uint32_t> row) {
  return row ? std::optional{Id{*row}} : std::nullopt;
}

}  // namespace

std::vector<FeedTransfer> feed_transfers(const FeedFiles& files, const FeedStops& stops,
                                         const FeedLines& lines, const FeedTrips& trips,
                                         Findings& findings) {
  std::vector<FeedTransfer> all;
  if (!files.has("transfers.txt") || files.size("transfers.txt") == 0) return all;
  FeedTable table(files, "transfers.txt", findings, Severity::warning);
  const auto from = table.column("from_stop_id"), to = table.column("to_stop_id"),
             kind = table.column("transfer_type"), time = table.column("min_transfer_time"),
             from_line = table.column("from_route_id"), to_line = table.column("to_route_id"),
             from_trip = table.column("from_trip_id"), to_trip = table.column("to_trip_id");
  while (table.next()) {
    bool fits = true;
    FeedTransfer row;
    row.transfer.kind = static_cast<TransferKind>(table.whole(kind, 0, 5).value_or(0));
    row.transfer.from = id_of<StopId>(named(table, from, stops.keys, fits));
    row.transfer.to = id_of<StopId>(named(table, to, stops.keys, fits));
    row.transfer.from_line = id_of<LineId>(named(table, from_line, lines.keys, fits));
    row.transfer.to_line = id_of<LineId>(named(table, to_line, lines.keys, fits));
    row.from_trip = named(table, from_trip, trips.keys, fits);
    row.to_trip = named(table, to_trip, trips.keys, fits);
    if (const auto least = table.whole(time, 0, longest_change)) {
      row.transfer.at_least = Seconds{*least};
    }
    const bool between_stops = row.transfer.from && row.transfer.to;
    if (fits && (between_stops || (row.from_trip && row.to_trip))) all.push_back(row);
  }
  return all;
}

std::vector<Pathway> feed_pathways(const FeedFiles& files, const FeedStops& stops,
                                   Findings& findings) {
  std::vector<Pathway> all;
  if (!files.has("pathways.txt") || files.size("pathways.txt") == 0) return all;
  FeedTable table(files, "pathways.txt", findings, Severity::warning);
  const auto from = table.needed("from_stop_id"), to = table.needed("to_stop_id"),
             kind = table.needed("pathway_mode"), both = table.needed("is_bidirectional"),
             time = table.column("traversal_time"), length = table.column("length"),
             steps = table.column("stair_count");
  while (table.next()) {
    bool fits = true;
    const auto start = named(table, from, stops.keys, fits),
               end = named(table, to, stops.keys, fits);
    const auto mode = table.whole(kind, 1, 7);
    if (!fits || !start || !end || !mode) continue;
    Pathway way{StopId{*start},
                StopId{*end},
                static_cast<PathwayKind>(*mode - 1),
                table[both] == "1",
                {},
                {},
                table.whole(steps, -10000, 10000)};
    if (const auto takes = table.whole(time, 0, longest_change)) way.takes = Seconds{*takes};
    if (const auto metres = table.number(length); metres && *metres >= 0) {
      way.length = Metres{*metres};
    }
    all.push_back(way);
  }
  return all;
}

}  // namespace geo::read
