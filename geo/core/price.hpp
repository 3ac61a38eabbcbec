#pragma once

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

}  // namespace geo
