#!/usr/bin/env bash
# Makes the reports of the sample city (and of Barcelona, where its data lie beside the checkout) in
# English and Arabic and looks at them in headless Chromium at 390, 1280 and 1920 px.
#   tests/browser.sh PROGRAM
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "$1")
export MEDINA_SHARE=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

pages=()
for language in en ar; do
  "$program" run datasets/marsalba/city.toml -o "$work/marsalba_$language" --language $language 2>/dev/null
  pages+=("$work/marsalba_$language/report/index.html")
  if [ -d ../shared/data/barcelona ]; then
    "$program" run datasets/cities/barcelona/city.toml --data ../shared/data/barcelona \
      -o "$work/barcelona_$language" --language $language 2>/dev/null
    pages+=("$work/barcelona_$language/report/index.html")
  else
    echo "  skipped: the data of Barcelona are not beside this checkout"
  fi
done
tests/browser/run.sh "${pages[@]}"
