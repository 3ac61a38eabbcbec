// `init` on the folders of four real cities, as they are and with every file, column and folder
// renamed; `check` then accepts what it wrote, or init says which lines to edit.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/catch.hpp"

namespace {

namespace fs = std::filesystem;

const fs::path data = fs::path(MEDINA_SOURCE).parent_path() / "shared" / "data";
constexpr const char* cities[] = {"barcelona", "valencia", "las_palmas", "porto_alegre"};

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

int medina(const std::string& arguments) {
  const std::string command =
      std::string{"'"} + MEDINA_PROGRAM + "' " + arguments + " >/dev/null 2>&1 </dev/null";
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

std::string new_name(std::map<std::string, std::string>& names, const std::string& old, char with) {
  return names.try_emplace(old, with + std::to_string(names.size() + 1)).first->second;
}

std::string columns_renamed_geojson(const std::string& text) {
  auto layer = nlohmann::ordered_json::parse(text);
  layer.erase("name");
  std::map<std::string, std::string> names;
  for (auto& feature : layer["features"]) {
    nlohmann::ordered_json renamed = nlohmann::ordered_json::object();
    for (auto& [key, value] : feature["properties"].items()) {
      renamed[new_name(names, key, 'c')] = value;
    }
    feature["properties"] = renamed;
  }
  return layer.dump();
}

/// A heading of as many columns: commas outside quotes, one byte or two bytes for each letter.
std::string columns_renamed_csv(const std::string& text) {
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
    for (const char c : (i == 1 ? "c" : ",c") + std::to_string(i)) {
      head += c;
      if (wide) head += '\0';
    }
  }
  return head + text.substr(end);
}

/// Field descriptors of 32 bytes from byte 32 on, the name in the first eleven (dBase III).
std::string columns_renamed_dbf(std::string text) {
  for (std::size_t at = 32, n = 1; at + 32 < text.size() && text[at] != '\r'; at += 32, ++n) {
    std::string name = "C" + std::to_string(n);
    name.resize(11, '\0');
    text.replace(at, 11, name);
  }
  return text;
}

void rename_everything(const fs::path& from, const fs::path& to) {
  std::map<std::string, std::string> folders, stems;
  for (const auto& entry : fs::recursive_directory_iterator(from)) {
    if (!entry.is_regular_file() || entry.path().extension() == ".md") continue;
    const std::string folder = fs::relative(entry.path(), from).parent_path().string();
    const std::string name = entry.path().filename().string();
    const std::string stem = name.substr(0, name.find('.'));
    std::string ending = entry.path().extension().string();
    if (name.ends_with(".osm.pbf")) ending = ".osm.pbf";
    std::string text = text_of(entry.path());
    if (ending == ".geojson") text = columns_renamed_geojson(text);
    if (ending == ".csv") text = columns_renamed_csv(text);
    if (ending == ".dbf") text = columns_renamed_dbf(std::move(text));
    const fs::path renamed = to / new_name(folders, folder, 'd');
    fs::create_directories(renamed);
    std::ofstream(renamed / (new_name(stems, folder + "/" + stem, 'f') + ending), std::ios::binary)
        << text;
  }
}

/// Runs init, then check; true when check accepts.
bool accepted(const fs::path& folder, const fs::path& toml) {
  REQUIRE(medina("init '" + folder.string() + "' -o '" + toml.string() + "'") == 0);
  return medina("check '" + toml.string() + "'") == 0;
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
  const fs::path scratch =
      fs::temp_directory_path() / ("medina_init_" + std::to_string(::getpid()));
  fs::remove_all(scratch);
  fs::create_directories(scratch);
  std::size_t as_they_are = 0, renamed = 0;
  for (const char* city : cities) {
    const bool first = accepted(data / city, scratch / (std::string{city} + ".toml"));
    rename_everything(data / city, scratch / "renamed" / city);
    const bool second =
        accepted(scratch / "renamed" / city, scratch / (std::string{city} + "-renamed.toml"));
    std::cout << "init " << city << ": " << (first ? "accepted" : "needs edits") << ", renamed "
              << (second ? "accepted" : "needs edits") << "\n";
    as_they_are += first ? 1 : 0;
    renamed += second ? 1 : 0;
  }
  CHECK(as_they_are >= 3);
  CHECK(renamed >= 3);

  const std::string barcelona = text_of(scratch / "barcelona.toml");
  CHECK(barcelona.find("1068 of 1068 rows") != std::string::npos);
  CHECK(barcelona.find("neighbourhood = { column = \"BARRI\"") != std::string::npos);
  CHECK(barcelona.find("share = \"pct_foreign_born\"") != std::string::npos);
  const std::string copy = text_of(scratch / "barcelona-renamed.toml");
  CHECK(copy.find("1068 of 1068 rows") != std::string::npos);
  CHECK(line_count(copy, "[[services]]") == 4);
  CHECK(copy.find("from_node = ") != std::string::npos);
  CHECK(text_of(scratch / "valencia.toml").find("586 of 593 rows") != std::string::npos);
  fs::remove_all(scratch);
}
