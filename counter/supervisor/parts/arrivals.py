"""How many numbers were given when: a bar for each quarter of an hour."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from counter.desk.texts import hall_clock
from hall.dates import whole_minutes
from hall.translator import Translator
from hall.views import Arrivals, FloorView
from qtkit.paint import draw_capitals, draw_lines, fit_or_cut, rounded_path, text_width
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours, blend

_HEIGHT = 82
_TITLE = 88.0
_TOP, _FLOOR = 12.0, 60.0
"""Pixels from the top to the highest bar and to the foot of all."""
_STEP = 54.0
"""Pixels from bar to bar at most: the first ones of a day stand together at the left."""
_RUNNING = 0.69
"""How much of its tint the last bar has: it still grows."""


@dataclass(frozen=True, slots=True)
class _Bars:
    """What is painted."""

    title: str
    first: str
    last: str
    counts: tuple[int, ...]
    none: str


def bars(count: int, left: float, right: float) -> tuple[tuple[float, float], ...]:
    """Left end and width of ``count`` bars between two places in pixels, with a gap of a quarter of a bar, 10 pixels
    at most."""
    if count <= 0:
        return ()
    step = (right - left) / count
    gap = min(10.0, step / 4)
    return tuple((left + place * step, step - gap) for place in range(count))


class ArrivalsChart(QWidget):
    """The bars between the first time and now; each says its count as a tool tip."""

    access_role = QAccessible.Role.Chart

    def __init__(self, translate: Translator) -> None:
        super().__init__()
        self._translate = translate
        self._arrivals: Arrivals | None = None
        self._zone = ""
        self._shown = _Bars("", "", "", (), "")
        self.setObjectName("arrivals")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)

    def show_view(self, view: FloorView) -> None:
        """Shows the arrivals of ``view``; repaints when one has changed."""
        translate, arrivals = self._translate, view.arrivals
        self._arrivals, self._zone = arrivals, view.hall.timezone
        if arrivals is None or not arrivals.counts:
            shown = _Bars(translate("supervisor.arrivals"), "", "", (), translate("supervisor.arrivals_none"))
        else:
            shown = _Bars(
                translate("supervisor.arrivals_per", n=whole_minutes(arrivals.step)),
                hall_clock(arrivals.first, self._zone, translate),
                hall_clock(view.now, self._zone, translate),
                arrivals.counts,
                "",
            )
        if shown != self._shown:
            self._shown = shown
            counts = ", ".join(str(count) for count in shown.counts)
            self.setAccessibleName(
                shown.none
                or translate(
                    "supervisor.arrivals_spoken", title=shown.title, first=shown.first, last=shown.last, counts=counts
                )
            )
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, _HEIGHT)

    def _room(self) -> tuple[float, float]:
        used = font(14, 500, tabular=True)
        left = _TITLE + 12 + text_width(self._shown.first, used) + 10
        most = left + _STEP * len(self._shown.counts)
        return left, min(most, self.width() - text_width(self._shown.last, used) - 10)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tip(event.pos().x()), self)
            return True
        return super().event(event)

    def _tip(self, x: float) -> str:
        arrivals = self._arrivals
        if arrivals is None:
            return ""
        places = bars(len(arrivals.counts), *self._room())
        at = next((place for place, (left, width) in enumerate(places) if left <= x < left + width), None)
        if at is None:
            return ""
        begin, end = (hall_clock(arrivals.first + arrivals.step * n, self._zone, self._translate) for n in (at, at + 1))
        return self._translate("supervisor.arrivals_bar", begin=begin, end=end, n=arrivals.counts[at])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, shown = QPainter(self), self._shown
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        title = fit_or_cut(shown.title, _TITLE, 12.5, 600, lines=3, height=54)
        draw_lines(painter, title, 0, 36, 16, ink=Colours.DESK_TEXT2)
        quiet, used = Colours.DESK_TEXT2, font(14, 500, tabular=True)
        if shown.none:
            draw_capitals(painter, shown.none, font(14, 500), _TITLE + 12, 36, ink=quiet)
            return
        left, right = self._room()
        draw_capitals(painter, shown.first, used, left - 10, _FLOOR - 5, align=Qt.AlignmentFlag.AlignRight, ink=quiet)
        draw_capitals(painter, shown.last, used, right + 10, _FLOOR - 5, ink=quiet)
        self._paint_bars(painter, left, right)

    def _paint_bars(self, painter: QPainter, left: float, right: float) -> None:
        counts, most = self._shown.counts, max(*self._shown.counts, 1)
        running = blend(Colours.TELUK100, Colours.TELUK700, 1 - _RUNNING)
        for place, (x, width) in enumerate(bars(len(counts), left, right)):
            height = math.ceil((_FLOOR - _TOP) * counts[place] / most)
            colour = running if place == len(counts) - 1 else Colours.TELUK700
            if height:
                rect = QRectF(x, _FLOOR - max(3, height), width, max(3, height))
                painter.fillPath(rounded_path(rect, min(4.0, width / 3)), colour)
            else:
                painter.fillRect(QRectF(x, _FLOOR - 1, width, 1), Colours.DESK_EDGE)
