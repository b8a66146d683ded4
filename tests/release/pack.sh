#!/usr/bin/env bash
# Makes the asset of one platform, as releases carry it and the Zed extension unpacks it.
#
#   tests/release/pack.sh TARGET FOLDER OUT     FOLDER holds the built program
#
# In OUT: `nango-lsp-<target>.gz` (`.zip` for Windows), the program itself as `programs/nango-lsp-<target>[.exe]`, and its
# checksum in `programs.sha256`, by that name.
set -euo pipefail

target=$1 folder=$2 out=$3
ending=
case $target in *windows*) ending=.exe ;; esac
name=nango-lsp-$target
mkdir -p "$out/programs"
cp "$folder/nango-lsp$ending" "$out/programs/$name$ending"
chmod 755 "$out/programs/$name$ending"
# macOS has no sha256sum, and 7z is what the runners of Windows have.
checksum() { if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi; }
(cd "$out/programs" && checksum "$name$ending") >"$out/programs.sha256"
if [ -n "$ending" ]; then
    7z a -bso0 "$(cd "$out" && pwd)/$name.zip" "$(cd "$folder" && pwd)/nango-lsp$ending"
else
    gzip -9 -n -c "$folder/nango-lsp" >"$out/$name.gz"
fi
