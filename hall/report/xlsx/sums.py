"""Sums of a table as formulas that carry their value: a program that computes nothing, such as a preview, shows it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.utils import get_column_letter

from hall.report.report import Cell, Column, Kind, Level, Row

_EMPTY = re.compile(rb"(</f>)<v\s*(?:/>|></v>)")
"""The value of a formula as openpyxl writes it."""


@dataclass(frozen=True)
class Formula:
    """A formula with its value."""

    text: str
    value: int


def summed(rows: Sequence[Row], columns: Sequence[Column], first: int) -> list[tuple[Cell | Formula, ...]]:
    """The cells of rows that stand from the row ``first`` of a sheet on, counts that are sums as formulas: of a group
    those of its rows, of all rows those of the groups, in the last column those of its row. SUBTOTAL leaves out what is
    itself one, so that the sum of all counts nothing twice."""
    counts = [at for at, column in enumerate(columns) if column.kind is Kind.COUNT]
    ends = _ends(rows)
    made: list[tuple[Cell | Formula, ...]] = []
    for place, row in enumerate(rows):
        cells: list[Cell | Formula] = list(row.cells)
        for at in counts:
            value, letter = row.cells[at], get_column_letter(at + 1)
            if not isinstance(value, int):
                continue
            if at == counts[-1]:
                left, right = (get_column_letter(one + 1) for one in (counts[0], counts[-2]))
                cells[at] = Formula(f"=SUM({left}{first + place}:{right}{first + place})", value)
            elif row.level is not Level.DETAIL:
                begin, end = ends[place]
                cells[at] = Formula(f"=SUBTOTAL(9,{letter}{first + begin}:{letter}{first + end})", value)
        made.append(tuple(cells))
    return made


def _ends(rows: Sequence[Row]) -> dict[int, tuple[int, int]]:
    """The first and the last row that each sum is of."""
    ends: dict[int, tuple[int, int]] = {}
    for place, row in enumerate(rows):
        if row.level is Level.GROUP:
            end = next((at for at in range(place + 1, len(rows)) if rows[at].level is not Level.DETAIL), len(rows))
            ends[place] = (place + 1, end - 1)
        elif row.level is Level.TOTAL:
            ends[place] = (0, place - 1)
    return ends


def with_values(workbook: bytes, values: Mapping[str, Sequence[int]]) -> bytes:
    """The file with the value of each formula; ``values`` are those of a sheet's file, in their order."""
    if not any(values.values()):
        return workbook
    file = BytesIO()
    with ZipFile(BytesIO(workbook)) as source, ZipFile(file, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            mine = values.get(f"/{entry.filename}", ())
            target.writestr(entry, _filled(source.read(entry), mine) if mine else source.read(entry))
    return file.getvalue()


def _filled(sheet: bytes, values: Sequence[int]) -> bytes:
    left = iter(values)
    return _EMPTY.sub(lambda found: b"%b<v>%d</v>" % (found[1], next(left)), sheet)
