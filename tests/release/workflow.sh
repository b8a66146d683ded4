#!/usr/bin/env bash
# The release workflow, as far as it can be tried here: it is valid for GitHub, and its packing gives what its readers expect.
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

# Every asset that the Zed extension may ask for is built.
for target in {x86_64,aarch64}-{unknown-linux-musl,apple-darwin,pc-windows-msvc}; do
    grep -q "target: $target," .github/workflows/release.yml || fail "nothing is built for $target"
done
grep -q "\"SHA256SUMS\"" editors/zed/src/release.rs || fail 'the Zed extension reads other checksums'

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/built"
printf 'program' >"$work/built/nango-lsp"
tests/release/pack.sh x86_64-unknown-linux-musl "$work/built" "$work/out"
[ "$(gzip -dc "$work/out/nango-lsp-x86_64-unknown-linux-musl.gz")" = program ] || fail 'the asset holds something else'
(cd "$work/out/programs" && sha256sum --check --quiet ../programs.sha256) || fail 'the checksum is another'
grep -q '  nango-lsp-x86_64-unknown-linux-musl$' "$work/out/programs.sha256" || fail 'the program is listed by another name'
