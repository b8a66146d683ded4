#!/usr/bin/env bash
# The release workflow, as far as it can be tried here: it is valid for GitHub, its steps run, and what they make is what its
# readers expect.
#
#   tests/release/workflow.sh [--build PLATFORM]…     builds the program of this platform (linux-x64), and the Zed extension (zed)
set -euo pipefail

top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top"
fail() { echo "release: $*" >&2; exit 1; }

packages=(check-jsonschema==0.36.2)
venv=${CARGO_TARGET_DIR:-$top/target}/check-jsonschema
if [ "$(cat "$venv/installed" 2>/dev/null)" != "${packages[*]}" ]; then
    python3 -m venv --clear "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check "${packages[@]}" || fail "pip could not install ${packages[*]}"
    printf '%s' "${packages[*]}" >"$venv/installed"
fi
"$venv/bin/check-jsonschema" --builtin-schema vendor.github-workflows .github/workflows/*.yml

grep -q "\"SHA256SUMS\"" editors/zed/src/release.rs || fail 'the Zed extension reads other checksums'

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$venv/bin/python" tests/release/workflow.py "$work/release" "$@"
"$venv/bin/python" tests/release/assets.py "$work/release"
