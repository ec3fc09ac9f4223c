"""What the sheets are made of, as parts of pages (``hall.report.pdf.layout``). Lengths are points."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.fonts import addMapping
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from hall.report.fonts import bold_font, text_font
from hall.report.pdf.layout import Part
from hall.report.pdf.style import HAIR, INK, write

BODY, LEADING = 9.6, 13.4
MONO = "Courier-Bold"
TEAL, TEAL700, TINT, PALE = (HexColor(f"#{digits}") for digits in ("083F4E", "0B5163", "DCECEF", "EFF6F7"))
_ARC = HexColor("#14667A")
_KEY = re.compile(r"\[\[(.+?)\]\]")
_BOLD, _CODE, _LINK = re.compile(r"\*\*(.+?)\*\*"), re.compile(r"`(.+?)`"), re.compile(r"\[([^\]]+)\]\([^)]+\)")
_SPACE = "\N{NO-BREAK SPACE}"


def rich(text: str, size: float = BODY, colour: Color = INK, *, bold: bool = False) -> Paragraph:
    """A paragraph in which ``**words**`` are bold, code is code and ``[[F2]]`` a key."""
    name = bold_font() if bold else text_font()
    for heavy in (0, 1):
        addMapping(text_font(), heavy, 0, bold_font() if heavy else text_font())
    style = ParagraphStyle("page", fontName=name, fontSize=size, leading=size * LEADING / BODY, textColor=colour)
    marked = _LINK.sub(r"\1", escape(text, quote=False))
    marked = _CODE.sub(lambda one: f'<font name="{MONO}">{one[1].replace(" ", _SPACE)}</font>', marked)
    marked = _BOLD.sub(r"<b>\1</b>", marked)
    marked = _KEY.sub(lambda one: f'<font backColor="#DCECEF"><b>{_SPACE}{one[1]}{_SPACE}</b></font>', marked)
    return Paragraph(marked, style)


@dataclass(frozen=True)
class Whole(ABC):
    """A part that is never cut."""

    width: float
    gap: float = 5.0
    leads: bool = False

    @property
    @abstractmethod
    def height(self) -> float:
        """What it takes."""

    @property
    def least(self) -> float:
        """All of it."""
        return self.height

    def cut(self, room: float) -> tuple[Part, Part] | None:
        """It is whole."""
        return None


@dataclass(frozen=True, kw_only=True)
class Rich(Whole):
    """A paragraph; with ``mark`` one of a list, behind a number or a dot."""

    text: Paragraph
    mark: str | None = None
    indent: float = 0.0

    @property
    def height(self) -> float:
        return float(self.text.wrap(self.width - self.indent, 1e6)[1])

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """The mark, then the text."""
        self.text.wrap(self.width - self.indent, 1e6)
        self.text.drawOn(canvas, left + self.indent, top - self.height)
        middle = top - LEADING / 2 - 0.4
        if self.mark:
            canvas.setFillColor(TEAL700)
            canvas.circle(left + 6.5, middle, 6.2, stroke=0, fill=1)
            write(canvas, self.mark, left + 6.5, middle, 7.6, bold=True, colour=HexColor("#FFFFFF"), align=0.5)
        elif self.mark is not None:
            canvas.setFillColor(TEAL700)
            canvas.circle(left + 6.5, middle, 1.9, stroke=0, fill=1)


@dataclass(frozen=True, kw_only=True)
class Cells(Whole):
    """A row of a table over a thin line: cells beside each other, the first bold."""

    cells: tuple[Paragraph, ...]
    shares: tuple[float, ...]
    ground: Color | None = None

    _ROOM = 3.0
    _BESIDE = 8.0

    def _each(self) -> list[tuple[Paragraph, float, float]]:
        """Cell, where it begins, how wide it is."""
        left, found = 0.0, list[tuple[Paragraph, float, float]]()
        for cell, share in zip(self.cells, self.shares, strict=True):
            found.append((cell, left + 3.0, share * self.width - self._BESIDE))
            left += share * self.width
        return found

    @property
    def height(self) -> float:
        return max(float(cell.wrap(wide, 1e6)[1]) for cell, _, wide in self._each()) + 2 * self._ROOM

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Ground, line, cells."""
        height = self.height
        if self.ground is not None:
            canvas.setFillColor(self.ground)
            canvas.rect(left, top - height, self.width, height, stroke=0, fill=1)
        canvas.setStrokeColor(HAIR)
        canvas.setLineWidth(0.6)
        canvas.line(left, top - height, left + self.width, top - height)
        for cell, at, wide in self._each():
            tall = float(cell.wrap(wide, 1e6)[1])
            cell.drawOn(canvas, left + at, top - self._ROOM - tall)


