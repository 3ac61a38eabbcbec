#include "geo/write/json_text.hpp"

#include <nlohmann/json.hpp>

namespace geo::write {

std::string json_text(std::string_view text) {
  return nlohmann::json(std::string(text))
      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace geo::write
