"""What a service publishes, to be read: facts with their captions, and the steps of its procedure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from hall.translator import Translator
from kiosk.standard_texts import Published
from kiosk.widgets.pen import PaintedWidget, Pen, Type, text_height
from qtkit.announce import spoken
from qtkit.paint import Fitted
from qtkit.theme.fonts import Typeface
from qtkit.theme.tokens import Colours

_CAPTION, _FACT, _STEP = Type(28, 36, 600), Type(35, 44, 700), Type(31, 42, 600)
_SHARES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.56, 0.5)
_ONE_LINE = 0.56
"""From this size on a fact follows its name on the same line: large text gets no smaller."""
_GAP, _BETWEEN, _WIDE_COLUMN = 18.0, 40.0, 400.0
_MOST_COLUMNS = 4
_EMS = 11.5
"""A column of the large mode is so many times as wide as its letters are high: no word is smaller."""
_LEAST_PX = 20.6
"""Reference pixels of the smallest letters; their capitals are 3.7 mm high and more."""


class Line(NamedTuple):
    """A text of the panel: the pixels above it, and its lines."""

    above: float
    found: Fitted
    type_: Type
    colour: QColor

    @property
    def height(self) -> float:
        return text_height(self.found, self.type_)


class PublishedPanel(PaintedWidget):
    """Shows a ``Published``: as large as it fits, nothing cut; in the large mode page by page where it does not."""

    access_role = QAccessible.Role.StaticText

    def __init__(self, translate: Translator, parent: QWidget) -> None:
        super().__init__(translate, parent)
        self._published = Published((), ())
        self._page = 0

    def show_published(self, published: Published) -> None:
        """Shows other texts."""
        if published != self._published:
            self._published = published
            facts = [f"{caption}: {text}" for caption, text in published.facts]
            steps = [f"{place}. {step}" for place, step in enumerate(published.steps, 1)]
            title = [self._translate("kiosk.details.procedure")] if steps else []
            self.setAccessibleName(spoken(*facts, *title, *steps))
            self.update()

    @property
    def pages(self) -> int:
        """On how many pages all of it stands: one, but in the large mode, where no letter is below its size; none where
        nothing is published."""
        columns, count, _ = self._measured()
        return math.ceil(len(columns) / count) if columns[0] else 0

    def show_page(self, page: int) -> None:
        """Shows that of its pages, counted from 0."""
        if page != self._page:
            self._page = page
            self.update()

    def paint(self, pen: Pen) -> None:
        pen.painter.fillRect(self.rect(), Colours.CANVAS)
        columns, count, width = self._columns(pen)
        for place, column in enumerate(columns[self._page * count :][:count]):
            x, y = place * (width + _BETWEEN * self._unit), 0.0
            for line in column:
                y += line.above
                pen.place(QRectF(x, y, width, line.height), line.found, line.type_, colour=line.colour)
                y += line.height

    def laid_out(self) -> Sequence[Sequence[Line]]:
        """The lines of each column of the page that is up, as they are painted."""
        columns, count, _ = self._measured()
        return columns[self._page * count :][:count]

    def _measured(self) -> tuple[Sequence[Sequence[Line]], int, float]:
        picture = QImage(1, 1, QImage.Format.Format_RGB32)
        painter = QPainter(picture)
        try:
            return self._columns(Pen(painter, self._unit))
        finally:
            painter.end()

    def _columns(self, pen: Pen) -> tuple[Sequence[Sequence[Line]], int, float]:
        """The lines of as few columns as hold them in the largest size, how many of them stand beside one another, and
        the width of a column in pixels; columns get narrow only where nothing else holds them."""
        columns: list[list[Line]] = []
        width, count = float(self.width()), 1
        for share, count in self._tries():
            width = (self.width() - (count - 1) * _BETWEEN * self._unit) / count
            columns = _in_columns([*self._facts(pen, share, width), *self._steps(pen, share, width)], self.height())
            if len(columns) <= count and max(map(_height, columns)) <= self.height():
                break
        return columns, count, width

    def _tries(self) -> Iterator[tuple[float, int]]:
        """Shares of the size and numbers of columns, the best first."""
        if Typeface.least_px:
            between = _BETWEEN * self._unit
            most = int((self.width() + between) / (_EMS * Typeface.least_px + between))
            yield from product(_SHARES, range(1, max(1, min(_MOST_COLUMNS, most)) + 1))
            return
        wide = max(1, min(_MOST_COLUMNS, int(self.width() / (_WIDE_COLUMN * self._unit))))
        yield from product(_SHARES, range(1, wide + 1))
        yield from product(_SHARES, range(wide + 1, _MOST_COLUMNS + 1))

    def _facts(self, pen: Pen, share: float, width: float) -> Iterator[list[Line]]:
        caption, fact, above = _scaled(_CAPTION, share), _scaled(_FACT, share), _GAP * self._unit * share
        for name, text in self._published.facts:
            if share <= _ONE_LINE:
                yield [Line(above, pen.fitted(f"{name}: {text}", fact, width, lines=4), fact, Colours.INK)]
                continue
            yield [
                Line(above, pen.fitted(name, caption, width, lines=2), caption, Colours.INK2),
                Line(0, pen.fitted(text, fact, width, lines=4), fact, Colours.INK),
            ]

    def _steps(self, pen: Pen, share: float, width: float) -> Iterator[list[Line]]:
        caption, step, above = _scaled(_CAPTION, share), _scaled(_STEP, share), _GAP * self._unit * share
        title = pen.fitted(self._translate("kiosk.details.procedure"), caption, width, lines=2)
        for place, text in enumerate(self._published.steps, 1):
            found = pen.fitted(f"{place}. {text}", step, width, lines=4)
            line = Line(4 * self._unit * share, found, step, Colours.INK)
            yield [line] if place > 1 else [Line(above, title, caption, Colours.INK2), line]


def _in_columns(blocks: Sequence[list[Line]], height: float) -> list[list[Line]]:
    """The blocks below one another, none divided, in as many columns of that height as they need; the first line of a
    column has nothing above it."""
    columns: list[list[Line]] = [[]]
    for block in filter(None, blocks):
        if columns[-1] and _height([*columns[-1], *block]) > height:
            columns.append([])
        columns[-1].extend(block if columns[-1] else [block[0]._replace(above=0.0), *block[1:]])
    return columns


def _height(lines: Sequence[Line]) -> float:
    return sum(line.height + line.above for line in lines)


def _scaled(type_: Type, share: float) -> Type:
    share = max(share, _LEAST_PX / type_.px)
    return Type(type_.px * share, type_.line * share, type_.weight)
