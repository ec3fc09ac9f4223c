"""A table as a part of pages: its head is repeated on each, and a sum is never parted from its first row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from reportlab.pdfgen.canvas import Canvas

from hall.report.cells import row_texts
from hall.report.pdf.columns import Columns, columns_of
from hall.report.pdf.layout import Part
from hall.report.pdf.style import BAND, BODY, CLOSED, HAIR, INK, INK2, PX, wrapped, write
from hall.report.pdf.texts import Lines, heading, note
from hall.report.report import Level, Table
from hall.translator import Translator

_LEADING = 1.3
_ROW = 2.0
"""The height of a row of one line, as a multiple of its size."""
_TOGETHER = 2
"""Rows that at least stand on a page."""
_HIGHEST_TOGETHER = 240 * PX
_HIGHEST_GROUP = 340 * PX
"""Of a sum with its rows that are not parted: half a turned page, so that no page is left emptier than that."""
_MOST_LINES = 30
"""Of one cell: a longer text would be higher than a page."""


@dataclass(frozen=True)
class _GridRow:
    """The lines of each cell."""

    cells: tuple[tuple[str, ...], ...]
    level: Level
    height: float


@dataclass(frozen=True)
class Grid:
    """Rows under their head."""

    columns: Columns
    right: tuple[bool, ...]
    """Which columns stand at the right."""
    shaded: tuple[int, ...]
    """The columns that are shaded."""
    head: _GridRow
    every: tuple[_GridRow, ...]
    """The rows of the whole table, and ``tops``: how far each is below the first, and where the last one ends."""
    tops: tuple[float, ...]
    first: int
    end: int
    """The rows from ``first`` on, those from ``end`` on no more."""
    gap: float = 8 * PX
    leads: bool = False

    @property
    def height(self) -> float:
        """Of the head and all rows."""
        return self.head.height + self.tops[self.end] - self.tops[self.first]

    @property
    def rows(self) -> tuple[_GridRow, ...]:
        """Its own rows."""
        return self.every[self.first : self.end]

    @property
    def least(self) -> float:
        """Of the head and the first rows that stay together, unless they are too high for that."""
        ends = (self._group_end(self.first), self._first_end())
        rows = next((high for at in ends if (high := self._high(self.first, at)) <= _HIGHEST_TOGETHER), None)
        return self.head.height + (self.every[self.first].height if rows is None else rows)

    def cut(self, room: float) -> tuple[Grid, Grid] | None:
        """As many rows as have room, and the others."""
        below = self.tops[self.first] + room - self.head.height
        fitting = min(bisect_right(self.tops, below, self.first, self.end + 1) - 1, self.end - 1)
        if fitting <= self.first:
            return None
        # Rows too high to stay together are parted anywhere.
        at = next((at for at in range(fitting, self.first, -1) if self._may_part(at)), fitting)
        begun = next((at for at in range(fitting, self.first, -1) if self.every[at].level is Level.GROUP), 0)
        if begun and self._may_part(begun) and self._high(begun, self._group_end(begun)) <= _HIGHEST_GROUP:
            at = begun
        return replace(self, end=at), replace(self, first=at)

    def _high(self, first: int, end: int) -> float:
        return self.tops[end] - self.tops[first]

    def _first_end(self) -> int:
        """Where the rows end that a page at least begins with."""
        return next((at for at in range(self.first + 1, self.end) if self._may_part(at)), self.end)

    def _group_end(self, first: int) -> int:
        """Where the rows end that stand below the sum at ``first``; the sum of all belongs to the last of them. That
        row itself where it is no sum."""
        if self.every[first].level is not Level.GROUP:
            return self._first_end()
        return next((at for at in range(first + 1, self.end) if self.every[at].level is Level.GROUP), self.end)

    def _may_part(self, at: int) -> bool:
        """Whether a page may end before the row ``at``: at least two rows stand on each, a sum above its rows is not
        parted from the first of them, nor the sum of all from the last."""
        alone = at - self.first < _TOGETHER or self.end - at < _TOGETHER
        return not (alone or self.every[at - 1].level is Level.GROUP or self.every[at].level is Level.TOTAL)

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """The head, then each row with a line below it."""
        width = sum(self.columns.widths)
        self._shade(canvas, self.head, left, top)
        top = self._row(canvas, self.head, left, top, is_head=True)
        self._line(canvas, left, top, width)
        for row in self.rows:
            if row.level is Level.GROUP:
                canvas.setFillColor(BAND)
                canvas.rect(left, top - row.height, width, row.height, stroke=0, fill=1)
            self._shade(canvas, row, left, top)
            if row.level is Level.TOTAL:
                self._line(canvas, left, top, width, strong=True)
            top = self._row(canvas, row, left, top, is_head=False)
            self._line(canvas, left, top, width)

    def _shade(self, canvas: Canvas, row: _GridRow, left: float, top: float) -> None:
        canvas.setFillColor(CLOSED)
        for at in self.shaded:
            edge, width = left + self.columns.edges[at], self.columns.widths[at]
            canvas.rect(edge, top - row.height, width, row.height, stroke=0, fill=1)

    def _row(self, canvas: Canvas, row: _GridRow, left: float, top: float, *, is_head: bool) -> float:
        columns = self.columns
        bold = is_head or row.level is not Level.DETAIL
        colour = INK2 if is_head else INK
        leading = columns.size * _LEADING
        over = (_ROW - _LEADING) / 2 * columns.size
        for at, (lines, edge) in enumerate(zip(row.cells, columns.edges, strict=True)):
            right = self.right[at]
            x = left + edge + (columns.widths[at] - columns.pad if right else columns.pad)
            if at == columns.names and row.level is Level.DETAIL and not is_head:
                x += columns.indent
            # Headings stand on their line, cells begin below theirs.
            y = top - over - (row.height - 2 * over - len(lines) * leading if is_head else 0)
            for place, line in enumerate(lines):
                middle = y - (place + 0.5) * leading
                write(canvas, line, x, middle, columns.size, bold=bold, colour=colour, align=float(right))
        return top - row.height

    @staticmethod
    def _line(canvas: Canvas, left: float, y: float, width: float, *, strong: bool = False) -> None:
        canvas.setStrokeColor(INK if strong else HAIR)
        canvas.setLineWidth(1.3 * PX if strong else PX)
        canvas.line(left, y, left + width, y)


def table_parts(table: Table, width: float, translate: Translator) -> Iterator[Part]:
    """The title, the rows or what is said when there is none, and the note."""
    if table.title:
        yield heading(table.title, width)
    if table.rows:
        yield _grid(table, width, translate)
    elif table.empty:
        yield Lines(tuple(wrapped(table.empty, width, BODY)), BODY, width, colour=INK2, gap=8 * PX)
    if table.note:
        yield note(table.note, width)


def _grid(table: Table, width: float, translate: Translator) -> Grid:
    texts = [row_texts(row, table.columns, translate) for row in table.rows]
    columns = columns_of(table, texts, width)
    rows = tuple(_row(columns, cells, row.level) for cells, row in zip(texts, table.rows, strict=True))
    head = _row(columns, [column.title for column in table.columns], Level.GROUP, [one.mark for one in table.columns])
    tops = tuple(accumulate((row.height for row in rows), initial=0.0))
    right = tuple(column.kind.is_number for column in table.columns)
    shaded = tuple(at for at, column in enumerate(table.columns) if column.is_shaded)
    return Grid(columns, right, shaded, head, rows, tops, 0, len(rows))


def _row(columns: Columns, texts: list[str], level: Level, marks: Sequence[str] = ()) -> _GridRow:
    """The lines of each text, a mark alone in the last one."""
    cells = []
    bold = level is not Level.DETAIL
    for at, text in enumerate(texts):
        room = columns.widths[at] - 2 * columns.pad + 0.01
        indent = columns.indent if at == columns.names and level is Level.DETAIL else 0.0
        lines = _shortened(wrapped(text, room - indent, columns.size, bold=bold))
        cells.append((*lines, *filter(None, marks[at : at + 1])))
    most = max(map(len, cells), default=1)
    return _GridRow(tuple(cells), level, ((max(most, 1) - 1) * _LEADING + _ROW) * columns.size)


def _shortened(lines: list[str]) -> list[str]:
    return lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1]} …"]
