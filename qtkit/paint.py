"""Fitting, wrapping, centring on capitals, rounded shapes and cached shadows for the house's painted widgets."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QRadialGradient

from qtkit.theme.fonts import font, kept_for_typeface
from qtkit.theme.tokens import Colours, Finish, with_alpha

Align = Qt.AlignmentFlag

SMALLEST_PX = 12
"""Nothing that staff read is smaller."""
LINE_STEP = 1.16
"""From line to line of a text whose lines are close, as a share of its size."""

_SHADOW_STOPS = 24


def text_width(text: str, used: QFont) -> float:
    """The advance of ``text`` in pixels."""
    return QFontMetricsF(used).horizontalAdvance(text)


def fit_font(
    text: str, width: float, max_px: float, weight: int = 800, *, tabular: bool = True, min_px: float = 1
) -> QFont:
    """The largest font from ``max_px`` down to ``min_px`` in which ``text`` is at most ``width`` pixels wide."""
    px = round(max_px)
    found = font(px, weight, tabular=tabular)
    wide = text_width(text, found)
    if wide <= width or wide <= 0:
        return found
    px = max(round(min_px), math.floor(px * width / wide))
    found = font(px, weight, tabular=tabular)
    while px > min_px and text_width(text, found) > width:
        px -= 1
        found = font(px, weight, tabular=tabular)
    return found


def wrap_names(text: str, used: QFont, width: float) -> list[str]:
    """``text`` in lines of at most ``width`` pixels, broken at spaces only: a word that is wider stands alone."""
    lines: list[str] = []
    metrics = QFontMetricsF(used)
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def break_long_words(text: str, used: QFont, width: float) -> str:
    """``text`` with spaces in words that are wider than ``width`` pixels: after a punctuation character, as an address
    has, where one is in the second half of what fits, else wherever the room ends."""
    return " ".join(piece for word in text.split() for piece in _pieces(word, QFontMetricsF(used), width))


def _pieces(word: str, metrics: QFontMetricsF, width: float) -> list[str]:
    found = []
    while metrics.horizontalAdvance(word) > width and len(word) > 1:
        count = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or metrics.horizontalAdvance(word[:n]) <= width)
        ends = [n for n in range(count // 2 + 1, count + 1) if not word[n - 1].isalnum()]
        end = ends[-1] if ends else count
        found.append(word[:end])
        word = word[end:]
    return [*found, word]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of text, the font in which they fit, and whether something was cut off. Kept and shared: the font is only
    read."""

    lines: tuple[str, ...]
    font: QFont
    cut: bool = False


def fit_lines(text: str, width: float, px_steps: Sequence[float], weight: int = 700, *, max_lines: int = 2) -> Fitted:
    """The first of ``px_steps`` (largest first) in which ``text`` fits ``width`` in ``max_lines`` lines.

    When none does, the last step shrinks further until it fits: a name never ends in an ellipsis.
    """
    smaller = range(round(px_steps[-1]) - 1, 0, -1)
    found = first_fit(text, width, ((px, max_lines) for px in (*px_steps, *smaller)), weight)
    return found or wrapped(text, width, 1, weight)


@kept_for_typeface(2048)
def fit_or_cut(
    text: str,
    width: float,
    px: float,
    weight: int,
    *,
    min_px: float = SMALLEST_PX,
    lines: int = 1,
    height: float = 0,
    tabular: bool = False,
) -> Fitted:
    """``text`` in one line from ``px`` down to ``min_px``; else in up to ``lines`` lines that fit ``height``; else cut.

    A text is cut only when nothing else helps; its whole then belongs into a tooltip.
    """
    used = fit_font(text, width, px, weight, tabular=tabular, min_px=min_px)
    if text_width(text, used) <= width:
        return Fitted((text,), used)
    if lines > 1:
        tries = ((size, lines) for size in range(round(px), SMALLEST_PX - 1, -1))
        most = height + 1 if height else math.inf
        found = first_fit(text, width, tries, weight, height=most, line=LINE_STEP, tabular=tabular)
        if found is not None:
            return found
        used = font(min(round(px), SMALLEST_PX), weight, tabular=tabular)
    if height:
        lines = max(1, min(lines, int((height + 1) / (used.pixelSize() * LINE_STEP))))
    words = wrap_names(text, used, width)
    shown = [*words[: lines - 1], " ".join(words[lines - 1 :])]
    metrics, room = QFontMetricsF(used), max(0, int(width))
    return Fitted(tuple(metrics.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in shown), used, cut=True)


