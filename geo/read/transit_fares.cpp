#include "geo/read/transit_fares.hpp"

#include <fmt/format.h>

namespace geo::read {
namespace {

/// "12", else its long name, else its key, and of which timetable it is.
std::string named(const Timetable& timetable, LineId line) {
  std::string name = timetable.lines.short_name[line];
  if (name.empty()) name = timetable.lines.long_name[line];
  if (name.empty()) name = timetable.lines.key[line];
  return "line " + name + " of " + timetable.feeds[timetable.lines.feed[line]].name;
}

/// A fare that cannot be set against the budget, or against the fares before it.
void refuse_currencies(const Timetable& timetable, const description::Transit& described,
                       const std::string& file, Findings& findings) {
  std::string currency = described.budgets.front().currency;
  std::string whose = "the budget";
  for (const LineId line : timetable.lines.fare.rows()) {
    const auto& fare = timetable.lines.fare[line];
    if (!fare || fare->amount == 0 || fare->currency.empty()) continue;
    if (currency.empty()) {
      currency = fare->currency;
      whose = named(timetable, line);
    }
    if (fare->currency == currency) continue;
    Finding finding;
    finding.code = "transit_fares_currency";
    finding.severity = Severity::error;
    finding.what = "a fare is in another currency than what it is compared with";
    finding.file = file;
    finding.feature = named(timetable, line);
    finding.field = "budget";
    finding.value =
        fmt::format("{}; {} is in {}", price_text(*money(*fare), fare->currency), whose, currency);
    finding.remedy = "write the budget in the currency of the fares, or leave the timetable out";
    findings.add(std::move(finding));
    return;
  }
}

void note_unknown(const Timetable& timetable, const std::string& file, Findings& findings) {
  std::size_t unknown = 0;
  for (const auto& fare : timetable.lines.fare) unknown += fare ? 0 : 1;
  if (unknown == 0) return;
  Finding finding;
  finding.code = "transit_fares_unknown";
  finding.severity = Severity::note;
  finding.what = fmt::format(
      "nobody states what a ride costs on {} of {} lines; what is in reach within a budget is "
      "given "
      "twice, without these lines and as if they were free",
      unknown, timetable.lines.size());
  finding.file = file;
  finding.field = "fare";
  finding.remedy = "write fare = \"1.40 EUR\" (or yours) under [transit]";
  findings.add(std::move(finding));
}

}  // namespace

void settle_fares(Timetable& timetable, const description::Transit& described,
                  const std::string& file, Findings& findings) {
  if (described.fare) {
    for (auto& fare : timetable.lines.fare.values()) {
      if (!fare) fare = described.fare;
    }
  }
  if (described.budgets.empty()) return;
  refuse_currencies(timetable, described, file, findings);
  note_unknown(timetable, file, findings);
}

}  // namespace geo::read
