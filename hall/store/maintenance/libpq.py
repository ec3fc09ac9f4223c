"""How Postgres's own programs reach a hall's database, without a password where other users could read it."""

from __future__ import annotations

from psycopg.conninfo import make_conninfo

from hall.database_url import is_secret
from hall.errors import StoreUnavailable
from hall.store.database.engine import make_engine, parse_url

PASSWORD = "PGPASSWORD"  # noqa: S105


def libpq_address(url: str, database: str = "") -> tuple[str, dict[str, str]]:
    """What ``--dbname`` of pg_dump and its like takes for a Postgres ``url`` (for another ``database`` of that server
    when one is named), and what belongs into the environment of the program. Raises StoreUnavailable for a secret that
    only the command line could carry, where everybody reads it."""
    parsed = parse_url(url)
    _, arguments = make_engine(parsed).dialect.create_connect_args(parsed)
    given = {name: str(value) for name, value in arguments.items() if isinstance(value, str | int)}
    password = given.pop("password", None)
    secret = next((name for name in given if is_secret(name)), "")
    if secret:
        raise StoreUnavailable(
            f"{secret} of the database URL cannot be given to pg_dump without showing it to every user of this "
            "machine; use a key file without a password that only this user may read"
        )
    if database:
        given["dbname"] = database
    return make_conninfo("", **given), {} if password is None else {PASSWORD: password}