def first_fit(
    text: str,
    width: float,
    tries: Iterable[tuple[float, int]],
    weight: int,
    *,
    height: float = math.inf,
    line: float = 1.0,
    tabular: bool = False,
) -> Fitted | None:
    """The first of ``tries``, a size and the most lines, in which ``text`` fits ``width`` pixels, and ``height`` pixels
    with lines of ``line`` times the size; None when none does."""
    for px, most in tries:
        found = wrapped(text, width, px, weight, tabular=tabular)
        low = len(found.lines) <= most and len(found.lines) * px * line <= height
        if low and all(text_width(one, found.font) <= width for one in found.lines):
            return found
    return None


@kept_for_typeface(1024)
def wrapped(text: str, width: float, px: float, weight: int, *, tabular: bool = False) -> Fitted:
    """``text`` broken at spaces to lines of ``width`` pixels in that size; a word that is wider stands alone."""
    used = font(px, weight, tabular=tabular)
    return Fitted(tuple(wrap_names(text, used, width)), used)


def capitals_baseline(used: QFont, y_centre: float) -> float:
    """The baseline that puts the middle of the capitals, not of the line box, at ``y_centre``."""
    return y_centre + QFontMetricsF(used).capHeight() / 2


def square(centre: QPointF, side: float) -> QRectF:
    """The square of that side around ``centre``."""
    return QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)


def along(align: Align, left: float, width: float) -> float:
    """Where a text of that alignment is drawn at in a box: its left end, its middle or its right end."""
    if align & Align.AlignHCenter:
        return left + width / 2
    return left + width if align & Align.AlignRight else left


def draw_capitals(
    painter: QPainter,
    text: str,
    used: QFont,
    x: float,
    y_centre: float,
    *,
    align: Align = Align.AlignLeft,
    ink: QColor | None = None,
) -> float:
    """Draws one line with its capitals centred on ``y_centre``; returns its width.

    ``x`` is the left end, the middle (AlignHCenter) or the right end (AlignRight). ``ink`` is the colour, by default
    the painter's pen.
    """
    if ink is not None:
        painter.setPen(ink)
    width = text_width(text, used)
    painter.setFont(used)
    painter.drawText(QPointF(x - along(align, 0.0, width), capitals_baseline(used, y_centre)), text)
    return width


def draw_lines(
    painter: QPainter,
    fitted: Fitted,
    x: float,
    y_centre: float,
    line_height: float = 0,
    *,
    align: Align = Align.AlignLeft,
    ink: QColor | None = None,
) -> None:
    """Draws several lines as one block whose middle (by capitals) is ``y_centre``; ``line_height`` in pixels, 0 for
    lines that are close; ``ink`` as ``draw_capitals``."""
    line_height = line_height or fitted.font.pixelSize() * LINE_STEP
    first = y_centre - line_height * (len(fitted.lines) - 1) / 2
    for index, line in enumerate(fitted.lines):
        draw_capitals(painter, line, fitted.font, x, first + index * line_height, align=align, ink=ink)


def rounded_path(rect: QRectF, radii: float | tuple[float, float, float, float]) -> QPainterPath:
    """A rectangle with round corners; four radii go top left, top right, bottom right, bottom left."""
    path = QPainterPath()
    if not isinstance(radii, tuple):
        radius = min(radii, rect.width() / 2, rect.height() / 2)
        path.addRoundedRect(rect, radius, radius)
        return path
    top_left, top_right, bottom_right, bottom_left = radii
    path.moveTo(rect.left() + top_left, rect.top())
    path.lineTo(rect.right() - top_right, rect.top())
    path.arcTo(QRectF(rect.right() - 2 * top_right, rect.top(), 2 * top_right, 2 * top_right), 90, -90)
    path.lineTo(rect.right(), rect.bottom() - bottom_right)
    side = 2 * bottom_right
    path.arcTo(QRectF(rect.right() - side, rect.bottom() - side, side, side), 0, -90)
    path.lineTo(rect.left() + bottom_left, rect.bottom())
    path.arcTo(QRectF(rect.left(), rect.bottom() - 2 * bottom_left, 2 * bottom_left, 2 * bottom_left), 270, -90)
    path.lineTo(rect.left(), rect.top() + top_left)
    path.arcTo(QRectF(rect.left(), rect.top(), 2 * top_left, 2 * top_left), 180, -90)
    path.closeSubpath()
    return path


