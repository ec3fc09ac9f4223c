#!/bin/sh
# Installs the program on a Debian from this folder alone, without a network. As root:
#   sh install.sh server|station|board    a machine of that role
#   sh install.sh single ACCOUNT          a hall of one machine: kiosk, counter and board, without a database server
# It checks every file first. Started again after an interruption, it goes on. MPP_PREFIX and MPP_LINKS are other places
# than /opt/mpp and /usr/local/bin.
set -eu
umask 022
cd "$(dirname "$0")"
here=$PWD
prefix=${MPP_PREFIX:-/opt/mpp}
links=${MPP_LINKS:-/usr/local/bin}

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

fact() { sed -n "s/^$1=//p" wheelhouse.txt; }

check_files() {
    [ -f SHA256SUMS ] || fail "SHA256SUMS is missing: this folder was not finished. Run hall wheelhouse again."
    echo "SHA-256 of the list of files: $(sha256sum < SHA256SUMS | cut -d ' ' -f 1)"
    while read -r sum name; do
        [ -f "$name" ] || fail "$name is missing. Nothing was installed."
        [ "$(sha256sum < "$name" | cut -d ' ' -f 1)" = "$sum" ] ||
            fail "$name is damaged: its SHA-256 is not the one of SHA256SUMS. Nothing was installed."
    done < SHA256SUMS
    echo "all $(wc -l < SHA256SUMS) files are as they were written"
}

check_machine() {
    if [ -n "$(fact release)" ]; then
        is=$(. /etc/os-release && echo "${ID:-} ${VERSION_ID:-}")
        [ "$is" = "$(fact release)" ] ||
            fail "This folder is for $(fact release), this machine is $is. Write one on a machine of that release."
        [ "$(dpkg --print-architecture)" = "$(fact architecture)" ] ||
            fail "This folder is for $(fact architecture), this machine is $(dpkg --print-architecture)."
        [ "$(id -u)" = 0 ] || fail "Start it as root: sudo sh install.sh $role"
    fi
    there=$(readlink "$prefix/current" || true)
    [ -z "$there" ] || [ "${there##*/}" = "$version" ] ||
        fail "This machine has version ${there##*/}. Update it with: hall update $here"
}

# A role's packages; the sound server only where there is none.
packages() {
    for one in $roles; do cat "debian/$one.list"; done | sort -u | while read -r name; do
        [ "$name" != pulseaudio ] || ! command -v pipewire-pulse > /dev/null || continue
        echo "$name"
    done
}

install_debian() {
    export DEBIAN_FRONTEND=noninteractive LC_ALL=C
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    mkdir -p "$work/lists/partial"
    ln -s "$here" "$work/stick" # a path without blanks
    echo "deb [trusted=yes] file:$work/stick/debian ./" > "$work/sources.list"
    [ -z "$(dpkg --audit)" ] || dpkg --configure -a
    set -- -qq -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null \
        -o Dir::State::Lists="$work/lists" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
        -o APT::Sandbox::User=root
    apt-get "$@" update || fail "apt-get cannot read the packages of this folder: see above."
    log=/var/log/mpp-install.log
    # shellcheck disable=SC2046
    apt-get "$@" -y --no-install-recommends --no-remove -o Dpkg::Options::=--force-confold -o Dpkg::Use-Pty=0 \
        install $(packages) > $log 2>&1 < /dev/null ||
        { tail -n 20 $log >&2; fail "The Debian packages could not be installed: see above, and all of it in $log."; }
    rm -rf "$work"
    trap - EXIT
}

# A station that becomes a board as well.
lacks_multimedia() {
    [ $lock = board.lock ] && ! "$release/bin/python" -m pip --isolated show --quiet PySide6_Addons 2> /dev/null
}

install_program() {
    release=$prefix/releases/$version
    python3 -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$(fact python)')" ||
        fail "This folder is for Python $(fact python), this machine has $(python3 --version 2>&1)."
    [ -f "$release/release.json" ] || { mkdir -p "$prefix/releases" && python3 -m venv --clear "$release"; } ||
        fail "The environment could not be made: is python3-venv installed?"
    if [ ! -f "$release/release.json" ] || lacks_multimedia; then
        "$release/bin/python" -m pip --isolated --disable-pip-version-check --quiet install --no-index --no-deps \
            --find-links "$here/wheels" --require-hashes -r "requirements/$lock" -r requirements/program.lock ||
            fail "The program could not be installed: see above."
        "$release/bin/hall" --version > /dev/null
        sync
        # As hall update marks a release that was made to the end.
        printf '{"version": "%s", "wheel": "%s"}\n' "$version" "$(sed 's/.*sha256://' requirements/program.lock)" \
            > "$release/release.json"
    fi
    ln -sfn "releases/$version" "$prefix/.current.new"
    mv -T "$prefix/.current.new" "$prefix/current"
    mkdir -p "$links"
    for name in hall mpp-kiosk mpp-counter mpp-display; do ln -sf "$prefix/current/bin/$name" "$links/$name"; done
}

# The hall's own configuration: what is there stays. On one machine it belongs to the account that runs the programs.
configure() {
    case $role in
        server) PATH=$links:$PATH sh database.sh /etc/mpp ;;
        single)
            [ ! -e /etc/mpp/config.toml ] || return 0
            install -d -m 700 -o "$owner" -g "$(id -g "$owner")" /etc/mpp /var/backups/mpp
            runuser -u "$owner" -- "$links/hall" init --folder /etc/mpp
            runuser -u "$owner" -- sed -i '/^\[backup\]/,/^folder/s|^folder = ""|folder = "/var/backups/mpp"|' \
                /etc/mpp/config.toml
            ;;
    esac
}

[ -f wheelhouse.txt ] || fail "wheelhouse.txt is missing: this folder was not finished. Run hall wheelhouse again."
version=$(fact version)
role=${1:-}
owner=${2:-${SUDO_USER:-}}
case $role in
    server | station | board) roles=$role ;;
    single)
        roles='station board'
        id -u "$owner" > /dev/null 2>&1 || fail "Name the account that is signed in here: sh install.sh single ACCOUNT"
        ;;
    *) fail "Say what this machine is: sh install.sh server, station, board or single." ;;
esac
for one in $roles; do
    case " $(fact roles) " in
        *" $one "*) ;;
        *) fail "This folder has no packages for the role $one; it has: $(fact roles)." ;;
    esac
done
case $roles in *board*) lock=board.lock ;; *) lock=run.lock ;; esac
check_machine
check_files
if [ -n "$(fact release)" ]; then
    echo "installing Debian packages"
    install_debian
fi
echo "installing version $version into $prefix"
install_program
"$prefix/current/bin/hall" --version
[ "$prefix" != /opt/mpp ] || configure
