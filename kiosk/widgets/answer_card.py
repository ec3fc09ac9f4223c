"""An answer of the survey: a face, its words, and a ring that becomes a tick."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.widgets.card import RADIUS, CardBase
from kiosk.widgets.pen import Pen, StackRow, Type
from qtkit.icons import paint_icon
from qtkit.paint import fill_rounded
from qtkit.theme.fonts import Typeface
from qtkit.theme.tokens import Colours, blend
from qtkit.widgets.pressable import TouchGuard

_WORDS = Type(46, 54, 700)
_CLEAR = 8
"""Reference pixels between the words and the edge, which is thick where the contrast is high."""
_FACE_LEAST = 18.0
"""Below that width, in letters of the least size of the large mode, the words need the room of the face."""
FACES = ("emoticon-sad-outline", "emoticon-neutral-outline", "emoticon-happy-outline", "emoticon-excited-outline")
"""For the answers of an element, the lowest score first."""


class AnswerCard(CardBase):
    """A radio button as wide as its place; ``clicked`` is the intent."""

    def __init__(self, guard: TouchGuard, parent: QWidget) -> None:
        super().__init__(guard, parent)
        self.setCheckable(True)
        self._text, self._face = "", ""

    def show_answer(self, text: str, face: str, *, chosen: bool) -> None:
        """Shows an answer, with a ``face`` where there is one for it."""
        if (text, face, chosen) == (self._text, self._face, self.isChecked()):
            return
        self._text, self._face = text, face
        self.setChecked(chosen)
        self.setAccessibleName(text)
        self.update()

    def nextCheckState(self) -> None:
        """A touch only asks: the presenter decides, and ``show_answer`` shows it."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, unit, on = QPainter(self), self.unit, self.isChecked()
        share = 0.0 if on else self.pressed_share()
        fill = Colours.ACCENT_FILL if on else blend(Colours.SURFACE, Colours.TELUK100, share)
        rest = Colours.ACCENT_FILL if on else blend(Colours.LINE, Colours.TELUK700, share)
        edge = Colours.INK if self.hasFocus() else rest
        fill_rounded(painter, QRectF(self.rect()), RADIUS * unit, fill, edge=edge, edge_px=2 * unit)
        painter.translate(0, 2 * unit * share)
        pen, middle = Pen(painter, unit), self.height() / 2
        left, right = (24 if Typeface.least_px else 44) * unit, self.width() - 112 * unit
        if self._face and self.width() >= _FACE_LEAST * Typeface.least_px:
            side = min(88 * unit, self.height() - 24 * unit)
            colour = Colours.ON_ACCENT if on else Colours.TELUK700
            paint_icon(painter, QRectF(left, middle - side / 2, side, side), self._face, colour)
            left += side + 34 * unit
        words = Colours.ON_ACCENT if on else Colours.INK
        clear = _CLEAR * unit
        room = QRectF(left, clear, right - left, self.height() - 2 * clear)
        pen.fill(room, StackRow(self._text, _WORDS, words, lines=2))
        self._paint_mark(pen, QPointF(self.width() - 68 * unit, middle))

    def _paint_mark(self, pen: Pen, centre: QPointF) -> None:
        painter, unit = pen.painter, self.unit
        if self.isChecked():
            side = 64 * unit
            icon = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
            paint_icon(painter, icon, "check-circle", Colours.ON_ACCENT)
            return
        painter.setPen(QPen(Colours.LINE2, 4 * unit))
        painter.drawEllipse(centre, 25 * unit, 25 * unit)
