#include "analysis/transit/changes.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace analysis::transit {
namespace {

using namespace geo;

/// How specific a transfer is, the most specific least: as ranked in the reference of
/// transfers.txt, and among equals a stop before its station.
std::tuple<int, int> rank(const Transfer& transfer, int stops_above) {
  const int trips = (transfer.from_trip ? 1 : 0) + (transfer.to_trip ? 1 : 0);
  const int lines = (transfer.from_line && !transfer.from_trip ? 1 : 0) +
                    (transfer.to_line && !transfer.to_trip ? 1 : 0);
  return {-(3 * trips + lines), stops_above};
}

/// A stop and how many levels above it that which a transfer names stands.
struct Named {
  StopId stop;
  int above;
};

/// The stops that a transfer is about by naming one: the stop, and all below a station.
class StopsBelow {
 public:
  explicit StopsBelow(const Stops& stops) : below_(stops.size()) {
    for (const StopId stop : stops.parent.rows()) {
      int above = 0;
      std::optional<StopId> at = stop;
      for (; at && above <= highest; at = stops.parent[*at]) {
        below_[*at].push_back({stop, above++});
      }
    }
  }
  const std::vector<Named>& operator[](StopId stop) const { return below_[stop]; }
  bool has(StopId named, StopId stop) const {
    const auto& all = below_[named];
    return std::any_of(all.begin(), all.end(), [&](const Named& one) { return one.stop == stop; });
  }

  static constexpr int highest = 2;  ///< boarding area, platform, station

 private:
  Per<StopId, std::vector<Named>> below_;
};

/// A way as it is put together.
struct Draft {
  std::uint32_t walk = never;
  std::vector<std::tuple<std::tuple<int, int>, std::uint32_t>> transfers;  ///< rank, row
};
using Drafts = Per<StopId, std::map<StopId, Draft>>;

bool changes_vehicle(const Transfer& transfer) {
  return transfer.kind != TransferKind::stay_seated && transfer.kind != TransferKind::get_off;
}

/// Puts a transfer to all pairs of stops that it is about.
void file(const Transfer& transfer, std::uint32_t row, const StopsBelow& below, Drafts& drafts) {
  if (!transfer.from || !transfer.to) return;
  for (const auto& [from, above_from] : below[*transfer.from]) {
    for (const auto& [to, above_to] : below[*transfer.to]) {
      Draft& draft = drafts[from][to];
      draft.transfers.emplace_back(rank(transfer, above_from + above_to), row);
    }
  }
}

/// Puts a transfer between trips that leaves stops open to all ways there are.
void file_everywhere(const Transfer& transfer, std::uint32_t row, const StopsBelow& below,
                     Drafts& drafts) {
  if (transfer.from && transfer.to) return;
  for (const StopId from : drafts.rows()) {
    if (transfer.from && !below.has(*transfer.from, from)) continue;
    for (auto& [to, draft] : drafts[from]) {
      if (transfer.to && !below.has(*transfer.to, to)) continue;
      draft.transfers.emplace_back(rank(transfer, 2 * StopsBelow::highest + 1), row);
    }
  }
}

ChangeRule rule(const Transfer& transfer) {
  return {transfer.from_line,
          transfer.to_line,
          transfer.from_trip,
          transfer.to_trip,
          transfer.kind == TransferKind::takes_time && !transfer.at_least
              ? TransferKind::recommended
              : transfer.kind,
          static_cast<std::uint32_t>(transfer.at_least.value_or(Seconds{0}).count) * 10,
          transfer.from && transfer.to};
}

template <class Id>
bool fits(const std::optional<Id>& named, Id id) {
  return !named || *named == id;
}

}  // namespace

Changes::Changes(const Timetable& timetable, const WalksBetweenStops& between, Seconds slack)
    : slack_(static_cast<std::uint32_t>(slack.count) * 10) {
  Drafts drafts(timetable.stops.size());
  for (const StopId stop : drafts.rows()) {
    if (stop.row() < between.size()) {
      for (const Walk& walk : between[stop]) drafts[stop][walk.stop].walk = walk.takes;
    }
    drafts[stop][stop].walk = 0;
  }
  const StopsBelow below(timetable.stops);
  const auto& transfers = timetable.transfers;
  for (const auto put : {file, file_everywhere}) {
    for (std::uint32_t row = 0; row < transfers.size(); ++row) {
      if (changes_vehicle(transfers[row])) put(transfers[row], row, below, drafts);
    }
  }
  for (auto& drafted : drafts.values()) {
    std::vector<ChangeWay> ways;
    for (auto& [to, draft] : drafted) {
      std::sort(draft.transfers.begin(), draft.transfers.end());
      const auto first = static_cast<std::uint32_t>(rules_.size());
      for (const auto& [rank, row] : draft.transfers) {
        rules_.push_back(rule(timetable.transfers[row]));
      }
      ways.push_back({to, draft.walk, first, static_cast<std::uint32_t>(rules_.size())});
    }
    ways_.append(ways);
  }
}

std::uint32_t Changes::takes(const Leg& off, const Leg& on, const ChangeWay& way) const {
  for (const ChangeRule& rule : rules_of(way)) {
    const bool about_them = fits(rule.from_trip, off.trip) && fits(rule.to_trip, on.trip) &&
                            fits(rule.from_line, off.line) && fits(rule.to_line, on.line);
    if (!about_them) continue;
    if (rule.kind == TransferKind::not_possible) return never;
    if (rule.kind == TransferKind::takes_time) {
      return way.walk == never && !rule.opens ? never : rule.takes;
    }
    if (rule.kind == TransferKind::waits) return way.walk;
    break;
  }
  return plainly(way);
}

}  // namespace analysis::transit
