"""The poster for visitors: one sheet of A4 that is read from two metres. But in its pictures no letter is smaller than
``FLOOR``, whose capitals are 6.3 mm high: 10.8 minutes of arc at two metres, twice what a normal eye needs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from json import loads
from pathlib import Path

from PIL import Image
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from hall.report.pdf.style import INK, LONG, SHORT, width_of, wrapped, write
from tools.print_pages.blocks import Block, Heading, Step, Text, blocks_of
from tools.print_pages.parts import TEAL, TEAL700, TINT, arches
from tools.print_pages.pdf import new_canvas
from tools.print_pages.texts import Source

FLOOR = 24.0
_LINE = 1.22
_TITLE, _LEAD, _CAPTION, _HEADING = 50.0, 27.0, 26.0, 33.0
_EDGE, _GAP, _INSIDE, _RADIUS = 24.0, 9.0, 15.0, 16.0
_HEAD = 108.0
_ICON = 36.0
_WHITE, _AMBER, _CALM, _CALM_EDGE = (HexColor(f"#{digits}") for digits in ("FFFFFF", "FFC233", "FFEDC4", "E5A400"))
_AMBER_INK = HexColor("#573800")
_SHOWN = {"kiosk.agencies": 150, "kiosk.services": 150, "kiosk.ticket": 250}
"""From which line on each picture is shown: without the head of the kiosk."""
_LINES = 1170
"""How many of its 1,920 lines."""
POSTER_PICTURES = tuple(_SHOWN)
_NAMED = re.compile(r"`([a-z-]+)` (.+)")
_ICONS = "materialdesignicons6-webfont"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading with a text and what is listed below it: each with its number or the name of its icon."""

    title: str
    text: str
    listed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the sheet, in points from its left lower corner."""

    left: float
    foot: float
    width: float
    height: float

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.foot + self.height


def poster_pdf(source: Source, pictures: Mapping[str, Image.Image]) -> bytes:
    """The poster; raises ValueError that names a text that has no room."""
    head, steps, priority, access, paper = chapters(blocks_of(source.text))
    file = BytesIO()
    canvas = new_canvas(file, source, head.title)
    _draw_head(canvas, head)
    top = LONG - _HEAD - _GAP
    top = _draw_steps(canvas, steps, [pictures[name] for name in POSTER_PICTURES], top) - _GAP
    top = _draw_priority(canvas, priority, top) - _GAP
    top = _draw_access(canvas, access, top) - _GAP
    _draw_paper(canvas, paper, Box(_EDGE, _EDGE, SHORT - 2 * _EDGE, top - _EDGE))
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def chapters(blocks: Sequence[Block]) -> list[Chapter]:
    """The chapters of a poster's text, the first of which is its name."""
    found: list[tuple[str, list[str], list[tuple[str, str]]]] = []
    for block in blocks:
        if isinstance(block, Heading):
            found.append((block.text, [], []))
        elif isinstance(block, Text):
            found[-1][1].append(block.text)
        elif isinstance(block, Step):
            named = _NAMED.fullmatch(block.text)
            found[-1][2].append((named[1], named[2]) if named else (block.number, block.text))
    return [Chapter(title, " ".join(texts), tuple(listed)) for title, texts, listed in found]


def _lines(text: str, width: float, size: float, most: int) -> list[str]:
    lines = wrapped(text, width, size, bold=True)
    if len(lines) > most or any(width_of(line, size, bold=True) > width for line in lines):
        raise ValueError(f"no room on the poster: {text}")
    return lines


def _write_lines(
    canvas: Canvas, lines: Sequence[str], left: float, top: float, size: float, colour: Color = INK, align: float = 0.0
) -> float:
    """Writes lines below ``top``; returns where they end."""
    for at, line in enumerate(lines):
        write(canvas, line, left, top - (at + 0.5) * size * _LINE, size, bold=True, colour=colour, align=align)
    return top - len(lines) * size * _LINE


def _ground(canvas: Canvas, box: Box, colour: Color, edge: Color | None = None) -> None:
    canvas.setFillColor(colour)
    canvas.setStrokeColor(edge or colour)
    canvas.setLineWidth(2.5)
    canvas.roundRect(box.left, box.foot, box.width, box.height, _RADIUS, stroke=int(edge is not None), fill=1)


def _draw_head(canvas: Canvas, head: Chapter) -> None:
    canvas.setFillColor(TEAL)
    canvas.rect(0, LONG - _HEAD, SHORT, _HEAD, stroke=0, fill=1)
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(0, LONG - _HEAD, SHORT, _HEAD)
    canvas.clipPath(clip, stroke=0, fill=0)
    arches(canvas, SHORT - 52, LONG - _HEAD, _HEAD * 0.7)
    canvas.restoreState()
    room = SHORT - 2 * _EDGE
    below = _write_lines(canvas, _lines(head.title, room, _TITLE, 1), _EDGE, LONG - 9, _TITLE, _WHITE)
    _write_lines(canvas, _lines(head.text, room - 110, _LEAD, 1), _EDGE, below + 2, _LEAD, TINT)


