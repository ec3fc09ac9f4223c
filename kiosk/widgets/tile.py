"""The square tile with an icon or a prefix, in the agency's accent or in stone when it is closed."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from kiosk.widgets.pen import Pen, StackRow, Type
from qtkit.icons import paint_icon
from qtkit.paint import Align, fill_rounded, square
from qtkit.theme.tokens import Colours, accent


def tile_colour(colour: str, *, closed: bool = False) -> QColor:
    """The agency's accent, stone when it is closed; in high contrast no agency has a colour."""
    return QColor(Colours.STONE) if closed or _is_plain() else accent(colour)


def bar_colour(colour: str) -> QColor:
    """The bar on top of a ticket: as the tile, but that it stays an edge in high contrast."""
    return QColor(Colours.LINE) if _is_plain() else accent(colour)


def _is_plain() -> bool:
    return Colours.SURFACE == Colours.HC_BG


def paint_icon_tile(pen: Pen, rect: QRectF, icon: str, fill: QColor, colour: QColor = Colours.WHITE) -> None:
    """A tile over ``rect`` with an icon of 62 % of its side."""
    fill_rounded(pen.painter, rect, rect.width() * 20 / 84, fill)
    paint_icon(pen.painter, square(rect.center(), rect.width() * 52 / 84), icon, colour)


def paint_notice_column(
    pen: Pen, rect: QRectF, icon: str, side: float, *rows: StackRow, below_tile: float, gap: float
) -> None:
    """A tile of ``side`` pixels and ``rows`` below it, as one block in the middle of ``rect``: what is unusual."""
    texts = pen.stack_height(rows, rect.width(), gap)
    if texts + below_tile + side > rect.height():  # a low card: the texts come first
        gap, below_tile = gap * 0.4, below_tile * 0.4
        texts = pen.stack_height(rows, rect.width(), gap)
        side = min(side, rect.height() - texts - below_tile - 16 * pen.unit)
    if side < 40 * pen.unit:
        pen.fill(rect, *rows, gap=gap, align=Align.AlignHCenter)
        return
    y = rect.center().y() - (side + below_tile + texts) / 2
    paint_icon_tile(pen, QRectF(rect.center().x() - side / 2, y, side, side), icon, Colours.AMBER_TILE, Colours.AMBER)
    below = QRectF(rect.left(), y + side + below_tile, rect.width(), 0)
    pen.stack(below, *rows, gap=gap, align=Align.AlignHCenter, top=True)


def paint_prefix_tile(pen: Pen, rect: QRectF, prefix: str, fill: QColor) -> None:
    """A tile over ``rect`` with the service's prefix, scaled to it."""
    fill_rounded(pen.painter, rect, rect.width() * 22 / 96, fill)
    inner = rect.adjusted(rect.width() * 0.12, 0, -rect.width() * 0.12, 0)
    pen.write(inner, prefix, Type(50, 60, 800), colour=Colours.WHITE, align=Align.AlignHCenter)
