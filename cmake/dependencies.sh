#!/usr/bin/env bash
# The one install list. Installs only what is absent, on Debian 12 or later and Ubuntu 24.04 or
# later; says what is missing where it may not install. docs/architecture.md says why each is here.
#
#   cmake/dependencies.sh            what building and running needs
#   cmake/dependencies.sh --tests    what the tests need besides
set -euo pipefail

build=(
  g++ cmake ninja-build pkg-config file dpkg-dev
  libgdal-dev libgeos-dev libproj-dev proj-data libosmium2-dev libprotozero-dev
  libboost-dev libtomlplusplus-dev libcli11-dev nlohmann-json3-dev libfmt-dev libtbb-dev
  libsqlite3-dev libsodium-dev coinor-libclp-dev libmetis-dev libhwy-dev zlib1g-dev libbz2-dev
  libexpat1-dev
)
tests=(catch2 gdal-bin git python3)
# What needs one of these skips with a visible line where it cannot be had.
optional=(
  python3-gdal python3-xlwt python3-pyosmium osmium-tool python3-venv python3-qgis chromium
  fonts-noto-core ccache mold clang-format-16 clang-16
)

wanted=("${build[@]}")
if [ "${1:-}" = "--tests" ]; then wanted+=("${tests[@]}" "${optional[@]}"); fi

absent=()
needed=()
for package in "${wanted[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || absent+=("$package")
done
[ ${#absent[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null; then as_root=(sudo); else
    echo "please install, as administrator: apt-get install ${absent[*]}" >&2
    exit 1
  fi
fi
export DEBIAN_FRONTEND=noninteractive
echo "installing: ${absent[*]}" >&2
"${as_root[@]}" apt-get update -qq || echo "the package lists could not be refreshed; trying with those there are" >&2
may_lack=" ${optional[*]} "
to_be_had() { [ -n "$(apt-cache madison "$1" 2>/dev/null)" ]; }
nowhere=()
for package in "${absent[@]}"; do
  if [[ "$may_lack" == *" $package "* ]]; then
    "${as_root[@]}" apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 ||
      echo "not to be had here: $package (what needs it is skipped)" >&2
  elif to_be_had "$package"; then
    needed+=("$package")
  else
    nowhere+=("$package")
  fi
done
if [ ${#nowhere[@]} -gt 0 ]; then
  . /etc/os-release
  echo "$PRETTY_NAME has no package for: ${nowhere[*]}" >&2
  echo "medina needs Debian 12 or later, or Ubuntu 24.04 or later with \"universe\" switched on" >&2
  exit 1
fi
if [ ${#needed[@]} -gt 0 ]; then
  "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${needed[@]}" >/dev/null
fi
