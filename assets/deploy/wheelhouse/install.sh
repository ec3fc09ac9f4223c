#!/bin/sh
# Installs the program on a Debian from this folder alone, without a network. As root:
#   sh install.sh server                       the database server, which makes its backups by itself
#   sh install.sh kiosk SERVER CODE            a machine that shows the kiosk alone, and joins the hall by that code
#   sh install.sh board SERVER CODE            the same for a call board, with sound and videos
#   sh install.sh counter ACCOUNT SERVER CODE  a PC whose desktop ACCOUNT signs in at
#   sh install.sh station|board                the programs of such a machine, and nothing else
#   sh install.sh single ACCOUNT               a hall of one machine: kiosk, counter and board, without a database server
# SERVER CODE is what `hall station invite` shows. It checks every file first. Started again after an interruption, it
# goes on. MPP_PREFIX and MPP_LINKS are other places than /opt/mpp and /usr/local/bin.
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
        [ "$(id -u)" = 0 ] || fail "Start it as root: su, then the same."
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

# A configuration that is there stays: the machine has joined, and its code is used up.
join() {
    if [ -e /etc/mpp/config.toml ]; then
        echo "/etc/mpp/config.toml is there already: this machine has joined (anew: hall station join SERVER CODE)"
        return 0
    fi
    "$links/hall" station join "$@" ||
        fail "The programs are installed, and this machine has not joined yet: see above." \
            "Invite it again (hall station invite) and type the same once more, with the new code."
}

# As the account that signs in at the desktop, and whose programs start there.
as_owner() {
    runuser -u "$owner" -- env -i PATH="$PATH" LANG="${LANG:-C.UTF-8}" HOME="$(getent passwd "$owner" | cut -d : -f 6)" \
        XDG_RUNTIME_DIR="/run/user/$(id -u "$owner")" "$links/hall" "$@"
}

# The hall's own configuration, and what starts by itself. On one machine it belongs to the account that runs the programs.
configure() {
    case $role in
        server)
            PATH=$links:$PATH sh database.sh /etc/mpp
            [ -e /etc/systemd/system/mpp-backup.timer ] || "$links/hall" service install backup --system --yes
            ;;
        kiosk | board)
            [ -n "$code" ] || return 0
            join "$server" "$code"
            [ $role = kiosk ] && program=kiosk || program=display
            "$links/hall" service install $program --system --yes
            ;;
        counter)
            join "$server" "$code" --account "$owner"
            as_owner service install counter --yes
            ;;
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
owner='' server='' code=''
case $role in
    server | station) roles=$role ;;
    kiosk | board)
        [ $role = kiosk ] && roles=station || roles=board
        server=${2:-} code=${3:-}
        [ -n "$code" ] || { [ $role = board ] && [ $# = 1 ]; } ||
            fail "Say what hall station invite shows on the server: sh install.sh $role SERVER CODE"
        ;;
    counter)
        roles=station owner=${2:-} server=${3:-} code=${4:-}
        [ -n "$code" ] || fail "Name the account that signs in here, and what hall station invite shows on the server:" \
            "sh install.sh counter ACCOUNT SERVER CODE"
        ;;
    single) roles='station board' owner=${2:-${SUDO_USER:-}} ;;
    *) fail "Say what this machine is: sh install.sh server, kiosk, board, counter, station or single." ;;
esac
case $role in
    counter | single)
        id -u "$owner" > /dev/null 2>&1 || fail "There is no account \"$owner\"; name the one that is signed in here."
        ;;
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
