#include "app/command.hpp"

namespace app {

Exit medina(int, const char* const[]) {
  return Exit::usage;
}

}  // namespace app
