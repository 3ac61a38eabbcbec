#include "geo/build/services.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "geo/build/doors.hpp"
#include "geo/build/service_rows.hpp"
#include "geo/core/opening_hours.hpp"
#include "geo/core/price.hpp"
#include "geo/shape/polygons.hpp"
#include "geo/shape/projection.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

using Rows = std::vector<ServiceRow>;

Finding about(const ServiceRow& row, const std::string& code) {
  Finding finding;
  finding.code = code;
  finding.file = row.file;
  finding.feature = called(row);
  finding.value = row.kind.name();
  return finding;
}

bool has_no_kind(const ServiceRow& row) {
  return row.kind.name().empty();
}

/// Everything that tells two rows apart, so that their order in the file leaves no trace.
auto content(const ServiceRow& row) {
  return std::tie(row.kind, row.key, row.at, row.name.all(), row.capacity, row.entrances,
                  row.languages, row.open_to, row.opening_hours, row.fee, row.step_free, row.run_by,
                  row.funded_until, row.status, row.location, row.file);
}

void add_new(std::vector<std::string>& list, const std::vector<std::string>& more) {
  for (const std::string& word : more) {
    if (std::find(list.begin(), list.end(), word) == list.end()) list.push_back(word);
  }
}

/// One more row of the same service: its entrances and what the first row does not say.
void merge(ServiceRow& into, const ServiceRow& row) {
  into.entrances.insert(into.entrances.end(), row.entrances.begin(), row.entrances.end());
  if (!into.at) into.at = row.at;
  if (row.capacity) into.capacity = std::max(into.capacity.value_or(0), *row.capacity);
  // One gate without a step is enough.
  if (row.step_free) into.step_free = into.step_free.value_or(false) || *row.step_free;
  for (const auto& [language, name] : row.name.all()) {
    if (!into.name.all().contains(language)) into.name.set(language, name);
  }
  add_new(into.languages, row.languages);
  add_new(into.open_to, row.open_to);
  if (row.location == Openness::is_protected) into.location = row.location;
  const auto fill = [](std::string& own, const std::string& other) {
    if (own.empty()) own = other;
  };
  fill(into.opening_hours, row.opening_hours);
  fill(into.fee, row.fee);
  fill(into.run_by, row.run_by);
  fill(into.funded_until, row.funded_until);
  fill(into.status, row.status);
}

/// Rows of one file with one key and kind, made one.
Rows with_entrances(const Rows& rows) {
  Rows out;
  std::map<std::tuple<std::string, Kind, std::string>, std::size_t> seen;
  for (const ServiceRow& row : rows) {
    if (!row.key.empty()) {
      const auto [at, fresh] = seen.emplace(std::tuple{row.file, row.kind, row.key}, out.size());
      if (!fresh) {
        merge(out[at->second], row);
        continue;
      }
    }
    out.push_back(row);
  }
  return out;
}

/// Rows that say the same thing twice, made one.
Rows without_repeats(const Rows& rows, Findings& findings) {
  Rows out;
  using Same = std::tuple<Kind, Point, std::map<std::string, std::string>, std::string>;
  std::map<Same, std::size_t> seen;
  for (const ServiceRow& row : rows) {
    if (row.at) {
      // Two nameless places are one only when their keys do not tell them apart either.
      const std::string key = row.name.empty() ? row.key : "";
      const auto [at, fresh] =
          seen.emplace(Same{row.kind, *row.at, row.name.all(), key}, out.size());
      if (!fresh) {
        merge(out[at->second], row);
        Finding finding = about(row, "service_duplicate");
        finding.what = "the same name, kind and place is there more than once and counts once";
        finding.remedy = "delete the repeated rows";
        findings.add(finding);
        continue;
      }
    }
    out.push_back(row);
  }
  return out;
}

/// Tells whether a place far outside would lie inside with longitude and latitude exchanged.
class Swapped {
 public:
  Swapped(const std::string& projection, const Neighbourhoods& all) {
    if (projection.empty()) return;
    for (const MultiPolygon& shape : all.shape) {
      const Box box = box_of(Geometry::of(shape));
      if (shape.empty()) continue;
      city_.add(box.low);
      city_.add(box.high);
    }
    out_.emplace(projection, "EPSG:4326");
    back_.emplace("EPSG:4326", projection);
  }
  bool operator()(Point place) const {
    if (!out_) return false;
    const auto degrees = (*out_)(place);
    if (!degrees) return false;
    const auto other = (*back_)(Point{degrees->y, degrees->x});
    return other && city_.contains(*other);
  }

 private:
  std::optional<Transform> out_, back_;
  Box city_;
};

