# shellcheck shell=sh
# Sourced by packaging/run and packaging/test: finds the checkout, installs what is missing, builds.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(dirname -- "$here")

say() { printf '%s\n' "$*" >&2; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo -- "$@"
    else
        say "These packages are missing and installing them needs root, but there is no sudo here:"
        say "  $missing"
        say "Install them, then run this again."
        exit 1
    fi
}

# packages SECTION...: the packages of those sections of packaging/dependencies.
packages() {
    for section in "$@"; do
        awk -v want="[$section]" '/^#/ || /^$/ { next } /^\[/ { on = ($0 == want); next } on' "$here/dependencies"
    done
}

# install_missing SECTION...: does nothing, and says nothing, when everything is there.
install_missing() {
    if ! command -v dpkg-query >/dev/null 2>&1; then
        say "This is not Debian or Ubuntu: install what packaging/dependencies lists by hand."
        return 0
    fi
    missing=
    for package in $(packages "$@"); do
        status=$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null || true)
        [ "$status" = "install ok installed" ] || missing="$missing $package"
    done
    missing=${missing# }
    [ -n "$missing" ] || return 0
    say "Installing: $missing"
    log=$(mktemp)
    # shellcheck disable=SC2086 # the list is meant to fall into words
    if ! { as_root apt-get -q update &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends $missing; } >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        say "Installing failed; the messages above say why."
        exit 1
    fi
    rm -f "$log"
}

# What else to tell CMake.
configure_options=
# build TARGETS...: a release into build/, quiet unless it fails.
build() {
    log=$(mktemp)
    [ -f "$root/build/build.ninja" ] || say "Building Orgmend (the first time takes a few minutes) ..."
    # shellcheck disable=SC2086 # nothing, or one word
    if ! { (cd "$root" && cmake --preset release $configure_options) && cmake --build "$root/build" --target "$@"; } >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        say "The build failed; the messages above say where."
        exit 1
    fi
    rm -f "$log"
}
