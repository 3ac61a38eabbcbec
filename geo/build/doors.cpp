#include "geo/build/doors.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <tbb/parallel_for.h>

namespace geo::build {

std::vector<Cell<Door>> doors(const DoorFinder* finder, std::span<const Point> places) {
  std::vector<Cell<Door>> found(places.size(), Missing::off_network);
  if (!finder) return found;
  tbb::parallel_for(std::size_t{0}, places.size(),
                    [&](std::size_t i) { found[i] = finder->door(places[i]); });
  return found;
}

void report_doors(const std::string& whose, std::span<const Door> doors, const std::string& file,
                  Findings& findings) {
  const auto tell = [&](DoorAction action, const std::string& code, Severity severity,
                        const std::string& what, const std::string& remedy) {
    const auto n = std::count_if(doors.begin(), doors.end(),
                                 [&](const Door& door) { return door.action == action; });
    if (n == 0) return;
    Finding finding;
    finding.code = code;
    finding.severity = severity;
    finding.file = file;
    finding.field = whose;
    finding.value = fmt::format("{} of {} doors of {}", n, doors.size(), whose);
    finding.what = what;
    finding.remedy = remedy;
    findings.add(finding);
  };
  tell(DoorAction::moved_to_main, "doors_moved_to_main", Severity::note,
       "the nearest street has no link to the main part of the streets, so they were joined to "
       "that, which is close by",
       "connect the streets where people can walk on");
  tell(DoorAction::small_part, "doors_on_small_part", Severity::warning,
       "they stand on a part of the streets that has no link to the main one, and reach nothing "
       "beyond it",
       "connect the streets where people can walk on");
}

}  // namespace geo::build
