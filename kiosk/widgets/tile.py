"""The square tile with an icon or a prefix, in the agency's accent or in stone when it is closed."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from kiosk.widgets.pen import Pen, Type
from qtkit.icons import paint_icon
from qtkit.paint import Align, fill_rounded
from qtkit.theme.tokens import Colours


def paint_icon_tile(pen: Pen, rect: QRectF, icon: str, fill: QColor, colour: QColor = Colours.WHITE) -> None:
    """A tile over ``rect`` with an icon of 62 % of its side."""
    fill_rounded(pen.painter, rect, rect.width() * 20 / 84, fill)
    side = rect.width() * 52 / 84
    paint_icon(
        pen.painter, QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side), icon, colour
    )


def paint_prefix_tile(pen: Pen, rect: QRectF, prefix: str, fill: QColor) -> None:
    """A tile over ``rect`` with the service's prefix, scaled to it."""
    fill_rounded(pen.painter, rect, rect.width() * 22 / 96, fill)
    inner = rect.adjusted(rect.width() * 0.12, 0, -rect.width() * 0.12, 0)
    pen.write(inner, prefix, Type(50, 60, 800), colour=Colours.WHITE, align=Align.AlignHCenter)
