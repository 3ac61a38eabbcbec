#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "geo/core/finding.hpp"

namespace app {

/// A line for a person, on stderr.
void say(std::string_view line);

/// A line of the answer, on stdout.
void answer(std::string_view line);

/// A machine's answer, on stdout.
void answer_json(const nlohmann::ordered_json& value);

/// A finding with the fields of findings.json; empty fields are left out.
nlohmann::ordered_json as_json(const geo::Finding& finding);

/// Large numbers for people: 1,627,559.
std::string with_commas(double count);

/// How far the work is, on one line of stderr that is drawn over; nothing when stderr is no
/// terminal.
class ProgressBar {
 public:
  ProgressBar();
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  /// `done` from 0 to 1 of the part of the work that lies between `from` and `to`.
  void part(double from, double to);
  void show(std::string_view step, double done);
  void clear();

 private:
  bool shown_ = false;
  bool terminal_ = false;
  double from_ = 0, to_ = 1;
  int last_percent_ = -1;
  std::string last_step_;
};

}  // namespace app
