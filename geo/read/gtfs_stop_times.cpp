#include "geo/read/gtfs_stop_times.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

namespace geo::read {
namespace {

/// stop_times.txt, one row after the other.
class Rows {
 public:
  Rows(const FeedFiles& files, const FeedStops& stops, const FeedTrips& trips, Findings& findings)
      : stops_(stops), trips_(trips), table_(files, "stop_times.txt", findings) {}

  std::uint32_t trip = 0;
  StopTime at;

  /// Goes to the next row that can be used.
  bool next() {
    while (table_.next()) {
      if (on_demand()) continue;
      for (const auto* column : {&trip_, &stop_, &sequence_}) table_.require(*column);
      const auto of = trip_row();
      const auto stop = stops_.keys.find(table_, stop_);
      const auto sequence = table_.whole(sequence_, 0, std::numeric_limits<int>::max());
      at.arrives = table_.time(arrives_);
      at.leaves = table_.time(leaves_);
      at.distance = table_.number(distance_);
      if (!of || !stop || !sequence) continue;
      trip = *of;
      at.stop = StopId{*stop};
      at.sequence = *sequence;
      at.call = call();
      at.line = table_.line();
      check_kind();
      return true;
    }
    return false;
  }

  Finding about_trip(std::uint32_t row, std::string code, std::string what, std::string remedy) {
    Finding finding = table_.about(trip_, std::move(code), std::move(what), std::move(remedy));
    finding.value = geo::quoted(trips_.trips[row].key);
    return finding;
  }
  void add(Finding finding) { table_.add(std::move(finding)); }

 private:
  /// Rows of one trip mostly follow each other: the same id is not looked up again.
  std::optional<std::uint32_t> trip_row() {
    if (last_row_ && table_[trip_] == last_key_) return last_row_;
    last_row_ = trips_.keys.find(table_, trip_);
    last_key_ = table_[trip_];
    return last_row_;
  }

  /// GTFS-Flex: a zone or group of stops in place of a stop, a window in place of a time.
  bool on_demand() {
    if (!table_[stop_].empty()) return false;
    if (table_[zone_].empty() && table_[group_].empty() && table_[window_].empty()) return false;
    table_.add(table_.about(trip_, "on_demand_not_read",
                            "a trip goes where it is called to (GTFS-Flex), which is not read",
                            "declare it under [[transit.lines]] if people can count on it",
                            Severity::warning));
    return true;
  }

  Call call() {
    const bool board = table_[pickup_] != "1", alight = table_[drop_off_] != "1";
    if (board) return alight ? Call::both : Call::board_only;
    return alight ? Call::alight_only : Call::neither;
  }

  void check_kind() {
    const StopKind kind = stops_.stops.kind[at.stop];
    if (kind == StopKind::stop || kind == StopKind::boarding_area) return;
    table_.add(table_.about(stop_, "stop_time_at_station",
                            "a trip calls at a station or entrance, not at a stop; read as a stop",
                            "name the stop of the station", Severity::warning));
  }

