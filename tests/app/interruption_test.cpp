// Ctrl-C, or a request to end, in the middle of a run: nothing half-made is left behind.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

#include "tests/catch.hpp"
#include "tests/scratch.hpp"

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

pid_t started_run(const fs::path& out) {
  const std::string description = std::string(MEDINA_SOURCE) + "/datasets/marsalba/city.toml";
  const pid_t child = fork();
  if (child != 0) return child;
  const int nowhere = open("/dev/null", O_RDWR);
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nowhere, stream);
  execl(MEDINA_PROGRAM, MEDINA_PROGRAM, "run", description.c_str(), "-o", out.c_str(), "--only",
        "access/nearest", nullptr);
  _exit(127);
}

/// Whether the run began to write, before it ended.
bool began_to_write(pid_t run, const fs::path& unfinished) {
  const auto end = std::chrono::steady_clock::now() + 120s;
  while (std::chrono::steady_clock::now() < end) {
    if (fs::exists(unfinished)) return true;
    siginfo_t ended{};
    waitid(P_PID, static_cast<id_t>(run), &ended, WEXITED | WNOHANG | WNOWAIT);
    if (ended.si_pid == run) return false;
    std::this_thread::sleep_for(1ms);
  }
  return false;
}

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("a run that is told to end takes away what it had written, and ends as told") {
  for (const int signal : {SIGINT, SIGTERM}) {
    INFO("signal " << signal);
    const scratch::Folder folder;
    const fs::path out = folder / "out";
    const pid_t run = started_run(out);
    CHECK(began_to_write(run, out.string() + ".unfinished-" + std::to_string(run)));
    kill(run, signal);
    int status = 0;
    REQUIRE(waitpid(run, &status, 0) == run);
    REQUIRE(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == signal);
    CHECK(entries(folder.path()) == 0);
  }
}