@dataclass(frozen=True, kw_only=True)
class Typed(Whole):
    """Commands on a tinted ground."""

    lines: tuple[str, ...]

    _SIZE, _LINE, _ROOM = 9.0, 12.6, 5.0

    @property
    def height(self) -> float:
        return len(self.lines) * self._LINE + 2 * self._ROOM

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Ground and lines; a line that is too long is drawn narrower, never cut."""
        canvas.setFillColor(PALE)
        canvas.roundRect(left, top - self.height, self.width, self.height, 4, stroke=0, fill=1)
        canvas.setFillColor(TEAL700)
        canvas.rect(left, top - self.height, 2.4, self.height, stroke=0, fill=1)
        canvas.setFillColor(INK)
        for at, line in enumerate(self.lines):
            wide, room = stringWidth(line, MONO, self._SIZE), self.width - 18
            canvas.setFont(MONO, min(self._SIZE, self._SIZE * room / wide) if wide else self._SIZE)
            canvas.drawString(left + 10, top - self._ROOM - (at + 0.72) * self._LINE, line)


@dataclass(frozen=True, kw_only=True)
class Photos(Whole):
    """Pictures side by side, framed, as wide as there is room and at most ``most`` high."""

    images: tuple[ImageReader, ...]
    most: float = 400.0

    _BETWEEN = 10.0

    def _sizes(self) -> list[tuple[float, float]]:
        ratios = [image.getSize()[0] / image.getSize()[1] for image in self.images]
        room = self.width - self._BETWEEN * (len(ratios) - 1)
        height = min(room / sum(ratios), self.most)
        return [(height * ratio, height) for ratio in ratios]

    @property
    def height(self) -> float:
        return self._sizes()[0][1]

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Each with a frame, all in the middle."""
        sizes = self._sizes()
        left += (self.width - sum(wide for wide, _ in sizes) - self._BETWEEN * (len(sizes) - 1)) / 2
        for image, (wide, high) in zip(self.images, sizes, strict=True):
            canvas.drawImage(image, left, top - high, wide, high)
            canvas.setStrokeColor(HAIR)
            canvas.setLineWidth(0.8)
            canvas.rect(left, top - high, wide, high, stroke=1, fill=0)
            left += wide + self._BETWEEN


@dataclass(frozen=True, kw_only=True)
class Banner(Whole):
    """The name of the page and what it is for, on dark ground with the arches of the mark."""

    title: str
    lead: Paragraph

    _ROOM = 13.0
    _TITLE = 24.0
    _ARCHES = 175.0

    @property
    def height(self) -> float:
        return self._TITLE * 1.25 + float(self.lead.wrap(self.width - self._ARCHES, 1e6)[1]) + 2 * self._ROOM

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Ground, arches, texts."""
        height = self.height
        canvas.saveState()
        ground = canvas.beginPath()
        ground.roundRect(left, top - height, self.width, height, 9)
        canvas.clipPath(ground, stroke=0, fill=0)
        canvas.setFillColor(TEAL)
        canvas.rect(left, top - height, self.width, height, stroke=0, fill=1)
        arches(canvas, left + self.width - 58, top - height, height * 0.92)
        canvas.restoreState()
        middle = top - self._ROOM - self._TITLE * 0.6
        write(canvas, self.title, left + 16, middle, self._TITLE, bold=True, colour=HexColor("#FFFFFF"))
        self.lead.drawOn(canvas, left + 16, top - height + self._ROOM - 1)


def arches(canvas: Canvas, middle: float, foot: float, radius: float) -> None:
    """The mark of the look: two nested arches over a dot, three zones under one roof."""
    canvas.setStrokeColor(_ARC)
    canvas.setFillColor(_ARC)
    for share in (1.0, 0.62):
        canvas.setLineWidth(radius * 0.11)
        reach = radius * share * 0.9
        canvas.arc(middle - reach, foot - reach, middle + reach, foot + reach, 0, 180)
    canvas.circle(middle, foot + radius * 0.16, radius * 0.13, stroke=0, fill=1)


@dataclass(frozen=True, kw_only=True)
class Beside(Whole):
    """Two columns."""

    left: Sequence[Part]
    right: Sequence[Part]
    left_width: float
    between: float

    @property
    def height(self) -> float:
        return max(_stacked(self.left), _stacked(self.right))

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Each part below the one before."""
        for parts, at in ((self.left, left), (self.right, left + self.left_width + self.between)):
            down = 0.0
            for place, part in enumerate(parts):
                down += part.gap if place else 0.0
                part.draw(canvas, at, top - down)
                down += part.height


def _stacked(parts: Sequence[Part]) -> float:
    return sum(part.height + (part.gap if at else 0.0) for at, part in enumerate(parts))
