#include <iostream>

#include "analysis/metric.hpp"
#include "geo/version.hpp"

int main() {
  std::cout << "medina " << geo::version << " offers " << analysis::catalogue().size()
            << " metrics\n";
  return analysis::catalogue().empty() ? 1 : 0;
}
