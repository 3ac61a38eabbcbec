#include "geo/read/declared_lines.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "geo/core/opening_hours.hpp"
#include "geo/read/declared_way.hpp"
#include "geo/shape/projection.hpp"

namespace geo::read {
namespace {

using description::TransitLines;

/// The hours of some weekdays, all alike.
struct Hours {
  std::bitset<7> weekdays;
  std::vector<std::pair<Seconds, Seconds>> spans;
};

std::vector<std::pair<Seconds, Seconds>> spans_on(const Week& week, int day) {
  std::vector<std::pair<Seconds, Seconds>> spans;
  for (int minute = 0; minute < Week::day; ++minute) {
    if (!week.has(day * Week::day + minute)) continue;
    const Seconds from{minute * 60}, until{(minute + 1) * 60};
    if (!spans.empty() && spans.back().second == from) {
      spans.back().second = until;
    } else {
      spans.emplace_back(from, until);
    }
  }
  return spans;
}

std::vector<Hours> hours_of(const Week& week) {
  std::vector<Hours> all;
  for (int day = 0; day < 7; ++day) {
    auto spans = spans_on(week, day);
    if (spans.empty()) continue;
    auto same = std::find_if(all.begin(), all.end(),
                             [&](const Hours& hours) { return hours.spans == spans; });
    if (same == all.end()) same = all.insert(all.end(), Hours{{}, std::move(spans)});
    same->weekdays.set(static_cast<std::size_t>(day));
  }
  return all;
}

/// One line as it was declared.
struct Line {
  std::string key, name;
  std::vector<WayStop> stops;
  double minutes = 0, kilometres_an_hour = 0;
  Week open;
  std::optional<Price> fare;
};

class Reading {
 public:
  Reading(const TransitLines& described, const Layer& layer, const std::string& currency,
          Findings& findings)
      : described_(described),
        layer_(layer),
        currency_(currency),
        findings_(findings),
        to_degrees_(layer.crs.empty() ? "EPSG:4326" : layer.crs, "EPSG:4326") {}

  std::vector<Line> read() {
    std::vector<Line> lines;
    if (!columns_are_there()) return lines;
    for (auto& [key, rows] : rows_by_line()) {
      sort(rows);
      Line line;
      line.key = key;
      line.name = first_text(described_.name, rows).value_or(key);
      line.stops = stops_of(key, rows);
      line.minutes = quantity("headway", described_.headway, key, rows, 24 * 60);
      line.kilometres_an_hour = quantity("speed", described_.speed, key, rows, 500);
      line.open = open(key, rows);
      line.fare = fare(key, rows);
      lines.push_back(std::move(line));
    }
    return lines;
  }

 private:
  Finding about(const std::string& line, std::string code, std::string what, std::string remedy) {
    return {.code = std::move(code),
            .severity = Severity::error,
            .what = std::move(what),
            .file = layer_.file,
            .feature = line.empty() ? "" : "line " + geo::quoted(line),
            .remedy = std::move(remedy)};
  }

  bool columns_are_there() {
    bool all = true;
    for (const auto& column :
         {described_.line, described_.order, described_.name, described_.stop}) {
      if (column.empty() || layer_.field(column)) continue;
      Finding finding =
          about("", "column_missing", "the layer does not have this column",
                "choose a column of the layer; `medina check` on the file lists them");
      finding.field = column;
      findings_.add(std::move(finding));
      all = false;
    }
    return all;
  }

  std::map<std::string, std::vector<std::size_t>> rows_by_line() const {
    std::map<std::string, std::vector<std::size_t>> rows;
    const Field* column = layer_.field(described_.line);
    for (std::size_t row = 0; row < layer_.rows; ++row) {
      rows[column ? key_text(column->values[row]).value_or("") : layer_.name].push_back(row);
    }
    return rows;
  }

  void sort(std::vector<std::size_t>& rows) const {
    const Field* order = layer_.field(described_.order);
    if (!order) return;
    std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
      return number(order->values[a]).value_or(0) < number(order->values[b]).value_or(0);
    });
  }

  std::optional<std::string> first_text(const std::string& column,
                                        const std::vector<std::size_t>& rows) const {
    const Field* field = layer_.field(column);
    if (!field) return std::nullopt;
    for (const std::size_t row : rows) {
      if (is_recorded(field->values[row])) return key_text(field->values[row]);
    }
    return std::nullopt;
  }

