#include "analysis/transit/search.hpp"

#include <algorithm>
#include <cassert>

#include "analysis/transit/network.hpp"
#include "analysis/transit/no_time.hpp"
#include "analysis/transit/pass.hpp"
#include "analysis/transit/spelled_out.hpp"
#include "analysis/transit/spending.hpp"

namespace analysis::transit {

using namespace geo;

using RowOfStop = Per<StopId, std::uint32_t>;

/// A day's network and what a search needs to know beside it.
struct Prepared {
  std::size_t minutes;
  Rules rules;
  std::optional<FareSteps> fares;
  Network network;
  std::shared_ptr<const RowOfStop> rows;
};

namespace {

std::shared_ptr<const RowOfStop> rows_of(const Network& network, std::size_t stops) {
  auto rows = std::make_shared<RowOfStop>(stops, never);
  for (std::size_t row = 0; row < network.stops.size(); ++row) {
    (*rows)[network.stops[row]] = static_cast<std::uint32_t>(row);
  }
  return rows;
}

/// The last minutes of each home one after the other, for its alightings in their order.
std::vector<std::uint8_t> by_home(const Network& network, std::span<const LastMinutes> last,
                                  std::size_t homes) {
  const std::size_t all = network.alightings.size();
  std::vector<std::uint8_t> out(homes * all);
  constexpr std::size_t tile = 64;  // as many rows as stay at hand
  for (std::size_t first = 0; first < all; first += tile) {
    const std::size_t end = std::min(all, first + tile);
    for (std::size_t home = 0; home < homes; ++home) {
      for (std::size_t i = first; i < end; ++i) {
        out[home * all + i] = last[network.alightings[i].leg].lane[home];
      }
    }
  }
  return out;
}

}  // namespace

Search::Search(const Timetable& timetable, const ServiceDay& day, const WalksBetweenStops& between,
               const Window& window, const Rules& rules, const std::optional<Fares>& fares) {
  assert(window.minutes() <= 254 && rules.slack >= Seconds{1});
  auto steps = fares ? std::optional{fare_steps(*fares)} : std::nullopt;
  auto network = network_of(timetable, day, between, window, rules, steps ? &*steps : nullptr);
  auto rows = rows_of(network, timetable.stops.size());
  prepared_ = std::make_shared<const Prepared>(
      Prepared{window.minutes(), rules, std::move(steps), std::move(network), std::move(rows)});
}

Search::~Search() = default;
Search::Search(Search&&) noexcept = default;

Profiles Search::profiles(std::span<const std::span<const Walk>> homes) const {
  assert(homes.size() <= lanes);
  const auto& [minutes, rules, fares, network, rows] = *prepared_;
  const auto slack = static_cast<std::uint32_t>(rules.slack.count) * 10;
  const Leaving leaving{homes, minutes, slack, rules.rides};
  const auto last = fares ? last_minutes_within(network, *fares, leaving)
                          : transit::last_minutes(network, leaving);
  Profiles found;
  found.homes_ = homes.size();
  found.prepared_ = prepared_;
  found.last_minutes_ = by_home(network, last, homes.size());
  return found;
}

std::vector<Arrivals> Search::arrivals(std::span<const std::span<const Walk>> homes) const {
  const Profiles found = profiles(homes);
  std::vector<Arrivals> all(homes.size());
  for (std::size_t home = 0; home < homes.size(); ++home) found.write(home, all[home]);
  return all;
}

Profiles::Profiles() = default;
Profiles::~Profiles() = default;
Profiles::Profiles(Profiles&&) noexcept = default;
Profiles& Profiles::operator=(Profiles&&) noexcept = default;

void Profiles::write(std::size_t home, Arrivals& out) const {
  const Network& network = prepared_->network;
  const std::size_t all = network.alightings.size();
  const auto last = std::span(last_minutes_).subspan(home * all, all);
  out.minutes_ = prepared_->minutes;
  out.stride_ = (prepared_->minutes + 31) / 32 * 32;
  out.rows_ = prepared_->rows;
  const TimesLayout layout{out.minutes_, out.stride_, prepared_->rules.longest};
  const std::size_t size = network.stops.size() * out.stride_ + written_at_once;
  const bool narrow = layout.longest < no_time<std::uint16_t>;
  out.narrow_.resize(narrow ? size : 0);
  out.wide_.resize(narrow ? 0 : size);
  if (narrow) {
    spell_out(network, last, layout, out.narrow_);
  } else {
    spell_out(network, last, layout, out.wide_);
  }
}

std::uint32_t Arrivals::at(StopId stop, std::size_t minute) const {
  const std::uint32_t row = (*rows_)[stop];
  if (row == never) return never;
  const std::size_t place = row * stride_ + minute;
  const auto left = static_cast<std::uint32_t>(minute) * tenths_in_minute;
  const auto arrival = [&](auto time) {
    return time == no_time<decltype(time)> ? never : time + left;
  };
  return is_narrow() ? arrival(narrow_[place]) : arrival(wide_[place]);
}

Arrivals Profiles::arrivals(std::size_t home) const {
  Arrivals out;
  write(home, out);
  return out;
}

}  // namespace analysis::transit
