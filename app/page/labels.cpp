#include <algorithm>
#include <array>
#include <cmath>

#include "app/page/map.hpp"

namespace app::page {
namespace {

struct Tier {
  double width;  ///< of the map, in CSS pixels, from which its names are shown
  double type;   ///< size of the letters there
  std::size_t most;
};
constexpr std::array<Tier, 3> tiers{{{288, 12, 6}, {560, 12, 16}, {800, 13, 40}}};
constexpr double mark_size = 24;

struct Rectangle {
  double left, top, right, bottom;
  bool touches(const Rectangle& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
};

/// Letters, not bytes. Combining marks count too, which errs on the wide side.
std::size_t letters(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

double width_of(const std::string& text, double type) {
  // Wider than any of the page's typefaces sets a name on average.
  return static_cast<double>(letters(text)) * type * 0.62 + 8;
}

Rectangle box(const Label& label, double width, double type, const Canvas& canvas) {
  const double height = width * canvas.height / canvas.width;
  const double x = label.x / 100 * width, y = label.y / 100 * height;
  const double half = width_of(label.text, type) / 2, tall = type * 0.75 + 1;
  return {x - half, y - tall, x + half, y + tall};
}

Rectangle mark_box(const Label& mark, double width, const Canvas& canvas) {
  const double height = width * canvas.height / canvas.width;
  const double x = mark.x / 100 * width, y = mark.y / 100 * height;
  return {x - mark_size / 2, y - mark_size / 2, x + mark_size / 2, y + mark_size / 2};
}

bool free_at(const Label& label, const Tier& tier, const std::vector<Label>& taken,
             const std::vector<Label>& marks, const Canvas& canvas) {
  const Rectangle own = box(label, tier.width, tier.type, canvas);
  const double height = tier.width * canvas.height / canvas.width;
  if (own.left < 0 || own.right > tier.width || own.top < 0 || own.bottom > height) return false;
  const bool hits_name = std::any_of(taken.begin(), taken.end(), [&](const Label& other) {
    return own.touches(box(other, tier.width, tier.type, canvas));
  });
  const bool hits_mark = std::any_of(marks.begin(), marks.end(), [&](const Label& mark) {
    return own.touches(mark_box(mark, tier.width, canvas));
  });
  return !hits_name && !hits_mark;
}

}  // namespace

std::vector<Label> placed(const std::vector<Label>& wanted, const std::vector<Label>& marks,
                          const Canvas& canvas) {
  std::vector<Label> taken;
  std::vector<bool> done(wanted.size(), false);
  for (std::size_t t = 0; t < tiers.size(); ++t) {
    const Tier& tier = tiers[t];
    const double step = 100 * tier.type / (tier.width * canvas.height / canvas.width);
    for (std::size_t at = 0; at < wanted.size() && taken.size() < tier.most; ++at) {
      if (done[at] || wanted[at].text.empty()) continue;
      for (const double shift : {0.0, -1.0, 1.0}) {
        Label label = wanted[at];
        label.tier = static_cast<int>(t) + 1;
        label.y += shift * step;
        if (!free_at(label, tier, taken, marks, canvas)) continue;
        taken.push_back(std::move(label));
        done[at] = true;
        break;
      }
    }
  }
  return taken;
}

std::vector<Label> marks_apart(std::vector<Label> marks, const Canvas& canvas) {
  const double width = tiers.front().width;
  const double step = 100 * mark_size * 0.75 / width;
  const double square = static_cast<double>(canvas.width) / canvas.height;
  std::vector<Label> taken;
  for (Label mark : marks) {
    const Label home = mark;
    // Rings of eight places around where it belongs, the nearest free one wins.
    for (int place = 0; place < 8 * 12; ++place) {
      const double ring = (place + 7) / 8;
      const double angle = (place % 8) * 0.785398163397448;
      mark.x = std::clamp(home.x + ring * step * std::cos(angle), 4.5, 95.5);
      mark.y = std::clamp(home.y + ring * step * square * std::sin(angle), 4.5, 95.5);
      const bool hits = std::any_of(taken.begin(), taken.end(), [&](const Label& other) {
        return mark_box(mark, width, canvas).touches(mark_box(other, width, canvas));
      });
      if (!hits) break;
    }
    taken.push_back(mark);
  }
  return taken;
}

}  // namespace app::page
