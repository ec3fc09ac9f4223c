"""Who keeps something locked in a Postgres: the sentence about a lock says whom to look for."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.engine import Connection

# Of sessions of other accounts Postgres may tell no more than their name and number.
_LONGEST = text(
    """
    SELECT application_name, pid, usename, state, to_char(xact_start, 'HH24:MI:SS') AS since
    FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
      AND EXISTS (SELECT 1 FROM pg_locks WHERE pg_locks.pid = pg_stat_activity.pid AND mode LIKE '%Exclusive%'
                  AND locktype IN ('transactionid', 'relation', 'tuple', 'advisory') AND granted)
    ORDER BY xact_start NULLS LAST LIMIT 1
    """
)


def longest_holder(connection: Connection) -> str:
    """ "; psql (process 123 of hall, idle in transaction since 12:03:04 UTC) has kept ...", or nothing when nobody is
    found."""
    row = connection.execute(_LONGEST).one_or_none()
    if row is None:
        return ""
    name = "".join(sign for sign in row.application_name or "a program" if sign.isprintable())[:40]
    since = f", {row.state} since {row.since} UTC" if row.since else ""
    return f"; {name} (process {row.pid} of {row.usename}{since}) keeps rows locked: end it if it hangs"
