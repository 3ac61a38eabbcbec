#include "analysis/transit/spelled_out.hpp"

#include <algorithm>

#include "analysis/transit/no_time.hpp"

namespace analysis::transit {
namespace {

/// The times from minute `from` on of those who are there at `arrives`: as many as are written at
/// once, so that no loop and no guess is needed. What is too many is overwritten by what follows.
template <class Time>
void write_some(Time* times, std::size_t from, std::uint32_t arrives) {
  const auto first = static_cast<Time>(arrives - from * tenths_in_minute);
  for (std::size_t i = 0; i < written_at_once; ++i) {
    times[from + i] = static_cast<Time>(first - i * tenths_in_minute);
  }
}

/// The first minute in which one may leave to be there at `arrives` and not be longer under way.
std::size_t first_in_time(std::uint32_t arrives, std::uint32_t longest) {
  if (arrives <= longest) return 0;
  return (arrives - longest + tenths_in_minute - 1) / tenths_in_minute;
}

/// The times at one stop.
template <class Time>
void spell(std::span<const Alighting> alightings, const std::uint8_t* last,
           const TimesLayout& layout, Time* times) {
  std::size_t done = 0;  // minutes, from the first
  for (const auto& [leg, arrives] : alightings) {
    if (done == layout.minutes) break;
    const std::size_t until = *last++;
    if (arrives > layout.longest) {
      const std::size_t in_time = std::min(first_in_time(arrives, layout.longest), until);
      for (; done < in_time; ++done) times[done] = no_time<Time>;
    }
    write_some(times, done, arrives);
    for (std::size_t more = done + written_at_once; more < until; more += written_at_once) {
      write_some(times, more, arrives);
    }
    done = std::max(done, until);
  }
  std::fill(times + done, times + layout.stride, no_time<Time>);
}

template <class Time>
void spell_all(const Network& network, std::span<const std::uint8_t> last,
               const TimesLayout& layout, Time* times) {
  for (std::size_t stop = 0; stop < network.stops.size(); ++stop, times += layout.stride) {
    spell(network.alightings_at(stop), last.data() + network.first_alighting[stop], layout, times);
  }
}

}  // namespace

void spell_out(const Network& network, std::span<const std::uint8_t> last,
               const TimesLayout& layout, std::span<std::uint16_t> times) {
  spell_all(network, last, layout, times.data());
}
void spell_out(const Network& network, std::span<const std::uint8_t> last,
               const TimesLayout& layout, std::span<std::uint32_t> times) {
  spell_all(network, last, layout, times.data());
}

}  // namespace analysis::transit
