"""Headings, paragraphs and notes as parts of pages."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from hall.report.pdf.style import BODY, BRAND, HEADING, INK, INK2, LEADING, PX, SMALL, wrapped, write
from hall.report.report import Definition


@dataclass(frozen=True)
class Lines:
    """Lines of one type below each other; ``align`` as in ``write``. Cut, two lines stay together."""

    lines: tuple[str, ...]
    size: float
    width: float
    bold: bool = False
    colour: Color = INK
    align: float = 0.0
    gap: float = 0.0
    leads: bool = False

    @property
    def leading(self) -> float:
        """The height of a line."""
        return self.size * LEADING

    @property
    def height(self) -> float:
        """Of all lines."""
        return len(self.lines) * self.leading

    @property
    def least(self) -> float:
        """Of two lines, where two are left for the next page."""
        return 2 * self.leading if len(self.lines) >= 4 else self.height

    def cut(self, room: float) -> tuple[Lines, Lines] | None:
        """At least two lines before and after."""
        fitting = min(int(room / self.leading), len(self.lines) - 2)
        if fitting < 2:
            return None
        return replace(self, lines=self.lines[:fitting]), replace(self, lines=self.lines[fitting:], gap=0.0)

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Each line."""
        for at, line in enumerate(self.lines):
            middle = top - (at + 0.5) * self.leading
            x = left + self.align * self.width
            write(canvas, line, x, middle, self.size, bold=self.bold, colour=self.colour, align=self.align)


def heading(text: str, width: float) -> Lines:
    """The heading of a chapter or a table."""
    lines = tuple(wrapped(text, width, HEADING, bold=True))
    return Lines(lines, HEADING, width, bold=True, colour=BRAND, gap=16 * PX, leads=True)


def caption(text: str, width: float) -> Lines:
    """The name of a chart."""
    return Lines(tuple(wrapped(text, width, BODY)), BODY, width, colour=INK2, gap=14 * PX, leads=True)


def paragraph(text: str, width: float, gap: float = 6 * PX) -> Lines:
    """Text to be read."""
    return Lines(tuple(wrapped(text, width, BODY)), BODY, width, colour=INK2, gap=gap)


def note(text: str, width: float) -> Lines:
    """Something small below a table."""
    return Lines(tuple(wrapped(text, width, SMALL)), SMALL, width, colour=INK2, gap=5 * PX)


@dataclass(frozen=True)
class Meaning:
    """What a figure means: its name at the left, the text beside it."""

    names: tuple[str, ...]
    lines: tuple[str, ...]
    name_width: float
    gap: float = 7 * PX
    leads: bool = False

    @property
    def height(self) -> float:
        """Of the longer side."""
        return max(len(self.names), len(self.lines)) * BODY * LEADING

    @property
    def least(self) -> float:
        """It is never cut."""
        return self.height

    def cut(self, room: float) -> tuple[Meaning, Meaning] | None:
        """A text longer than a page is no definition."""
        return None

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """The name, then the text."""
        for at, line in enumerate(self.names):
            write(canvas, line, left, top - (at + 0.5) * BODY * LEADING, BODY, bold=True)
        for at, line in enumerate(self.lines):
            middle = top - (at + 0.5) * BODY * LEADING
            write(canvas, line, left + self.name_width, middle, BODY, colour=INK2)


def meaning(definition: Definition, width: float) -> Meaning:
    """A definition on a page of ``width``."""
    names = min(0.27 * width, 200 * PX)
    return Meaning(
        tuple(wrapped(definition.name, names - 12 * PX, BODY, bold=True)),
        tuple(wrapped(definition.text, width - names, BODY)),
        names,
    )