void report_outside(const ServiceRow& row, const Swapped& swapped, Findings& findings) {
  const bool exchanged = swapped(*row.at);
  Finding finding = about(row, exchanged ? "service_looks_swapped" : "service_outside");
  finding.severity = exchanged ? Severity::warning : Severity::note;
  finding.what = exchanged ? "this service lies outside the city; its coordinates look swapped"
                           : "this service lies outside the boundary; it counts where in reach";
  finding.remedy =
      exchanged ? "exchange longitude and latitude" : "nothing to do when that is right";
  findings.add(finding);
}

/// How many rows of each file lie where, said once for the planner.
struct Tally {
  std::size_t rows = 0, inside = 0, outside = 0, nowhere = 0, no_kind = 0;
};

void note_rows(const Rows& rows, const PolygonIndex& index, const Swapped& swapped,
               Findings& findings) {
  std::map<std::string, Tally> by_file;
  for (const ServiceRow& row : rows) {
    Tally& tally = by_file[row.file];
    ++tally.rows;
    if (has_no_kind(row)) ++tally.no_kind;
    if (!row.at) {
      ++tally.nowhere;
    } else if (index.holding(*row.at)) {
      ++tally.inside;
    } else {
      ++tally.outside;
      if (!has_no_kind(row)) report_outside(row, swapped, findings);
    }
  }
  for (const auto& [file, tally] : by_file) {
    Finding finding;
    finding.code = "services_read";
    finding.severity = Severity::note;
    finding.file = file;
    finding.value = fmt::format("{} of {} inside", tally.inside, tally.rows);
    finding.what = fmt::format(
        "{} rows: {} inside the boundary, {} outside, {} without a place; {} have no kind",
        tally.rows, tally.inside, tally.outside, tally.nowhere, tally.no_kind);
    finding.remedy = "nothing to do";
    findings.add(finding);
  }
}

/// The doors of every service, each once, in order of street.
std::vector<std::vector<Door>> doors_of(const Rows& rows, const DoorFinder* finder) {
  std::vector<Point> places;
  for (const ServiceRow& row : rows) {
    places.insert(places.end(), row.entrances.begin(), row.entrances.end());
  }
  const auto found = doors(finder, places);
  std::vector<std::vector<Door>> out;
  std::size_t next = 0;
  for (const ServiceRow& row : rows) {
    std::vector<Door> own;
    for (std::size_t i = 0; i < row.entrances.size(); ++i, ++next) {
      if (found[next]) own.push_back(*found[next]);
    }
    const auto spot = [](const Door& door) {
      return std::tuple{door.edge, door.along, door.off_network};
    };
    std::sort(own.begin(), own.end(),
              [&](const Door& a, const Door& b) { return spot(a) < spot(b); });
    own.erase(std::unique(own.begin(), own.end(),
                          [](const Door& a, const Door& b) {
                            return a.edge == b.edge && a.along == b.along;
                          }),
              own.end());
    out.push_back(std::move(own));
  }
  return out;
}

/// Opening hours that cannot be read count as not known; said once for each file, and only where
/// somebody's hours are asked about.
void report_hours(const Layers& layers, const Rows& rows, Findings& findings) {
  struct Unread {
    std::size_t rows = 0;
    std::string least;  ///< the first by content: an example that no order of rows changes
  };
  const auto& asked = layers.description.profiles.asked;
  if (std::none_of(asked.begin(), asked.end(), [](const Profile& p) { return p.free.has_value(); }))
    return;
  std::map<std::string, Unread> unread;
  for (const ServiceRow& row : rows) {
    if (row.opening_hours.empty() || opening_hours(row.opening_hours)) continue;
    Unread& file = unread[row.file];
    const bool first = file.rows++ == 0;
    if (first || row.opening_hours < file.least) file.least = row.opening_hours;
  }
  for (const auto& [file, one] : unread) {
    Finding finding;
    finding.code = "opening_hours_unread";
    finding.file = file;
    finding.value = quoted(one.least);
    finding.what = fmt::format(
        "{} service{} have opening hours that cannot be read as a week; whether they are open to "
        "somebody who is not always free counts as not known",
        one.rows, one.rows == 1 ? "" : "s");
    finding.remedy = "write them as OpenStreetMap does: Mo-Fr 09:00-13:00,16:00-19:00; Sa off";
    findings.add(finding);
  }
}

/// Prices of one file that cannot be compared with what a person pays.
struct OddPrices {
  std::size_t rows = 0;
  std::string least;  ///< an example that does not depend on the order of rows
};

