"""What a database URL must not show, and the mistakes in it that would: nothing here repeats the text."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

from hall.folders import is_folder

HIDDEN = "***"
ESCAPES = (
    "signs in a user name or a password are written with %: @ is %40, # is %23, : is %3A, / is %2F, ? is %3F, % is %25"
)
OTHER_PLACES = (
    "other people on this machine can read the command line. Write the URL into config.toml ([database] url, a file "
    "that only its owner may read: chmod 600), leave the password out and keep it in the file that PGPASSFILE names, "
    "or let `hall --password-prompt` ask for it"
)
_SECRET = re.compile(r"pass(?!file)|secret|token|scram_.*key", re.IGNORECASE)
_ODD = re.compile(r"[^\w.:%\[\]-]")
_PAIR = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*=.*")
_QUERY_ALONE = re.compile(r"[^:/?]*/[^?]*\?.*")
"""Before the first @: a host, a database and options, so that it is in an option's value."""
_PORT_AND_QUERY = re.compile(r"[^:/]*:\d{0,5}/[^?]*\?.*")
"""The same with a port, where everything before the @ is taken for a user and a password."""


def is_secret(option: str) -> bool:
    """Whether the option of this name in a URL (``?password=``, ``?sslpassword=``) holds what nobody may read."""
    return _SECRET.search(option) is not None


def password_unreadable(url: str) -> bool:
    """Whether a user name or password in a server's URL holds a sign that makes something else of it, such as an @:
    a part of the password would be taken for the host, and shown in every message."""
    person, at, place = url.partition("://")[2].partition("@")
    if not at or _QUERY_ALONE.fullmatch(person):
        return False
    address, _, options = place.partition("?")
    return (
        _PORT_AND_QUERY.fullmatch(person) is not None
        or re.search(r"[@#\s]", address) is not None
        or any(_ODD.search(host) for host in address.partition("/")[0].split(","))
        or any(not _PAIR.fullmatch(pair) for pair in options.split("&") if pair)
    )


def has_password(url: str) -> bool:
    """Whether the text of a URL holds a password, before its host or among its options."""
    scheme, separator, rest = url.partition("://")
    if not separator or not scheme.startswith("postgres"):
        return False
    person, at, _ = rest.partition("@")
    at = "" if _QUERY_ALONE.fullmatch(person) else at
    options = rest.partition("?")[2].split("&")
    return (bool(at) and bool(person.partition(":")[2])) or any(is_secret(pair.partition("=")[0]) for pair in options)


def with_password(url: str, password: str) -> str:
    """The URL of a server with this password, in place of the one that it may have."""
    scheme, separator, rest = url.partition("://")
    person, at, place = rest.partition("@")
    if not at or _QUERY_ALONE.fullmatch(person):
        person, place = "", rest
    name = person.partition(":")[0]
    return f"{scheme}{separator}{name}:{quote(password, safe='')}@{place}"


def warning_of(option: str, url: str | None) -> str:
    """What to say of a password on the command line; empty when there is none."""
    return f"{option} holds a password: {OTHER_PLACES}." if url and has_password(url) else ""


def sqlite_url(file: Path) -> str:
    """The URL of a SQLite file; an absolute POSIX path gives four slashes. What a URL would read as something else (the
    ``?`` of its options, the ``%`` of a written sign) is written with %, so that the file is the one that is meant."""
    return f"sqlite:///{_url_path(file.as_posix())}"


def meant_file(url_path: str, folder: Path) -> str:
    """The path part of a SQLite URL as ``parse_url`` reads it, for what a person wrote: ``MPP%20Kendari/hall.db`` means
    the folder of exactly this name when there is one, else ``MPP Kendari``. A relative path lies in ``folder``."""
    there = "%" in url_path and is_folder((folder / url_path).parent) and "%" in Path(url_path).parent.as_posix()
    return _url_path(url_path) if there else url_path


def _url_path(path: str) -> str:
    return path.replace("%", "%25").replace("?", "%3F")


def without_secrets(url: str) -> str:
    """The text of a URL for a log: scheme, host and database, nothing of person, password and options."""
    scheme, separator, rest = url.partition("://")
    if scheme.startswith("sqlite") or not separator:
        return url
    place = rest.rpartition("@")[2] if "@" in rest.partition("?")[0] else rest
    return f"{scheme}://{place.partition('?')[0]}"
