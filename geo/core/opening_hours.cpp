#include "geo/core/opening_hours.hpp"

#include <array>
#include <bitset>
#include <vector>

namespace geo {
namespace {

constexpr int longest_day = 2 * Week::day;  // times after midnight belong to the evening before

using Days = std::bitset<7>;
using DayMinutes = std::bitset<longest_day>;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// A text read from the front, blanks passed over.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) { skip_blanks(); }

  bool at_end() const { return rest_.empty(); }
  bool at_digit() const { return !at_end() && is_digit(rest_.front()); }
  bool at_letter() const { return !at_end() && is_letter(rest_.front()); }

  bool take(std::string_view sign) {
    if (!rest_.starts_with(sign)) return false;
    rest_.remove_prefix(sign.size());
    skip_blanks();
    return true;
  }
  /// The letters here if they are `word`, whole.
  bool take_word(std::string_view word) {
    const bool longer = rest_.size() > word.size() && is_letter(rest_[word.size()]);
    return !longer && take(word);
  }
  std::optional<int> number(std::size_t most_digits) {
    int value = 0;
    std::size_t digits = 0;
    while (digits < rest_.size() && is_digit(rest_[digits])) {
      if (digits == most_digits) return std::nullopt;
      value = value * 10 + (rest_[digits++] - '0');
    }
    if (digits == 0) return std::nullopt;
    rest_.remove_prefix(digits);
    skip_blanks();
    return value;
  }
  /// The same text from `mark` on: to look ahead and come back.
  std::string_view mark() const { return rest_; }
  void back_to(std::string_view mark) { rest_ = mark; }

 private:
  void skip_blanks() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\t')) {
      rest_.remove_prefix(1);
    }
  }
  std::string_view rest_;
};

/// One rule: on which days, at which times, whether open.
struct Rule {
  Days days;
  bool names_days = false, names_holidays = false;
  bool only_holidays = false;
  DayMinutes times;
  bool names_times = false;
  bool off = false;
  bool adds = false;  ///< written after a comma
};

std::optional<int> weekday(Reader& in) {
  constexpr std::array<std::string_view, 7> names{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
  for (std::size_t day = 0; day < names.size(); ++day) {
    if (in.take_word(names[day])) return static_cast<int>(day);
  }
  return std::nullopt;
}

bool holiday(Reader& in) {
  return in.take_word("PH") || in.take_word("SH");
}

/// "Mo-Fr,Su,PH". False where a list has begun and does not go on.
bool read_days(Reader& in, Rule& rule) {
  for (bool more = true; more;) {
    if (holiday(in)) {
      rule.names_holidays = true;
    } else if (const auto first = weekday(in)) {
      const auto last = in.take("-") ? weekday(in) : first;
      if (!last) return false;
      for (int day = *first;; day = (day + 1) % 7) {
        rule.days.set(static_cast<std::size_t>(day));
        if (day == *last) break;
      }
      rule.names_days = true;
    } else {
      return !rule.names_days && !rule.names_holidays;
    }
    more = in.take(",");
  }
  return true;
}

/// "SH Mo-Fr" holds on those days of the holidays only.
bool read_selectors(Reader& in, Rule& rule) {
  if (!read_days(in, rule)) return false;
  rule.only_holidays = rule.names_holidays && !rule.names_days;
  if (rule.only_holidays && in.at_letter()) {
    const auto mark = in.mark();
    Rule inner;
    if (!read_days(in, inner) || !inner.names_days) in.back_to(mark);
  }
  return true;
}

std::optional<int> clock(Reader& in) {
  const auto hour = in.number(2);
  if (!hour || !in.take(":")) return std::nullopt;
  const auto minute = in.number(2);
  if (!minute || *minute > 59 || *hour * 60 + *minute > longest_day) return std::nullopt;
  return *hour * 60 + *minute;
}

bool read_span(Reader& in, Rule& rule) {
  const auto from = clock(in);
  if (!from || *from >= Week::day || !in.take("-")) return false;
  auto to = clock(in);
  if (!to || *to == *from) return false;
  if (*to < *from) *to += Week::day;
  if (*to > *from + Week::day) return false;
  for (int minute = *from; minute < *to; ++minute) rule.times.set(static_cast<std::size_t>(minute));
  rule.names_times = true;
  return true;
}

/// "09:00-13:00,16:00-19:00"; stops before a comma that begins another rule.
bool read_times(Reader& in, Rule& rule) {
  while (in.at_digit()) {
    if (!read_span(in, rule)) return false;
    const auto mark = in.mark();
    if (!in.take(",")) return true;
    if (!in.at_digit()) {
      in.back_to(mark);
      return true;
    }
  }
  return true;
}

void all_day(Rule& rule) {
  for (int minute = 0; minute < Week::day; ++minute) {
    rule.times.set(static_cast<std::size_t>(minute));
  }
}

std::optional<Rule> read_rule(Reader& in) {
  Rule rule;
  bool said = false;
  if (in.take("24/7")) {
    said = true;
  } else {
    if (!read_selectors(in, rule) || !read_times(in, rule)) return std::nullopt;
    said = rule.names_days || rule.names_holidays || rule.names_times;
  }
  if (in.take_word("off") || in.take_word("closed")) {
    said = rule.off = true;
  } else if (in.take_word("open")) {
    said = true;
  }
  if (!said) return std::nullopt;
  if (!rule.names_times) all_day(rule);
  if (!rule.names_days && !rule.names_holidays) rule.days.set();
  return rule;
}

std::optional<std::vector<Rule>> read_rules(std::string_view text) {
  Reader in(text);
  std::vector<Rule> rules;
  for (bool adds = false; !in.at_end();) {
    auto rule = read_rule(in);
    if (!rule) return std::nullopt;
    rule->adds = adds;
    rules.push_back(*rule);
    if (in.at_end()) break;
    adds = in.take(",");
    if (!adds && !in.take(";")) return std::nullopt;
    if (adds && in.at_end()) return std::nullopt;
  }
  return rules;
}

void apply(const Rule& rule, std::array<DayMinutes, 7>& days) {
  for (std::size_t day = 0; day < days.size(); ++day) {
    if (!rule.days[day]) continue;
    if (rule.off && rule.names_times) {
      days[day] &= ~rule.times;
    } else if (rule.off) {
      days[day].reset();
    } else if (rule.adds) {
      days[day] |= rule.times;
    } else {
      days[day] = rule.times;
    }
  }
}

}  // namespace

std::optional<OpeningHours> opening_hours(std::string_view text) {
  const auto rules = read_rules(text);
  if (!rules) return std::nullopt;
  OpeningHours hours;
  std::array<DayMinutes, 7> days;
  bool any = false;
  for (const Rule& rule : *rules) {
    hours.leaves_out_holidays |= rule.names_holidays;
    if (rule.only_holidays) continue;
    any = true;
    apply(rule, days);
  }
  if (!any) return std::nullopt;
  for (int day = 0; day < 7; ++day) {
    const DayMinutes& own = days[static_cast<std::size_t>(day)];
    for (int minute = 0; minute < longest_day; ++minute) {
      const int at = day * Week::day + minute;
      if (own[static_cast<std::size_t>(minute)]) hours.open.add(at, at + 1);
    }
  }
  return hours;
}

}  // namespace geo
