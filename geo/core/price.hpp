#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

namespace geo {

/// What one visit costs.
struct Price {
  double amount = 0;
  std::string currency;  ///< as ISO 4217 writes it, "EUR"; empty where the text names none
};

/// The price in a text: "none", "1.40 EUR", "€ 12", "4,50". Nothing where the text says less or
/// more than one price: "income", "5-10 EUR", "5 per day".
std::optional<Price> price(const std::string& text);

/// Money that is added up, in thousandths of its unit: no currency is counted finer (JOD, TND).
struct Money {
  std::uint32_t thousandths = 0;
  auto operator<=>(const Money&) const = default;
};

/// The amount of a price. Nothing below zero, nor from four million on.
std::optional<Money> money(const Price& price);

/// "2.80 EUR"; thousandths only where there are some, and no currency where none is stated.
std::string price_text(Money money, const std::string& currency);

}  // namespace geo
