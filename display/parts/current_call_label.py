"""The line above the called number: what it is, whether it is called again, and in a row the zone."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from display.current_call_geometry import ROW, CurrentCallGeometry
from display.parts.part import CHIP_RADIUS, BoardPart, one_line_or_two, zone_text
from hall.translator import Translator
from hall.views import BoardCall
from qtkit.icons import paint_icon
from qtkit.paint import draw_capitals, draw_lines, fill_rounded, text_width
from qtkit.theme.fonts import font


def paint_label(
    painter: QPainter, part: BoardPart, call: BoardCall, inside: CurrentCallGeometry, *, zones: bool
) -> None:
    """Draws the line for ``call``; ``zones``: the board is that of the whole hall, whose rows name the zone here. A row
    of several that needs no such line has none."""
    if not inside.label_px:
        return
    text, used = part.translate("display.label"), font(inside.label_px, 600)
    wide, gap = text_width(text, used), 28 * part.unit
    chip = _recall_width(part.translate, inside) + gap if call.kind == "recall" else 0.0
    zoned = zones and inside.shape == ROW
    if chip and wide + chip + (gap + _zone_width(part.translate, call, inside) if zoned else 0.0) > inside.room:
        text, wide, gap = "", 0.0, 0.0  # the chip alone says what the number is
    x = inside.padding + ((inside.room - wide - chip) / 2 if inside.centred else 0.0)
    painter.setPen(part.colours.text2)
    draw_capitals(painter, text, used, x, inside.label_y)
    if chip:
        _paint_recall(painter, part, inside, x + wide + gap)
    if zoned:
        _paint_zone(painter, part, call, inside, x + wide + gap + chip)


def _zone_width(translate: Translator, call: BoardCall, inside: CurrentCallGeometry) -> float:
    return text_width(zone_text(translate, call.zone), font(inside.label_px, 700)) + 1.2 * inside.label_px


def _recall_px(translate: Translator, inside: CurrentCallGeometry) -> float:
    """The size of the chip's words: smaller than the label, and never wider than the panel."""
    wide = text_width(translate("display.recall"), font(0.84 * inside.label_px, 700)) + 2.77 * inside.label_px
    return 0.84 * inside.label_px * min(1.0, 0.96 * inside.room / wide)


def _recall_width(translate: Translator, inside: CurrentCallGeometry) -> float:
    px = _recall_px(translate, inside)
    return text_width(translate("display.recall"), font(px, 700)) + 3.3 * px


def _paint_recall(painter: QPainter, part: BoardPart, inside: CurrentCallGeometry, x: float) -> None:
    """A chip next to the label: the visitor was called before and is awaited."""
    px = _recall_px(part.translate, inside)
    height = 1.69 * px
    chip = QRectF(x, inside.label_y - height / 2, _recall_width(part.translate, inside), height)
    fill_rounded(painter, chip, CHIP_RADIUS * part.unit, part.colours.tile)
    side = 0.62 * height
    pictogram = QRectF(x + 0.4 * height, inside.label_y - side / 2, side, side)
    paint_icon(painter, pictogram, "bell-ring", part.colours.tile_pictogram)
    painter.setPen(part.colours.tile_text)
    draw_capitals(painter, part.translate("display.recall"), font(px, 700), x + 1.35 * height, inside.label_y)


def _paint_zone(painter: QPainter, part: BoardPart, call: BoardCall, inside: CurrentCallGeometry, left: float) -> None:
    """Sign and name of the zone at the right end of the line, in one line or in two."""
    right, px = inside.padding + inside.room, inside.label_px
    room = right - left - 1.2 * px
    text = zone_text(part.translate, call.zone)
    named = one_line_or_two(text, room, (px, 0.86 * px), (0.7 * px,), 700, least=int(0.86 * px))
    x = right - max(text_width(line, named.font) for line in named.lines)
    painter.setPen(part.colours.text)
    draw_lines(painter, named, x, inside.label_y, 1.1 * named.font.pixelSize())
    square = QRectF(x - 1.2 * px, inside.label_y - px / 2, px, px)
    part.paint_sign(painter, call.zone, square, part.colours.text)
