"""What must not leave the hall: the secrets that this account knows, and the words that name persons."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from hall.database_url import is_secret
from hall.errors import SettingsError, StoreUnavailable
from hall.maintenance.doctor.facts import DatabaseFacts, Facts
from hall.views import PersonalWords
from hallctl.session import Session, os_login

_ACCOUNTS = frozenset({"root", "mpp", "hall", "unknown", "administrator", "system"})
"""Accounts that are no person's."""


def secrets_of(session: Session) -> tuple[str, ...]:
    """Passwords of the database, wherever libpq would find one, and the passphrase of backups."""
    urls = [session.database or "", os.environ.get("HALL_DATABASE_URL", "")]
    phrases: list[str] = []
    with suppress(SettingsError):
        settings = session.settings()
        urls.append(settings.database_url)
        phrases += _lines_of(settings.backup.passphrase_file)
    found = [*phrases, session.password or "", os.environ.get("PGPASSWORD", ""), *_of_passfile()]
    for url in urls:
        with suppress(ValueError):  # no URL at all
            found += _of_url(url)
    return tuple(dict.fromkeys(filter(None, found)))


def _lines_of(file: Path | None) -> list[str]:
    with suppress(OSError, UnicodeDecodeError):
        return [line.strip() for line in file.read_text("utf-8").splitlines()] if file is not None else []
    return []


def _of_url(url: str) -> Iterator[str]:
    parts = urlsplit(url)
    if parts.password:
        yield from (parts.password, unquote(parts.password))
    yield from (value for name, value in parse_qsl(parts.query) if is_secret(name))


def _of_passfile() -> Iterator[str]:
    """The last field of each line (host:port:database:user:password), where a colon is written with a backslash."""
    named = os.environ.get("PGPASSFILE")
    file = Path(named) if named else Path.home() / ".pgpass"
    with suppress(OSError, UnicodeDecodeError):
        for line in file.read_text("utf-8").splitlines():
            fields = line.replace("\\:", "\0").split(":")
            if len(fields) == 5:
                yield fields[4].replace("\0", ":").replace("\\\\", "\\")


def words_of(session: Session, facts: Facts) -> PersonalWords | None:
    """The persons of the hall and this account's own; None where the database did not tell."""
    if not isinstance(facts.database, DatabaseFacts) or not facts.database.reached:
        return None
    from hall.store import open_store

    try:
        with closing(open_store(session.settings().database_url)) as store:
            words = store.fetch(lambda view: view.personal.words())
    except StoreUnavailable:
        return None
    people = (*words.people, (os_login(),))
    kept = tuple(names for names in people if not _ACCOUNTS.issuperset(name.casefold() for name in names))
    return PersonalWords(kept, words.codes)
