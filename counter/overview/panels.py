"""The four panels of the overview below its figures."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from counter.overview.picture import AgencyLine, Line, Picture
from qtkit.icons import paint_icon
from qtkit.paint import (
    Fitted,
    draw_capitals,
    draw_lines,
    fill_circle,
    fill_rounded,
    fit_or_cut,
    rounded_path,
    square,
    text_width,
)
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours, blend

_RIGHT, _CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
_QUIET = Colours.DESK_TEXT2
_HEAD, _ROW, _OBSTACLE, _PLAN, _NOTE = 44.0, 54.0, 80.0, 46.0, 40.0
_DONE, _WAIT, _SHARE = 0.67, 0.835, 1.0
"""Where the columns of the agencies end, as shares of the width."""
_TONES: dict[str, tuple[QColor, QColor]] = {
    "good": (Colours.GREEN100, Colours.GREEN),
    "fair": (Colours.AMBER100, Colours.AMBER_INK),
    "bad": (Colours.RED100, Colours.RED),
    "plain": (Colours.DESK, Colours.DESK_TEXT2),
}


def _heads(painter: QPainter, rect: QRectF, left: str, right: str = "") -> None:
    wide = text_width(right, font(23, 500)) + 24 if right else 0.0
    draw_lines(
        painter, fit_or_cut(left, rect.width() - wide, 24, 600, min_px=16), rect.left(), rect.top() + 12, ink=_QUIET
    )
    if right:
        draw_capitals(painter, right, font(23, 500), rect.right(), rect.top() + 12, align=_RIGHT, ink=_QUIET)


def _name(text: str, room: float) -> Fitted:
    """A name on one line, or smaller on two; never so small that it cannot be read from afar."""
    one = fit_or_cut(text, room, 25, 700, min_px=20)
    return fit_or_cut(text, room, 20, 700, min_px=17, lines=2, height=46) if one.cut else one


def _line(painter: QPainter, rect: QRectF, y: float) -> None:
    painter.setPen(QPen(Colours.DESK_LINE, 1))
    painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))


def _nothing(painter: QPainter, rect: QRectF, text: str) -> None:
    draw_lines(painter, fit_or_cut(text, rect.width(), 26, 500, lines=2), rect.left(), rect.top() + 74, ink=_QUIET)


def paint_chart(painter: QPainter, rect: QRectF, shown: Picture) -> None:
    """A bar for each half hour with its count, and who is there now."""
    _heads(painter, rect, shown.arrivals, shown.here)
    if not shown.bars:
        _nothing(painter, rect, shown.no_arrivals)
        return
    foot, top = rect.bottom() - 34, rect.top() + 78
    most = max(1, *(count for _, count in shown.bars))
    step = min(110.0, rect.width() / len(shown.bars))
    every = 1 + int((text_width("00.00", font(21, 500)) + 14) // step)
    last = len(shown.bars) - 1
    for place, (label, count) in enumerate(shown.bars):
        middle = rect.left() + (place + 0.5) * step
        high = max(3.0, (foot - top) * count / most) if count else 0.0
        bar = QRectF(middle - step * 0.28, foot - high, step * 0.56, high)
        running = shown.running and place == last
        colour = blend(Colours.TELUK100, Colours.TELUK700, 0.31) if running else Colours.TELUK700
        painter.fillPath(rounded_path(bar, (8, 8, 0, 0) if high > 16 else 2), colour)
        if count:
            used = font(21, 700, tabular=True)
            draw_capitals(painter, str(count), used, middle, foot - high - 18, align=_CENTRE, ink=_QUIET)
        if place % every == 0:
            draw_capitals(painter, label, font(21, 500, tabular=True), middle, foot + 24, align=_CENTRE, ink=_QUIET)
    painter.setPen(QPen(Colours.DESK_EDGE, 2))
    painter.drawLine(QPointF(rect.left(), foot), QPointF(rect.right(), foot))


def paint_obstacles(painter: QPainter, rect: QRectF, shown: Picture) -> None:
    """The obstacles that were met most often."""
    _heads(painter, rect, shown.obstacles, shown.held_back)
    if not shown.obstacle_lines:
        _nothing(painter, rect, shown.no_obstacles)
        return
    top = rect.top() + _HEAD
    for line in shown.obstacle_lines[: int((rect.bottom() - top) // _OBSTACLE)]:
        _line(painter, rect, top)
        _paint_obstacle(painter, QRectF(rect.left(), top, rect.width(), _OBSTACLE), line)
        top += _OBSTACLE


def _paint_obstacle(painter: QPainter, rect: QRectF, line: Line) -> None:
    count = font(25, 800, tabular=True)
    wide = draw_capitals(painter, line.count, count, rect.right(), rect.top() + 27, align=_RIGHT, ink=Colours.INK)
    name = _name(line.name, rect.width() - wide - 20)
    draw_lines(painter, name, rect.left(), rect.top() + 27, ink=Colours.INK)
    remark = fit_or_cut(line.remark, rect.width() / 2, 20, 500, min_px=14)
    left = text_width(remark.lines[0], remark.font) if remark.lines else 0.0
    y = rect.top() + 60
    draw_lines(painter, remark, rect.right() - left, y, ink=_QUIET)
    track = QRectF(rect.left(), y - 6, rect.width() - left - 18, 12)
    painter.fillPath(rounded_path(track, 6), Colours.DESK_TRACK)
    painter.fillPath(
        rounded_path(QRectF(track.left(), track.top(), track.width() * line.share, 12), 6), Colours.DESK_LATE
    )


def paint_agencies(painter: QPainter, rect: QRectF, shown: Picture) -> None:
    """The agencies that have done most, as many as have room; the head says how many are left out."""
    for head, end in zip(shown.heads[1:], (_DONE, _WAIT, _SHARE), strict=True):
        text = fit_or_cut(head, rect.width() * 0.17, 22, 500, min_px=14)
        right = rect.left() + rect.width() * end - text_width(text.lines[0], text.font)
        draw_lines(painter, text, right, rect.top() + 12, ink=_QUIET)
    top = rect.top() + _HEAD - 6
    lines = shown.agency_lines[: int((rect.bottom() - top) // _ROW)]
    others = shown.more_agencies[len(shown.agency_lines) - len(lines)] if shown.agency_lines else ""
    title = fit_or_cut(f"{shown.heads[0]}{others}", rect.width() * (_DONE - 0.1), 22, 500, min_px=14)
    draw_lines(painter, title, rect.left(), rect.top() + 12, ink=_QUIET)
    if not lines:
        _nothing(painter, rect, shown.no_agencies)
        return
    for line in lines:
        _line(painter, rect, top)
        _paint_agency(painter, QRectF(rect.left(), top, rect.width(), _ROW), line)
        top += _ROW


def _paint_agency(painter: QPainter, rect: QRectF, line: AgencyLine) -> None:
    middle = rect.center().y()
    name = _name(line.name, rect.width() * (_DONE - 0.1))
    draw_lines(painter, name, rect.left(), middle, ink=Colours.INK)
    used = font(25, 600, tabular=True)
    for text, end in ((line.done, _DONE), (line.wait, _WAIT)):
        draw_capitals(painter, text, used, rect.left() + rect.width() * end, middle, align=_RIGHT, ink=Colours.INK)
    fill, ink = _TONES[line.tone]
    small = font(22, 700, tabular=True)
    chip = QRectF(0, 0, text_width(line.share, small) + 26, 38)
    chip.moveCenter(QPointF(rect.right() - chip.width() / 2, middle))
    fill_rounded(painter, chip, 8, fill)
    draw_capitals(painter, line.share, small, chip.center().x(), middle, align=_CENTRE, ink=ink)


def paint_plans(painter: QPainter, rect: QRectF, shown: Picture) -> None:
    """What comes, as much as has room."""
    _heads(painter, rect, shown.plans)
    if not shown.plan_lines:
        _nothing(painter, rect, shown.no_plans)
        return
    y, note = rect.top() + 60, shown.plans_note
    foot = rect.bottom() - (_NOTE if note else 0.0)
    for text in shown.plan_lines:
        fitted = fit_or_cut(text, rect.width() - 34, 26, 500, lines=2, height=_PLAN * 1.6, min_px=19)
        high = _PLAN + (len(fitted.lines) - 1) * 30
        if y + high / 2 > foot + 6:
            break
        middle = y + (high - _PLAN) / 2
        fill_circle(painter, QPointF(rect.left() + 12, y), 5, Colours.INK)
        draw_lines(painter, fitted, rect.left() + 34, middle, 30, ink=Colours.INK)
        y += high
    if note:
        paint_icon(painter, square(QPointF(rect.left() + 12, y + 8), 22), "pencil-outline", _QUIET)
        said = fit_or_cut(note, rect.width() - 34, 21, 500, min_px=16)
        draw_lines(painter, said, rect.left() + 34, y + 8, ink=_QUIET)
