#!/usr/bin/env bash
# `cargo install --path .`, as the README has it, and the program that it installs. Without optimisation, so that what is
# built already is taken.
set -euo pipefail

top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top"
fail() { echo "install: $*" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo install --quiet --path . --debug --locked --no-track --root "$work" 2>"$work/said" || fail "$(cat "$work/said")"
[ "$(ls "$work/bin")" = nango-lsp ] || fail "it installs: $(ls "$work/bin")"
version=$(cargo metadata --no-deps --format-version 1 | node -p 'JSON.parse(fs.readFileSync(0)).packages.find((it) => it.name === "nango-lsp").version')
[ "$("$work/bin/nango-lsp" --version)" = "nango-lsp $version" ] || fail "it says: $("$work/bin/nango-lsp" --version)"
mkdir -p "$work/project/.nango"
echo "import './crm/actions/get-deal.js';" >"$work/project/index.ts"
code=0
report=$("$work/bin/nango-lsp" check "$work/project" --format agent) || code=$?
[ $code = 1 ] && grep -q index-missing-file <<<"$report" || fail "check ends with $code: $report"
echo "cargo install --path . installs nango-lsp $version"
