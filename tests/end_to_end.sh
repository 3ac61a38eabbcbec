#!/usr/bin/env bash
# The program from outside: the sample city, and the real ones where their data lie beside the
# checkout. Every output opens, and the same input gives the same bytes.
#   tests/end_to_end.sh PROGRAM
set -euo pipefail
cd "$(dirname "$0")/.."
source=$PWD
program=$(realpath "$1")
export MEDINA_SHARE=$source
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say() { echo "  $*"; }
same() { diff -rq "$1" "$2" >&2 || { echo "  differs: $1 $2" >&2; return 1; }; }

opens() {  # every file of an out/ folder opens with the tools an analyst has
  local out=$1
  for file in "$out"/layers/*.geojson "$out"/city.gpkg "$out"/tables/*.csv; do
    ogrinfo -al -so "$file" >"$work/ogrinfo.txt" 2>&1 || { cat "$work/ogrinfo.txt" >&2; return 1; }
    if grep -qE '^(ERROR|FAILURE)' "$work/ogrinfo.txt"; then cat "$work/ogrinfo.txt" >&2; return 1; fi
  done
  /usr/bin/python3 - "$out" <<'PY'
import json, math, pathlib, sys
out = pathlib.Path(sys.argv[1])
def walk(value, where):
    if isinstance(value, float) and not math.isfinite(value):
        raise SystemExit(f"{where}: {value}")
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        walk(item, where)
for path in sorted(out.rglob("*json")):
    data = json.loads(path.read_text(encoding="utf-8"), parse_constant=lambda c: sys.exit(f"{path}: {c}"))
    walk(data, path)
    if path.suffix == ".geojson":
        assert "crs" not in data, path
        keys = {tuple(f["properties"]) for f in data["features"]}
        dry = path.name == "water.geojson" and not keys  # the data name no water
        assert len(keys) == 1 or dry, f"{path}: features differ in their keys"
        for feature in data["features"]:
            for name, value in feature["properties"].items():
                status = feature["properties"].get(name + "_status")
                if status is None:
                    continue
                # Of a gap, and of a sum that lacks a part, an uncertain value stands.
                doubtful = status == "uncertain" and ("__gap" in name or name.startswith(("people", "share")))
                assert doubtful or (value is None) == (status != "ok"), (path, name)
package = json.loads((out / "datapackage.json").read_text())
import hashlib
for resource in package["resources"]:
    data = (out / resource["path"]).read_bytes()
    assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest(), resource["path"]
    assert resource["bytes"] == len(data)
print(f"  {len(package['resources'])} resources, hashes right, no NaN, statuses beside every value")
PY
}

say "the sample city, on one thread and on two"
"$program" run datasets/marsalba/city.toml -o "$work/one" --threads 1 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
"$program" run datasets/marsalba/city.toml -o "$work/two" --threads 2 2>/dev/null
same "$work/one" "$work/two"
opens "$work/one"

say "the sample city with its rows in another order"
cp -r datasets/marsalba "$work/shuffled"
/usr/bin/python3 tests/shuffle_rows.py "$work/shuffled"
"$program" run "$work/shuffled/city.toml" -o "$work/three" 2>/dev/null
same "$work/one/layers" "$work/three/layers"
same "$work/one/tables" "$work/three/tables"

say "the report in four languages"
for language in en fr es ar; do
  "$program" run datasets/marsalba/city.toml -o "$work/$language" --language $language 2>/dev/null
  grep -q "<html lang=\"$language\"" "$work/$language/report/index.html"
done

shared=$source/../shared/data
for city in barcelona valencia las_palmas porto_alegre; do
  if [ ! -d "$shared/$city" ]; then say "skipped: the data of $city are not beside this checkout"; continue; fi
  "$program" run "datasets/cities/$city/city.toml" --data "$shared/$city" -o "$work/$city" 2>"$work/log" ||
    { cat "$work/log" >&2; exit 1; }
  opens "$work/$city"
  say "$city: $(du -sh "$work/$city" | cut -f1)"
done
