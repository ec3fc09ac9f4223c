"""How a row of the table is painted, and how high it is."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from counter.supervisor.columns import (
    AFTER_BAR,
    CHEVRON,
    COUNT_PX,
    NAME_PX,
    SIGN,
    TAG_PADDING,
    TEXT_PX,
    Columns,
    name_left,
    tile_width,
)
from counter.supervisor.lines import BAR_STEPS, Line
from counter.supervisor.listing import Column
from qtkit.desk.label import Tag
from qtkit.icons import paint_icon
from qtkit.paint import (
    LINE_STEP,
    SMALLEST_PX,
    Fitted,
    draw_capitals,
    draw_lines,
    fill_rounded,
    fit_or_cut,
    rounded_path,
    text_width,
)
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours
from qtkit.widgets.pictograms import paint_pictogram

_LINES = 8
_TAG = 20.0
"""Pixels of height of a tag with one line."""
_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class RowHeights:
    """Pixels of an agency's row and a service's; a row whose texts need more gets more."""

    agency: int = 41
    service: int = 36


LOW_ROWS = RowHeights(36, 32)


def row_height(line: Line, place: Columns, heights: RowHeights) -> int:
    """Pixels that the row needs with these columns."""
    least = heights.service if line.prefix else heights.agency
    name, state = _name(line, place, least), _state(line, place, least)
    return max(least, _height(name) + 8, _height(state) + 13)


def _height(laid: Fitted) -> int:
    return math.ceil(len(laid.lines) * laid.font.pixelSize() * LINE_STEP)


def _name(line: Line, place: Columns, height: float) -> Fitted:
    """The name in its column; a service's takes the zone's too."""
    right = place.right(Column.ZONE if line.prefix and place.shown(Column.ZONE) else Column.NAME)
    room = right - place.left[Column.NAME] - name_left(line)
    px, weight = (TEXT_PX, 600) if line.prefix else (NAME_PX, 700)
    laid = fit_or_cut(line.name, room, px, weight, min_px=13, lines=2, height=height - 6)
    return fit_or_cut(line.name, room, px, weight, min_px=13, lines=_LINES) if laid.cut else laid


def _state(line: Line, place: Columns, height: float) -> Fitted:
    room = place.width[Column.STATE] - TAG_PADDING
    laid = fit_or_cut(line.state, room, SMALLEST_PX, 700, lines=2, height=height - 10)
    return fit_or_cut(line.state, room, SMALLEST_PX, 700, lines=_LINES) if laid.cut else laid


_TONES = {"closed": (Colours.SUNK, Colours.INK2)}
_LEVELS = {"calm": Colours.TELUK700, "late": Colours.DESK_LATE, "over": Colours.RED}


def tones(tone: str) -> tuple[QColor, QColor]:
    """The ground of a tag and its letters."""
    return _TONES.get(tone) or Tag.TONES[tone]


def paint_row(painter: QPainter, rect: QRectF, line: Line, place: Columns, *, opened: bool) -> None:
    """Paints a row; ``rect`` begins where the columns do."""
    x, y, height = rect.left(), rect.center().y(), rect.height()
    if line.prefix:
        _paint_prefix(painter, line, x + CHEVRON, y)
    else:
        sign = QRectF(x - 4, y - 9, 18, 18)
        paint_icon(painter, sign, "chevron-down" if opened else "chevron-right", Colours.DESK_TEXT2)
        _paint_zone(painter, line, place, x, y)
    ink = Colours.INK
    draw_lines(painter, _name(line, place, height), x + place.left[Column.NAME] + name_left(line), y, ink=ink)
    count = font(COUNT_PX if not line.prefix else TEXT_PX, 800, tabular=True)
    quiet = Colours.DESK_TEXT2
    at = x + place.right(Column.WAITING)
    draw_capitals(painter, str(line.waiting), count, at, y, align=_RIGHT, ink=ink if line.waiting else quiet)
    _paint_wait(painter, line, place, x, y)
    used = font(TEXT_PX, 500, tabular=True)
    draw_capitals(painter, line.counters, used, x + place.left[Column.COUNTERS], y, ink=ink)
    for column, text in ((Column.DONE, line.done), (Column.PROMISE, line.promise)):
        if place.shown(column):
            draw_capitals(painter, text, used, x + place.right(column), y, align=_RIGHT, ink=ink)
    _paint_state(painter, _state(line, place, height), line.tone, x + place.right(Column.STATE), y)


def _paint_prefix(painter: QPainter, line: Line, x: float, y: float) -> None:
    rect = QRectF(x, y - 11, tile_width(line), 22)
    fill_rounded(painter, rect, 6, Colours.SURFACE)
    centre = Qt.AlignmentFlag.AlignHCenter
    draw_capitals(painter, line.prefix, font(12, 800), rect.center().x(), y, align=centre, ink=Colours.TELUK700)


def _paint_zone(painter: QPainter, line: Line, place: Columns, x: float, y: float) -> None:
    if not line.pictogram or not place.shown(Column.ZONE):
        return
    left = x + place.left[Column.ZONE]
    paint_pictogram(painter, QRectF(left, y - 9, SIGN - 2, SIGN - 2), line.pictogram, Colours.DESK_TEXT2)
    if place.zone_named:
        draw_capitals(painter, line.zone, font(TEXT_PX, 500), left + SIGN + 6, y, ink=Colours.DESK_TEXT2)


def _paint_wait(painter: QPainter, line: Line, place: Columns, x: float, y: float) -> None:
    left = x + place.left[Column.LONGEST]
    colour = _LEVELS[line.level]
    if place.bar:
        track = QRectF(left, y - 3, place.bar, 6)
        painter.fillPath(rounded_path(track, 3), Colours.DESK_TRACK)
    if line.bar and place.bar:
        width = max(6.0, place.bar * line.bar / BAR_STEPS)
        painter.fillPath(rounded_path(QRectF(left, y - 3, width, 6), 3), colour)
    ink = Colours.RED if line.level == "over" else Colours.INK if line.bar else Colours.DESK_TEXT2
    used = font(TEXT_PX, 600, tabular=True)
    draw_capitals(painter, line.longest, used, left + (place.bar + AFTER_BAR if place.bar else 0.0), y, ink=ink)


def _paint_state(painter: QPainter, laid: Fitted, tone: str, right: float, y: float) -> None:
    fill, ink = tones(tone)
    width = max(text_width(one, laid.font) for one in laid.lines) + TAG_PADDING
    height = max(_TAG, _height(laid) + 6)
    fill_rounded(painter, QRectF(right - width, y - height / 2, width, height), 6, fill)
    draw_lines(painter, laid, right - width + TAG_PADDING / 2, y, ink=ink)
