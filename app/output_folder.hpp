#pragma once

#include <mutex>
#include <string>
#include <vector>

namespace app {

/// A folder of results that comes whole or not at all: written beside its place under another
/// name, put into place by `finish`, gone if `finish` is never reached.
class OutputFolder {
 public:
  /// Throws geo::Error `out_not_ours` when something lies at `path` that medina did not write
  /// (results of an earlier run may be replaced), or when `path` holds one of `inputs`.
  OutputFolder(std::string path, const std::vector<std::string>& inputs);
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;

  /// Where to write until it is finished; made when first asked for.
  const std::string& unfinished();
  /// Puts the folder into its place. Throws geo::Error (Cause::failed) when that is refused.
  void finish();
  /// Removes what was written so far, for a program that is about to end: from any thread, also
  /// while others write. Waits for `finish` where that has begun.
  void abandon();

 private:
  std::string path_, unfinished_;
  bool made_ = false;
  std::mutex ending_;
};

}  // namespace app
