"""How wide the columns of a table are, and how large its texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from hall.report.pdf.style import BODY, PX, width_of
from hall.report.report import Column, Kind, Level, Table

_SIZES = (BODY, 10 * PX, 9.5 * PX, 9 * PX, 8.5 * PX, 8 * PX, 7.5 * PX, 7 * PX)
"""Tried from the largest; 7 pixels, 5.25 points, is what 31 days and a sum of them need on a turned page."""
_MANY = 20
"""Columns from which on they stand close."""
_CLOSE = 0.3
"""What is then free at both sides of a cell, as a multiple of the size."""
_TEXT_ROOM = 0.14
"""The share of the page that all texts together must keep for a size to do."""
_WORDS = (Kind.TEXT, Kind.DATE, Kind.MOMENT)


@dataclass(frozen=True)
class Columns:
    """The columns of a table on a page: the size of its texts, and widths that fill the page."""

    size: float
    widths: tuple[float, ...]
    pad: float
    """What is free at both sides of a cell."""
    indent: float
    """How far texts of single rows stand in under those of their group."""
    names: int
    """The column that says what a row is: the widest of texts."""

    edges: tuple[float, ...]
    """The left edge of each."""


def columns_of(table: Table, cells: Sequence[Sequence[str]], width: float) -> Columns:
    """Shares of the page, but numbers are never broken: what they need more is taken from the texts, in the largest
    size with which texts keep room."""
    pad, widths = 0.0, list[float]()
    for size in _SIZES:
        pad = _CLOSE * size if len(table.columns) >= _MANY else 6 * PX
        needed = _needed(table, cells, size, pad)
        widths = _shared(table.columns, needed, width)
        if _texts_have_room(table.columns, widths, needed, width):
            break
    names = max(
        (at for at, column in enumerate(table.columns) if column.kind is Kind.TEXT),
        key=lambda at: table.columns[at].share,
        default=0,
    )
    grouped = any(row.level is Level.GROUP for row in table.rows)
    edges = tuple(accumulate(widths[:-1], initial=0.0))
    return Columns(size, tuple(widths), pad, 10 * PX if grouped else 0.0, names, edges)


def _needed(table: Table, cells: Sequence[Sequence[str]], size: float, pad: float) -> list[float]:
    """What each column needs so that no number and no word of its heading is broken."""
    needed = []
    for at, column in enumerate(table.columns):
        texts = [] if column.kind in _WORDS else _longest([row[at] for row in cells])
        words = column.title.split() + texts
        needed.append(max((width_of(word, size, bold=True) for word in words), default=0.0) + 2 * pad)
    return needed


def _longest(texts: list[str]) -> list[str]:
    """The texts that may be the widest: figures are of one width, so the longest are."""
    most = max(map(len, texts), default=0)
    return list({text for text in texts if len(text) >= most - 1})


def _shared(columns: Sequence[Column], needed: Sequence[float], width: float) -> list[float]:
    """Shares of ``width``, at least what each needs."""
    free = set(range(len(columns)))
    widths = list(needed)
    while free:
        left = width - sum(widths[at] for at in range(len(columns)) if at not in free)
        whole = sum(columns[at].share for at in free) or 1.0
        short = {at for at in free if left * columns[at].share / whole < needed[at]}
        if not short:
            for at in free:
                widths[at] = left * columns[at].share / whole
            break
        free -= short
    over = sum(widths) - width
    return [one * width / sum(widths) for one in widths] if over > 0 else widths


def _texts_have_room(columns: Sequence[Column], widths: Sequence[float], needed: Sequence[float], width: float) -> bool:
    if any(given < need - 0.01 for given, need in zip(widths, needed, strict=True)):
        return False
    texts = sum(given for given, column in zip(widths, columns, strict=True) if column.kind in _WORDS)
    wanted = min(_TEXT_ROOM, sum(c.share for c in columns if c.kind in _WORDS) / sum(c.share for c in columns))
    return texts >= wanted * width
