"""The promise that stands on every page of the survey: nobody is named."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from kiosk.widgets.pen import Pen, StackRow, Type
from qtkit.icons import paint_icon
from qtkit.paint import fill_rounded
from qtkit.theme.tokens import Colours

_TYPE = Type(33, 42, 500)


def paint_promise(pen: Pen, rect: QRectF, text: str) -> None:
    """Paints it into ``rect`` (pixels)."""
    unit = pen.unit
    fill_rounded(pen.painter, rect, 24 * unit, Colours.TELUK50)
    side = 52 * unit
    icon = QRectF(rect.left() + 32 * unit, rect.center().y() - side / 2, side, side)
    paint_icon(pen.painter, icon, "shield-check-outline", Colours.TELUK700)
    room = rect.adjusted(108 * unit, 8 * unit, -24 * unit, -8 * unit)
    lines = max(1, int(room.height() / (_TYPE.line * unit)))
    pen.fill(room, StackRow(text, _TYPE, Colours.INK2, lines))
