#include "geo/timetable_names.hpp"

#include <algorithm>
#include <vector>

#include "geo/core/error.hpp"
#include "geo/core/nearest_word.hpp"

namespace geo {
namespace {

/// What a row may be called: its id first.
struct Called {
  std::string what;   ///< "line", "stop"
  std::string field;  ///< "route_id", "stop_id"
  std::vector<std::vector<std::string>> rows;
};

std::string listed(const std::vector<std::string>& words) {
  constexpr std::size_t most = 10;
  std::string list;
  for (std::size_t at = 0; at < std::min(words.size(), most); ++at) {
    list += (at == 0 ? "" : ", ") + words[at];
  }
  return words.size() > most ? list + ", ..." : list;
}

[[noreturn]] void refuse(const Called& all, std::string code, std::string what, std::string remedy,
                         std::string_view text) {
  throw Error({.code = std::move(code),
               .what = std::move(what),
               .field = all.field,
               .value = quoted(text),
               .remedy = std::move(remedy)},
              Cause::usage);
}

std::size_t row_named(const Called& all, std::string_view text) {
  std::vector<std::size_t> by_id, by_name;
  std::vector<std::string> words;
  for (std::size_t row = 0; row < all.rows.size(); ++row) {
    const auto& own = all.rows[row];
    words.insert(words.end(), own.begin(), own.end());
    const auto found = std::find(own.begin(), own.end(), text);
    if (found == own.end()) continue;
    // The id, alone or after its feed.
    (found - own.begin() < 2 ? by_id : by_name).push_back(row);
  }
  const auto& found = by_id.empty() ? by_name : by_id;
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    const auto near = nearest_word(text, words);
    refuse(all, all.what + "_unknown", "no " + all.what + " of the timetables is called so",
           near ? "did you mean " + *near + "?" : "write its " + all.field + ", or its name", text);
  }
  std::vector<std::string> ids;
  for (const std::size_t row : found) ids.push_back(all.rows[row][1]);
  refuse(all, all.what + "_ambiguous", "more than one " + all.what + " is called so",
         "write one of: " + listed(ids), text);
}

}  // namespace

LineId line_named(const Timetable& timetable, std::string_view text) {
  const Lines& lines = timetable.lines;
  Called all{"line", "route_id", {}};
  for (const LineId line : lines.key.rows()) {
    all.rows.push_back({lines.key[line],
                        timetable.feeds[lines.feed[line]].name + "/" + lines.key[line],
                        lines.short_name[line], lines.long_name[line]});
  }
  return LineId{row_named(all, text)};
}

StopId stop_named(const Timetable& timetable, std::string_view text) {
  const Stops& stops = timetable.stops;
  Called all{"stop", "stop_id", {}};
  for (const StopId stop : stops.key.rows()) {
    all.rows.push_back({stops.key[stop],
                        timetable.feeds[stops.feed[stop]].name + "/" + stops.key[stop],
                        stops.name[stop]});
  }
  return StopId{row_named(all, text)};
}

}  // namespace geo
