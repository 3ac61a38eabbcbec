#!/usr/bin/env bash
# Installs a build into an empty prefix, builds the tiny consumer against it and runs both.
#   tests/install.sh BUILD_FOLDER
set -euo pipefail
source=$(cd "$(dirname "$0")/.." && pwd)
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cmake --install "$build" --prefix "$work/usr" >/dev/null
cmake -S "$source/tests/consumer" -B "$work/consumer" -G Ninja -DCMAKE_PREFIX_PATH="$work/usr" >/dev/null
cmake --build "$work/consumer" >/dev/null
"$work/consumer/consumer"
env -u MEDINA_SHARE "$work/usr/bin/medina" --version | head -1
(cd "$work" && "$work/usr/bin/medina" metrics >/dev/null)
echo "installed, found by find_package(medina), and run"
