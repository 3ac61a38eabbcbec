#include "geo/core/price.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

namespace geo {
namespace {

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

/// The currency that stands beside a number, as its three letters.
std::string currency_in(std::string around) {
  std::erase(around, ' ');
  static const std::map<std::string, std::string> signs{
      {"€", "EUR"}, {"euro", "EUR"}, {"euros", "EUR"}, {"£", "GBP"}, {"₺", "TRY"}};
  if (const auto sign = signs.find(around); sign != signs.end()) return sign->second;
  const bool is_code = around.size() == 3 && std::all_of(around.begin(), around.end(), [](char c) {
                         return c >= 'a' && c <= 'z';
                       });
  if (!is_code) return {};
  for (char& c : around) c = static_cast<char>(c - 'a' + 'A');
  return around;
}

}  // namespace

std::optional<Price> price(const std::string& written) {
  const std::string text = lower(written);
  if (text == "none" || text == "no" || text == "free") return Price{};
  const auto first = text.find_first_of("0123456789");
  if (first == std::string::npos) return std::nullopt;
  const auto last = text.find_first_not_of("0123456789.,", first);
  std::string number = text.substr(first, last == std::string::npos ? last : last - first);
  const std::string around = text.substr(0, first) + text.substr(first + number.size());
  // A second number ("5-10"), or a sign of a range or a rate ("from 5", "5 per day"), is no price.
  if (around.find_first_of("0123456789-+/~<>%:") != std::string::npos) return std::nullopt;
  if (std::count(around.begin(), around.end(), ' ') > 1) return std::nullopt;
  std::replace(number.begin(), number.end(), ',', '.');
  Price price;
  price.currency = currency_in(around);
  const auto end = number.data() + number.size();
  const auto read = std::from_chars(number.data(), end, price.amount);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return price;
}

std::optional<Money> money(const Price& price) {
  constexpr double too_much = 4e6;
  if (!(price.amount >= 0 && price.amount < too_much)) return std::nullopt;
  return Money{static_cast<std::uint32_t>(std::llround(price.amount * 1000))};
}

std::string price_text(Money money, const std::string& currency) {
  const auto whole = money.thousandths / 1000, rest = money.thousandths % 1000;
  std::string text = std::to_string(whole);
  if (rest > 0) {
    std::string behind = std::to_string(1000 + rest).substr(1);
    if (behind.back() == '0') behind.pop_back();
    text += "." + behind;
  }
  return currency.empty() ? text : text + " " + currency;
}

}  // namespace geo
