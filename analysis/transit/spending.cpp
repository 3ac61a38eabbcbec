#include "analysis/transit/spending.hpp"

#include <algorithm>

namespace analysis::transit {
namespace {

/// A row for each leg; none where nobody is on any.
using Rows = std::vector<LastMinutes>;

void raise(LastMinutes& row, const LastMinutes& other) {
  for (std::size_t i = 0; i < homes_in_row; ++i) {
    row.lane[i] = std::max(row.lane[i], other.lane[i]);
  }
}

/// Those who get on from home for what the step allows.
Rows start(const Network& network, const std::vector<std::uint32_t>& before, const Rows& boarded) {
  const auto leads = [](std::uint32_t step) { return step != FareSteps::too_little; };
  if (std::none_of(before.begin(), before.end(), leads)) return {};
  Rows rows(network.legs);
  for (std::size_t leg = 0; leg < network.legs; ++leg) {
    const std::uint8_t fare = network.fare[leg];
    if (fare != FareSteps::not_boarded && leads(before[fare])) rows[leg] = boarded[leg];
  }
  return rows;
}

/// `paying`: of each fare the rows from which one changes for it, or null.
void follow(const Network& network, const std::vector<const LastMinutes*>& paying, Rows& rows) {
  const std::uint32_t* const before = network.before.data();
  for (std::size_t leg = 0; leg < network.legs; ++leg) {
    LastMinutes row = rows[leg];
    const auto change = network.change[leg], last = network.first[leg + 1];
    for (auto i = network.first[leg]; i < change; ++i) raise(row, rows[before[i]]);
    const std::uint8_t fare = network.fare[leg];
    if (fare != FareSteps::not_boarded && paying[fare] != nullptr) {
      for (auto i = change; i < last; ++i) raise(row, paying[fare][before[i]]);
    }
    rows[leg] = row;
  }
}

/// The rows of all steps; `fewer` holds them with one ride less, or is null where rides are not
/// counted. Where it holds none this is the first ride.
std::vector<Rows> all_steps(const Network& network, const FareSteps& fares, const Rows& boarded,
                            const std::vector<Rows>* fewer) {
  std::vector<Rows> steps(fares.most.size());
  for (std::size_t step = 0; step < steps.size(); ++step) {
    steps[step] = start(network, fares.before[step], boarded);
    if (steps[step].empty()) continue;
    const std::vector<Rows>& from = fewer ? *fewer : steps;
    std::vector<const LastMinutes*> paying(fares.fares, nullptr);
    for (std::size_t fare = 0; fare < fares.fares; ++fare) {
      const std::uint32_t spent = fares.before[step][fare];
      if (spent < from.size() && !from[spent].empty()) paying[fare] = from[spent].data();
    }
    follow(network, paying, steps[step]);
  }
  return steps;
}

}  // namespace

std::vector<LastMinutes> last_minutes_within(const Network& network, const FareSteps& fares,
                                             const Leaving& leaving) {
  const Rows boarded = transit::boarded(network, leaving);
  std::vector<Rows> steps;
  if (leaving.rides == 0) {
    steps = all_steps(network, fares, boarded, nullptr);
  } else {
    for (std::uint8_t ride = 1; ride <= leaving.rides; ++ride) {
      steps = all_steps(network, fares, boarded, &steps);
    }
  }
  return steps.back().empty() ? Rows(network.legs) : std::move(steps.back());
}

}  // namespace analysis::transit
