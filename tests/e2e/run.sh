#!/usr/bin/env bash
# The server as editors meet it: the real binary, the real Nango CLI, recorded VS Code and Neovim clients, and Neovim itself.
#
#   tests/e2e/run.sh [PYTEST ARGUMENTS…]
set -euo pipefail

top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top"
cargo build --quiet --bin nango-lsp
export NANGO_LSP=${CARGO_TARGET_DIR:-$top/target}/debug/nango-lsp
NANGO_CLI=$(tests/support/real-cli.sh 0.71.10 | cut -d' ' -f2-)
NANGO_CLI_OLDEST=$(tests/support/real-cli.sh 0.70.4 | cut -d' ' -f2-)
NANGO_VITEST=$(tests/support/vitest.sh)
export NANGO_CLI NANGO_CLI_OLDEST NANGO_VITEST
eval "$(tests/support/editors.sh | sed 's/ /=/' | sed 's/^/export EDITOR_/')"
export NVIM=$EDITOR_nvim
export CAPTURES=${CARGO_TARGET_DIR:-$top/target}/captures
mkdir -p "$CAPTURES"
# Each test has its own project, server and stand-in. The catalogue is by far the longest: it has to begin first, and others take
# the work of whoever is behind.
exec "$EDITOR_python" -m pytest -n "${E2E_WORKERS:-2}" --dist worksteal "$@" tests/e2e
