#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "geo/read/gtfs_parts.hpp"

namespace geo::read {
namespace {

/// A row of fare_attributes.txt.
struct Fare {
  Price price;
  std::string agency;    ///< whose lines it is for; empty: everybody's
  bool changes = false;  ///< pays for more than one ride
  bool has_rules = false;
};

/// A row of fare_rules.txt: the fare is for this line, or any.
struct Rule {
  std::uint32_t fare;
  std::optional<std::uint32_t> line;
  bool by_zone;
};

/// fare_attributes.txt and fare_rules.txt.
class FareTables {
 public:
  FareTables(const FeedFiles& files, const FeedLines& lines, Findings& findings) {
    read_fares(files, findings);
    if (files.has("fare_rules.txt") && files.size("fare_rules.txt") > 0) {
      read_rules(files, lines, findings);
    }
  }

  std::vector<Fare> fares;
  std::vector<Rule> rules;

 private:
  void read_fares(const FeedFiles& files, Findings& findings) {
    FeedTable table(files, "fare_attributes.txt", findings, Severity::warning);
    const auto id = table.needed("fare_id"), price = table.needed("price"),
               currency = table.needed("currency_type"), transfers = table.column("transfers"),
               agency = table.column("agency_id");
    while (table.next()) {
      const auto amount = table.number(price);
      const Price stated{amount.value_or(-1), std::string(table[currency])};
      if (!keys_.add(table, id, table[id])) continue;
      const bool paid_anew = table[transfers] == "0";
      fares.push_back({stated, std::string(table[agency]), !paid_anew, false});
      if (amount && money(stated)) continue;
      table.add(table.about(price, "fare_unusable", "a fare states no amount that one could pay",
                            "state the price of the fare; until then it is unknown",
                            Severity::warning));
    }
  }

  void read_rules(const FeedFiles& files, const FeedLines& lines, Findings& findings) {
    FeedTable table(files, "fare_rules.txt", findings, Severity::warning);
    const auto id = table.needed("fare_id"), line = table.column("route_id"),
               from = table.column("origin_id"), to = table.column("destination_id"),
               by = table.column("contains_id");
    while (table.next()) {
      const auto fare = keys_.find(table, id, Severity::warning);
      const auto row = lines.keys.find(table, line, Severity::warning);
      if (!fare || (!row && !table[line].empty())) continue;
      fares[*fare].has_rules = true;
      const bool by_zone = !table[from].empty() || !table[to].empty() || !table[by].empty();
      rules.push_back({*fare, row, by_zone});
    }
  }

  FeedKeys keys_;
};

/// What is said of the fares of one line.
struct Said {
  std::optional<Price> flat;   ///< the least that holds for any ride
  std::optional<Price> zoned;  ///< the least that holds for some
  bool changes = false;        ///< `flat` pays for more than one ride
  bool unclear = false;        ///< an amount is missing, or currencies differ
};

/// The fares that hold for a line: those whose rules name it or no line, and those without rules.
class Fitting {
 public:
  Fitting(const FareTables& tables, const FeedLines& lines) : tables_(tables), lines_(lines) {}

  Said of(LineId line) const {
    Said said;
    for (const Fare& fare : tables_.fares) {
      if (!fare.has_rules && is_for(fare, line)) add(fare, false, said);
    }
    for (const Rule& rule : tables_.rules) {
      const Fare& fare = tables_.fares[rule.fare];
      const bool fits = !rule.line || *rule.line == line.row();
      if (fits && is_for(fare, line)) add(fare, rule.by_zone, said);
    }
    return said;
  }

 private:
  bool is_for(const Fare& fare, LineId line) const {
    const std::string& agency = lines_.agency[line.row()];
    return fare.agency.empty() || agency.empty() || fare.agency == agency;
  }

  static void add(const Fare& fare, bool by_zone, Said& said) {
    auto& least = by_zone ? said.zoned : said.flat;
    const auto& other = said.flat ? said.flat : said.zoned;
    if (!money(fare.price) || (other && other->currency != fare.price.currency)) {
      said.unclear = true;
    } else if (!least || fare.price.amount < least->amount) {
      least = fare.price;
      if (!by_zone) said.changes = fare.changes;
    }
  }

  const FareTables& tables_;
  const FeedLines& lines_;
};

void report(const FeedFiles& files, const std::string& file, std::string code, std::size_t lines,
            std::string what, std::string remedy, Findings& findings) {
  if (lines == 0) return;
  findings.add({.code = std::move(code),
                .severity = Severity::note,
                .what = std::move(what),
                .file = files.name(),
                .layer = file,
                .value = fmt::format("lines: {}", lines),
                .remedy = std::move(remedy)});
}

}  // namespace

void feed_fares(const FeedFiles& files, FeedLines& lines, Findings& findings) {
  if (!files.has("fare_attributes.txt") || files.size("fare_attributes.txt") == 0) {
    report(files, "fare_products.txt", "fares_of_another_kind",
           files.has("fare_products.txt") ? lines.lines.size() : 0,
           "the feed states its fares as products (GTFS-Fares V2), which are not read; what its "
           "lines cost is unknown",
           "write fare = \"1.40 EUR\" (or yours) under [transit]", findings);
    return;
  }
  const FareTables tables(files, lines, findings);
  const Fitting fitting(tables, lines);
  std::size_t by_zone = 0, unclear = 0, with_changes = 0;
  for (const LineId line : lines.lines.key.rows()) {
    const Said said = fitting.of(line);
    const bool zone_is_less = said.zoned && (!said.flat || said.zoned->amount < said.flat->amount);
    if (said.unclear) {
      ++unclear;
    } else if (zone_is_less) {
      ++by_zone;
    } else if (said.flat) {
      lines.lines.fare[line] = said.flat;
      with_changes += said.changes ? 1 : 0;
    }
  }
  report(
      files, "fare_rules.txt", "fares_by_zone", by_zone,
      "a ride on these lines costs more or less by the zones where it begins and ends, so no one "
      "fare can be told; what they cost is unknown",
      "write fare = \"1.40 EUR\" (or yours) under [transit] to take one fare for them", findings);
  report(files, "fare_attributes.txt", "fares_unclear", unclear,
         "of these lines the feed states fares in several currencies, or without an amount; what "
         "they cost is unknown",
         "ask the publisher, or write fare = \"1.40 EUR\" (or yours) under [transit]", findings);
  report(files, "fare_attributes.txt", "fares_with_changes", with_changes,
         "a fare of these lines pays for changes too; that is not counted, so a trip with a change "
         "is taken to cost a fare for each vehicle",
         "take a budget as what is spent at most where every vehicle is paid", findings);
}

}  // namespace geo::read
