#include "app/report.hpp"

#include <fmt/format.h>

#include "app/page/losses.hpp"
#include "app/page/map.hpp"
#include "app/page/profiles.hpp"
#include "app/page/sections.hpp"
#include "app/page/surveys.hpp"
#include "app/page/view.hpp"
#include "geo/version.hpp"

namespace app {
namespace {

using page::escape;

std::string head(const page::View& view) {
  const auto& words = view.words;
  const auto title = words.say("page.title", {{"city", view.release.name().in(words.language())}});
  // No script at all, and nothing from elsewhere: the page may be opened from any folder.
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src 'unsafe-inline'; img-src data:\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"generator\" content=\"medina {}\">\n<title>{}</title>\n<style>\n{}</style>\n"
      "</head>\n<body>\n",
      escape(words.language()), words.right_to_left() ? "rtl" : "ltr", geo::version, escape(title),
      page::shipped("report.css"));
}

}  // namespace

std::string report(const geo::write::Map& map, const Words& words) {
  const page::View view(map, words);
  const page::Atlas atlas(view);
  std::string out = head(view);
  out += atlas.shapes() + "<main>\n";
  if (view.finest) {
    out += page::mayors_page(view, atlas) + page::contents(view) + page::themes(view, atlas) +
           page::losses(view, atlas) + page::profiles(view, atlas) + page::surveys(view);
  }
  out += page::findings(view) + page::methods(view) + page::sources(view);
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace app