  /// What a key says of a line: its column's first value, else the key's own.
  std::string said(const std::string& key, const std::vector<std::size_t>& rows) const {
    return layer_.field(key) ? first_text(key, rows).value_or("") : key;
  }

  double quantity(const char* what, const std::string& key, const std::string& line,
                  const std::vector<std::size_t>& rows, double most) {
    const auto text = said(key, rows);
    const auto value = number(Value{text});
    if (value && *value > 0 && *value <= most) return *value;
    Finding finding =
        about(line, "declared_line_value", "a line lacks a headway or a speed that can be",
              "state headway in minutes and speed in km/h, or the columns that hold them");
    finding.field = what;
    finding.value = geo::quoted(text);
    findings_.add(std::move(finding));
    return 1;
  }

  Week open(const std::string& line, const std::vector<std::size_t>& rows) {
    const auto text = said(described_.hours, rows);
    if (text.empty()) return Week::always();
    if (const auto hours = opening_hours(text)) return hours->open;
    Finding finding = about(line, "declared_line_hours", "the hours of a line cannot be read",
                            "write them as \"Mo-Sa 06:00-22:00\"");
    finding.field = "hours";
    finding.value = geo::quoted(text);
    findings_.add(std::move(finding));
    return Week::always();
  }

  std::optional<Price> fare(const std::string& line, const std::vector<std::size_t>& rows) {
    const auto text = said(described_.fare, rows);
    if (text.empty()) return std::nullopt;
    auto fare = price(text);
    if (fare && fare->currency.empty()) fare->currency = currency_;
    if (fare) return fare;
    Finding finding = about(line, "declared_line_fare",
                            "the fare of a line cannot be read; it is taken as not stated",
                            "write one price, for example \"0.70 JOD\"");
    finding.severity = Severity::warning;
    finding.field = "fare";
    finding.value = geo::quoted(text);
    findings_.add(std::move(finding));
    return std::nullopt;
  }

  std::optional<LonLat> degrees(Point point) const {
    const auto at = to_degrees_(point);
    return at ? std::optional{LonLat{at->x, at->y}} : std::nullopt;
  }

  std::vector<WayStop> stops_of(const std::string& line, const std::vector<std::size_t>& rows) {
    std::vector<LonLat> way;
    std::vector<WayStop> stops;
    const Field* names = layer_.field(described_.stop);
    for (const std::size_t row : rows) {
      if (layer_.shapes.empty()) break;
      const Geometry& shape = layer_.shapes[row];
      for (const auto& part : shape.lines) {
        for (const Point vertex : part) {
          if (const auto at = degrees(vertex)) way.push_back(*at);
        }
      }
      if (shape.kind != ShapeKind::points || shape.points.empty()) continue;
      const auto at = degrees(shape.points.front());
      const auto name = names ? key_text(names->values[row]) : std::nullopt;
      if (at) stops.push_back({*at, 0, name.value_or("")});
    }
    if (stops.empty()) {
      stops = stops_laid_on(way, described_.stops_every.value);
    } else if (way.empty()) {
      stops = measured(std::move(stops));
      if (described_.hail) stops = between(stops);
    }
    if (stops.size() > 1 && stops.back().along > 0) return stops;
    findings_.add(about(line, "declared_line_way", "a line has no way from one stop to another",
                        "draw its way as a line, or give two stops or more"));
    return {};
  }

  /// People hail the vehicle between its stops too.
  std::vector<WayStop> between(const std::vector<WayStop>& stops) const {
    std::vector<LonLat> way;
    for (const WayStop& stop : stops) way.push_back(stop.at);
    return stops_laid_on(way, described_.stops_every.value);
  }

  const TransitLines& described_;
  const Layer& layer_;
  const std::string& currency_;
  Findings& findings_;
  Transform to_degrees_;
};

/// Puts declared lines into tables.
class Writing {
 public:
  Writing(const TransitLines& described, const Layer& layer) : described_(described) {
    all_.feeds.push_back({layer.file, "", true});
  }

