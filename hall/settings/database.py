"""The URL of the database: what it may be, and which file a relative one means. Its text is never repeated."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote

from hall.database_url import ESCAPES, meant_file, password_unreadable, sqlite_url
from hall.invisible import unseen_in
from hall.settings.problems import closest
from hall.settings.tables import Check, WrongValue

ALLOWED_DATABASES = (
    '"sqlite:///hall.db" (a file next to the configuration), "sqlite:////var/lib/mpp/hall.db", '
    '"postgresql://user:password@host/database" or "postgresql+psycopg://…"'
)
_LONGEST_NAME, _LONGEST_PATH = 240, 4000
"""Bytes: what the file systems of Linux and Windows hold, with room for what is added (``-wal``, ``.lock``)."""
_SCHEMES = ("sqlite", "postgresql", "postgresql+psycopg")
_ALIASES = {"postgres": "postgresql", "pgsql": "postgresql", "psql": "postgresql", "sqlite3": "sqlite"}
_PORT = re.compile(r"[0-9]{1,9}$")
_HOST = re.compile(r"(?:\[[0-9A-Fa-f:.%]+\]|[^:\[\]]*)(?::\d{0,5})?")


def checked_database(url: str) -> str:
    """``url`` itself when it can be one of the hall's; else raises WrongValue."""
    scheme, separator, rest = url.partition("://")
    if not separator:
        raise WrongValue("is not a database URL")
    if scheme not in _SCHEMES:
        shown = scheme if re.fullmatch(r"[a-z0-9+]{1,20}", scheme) else "an unknown scheme"
        raise WrongValue(f"is no database that the hall can use: {shown}", _meant(scheme))
    if scheme == "sqlite":
        _check_file(rest)
    else:
        _check_server(rest)
    return url


def _check_file(rest: str) -> None:
    path = unquote(rest)
    names_none = rest in ("", "/") or rest.startswith("/:memory:")
    too_long = any(len(part.encode("utf-8", "replace")) > _LONGEST_NAME for part in path.split("/"))
    for is_wrong, problem, meant in (
        (names_none, "names no file; the programs meet in the database, so it cannot be in memory", ""),
        (not rest.startswith("/"), "has two slashes before the file", "sqlite:///…"),
        (
            "?" in rest,
            "has options after the file name; a ? that belongs to a name is written %3F (and a % is %25)",
            "",
        ),
        (rest.endswith(("/", "\\")), "names a folder, not a file", ""),
        (bool(unseen_in(path)), "has a sign that nobody sees in the name of the file", ""),
        (
            too_long or len(path) > _LONGEST_PATH,
            f"has a name longer than {_LONGEST_NAME} bytes, which no disk can hold",
            "",
        ),
    ):
        if is_wrong:
            raise WrongValue(problem, meant)


def _check_server(rest: str) -> None:
    if not rest:
        raise WrongValue("names no server")
    if password_unreadable(f"//://{rest}"):
        raise WrongValue(f"cannot be read; {ESCAPES}")
    hosts = re.split(r"[/?]", rest.rpartition("@")[2], maxsplit=1)[0]
    _check_options(rest.rpartition("@")[2].partition("?")[2])
    if not all(_HOST.fullmatch(host) for host in hosts.split(",")):
        raise WrongValue(f"has no number as the port; {ESCAPES}")
    for port in _ports(hosts, rest.rpartition("@")[2].partition("?")[2]):
        if not 0 < int(port) < 65536:
            raise WrongValue(f"has the port {port}; ports are from 1 to 65535, and Postgres's is 5432 by default")


def _ports(hosts: str, query: str) -> list[str]:
    """The ports after the hosts, and in the option ``port``."""
    behind = [found[1] for host in hosts.split(",") if (found := re.search(r":(\d{1,5})$", host))]
    pairs = (pair.partition("=") for pair in query.split("&"))
    return [*behind, *(one for key, _, value in pairs if key == "port" for one in value.split(",") if _PORT.match(one))]


# libpq's, as PostgreSQL 14 to 18 know them.
_OPTIONS = (
    "application_name", "authtype", "channel_binding", "client_encoding", "connect_timeout", "dbname",
    "fallback_application_name", "gssdelegation", "gssencmode", "gsslib", "host", "hostaddr", "keepalives",
    "keepalives_count", "keepalives_idle", "keepalives_interval", "krbsrvname", "load_balance_hosts",
    "max_protocol_version", "min_protocol_version", "options", "passfile", "password", "port", "replication",
    "require_auth", "requirepeer", "requiressl", "scram_client_key", "scram_server_key", "service", "servicefile",
    "ssl_max_protocol_version", "ssl_min_protocol_version", "sslcert", "sslcertmode", "sslcompression", "sslcrl",
    "sslcrldir", "sslkey", "sslkeylogfile", "sslmode", "sslnegotiation", "sslpassword", "sslrootcert", "sslsni",
    "target_session_attrs", "tcp_user_timeout", "user",
)  # fmt: skip
_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")


def _check_options(query: str) -> None:
    for pair in filter(None, query.split("&")):
        option, _, value = pair.partition("=")
        if option not in _OPTIONS:
            shown = option if re.fullmatch(r"[A-Za-z0-9_-]{1,40}", option) else "one that is no word"
            raise WrongValue(f"has an unknown option after the ?: {shown}", closest(option, _OPTIONS))
        if option == "sslmode" and value not in _MODES:
            raise WrongValue(f"has an sslmode that is none of {', '.join(_MODES)}", closest(value, _MODES))


def _meant(scheme: str) -> str:
    meant = _ALIASES.get(scheme.lower()) or closest(scheme, _SCHEMES)
    return f"{meant}://…" if meant else ""


def settled_database(url: str, folder: Path) -> str:
    """``url`` with a relative SQLite file put into ``folder``, the configuration's; other URLs unchanged."""
    scheme, _, rest = url.partition("://")
    if scheme != "sqlite":
        return url
    file = meant_file(rest.removeprefix("/"), folder)
    if file.startswith("/") or re.match(r"[A-Za-z]:[\\/]", file):
        return f"sqlite:///{file}"
    return f"{sqlite_url(folder)}/{file.removeprefix('./')}"


def database_error(url: str) -> WrongValue | None:
    """What is wrong with ``url``, None when nothing is."""
    try:
        checked_database(url)
    except WrongValue as error:
        return error
    return None


DatabaseUrl = Annotated[str, Check(checked_database)]
