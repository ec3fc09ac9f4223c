"""The painted switch: a track with a knob, and a tick on the knob when it is on, so that colour is not alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from qtkit.icons import paint_icon
from qtkit.paint import fill_circle, fill_rounded, square
from qtkit.theme.tokens import Colours

SWITCH_SIZE = (148.0, 84.0)
"""Width and height on the kiosk's reference picture."""


def paint_switch(painter: QPainter, rect: QRectF, *, on: bool) -> None:
    """Paints the switch over the whole of ``rect`` (proportions of SWITCH_SIZE)."""
    unit = rect.height() / SWITCH_SIZE[1]
    if on:
        fill_rounded(painter, rect, rect.height() / 2, Colours.ACCENT_FILL)
        centre = QPointF(rect.right() - 42 * unit, rect.center().y())
    else:
        fill_rounded(painter, rect, rect.height() / 2, Colours.SURFACE, edge=Colours.INK2, edge_px=4 * unit)
        centre = QPointF(rect.left() + 42 * unit, rect.center().y())
    fill_circle(painter, centre, 30 * unit, Colours.ON_ACCENT if on else Colours.INK2)
    if on:
        paint_icon(painter, square(centre, 42 * unit), "check", Colours.ACCENT_FILL)
