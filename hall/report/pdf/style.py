"""Sizes, colours and texts of the pages of a report. Lengths are points; those of the look are its pixels, 96 an
inch."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from hall.report import palette
from hall.report.fonts import bold_font, text_font

PX = 0.75
SHORT, LONG = 595.276, 841.89
"""The sides of A4."""
MARGIN, HEAD_ROOM, FOOT_ROOM = 54 * PX, 46 * PX, 64 * PX
BODY, SMALL, HEADING = 11 * PX, 10 * PX, 13 * PX
LEADING = 1.45
"""The height of a line of texts, as a multiple of its size."""
_BASELINE = 0.365
"""How far the baseline is below the middle of a line, as a multiple of the size: capitals are then in the middle."""

INK, INK2, HAIR, BRAND, BAND, CLOSED, LINE2 = (
    HexColor(f"#{digits}")
    for digits in (
        *(palette.INK, palette.INK2, palette.HAIR),
        *(palette.BRAND, palette.BAND, palette.CLOSED, palette.LINE2),
    )
)
SERIES = tuple(HexColor(f"#{digits}") for digits in palette.SERIES)


def page_size(*, wide: bool) -> tuple[float, float]:
    """Width and height of A4, turned when it is ``wide``."""
    return (LONG, SHORT) if wide else (SHORT, LONG)


def content_width(*, wide: bool) -> float:
    """Between the margins."""
    return page_size(wide=wide)[0] - 2 * MARGIN


def content_height(*, wide: bool) -> float:
    """Between what is kept free above and the foot."""
    return page_size(wide=wide)[1] - HEAD_ROOM - FOOT_ROOM


def font(*, bold: bool) -> str:
    """The name of the type."""
    return bold_font() if bold else text_font()


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line of text in points."""
    return float(stringWidth(text, font(bold=bold), size))


def write(
    canvas: Canvas,
    text: str,
    left: float,
    middle: float,
    size: float,
    *,
    bold: bool = False,
    colour: Color = INK,
    align: float = 0.0,
) -> None:
    """A line of text whose capitals have their middle at ``middle``; ``align``: 0 begins at ``left``, 0.5 has its
    middle there, 1 ends there."""
    canvas.setFont(font(bold=bold), size)
    canvas.setFillColor(colour)
    if align:
        left -= align * width_of(text, size, bold=bold)
    canvas.drawString(left, middle - _BASELINE * size, text)


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """The lines of a text, none wider than ``width``: broken at spaces, and within a word that has no room."""
    space = width_of(" ", size, bold=bold)
    lines: list[str] = []
    line, used = "", 0.0
    for word in (part for whole in text.split() for part in _pieces(whole, width, size, bold=bold)):
        wide = _word_width(word, size, bold)
        if line and used + space + wide > width:
            lines.append(line)
            line, used = "", 0.0
        line, used = (f"{line} {word}", used + space + wide) if line else (word, wide)
    return [*lines, line] if line else lines


def _pieces(word: str, width: float, size: float, *, bold: bool) -> Iterator[str]:
    """A word, or what of it has room in a line, one after the other."""
    if _word_width(word, size, bold) <= width:
        yield word
        return
    piece = ""
    for letter in word:
        if piece and width_of(piece + letter, size, bold=bold) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


@lru_cache(maxsize=4096)
def _word_width(word: str, size: float, bold: bool) -> float:
    return width_of(word, size, bold=bold)
