#pragma once

#include <exception>
#include <string>

#include "geo/core/finding.hpp"

namespace geo {

/// Why the run cannot go on; decides the exit status of the program.
enum class Cause { failed, input_refused, resource_limit, gate_refused, usage };

/// The run cannot go on: what, where and what to do, written for the planner. Caught once, in app.
class Error : public std::exception {
 public:
  explicit Error(Finding finding, Cause cause = Cause::input_refused);

  const Finding& finding() const { return finding_; }
  Cause cause() const { return cause_; }
  const char* what() const noexcept override { return text_.c_str(); }

 private:
  Finding finding_;
  Cause cause_;
  std::string text_;
};

}  // namespace geo
