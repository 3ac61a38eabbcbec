#!/usr/bin/env bash
# Installs what is missing, builds, and passes every test. Can be run again at no cost.
#
#   tests/run.sh          everything, long tests at a reduced volume that they state
#   tests/run.sh --long   the full volumes; writes tests/LONG.md
#   tests/run.sh --quick  unit tests only, without sanitizers and browsers
set -euo pipefail
cd "$(dirname "$0")/.."
mode=${1:-}
tested_commit=$(git rev-parse HEAD 2>/dev/null || echo "not a git checkout")
changes() { git status --porcelain --untracked-files=no -- . ':!tests/LONG.md'; }
export MEDINA_LONG=0
if [ "$mode" = "--long" ]; then
  export MEDINA_LONG=1
  if [ -n "$(changes)" ]; then
    echo "tests/LONG.md names the commit that was tested, so commit these first:" >&2
    changes >&2
    exit 1
  fi
fi

step() { printf '\n== %s\n' "$*"; }

passed=0 failed=0 skipped=0
check() {  # check NAME COMMAND...: one line of the summary
  local name=$1
  shift
  local start=$SECONDS
  if "$@"; then
    passed=$((passed + 1))
    echo "ok      $name ($((SECONDS - start)) s)"
  else
    failed=$((failed + 1))
    echo "FAILED  $name"
  fi
}
skip() {
  skipped=$((skipped + 1))
  echo "skipped $1: $2"
}

formatted() {
  git ls-files '*.cpp' '*.hpp' | xargs clang-format-16 --dry-run --Werror
}
built() { cmake --preset "$1" >/dev/null && cmake --build --preset "$1" -- -k 0 | tail -n 40; }
tested() { ctest --test-dir "build/$1" --output-on-failure --timeout 3000 -j "$(nproc)" "${@:2}"; }
sanitized() {  # everything at the small volume; at full volume what reads damaged files
  export ASAN_OPTIONS=detect_leaks=0:exitcode=70
  MEDINA_LONG=0 tested sanitize || return 1
  [ "$MEDINA_LONG" = 0 ] || tested sanitize -R '^geo/read$'
}
second_compiler() {  # every source parses cleanly with the other compiler
  git ls-files 'geo/*.cpp' 'analysis/*.cpp' 'app/*.cpp' |
    xargs -P 2 -n 4 clang++-16 -std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic -Wconversion \
      -Wshadow -Werror -I. -Ibuild/test/include $(pkg-config --cflags gdal libsodium clp libhwy | sed 's/-I/-isystem /g')
}

long_report() {
  echo "# The last run at full volume"
  echo
  echo "Written by \`tests/run.sh --long\`."
  echo
  echo "- date: $(date -u +%F)"
  echo "- commit tested: $tested_commit"
  echo "- machine: $(nproc) cores, $(. /etc/os-release && echo "$PRETTY_NAME"), $(g++ --version | head -1)"
  echo "- passed: $passed, failed: $failed, skipped: $skipped"
  echo "- time: $SECONDS s"
  local preset
  for preset in test sanitize; do
    [ -d "build/$preset/figures" ] || continue
    printf '\n## Preset %s\n\n' "$preset"
    cat "build/$preset"/figures/*.txt
  done
}

step "what is needed"
cmake/dependencies.sh --tests

step "build with warnings as errors"
check "build" built test

step "tests"
rm -rf build/*/figures  # those of this run only
check "ctest" tested test

if [ "$mode" != "--quick" ]; then
  step "formatting and the second compiler"
  if command -v clang-format-16 >/dev/null; then check "clang-format" formatted; else skip "clang-format" "clang-format-16 is not to be had here"; fi
  if command -v clang++-16 >/dev/null; then check "clang 16" second_compiler; else skip "clang 16" "clang++-16 is not installed"; fi

  step "install and find_package"
  check "install" tests/install.sh build/test

  step "the sample city from end to end"
  check "end to end" tests/end_to_end.sh build/test/medina
  check "opened by others" tests/opened_by_others.sh build/test/medina
  if command -v chromium >/dev/null; then
    check "browser" tests/browser.sh build/test/medina
  else
    skip "browser" "no Chromium is to be had here"
  fi

  step "address and undefined-behaviour sanitizers"
  check "sanitizers build" built sanitize
  check "sanitizers" sanitized
fi

step "summary"
if [ "$mode" = "--long" ]; then
  if [ "$(git rev-parse HEAD)" != "$tested_commit" ] || [ -n "$(changes)" ]; then
    failed=$((failed + 1))
    echo "FAILED  the checkout changed while it was tested; tests/LONG.md is left as it was"
  else
    long_report >tests/LONG.md
  fi
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
