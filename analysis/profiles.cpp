#include "analysis/profiles.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/metric_erasure.hpp"
#include "analysis/travel/destinations.hpp"
#include "analysis/ways.hpp"
#include "geo/core/opening_hours.hpp"
#include "geo/core/price.hpp"

namespace analysis {
namespace {

using geo::City;
using geo::Profile;
using geo::ServiceId;
using geo::With;
using Texts = std::vector<std::string>;

constexpr int shortest_visit = 30;  // minutes on end that make an errand possible

Open known(bool open) {
  return open ? Open::yes : Open::no;
}

std::string lower(std::string_view text) {
  std::string out{text};
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

bool in(const Texts& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

/// "ar" of "ar-MA" and "AR".
std::string main_language(const std::string& tag) {
  return lower(std::string_view(tag).substr(0, tag.find_first_of("-_")));
}

Open speaks(const City& city, ServiceId service, const Profile& profile) {
  const auto& wordless = city.description.profiles.wordless;
  const geo::Kind& kind = city.services.kind[service];
  if (std::any_of(wordless.begin(), wordless.end(),
                  [&](const geo::Kind& one) { return one.includes(kind); })) {
    return Open::yes;
  }
  const Texts& spoken = city.services.languages[service];
  if (spoken.empty()) return Open::unknown;
  for (const std::string& own : profile.languages) {
    for (const std::string& theirs : spoken) {
      if (main_language(own) == main_language(theirs)) return Open::yes;
    }
  }
  return Open::no;
}

Open admits(const City& city, ServiceId service, const Profile& profile) {
  static const Texts anyone{"everyone", "all", "public"};
  const Texts& open_to = city.services.open_to[service];
  if (open_to.empty()) return Open::unknown;
  bool only_papers = true;
  for (const std::string& written : open_to) {
    const std::string who = lower(written);
    if (in(anyone, who) || in(profile.papers, who) || in(profile.is, who)) return Open::yes;
    only_papers &= in(city.description.profiles.papers, who);
  }
  return only_papers ? Open::no : Open::unknown;
}

Open affordable(const City& city, ServiceId service, const Profile& profile) {
  const std::string& fee = city.services.fee[service];
  if (fee.empty()) return Open::unknown;
  if (const auto cost = geo::price(fee)) {
    const std::string& own = city.description.currency;
    const bool alike = own.empty() || cost->currency.empty() || cost->currency == own;
    const bool needs_both = cost->amount > 0 && *profile.pays > 0;
    return needs_both && !alike ? Open::unknown : known(cost->amount <= *profile.pays);
  }
  // "yes": it costs something, nobody says what.
  return lower(fee) == "yes" && *profile.pays == 0 ? Open::no : Open::unknown;
}

Open open_when_free(const City& city, ServiceId service, const Profile& profile) {
  const std::string& written = city.services.opening_hours[service];
  const auto hours = geo::opening_hours(written);
  if (!hours) return Open::unknown;
  return known(profile.free->longest_together(hours->open) >= shortest_visit);
}

Open without_step(const City& city, ServiceId service) {
  const auto& step_free = city.services.step_free[service];
  return step_free ? known(*step_free) : Open::unknown;
}

/// Who moves as fast as the maps take everybody to, with nothing along, moves like everybody.
bool moves_like_anyone(const Profile& profile) {
  return profile.with.empty() && (!profile.pace || *profile.pace >= travel::Way{}.pace);
}

bool has_way(const City& city, std::string_view name) {
  const auto& ways = city.description.ways;
  return std::any_of(ways.begin(), ways.end(),
                     [&](const geo::NamedWay& one) { return one.way.name == name; });
}

bool any_of_kind(const City& city, const geo::Kind& kind) {
  return !travel::rows_asked(city, travel::to_services(kind)).empty();
}

}  // namespace

std::string_view word(Barrier barrier) {
  switch (barrier) {
    case Barrier::language:
      return "language";
    case Barrier::papers:
      return "papers";
    case Barrier::fee:
      return "fee";
    case Barrier::hours:
      return "hours";
    case Barrier::entrance:
      return "entrance";
    case Barrier::pace:
      return "pace";
  }
  return "";
}

bool has(const Profile& profile, Barrier barrier) {
  switch (barrier) {
    case Barrier::language:
      return !profile.languages.empty();
    case Barrier::papers:
      return !profile.papers.empty();
    case Barrier::fee:
      return profile.pays.has_value();
    case Barrier::hours:
      return profile.free.has_value();
    case Barrier::entrance:
      return profile.step_free;
    case Barrier::pace:
      return !moves_like_anyone(profile);
  }
  return false;
}

Profile without(Profile profile, Barrier barrier) {
  switch (barrier) {
    case Barrier::language:
      profile.languages.clear();
      break;
    case Barrier::papers:
      profile.papers.clear();
      break;
    case Barrier::fee:
      profile.pays.reset();
      break;
    case Barrier::hours:
      profile.free.reset();
      break;
    case Barrier::entrance:
      profile.step_free = false;
      break;
    case Barrier::pace:
      profile.pace.reset();
      profile.with.clear();
      break;
  }
  return profile;
}

Open is_open(const City& city, ServiceId service, const Profile& profile, Barrier barrier) {
  if (!has(profile, barrier)) return Open::yes;
  switch (barrier) {
    case Barrier::language:
      return speaks(city, service, profile);
    case Barrier::papers:
      return admits(city, service, profile);
    case Barrier::fee:
      return affordable(city, service, profile);
    case Barrier::hours:
      return open_when_free(city, service, profile);
    case Barrier::entrance:
      return without_step(city, service);
    case Barrier::pace:
      return Open::yes;
  }
  return Open::unknown;
}

Open is_open(const City& city, ServiceId service, const Profile& profile) {
  Open all = Open::yes;
  for (const Barrier barrier : all_barriers) {
    all = std::min(all, is_open(city, service, profile, barrier));
  }
  return all;
}

travel::Way way_of(const City& city, const Profile& profile) {
  const travel::Way walk = way_named(city, {});
  travel::Way way = walk;
  if (moves_like_anyone(profile)) return way;
  for (const With wheels : {With::wheelchair, With::pushchair}) {
    if (!profile.goes_with(wheels)) continue;
    if (has_way(city, word(wheels))) way = way_named(city, std::string{word(wheels)});
    way.takes_steps = false;
    break;
  }
  way.name = "walk at a pace of one's own";
  if (profile.pace) way.pace = std::min(walk.pace, *profile.pace);
  // Twice as long on steps as with empty hands: an assumption, as docs/profiles.md says.
  if (profile.goes_with(With::carrying)) way.steps_factor *= 2;
  return way;
}

travel::Question to_open_services(const City& city, const geo::Kind& kind, const Profile& profile,
                                  Bound bound, geo::Minutes within) {
  const travel::Question all = travel::to_services(kind).within(within).only_nearest();
  const auto rows = travel::rows_asked(city, all);
  std::vector<std::uint32_t> open;
  for (const auto row : rows) {
    const Open answer = is_open(city, ServiceId{row}, profile);
    if (answer == Open::yes || (answer == Open::unknown && bound == Bound::possible)) {
      open.push_back(row);
    }
  }
  const travel::Question question = open == rows ? all : all.among(std::move(open));
  return moves_like_anyone(profile) ? question : question.moving(way_of(city, profile));
}

geo::Column<geo::HomeId, geo::Minutes> minutes_to_open(const City& city, const geo::Kind& kind,
                                                       const travel::Answer& trip) {
  auto column = trip.minutes();
  if (!trip.destinations().empty() || !any_of_kind(city, kind)) return column;
  for (const geo::HomeId home : column.rows()) {
    auto& cell = column[home];
    if (!cell && cell.reason() == geo::Missing::no_supply) cell = geo::Missing::out_of_reach;
  }
  return column;
}

Profile profile_of(const City& city, const std::string& key) {
  if (key.empty()) return {};
  std::string known;
  for (const Profile& profile : city.description.profiles.asked) {
    if (profile.key == key) return profile;
    known += (known.empty() ? "" : ", ") + profile.key;
  }
  erasure::refuse("setting_not_understood", "profile", key,
                  known.empty() ? "none: name profiles under [analysis] in city.toml" : known);
}

}  // namespace analysis