Finding without_currency(const OddPrices& odd) {
  Finding finding;
  finding.code = "fees_without_currency";
  finding.what = fmt::format("{} prices are numbers without a currency", odd.rows);
  finding.remedy = "add currency = \"EUR\" (or yours) to [city], or write \"5 EUR\"";
  return finding;
}

Finding in_another_currency(const OddPrices& odd, const std::string& own) {
  Finding finding;
  finding.code = "fees_in_another_currency";
  finding.what = fmt::format(
      "{} prices are in another currency than the city's; whether somebody who can pay a little "
      "can pay them counts as not known",
      odd.rows);
  finding.remedy = fmt::format("write these prices in {}, the currency of [city]", own);
  return finding;
}

void report_fees(const Layers& layers, const Rows& rows, Findings& findings) {
  const std::string& own = layers.description.currency;
  std::map<std::string, OddPrices> by_file;
  for (const ServiceRow& row : rows) {
    const auto cost = price(row.fee);
    if (!cost || cost->amount <= 0) continue;
    const bool odd =
        own.empty() ? cost->currency.empty() : !cost->currency.empty() && cost->currency != own;
    if (!odd) continue;
    OddPrices& of = by_file[row.file];
    if (of.rows++ == 0 || row.fee < of.least) of.least = row.fee;
  }
  for (const auto& [file, odd] : by_file) {
    Finding finding = own.empty() ? without_currency(odd) : in_another_currency(odd, own);
    finding.file = file;
    finding.field = "fee";
    finding.value = quoted(odd.least);
    findings.add(finding);
  }
}

void add(Services& all, const ServiceRow& row, const PolygonIndex& index) {
  all.key.push_back(row.key);
  all.kind.push_back(row.kind);
  all.name.push_back(row.name);
  all.at.push_back(row.at ? Cell<Point>{*row.at} : Cell<Point>{Missing::invalid_geometry});
  Cell<NeighbourhoodId> in = Missing::invalid_geometry;
  if (row.at) {
    const auto zone = index.holding(*row.at);
    in = zone ? Cell<NeighbourhoodId>{NeighbourhoodId{*zone}}
              : Cell<NeighbourhoodId>{Missing::out_of_area};
  }
  all.in.push_back(in);
  all.capacity.push_back(row.capacity ? Cell<double>{*row.capacity}
                                      : Cell<double>{Missing::not_recorded});
  all.step_free.push_back(row.step_free ? Cell<bool>{*row.step_free}
                                        : Cell<bool>{Missing::not_recorded});
  all.languages.push_back(row.languages);
  all.open_to.push_back(row.open_to);
  all.opening_hours.push_back(row.opening_hours);
  all.fee.push_back(row.fee);
  all.run_by.push_back(row.run_by);
  all.funded_until.push_back(row.funded_until);
  all.status.push_back(row.status);
  all.location.push_back(row.location);
  all.file.push_back(row.file);
}

}  // namespace

Services services(const Layers& layers, const Zones& zones, const DoorFinder* finder,
                  Findings& findings) {
  const PolygonIndex index(zones.all.shape.values());
  Rows rows = service_rows(layers, findings);
  std::sort(rows.begin(), rows.end(),
            [](const ServiceRow& a, const ServiceRow& b) { return content(a) < content(b); });
  note_rows(rows, index, Swapped(layers.projection, zones.all), findings);
  std::erase_if(rows, has_no_kind);
  rows = without_repeats(with_entrances(rows), findings);
  std::sort(rows.begin(), rows.end(),
            [](const ServiceRow& a, const ServiceRow& b) { return content(a) < content(b); });
  // A row without a place stands last among its kind and key.
  std::stable_sort(rows.begin(), rows.end(), [](const ServiceRow& a, const ServiceRow& b) {
    return std::tuple{a.kind, a.key, !a.at} < std::tuple{b.kind, b.key, !b.at};
  });

  report_hours(layers, rows, findings);
  report_fees(layers, rows, findings);
  const auto found = doors_of(rows, finder);
  Services all;
  for (const ServiceRow& row : rows) {
    add(all, row, index);
    if (!finder || !row.at || !found[all.size() - 1].empty()) continue;
    Finding finding = about(row, "service_off_network");
    if (!all.in[ServiceId{all.size() - 1}]) finding.severity = Severity::note;
    finding.what = "this service has no street near, so nobody reaches it";
    finding.remedy = "check its point and the streets there";
    findings.add(finding);
  }
  std::vector<Door> every;
  for (const auto& own : found) every.insert(every.end(), own.begin(), own.end());
  report_doors("services", every, layers.description.file, findings);
  all.doors = Lists<ServiceId, Door>(found);
  return all;
}

}  // namespace geo::build
