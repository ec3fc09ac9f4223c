"""What a chart of a report shows, painted in the window: bars, lines, or a grid of shades."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from hall.report.cells import NOTHING, cell_text
from hall.report.report import Chart, ChartKind
from hall.report.scales import steps_to
from hall.translator import Translator
from qtkit.paint import draw_capitals, draw_lines, fill_circle, fit_or_cut, text_width
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours, blend, contrast

SERIES = (
    Colours.TELUK700,
    Colours.AMBER_EDGE,
    Colours.DESK_BLUE,
    Colours.DESK_FIELD,
    Colours.GREEN,
    Colours.RED,
)
"""The colours of series; a legend, and dashes where they are lines, tell them apart without colour."""
_DASHES: tuple[list[float], ...] = ([], [4, 2], [1.5, 1.5], [6, 2, 1.5, 2], [3, 1], [8, 3])
_OVER, _UNDER = 20.0, 24.0
"""Room for values above the plot, and for categories below it."""
HEAT_ROW, HEAT_HEAD = 24.0, 22.0
_WIDEST_BAR = 44.0
_MOST_DOTS = 40
_CENTRE, _RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True)
class Plot:
    """Where a chart is painted."""

    painter: QPainter
    chart: Chart
    translate: Translator
    place: QRectF

    @property
    def most(self) -> Decimal:
        """The largest value; 1 where there is none above 0."""
        values = [Decimal(value) for one in self.chart.series for value in one.values if value is not None]
        most = max(values, default=Decimal(0))
        return most if most > 0 else Decimal(1)

    def say(self, text: str, x: float, y: float, align: Qt.AlignmentFlag = _CENTRE, ink: QColor | None = None) -> None:
        """Writes a value or a category."""
        used = font(12, 600, tabular=True)
        draw_capitals(self.painter, text, used, x, y, align=align, ink=ink or Colours.DESK_TEXT2)

    def value(self, value: int | Decimal | None) -> str:
        """A value as it is read."""
        return cell_text(value, self.chart.kind, self.translate)

    def line(self, y: float, left: float) -> None:
        """A line over the plot."""
        self.painter.setPen(QPen(Colours.DESK_LINE, 1))
        self.painter.drawLine(QLineF(left, y, self.place.right(), y))

    def under(self, left: float, pitch: float) -> None:
        """The categories, each in the middle of its ``pitch``; only every second, third … where all have no room."""
        used = font(12, 600, tabular=True)
        widest = max(text_width(name, used) for name in self.chart.categories) + 6
        every = max(1, -int(-widest // pitch))
        for at, name in enumerate(self.chart.categories):
            if at % every == 0:
                self.say(name, left + (at + 0.5) * pitch, self.place.bottom() - _UNDER / 2)


def paint_plot(plot: Plot) -> None:
    """Paints the chart as its kind is."""
    if plot.chart.categories and plot.chart.series:
        _PAINTED[plot.chart.chart](plot)


def _bars(plot: Plot) -> None:
    """A bar for each series of a category, with its value over it where all values have room."""
    chart, place = plot.chart, plot.place
    pitch = place.width() / len(chart.categories)
    wide = min(_WIDEST_BAR, 0.7 * pitch / len(chart.series))
    base, room = place.bottom() - _UNDER, place.height() - _OVER - _UNDER
    used = font(12, 600, tabular=True)
    widest = max((text_width(plot.value(value), used) for one in chart.series for value in one.values), default=0.0)
    are_read = widest <= max(wide, pitch / len(chart.series)) - 2
    if not are_read:
        _ladder(plot, base, room)
    for at, series in enumerate(chart.series):
        for where, value in enumerate(series.values):
            x = place.left() + (where + 0.5) * pitch + (at - len(chart.series) / 2) * wide
            high = max(0.0, float(Decimal(value or 0) / plot.most)) * room
            gap = 0.94 if len(chart.series) > 1 else 1
            plot.painter.fillRect(QRectF(x, base - high, wide * gap, high), SERIES[at % len(SERIES)])
            if are_read:
                plot.say(plot.value(value), x + wide / 2, base - high - 9, ink=Colours.INK)
    plot.line(base, place.left())
    plot.under(place.left(), pitch)


def _lines(plot: Plot) -> None:
    """A line for each series over a ladder of values; it is interrupted where nothing was counted."""
    chart, place = plot.chart, plot.place
    base, room = place.bottom() - _UNDER, place.height() - _OVER - _UNDER
    steps = steps_to(plot.most)
    used = font(12, 600, tabular=True)
    axis = max(text_width(plot.value(step), used) for step in steps) + 10
    _ladder(plot, base, room, axis)
    pitch = (place.width() - axis) / len(chart.categories)
    for at, series in enumerate(chart.series):
        points = [
            None
            if value is None
            else QPointF(place.left() + axis + (where + 0.5) * pitch, base - float(Decimal(value) / steps[-1]) * room)
            for where, value in enumerate(series.values)
        ]
        _line(plot.painter, points, SERIES[at % len(SERIES)], _DASHES[at % len(_DASHES)])
    plot.under(place.left() + axis, pitch)


def _line(painter: QPainter, points: list[QPointF | None], colour: QColor, dashes: list[float]) -> None:
    for known, run in groupby(points, key=lambda point: point is not None):
        joined = [point for point in run if point is not None]
        if not known:
            continue
        pen = QPen(colour, 2, j=Qt.PenJoinStyle.RoundJoin)
        if dashes:
            pen.setDashPattern(dashes)
        path = QPainterPath(joined[0])
        for point in joined[1:]:
            path.lineTo(point)
        painter.strokePath(path, pen)
        for point in joined if len(points) <= _MOST_DOTS else ():
            fill_circle(painter, point, 3, colour)


def _ladder(plot: Plot, base: float, room: float, axis: float = 0.0) -> None:
    """Lines at round values up to the largest, with the values at the left where ``axis`` is free for them."""
    steps = steps_to(plot.most)
    left = plot.place.left()
    for step in steps:
        y = base - float(step / (steps[-1] if axis else plot.most)) * room
        if y < base - room - _OVER / 2:
            continue
        plot.line(y, left + axis)
        said = plot.value(step) if step else "0"
        if axis:
            plot.say(said, left + axis - 8, y, _RIGHT)
        else:
            plot.say(said, left, y - 7, Qt.AlignmentFlag.AlignLeft)


def _heat(plot: Plot) -> None:
    """A row for each series, darker where a value is larger, with the values where they have room."""
    chart, place = plot.chart, plot.place
    used = font(12, 600, tabular=True)
    names = min(0.3 * place.width(), max(text_width(one.name, font(13, 600)) for one in chart.series) + 14)
    pitch = (place.width() - names) / len(chart.categories)
    widest = max((text_width(plot.value(value), used) for one in chart.series for value in one.values), default=0.0)
    every = max(1, -int(-(max(text_width(name, used) for name in chart.categories) + 4) // pitch))
    for at, name in enumerate(chart.categories):
        if at % every == 0:
            plot.say(name, place.left() + names + (at + 0.5) * pitch, place.top() + HEAT_HEAD / 2)
    for row, series in enumerate(chart.series):
        y = place.top() + HEAT_HEAD + row * HEAT_ROW
        named = fit_or_cut(series.name, names - 8, 13, 600)
        draw_lines(plot.painter, named, place.left(), y + HEAT_ROW / 2, ink=Colours.INK)
        for at, value in enumerate(series.values):
            field = QRectF(place.left() + names + at * pitch, y, pitch, HEAT_ROW).adjusted(0.5, 0.5, -0.5, -0.5)
            ink = Colours.DESK_TEXT2
            if value is not None:
                fill = blend(Colours.TELUK50, Colours.TELUK700, float(Decimal(value) / plot.most))
                plot.painter.fillRect(field, fill)
                ink = max((Colours.INK, Colours.SURFACE), key=lambda one: contrast(one, fill))
            if widest <= pitch - 3:
                plot.say(
                    NOTHING if value is None else plot.value(value), field.center().x(), field.center().y(), ink=ink
                )


_PAINTED: dict[ChartKind, Callable[[Plot], None]] = {
    ChartKind.BARS: _bars,
    ChartKind.LINES: _lines,
    ChartKind.HEAT: _heat,
}
