#!/bin/sh
# Looks at a report as readers will: tests/browser/run.sh out/report/index.html [more.html ...]
#
# Each page is rendered at the widths of a phone, a desk and a projector; labels must not overlap, no
# text may be smaller than 12 px, nothing may scroll sideways, fetch or complain. The palettes and
# hatches of styles/ are judged on rendered pixels. Without a Chromium the checks are skipped, aloud.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
for browser in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
  if [ -n "$browser" ] && command -v "$browser" >/dev/null 2>&1; then
    exec python3 "$here/check.py" --browser "$browser" "$@"
  fi
done
echo "SKIPPED: no Chromium found (set CHROMIUM to one); the look of the report was not checked"
