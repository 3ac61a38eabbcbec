#pragma once

// How a metric's own types (its Params, its column's unit) become a row of the catalogue. A metric
// file needs only `Field` and `metric<asks, compute>` from here.

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "analysis/metric.hpp"
#include "geo/core/error.hpp"

namespace analysis {

/// One setting of a metric: its name, where it lives in Params, what it means, and its bounds.
template <class Params, class T>
struct Field {
  std::string_view name;
  T Params::*member;
  std::string_view meaning;
  std::optional<T> least = {}, most = {};

  constexpr Field(std::string_view n, T Params::*m, std::string_view says)
      : name(n), member(m), meaning(says) {}
  constexpr Field(std::string_view n, T Params::*m, std::string_view says, T low, T high)
      : name(n), member(m), meaning(says), least(low), most(high) {}
};

/// The words of an enum that is a setting, one for each value in the order of the enum: specialise
/// it beside the enum with `static constexpr std::array<std::string_view, n> words`.
template <class E>
struct Choices;

template <>
struct Choices<bool> {
  static constexpr std::array<std::string_view, 2> words{"no", "yes"};
};

namespace erasure {

[[noreturn]] void refuse(std::string_view code, std::string_view setting, const std::string& value,
                         const std::string& allowed);
double number_of(std::string_view setting, const std::string& text);

template <class T>
struct SettingType;
template <>
struct SettingType<geo::Kind> {
  static constexpr std::string_view name = "kind";
  static geo::Kind parse(std::string_view, const std::string& text) { return geo::Kind{text}; }
  static std::string text(const geo::Kind& kind) { return kind.name(); }
};
std::string number_text(double value);
template <class Unit>
struct SettingType<geo::Quantity<Unit>> {
  static constexpr std::string_view name =
      std::is_same_v<geo::Quantity<Unit>, geo::Minutes>  ? "minutes"
      : std::is_same_v<geo::Quantity<Unit>, geo::Metres> ? "metres"
                                                         : "share";
  static geo::Quantity<Unit> parse(std::string_view setting, const std::string& text) {
    return geo::Quantity<Unit>{number_of(setting, text)};
  }
  static std::string text(geo::Quantity<Unit> quantity) { return number_text(quantity.value); }
};
template <>
struct SettingType<double> {
  static constexpr std::string_view name = "number";
  static double parse(std::string_view setting, const std::string& text) {
    return number_of(setting, text);
  }
  static std::string text(double value) { return number_text(value); }
};
template <>
struct SettingType<int> {
  static constexpr std::string_view name = "whole number";
  static int parse(std::string_view setting, const std::string& text) {
    const double value = number_of(setting, text);
    if (value != std::floor(value))
      refuse("setting_not_understood", setting, text, "a whole number");
    return static_cast<int>(value);
  }
  static std::string text(int value) { return std::to_string(value); }
};
template <>
struct SettingType<std::string> {
  static constexpr std::string_view name = "text";
  static std::string parse(std::string_view, const std::string& text) { return text; }
  static std::string text(const std::string& value) { return value; }
};

std::size_t choice_of(std::string_view setting, const std::string& text,
                      std::span<const std::string_view> words);

template <class E>
concept HasChoices = requires { Choices<E>::words; };

template <HasChoices E>
struct SettingType<E> {
  static constexpr std::string_view name = "choice";
  static E parse(std::string_view setting, const std::string& text) {
    return static_cast<E>(choice_of(setting, text, Choices<E>::words));
  }
  static std::string text(E value) {
    return std::string{Choices<E>::words[static_cast<std::size_t>(value)]};
  }
};

template <class T>
std::vector<std::string> choices() {
  if constexpr (HasChoices<T>) {
    return {Choices<T>::words.begin(), Choices<T>::words.end()};
  } else {
    return {};
  }
}

template <class T>
std::optional<double> bound(const std::optional<T>& value) {
  if constexpr (std::is_arithmetic_v<T> && !HasChoices<T>) {
    return value ? std::optional<double>(static_cast<double>(*value)) : std::nullopt;
  } else if constexpr (requires { value->value; }) {
    return value ? std::optional<double>(value->value) : std::nullopt;
  } else {
    return std::nullopt;
  }
}

template <class Params>
std::vector<FieldCard> field_cards() {
  std::vector<FieldCard> cards;
  const Params defaults;
  std::apply(
      [&](const auto&... field) {
        (cards.push_back(
             {std::string{field.name}, std::string{field.meaning},
              std::string{SettingType<std::decay_t<decltype(defaults.*field.member)>>::name},
              SettingType<std::decay_t<decltype(defaults.*field.member)>>::text(defaults.*
                                                                                field.member),
              bound(field.least), bound(field.most),
              choices<std::decay_t<decltype(defaults.*field.member)>>()}),
         ...);
      },
      Params::fields());
  return cards;
}

template <class Params, class T>
void set(Params& params, const Field<Params, T>& field, const std::string& text) {
  params.*field.member = SettingType<T>::parse(field.name, text);
  if (field.least && params.*field.member < *field.least) {
    refuse("setting_out_of_range", field.name, text,
           "at least " + SettingType<T>::text(*field.least));
  }
  if (field.most && *field.most < params.*field.member) {
    refuse("setting_out_of_range", field.name, text,
           "at most " + SettingType<T>::text(*field.most));
  }
}

template <class Params>
Params parse(const Settings& settings) {
  Params params;
  for (const auto& [name, text] : settings) {
    bool known = false;
    std::string names;
    std::apply(
        [&](const auto&... field) {
          ((names += (names.empty() ? "" : ", ") + std::string{field.name}), ...);
          ((field.name == name ? (set(params, field, text), known = true) : false), ...);
        },
        Params::fields());
    if (!known) refuse("setting_unknown", name, text, names.empty() ? "no settings" : names);
  }
  return params;
}

template <class F>
struct Signature;
template <class R, class P>
struct Signature<R (*)(const geo::City&, const P&, const travel::Answer&)> {
  using Params = P;
  static constexpr bool over_areas = false;
};
template <class R, class P>
struct Signature<R (*)(const geo::City&, const P&, std::span<const travel::Answer>)> {
  using Params = P;
  static constexpr bool over_areas = false;
};
template <class R, class P>
struct Signature<R (*)(const geo::City&, const P&, AreaQuestion)> {
  using Params = P;
  static constexpr bool over_areas = true;
};

template <class Row, class T>
geo::Column<Row, double> plain(const geo::Column<Row, T>& column) {
  if constexpr (std::is_same_v<T, double>) {
    return column;
  } else {
    return geo::map_values(column, [](const T& quantity) { return quantity.value; });
  }
}

template <auto asks, auto compute, class Params>
struct ForHomes {
  static std::vector<travel::Question> questions(const geo::City& city, const Settings& settings) {
    const Params params = parse<Params>(settings);
    // Most metrics ask the same in every city; one about profiles must know who can go where.
    const auto asked = [&] {
      if constexpr (std::is_invocable_v<decltype(asks), const geo::City&, const Params&>) {
        return asks(city, params);
      } else {
        return asks(params);
      }
    }();
    return std::vector<travel::Question>{asked};
  }
  static HomeFigures figures(const geo::City& city, const Settings& settings,
                             std::span<const travel::Answer> answers) {
    const Params params = parse<Params>(settings);
    if constexpr (std::is_invocable_v<decltype(compute), const geo::City&, const Params&,
                                      const travel::Answer&>) {
      return plain(compute(city, params, answers.front()));
    } else {
      return plain(compute(city, params, answers));
    }
  }
};

template <auto compute, class Params>
struct ForAreas {
  static std::vector<travel::Question> questions(const geo::City&, const Settings&) { return {}; }
  static AreaFigures figures(const geo::City& city, const Settings& settings, AreaQuestion which) {
    return plain(compute(city, parse<Params>(settings), which));
  }
};

template <class Params>
void check(const Settings& settings) {
  static_cast<void>(parse<Params>(settings));
}

}  // namespace erasure

/// A metric that answers for each home from the trips it asks for: one question, or a list of them
/// and then a list of answers.
template <auto asks, auto compute>
constexpr Metric metric(Card card) {
  using Params = typename erasure::Signature<decltype(compute)>::Params;
  using Erased = erasure::ForHomes<asks, compute, Params>;
  return {card,
          &erasure::field_cards<Params>,
          &erasure::check<Params>,
          &Erased::questions,
          &Erased::figures,
          nullptr,
          nullptr};
}

/// A metric that answers for each area of a level, without travel.
template <auto compute>
constexpr Metric metric(Card card) {
  using Params = typename erasure::Signature<decltype(compute)>::Params;
  using Erased = erasure::ForAreas<compute, Params>;
  return {card,
          &erasure::field_cards<Params>,
          &erasure::check<Params>,
          &Erased::questions,
          nullptr,
          &Erased::figures,
          nullptr};
}

}  // namespace analysis
