// `init` on the folders of four real cities, as they are and with every file, column and folder
// renamed; `check` then accepts what it wrote, or init says which lines to edit.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/scratch.hpp"
#include "tests/volume.hpp"

namespace {

namespace fs = std::filesystem;
using scratch::text_of;

const fs::path data = fs::path(MEDINA_SOURCE).parent_path() / "shared" / "data";
constexpr const char* cities[] = {"barcelona", "valencia", "las_palmas", "porto_alegre"};

/// Names that say nothing, each given once: no test of a name can recognise them.
class Namer {
 public:
  explicit Namer(unsigned seed) : random_(seed) {}

  std::string operator()() {
    std::string name;
    do {
      name = "q";  // no word of any list of words begins so
      for (int i = 0; i < 6; ++i) name += "bcdfghjkmpqrtvwxz"[random_() % 17];
    } while (!given_.insert(name).second);
    return name;
  }
  std::string of(std::map<std::string, std::string>& names, const std::string& old) {
    const auto [at, is_new] = names.try_emplace(old);
    if (is_new) at->second = (*this)();
    return at->second;
  }

 private:
  std::mt19937 random_;
  std::set<std::string> given_;
};

std::string columns_renamed_geojson(const std::string& text, Namer& namer) {
  auto layer = nlohmann::ordered_json::parse(text);
  layer.erase("name");
  std::map<std::string, std::string> names;
  for (auto& feature : layer["features"]) {
    nlohmann::ordered_json renamed = nlohmann::ordered_json::object();
    for (auto& [key, value] : feature["properties"].items()) {
      renamed[namer.of(names, key)] = value;
    }
    feature["properties"] = renamed;
  }
  return layer.dump();
}

/// A heading of as many columns: commas outside quotes, one byte or two bytes for each letter.
std::string columns_renamed_csv(const std::string& text, Namer& namer) {
  const bool wide = text.starts_with("\xff\xfe");
  const std::size_t step = wide ? 2 : 1;
  std::size_t end = wide ? 2 : 0, columns = 1;
  bool quoted = false;
  for (; end < text.size() && text[end] != '\n'; end += step) {
    if (text[end] == '"') quoted = !quoted;
    if (text[end] == ',' && !quoted) ++columns;
  }
  std::string head = wide ? "\xff\xfe" : "";
  for (std::size_t i = 1; i <= columns; ++i) {
    for (const char c : (i == 1 ? "" : ",") + namer()) {
      head += c;
      if (wide) head += '\0';
    }
  }
  return head + text.substr(end);
}

/// Field descriptors of 32 bytes from byte 32 on, the name in the first eleven (dBase III).
std::string columns_renamed_dbf(std::string text, Namer& namer) {
  for (std::size_t at = 32; at + 32 < text.size() && text[at] != '\r'; at += 32) {
    std::string name = namer();
    name.resize(11, '\0');
    text.replace(at, 11, name);
  }
  return text;
}

void rename_everything(const fs::path& from, const fs::path& to, unsigned seed) {
  Namer namer(seed);
  std::map<std::string, std::string> folders, stems;
  for (const auto& entry : fs::recursive_directory_iterator(from)) {
    if (!entry.is_regular_file() || entry.path().extension() == ".md") continue;
    const std::string folder = fs::relative(entry.path(), from).parent_path().string();
    const std::string name = entry.path().filename().string();
    const std::string stem = name.substr(0, name.find('.'));
    std::string ending = entry.path().extension().string();
    if (name.ends_with(".osm.pbf")) ending = ".osm.pbf";
    std::string text = text_of(entry.path());
    if (ending == ".geojson") text = columns_renamed_geojson(text, namer);
    if (ending == ".csv") text = columns_renamed_csv(text, namer);
    if (ending == ".dbf") text = columns_renamed_dbf(std::move(text), namer);
    const fs::path renamed = to / namer.of(folders, folder);
    fs::create_directories(renamed);
    std::ofstream(renamed / (namer.of(stems, folder + "/" + stem) + ending), std::ios::binary)
        << text;
  }
}

nlohmann::json answer(const std::string& arguments, const fs::path& scratch) {
  const auto file = scratch / "answer.json";
  const std::string command = std::string{"'"} + MEDINA_PROGRAM + "' " + arguments + " --json >'" +
                              file.string() + "' 2>/dev/null </dev/null";
  static_cast<void>(std::system(command.c_str()));
  return nlohmann::json::parse(text_of(file), nullptr, false);
}

/// Puts # before the lines of an edit that init prints: "lines 12 to 20: ...".
void edit(const fs::path& toml, const std::string& printed) {
  std::size_t first = 0, last = 0;
  REQUIRE(std::sscanf(printed.c_str(), "lines %zu to %zu:", &first, &last) == 2);
  std::istringstream in(text_of(toml));
  std::string text, line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    text += (number >= first && number <= last ? "# " : "") + line + "\n";
  }
  std::ofstream(toml, std::ios::binary) << text;
}

