"""Tables as CSV: a file for one table, a ZIP of files for all of a report.

UTF-8 with a byte order mark: without it Excel takes the file for the system's old encoding; whatever else reads CSV
knows the mark (``utf-8-sig`` in Python). Commas part cells, points are decimal and dates are ISO, in every language: a
file for people is the workbook.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

from hall.errors import Refused
from hall.report.progress import Progress, untold
from hall.report.report import Cell, Chart, Report, Table, Tiles

LEVEL = "row_level"
"""The first column: whether a row is one of many or a sum (``detail``, ``group``, ``total``), so that nobody adds it
twice."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula
(https://owasp.org/www-community/attacks/CSV_Injection)."""

_Line = Iterable[Cell]


def csv_of(report: Report) -> bytes:
    """Its only table. Raises Refused(report_many_tables) where it has several, or none."""
    tables = list(report.tables)
    if len(tables) != 1:
        raise Refused("report_many_tables", title=report.title)
    return _file(_table_lines(tables[0]))


def zip_of(report: Report, progress: Progress = untold) -> bytes:
    """A file for each table, with the key of the table as its name; the figures read first in ``figures.csv``, charts
    as tables, and what all figures mean in ``definitions.csv``. Raises what ``progress`` raises."""
    files = list(_named(report))
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for number, (name, lines) in enumerate(files, 1):
            progress(number, len(files))
            archive.writestr(name, _file(lines))
    return packed.getvalue()


def _named(report: Report) -> Iterator[tuple[str, Iterator[_Line]]]:
    taken: set[str] = set()
    for block in report.blocks:
        if isinstance(block, Table):
            yield _free(block.key, taken), _table_lines(block)
        elif isinstance(block, Chart):
            yield _free(block.key, taken), _chart_lines(block)
        elif isinstance(block, Tiles):
            yield _free("figures", taken), _tile_lines(block)
    yield _free("about", taken), _about_lines(report)
    if report.definitions:
        meanings = ((one.name, one.text) for one in report.definitions)
        yield _free("definitions", taken), _with_head(("name", "text"), meanings)


def _free(key: str, taken: set[str]) -> str:
    """A name that no file before has."""
    name = next(name for at in range(len(taken) + 1) if (name := f"{key}_{at + 1}" if at else key) not in taken)
    taken.add(name)
    return f"{name}.csv"


def _with_head(head: _Line, lines: Iterable[_Line]) -> Iterator[_Line]:
    yield head
    yield from lines


def _table_lines(table: Table) -> Iterator[_Line]:
    head = (LEVEL, *(column.key for column in table.columns))
    return _with_head(head, ((row.level.value, *row.cells) for row in table.rows))


def _chart_lines(chart: Chart) -> Iterator[_Line]:
    lines = (
        (category, *(series.values[at] for series in chart.series)) for at, category in enumerate(chart.categories)
    )
    return _with_head(("category", *(series.name for series in chart.series)), lines)


def _tile_lines(tiles: Tiles) -> Iterator[_Line]:
    return _with_head(("key", "title", "value", "note"), ((t.key, t.title, t.value, t.note) for t in tiles.tiles))


def _about_lines(report: Report) -> Iterator[_Line]:
    known = (
        ("report", report.key), ("owner", report.owner), ("title", report.title), ("subtitle", report.subtitle),
        ("made", report.made), *report.facts, *(("remark", text) for text in report.remarks),
    )  # fmt: skip
    return _with_head(("name", "value"), known)


def _file(lines: Iterable[_Line]) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerows([_written(cell) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def _written(cell: Cell) -> str:
    """A cell; a text that would be a formula has an apostrophe before it, and is then a text to every spreadsheet."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else str(cell)