  void add(const Line& line) {
    const LineId id = add_line(line);
    std::vector<StopId> stops;
    for (std::size_t k = 0; k < line.stops.size(); ++k) stops.push_back(add_stop(line, k));
    std::vector<double> along;
    for (const WayStop& stop : line.stops) along.push_back(stop.along);
    const std::string out = described_.one_way ? "" : " out";
    add_way(line, id, line.key + out, stops, along);
    if (described_.one_way) return;
    std::reverse(stops.begin(), stops.end());
    std::reverse(along.begin(), along.end());
    for (double& at : along) at = line.stops.back().along - at;
    add_way(line, id, line.key + " back", stops, along);
  }

  Timetable done() { return std::move(all_); }

 private:
  LineId add_line(const Line& line) {
    all_.lines.feed.push_back(FeedId{0});
    all_.lines.key.push_back(line.key);
    all_.lines.short_name.push_back(line.key);
    all_.lines.long_name.push_back(line.name);
    all_.lines.mode.push_back(described_.mode);
    all_.lines.declared.push_back(true);
    all_.lines.hail.push_back(described_.hail);
    return all_.lines.fare.push_back(line.fare);
  }

  StopId add_stop(const Line& line, std::size_t k) {
    const WayStop& stop = line.stops[k];
    all_.stops.feed.push_back(FeedId{0});
    all_.stops.key.push_back(fmt::format("{}:{}", line.key, k + 1));
    all_.stops.name.push_back(stop.name.empty() ? line.name : stop.name);
    all_.stops.at.push_back(stop.at);
    all_.stops.kind.push_back(StopKind::stop);
    all_.stops.parent.push_back(std::nullopt);
    return all_.stops.wheelchair.push_back(Wheelchair::unknown);
  }

  void add_way(const Line& line, LineId id, const std::string& key,
               const std::vector<StopId>& stops, const std::vector<double>& along) {
    const PatternId pattern = all_.patterns.line.push_back(id);
    all_.patterns.stops.append(stops);
    all_.patterns.calls.append(std::vector<Call>(stops.size(), Call::both));
    const double metres_a_second = line.kilometres_an_hour / 3.6;
    std::vector<Seconds> times;
    for (const double at : along) {
      times.push_back({static_cast<std::int32_t>(std::lround(at / metres_a_second))});
    }
    const TimingId timing = all_.timings.interpolated.push_back(false);
    all_.timings.arrives.append(times);
    all_.timings.leaves.append(times);
    for (const Hours& hours : hours_of(line.open)) {
      const auto calendar = all_.calendars.push_back(calendar_of(key, hours));
      const TripId trip = all_.trips.key.push_back(key);
      all_.trips.pattern.push_back(pattern);
      all_.trips.timing.push_back(timing);
      all_.trips.start.push_back(hours.spans.front().first);
      all_.trips.calendar.push_back(calendar);
      all_.trips.wheelchair.push_back(Wheelchair::unknown);
      const Seconds every{std::max(1, static_cast<int>(std::lround(line.minutes * 60)))};
      for (const auto& [from, until] : hours.spans) {
        all_.headways.push_back({trip, from, until, every, false});
      }
    }
  }

  static Calendar calendar_of(const std::string& key, const Hours& hours) {
    return {FeedId{0}, key, hours.weekdays, *date("20000101"), *date("20991231"), {}, {}};
  }

  const TransitLines& described_;
  Timetable all_;
};

void note(const Layer& layer, std::size_t lines, Findings& findings) {
  findings.add({.code = "lines_declared",
                .severity = Severity::note,
                .what = fmt::format("lines without a timetable, whose headways and speeds are "
                                    "declared: {}",
                                    lines),
                .file = layer.file,
                .remedy = "take a timetable as soon as there is one"});
}

}  // namespace

std::optional<Timetable> declared_lines(const TransitLines& described, const Layer& layer,
                                        const std::string& currency, Findings& findings) {
  Findings found;
  const auto lines = Reading(described, layer, currency, found).read();
  const bool whole = !found.any(Severity::error) && !lines.empty();
  findings.add(found);
  if (!whole) return std::nullopt;
  Writing writing(described, layer);
  for (const Line& line : lines) writing.add(line);
  note(layer, lines.size(), findings);
  return writing.done();
}

}  // namespace geo::read
