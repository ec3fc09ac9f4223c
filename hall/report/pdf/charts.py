"""Charts as parts of pages: their plot (``plots``) under their name, with a legend where there are several series."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from hall.report.pdf.layout import Part
from hall.report.pdf.plots import Plot, draw_bars, draw_heat, draw_lines, heat_height
from hall.report.pdf.style import INK2, PX, SERIES, SMALL, width_of, write
from hall.report.pdf.texts import caption
from hall.report.report import Chart, ChartKind
from hall.translator import Translator

_HEIGHT, _LEGEND = 124 * PX, 18 * PX
_DRAWN = {ChartKind.BARS: draw_bars, ChartKind.LINES: draw_lines, ChartKind.HEAT: draw_heat}


@dataclass(frozen=True)
class _ChartPart:
    """A chart in one piece."""

    chart: Chart
    width: float
    translate: Translator
    gap: float = 6 * PX
    leads: bool = False

    @property
    def _legend(self) -> list[list[tuple[int, str]]]:
        """Lines of series that are named under the plot; a heat map names them at its rows."""
        if self.chart.chart is ChartKind.HEAT or len(self.chart.series) <= 1:
            return []
        lines: list[list[tuple[int, str]]] = [[]]
        used = 0.0
        for at, series in enumerate(self.chart.series):
            wide = width_of(series.name, SMALL) + 34 * PX
            if lines[-1] and used + wide > self.width:
                lines.append([])
                used = 0.0
            lines[-1].append((at, series.name))
            used += wide
        return lines

    @property
    def _plot(self) -> float:
        return heat_height(self.chart) if self.chart.chart is ChartKind.HEAT else _HEIGHT

    @property
    def height(self) -> float:
        """Of the plot and the legend."""
        return self._plot + len(self._legend) * _LEGEND

    @property
    def least(self) -> float:
        """It is never cut."""
        return self.height

    def cut(self, room: float) -> tuple[_ChartPart, _ChartPart] | None:
        """A chart is whole."""
        return None

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """The plot, then its legend."""
        plot = Plot(canvas, self.chart, self.translate, left, top, self.width, self._plot)
        if self.chart.categories and self.chart.series:
            _DRAWN[self.chart.chart](plot)
        y = top - self._plot - _LEGEND / 2
        for line in self._legend:
            x = left
            for at, name in line:
                canvas.setFillColor(SERIES[at % len(SERIES)])
                canvas.rect(x, y - 4 * PX, 10 * PX, 8 * PX, stroke=0, fill=1)
                write(canvas, name, x + 15 * PX, y, SMALL, colour=INK2)
                x += width_of(name, SMALL) + 34 * PX
            y -= _LEGEND


def chart_parts(chart: Chart, width: float, translate: Translator) -> Iterator[Part]:
    """Its name and the chart."""
    if chart.title:
        yield caption(chart.title, width)
    yield chart_part(chart, width, translate)


def chart_part(chart: Chart, width: float, translate: Translator) -> Part:
    """A chart without its name, ``width`` points wide."""
    return _ChartPart(chart, width, translate)
