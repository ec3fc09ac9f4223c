"""What a chart shows, drawn: bars, lines, or a grid of shades."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from hall.report.cells import NOTHING, cell_text
from hall.report.palette import on_shade, shade
from hall.report.pdf.style import HAIR, INK, INK2, PX, SERIES, width_of, wrapped, write
from hall.report.report import Chart
from hall.report.scales import steps_to
from hall.translator import Translator

_VALUE, _LABEL = 9.5 * PX, 9 * PX
_OVER, _UNDER = 16 * PX, 18 * PX
"""Room for values above the plot, and for categories below it."""
_HEAT_ROW, _HEAT_HEAD = 17 * PX, 16 * PX
_DASHES = ((), (4, 2), (1.5, 1.5), (6, 2, 1.5, 2), (3, 1), (8, 3))
_WIDEST_BAR = 38 * PX


@dataclass(frozen=True)
class Plot:
    """Where a chart is drawn: below ``top``, right of ``left``."""

    canvas: Canvas
    chart: Chart
    translate: Translator
    left: float
    top: float
    width: float
    height: float

    @property
    def most(self) -> Decimal:
        """The largest value; 1 where there is none above 0."""
        values = [Decimal(value) for one in self.chart.series for value in one.values if value is not None]
        most = max(values, default=Decimal(0))
        return most if most > 0 else Decimal(1)

    def value(self, value: int | Decimal | None) -> str:
        """A value as it is read."""
        return cell_text(value, self.chart.kind, self.translate)

    def under(self, left: float, pitch: float) -> None:
        """The categories, each in the middle of its ``pitch``; only every second, third … where all have no room."""
        widest = max(width_of(name, _LABEL) for name in self.chart.categories) + 4 * PX
        every = max(1, -int(-widest // pitch))
        y = self.top - self.height + _UNDER / 2
        for at, name in enumerate(self.chart.categories):
            if at % every == 0:
                write(self.canvas, name, left + (at + 0.5) * pitch, y, _LABEL, colour=INK2, align=0.5)


def draw_bars(plot: Plot) -> None:
    """A bar for each series of a category, with its value over it where all values have room."""
    canvas, chart = plot.canvas, plot.chart
    pitch = plot.width / len(chart.categories)
    wide = min(_WIDEST_BAR, 0.7 * pitch / len(chart.series))
    room = plot.height - _OVER - _UNDER
    base = plot.top - plot.height + _UNDER
    texts = [plot.value(value) for one in chart.series for value in one.values]
    are_read = max((width_of(text, _VALUE) for text in texts), default=0.0) <= max(wide, pitch / len(chart.series)) - PX
    if not are_read:
        _ladder(plot, base, room)
    for at, series in enumerate(chart.series):
        for place, value in enumerate(series.values):
            x = plot.left + (place + 0.5) * pitch + (at - len(chart.series) / 2) * wide
            high = max(0.0, float(Decimal(value or 0) / plot.most)) * room
            canvas.setFillColor(SERIES[at % len(SERIES)])
            canvas.rect(x, base, wide * (0.94 if len(chart.series) > 1 else 1), high, stroke=0, fill=1)
            if are_read:
                write(canvas, plot.value(value), x + wide / 2, base + high + 7 * PX, _VALUE, align=0.5)
    _base(plot, base)
    plot.under(plot.left, pitch)


def draw_lines(plot: Plot) -> None:
    """A line for each series over a ladder of values; it is interrupted where nothing was counted."""
    canvas, chart = plot.canvas, plot.chart
    room = plot.height - _OVER - _UNDER
    base = plot.top - plot.height + _UNDER
    steps = steps_to(plot.most)
    axis = max(width_of(plot.value(step), _LABEL) for step in steps) + 8 * PX
    _ladder(plot, base, room, axis)
    pitch = (plot.width - axis) / len(chart.categories)
    for at, series in enumerate(chart.series):
        points = [
            (plot.left + axis + (place + 0.5) * pitch, base + float(Decimal(value) / steps[-1]) * room)
            if value is not None
            else None
            for place, value in enumerate(series.values)
        ]
        _line(canvas, points, SERIES[at % len(SERIES)], _DASHES[at % len(_DASHES)])
    plot.under(plot.left + axis, pitch)


def _line(canvas: Canvas, points: list[tuple[float, float] | None], colour: Color, dashes: tuple[float, ...]) -> None:
    canvas.setStrokeColor(colour)
    canvas.setFillColor(colour)
    canvas.setLineWidth(2 * PX)
    canvas.setLineJoin(1)
    for known, run in groupby(points, key=lambda point: point is not None):
        joined = [point for point in run if point is not None]
        if not known:
            continue
        canvas.setDash(list(dashes))
        path = canvas.beginPath()
        path.moveTo(*joined[0])
        for point in joined[1:]:
            path.lineTo(*point)
        canvas.drawPath(path)
        canvas.setDash()
        for x, y in joined if len(points) <= 40 else ():
            canvas.circle(x, y, 2.2 * PX, stroke=0, fill=1)


def _ladder(plot: Plot, base: float, room: float, axis: float = 0.0) -> None:
    """Lines at round values up to the largest, with the values at the left where ``axis`` is free for them."""
    steps = steps_to(plot.most)
    for step in steps:
        y = base + float(step / (steps[-1] if axis else plot.most)) * room
        if y > base + room + _OVER / 2:
            continue
        plot.canvas.setStrokeColor(HAIR)
        plot.canvas.setLineWidth(0.7 * PX)
        plot.canvas.line(plot.left + axis, y, plot.left + plot.width, y)
        at, middle, align = (plot.left + axis - 6 * PX, y, 1.0) if axis else (plot.left, y + 5 * PX, 0.0)
        said = plot.value(step) if step else "0"
        write(plot.canvas, said, at, middle, _LABEL, colour=INK2, align=align)


def _base(plot: Plot, y: float) -> None:
    plot.canvas.setStrokeColor(HAIR)
    plot.canvas.setLineWidth(PX)
    plot.canvas.line(plot.left, y, plot.left + plot.width, y)


def heat_height(chart: Chart) -> float:
    """What the rows of a heat map and their head take."""
    return _HEAT_HEAD + len(chart.series) * _HEAT_ROW + 4 * PX


def draw_heat(plot: Plot) -> None:
    """A row for each series, darker where a value is larger, with the values where they have room."""
    canvas, chart = plot.canvas, plot.chart
    names = min(0.3 * plot.width, max(width_of(one.name, _VALUE) for one in chart.series) + 10 * PX)
    pitch = (plot.width - names) / len(chart.categories)
    widest = max(width_of(plot.value(value), _LABEL) for one in chart.series for value in one.values)
    every = max(1, -int(-(max(width_of(name, _LABEL) for name in chart.categories) + 3 * PX) // pitch))
    for at, hour in enumerate(chart.categories):
        if at % every == 0:
            middle = plot.top - _HEAT_HEAD / 2
            write(canvas, hour, plot.left + names + (at + 0.5) * pitch, middle, _LABEL, colour=INK2, align=0.5)
    for row, series in enumerate(chart.series):
        y = plot.top - _HEAT_HEAD - (row + 1) * _HEAT_ROW
        name = (wrapped(series.name, names - 8 * PX, _VALUE) or [""])[0]
        write(canvas, name, plot.left, y + _HEAT_ROW / 2, _VALUE, colour=INK)
        for at, value in enumerate(series.values):
            part = float(Decimal(value or 0) / plot.most)
            x = plot.left + names + at * pitch
            _cell(canvas, None if value is None else part, x, y, pitch)
            if widest <= pitch - 2 * PX:
                text, colour = (NOTHING, INK2) if value is None else (plot.value(value), HexColor(f"#{on_shade(part)}"))
                write(canvas, text, x + pitch / 2, y + _HEAT_ROW / 2, _LABEL, colour=colour, align=0.5)


def _cell(canvas: Canvas, part: float | None, x: float, y: float, pitch: float) -> None:
    """A field with a thin white edge; one that was not counted is empty."""
    if part is not None:
        canvas.setFillColorRGB(*shade(part))
        canvas.rect(x + 0.5 * PX, y + 0.5 * PX, pitch - PX, _HEAT_ROW - PX, stroke=0, fill=1)
