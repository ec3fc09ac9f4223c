"""What stands over and under a report as a text: letterhead, title and facts, and who signs."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from hall.report.docx.markup import Cell, Line, Paragraph, clean, draw_rule, place_picture, shrink, table_of
from hall.report.logo import logo_picture
from hall.report.palette import INK, INK2
from hall.report.report import Report

_LOGO = 44.0
_ACROSS = 3
_PLACE_LINES = 3
"""Free lines for a name that is signed by hand."""


def write_head(document: Any, report: Report, width: float) -> None:
    """The letterhead where there is one, else the owner; then the title, what it is about, and the facts."""
    head = report.letterhead
    if head.lines or head.logo:
        _write_letterhead(document, report, width)
    else:
        document.add_paragraph(clean(report.owner)).paragraph_format.space_after = Pt(0)
    title = document.add_paragraph(clean(report.title), style="Title")
    said = [title, *([document.add_paragraph(clean(report.subtitle))] if report.subtitle else [])]
    for one in said:
        one.alignment = WD_ALIGN_PARAGRAPH.CENTER if head.lines else WD_ALIGN_PARAGRAPH.LEFT
    if report.facts:
        facts = [
            Line(tuple(Cell((Paragraph(text, 9, colour=colour, space=1),), line=False) for text, colour in pair))
            for pair in (((name, INK2), (value, INK)) for name, value in report.facts)
        ]
        after = document.add_paragraph()
        after._p.addprevious(table_of(facts, [0.22 * width, 0.78 * width], 3))


def _write_letterhead(document: Any, report: Report, width: float) -> None:
    """The logo at the left, the lines in the middle of the page, a heavy line below."""
    logo = _logo(report.letterhead.logo)
    side = _LOGO + 20
    sizes = [(11, True), (12, True), *[(8.5, False)] * len(report.letterhead.lines)]
    lines = tuple(
        Paragraph(text, size, bold=bold, colour=INK if bold else INK2, align="center", space=1)
        for text, (size, bold) in zip(report.letterhead.lines, sizes, strict=False)
    ) or (Paragraph("", 9),)
    empty = Cell((Paragraph("", 9),), line=False)
    after = document.add_paragraph()
    middle = Cell(lines, line=False)
    cells, widths = ((middle,), [width]) if logo is None else ((empty, middle, empty), [side, width - 2 * side, side])
    after._p.addprevious(table_of([Line(cells)], widths, 0))
    if logo is not None:
        place_picture(document.tables[0].cell(0, 0).paragraphs[0], logo, None, _LOGO, report.owner)
    draw_rule(after)
    shrink(after)


def _logo(content: bytes) -> BytesIO | None:
    picture = logo_picture(content)
    if picture is None:
        return None
    made = BytesIO()
    picture.save(made, "PNG")
    made.seek(0)
    return made


def write_signatures(document: Any, report: Report, width: float) -> None:
    """The remarks, then who signs, at the right; several beside each other."""
    for remark in report.remarks:
        said = document.add_paragraph(clean(remark))
        said.runs[0].font.size = Pt(8.5)
        said.paragraph_format.keep_with_next = bool(report.signatures)
    each = width / _ACROSS
    for first in range(0, len(report.signatures), _ACROSS):
        signing = report.signatures[first : first + _ACROSS]
        cells = [Cell((Paragraph("", 9),), line=False)] * (_ACROSS - len(signing))
        most = max(len(one.lines) for one in signing)
        for one in signing:
            over = ["", *[""] * (most - len(one.lines)), *one.lines, *[""] * _PLACE_LINES]
            texts = [Paragraph(text, 9, align="center", space=1, keeps=True) for text in over]
            name = Paragraph(one.name or f"({'.' * 36})", 9, bold=bool(one.name), align="center", space=1)
            cells.append(Cell((*texts, name), line=False))
        after = document.add_paragraph()
        shrink(after)
        after._p.addprevious(table_of([Line(tuple(cells))], [each] * _ACROSS, 3))
