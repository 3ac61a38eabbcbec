#include "analysis/transit/spelled_out.hpp"

#include <algorithm>

#include "analysis/transit/no_time.hpp"

namespace analysis::transit {
namespace {

/// The times of those who leave in the minutes `from` up to `until` and are there at `arrives`.
template <class Time>
void fill(Time* times, std::size_t from, std::size_t until, std::uint32_t arrives,
          std::uint32_t longest) {
  const std::size_t in_time =
      arrives <= longest ? 0 : (arrives - longest + tenths_in_minute - 1) / tenths_in_minute;
  for (; from < until && from < in_time; ++from) times[from] = no_time<Time>;
  auto time = static_cast<Time>(arrives - from * tenths_in_minute);
  for (; from < until; ++from) {
    times[from] = time;
    time = static_cast<Time>(time - tenths_in_minute);
  }
}

template <class Time>
void spell(const Network& network, std::span<const std::uint8_t> last, const TimesLayout& layout,
           Time* times) {
  for (std::size_t stop = 0; stop < network.stops.size(); ++stop, times += layout.stride) {
    std::size_t done = 0;  // minutes, from the first
    const std::size_t end = network.first_alighting[stop + 1];
    for (std::size_t i = network.first_alighting[stop]; i < end && done < layout.minutes; ++i) {
      if (last[i] <= done) continue;
      fill(times, done, last[i], network.alightings[i].arrives, layout.longest);
      done = last[i];
    }
    std::fill(times + done, times + layout.stride, no_time<Time>);
  }
}

}  // namespace

void spell_out(const Network& network, std::span<const std::uint8_t> last,
               const TimesLayout& layout, std::span<std::uint16_t> times) {
  spell(network, last, layout, times.data());
}
void spell_out(const Network& network, std::span<const std::uint8_t> last,
               const TimesLayout& layout, std::span<std::uint32_t> times) {
  spell(network, last, layout, times.data());
}

}  // namespace analysis::transit