/// What init and then check made of a folder.
struct Described {
  std::size_t edits = 0;  ///< lines that init printed, and that were followed
  bool accepted = false;
  std::string people;  ///< as the finding people_total says it
};

Described described(const fs::path& folder, const fs::path& toml) {
  const auto written =
      answer("init '" + folder.string() + "' -o '" + toml.string() + "'", toml.parent_path());
  REQUIRE(written.is_object());
  Described found;
  for (const std::string printed : written["edit_these_lines"]) {
    edit(toml, printed);
    ++found.edits;
  }
  const auto checked = answer("check '" + toml.string() + "'", toml.parent_path());
  found.accepted = checked["verdict"] == "accepted";
  for (const auto& finding : checked["findings"]) {
    if (finding["code"] == "people_total") found.people = finding["value"];
  }
  return found;
}

std::size_t line_count(const std::string& text, const std::string& what) {
  std::size_t count = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("check accepts what init wrote for real cities, as they are and renamed", "[real]") {
  if (!fs::exists(data)) {
    std::cout << "skipped: no folder " << data.filename()
              << " with real cities beside the source\n";
    return;
  }
  const scratch::Folder own;
  volume::Trial trial("init on renamed cities", {1, 5}, "sets of names");
  std::size_t without_edits = 0;
  for (const char* city : cities) {
    INFO(city);
    const auto plain = described(data / city, own / (std::string{city} + ".toml"));
    std::cout << "init " << city << ": " << plain.edits << " edits, people "
              << (plain.people.empty() ? "none" : plain.people) << "\n";
    CHECK(plain.accepted);
    without_edits += plain.edits == 0 ? 1 : 0;
    for (std::size_t round = 0; round < trial.rounds(); ++round) {
      fs::remove_all(own / "renamed" / city);
      rename_everything(data / city, own / "renamed" / city,
                        trial.seed() + static_cast<unsigned>(round));
      const auto renamed =
          described(own / "renamed" / city, own / (std::string{city} + "-renamed.toml"));
      std::cout << "init " << city << " renamed: " << renamed.edits << " edits, people "
                << (renamed.people.empty() ? "none" : renamed.people) << "\n";
      CHECK(renamed.accepted);
      CHECK(renamed.edits <= 5);
      CHECK(renamed.people == plain.people);
      if (round + 1 < trial.rounds()) fs::remove(own / (std::string{city} + "-renamed.toml"));
    }
  }
  CHECK(without_edits >= 3);

  const std::string barcelona = text_of(own / "barcelona.toml");
  CHECK(barcelona.find("1068 of 1068 rows") != std::string::npos);
  CHECK(barcelona.find("neighbourhood = { column = \"BARRI\"") != std::string::npos);
  CHECK(barcelona.find("share = \"pct_foreign_born\"") != std::string::npos);
  const std::string copy = text_of(own / "barcelona-renamed.toml");
  CHECK(copy.find("1068 of 1068 rows") != std::string::npos);
  CHECK(line_count(copy, "[[services]]") == 4);
  CHECK(copy.find("from_node = ") != std::string::npos);
  CHECK(text_of(own / "valencia.toml").find("586 of 593 rows") != std::string::npos);
}
