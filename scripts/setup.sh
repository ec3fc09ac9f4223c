#!/usr/bin/env bash
# Makes .venv from a lock file in requirements/, and sees to Qt's system libraries and espeak-ng.
#   setup.sh         everything for a checkout, with linters and tests; the programs run from this folder
#   setup.sh run     only what a kiosk, a counter or a server needs, with a copy of the programs
#   setup.sh board   the same with Qt's multimedia, for the sound and the videos of a board
# A second setup.sh with the same requirements in the same place does nothing.
# PYTHON=python3.12 scripts/setup.sh chooses the interpreter, VENV=FOLDER another place.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

kind=${1:-test}
venv=${VENV:-.venv}
stamp=$venv/.ready
suitable='import sys; sys.exit(not (3, 11) <= sys.version_info[:2])'

# An environment does not survive a move, because its scripts hold absolute paths: the stamp's second line is its place.
wanted="$(cat pyproject.toml requirements/*.lock | sha256sum)
$PWD
$kind"
ready() { [ "$kind" = test ] && [ "$(cat $stamp 2>/dev/null)" = "$wanted" ] && [ -x $venv/bin/python ]; }
moved() { [ -f $stamp ] && [ "$(sed -n 2p $stamp)" != "$PWD" ]; }

ready && exit 0
exec 9<pyproject.toml
flock 9 # a second make waits for the first one's environment
ready && exit 0

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

as_root() { [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; }

apt_install() {
    apt-get update -q >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" >&2
}

find_python() {
    local name
    for name in ${PYTHON:-python3.14 python3.13 python3.12 python3.11 python3}; do
        if command -v "$name" >/dev/null && "$name" -c "$suitable" 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    fail "Python 3.11 or newer is needed and was not found." \
        "On Debian and Ubuntu: apt-get install python3 python3-venv"
}

make_venv() {
    local python version
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        as_root && apt_install "python$version-venv" || fail \
            "$python has no venv module. Install it, then start again:" "    apt-get install python$version-venv"
    fi
    "$python" -m venv --clear $venv
}

# The plug-ins and modules that the programs load; ldd follows them to every library that they need.
qt_files() {
    local qt
    qt=$($venv/bin/python -c 'import importlib.util as u; print(u.find_spec("PySide6").submodule_search_locations[0])')
    ls "$qt"/Qt{Gui,Widgets,Multimedia,Network,Svg,Test}.abi3.so \
        "$qt"/Qt/plugins/{multimedia,xcbglintegrations}/*.so \
        "$qt"/Qt/plugins/platforms/libq{offscreen,xcb,wayland}*.so 2>/dev/null || true
}

missing_libraries() {
    qt_files | while read -r file; do ldd "$file" 2>/dev/null || true; done | awk '/not found/ { print $1 }' | sort -u
}

# The Debian package of each library; newer releases know these names too, as provided by their t64 successors.
package_of() {
    case "$1" in
        libEGL.so.1) echo libegl1 ;;
        libGL.so.1) echo libgl1 ;;
        libX11.so.6) echo libx11-6 ;;
        libX11-xcb.so.1) echo libx11-xcb1 ;;
        libXext.so.6) echo libxext6 ;;
        libXrandr.so.2) echo libxrandr2 ;;
        libbrotli*) echo libbrotli1 ;;
        libbz2.so.*) echo libbz2-1.0 ;;
        libdbus-1.so.3) echo libdbus-1-3 ;;
        libdrm.so.2) echo libdrm2 ;;
        libfontconfig.so.1) echo libfontconfig1 ;;
        libfreetype.so.6) echo libfreetype6 ;;
        libglib-2.0.so.0 | libgthread-2.0.so.0) echo libglib2.0-0 ;;
        libgssapi_krb5.so.2) echo libgssapi-krb5-2 ;;
        libpulse.so.0) echo libpulse0 ;;
        libstdc++.so.6) echo libstdc++6 ;;
        libwayland-client.so.0) echo libwayland-client0 ;;
        libwayland-cursor.so.0) echo libwayland-cursor0 ;;
        libwayland-egl.so.1) echo libwayland-egl1 ;;
        libxcb.so.1) echo libxcb1 ;;
        libxcb-icccm.so.4) echo libxcb-icccm4 ;;
        libxcb-keysyms.so.1 | libxcb-sync.so.1 | libxcb-util.so.1 | libxcb-xkb.so.1) echo "${1%%.so*}1" ;;
        libxcb-*.so.0) echo "${1%%.so*}0" ;;
        libxkbcommon.so.0) echo libxkbcommon0 ;;
        libxkbcommon-x11.so.0) echo libxkbcommon-x11-0 ;;
        libz.so.1) echo zlib1g ;;
        libzstd.so.1) echo libzstd1 ;;
        *) return 1 ;;
    esac
}

see_to_libraries() {
    local missing library package packages=() unknown=()
    missing=$(missing_libraries)
    [ -n "$missing" ] || return 0
    for library in $missing; do
        if package=$(package_of "$library"); then packages+=("$package"); else unknown+=("$library"); fi
    done
    readarray -t packages < <(printf '%s\n' "${packages[@]}" | sort -u | sed '/^$/d')
    if as_root && [ ${#packages[@]} -gt 0 ]; then
        echo "Installing Qt's system libraries: ${packages[*]}" >&2
        apt_install "${packages[@]}" || fail "The libraries could not be installed. Once the network is there:" \
            "    apt-get install ${packages[*]}"
        missing=$(missing_libraries)
        [ -n "$missing" ] || return 0
        fail "Qt still misses these libraries:" "$missing"
    fi
    [ ${#packages[@]} -eq 0 ] || command -v espeak-ng >/dev/null || packages+=(espeak-ng)
    [ ${#packages[@]} -eq 0 ] || echo "Qt misses system libraries. Install them, then start again:
    sudo apt-get install ${packages[*]}" >&2
    [ ${#unknown[@]} -eq 0 ] || echo "Qt misses these libraries: ${unknown[*]}" >&2
    exit 1
}

# Reads the clips when a voice pack is built; the programs speak without it.
see_to_espeak() {
    command -v espeak-ng >/dev/null && return 0
    if as_root; then
        echo "Installing espeak-ng, which voice packs are built with" >&2
        apt_install espeak-ng && return 0
    fi
    echo "espeak-ng is missing: voice packs cannot be built here, and the tests of it are skipped. To install it:
    sudo apt-get install espeak-ng" >&2
}

if moved || ! $venv/bin/python -c "$suitable" 2>/dev/null || ! $venv/bin/python -m pip --version >/dev/null 2>&1; then
    make_venv
fi
install() {
    $venv/bin/python -m pip install -qq --disable-pip-version-check "$@" >&2 ||
        fail "The packages could not be installed: see pip's message above."
}

echo "Installing the packages of requirements/$kind.lock into $venv (a few minutes the first time)" >&2
rm -f $stamp
install --require-hashes -r "requirements/$kind.lock"
if [ "$kind" = test ]; then
    install --no-deps --no-build-isolation -e .
else
    install --no-deps --force-reinstall .
fi
see_to_libraries
see_to_espeak
echo "$wanted" >$stamp
