"""Where the lines of the list of queues are, and the columns of its rows."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF

from hall.views import QueueRow
from qtkit.paint import text_width
from qtkit.theme.fonts import font

HEADING, LOW_ROW = 32.0, 34.0
"""Pixels of a heading, and of a row at least."""
_HIGH_ROW, _LEAST_BAR = 58.0, 36.0


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One line of the list: a heading, or a queue."""

    top: float
    height: float
    heading: str = ""
    own: bool = False
    row: QueueRow | None = None

    @property
    def shape(self) -> tuple[object, ...]:
        """Where it is and whose, but not what stands in it."""
        return self.top, self.height, self.heading, self.own, self.row.prefix if self.row is not None else ""

    def rect(self, width: int) -> QRect:
        """Its pixels in a list of ``width`` pixels."""
        return QRectF(0, self.top, width, self.height).toAlignedRect()


def lay_out(
    rows: tuple[QueueRow, ...], headings: tuple[str, str], height: float, least: float = LOW_ROW
) -> tuple[QueueLine, ...]:
    """Where the headings (own, others) and rows of ``least`` pixels or more are in a list of ``height`` pixels; own
    services first, by rank."""
    own = sorted((row for row in rows if row.own), key=lambda row: row.rank)
    groups = [(headings[0], own), (headings[1], [row for row in rows if not row.own])]
    shown = [(heading, group) for heading, group in groups if group]
    count = sum(len(group) for _, group in shown)
    if not count:
        return ()
    step = min(max(_HIGH_ROW, least), max(least, (height - HEADING * len(shown)) / count))
    lines: list[QueueLine] = []
    top = 0.0
    for heading, group in shown:
        lines.append(QueueLine(top, HEADING, heading=heading, own=group is own))
        top += HEADING
        for row in group:
            lines.append(QueueLine(top, step, row=row))
            top += step
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a row's figures are: right end of the count, the bar, and the width left for the name."""

    count_right: float
    bar_left: float
    bar_width: float


def columns(width: float, minutes: float = 58.0, *, narrow: bool = False) -> Columns:
    """The columns of a list of ``width`` pixels whose right column takes ``minutes``; rows and total share them.

    ``narrow`` gives most of the bar to the names.
    """
    bar = _LEAST_BAR if narrow else max(44.0, min(130.0, width * 0.21))
    left = width - max(58.0, minutes) - 8.0 - bar
    return Columns(left - 22.0, left, bar)


def tile_width(row: QueueRow) -> float:
    """Pixels of the tile with a row's prefix."""
    return max(28.0, text_width(row.prefix, font(14, 800)) + 12)
