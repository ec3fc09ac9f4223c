"""What a Postgres server means by an error, and what to do about it: causes, not codes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import URL

from hall.database_url import ESCAPES
from hall.errors import StoreCause, StoreUnavailable

NEEDED = (
    "TimeZone=UTC",
    "DateStyle=ISO,YMD",
    "IntervalStyle=postgres",
    "bytea_output=hex",
    "standard_conforming_strings=on",
    "extra_float_digits=1",
)
"""What the hall's statements rely on; an administrator may have set something else for the server, the database or the
account."""
OF_LIBPQ = ("PGDATESTYLE", "PGTZ")
"""Variables of the environment with which libpq goes over the options of a connection."""

_NOT_LET_IN = ("authentication failed", "no password supplied", "password is missing", "fe_sendauth")
"""What a server says of a wrong or missing password; before the connection stands it sends no state."""
_NOT_KNOWN = (
    'role "',
    "no pg_hba.conf entry",
    "pg_hba.conf rejects ",
    "is not permitted to log in",
    "User does not have CONNECT privilege",
)

_BY_STATE: Mapping[str, tuple[StoreCause, str, str]] = MappingProxyType(
    {
        "25006": (
            StoreCause.READ_ONLY,
            "the database can only be read",
            "it is the copy of another server, or somebody has set it so: write the address of the server that is "
            "written to, or run ALTER DATABASE … RESET default_transaction_read_only",
        ),
        "22P05": (StoreCause.ENCODING, "the database cannot store a letter", ""),
        "22021": (StoreCause.ENCODING, "the database cannot store or read a letter", ""),
        "3F000": (
            StoreCause.NO_RIGHT,
            "this account has no schema to make tables in",
            "run ALTER ROLE … RESET search_path, or let the database's keeper GRANT CREATE ON SCHEMA public",
        ),
        "42P01": (
            StoreCause.NO_HALL,
            "the database lacks a table",
            "check that it is the hall's and that search_path names the schema of its tables; `hall init` makes a hall",
        ),
        "42703": (
            StoreCause.NO_HALL,
            "a table of the database lacks a column",
            "check that it is the hall's; restore it from a backup if somebody has changed its tables",
        ),
        "53100": (StoreCause.NO_FILE, "the disk of the database server is full", "make room there"),
        "53300": (
            StoreCause.BUSY,
            "the database server has no connection left",
            "end programs that use it, or raise max_connections there",
        ),
        "XX001": (StoreCause.DAMAGED, "the database is damaged", "restore it from a backup"),
        "XX002": (
            StoreCause.DAMAGED,
            "an index of the database is damaged",
            "make a backup and run REINDEX DATABASE",
        ),
    }
)
_NEW_ONE = "make a new one: CREATE DATABASE hall ENCODING 'UTF8' TEMPLATE template0"

KNOWN = frozenset({*_BY_STATE, "42501"})
"""States of errors that tell how a database is, not that a statement of ours is wrong."""


def session_options(url: URL, more: str) -> str:
    """The text of libpq's ``options``: what the URL or PGOPTIONS asks for, then what the hall needs, then ``more``."""
    asked = url.normalized_query.get("options") or (os.environ.get("PGOPTIONS", ""),)
    return " ".join([*filter(None, asked), *(f"-c {setting}" for setting in NEEDED), more])


def refuse_encoding(encoding: str) -> None:
    """Raise StoreUnavailable for a new database whose ``encoding`` has no room for every name."""
    if encoding != "UTF8":
        raise StoreUnavailable(
            f"the database stores letters as {encoding}, which cannot hold every name; {_NEW_ONE}", StoreCause.ENCODING
        )


def of_server(original: object, first: str, url: URL) -> StoreUnavailable:
    """What the server said, in ``first``, with its cause and what to do about it."""
    state = getattr(original, "sqlstate", None) or ""
    account = f"the account {url.username}" if url.username else "this account"
    if state == "42501":
        return StoreUnavailable(
            f"{account} may not do this in the database ({first}); run the command with the account that owns the "
            "database, or let its keeper give this one the right (GRANT)",
            StoreCause.NO_RIGHT,
        )
    if state in _BY_STATE:
        cause, what, remedy = _BY_STATE[state]
        return StoreUnavailable(f"{what} ({first}); {remedy or _NEW_ONE}", cause)
    if not state and "FATAL" in first:
        refused = _at_the_door(first, account, url)
        if refused is not None:
            return refused
    if any(word in first for word in _NOT_LET_IN):
        return _wrong_password(first, account)
    where, check = _whereabouts(url)
    return StoreUnavailable(
        f"the database {where} does not answer ({first}); check that Postgres runs there and that {check}"
    )


def _at_the_door(first: str, account: str, url: URL) -> StoreUnavailable | None:
    """What a server says before a connection stands, when it is neither of the network nor about a password."""
    said = first.rpartition("FATAL:")[2].strip()
    if any(word in said for word in _NOT_LET_IN):
        return None
    if said.startswith("database ") and "does not exist" in said:
        return StoreUnavailable(
            f"the server has no database {url.database} ({said}); check its name in [database] url of config.toml, or "
            f"make it there: CREATE DATABASE {url.database} ENCODING 'UTF8' TEMPLATE template0, then `hall init`",
            StoreCause.NO_DATABASE,
        )
    if said.startswith(("sorry, too many clients", "remaining connection slots", "too many connections")):
        _, what, remedy = _BY_STATE["53300"]
        return StoreUnavailable(f"{what} ({said}); {remedy}", StoreCause.BUSY)
    if any(word in said for word in _NOT_KNOWN):
        return StoreUnavailable(
            f"the database server does not let {account} in ({said}); check the name before the @ in [database] url of "
            "config.toml, and that pg_hba.conf of the server lets this machine in",
            StoreCause.PASSWORD,
        )
    return None


def _wrong_password(first: str, account: str) -> StoreUnavailable:
    return StoreUnavailable(
        f"the database does not let {account} in ({first}); check the password in config.toml, in the file that "
        f"PGPASSFILE names, or type it with `hall --password-prompt`; in a URL {ESCAPES}",
        StoreCause.PASSWORD,
    )


def _whereabouts(url: URL) -> tuple[str, str]:
    """Where a Postgres is looked for, and what to check besides that it runs."""
    asked = url.normalized_query
    host = ",".join(asked.get("host", ())) or url.host or "localhost"
    if host.startswith("/"):
        return f"{url.database} at the socket in {host}", "its socket is in this folder"
    port = ",".join(asked.get("port", ())) or url.port or 5432
    return f"{host}:{port}/{url.database}", "the network works"
