#include "geo/build/template_search.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <vector>

#include "geo/build/key_match.hpp"
#include "geo/build/key_template.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

constexpr std::size_t most_columns = 16;
constexpr std::size_t most_letters = 24;  // a code is short
constexpr std::size_t most_rows = 4000;
constexpr std::size_t sample_rows = 64;
constexpr std::size_t most_counted = 60;  // templates

/// A column whose values look like codes: short, without blanks, of at least two kinds.
struct CodeColumn {
  std::string name;
  Keys values;  ///< of the sampled rows
  std::size_t kinds = 0;
  std::size_t shortest = most_letters, longest = 0;
  bool digits = true;
};

/// A column, or a piece of one, filled with zeros to a width or not.
struct Piece {
  const CodeColumn* column;
  std::size_t first = 0;
  std::size_t last = std::string::npos;
  std::size_t width = 0;
};
using Pieces = std::vector<Piece>;

struct Candidate {
  Pieces pieces;
  std::string constant;
  std::size_t hits = 0;
};

/// What the table's keys look like.
struct Wanted {
  std::unordered_set<std::string> keys, type_free_keys;  // looked up, never walked through
  std::string prefix;                                    ///< that all keys begin with
  std::set<std::size_t> lengths;
  bool has(const std::string& key) const {
    return keys.contains(key) || type_free_keys.contains(type_free(key));
  }
};

std::vector<std::size_t> spread_rows(std::size_t rows) {
  const std::size_t step = std::max<std::size_t>(1, rows / sample_rows);
  std::vector<std::size_t> out;
  for (std::size_t row = 0; row < rows && out.size() < sample_rows; row += step) out.push_back(row);
  return out;
}

std::optional<CodeColumn> code_column(const Field& field, const std::vector<std::size_t>& sample) {
  if (field.name.empty() || field.name.find_first_of("{}[]:") != std::string::npos) return {};
  CodeColumn column;
  column.name = field.name;
  std::set<std::string> kinds;
  std::size_t recorded = 0;
  const std::size_t rows = std::min(field.values.size(), most_rows);
  for (std::size_t row = 0; row < rows; ++row) {
    const auto key = key_text(field.values[row]);
    if (!key) continue;
    if (key->size() > most_letters || key->find_first_of(" ,;") != std::string::npos) return {};
    ++recorded;
    kinds.insert(*key);
    column.shortest = std::min(column.shortest, key->size());
    column.longest = std::max(column.longest, key->size());
    column.digits = column.digits && key->find_first_not_of("0123456789") == std::string::npos;
  }
  if (kinds.size() < 2 || recorded * 2 < rows) return {};
  column.kinds = kinds.size();
  for (const std::size_t row : sample) column.values.push_back(key_text(field.values[row]));
  return column;
}

std::vector<CodeColumn> code_columns(const Layer& layer) {
  const auto sample = spread_rows(std::min(layer.rows, most_rows));
  std::vector<CodeColumn> columns;
  for (const Field& field : layer.fields) {
    if (auto column = code_column(field, sample)) columns.push_back(std::move(*column));
  }
  if (columns.size() > most_columns) columns.resize(most_columns);
  // Coarse before fine: a district stands before its sections in every code we know.
  std::stable_sort(columns.begin(), columns.end(),
                   [](const CodeColumn& a, const CodeColumn& b) { return a.kinds < b.kinds; });
  return columns;
}

Wanted wanted_keys(const Field& field) {
  Wanted wanted;
  bool any = false;
  for (const Value& value : field.values) {
    const auto key = key_text(value);
    if (!key) continue;
    wanted.keys.insert(*key);
    wanted.type_free_keys.insert(type_free(*key));
    wanted.lengths.insert(key->size());
    if (!any) wanted.prefix = *key;
    any = true;
    const auto apart =
        std::mismatch(wanted.prefix.begin(), wanted.prefix.end(), key->begin(), key->end());
    wanted.prefix.erase(apart.first, wanted.prefix.end());
  }
  return wanted;
}

std::optional<std::string> joined(const Pieces& pieces, std::size_t sampled) {
  std::string key;
  for (const Piece& piece : pieces) {
    const auto& value = piece.column->values[sampled];
    if (!value) return std::nullopt;
    const std::string text =
        piece.first >= value->size() ? "" : value->substr(piece.first, piece.last - piece.first);
    if (text.size() < piece.width) key.append(piece.width - text.size(), '0');
    key += text;
  }
  return key;
}

std::string text_of(const Candidate& candidate) {
  std::string text = candidate.constant;
  for (const Piece& piece : candidate.pieces) {
    text += "{" + piece.column->name;
    const bool to_end = piece.last == std::string::npos;
    if (piece.first > 0 || !to_end) {
      text += fmt::format("[{}:{}]", piece.first, to_end ? "" : std::to_string(piece.last));
    }
    text += piece.width > 0 ? fmt::format(":{:02}}}", piece.width) : "}";
  }
  return text;
}

/// The column as it is, and filled with zeros where that changes it.
std::vector<Piece> forms(const CodeColumn& column) {
  std::vector<Piece> out{{&column}};
  if (!column.digits) return out;
  for (std::size_t width = std::max<std::size_t>(2, column.longest); width <= 5; ++width) {
    if (column.shortest < width) out.push_back({&column, 0, std::string::npos, width});
  }
  return out;
}

