"""The sheets of a workbook, each written from its first row to its last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from math import ceil
from typing import Any

from openpyxl.utils import get_column_letter

from hall.report.palette import BAND, CLOSED, INK2
from hall.report.report import Cell, Column, Kind, Level, Report, Table
from hall.report.xlsx.cells import HEADING, QUIET, SIZE, SUBTITLE, TITLE, Pens, Style
from hall.report.xlsx.paper import LINE, break_between_groups, set_paper
from hall.report.xlsx.sums import Formula, summed

_WIDEST_TEXT, _WIDEST_NAMES = 42.0, 34.0
_LEAST_SHEET = 72.0
"""What a title over all columns needs."""
_BLANK_ZERO = "#,##0;-#,##0;"
"""The format of a column in which nothing was counted."""
_HEAD = Style(bold=True, colour=INK2, wrap=True, line=True)


class Sheet:
    """One sheet being written; its columns, its paper and what stays in view must be set before its first row."""

    def __init__(self, workbook: Any, name: str, pens: Pens, widths: Sequence[float]) -> None:
        self.raw = workbook.create_sheet(name)
        self.pens = pens
        self.widths = tuple(widths)
        self.height = 0.0
        """Of all rows so far, in points."""
        self.rows = 0
        for at, width in enumerate(self.widths, 1):
            self.raw.column_dimensions[get_column_letter(at)].width = width
        self.raw.sheet_view.showGridLines = False

    def write(self, cells: Iterable[tuple[Cell | Formula, Style]] = (), *, outlined: bool = False) -> float:
        """A row of values with their styles, as high as its longest text needs. Returns its height in points."""
        given = list(cells)
        self.rows += 1
        high = max((self._lines(at, *cell) * LINE * cell[1].size / SIZE for at, cell in enumerate(given)), default=LINE)
        high += 2 if given else 0
        dimension = self.raw.row_dimensions[self.rows]
        dimension.height = high
        if outlined:
            dimension.outlineLevel = 1
        self.raw.append([self.pens.cell(self.raw, value, style) for value, style in given])
        self.height += high
        return high

    def merged(self, text: str, style: Style) -> None:
        """A text over all columns."""
        lines = ceil(len(text) * 0.97 * style.size / SIZE / sum(self.widths)) or 1
        row = self.rows + 1
        if len(self.widths) > 1:
            self.raw.merged_cells.add(f"A{row}:{get_column_letter(len(self.widths))}{row}")
        self.raw.row_dimensions[row].height = high = lines * LINE * style.size / SIZE + 3
        self.raw.append([self.pens.cell(self.raw, text, replace(style, wrap=lines > 1))])
        self.rows += 1
        self.height += high

    def _lines(self, at: int, value: Cell | Formula, style: Style) -> int:
        if not (style.wrap and isinstance(value, str)) or at >= len(self.widths):
            return 1
        room = max(self.widths[at] - 1.5 * style.indent - 1, 1)
        factor = 1.05 if style.bold else 0.95
        return max(1, ceil(len(value) * factor / room), value.count("\n") + 1)

    def end(self) -> None:
        """What was written is what is printed."""
        self.raw.print_area = f"A1:{get_column_letter(len(self.widths))}{max(self.rows, 1)}"


def write_head(sheet: Sheet, report: Report, *, whole: bool) -> None:
    """What the report is, over each sheet; with its letterhead and its facts where it is ``whole``."""
    if whole:
        for at, line in enumerate(report.letterhead.lines or (report.owner,)):
            sheet.merged(line, Style(bold=at <= 1, size=11, align="center") if report.letterhead.lines else QUIET)
    align = "center" if whole and report.letterhead.lines else ""
    sheet.merged(report.title, replace(TITLE, align=align))
    if report.subtitle:
        sheet.merged(report.subtitle, replace(SUBTITLE, align=align))
    for name, value in report.facts if whole else ():
        sheet.merged(f"{name}: {value}", QUIET)


def head_rows(report: Report, *, whole: bool, title: str = "") -> int:
    """How many rows ``write_head`` and a title take, with an empty one after them."""
    rows = 1 + bool(report.subtitle) + bool(title) + 1
    return rows + (max(len(report.letterhead.lines), 1) + len(report.facts) if whole else 0)


def write_table(workbook: Any, name: str, pens: Pens, report: Report, table: Table, *, whole: bool = False) -> None:
    """A table under its head, which stays in view and is printed on each page; ``whole``: it is all of the report."""
    sheet = Sheet(workbook, name, pens, _widths(table))
    title = "" if table.title == report.title else table.title
    head = head_rows(report, whole=whole, title=title) + 1
    raw = sheet.raw
    names = _names(table.columns)
    raw.freeze_panes = f"{get_column_letter(names + 2) if names <= 1 else 'A'}{head + 1}"
    raw.print_title_rows = f"{head - any(one.mark for one in table.columns)}:{head}"
    raw.sheet_properties.outlinePr.summaryBelow = False
    grouped = any(row.level is Level.GROUP for row in table.rows)
    raw.sheet_format.outlineLevelRow = int(grouped)
    set_paper(raw, report, sheet.widths, wide=table.wide)
    write_head(sheet, report, whole=whole)
    if title:
        sheet.merged(title, HEADING)
    sheet.write((one.mark, _head(at, one)) for at, one in enumerate(table.columns))
    high = sheet.write((_titled(one), _head(at, one)) for at, one in enumerate(table.columns))
    first, above = sheet.rows + 1, sheet.height
    cells = summed(table.rows, table.columns, first) if table.sums else [row.cells for row in table.rows]
    heights = [
        _write_row(sheet, table.columns, row.level, mine, names if grouped else -1)
        for row, mine in zip(table.rows, cells, strict=True)
    ]
    if not table.rows and table.empty:
        sheet.merged(table.empty, QUIET)
    if heights:
        break_between_groups(raw, [row.level for row in table.rows], heights, first, (above, high), sheet.widths)
    if table.note:
        sheet.merged(table.note, QUIET)
    if whole:
        write_end(sheet, report)
    sheet.end()


def _head(at: int, column: Column) -> Style:
    fill = CLOSED if column.is_shaded else ""
    return replace(_HEAD, align="right" if column.kind.is_number else "left", indent=_indent(at, column), fill=fill)


def _titled(column: Column) -> Cell:
    """A heading; the day of a month is a number."""
    return int(column.title) if column.title.isdecimal() else column.title


def _write_row(
    sheet: Sheet, columns: Sequence[Column], level: Level, cells: Sequence[Cell | Formula], indented: int
) -> float:
    styles = _styles(sheet.pens.number_formats, tuple(columns), level, indented)
    styled = [
        (cell, texts if isinstance(cell, str) else values) for cell, (texts, values) in zip(cells, styles, strict=True)
    ]
    return sheet.write(styled, outlined=indented >= 0 and level is Level.DETAIL)


@lru_cache(maxsize=64)
def _styles(
    formats: tuple[tuple[Kind, str], ...], columns: tuple[Column, ...], level: Level, indented: int
) -> list[tuple[Style, Style]]:
    """For each column how a text of such a row looks, and how any other value does."""
    number, detail = dict(formats), level is Level.DETAIL
    base = Style(bold=not detail, fill=BAND if level is Level.GROUP else "", line=True, over=level is Level.TOTAL)
    made = []
    for at, column in enumerate(columns):
        indent = _indent(at, column) + int(at == indented and detail)
        one = replace(base, indent=indent, align="right" if column.kind.is_number else "left")
        one = replace(one, fill=CLOSED) if column.is_shaded else one
        shown = _BLANK_ZERO if column.is_empty else number[column.kind]
        made.append((replace(one, wrap=True), replace(one, number=shown)))
    return made


def _indent(at: int, column: Column) -> int:
    """Texts keep away from the figures at their left."""
    return int(at > 0 and not column.kind.is_number)


def write_end(sheet: Sheet, report: Report) -> None:
    """Remarks, who signs, and when the report was made."""
    sheet.write()
    for remark in report.remarks:
        sheet.merged(remark, QUIET)
    column = max(len(sheet.widths) - (5 if len(sheet.widths) > 8 else 1), 0)
    before: list[tuple[Cell, Style]] = [("", Style())] * column
    for one in report.signatures:
        for line in one.lines:
            sheet.write([*before, (line, Style(align="center"))])
        for _ in range(3):
            sheet.write()
        sheet.write([*before, (one.name or f"({'.' * 30})", Style(bold=bool(one.name), align="center"))])
        sheet.write()
    sheet.merged(report.made, QUIET)


def write_definitions(workbook: Any, name: str, pens: Pens, report: Report) -> None:
    """What each figure means."""
    sheet = Sheet(workbook, name, pens, (30, 90))
    set_paper(sheet.raw, report, sheet.widths, wide=False)
    sheet.merged(report.definitions_title or report.title, TITLE)
    sheet.write()
    for one in report.definitions:
        sheet.write([(one.name, Style(bold=True, wrap=True, line=True)), (one.text, Style(wrap=True, line=True))])
    sheet.end()


def _names(columns: Sequence[Column]) -> int:
    """The column that says what a row is: the widest of texts; 0 where there is none."""
    texts = [at for at, column in enumerate(columns) if column.kind is Kind.TEXT]
    return max(texts, key=lambda at: columns[at].share, default=0)


def _widths(table: Table) -> list[float]:
    """As wide as what is in a column, in figures; texts up to a limit, where they go on below."""
    widths = []
    widest = _WIDEST_NAMES if table.wide else _WIDEST_TEXT
    for at, column in enumerate(table.columns):
        longest = max((_length(row.cells[at], column.kind) for row in table.rows), default=0)
        word = max(map(len, column.title.split()), default=0) * 1.15
        widths.append(min(max(longest * 1.12, word, 2.5) + 1.6 + (at > 0 and not column.kind.is_number), widest))
    missing = _LEAST_SHEET - sum(widths)
    return [*widths, missing] if missing > 0 else widths


def _length(cell: Cell, kind: Kind) -> int:
    if kind is Kind.MOMENT:
        return 17
    if kind is Kind.DATE:
        return 11
    if kind is Kind.SHARE:
        return 5
    return len(f"{cell:,}") if isinstance(cell, int) else len(str(cell or ""))
