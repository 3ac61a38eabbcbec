#!/usr/bin/env bash
# Builds the benchmarks in release, measures and prints the table, and appends it to
# bench/RESULTS.md with machine, versions and command. Needs ../shared/data beside the checkout.
#
#   bench/run.sh [--build FOLDER] [--python PYTHON] [--only walks|sweeps|transit|edits|lines|cold|tables|run]
#
# PYTHON is one that has pandas and scipy, and pandana, igraph, networkx and cityseer if they are to
# be compared; ROUTINGKIT and VALHALLA name the folders of these two (see bench/engines).
set -euo pipefail
cd "$(dirname "$0")/.."
command="bench/run.sh $*"
build=build/release python=python3 only=
while [ $# -gt 0 ]; do
  case $1 in
    --build) build=$2 ;;
    --python) python=$2 ;;
    --only) only=$2 ;;
    *) echo "usage: bench/run.sh [--build FOLDER] [--python PYTHON] [--only walks|sweeps|transit|edits|lines|cold|tables|run]" >&2; exit 64 ;;
  esac
  shift 2
done
data=../shared/data
[ -d $data/barcelona ] || { echo "the data of Barcelona are not beside this checkout" >&2; exit 2; }

if [ "$build" = build/release ]; then
  cmake --preset release -DMEDINA_BENCH=ON >/dev/null
  cmake --build --preset release --target bench_city_run bench_walk_peers bench_sweeps bench_transit bench_transit_city bench_edits bench_lines bench_cold_start bench_tables
fi
export MEDINA_SHARE=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The sweep on one town, and then every peer that is installed on the very same one.
sweeps() {
  local city=$1 name=$2
  printf '\n### Sweeps in %s, %s\n\n' "$city" "$name"
  {
    "$build/bench/bench_sweeps" datasets/cities/$city/city.toml $data/$city "$work/sweeps" "${@:3}" ||
      echo "(NOT EQUAL)"
    printf '\nOther engines on the same corners and costs, processor time of one thread:\n\n'
    $python bench/sweep_peers.py "$work/sweeps" 2>/dev/null || echo "(a peer differs, or none could be asked)"
  } | tee "$work/$city-$name.md"
  rm -rf "$work/sweeps"
}
wanted() { [ -z "$only" ] || [ "$only" = "$1" ]; }
measured() {
  echo "## $(date -u +%F), commit $(git rev-parse --short HEAD)"
  echo
  echo "- machine: $(nproc) cores, $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), $(awk '/MemTotal/ {printf "%.0f GB", $2 / 1048576}' /proc/meminfo)"
  echo "- system: $(. /etc/os-release && echo "$PRETTY_NAME"), $(g++ --version | head -1), $($python --version 2>&1)"
  echo "- load before (1, 5, 15 min): $(cut -d' ' -f1-3 /proc/loadavg); 2 is a machine already full"
  echo "- command: \`$command\`"
  wanted walks && for city in barcelona las_palmas; do
    printf '\n### Walks in %s\n\n' $city
    "$build/bench/bench_walk_peers" datasets/cities/$city/city.toml $data/$city "$work/$city"
    if $python -c 'import pandas, scipy' 2>/dev/null; then
      printf '\nOn corners only, as other engines see a city:\n\n'
      printf '| job | peer | result | medina | peer | ratio |\n|---|---|---|---|---|---|\n'
      $python bench/peers.py "$work/$city" 2>/dev/null | grep -v "^Generating\|^Setting\|^Range\|%\|^Removed" || echo "(a peer differs)"
    else
      printf '\nscipy and pandana are not installed here: not compared.\n'
    fi
  done
  if wanted sweeps; then
    sweeps las_palmas corners
    sweeps las_palmas "every vertex of the streets a corner" --every-vertex
    sweeps porto_alegre corners
    sweeps barcelona corners
    sweeps las_palmas "mirrored 4 x 4" --tiles 4
    sweeps las_palmas "mirrored 8 x 8" --tiles 8 --rounds 3
    printf '\n### Growth with the number of corners: Las Palmas and its mirrors\n\n'
    $python bench/growth.py "$work/las_palmas-corners.md" "$work"/las_palmas-mirrored*.md
  fi
  if wanted transit; then
    printf '\n### A window of a timetable: Las Palmas on 2023-04-12, 07:00 to 09:00\n\n'
    "$build/bench/bench_transit" $data/las_palmas/gtfs/*.zip 2023-04-12 || echo "(NOT EQUAL)"
    printf '\n### Las Palmas by public transport, homes laid along its streets, all services, the median of 120 minutes\n\n'
    "$build/bench/bench_transit_city" datasets/cities/las_palmas/city.toml $data/las_palmas 80000 60 || echo "(NOT EQUAL)"
  fi
  wanted cold && for tiles in 1 8; do
    printf '\n### Until sweeps can begin: Las Palmas, mirrored %s x %s\n\n' $tiles $tiles
    "$build/bench/bench_cold_start" datasets/cities/las_palmas/city.toml $data/las_palmas "$work/cold" --tiles $tiles ||
      echo "(NOT EQUAL)"
  done
  if wanted tables; then
    printf '\n### Tables of trips in Las Palmas\n\n'
    "$build/bench/bench_tables" datasets/cities/las_palmas/city.toml $data/las_palmas 15 30 || echo "(NOT EQUAL)"
  fi
  wanted edits && for city in las_palmas barcelona; do
    printf '\n### Edits in %s: asking again beside asking anew\n\n' $city
    "$build/bench/bench_edits" datasets/cities/$city/city.toml $data/$city || echo "(NOT EQUAL)"
  done
  wanted lines && {
    printf '\n### Lines of Las Palmas: every one taken away in turn\n\n'
    for minutes in 15 30; do
      "$build/bench/bench_lines" datasets/cities/las_palmas/city.toml $data/las_palmas $minutes ||
        echo "(NOT EQUAL)"
    done
  }
  wanted run || return 0
  printf '\n### The whole run of Barcelona: at most 5 s and 1000 MB, at least 40,000 homes\n\n```\n'
  "$build/bench/bench_city_run" datasets/cities/barcelona/city.toml $data/barcelona "$work/out" 5 1000 &&
    echo "within the limits" || echo "OVER THE LIMITS"
  printf '```\n\n'
}
measured | tee "$work/table.md"
[ -f bench/RESULTS.md ] || printf '# Measured ratios\n\nAppended by `bench/run.sh`; the newest run is last.\n\n' >bench/RESULTS.md
cat "$work/table.md" >>bench/RESULTS.md
