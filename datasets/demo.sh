#!/usr/bin/env bash
# From a bare machine to a map: installs what is missing, builds, runs the main job on the sample
# city and says where the map is. Can be run again at no cost.
set -euo pipefail
cd "$(dirname "$0")/.."

cmake/dependencies.sh
# Without the tests, whose libraries a machine that only makes maps need not have.
cmake --preset release -B build/demo -DMEDINA_TESTS=OFF >/dev/null
cmake --build build/demo --target medina
export MEDINA_SHARE=$PWD
build/demo/medina run datasets/marsalba/city.toml -o out/marsalba

echo
echo "The map:      out/marsalba/report/index.html   (open it in a browser; it needs no internet)"
echo "For QGIS:     out/marsalba/city.gpkg           (styled, with a ready project)"
echo "For others:   out/marsalba/layers/*.geojson and out/marsalba/tables/*.csv"
