#!/usr/bin/env bash
# Is what `check --format sarif` writes valid SARIF? The official schema and a real validator say so.
#
#   tests/sarif/verify.sh [--install]         only installs what it needs
#
# The schema is the one that the crate `serde-sarif` carries, the validator is Python's `jsonschema`; both are installed by
# name, under $NANGO_LSP_SARIF, by default <target>/sarif. The stamp in it names what was installed.
set -euo pipefail

schema=0.8.0
validator=jsonschema[format]==4.26.0

top=$(cd "$(dirname "$0")/../.." && pwd)
cache=${NANGO_LSP_SARIF:-${CARGO_TARGET_DIR:-$top/target}/sarif}

fail() { echo "sarif: $*" >&2; exit 1; }

if [ "$(cat "$cache/installed" 2>/dev/null)" != "$schema $validator" ]; then
    rm -rf "$cache" && mkdir -p "$cache/schema/src"
    : >"$cache/schema/src/lib.rs"
    # A crate of its own: what it depends on is fetched and never compiled.
    cat >"$cache/schema/Cargo.toml" <<EOF
[package]
name = "schema"
version = "0.0.0"
edition = "2024"

[dependencies]
serde-sarif = { version = "=$schema", default-features = false }

[workspace]
EOF
    (cd "$cache/schema" && cargo vendor --quiet) >/dev/null || fail "cargo could not fetch serde-sarif $schema"
    cp "$cache/schema/vendor/serde-sarif/src/schema.json" "$cache/sarif-schema-2.1.0.json"
    rm -rf "$cache/schema"
    python3 -m venv --clear "$cache/venv" >&2 || fail 'python3 cannot make a virtual environment (on Debian: apt-get install python3-venv)'
    "$cache/venv/bin/pip" install --quiet --disable-pip-version-check "$validator" >&2 || fail "pip could not install $validator"
    printf '%s' "$schema $validator" >"$cache/installed"
fi

[ "${1:-}" != --install ] || exit 0
cd "$top"
cargo build --quiet --bin nango-lsp
exec "$cache/venv/bin/python" tests/sarif/verify.py "${CARGO_TARGET_DIR:-$top/target}/debug/nango-lsp" "$cache/sarif-schema-2.1.0.json"