def fill_rounded(
    painter: QPainter, rect: QRectF, radius: float, fill: QColor, *, edge: QColor | None = None, edge_px: float = 0
) -> None:
    """Fills a rounded rectangle; the edge of ``edge_px`` pixels lies inside it, as in CSS."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge_px *= Finish.edge
    painter.fillPath(rounded_path(rect, radius), edge if edge is not None and edge_px > 0 else fill)
    if edge is not None and edge_px > 0:
        inner = rect.marginsRemoved(QMarginsF(edge_px, edge_px, edge_px, edge_px))
        painter.fillPath(rounded_path(inner, max(0.0, radius - edge_px)), fill)


def fill_circle(painter: QPainter, centre: QPointF, radius: float, colour: QColor) -> None:
    """Fills a circle without an edge."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(centre, radius, radius)


def ring_rounded(painter: QPainter, rect: QRectF, radius: float, colour: QColor, width: float) -> None:
    """Draws a ring of ``width`` pixels outside ``rect``, concentric with its corners."""
    half = width / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(rounded_path(rect.marginsAdded(QMarginsF(half, half, half, half)), radius + half))


class Shadow(Enum):
    """The two shadows of the house: drop, blur (both in pixels of the reference) and opacity."""

    CARD = (3.0, 10.0, 0.07)
    TICKET = (10.0, 30.0, 0.10)

    def margin(self, unit: float = 1.0) -> float:
        """Pixels that the shadow reaches beyond its card, at most."""
        drop, blur, _ = self.value
        return (drop + blur) * unit


def shadow(painter: QPainter, rect: QRectF, radius: float, kind: Shadow = Shadow.CARD, unit: float = 1.0) -> None:
    """Paints the shadow of a rounded card ``rect``, before the card itself; ``unit`` is one reference pixel.

    A cached nine-patch: QGraphicsDropShadowEffect would paint the whole card again at every change.
    """
    if not Finish.shadows:
        return
    drop, blur, _ = kind.value
    dpr = painter.device().devicePixelRatio()
    patch = _shadow_patch(kind, round(radius * dpr), round(blur * unit * dpr))
    reach = round(blur * unit * dpr) / dpr
    outer = rect.translated(0, drop * unit).adjusted(-reach, -reach, reach, reach)
    corner = min((patch.width() - 1) / 2 / dpr, outer.width() / 2, outer.height() / 2)
    _draw_nine(painter, outer, patch, corner)


def _draw_nine(painter: QPainter, outer: QRectF, patch: QImage, corner: float) -> None:
    side = (patch.width() - 1) / 2
    xs = (outer.left(), outer.left() + corner, outer.right() - corner, outer.right())
    ys = (outer.top(), outer.top() + corner, outer.bottom() - corner, outer.bottom())
    cuts = (0.0, side, side + 1, 2 * side + 1)
    for row in range(3):
        for column in range(3):
            target = QRectF(xs[column], ys[row], xs[column + 1] - xs[column], ys[row + 1] - ys[row])
            source = QRectF(cuts[column], cuts[row], cuts[column + 1] - cuts[column], cuts[row + 1] - cuts[row])
            if (row, column) != (1, 1) or not target.isEmpty():
                painter.drawImage(target, patch, source)


@lru_cache(maxsize=32)
def _shadow_patch(kind: Shadow, radius: int, reach: int) -> QImage:
    """The shadow of a disc: its quarters are the corners of every card, its middle row and column the sides.

    In ink, its opacity falling off as the integral of a Gaussian; a blur in CSS is two standard deviations.
    """
    core = max(radius, reach, 1)
    side = core + reach
    fall = QRadialGradient(QPointF(side + 0.5, side + 0.5), side)
    for step in range(_SHADOW_STOPS + 1):
        distance = reach * (2 * step / _SHADOW_STOPS - 1)
        share = 0.5 * math.erfc(distance / max(reach, 1) * math.sqrt(2))
        fall.setColorAt((core + distance) / side, with_alpha(Colours.INK, kind.value[2] * share))
    fall.setColorAt(1.0, with_alpha(Colours.INK, 0.0))
    patch = QImage(2 * side + 1, 2 * side + 1, QImage.Format.Format_ARGB32_Premultiplied)
    patch.fill(Qt.GlobalColor.transparent)
    painter = QPainter(patch)
    painter.fillRect(patch.rect(), fall)
    painter.end()
    return patch
