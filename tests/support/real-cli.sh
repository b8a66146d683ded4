#!/usr/bin/env bash
# Installs the real Nango CLI, the versions our tests compare us with, each with the zod it pins.
#
#   tests/support/real-cli.sh [VERSION…]      prints one line each: <version> <folder>
#
# <folder>/node_modules holds `nango` and `zod`; the program is <folder>/node_modules/nango/dist/index.js.
# Folders live under $NANGO_LSP_REAL_CLI, by default <target>/real-cli. What is there already is not installed again.
set -euo pipefail

zod=4.3.6
versions=("$@")
[ $# -gt 0 ] || versions=(0.71.10 0.70.4)

top=$(cd "$(dirname "$0")/../.." && pwd)
cache=${NANGO_LSP_REAL_CLI:-${CARGO_TARGET_DIR:-$top/target}/real-cli}

fail() { echo "real-cli: $*" >&2; exit 1; }
command -v node >/dev/null || fail 'node is not on PATH'
command -v npm >/dev/null || fail 'npm is not on PATH'

installed() { # <folder> <package>: its version, or nothing
    node -p 'JSON.parse(fs.readFileSync(process.argv[1])).version' "$1/node_modules/$2/package.json" 2>/dev/null || true
}

complete() { [ "$(installed "$1" nango)" = "$2" ] && [ "$(installed "$1" zod)" = "$zod" ]; }

install() { # <version> <folder>
    local fresh
    fresh=$(mktemp -d "$cache/.$1.XXXXXX")
    cp "$top/.npmrc" "$fresh/"
    printf '{ "name": "real-cli", "private": true, "type": "module" }\n' >"$fresh/package.json"
    # The CLI works without the install scripts of its dependencies: esbuild's binary is a package of its own.
    (cd "$fresh" && npm install --save-exact --save-dev --ignore-scripts --no-fund --no-audit --loglevel=error \
        "nango@$1" "zod@$zod") >&2 || fail "npm could not install nango@$1"
    complete "$fresh" "$1" || fail "npm installed another version than nango@$1 with zod@$zod"
    # Into place in one step, so that nobody sees half a folder; of two runs at a time the first one wins.
    if complete "$2" "$1"; then rm -rf "$fresh"; else rm -rf "$2" && mv "$fresh" "$2"; fi
}

mkdir -p "$cache"
for version in "${versions[@]}"; do
    folder=$cache/$version
    complete "$folder" "$version" || install "$version" "$folder"
    printf '%s %s\n' "$version" "$folder"
done
