"""The current call's place while nobody was called: a welcome that says how the hall works."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from display.palette import BoardColours
from display.parts.part import CELL_RADIUS
from hall.translator import Translator
from qtkit.icons import paint_icon
from qtkit.paint import draw_capitals, draw_lines, fill_rounded, fit_lines
from qtkit.widgets.brand import paint_brand_mark

_STEPS = (
    ("ticket-confirmation", "display.welcome_take"),
    ("bell-ring", "display.welcome_wait"),
    ("arrow-right", "display.welcome_go"),
)


def paint_welcome(
    painter: QPainter, panel: QRectF, unit: float, translate: Translator, hall_name: str, colours: BoardColours
) -> None:
    """A greeting, the hall's name, and the three steps from the kiosk to the counter."""
    if panel.width() > 2.6 * panel.height():
        _paint_flat(painter, panel, unit, translate, hall_name, colours)
        return
    k = min(panel.height() / 702, panel.width() / (1180 if panel.width() > panel.height() else 984))
    left, room = panel.left() + 64 * unit, panel.width() - 2 * 64 * unit
    top = panel.center().y() - 351 * k
    painter.setPen(colours.text)
    title = fit_lines(translate("display.welcome"), room - 120 * unit, (112 * k,), 800, max_lines=1)
    draw_capitals(painter, " ".join(title.lines), title.font, left - 0.06 * title.font.pixelSize(), top + 128 * k)
    if hall_name:
        name = fit_lines(translate("display.welcome_to", hall=hall_name), room, (46 * k, 42 * k), 600, max_lines=2)
        draw_lines(painter, name, left, top + 236 * k, 1.2 * name.font.pixelSize(), ink=colours.text2)
    px = min(
        fit_lines(translate(key), room - 124 * k, (48 * k, 45 * k, 42 * k), 600, max_lines=1).font.pixelSize()
        for _, key in _STEPS
    )
    for place, (icon, key) in enumerate(_STEPS):
        y = top + (366 + 122 * place) * k
        tile = QRectF(left, y - 46 * k, 92 * k, 92 * k)
        fill_rounded(painter, tile, CELL_RADIUS * unit, colours.tile)
        paint_icon(painter, tile.adjusted(20 * k, 20 * k, -20 * k, -20 * k), icon, colours.tile_text)
        # All three in one size: on one line each, or where that would be small, on two.
        text = fit_lines(translate(key), room - 124 * k, (px if px > 36 * k else 44 * k,), 600, max_lines=2)
        draw_lines(painter, text, left + 124 * k, y, 1.2 * text.font.pixelSize(), ink=colours.text)


def _paint_flat(
    painter: QPainter, panel: QRectF, unit: float, translate: Translator, hall_name: str, colours: BoardColours
) -> None:
    """In a row above an announcement: the greeting and the hall alone."""
    k, left = panel.height() / 296, panel.left() + 48 * unit
    room = panel.width() - 96 * unit
    title = fit_lines(translate("display.welcome"), room, (112 * k,), 800, max_lines=1)
    name = fit_lines(translate("display.welcome_to", hall=hall_name), room, (48 * k, 42 * k), 600, max_lines=2)
    lower = 1.2 * name.font.pixelSize() * len(name.lines) if hall_name else 0.0
    y = panel.center().y() - 0.5 * lower
    draw_capitals(painter, " ".join(title.lines), title.font, left - 0.06 * title.font.pixelSize(), y, ink=colours.text)
    if hall_name:
        draw_lines(painter, name, left, y + 84 * k + 0.3 * lower, 1.2 * name.font.pixelSize(), ink=colours.text2)


def paint_starting(painter: QPainter, panel: QRectF, unit: float, colours: BoardColours) -> None:
    """The mark alone, for the moment in which the board has not read the hall yet."""
    side = 176 * unit
    paint_brand_mark(
        painter, QRectF(panel.center().x() - side / 2, panel.center().y() - side / 2, side, side), colours.mark
    )
