#include "tests/volume.hpp"

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <random>
#include <sstream>
#include <string_view>

namespace volume {
namespace {

bool all_of_it() {
  const char* asked = std::getenv("MEDINA_LONG");
  return asked != nullptr && std::string_view(asked) == "1";
}

unsigned new_seed() {
  const char* given = std::getenv("MEDINA_SEED");
  return given ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : std::random_device{}();
}

// "every trip" is told in figures/every_trip.txt.
std::filesystem::path file_of(std::string name) {
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == ' ' || c == ':' || c == ','; }, '_');
  return std::filesystem::path(MEDINA_FIGURES) / (name + ".txt");
}

}  // namespace

Trial::Trial(std::string name, Rounds rounds, std::string drawn)
    : name_(std::move(name)),
      drawn_(std::move(drawn)),
      rounds_(all_of_it() ? rounds.all : rounds.part),
      seed_(new_seed()) {
  std::cout << name_ << ": MEDINA_SEED=" << seed_ << std::endl;  // said even if the test crashes
}

Trial::~Trial() {
  const std::string told = figures();
  std::cout << told;
  if (std::uncaught_exceptions() > 0) return;  // an unfinished trial has no figures
  std::error_code ignored;
  std::filesystem::create_directories(MEDINA_FIGURES, ignored);
  std::ofstream(file_of(name_)) << "- " << told;
}

void Trial::count(const std::string& what, std::size_t more) {
  const auto known = std::find_if(counted_.begin(), counted_.end(),
                                  [&](const auto& figure) { return figure.first == what; });
  if (known == counted_.end()) {
    counted_.emplace_back(what, more);
  } else {
    known->second += more;
  }
}

std::string Trial::figures() const {
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start_;
  std::ostringstream text;
  text << name_ << ": " << rounds_ << ' ' << drawn_;
  for (const auto& [what, count] : counted_) text << ", " << count << ' ' << what;
  text << " (seed " << seed_ << ", " << std::fixed << std::setprecision(1) << took.count()
       << " s)\n";
  return text.str();
}

}  // namespace volume
