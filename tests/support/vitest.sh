#!/usr/bin/env bash
# Installs vitest beside the real Nango CLI, as a project has them that tests its functions.
#
#   tests/support/vitest.sh                   prints the folder: its node_modules holds `nango`, `zod` and `vitest`
#
# The folder lives under $NANGO_LSP_VITEST, by default <target>/vitest. What is there already is not installed again.
set -euo pipefail

nango=0.71.10 vitest=4.1.9

top=$(cd "$(dirname "$0")/../.." && pwd)
cache=${NANGO_LSP_VITEST:-${CARGO_TARGET_DIR:-$top/target}/vitest}
folder=$cache/$nango-$vitest

if [ ! -e "$folder" ]; then
    cli=$("$top/tests/support/real-cli.sh" "$nango" | cut -d' ' -f2-)
    mkdir -p "$cache"
    fresh=$(mktemp -d "$cache/.fresh.XXXXXX")
    cp -R "$cli/." "$fresh/"
    (cd "$fresh" && npm install --save-exact --save-dev --ignore-scripts --no-fund --no-audit --loglevel=error "vitest@$vitest") >&2 \
        || { echo "vitest: npm could not install vitest@$vitest" >&2; exit 1; }
    # Into place in one step; of two runs at a time the first one wins.
    mv -n "$fresh" "$folder"
    rm -rf "$fresh"
fi
printf '%s\n' "$folder"
