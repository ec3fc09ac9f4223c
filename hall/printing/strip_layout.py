"""A strip of a closing sheet set in type: as a picture, and in a printer's own letters."""

from __future__ import annotations

from collections.abc import Callable

from hall.printing.ascii_text import plain
from hall.printing.closing_strip import ClosingStrip, Paragraph, Tone
from hall.printing.lettering import Face, broken_lines, line_width
from hall.printing.paper import Paper
from hall.printing.sheet import PaperSheet
from hall.printing.type_rows import Row, TextRow, broken

_RULE = 2
"""The line between two blocks, in dots."""
Break = Callable[[str], tuple[str, ...]]


def strip_sheet(strip: ClosingStrip, paper: Paper) -> PaperSheet:
    """The strip with everything in its place, block by block, a line between two."""
    sheet = PaperSheet(paper)
    sheet.y = paper.gap
    for number, block in enumerate(strip.blocks):
        if number:
            sheet.y += paper.gap // 2
            sheet.dashes(_RULE, 9, 5)
            sheet.y += paper.gap // 2
        for paragraph in block:
            face = _face(paragraph.tone, paper)
            sheet.write_lines(_fitted(paragraph, face, paper), face, sheet.left)
            sheet.y += round(face.px * 0.5)
        sheet.end_part(None)
    sheet.y += paper.gap
    return sheet


def strip_rows(strip: ClosingStrip, paper: Paper) -> tuple[Row, ...]:
    """The strip as lines of type at the left, with no text cut."""
    rows: list[Row] = []
    for number, block in enumerate(strip.blocks):
        rows += [TextRow("-" * paper.columns)] if number else []
        for paragraph in block:
            texts = tuple(map(plain, paragraph.texts))
            lines = wrapped(texts, lambda text: broken(text, paper.columns), lambda line: len(line) <= paper.columns)
            # Centred by the printer, so that filled up they stand at the left.
            rows += [
                TextRow(line.ljust(paper.columns), bold=paragraph.tone is not Tone.PLAIN, left=True) for line in lines
            ]
    return tuple(rows)


def wrapped(texts: tuple[str, ...], break_up: Break, fits: Callable[[str], bool]) -> tuple[str, ...]:
    """``texts`` with commas between them in lines that fit: broken between two of them, and one that is too long for a
    line of its own between its words."""
    lines: list[str] = []
    for at, text in enumerate(texts):
        said = text if at == len(texts) - 1 else f"{text},"
        if at and fits(f"{lines[-1]} {said}"):
            lines[-1] += f" {said}"
        else:
            lines += break_up(said)
    return tuple(lines)


def _fitted(paragraph: Paragraph, face: Face, paper: Paper) -> tuple[str, ...]:
    width = paper.content
    return wrapped(
        paragraph.texts, lambda text: broken_lines(text, face, width), lambda line: line_width(line, face) <= width
    )


def _face(tone: Tone, paper: Paper) -> Face:
    faces = {
        Tone.TITLE: Face(paper.hall, 800),
        Tone.STRONG: Face(paper.note, 800),
        Tone.PLAIN: Face(paper.note, 700),
    }
    return faces[tone]
