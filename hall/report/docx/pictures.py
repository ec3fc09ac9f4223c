"""Charts as pictures, drawn by what draws them in a PDF file: reportlab's own pictures need a package that is not
there on every system (rlPyCairo)."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from hall.assets import slip_font
from hall.report.fonts import WEIGHTS
from hall.report.pdf.charts import chart_part
from hall.report.report import Chart
from hall.translator import Translator

_DOTS = 220 / 72
"""Of the picture in a point."""
_FINER = 2
"""It is drawn so many times larger, and made smaller, so that edges are smooth."""

_Colour = tuple[int, int, int]


def chart_picture(chart: Chart, width: float, translate: Translator) -> tuple[BytesIO, float]:
    """A PNG picture of a chart that is ``width`` points wide, and its height in points."""
    part = chart_part(chart, width, translate)
    canvas = PictureCanvas(width, part.height)
    part.draw(canvas, 0.0, part.height)
    return canvas.png(), part.height


class PictureCanvas:
    """What of reportlab's canvas the plots of charts use, on a picture; lengths are points, from the bottom up."""

    def __init__(self, width: float, height: float) -> None:
        self._scale = _DOTS * _FINER
        self._height = height
        self._picture = Image.new("RGB", (self._dots(width), self._dots(height)), "white")
        self._draw = ImageDraw.Draw(self._picture)
        self._fill: _Colour = (0, 0, 0)
        self._stroke: _Colour = (0, 0, 0)
        self._wide = 1.0
        self._dashes: list[float] = []
        self._font: Any = None

    def png(self) -> BytesIO:
        """The picture."""
        size = (self._picture.width // _FINER, self._picture.height // _FINER)
        made = BytesIO()
        self._picture.resize(size, Image.Resampling.LANCZOS).save(made, "PNG", dpi=(_DOTS * 72,) * 2, optimize=True)
        made.seek(0)
        return made

    def setFillColor(self, colour: Any) -> None:  # noqa: N802
        self._fill = _colour(colour.red, colour.green, colour.blue)

    def setFillColorRGB(self, red: float, green: float, blue: float) -> None:  # noqa: N802
        self._fill = _colour(red, green, blue)

    def setStrokeColor(self, colour: Any) -> None:  # noqa: N802
        self._stroke = _colour(colour.red, colour.green, colour.blue)

    def setLineWidth(self, width: float) -> None:  # noqa: N802
        self._wide = width

    def setLineJoin(self, join: int) -> None:  # noqa: N802
        """Lines are joined roundly anyway."""

    def setDash(self, dashes: list[float] | None = None) -> None:  # noqa: N802
        self._dashes = dashes or []

    def setFont(self, name: str, size: float) -> None:  # noqa: N802
        self._font = _font(WEIGHTS[name], size * self._scale)

    def drawString(self, x: float, y: float, text: str) -> None:  # noqa: N802
        self._draw.text(self._point(x, y), text, fill=self._fill, font=self._font, anchor="ls")

    def rect(self, x: float, y: float, width: float, height: float, stroke: int = 1, fill: int = 0) -> None:
        if fill and height > 0 and width > 0:
            left, bottom = self._point(x, y)
            right, top = self._point(x + width, y + height)
            self._draw.rectangle((left, top, right, bottom), fill=self._fill)

    def circle(self, x: float, y: float, radius: float, stroke: int = 1, fill: int = 0) -> None:
        middle, dots = self._point(x, y), radius * self._scale
        box = (middle[0] - dots, middle[1] - dots, middle[0] + dots, middle[1] + dots)
        self._draw.ellipse(box, fill=self._fill if fill else None)

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self._stretch((x1, y1), (x2, y2), 0.0)

    def beginPath(self) -> _Path:  # noqa: N802
        return _Path()

    def drawPath(self, path: _Path) -> None:  # noqa: N802
        gone = 0.0
        for start, end in zip(path.points, path.points[1:], strict=False):
            self._stretch(start, end, gone)
            gone += _length(start, end)

    def _stretch(self, start: tuple[float, float], end: tuple[float, float], gone: float) -> None:
        """A straight line, dashed as if ``gone`` points of it had been drawn already."""
        whole = _length(start, end)
        for begun, ended in _dashed(whole, gone, self._dashes):
            points = [
                self._point(*(a + (b - a) * at / (whole or 1.0) for a, b in zip(start, end, strict=True)))
                for at in (begun, ended)
            ]
            self._draw.line(points, fill=self._stroke, width=max(1, round(self._wide * self._scale)), joint="curve")

    def _dots(self, points: float) -> int:
        return max(_FINER, round(points * _DOTS) * _FINER)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return x * self._scale, (self._height - y) * self._scale


class _Path:
    """Points that are joined by lines."""

    def __init__(self) -> None:
        self.points: list[tuple[float, float]] = []

    def moveTo(self, x: float, y: float) -> None:  # noqa: N802
        self.points.append((x, y))

    def lineTo(self, x: float, y: float) -> None:  # noqa: N802
        self.points.append((x, y))


def _dashed(whole: float, gone: float, dashes: list[float]) -> list[tuple[float, float]]:
    """Which stretches of a line of ``whole`` points are drawn."""
    if not dashes or sum(dashes) <= 0:
        return [(0.0, whole)]
    drawn, at, place = [], -(gone % sum(dashes)), 0
    while at < whole:
        end = at + dashes[place % len(dashes)]
        if place % 2 == 0 and end > 0:
            drawn.append((max(at, 0.0), min(end, whole)))
        at, place = end, place + 1
    return drawn


def _length(start: tuple[float, float], end: tuple[float, float]) -> float:
    return float(((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5)


def _colour(red: float, green: float, blue: float) -> _Colour:
    return round(255 * red), round(255 * green), round(255 * blue)


@lru_cache(maxsize=16)
def _font(weight: int, size: float) -> Any:
    font = ImageFont.truetype(str(slip_font()), size)
    font.set_variation_by_axes([weight])
    return font
