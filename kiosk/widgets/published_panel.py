"""What a service publishes, to be read: facts with their captions, and the steps of its procedure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from hall.translator import Translator
from kiosk.standard_texts import Published
from kiosk.widgets.pen import PaintedWidget, Pen, Type, text_height
from qtkit.announce import spoken
from qtkit.paint import Fitted
from qtkit.theme.tokens import Colours

_CAPTION, _FACT, _STEP = Type(28, 36, 600), Type(35, 44, 700), Type(31, 42, 600)
_SHARES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64)
_GAP, _BETWEEN = 18.0, 40.0


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
    """Shows a ``Published``: as large as it fits, nothing cut."""

    access_role = QAccessible.Role.StaticText

    def __init__(self, translate: Translator, parent: QWidget) -> None:
        super().__init__(translate, parent)
        self._published = Published((), ())

    def show_published(self, published: Published) -> None:
        """Shows other texts."""
        if published != self._published:
            self._published = published
            facts = [f"{caption}: {text}" for caption, text in published.facts]
            steps = [f"{place}. {step}" for place, step in enumerate(published.steps, 1)]
            title = [self._translate("kiosk.details.procedure")] if steps else []
            self.setAccessibleName(spoken(*facts, *title, *steps))
            self.update()

    def paint(self, pen: Pen) -> None:
        pen.painter.fillRect(self.rect(), Colours.CANVAS)
        columns, width = self._columns(pen)
        for place, column in enumerate(columns):
            x, y = place * (width + _BETWEEN * self._unit), 0.0
            for line in column:
                y += line.above
                pen.place(QRectF(x, y, width, line.height), line.found, line.type_, colour=line.colour)
                y += line.height

    def laid_out(self) -> Sequence[Sequence[Line]]:
        """The lines of each column, as they are painted."""
        picture = QImage(1, 1, QImage.Format.Format_RGB32)
        painter = QPainter(picture)
        try:
            return self._columns(Pen(painter, self._unit))[0]
        finally:
            painter.end()

    def _columns(self, pen: Pen) -> tuple[Sequence[Sequence[Line]], float]:
        """The lines of one column, or of two where they are larger so, and the width of a column in pixels."""
        whole, half = float(self.width()), (self.width() - _BETWEEN * self._unit) / 2
        columns: list[list[Line]] = []
        for share in _SHARES:
            facts = list(self._facts(pen, share, whole))
            steps = list(self._steps(pen, share, whole, above=_GAP * self._unit * share if facts else 0.0))
            if _height([*facts, *steps]) <= self.height():
                return [[*facts, *steps]], whole
            columns = [list(self._facts(pen, share, half)), list(self._steps(pen, share, half))]
            if max(map(_height, columns)) <= self.height():
                break
        return columns, half

    def _facts(self, pen: Pen, share: float, width: float) -> Iterator[Line]:
        caption, fact = _scaled(_CAPTION, share), _scaled(_FACT, share)
        above = 0.0
        for name, text in self._published.facts:
            yield Line(above, pen.fitted(name, caption, width), caption, Colours.INK2)
            yield Line(0, pen.fitted(text, fact, width, lines=3), fact, Colours.INK)
            above = _GAP * self._unit * share

    def _steps(self, pen: Pen, share: float, width: float, *, above: float = 0.0) -> Iterator[Line]:
        caption, step = _scaled(_CAPTION, share), _scaled(_STEP, share)
        if self._published.steps:
            title = self._translate("kiosk.details.procedure")
            yield Line(above, pen.fitted(title, caption, width), caption, Colours.INK2)
        for place, text in enumerate(self._published.steps, 1):
            found = pen.fitted(f"{place}. {text}", step, width, lines=2)
            yield Line(4 * self._unit * share, found, step, Colours.INK)


def _height(lines: Sequence[Line]) -> float:
    return sum(line.height + line.above for line in lines)


def _scaled(type_: Type, share: float) -> Type:
    return Type(type_.px * share, type_.line * share, type_.weight)