def _draw_steps(canvas: Canvas, steps: Chapter, pictures: Sequence[Image.Image], top: float) -> float:
    each = (SHORT - 2 * _EDGE - 2 * _GAP) / 3
    foot = top
    for at, ((number, text), picture, first) in enumerate(zip(steps.listed, pictures, _SHOWN.values(), strict=True)):
        left = _EDGE + at * (each + _GAP)
        shown = ImageReader(picture.crop((0, first, picture.width, first + _LINES)))
        high = each * _LINES / picture.width
        canvas.saveState()
        clip = canvas.beginPath()
        clip.roundRect(left, top - high, each, high, _RADIUS)
        canvas.clipPath(clip, stroke=0, fill=0)
        canvas.drawImage(shown, left, top - high, each, high)
        canvas.restoreState()
        canvas.setStrokeColor(TEAL700)
        canvas.setLineWidth(2.5)
        canvas.roundRect(left, top - high, each, high, _RADIUS, stroke=1, fill=0)
        canvas.setFillColor(_AMBER)
        canvas.circle(left + each - 26, top - high + 26, 21, stroke=0, fill=1)
        write(canvas, number, left + each - 26, top - high + 26, 30, bold=True, align=0.5)
        lines = _lines(text, each, _CAPTION, 2)
        foot = min(foot, _write_lines(canvas, lines, left + each / 2, top - high - 3, _CAPTION, align=0.5))
    return foot


def _draw_priority(canvas: Canvas, priority: Chapter, top: float) -> float:
    box = Box(_EDGE, top - 122, SHORT - 2 * _EDGE, 122)
    _ground(canvas, box, _AMBER)
    left, half = box.left + _INSIDE, 178.0
    title = _lines(priority.title, half, _HEADING, 1)
    below = _write_lines(canvas, title, left, box.top - 9, _HEADING)
    _write_lines(canvas, _lines(priority.text, half, FLOOR, 2), left, below, FLOOR)
    _draw_listed(canvas, priority, Box(left + half + 8, box.foot + 10, box.width - half - 30, box.height - 20), INK)
    return box.foot


def _draw_access(canvas: Canvas, access: Chapter, top: float) -> float:
    box = Box(_EDGE, top - 176, SHORT - 2 * _EDGE, 176)
    _ground(canvas, box, TEAL)
    left, middle = box.left + _INSIDE, box.top - 9 - _HEADING * _LINE / 2
    _draw_access_sign(canvas, left + 21, middle, 20)
    title = _lines(access.title, 270, _HEADING, 1)
    _write_lines(canvas, title, left + 52, box.top - 9, _HEADING, _WHITE)
    room = box.width - 2 * _INSIDE - 52 - width_of(title[0], _HEADING, bold=True) - 14
    [text] = _lines(access.text, room, FLOOR, 1)
    write(canvas, text, box.left + box.width - _INSIDE, middle, FLOOR, bold=True, colour=TINT, align=1.0)
    _draw_listed(canvas, access, Box(left, box.foot + 8, box.width - 2 * _INSIDE, 114), _WHITE)
    return box.foot


def _draw_listed(canvas: Canvas, chapter: Chapter, box: Box, colour: Color) -> None:
    """What is listed in two columns, each with its icon: halves where both have room, else as wide as needed."""
    rows = -(-len(chapter.listed) // 2)
    high, before = box.height / rows, _ICON + 8
    widest = max(width_of(text, FLOOR, bold=True) for _, text in chapter.listed[::2])
    first = max(box.width / 2, before + widest + 2 * _GAP)
    for at, (icon, text) in enumerate(chapter.listed):
        left, middle = box.left + at % 2 * first, box.top - (at // 2 + 0.5) * high
        _draw_icon(canvas, icon, left, middle, colour)
        [line] = _lines(text, (box.width - first if at % 2 else first) - before, FLOOR, 1)
        write(canvas, line, left + before, middle, FLOOR, bold=True, colour=colour)


def _draw_paper(canvas: Canvas, paper: Chapter, box: Box) -> None:
    _ground(canvas, box, _CALM, _CALM_EDGE)
    left = box.left + _INSIDE
    _draw_icon(canvas, "printer-alert", left, box.top - 9 - _HEADING * _LINE / 2, _AMBER_INK)
    title = _lines(paper.title, box.width - 2 * _INSIDE - 46, _HEADING, 1)
    below = _write_lines(canvas, title, left + 46, box.top - 9, _HEADING)
    lines = _lines(paper.text, box.width - 2 * _INSIDE, FLOOR, int((below - box.foot - 3) / (FLOOR * _LINE)))
    _write_lines(canvas, lines, left, below, FLOOR)


def _draw_access_sign(canvas: Canvas, x: float, y: float, radius: float) -> None:
    """A ring around a person with open arms, as on the key."""
    canvas.setStrokeColor(_WHITE)
    canvas.setFillColor(_WHITE)
    canvas.setLineCap(1)
    canvas.setLineWidth(radius * 0.13)
    canvas.circle(x, y, radius, stroke=1, fill=0)
    canvas.circle(x, y + radius * 0.52, radius * 0.15, stroke=0, fill=1)
    for from_x, from_y, to_x, to_y in (
        (-0.55, 0.22, 0.55, 0.22),
        (0.0, 0.22, 0.0, -0.12),
        (0.0, -0.12, -0.28, -0.62),
        (0.0, -0.12, 0.28, -0.62),
    ):
        canvas.line(x + from_x * radius, y + from_y * radius, x + to_x * radius, y + to_y * radius)


def _draw_icon(canvas: Canvas, name: str, left: float, middle: float, colour: Color) -> None:
    letters = _icons()
    canvas.setFont(_ICONS, _ICON)
    canvas.setFillColor(colour)
    canvas.drawString(left, middle - _ICON * 0.38, letters[name])


@cache
def _icons() -> Mapping[str, str]:
    """The letter of each icon of the look, whose font reportlab knows from now on."""
    found = find_spec("qtawesome")
    assert found is not None
    assert found.origin is not None
    folder = Path(found.origin).parent / "fonts"
    [font], [names] = (list(folder.glob(f"materialdesignicons6*.{suffix}")) for suffix in ("ttf", "json"))
    pdfmetrics.registerFont(TTFont(_ICONS, font))
    return {name: chr(int(code, 16)) for name, code in loads(names.read_text("utf-8")).items()}
