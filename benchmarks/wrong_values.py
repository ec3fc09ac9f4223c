"""A value that does not belong there, in every column of every table; for wrong_rows."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Column
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect

from hall.store import tables as t
from hall.store.database.column_types import Guarded, Unreadable

LAST = 2**62


@dataclass(frozen=True)
class Case:
    """``value`` in one column of one row; ``row`` is its place in the table, the first one is 0."""

    table: str
    column: str
    kind: str
    value: Any
    row: int = 0

    @property
    def name(self) -> str:
        """As a person would say it."""
        return f"{self.table}.{self.column} row {self.row}: {self.kind}"


def cases() -> Iterator[Case]:
    """One for each column and kind, in several rows of tickets."""
    for table in t.metadata.sorted_tables:
        rows = (0, 1, 3, 5) if table.name == "ticket" else (0,)
        for column in table.columns:
            for kind, value in _values(column):
                for row in rows:
                    yield Case(table.name, column.name, kind, value, row)


_WRONG = {"text": b"\xff\x00\xfe"}


def _values(column: Column[Any]) -> Iterator[tuple[str, Any]]:
    guarded = column.type
    assert isinstance(guarded, Guarded)
    kind = guarded.kind
    yield "wrong type", _WRONG.get(kind, "abc")
    if column.nullable:
        yield "NULL", None
    if kind == "JSON document":
        yield from (("wrong JSON", text) for text in ('{"a": [1', "42", '{"x": 1}', "[7]", '["x"]', "null"))
    elif kind == "time":
        yield "out of range", "9999-12-31 23:59:59.999999"
    elif kind.startswith("date"):
        yield "out of range", "0001-01-01"
    elif kind == "text":
        yield "unknown", "tidak-ada"
        yield "out of range", "x\u202e\x1b[31m" * 2000
    else:
        yield "out of range", 1e300 if kind == "number" else LAST
        yield "out of range", -5


def change(file: Path, case: Case) -> bool:
    """Change the value by hand, as ``sqlite3`` lets anybody; False where the database does not."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        # Names of our own tables and columns.
        key = "rowid" if t.metadata.tables[case.table].dialect_options["sqlite"]["with_rowid"] else "id"
        where = f"{key} = (SELECT {key} FROM {case.table} ORDER BY {key} LIMIT 1 OFFSET {case.row})"  # noqa: S608
        try:
            update = f"UPDATE {case.table} SET {case.column} = ? WHERE {where}"  # noqa: S608
            done = connection.execute(update, (case.value,))
        except sqlite3.IntegrityError:
            return False
        connection.commit()
        return done.rowcount == 1


def must_be_named(case: Case) -> bool:
    """Whether the audit must name the row: the column says so, or what it refers to is not there."""
    column = t.metadata.tables[case.table].c[case.column]
    guarded = column.type
    assert isinstance(guarded, Guarded)
    if case.kind == "wrong type" or (column.foreign_keys and case.value is not None):
        return True
    stored = str(case.value) if guarded.kind == "text" and isinstance(case.value, int) else case.value
    read: Any = guarded.reader(sqlite_dialect())(stored)
    return read.__class__ is Unreadable
