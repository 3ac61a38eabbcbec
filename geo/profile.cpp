#include "geo/profile.hpp"

namespace geo {

std::string_view word(With with) {
  switch (with) {
    case With::pushchair:
      return "pushchair";
    case With::wheelchair:
      return "wheelchair";
    case With::carrying:
      return "carrying";
  }
  return "";
}

}  // namespace geo
