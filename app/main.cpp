#include "app/command.hpp"

int main(int argc, char* argv[]) {
  return static_cast<int>(app::medina(argc, argv));
}
