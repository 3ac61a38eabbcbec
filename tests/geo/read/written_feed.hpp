#pragma once

#include <map>
#include <string>

#include "geo/read/gtfs.hpp"
#include "tests/scratch.hpp"

/// A small feed: one bus line, three stops 1 km apart along a parallel, one trip at eight on
/// weekdays of January 2026. A test replaces the file that it is about.
struct WrittenFeed {
  std::map<std::string, std::string> files{
      {"agency.txt",
       "agency_id,agency_name,agency_url,agency_timezone\nA,Bus,http://a.example,Europe/Madrid\n"},
      {"stops.txt",
       "stop_id,stop_name,stop_lat,stop_lon\nS1,One,41,2\nS2,Two,41,2.012\nS3,Three,41,2.024\n"},
      {"routes.txt", "route_id,agency_id,route_short_name,route_long_name,route_type\nR,A,1,,3\n"},
      {"trips.txt", "route_id,service_id,trip_id\nR,W,T1\n"},
      {"stop_times.txt",
       "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nT1,08:00:00,08:00:00,S1,1\n"
       "T1,08:05:00,08:06:00,S2,2\nT1,08:10:00,08:10:00,S3,3\n"},
      {"calendar.txt",
       "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
       "W,1,1,1,1,1,0,0,20260101,20260131\n"}};

  WrittenFeed& with(const std::string& name, const std::string& text) {
    files[name] = text;
    return *this;
  }
  WrittenFeed& without(const std::string& name) {
    files.erase(name);
    return *this;
  }
  /// Reads it from a folder; `findings` holds what was found.
  std::optional<geo::Timetable> read() {
    const scratch::Folder folder;
    findings = {};
    for (const auto& [name, text] : files) folder.file(name, text);
    return geo::read::gtfs(folder.path().string(), findings);
  }
  /// The finding of a code; the test fails where there is none.
  geo::Finding found(const std::string& code) const {
    for (const auto& finding : findings.shown()) {
      if (finding.code == code) return finding;
    }
    return {};
  }

  geo::Findings findings;
};
