"""Painting the overview, on a screen of any size or on paper; what has no room is shrunk, and then cut."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from counter.overview.panels import paint_agencies, paint_chart, paint_obstacles, paint_plans
from counter.overview.picture import Card, Chip, Picture
from counter.overview.places import FOOTER, HEADER, SIDE, Places, places, unit
from qtkit.icons import paint_icon
from qtkit.paint import draw_capitals, draw_lines, fill_rounded, fit_font, fit_or_cut, rounded_path, square, text_width
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours
from qtkit.widgets.brand import paint_brand_mark

_RIGHT, _CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
_TONES: dict[str, tuple[QColor, QColor]] = {
    "good": (Colours.GREEN100, Colours.GREEN),
    "fair": (Colours.AMBER100, Colours.AMBER_INK),
    "bad": (Colours.RED100, Colours.RED),
    "plain": (Colours.DESK, Colours.DESK_TEXT2),
}


def paint_overview(
    painter: QPainter, page: QRectF, shown: Picture, remark: str = "", *, alarming: bool = False
) -> None:
    """Paint all of it into ``page``; ``remark`` takes the place of the comparison at the foot,
    in red when it is ``alarming``."""
    where = places(page.size())
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.translate(page.topLeft())
    painter.scale(unit(page.size()), unit(page.size()))
    painter.fillRect(QRectF(0, 0, where.width, where.height), Colours.DESK)
    _paint_header(painter, where, shown)
    for card, rect in zip(shown.cards, where.cards, strict=True):
        _paint_card(painter, rect, card)
    for paint, rect in (
        (paint_chart, where.chart),
        (paint_obstacles, where.obstacles),
        (paint_agencies, where.agencies),
        (paint_plans, where.plans),
    ):
        fill_rounded(painter, rect, 18, Colours.SURFACE, edge=Colours.DESK_LINE, edge_px=1)
        paint(painter, rect.adjusted(28, 24, -28, -20), shown)
    _paint_footer(painter, where, shown, remark, Colours.RED if alarming else Colours.TELUK700)
    painter.restore()


def _paint_header(painter: QPainter, where: Places, shown: Picture) -> None:
    painter.fillRect(QRectF(0, 0, where.width, HEADER), Colours.RED if shown.evacuation else Colours.TELUK800)
    paint_brand_mark(painter, QRectF(SIDE + 12, 18, 68, 68))
    left, white = SIDE + 102, Colours.WHITE
    room = where.tabs[0].left() - left - 24
    title = shown.evacuation or shown.title
    draw_capitals(painter, title, fit_font(title, room, 36, 800, tabular=False), left, 38, ink=white)
    draw_lines(painter, fit_or_cut(shown.hall, room, 24, 500), left, 76, ink=white)
    frame = where.tabs[0].united(where.tabs[-1]).adjusted(-6, -6, 6, 6)
    fill_rounded(painter, frame, 14, Colours.TELUK900)
    for place, (name, rect) in enumerate(zip(shown.tabs, where.tabs, strict=True)):
        chosen = place == shown.chosen
        if chosen:
            fill_rounded(painter, rect, 10, white)
        used = fit_font(name, rect.width() - 20, 24, 700, tabular=False)
        ink = Colours.TELUK800 if chosen else white
        draw_capitals(painter, name, used, rect.center().x(), rect.center().y(), align=_CENTRE, ink=ink)
    right = where.width - SIDE - 12
    draw_capitals(painter, shown.clock, font(40, 800, tabular=True), right, 40, align=_RIGHT, ink=white)
    day = fit_font(shown.day, right - where.tabs[-1].right() - 24, 22, 500, tabular=False)
    draw_capitals(painter, shown.day, day, right, 79, align=_RIGHT, ink=white)


def _paint_card(painter: QPainter, rect: QRectF, card: Card) -> None:
    fill_rounded(painter, rect, 18, Colours.SURFACE, edge=Colours.DESK_LINE, edge_px=1)
    inside = rect.adjusted(28, 0, -28, 0)
    title = fit_or_cut(card.title, inside.width(), 24, 600, min_px=16)
    draw_lines(painter, title, inside.left(), rect.top() + 37, ink=Colours.DESK_TEXT2)
    if card.shares:
        _paint_shares(painter, QRectF(inside.left(), rect.top() + 62, inside.width(), 66), card.shares)
    else:
        room = inside.width() - text_width(card.unit, font(22, 500)) - 14
        used = fit_font(card.value, room, 78, 800)
        wide = draw_capitals(painter, card.value, used, inside.left(), rect.top() + 97, ink=Colours.INK)
        unit_text = fit_or_cut(card.unit, inside.width() - wide - 14, 28, 500, min_px=18)
        below = rect.top() + 97 + (used.pixelSize() - unit_text.font.pixelSize()) * 0.745 / 2
        draw_lines(painter, unit_text, inside.left() + wide + 14, below, ink=Colours.DESK_TEXT2)
        left = inside.left() + wide + 14 + text_width(unit_text.lines[0], unit_text.font) + 22
        _paint_note(painter, QRectF(left, rect.top() + 64, inside.right() - left, 66), card.note)
    _paint_chip(painter, QPointF(inside.left(), rect.bottom() - 40), inside.width(), card.chip)


def _paint_note(painter: QPainter, rect: QRectF, note: str) -> None:
    if note:
        text = fit_or_cut(note, rect.width(), 21, 700, min_px=14, lines=3, height=rect.height())
        draw_lines(painter, text, rect.left(), rect.center().y(), ink=Colours.RED)


def _paint_chip(painter: QPainter, left_middle: QPointF, room: float, chip: Chip) -> None:
    fill, ink = _TONES[chip.tone]
    sign = 30.0 if chip.icon else 0.0
    text = fit_or_cut(chip.text, room - 28 - sign, 21, 700, min_px=14)
    wide = text_width(text.lines[0], text.font) + 28 + sign
    rect = QRectF(left_middle.x(), left_middle.y() - 19, wide, 38)
    fill_rounded(painter, rect, 9, fill)
    if chip.icon:
        paint_icon(painter, square(QPointF(rect.left() + 25, left_middle.y()), 22), chip.icon, ink)
    draw_lines(painter, text, rect.left() + 14 + sign, left_middle.y(), ink=ink)


def _paint_shares(painter: QPainter, rect: QRectF, shares: tuple[float, ...]) -> None:
    """Bars from the foot up: all of the promise is the whole height."""
    step = rect.width() / max(len(shares), 6)
    for place, share in enumerate(shares):
        bar = QRectF(rect.left() + place * step, rect.top(), step * 0.72, rect.height())
        painter.fillPath(rounded_path(bar, 5), Colours.DESK_TRACK)
        full = bar.adjusted(0, bar.height() * (1 - max(share, 0.04)), 0, 0)
        painter.fillPath(rounded_path(full, 5), Colours.TELUK700)


def _paint_footer(painter: QPainter, where: Places, shown: Picture, remark: str, loud: QColor) -> None:
    rect = where.footer
    painter.fillRect(rect, Colours.SURFACE)
    painter.setPen(QPen(Colours.DESK_LINE, 1))
    painter.drawLine(rect.topLeft(), rect.topRight())
    middle, right = rect.top() + FOOTER / 2, where.width - SIDE - 12
    keys = font(20, 500)
    draw_capitals(painter, shown.keys, keys, right, middle, align=_RIGHT, ink=Colours.DESK_TEXT2)
    room = right - text_width(shown.keys, keys) - 40 - SIDE - 12
    text = fit_or_cut(remark or shown.compared, room, 20, 700 if remark else 500, min_px=14)
    draw_lines(painter, text, SIDE + 12, middle, ink=loud if remark else Colours.DESK_TEXT2)
