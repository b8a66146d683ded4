#!/usr/bin/env bash
# The npm package as a TypeScript team installs it: packed with the local binary, installed from the tarballs without a
# registry, and run by npx.
set -euo pipefail

top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top"
fail() { echo "npm: $*" >&2; exit 1; }

cargo build --quiet --bin nango-lsp
binary=${CARGO_TARGET_DIR:-$top/target}/debug/nango-lsp
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
platform=$(node -p '`${process.platform}-${process.arch}`')
mapfile -t tarballs < <(node editors/npm/package.mjs "$work/packages" "$platform=$binary")
[ ${#tarballs[@]} = 2 ] || fail "two packages are expected: ${tarballs[*]}"

project=$work/project
mkdir -p "$project/.nango" "$project/crm/actions"
cd "$project"
printf '{ "name": "project", "private": true, "type": "module" }\n' >package.json
# Those for other platforms are optional, and cannot be had offline.
npm install --save-dev --offline --no-audit --no-fund --loglevel=error "${tarballs[@]}"
[ "$(npx --offline nango-lsp --version)" = "$("$binary" --version)" ] || fail 'npx runs another version'

: >index.ts
cat >crm/actions/get-deal.ts <<'TS'
import { createAction } from 'nango';
import * as z from 'zod';

export default createAction({
    description: 'Gets a deal',
    version: '1.0.0',
    input: z.object({}),
    output: z.object({}),
    exec: async () => ({})
});
TS
code=0
report=$(npx --offline nango-lsp check --format agent --min-severity warning) || code=$?
[ $code = 1 ] || fail "check ends with $code: $report"
grep -q index-unregistered-function <<<"$report" || fail "the unregistered function is not reported: $report"
npx --offline nango-lsp register >/dev/null
code=0
npx --offline nango-lsp explain no-such-rule >/dev/null 2>&1 || code=$?
[ $code = 2 ] || fail "the exit code of the program is lost: $code"

# Without the package of the platform it says what to do.
rm -r "node_modules/@nango-lsp/$platform"
code=0
complaint=$(npx --offline nango-lsp check 2>&1) || code=$?
[ $code = 2 ] && grep -q "no program for $platform" <<<"$complaint" || fail "$complaint"
echo "npx nango-lsp works from ${#tarballs[@]} tarballs on $platform"
