#!/usr/bin/env bash
# The outputs of a run opened by what analysts use: geopandas and QGIS, each where it is to be had.
#   tests/opened_by_others.sh PROGRAM
# MEDINA_PYTHON names a Python with geopandas; otherwise one is set up from PyPI in build/opened.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "$1")
export MEDINA_SHARE=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

with_geopandas() {  # prints a Python that has geopandas 1.0 or later; earlier ones need minutes
  local python
  for python in ${MEDINA_PYTHON:-} build/opened/bin/python3 python3 /usr/bin/python3; do
    if "$python" -c 'import geopandas; geopandas.list_layers' 2>/dev/null; then echo "$python"; return; fi
  done
  /usr/bin/python3 -m venv build/opened >/dev/null 2>&1 &&
    build/opened/bin/pip install -q 'geopandas>=1' >/dev/null 2>&1 && echo build/opened/bin/python3
}

"$program" run datasets/marsalba/city.toml -o "$work/out" 2>/dev/null
if python=$(with_geopandas); then
  "$python" tests/opened/by_geopandas.py "$work/out"
else
  echo "  skipped geopandas: it is neither installed nor to be had from PyPI"
fi
if /usr/bin/python3 -c 'import qgis.core' 2>/dev/null; then
  # Another place than where it was written, as from a USB stick: paths must not matter.
  mv "$work/out" "$work/moved"
  QT_QPA_PLATFORM=offscreen /usr/bin/python3 tests/opened/by_qgis.py "$work/moved"
else
  echo "  skipped QGIS: python3-qgis is not installed"
fi
