#pragma once

#include <string>

#include "app/init/look.hpp"

namespace app::init {

constexpr std::size_t listed = 12;  ///< columns offered for a choice

/// A TOML basic string.
std::string text(const std::string& value);

/// Lines of a description, each with what speaks for it.
class Toml {
 public:
  void blank() { out_ += "\n"; }
  void comment(const std::string& words);
  void line(std::string code, const std::string& why = {});
  /// Nothing where the value is empty.
  void set(const std::string& key, const std::string& value, const std::string& why = {});
  void header(const std::string& name);
  const std::string& done() const { return out_; }

 private:
  std::string out_;
};

/// The file, its layer and its coordinates, under `key`.
void source(Toml& out, const Seen& seen, const std::string& why, const char* key = "layer");

/// What a coarser level is called, the coarsest last.
std::string level_key(std::size_t position, std::size_t count);

}  // namespace app::init
