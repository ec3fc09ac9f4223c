"""What applying a structure would change, before it is done: everything is tried and taken back."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from hall.database_url import sqlite_url
from hall.overrides import Override
from hall.store import tables as t
from hall.store.database import setup
from hall.store.database.engine import parse_url, shown_url, sqlite_path
from hall.store.database.existence_marker import refuse_new
from hall.store.structure import applying, changed
from hall.store.structure.structure_rows import running_overrides
from hall.structure import Change, Closure, HallStructure

MANY = 0.2
"""The share of agencies, services or counters from which on archiving them is asked about."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The ``changes``; ``there`` is how many of each kind the hall has now; ``signed_in`` are label and clerk of every
    counter that would go while somebody is signed in at it. ``overrides`` and ``closures`` lie over the configuration
    and stay in force."""

    changes: tuple[Change, ...]
    there: Mapping[str, int]
    signed_in: tuple[tuple[str, str], ...] = ()
    overrides: tuple[Override, ...] = ()
    closures: tuple[Closure, ...] = ()

    def archives(self, kind: str) -> int:
        """How many of a kind would be archived."""
        return sum((change.what, change.kind) == ("archived", kind) for change in self.changes)

    @property
    def many(self) -> tuple[str, ...]:
        """The kinds of which more than a fifth would be archived."""
        return tuple(kind for kind, count in self.there.items() if self.archives(kind) > MANY * count)


class _TakenBackError(Exception):
    """Carries the preview out of the transaction that must not be kept."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        super().__init__()


def preview_structure(url: str, structure: HallStructure) -> Preview:
    """What ``apply_structure`` would change now; writes nothing. Raises what that raises."""
    path = sqlite_path(parse_url(url))
    if path is not None and not path.exists():
        refuse_new(path)
        with tempfile.TemporaryDirectory(prefix="hall-preview-") as folder:  # all of it would be new
            return preview_structure(_empty(folder), structure)
    try:
        with setup.exclusive(url) as connection:
            setup.migrate(connection)
            raise _TakenBackError(_tried(connection, structure))
    except _TakenBackError as tried:
        return tried.preview


def shown_database(url: str) -> str:
    """The URL of a database for people to read, without its secrets. Raises StoreUnavailable."""
    return shown_url(parse_url(url))


def _empty(folder: str) -> str:
    url = sqlite_url(Path(folder) / "hall.db")
    setup.migrate_store(url)
    return url


def _tried(connection: Connection, structure: HallStructure) -> Preview:
    there = {
        table.name: connection.execute(select(func.count()).select_from(table).where(~table.c.archived)).scalar_one()
        for table in (t.agency, t.service, t.counter)
    }
    query = select(t.counter.c.id, t.counter.c.label, t.staff.c.name).join(
        t.staff, t.staff.c.id == t.counter.c.staff_id
    )
    clerks = {row.id: (str(row.label), str(row.name)) for row in connection.execute(query)}
    changes = applying.apply(connection, structure)
    gone = [change.id for change in changes if (change.what, change.kind) == ("archived", "counter")]
    leaving = tuple(clerks[name] for name in gone if name in clerks)
    return Preview(changes, there, leaving, running_overrides(connection), changed.closings(connection))
