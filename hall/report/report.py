"""A report as its renderers see it: a title, facts, tables of typed cells, notes, and lines for signatures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

Cell = str | int | None
"""A text, a count, or nothing."""


class Align(Enum):
    """The side of a column on which its cells stand."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and its share of the table's width."""

    title: str
    share: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns, with a line of sums (``total``) where there is one; ``empty`` is said when there is no
    row."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One report. ``owner`` is the hall that it is of, ``facts`` are names with values, ``signatures`` who signs it,
    and ``made`` says when it was made."""

    owner: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    made: str
    page: str
    """The word for a page, with ``{number}`` and ``{count}``."""
    signatures: tuple[str, ...] = ()


def cell_text(cell: Cell) -> str:
    """A cell as it is read: nothing and 0 as a dash that does not catch the eye."""
    return "\u2013" if cell is None or cell in ("", 0) else str(cell)


@dataclass(frozen=True, slots=True)
class Label:
    """A slip to tear off: a small line, what is read from afar, and two lines below it."""

    head: str
    big: str
    line: str
    foot: str


@dataclass(frozen=True, slots=True)
class Labels:
    """Slips to tear off, under the title and the note of each page."""

    owner: str
    title: str
    note: str
    page: str
    """As in ``Report``."""
    labels: tuple[Label, ...]
