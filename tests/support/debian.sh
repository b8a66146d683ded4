#!/usr/bin/env bash
# Unpacks programs of a newer Debian suite into a folder, with the libraries they need, their libc included. The system's
# apt and dpkg stay as they are, and the programs see the host's files: there is no chroot.
#
#   tests/support/debian.sh SUITE FOLDER PROGRAM[,PROGRAM…] PACKAGE…
#
# PROGRAMs are files of <FOLDER>/usr/bin that are to be started. What is there already is not fetched again. Where the
# suite cannot be had, this fails and says so: a test that needs it must not pass without it.
set -euo pipefail

fail() { echo "debian: $*" >&2; exit 1; }
[ $# -ge 4 ] || fail 'needs a suite, a folder, programs and packages'
suite=$1 folder=$2 programs=$3
shift 3

[ "$(cat "$folder/unpacked" 2>/dev/null)" = "$folder $suite $programs $*" ] && exit 0
for tool in apt-get dpkg-deb patchelf; do
    command -v $tool >/dev/null || fail "$tool is missing (on Debian: apt-get install $tool)"
done
[ "$(dpkg --print-architecture)" = amd64 ] || fail 'only amd64 is known here'
keys=/usr/share/keyrings/debian-archive-keyring.gpg
[ -e $keys ] || fail "$keys is missing (apt-get install debian-archive-keyring)"
# The mirror that the system uses, if it is a Debian one.
mirror=$(grep -rhoE '[a-z]+://[^] ]*/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null | head -1 | tr -d ' ' || true)
mirror=${mirror:-http://deb.debian.org/debian}

rm -rf "$folder"
apt=$folder/.apt
mkdir -p "$apt"/etc/apt/{apt.conf.d,preferences.d,sources.list.d,trusted.gpg.d} "$apt"/var/lib/apt/lists/partial \
    "$apt"/var/cache/apt/archives/partial "$apt"/var/lib/dpkg
: >"$apt/var/lib/dpkg/status"
printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n' "$mirror" "$suite" "$keys" \
    >"$apt/etc/apt/sources.list.d/suite.sources"
# What the machine says of its network (a proxy) holds here too.
cp /etc/apt/apt.conf.d/*proxy* "$apt/etc/apt/apt.conf.d/" 2>/dev/null || true
options=(-qq -o Dir="$apt" -o Dir::State::status="$apt/var/lib/dpkg/status" -o APT::Sandbox::User="$(id -un)")
apt-get "${options[@]}" update >&2 || fail "the packages of $suite cannot be listed"
apt-get "${options[@]}" install -y --no-install-recommends --download-only "$@" >&2 || fail "$suite does not have: $*"
for package in "$apt"/var/cache/apt/archives/*.deb; do dpkg-deb -x "$package" "$folder"; done
rm -rf "$apt"

libraries=$folder/usr/lib/x86_64-linux-gnu
for program in ${programs//,/ }; do
    file=$(readlink -f "$folder/usr/bin/$program") || fail "the packages have no program $program"
    patchelf --set-interpreter "$folder/usr/lib64/ld-linux-x86-64.so.2" --force-rpath --set-rpath "$libraries" "$file"
done
# A library with a search path of its own (LLVM's) hides the program's.
for file in "$libraries"/lib*.so*; do
    if [ ! -L "$file" ] && [ -n "$(patchelf --print-rpath "$file" 2>/dev/null)" ]; then
        patchelf --force-rpath --set-rpath "$libraries" "$file"
    fi
done
printf "%s" "$folder $suite $programs $*" >"$folder/unpacked"
