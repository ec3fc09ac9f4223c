"""How a number is taken, in three painted pictures: a touch, a slip, a call."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from kiosk.widgets.pen import Pen, Type
from qtkit.icons import paint_icon
from qtkit.paint import Align, fill_rounded
from qtkit.theme.fonts import Typeface
from qtkit.theme.tokens import Colours

_NUMBER, _COUNTER = Type(40, 46, 800), Type(58, 64, 800)
_WIDE, _HIGH = 272.0, 204.0
SAMPLE = "A-042"
"""The number in the pictures."""


def paint_touch(page: Pen, rect: QRectF) -> None:
    """A screen with cards, and a finger on one of them."""
    pen = _scaled(page, rect)
    unit, painter = pen.unit, pen.painter
    screen = _centred(rect, 200 * unit, 176 * unit)
    fill_rounded(painter, screen, 18 * unit, Colours.TELUK800, edge=Colours.BAND_LINE, edge_px=2 * unit)
    inner = screen.adjusted(14 * unit, 14 * unit, -14 * unit, -14 * unit)
    width, height = (inner.width() - 12 * unit) / 2, (inner.height() - 24 * unit) / 3
    for at in range(6):
        x, y = inner.left() + at % 2 * (width + 12 * unit), inner.top() + at // 2 * (height + 12 * unit)
        fill = Colours.AMBER if at == 3 else Colours.SURFACE
        card = QRectF(x, y, width, height)
        fill_rounded(painter, card, 8 * unit, fill, edge=Colours.BAND_LINE, edge_px=1 * unit)
    side = 96 * unit
    hand = QRectF(inner.left() + width * 1.45, inner.top() + height * 1.6, side, side)
    _paint_outlined(pen, hand, "hand-pointing-up")


def paint_slip(page: Pen, rect: QRectF) -> None:
    """A slip with a number comes out of the machine."""
    pen = _scaled(page, rect)
    unit, painter = pen.unit, pen.painter
    room = _centred(rect, 220 * unit, 184 * unit)
    slot = QRectF(room.left(), room.top(), room.width(), 44 * unit)
    fill_rounded(painter, slot, 14 * unit, Colours.TELUK800, edge=Colours.BAND_LINE, edge_px=2 * unit)
    paper = QRectF(room.left() + 32 * unit, slot.center().y(), room.width() - 64 * unit, 162 * unit)
    fill_rounded(painter, paper, 4 * unit, Colours.SURFACE, edge=Colours.LINE2, edge_px=2 * unit)
    mouth = QRectF(paper.left() - 8 * unit, slot.center().y() - 5 * unit, paper.width() + 16 * unit, 10 * unit)
    fill_rounded(painter, mouth, 5 * unit, Colours.INK)
    number = QRectF(paper.left(), paper.top() + 26 * unit, paper.width(), 56 * unit)
    _write_sample(pen, number, Colours.INK)
    for at, share in enumerate((0.62, 0.44)):
        line = paper.width() * share
        y = number.bottom() + (10 + 22 * at) * unit
        fill_rounded(painter, QRectF(paper.center().x() - line / 2, y, line, 9 * unit), 4 * unit, Colours.LINE)


def paint_call(page: Pen, rect: QRectF) -> None:
    """A board calls the number to a counter."""
    pen = _scaled(page, rect)
    unit, painter = pen.unit, pen.painter
    board = _centred(rect, 236 * unit, 156 * unit)
    fill_rounded(painter, board, 18 * unit, Colours.TELUK800, edge=Colours.BAND_LINE, edge_px=2 * unit)
    left = QRectF(board.left() + 14 * unit, board.top(), board.width() * 0.6, board.height())
    _write_sample(pen, left, Colours.WHITE)
    counter = QRectF(left.right() + 4 * unit, board.top() + 14 * unit, 0, board.height() - 28 * unit)
    counter.setRight(board.right() - 14 * unit)
    fill_rounded(painter, counter, 12 * unit, Colours.AMBER)
    pen.write(counter, "7", _COUNTER, colour=Colours.ON_AMBER, align=Align.AlignHCenter)
    side = 62 * unit
    sound = QRectF(board.right() - side * 0.7, board.top() - side * 0.42, side, side)
    fill_rounded(painter, sound, side / 2, Colours.SURFACE, edge=Colours.TELUK700, edge_px=3 * unit)
    inset = side * 0.2
    paint_icon(painter, sound.adjusted(inset, inset, -inset, -inset), "volume-high", Colours.TELUK700)


PICTURES = (paint_touch, paint_slip, paint_call)
"""In the order of the steps."""


def _write_sample(pen: Pen, rect: QRectF, colour: QColor) -> None:
    """A number; none where the large mode has no letters so small."""
    found = pen.fitted(SAMPLE, _NUMBER, rect.width())
    if found.font.pixelSize() >= Typeface.least_px:
        pen.place(rect, found, _NUMBER, colour=colour, align=Align.AlignHCenter)


def _scaled(page: Pen, rect: QRectF) -> Pen:
    """A pen with which a picture of at most ``_WIDE`` by ``_HIGH`` reference pixels fills ``rect``."""
    return Pen(page.painter, min(rect.width() / _WIDE, rect.height() / _HIGH))


def _centred(rect: QRectF, width: float, height: float) -> QRectF:
    return QRectF(rect.center().x() - width / 2, rect.center().y() - height / 2, width, height)


def _paint_outlined(pen: Pen, rect: QRectF, icon: str) -> None:
    """An icon that stands out on any ground: in the ground's own colour below it, a little larger."""
    grown = rect.adjusted(-7 * pen.unit, -7 * pen.unit, 7 * pen.unit, 7 * pen.unit)
    paint_icon(pen.painter, grown, icon, Colours.SURFACE)
    paint_icon(pen.painter, rect, icon, Colours.INK)