  const FeedStops& stops_;
  const FeedTrips& trips_;
  FeedTable table_;
  FeedTable::Column trip_ = table_.needed("trip_id"), stop_ = table_.needed("stop_id"),
                    sequence_ = table_.needed("stop_sequence"),
                    arrives_ = table_.needed("arrival_time"),
                    leaves_ = table_.needed("departure_time"),
                    distance_ = table_.column("shape_dist_traveled"),
                    pickup_ = table_.column("pickup_type"),
                    drop_off_ = table_.column("drop_off_type"),
                    zone_ = table_.column("location_id"),
                    group_ = table_.column("location_group_id"),
                    window_ = table_.column("start_pickup_drop_off_window");
  std::string last_key_;
  std::optional<std::uint32_t> last_row_;
};

bool before(const StopTime& a, const StopTime& b) {
  return std::tie(a.sequence, a.line) < std::tie(b.sequence, b.line);
}

/// Trips whose rows stand out of order.
struct Disorder {
  std::size_t trips = 0;
  std::size_t first_line = 0;
};

/// Hands out one trip in the order of its sequence, without stops that stand twice.
void hand_out(std::uint32_t trip, std::vector<StopTime>& stops, Rows& rows, Disorder& disorder,
              const TripTimes& each) {
  const auto misplaced = std::is_sorted_until(stops.begin(), stops.end(), before);
  if (misplaced != stops.end()) {
    if (disorder.trips++ == 0) disorder.first_line = misplaced->line;
    std::sort(stops.begin(), stops.end(), before);
  }
  for (std::size_t i = 1; i < stops.size(); ++i) {
    if (stops[i].sequence != stops[i - 1].sequence) continue;
    Finding finding =
        rows.about_trip(trip, "duplicate_key", "an id that belongs to one row stands in two",
                        "give each row its own id, or delete one of them");
    finding.field = "trip_id, stop_sequence";
    finding.value += fmt::format(", {}", stops[i].sequence);
    finding.place = fmt::format("lines {} and {}", stops[i - 1].line, stops[i].line);
    rows.add(std::move(finding));
  }
  each(trip, stops);
}

/// One trip at a time; false as soon as a trip that was handed out goes on further down.
bool read_together(Rows& rows, std::size_t trips, Disorder& disorder, const TripTimes& each) {
  std::vector<bool> done(trips, false);
  std::vector<StopTime> stops;
  std::uint32_t trip = 0;
  while (rows.next()) {
    if (!stops.empty() && rows.trip != trip) {
      hand_out(trip, stops, rows, disorder, each);
      done[trip] = true;
      stops.clear();
    }
    if (done[rows.trip]) return false;
    trip = rows.trip;
    stops.push_back(rows.at);
  }
  if (!stops.empty()) hand_out(trip, stops, rows, disorder, each);
  return true;
}

void read_scattered(Rows& rows, Disorder& disorder, const TripTimes& each) {
  std::vector<std::pair<std::uint32_t, StopTime>> all;
  while (rows.next()) all.emplace_back(rows.trip, rows.at);
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<StopTime> stops;
  for (std::size_t begin = 0; begin < all.size();) {
    const auto trip = all[begin].first;
    stops.clear();
    std::size_t apart = 0;
    for (std::size_t end = begin; end < all.size() && all[end].first == trip; ++end) {
      if (!stops.empty() && all[end].second.line != stops.back().line + 1) ++apart;
      stops.push_back(all[end].second);
    }
    begin += stops.size();
    const bool counted = !std::is_sorted(stops.begin(), stops.end(), before);
    if (apart > 0 && !counted && disorder.trips++ == 0) disorder.first_line = stops.front().line;
    hand_out(trip, stops, rows, disorder, each);
  }
}

}  // namespace

void stop_times(const FeedFiles& files, const FeedStops& stops, const FeedTrips& trips,
                Findings& findings, const TripTimes& each,
                const std::function<void()>& start_again) {
  Disorder disorder;
  Findings found;
  {
    Rows rows(files, stops, trips, found);
    if (!read_together(rows, trips.trips.size(), disorder, each)) {
      start_again();
      found = {};
      disorder = {};
      Rows again(files, stops, trips, found);
      read_scattered(again, disorder, each);
    }
  }
  findings.add(found);
  if (disorder.trips == 0) return;
  findings.add(
      {.code = "unsorted_stop_times",
       .severity = Severity::warning,
       .what = fmt::format("trips whose stops did not stand together in their order and were "
                           "put in order: {}",
                           disorder.trips),
       .file = files.name(),
       .layer = "stop_times.txt",
       .place = fmt::format("line {}", disorder.first_line),
       .remedy = "nothing to do; sorted by trip_id and stop_sequence it is read faster"});
}

}  // namespace geo::read
