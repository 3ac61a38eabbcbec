#include "geo/core/error.hpp"

namespace geo {
namespace {

Finding as_error(Finding finding) {
  finding.severity = Severity::error;
  return finding;
}

}  // namespace

Error::Error(Finding finding, Cause cause)
    : finding_(as_error(std::move(finding))), cause_(cause), text_(line(finding_)) {}

}  // namespace geo
