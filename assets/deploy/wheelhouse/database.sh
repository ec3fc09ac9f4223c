#!/bin/sh
# Makes the hall's database in this machine's PostgreSQL, open to the machines of its own networks, and a configuration
# that leads to it. As root, after install.sh server, which runs it. A configuration that is there stays, and all else too.
set -eu
umask 077
folder=${1:-/etc/mpp}

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

as_postgres() { runuser -u postgres -- "$@"; }

[ "$(id -u)" = 0 ] || fail "Start it as root: sudo sh database.sh"
if [ -e "$folder/config.toml" ]; then
    echo "$folder/config.toml is there already: its database stays as it is"
    exit 0
fi
command -v psql > /dev/null || fail "PostgreSQL is missing: apt-get install postgresql"
cd /
as_postgres psql -qAtc 'SELECT 1' > /dev/null || fail "PostgreSQL does not answer: systemctl start postgresql"
password=$(od -An -N 18 -tx1 /dev/urandom | tr -d ' \n')
# Not on a command line, where everybody on the machine could read it.
as_postgres psql -qAt -v ON_ERROR_STOP=1 << SQL
SELECT 'CREATE ROLE hall LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hall') \gexec
-- hall drill restores into a database of its own.
ALTER ROLE hall PASSWORD '$password' CREATEDB;
ALTER SYSTEM SET listen_addresses = '*';
SQL
[ -n "$(as_postgres psql -qAtc "SELECT 1 FROM pg_database WHERE datname = 'hall'")" ] ||
    as_postgres createdb --owner hall --encoding UTF8 --locale C.UTF-8 --template template0 hall
hba=$(as_postgres psql -qAtc 'SHOW hba_file')
grep -qx 'host hall hall samenet scram-sha-256' "$hba" ||
    printf '# The machines of the hall, in the networks of this one.\nhost hall hall samenet scram-sha-256\n' >> "$hba"
systemctl restart postgresql
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
hall init --folder "$work" > /dev/null
sed -f /dev/stdin "$work/config.toml" > "$work/made.toml" << SED
/^\[database\]/a url = "postgresql://hall:$password@localhost/hall"
/^\[backup\]/,/^folder/s|^folder = ""|folder = "/var/backups/mpp"|
SED
install -d -m 700 "$folder" /var/backups/mpp
install -m 600 "$work/made.toml" "$folder/config.toml"
echo "the database hall is made, and $folder/config.toml leads to it"
