"""Cells as they are read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from hall.amounts import number_text, percent_text
from hall.dates import clock_text, day_text
from hall.report.report import Cell, Column, Kind, Row, Tile
from hall.translator import Translator

NOTHING = "\u2013"


def row_texts(row: Row, columns: Sequence[Column], translate: Translator) -> list[str]:
    """The cells of a row for people; a 0 where nothing was counted is left blank."""
    return [
        "" if column.is_empty and not cell else cell_text(cell, column.kind, translate)
        for cell, column in zip(row.cells, columns, strict=True)
    ]


def cell_text(cell: Cell, kind: Kind, translate: Translator) -> str:
    """A cell for people. What nobody knows is a dash; what has no place in a list is empty."""
    if cell is None or cell == "":
        return "" if kind is Kind.ORDER else NOTHING
    if isinstance(cell, datetime):
        return f"{day_text(cell.date(), translate, short=True)}, {clock_text(cell, translate)}"
    if isinstance(cell, date):
        return day_text(cell, translate, short=True)
    if isinstance(cell, str):
        return cell
    if kind is Kind.SHARE and isinstance(cell, Decimal):
        return percent_text(cell, translate)
    return number_text(cell, translate)


def tile_text(tile: Tile, translate: Translator) -> str:
    """The value of a tile for people, with its unit: no heading says it."""
    said = cell_text(tile.value, tile.kind, translate)
    return said if tile.value is None or tile.kind is not Kind.MINUTES else translate("number.minutes", n=said)