void add_cuts(const CodeColumn& column, std::vector<Pieces>& out) {
  for (std::size_t at = 1; at < column.longest; ++at) {
    const Piece front{&column, 0, at};
    out.push_back({front});
    out.push_back({Piece{&column, at}});
    for (std::size_t width = column.longest - at + 1; width <= column.longest - at + 3; ++width) {
      out.push_back({front, Piece{&column, at, std::string::npos, width}});
    }
  }
}

std::vector<Pieces> combinations(const std::vector<CodeColumn>& columns) {
  std::vector<Pieces> out;
  for (const CodeColumn& a : columns) {
    for (const Piece& piece : forms(a)) out.push_back({piece});
    add_cuts(a, out);
    for (const CodeColumn& b : columns) {
      if (&a == &b) continue;
      for (const Piece& first : forms(a)) {
        for (const Piece& second : forms(b)) out.push_back({first, second});
      }
    }
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    for (std::size_t j = i + 1; j < columns.size(); ++j) {
      for (std::size_t k = j + 1; k < columns.size(); ++k) {
        out.push_back({{&columns[i]}, {&columns[j]}, {&columns[k]}});
        out.push_back(
            {forms(columns[i]).back(), forms(columns[j]).back(), forms(columns[k]).back()});
      }
    }
  }
  return out;
}

/// The combination behind each beginning of the common prefix that gives keys of a right length.
void try_constants(const Pieces& pieces, const Wanted& wanted, std::vector<Candidate>& found) {
  Keys keys;
  std::set<std::size_t> constants{0};
  for (std::size_t row = 0; row < pieces.front().column->values.size(); ++row) {
    keys.push_back(joined(pieces, row));
    if (!keys.back()) continue;
    for (const std::size_t length : wanted.lengths) {
      const std::size_t own = keys.back()->size();
      if (length > own && length - own <= wanted.prefix.size()) constants.insert(length - own);
    }
  }
  for (const std::size_t letters : constants) {
    Candidate candidate{pieces, wanted.prefix.substr(0, letters), 0};
    for (const auto& key : keys) {
      if (key && wanted.has(candidate.constant + *key)) ++candidate.hits;
    }
    if (candidate.hits > 0) found.push_back(std::move(candidate));
  }
}

FoundTemplate counted(const std::string& text, const Layer& layer, const Keys& table_keys) {
  const auto match = match_keys(KeyTemplate(text).keys(layer), table_keys);
  std::set<std::string> all, found;
  for (const auto& key : table_keys) {
    if (key) all.insert(*key);
  }
  for (const auto& right : match.right_of) {
    if (right) found.insert(*table_keys[*right]);
  }
  return {text, match.matched, layer.rows, all.size(), found.size()};
}

/// How natural a template is, the most natural first: columns named like codes, few pieces, little
/// filling with zeros, short; then its text.
using Rank = std::tuple<std::size_t, std::size_t, std::size_t, std::size_t, std::string>;

bool is_named_like_a_code(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  // Code, section, district, quarter, census, municipality, key, in the languages around the sea.
  constexpr std::array<std::string_view, 10> words{"cod", "sec", "dis",   "bar", "cens",
                                                   "mun", "key", "clave", "id",  "zon"};
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return name.find(word) != std::string::npos; });
}

Rank rank(const Candidate& candidate) {
  std::size_t unlike = 0, widths = 0;
  for (const Piece& piece : candidate.pieces) {
    if (!is_named_like_a_code(piece.column->name)) ++unlike;
    widths += piece.width;
  }
  std::string text = text_of(candidate);
  const std::size_t size = text.size();
  return {unlike, candidate.pieces.size(), widths, size, std::move(text)};
}

bool better(const FoundTemplate& a, const Rank& a_rank, const FoundTemplate& b,
            const Rank& b_rank) {
  return std::tuple{b.matched, b.table_found, a_rank} <
         std::tuple{a.matched, a.table_found, b_rank};
}

/// Keys that meet by chance do so here and there: a join meets a tenth of the rows or more, and
/// either half of the table or nearly each row another of its keys.
bool is_a_join(const FoundTemplate& found) {
  return found.matched > 0 && found.matched * 10 >= found.rows &&
         (found.table_found * 2 >= found.table_rows || found.table_found * 10 >= found.matched * 8);
}

}  // namespace

std::optional<FoundTemplate> best_template(const Layer& layer, const Layer& table,
                                           const std::string& key_column) {
  const Field& field = required_field(table, key_column, "join");
  const Wanted wanted = wanted_keys(field);
  const auto columns = code_columns(layer);
  std::vector<Candidate> candidates;
  for (const Pieces& pieces : combinations(columns)) try_constants(pieces, wanted, candidates);
  std::size_t most = 0;
  for (const Candidate& candidate : candidates) most = std::max(most, candidate.hits);

  // Only what does nearly as well on the sample is counted on all rows.
  std::set<std::pair<std::ptrdiff_t, Rank>> promising;
  for (const Candidate& candidate : candidates) {
    if (candidate.hits * 10 < most * 9) continue;
    promising.emplace(-static_cast<std::ptrdiff_t>(candidate.hits), rank(candidate));
  }
  Keys table_keys;
  for (const Value& value : field.values) table_keys.push_back(key_text(value));
  std::optional<std::pair<FoundTemplate, Rank>> best;
  std::size_t tried = 0;
  for (const auto& [hits, place] : promising) {
    if (++tried > most_counted) break;
    auto found = counted(std::get<std::string>(place), layer, table_keys);
    if (!best || better(found, place, best->first, best->second)) best = {std::move(found), place};
  }
  if (!best || !is_a_join(best->first)) return std::nullopt;
  return best->first;
}

}  // namespace geo::build
