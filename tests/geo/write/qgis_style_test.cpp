#include "geo/write/qgis_style.hpp"

#include "tests/catch.hpp"

using namespace geo;

namespace {

const write::ReasonWords words{"nobody", "cannot tell", "merged", "far", "withheld", "no value"};

// Four areas of one column: two with a figure, one of them doubtful; one withheld, one empty.
struct Drawn {
  ReleasedLayer layer;
  ReleasedColumn column;
  write::FileLayer table;
  Drawn() {
    column.name = "x";
    column.cells = std::vector<Cell<double>>{2.0, -1.0, Missing::suppressed, Missing::no_supply};
    column.doubtful = {false, true, false, false};
    layer.keys = {"1", "2", "3", "4"};
    table = {&layer, "zone", {&column}};
  }
  std::string with(std::vector<double> breaks) const {
    write::ClassStyle style;
    style.column = "x";
    style.breaks = std::move(breaks);
    style.colours.assign(style.breaks.size() - 1, "#60ceac");
    style.labels = {"a<b", "c", "d"};
    return write::qgis_renderer(table, style, words);
  }
};

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("class rules in QGIS are left-closed and right-open, and the outer ones have no end") {
  const auto text = Drawn().with({0, 5, 10, 20});
  CHECK(holds(text, "filter=\"&quot;x_status&quot; = &apos;ok&apos; AND &quot;x&quot; &lt; 5.0\""));
  CHECK(holds(text, "AND &quot;x&quot; &gt;= 5.0 AND &quot;x&quot; &lt; 10.0\""));
  CHECK(holds(text, "= &apos;ok&apos; AND &quot;x&quot; &gt;= 10.0\""));
  CHECK(holds(text, "a&lt;b"));
}

TEST_CASE("a class of one value takes it, and the next class begins above it") {
  const auto text = Drawn().with({0, 0, 3, 9});
  CHECK(holds(text, "AND &quot;x&quot; &lt;= 0.0\""));
  CHECK(holds(text, "AND &quot;x&quot; &gt; 0.0 AND &quot;x&quot; &lt; 3.0\""));
}

TEST_CASE("what the data cannot tell has a key of its own and no colour, though a value stands") {
  const auto text = Drawn().with({-2, 0, 5, 9});
  CHECK(holds(text,
              "label=\"cannot tell\" filter=\"&quot;x_status&quot; IN (&apos;uncertain&apos;)"));
  // Every class asks for the status ok, so the doubtful value is in none.
  std::size_t classes = 0;
  for (auto at = text.find("&apos;ok&apos;"); at != std::string::npos;
       at = text.find("&apos;ok&apos;", at + 1)) {
    ++classes;
  }
  CHECK(classes == 3);
}

TEST_CASE("a legend names the reasons that its column has, and no others") {
  const auto text = Drawn().with({0, 5, 10, 20});
  CHECK(holds(text, "label=\"withheld\""));
  CHECK(holds(text, "label=\"no value\" filter=\"ELSE\""));
  CHECK_FALSE(holds(text, "label=\"far\""));
  CHECK_FALSE(holds(text, "label=\"merged\""));
}

TEST_CASE("a sign stands for a word and what continues it, one without a word for all others") {
  Drawn drawn;
  drawn.layer.kind = ShapeKind::points;
  const write::SignStyle signs{
      "kind", {{"health", "Health", "#d55e00", "star"}, {"", "others", "#8b949c", "circle"}}, "S"};
  const auto text = write::qgis_renderer(drawn.table, signs, words);
  CHECK(holds(text,
              "&quot;kind&quot; = &apos;health&apos; OR &quot;kind&quot; LIKE "
              "&apos;health.%&apos;"));
  CHECK(holds(text, "label=\"others\" filter=\"ELSE\""));
  CHECK(holds(text, "value=\"star\""));
}
