#include <cstdlib>
#include <fstream>
#include <sstream>

#include "analysis/docs.hpp"
#include "analysis/metric.hpp"
#include "tests/catch.hpp"

TEST_CASE("docs/metrics.md is what the catalogue prints") {
  const std::string file = std::string{MEDINA_SOURCE} + "/docs/metrics.md";
  const std::string page = analysis::metrics_page();
  if (std::getenv("MEDINA_WRITE_DOCS") != nullptr) std::ofstream(file) << page;
  std::ifstream committed(file);
  std::stringstream text;
  text << committed.rdbuf();
  INFO("stale: run this test once with MEDINA_WRITE_DOCS=1");
  CHECK(text.str() == page);
}

TEST_CASE("every metric says what it is, how it is computed and where it is from") {
  REQUIRE(analysis::catalogue().size() >= 10);
  for (const auto& entry : analysis::catalogue()) {
    INFO(entry.id);
    const analysis::Card& card = entry.metric->card;
    CHECK_FALSE(card.title.empty());
    CHECK(card.method.ends_with('.'));
    CHECK_FALSE(card.formula.empty());
    CHECK_FALSE(card.missing.empty());
    CHECK(card.source.find("doi:10.") != std::string_view::npos);
    CHECK_FALSE(card.column.empty());
  }
}
