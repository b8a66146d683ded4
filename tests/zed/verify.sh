#!/usr/bin/env bash
# The Zed extension as Zed loads it: built from source to a WebAssembly component, and its answers held to what they should be.
#
#   tests/zed/verify.sh [--install]           only installs what it needs
#
# Rust's own WebAssembly std is not to be had from a registry of packages; Debian has one, of the Rust that the extension
# asks for. jco makes a component of the module, and runs it in Node with the host in `host.mjs`.
set -euo pipefail

top=$(cd "$(dirname "$0")/../.." && pwd)
target=${CARGO_TARGET_DIR:-$top/target}
toolchain=$target/trixie work=$target/zed
packages=(@bytecodealliance/jco@1.35.0 @bytecodealliance/preview2-shim@0.26.1)

fail() { echo "zed: $*" >&2; exit 1; }

"$top/tests/support/debian.sh" trixie "$toolchain" rustc,wasm-ld rustc libstd-rust-dev-wasm32 lld \
    || fail 'a Rust with a std for WebAssembly could not be unpacked from Debian trixie'
mkdir -p "$work"
if [ "$(cat "$work/installed" 2>/dev/null)" != "${packages[*]}" ]; then
    cp "$top/.npmrc" "$work/"
    printf '{ "name": "zed-extension-test", "private": true, "type": "module" }\n' >"$work/package.json"
    (cd "$work" && npm install --save-exact --ignore-scripts --no-fund --no-audit --loglevel=error --legacy-peer-deps \
        "${packages[@]}") >&2 || fail "npm could not install ${packages[*]}"
    printf '%s' "${packages[*]}" >"$work/installed"
fi

[ "${1:-}" != --install ] || exit 0

# The locked versions are those that Rust 1.85 takes. The linker of the toolchain must not be on PATH: it breaks host links.
cd "$top/editors/zed"
cargo fmt --check || fail 'the sources are not formatted'
RUSTC=$toolchain/usr/bin/rustc CARGO_TARGET_WASM32_WASIP1_LINKER=$toolchain/usr/bin/wasm-ld CARGO_TARGET_DIR=$work/target \
    cargo build --quiet --release --locked --target wasm32-wasip1
cd "$work"
npx --no-install jco new target/wasm32-wasip1/release/nango_lsp_zed.wasm --wasi-reactor -o extension.wasm >/dev/null
cp "$top/tests/zed/"*.mjs "$top/editors/zed/extension.toml" .
npx --no-install jco transpile extension.wasm -o component --quiet \
    --map 'worktree=../host.mjs#Worktree' --map 'project=../host.mjs#Project' \
    --map 'key-value-store=../host.mjs#KeyValueStore' --map 'get-settings=../host.mjs#getSettings' \
    --map 'download-file=../host.mjs#downloadFile' --map 'make-file-executable=../host.mjs#makeFileExecutable' \
    --map 'set-language-server-installation-status=../host.mjs#setLanguageServerInstallationStatus' \
    --map 'zed:extension/github=../host.mjs#github' --map 'zed:extension/platform=../host.mjs#platform'
node --test extension.test.mjs
