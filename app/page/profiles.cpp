#include "app/page/profiles.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/page/sections.hpp"
#include "app/page/sentences.hpp"

namespace app::page {
namespace {

using geo::Cell;
using geo::Missing;
using geo::Profile;
using geo::ReleasedBarrier;
using geo::ReleasedProfile;

constexpr const char* barriers[] = {"language", "papers", "fee", "hours", "entrance", "pace"};

/// What a figure over the whole city says of one profile and kind where a barrier is taken away.
const ReleasedBarrier* figures(const ReleasedProfile& one, const std::string& kind,
                               const std::string& removed, const View& view) {
  if (!view.city) return nullptr;
  return view.release.barrier(one.profile.key, kind, removed, view.city->name,
                              view.city->keys.front());
}

std::string listed(const std::vector<std::string>& items, const Words& words) {
  return fmt::format("{}", fmt::join(items, words.say("list.comma")));
}

std::string language_name(const std::string& tag, const Words& words) {
  const std::string key = "profile.language." + tag.substr(0, tag.find('-'));
  return words.knows(key) ? words.say(key) : tag;
}

/// "papers.none", or the words of `open_to` as they are written.
std::string papers(const Profile& profile, const Words& words) {
  if (profile.papers == std::vector<std::string>{"none"}) return words.say("profile.papers.none");
  return words.say("profile.papers", {{"list", isolated(listed(profile.papers, words))}});
}

/// What the profile is, hurdle by hurdle, in the reader's words.
std::vector<std::string> hurdles(const Profile& profile, const Words& words) {
  std::vector<std::string> said;
  if (!profile.languages.empty()) {
    std::vector<std::string> names;
    for (const auto& tag : profile.languages) names.push_back(language_name(tag, words));
    said.push_back(words.say("profile.speaks", {{"list", listed(names, words)}}));
  }
  if (!profile.papers.empty()) said.push_back(papers(profile, words));
  if (!profile.is.empty()) {
    said.push_back(words.say("profile.is", {{"list", isolated(listed(profile.is, words))}}));
  }
  if (profile.pays) {
    const int decimals = *profile.pays == static_cast<int>(*profile.pays) ? 0 : 2;
    said.push_back(*profile.pays == 0
                       ? words.say("profile.pays.nothing")
                       : words.say("profile.pays", {{"n", words.number(*profile.pays, decimals)}}));
  }
  if (!profile.hours.empty()) {
    said.push_back(words.say("profile.free", {{"list", isolated(listed(profile.hours, words))}}));
  }
  for (const geo::With with : profile.with) {
    said.push_back(words.say("profile.with." + std::string(word(with))));
  }
  if (profile.pace) {
    said.push_back(words.say("profile.pace", {{"n", words.number(profile.pace->value, 0)}}));
  }
  return said;
}

std::string minutes(double value, const Words& words) {
  return with_unit(value, "min", words);
}

/// "8 min", "8–12 min" where what is not stated makes the difference, "at best 8 min", "none".
std::string walk(const Cell<double>& certain, const Cell<double>& possible, const Words& words) {
  if (certain && possible) {
    const auto best = words.number(*possible, 0), worst = words.number(*certain, 0);
    if (best == worst) return minutes(*certain, words);
    return words.say("unit.with", {{"n", words.say("class.range", {{"from", best}, {"to", worst}})},
                                   {"unit", words.say("unit.min")}});
  }
  if (possible) return words.say("profile.at_best", {{"a", minutes(*possible, words)}});
  const Missing reason = possible.reason();
  return reason == Missing::out_of_reach ? words.say("profile.none") : status(reason, words);
}

/// What one barrier costs by itself, as far as it is known for certain; empty where it costs
/// nothing that a minute could show.
std::string cost(const char* barrier, const ReleasedBarrier& row, const Words& words) {
  const auto& known = row.certain;
  const bool longer = known.added && std::llround(*known.added) >= 1;
  const bool keeps_most_out = !known.added && known.added.reason() == Missing::out_of_reach;
  const bool keeps_out = known.put_out && *known.put_out >= 1;
  std::map<std::string, std::string> places{
      {"barrier", words.say(std::string("profile.barrier.") + barrier)}};
  if (longer) places["a"] = minutes(*known.added, words);
  if (keeps_out) places["people"] = words.say_count("count.people", *known.put_out);
  if (longer && keeps_out) return words.say("profile.cost.both", places);
  if (keeps_out) return words.say("profile.cost.out", places);
  if (longer) return words.say("profile.cost.longer", places);
  return keeps_most_out ? words.say("profile.cost.most", places) : "";
}

/// The costs of all barriers of a profile; where none costs anything by itself, why.
std::string costs(const ReleasedProfile& one, const std::string& kind, const View& view) {
  std::string items;
  for (const char* barrier : barriers) {
    const auto* row = figures(one, kind, barrier, view);
    const auto said = row ? cost(barrier, *row, view.words) : std::string{};
    if (!said.empty()) items += (items.empty() ? "" : "<br>") + escape(said);
  }
  if (!items.empty()) return items;
  const auto* all = figures(one, kind, "everything", view);
  const bool together = all && !cost("pace", *all, view.words).empty();
  return escape(view.words.say(together ? "profile.cost.together" : "profile.cost.none"));
}

std::string row(const ReleasedProfile& one, const std::string& kind, const View& view) {
  const auto* anyone = figures(one, kind, "everything", view);
  const auto* as_is = figures(one, kind, "nothing", view);
  if (!anyone || !as_is) return "";
  return "<tr><th scope=\"row\">" + escape(kind_name(kind, view.words)) +
         "</th><td class=\"text\">" +
         escape(walk(anyone->certain.minutes, anyone->possible.minutes, view.words)) +
         "</td><td class=\"text\">" +
         escape(walk(as_is->certain.minutes, as_is->possible.minutes, view.words)) +
         "</td><td class=\"text\">" + costs(one, kind, view) + "</td></tr>\n";
}

std::string table(const ReleasedProfile& one, const View& view) {
  std::string out = "<table class=\"plain profile\"><thead><tr>";
  for (const char* head : {"kind", "anyone", "person", "costs"}) {
    out += "<th scope=\"col\">" + escape(view.words.say(std::string("profile.column.") + head)) +
           "</th>";
  }
  out += "</tr></thead><tbody>\n";
  for (const auto& kind : one.kinds) out += row(one, kind, view);
  return out + "</tbody></table>";
}

bool is_of(const geo::ReleasedMetric& metric, const Profile& profile) {
  return metric.id == "access/effective" &&
         std::find(metric.settings.begin(), metric.settings.end(),
                   std::pair<std::string, std::string>{"profile", profile.key}) !=
             metric.settings.end();
}

/// One map of the profile, folded away under `title`.
std::string map(const geo::ReleasedMetric& metric, const std::string& title, const View& view,
                const Atlas& atlas) {
  const bool fine = view.any_value(*view.finest, metric);
  if (!view.style(metric.instance) || (!fine && !view.any_value(*view.reading, metric))) return "";
  MapRequest request;
  request.instance = metric.instance;
  request.large = false;
  request.coarse = true;
  request.kind = metric.kind;
  request.says = metric_title(metric, view.words);
  return "<details class=\"more\"><summary><span>" + escape(title) +
         "</span></summary><div class=\"spread small\"><div class=\"picture\">" +
         atlas.map(request) + "</div><div class=\"words\">" + legend(metric, view, atlas, request) +
         "</div></div></details>";
}

/// Whether two metrics have the same figures wherever they are drawn.
bool same_map(const geo::ReleasedMetric& a, const geo::ReleasedMetric& b, const View& view) {
  const auto role = geo::ReleasedColumn::Role::value;
  const auto* left = view.column(*view.reading, role, a.instance, "");
  const auto* right = view.column(*view.reading, role, b.instance, "");
  return left && right && left->cells == right->cells;
}

/// The maps of one kind: by what is known to be open, and by what may be, where that differs.
std::string maps(const geo::ReleasedMetric& certain, const geo::ReleasedMetric& possible,
                 const View& view, const Atlas& atlas) {
  const auto kind = kind_name(certain.kind, view.words);
  if (same_map(certain, possible, view)) return map(certain, kind, view, atlas);
  const auto title = [&](const char* bound) {
    return kind + " (" + view.words.say(std::string("profile.bound.") + bound) + ")";
  };
  return map(certain, title("certain"), view, atlas) +
         map(possible, title("possible"), view, atlas);
}

std::string maps(const Profile& profile, const View& view, const Atlas& atlas) {
  std::vector<const geo::ReleasedMetric*> own;
  for (const auto& metric : view.release.metrics()) {
    if (is_of(metric, profile)) own.push_back(&metric);
  }
  // Both bounds of a kind stand side by side, unless a run was asked for single columns.
  std::string out;
  for (std::size_t at = 0; at < own.size(); ++at) {
    const bool pair = at + 1 < own.size() && own[at]->kind == own[at + 1]->kind;
    out += pair ? maps(*own[at], *own[at + 1], view, atlas)
                : map(*own[at], metric_title(*own[at], view.words), view, atlas);
    at += pair ? 1 : 0;
  }
  return out;
}

std::string of_profile(const ReleasedProfile& one, const View& view, const Atlas& atlas) {
  const auto& words = view.words;
  const auto name = one.profile.name.in(words.language());
  std::string out = "<h3>" + escape(name.empty() ? one.profile.key : name) + "</h3>";
  const auto said = hurdles(one.profile, words);
  if (!said.empty()) out += "<p class=\"note\">" + escape(listed(said, words)) + "</p>";
  return out + table(one, view) + maps(one.profile, view, atlas);
}

}  // namespace

std::string profiles(const View& view, const Atlas& atlas) {
  if (view.release.profiles().empty()) return "";
  const auto& words = view.words;
  std::string out = "<section class=\"theme\" id=\"profiles\"><h2>" +
                    escape(words.say("profile.title")) + "</h2>";
  for (const char* key : {"profile.lead", "profile.bounds"}) {
    out += "<p>" + escape(words.say(key)) + "</p>";
  }
  for (const auto& one : view.release.profiles()) out += of_profile(one, view, atlas);
  return out + "<p class=\"note\">" + escape(words.say("profile.full")) +
         " <a href=\"../tables/profiles.csv\">profiles.csv</a></p></section>";
}

}  // namespace app::page
