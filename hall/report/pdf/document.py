"""The sections of a report, drawn page by page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from hall.report.pdf.charts import chart_parts
from hall.report.pdf.grid import table_parts
from hall.report.pdf.heads import head_parts, signature_parts
from hall.report.pdf.layout import Page, Part, Section, pages_of
from hall.report.pdf.style import (
    FOOT_ROOM,
    HAIR,
    HEAD_ROOM,
    INK2,
    MARGIN,
    PX,
    SMALL,
    content_width,
    page_size,
    width_of,
    wrapped,
    write,
)
from hall.report.pdf.texts import Lines, heading, meaning, paragraph
from hall.report.pdf.tiles import tile_rows
from hall.report.progress import Progress, untold
from hall.report.report import Block, Break, Chart, Prose, Report, Signed, Table, Tiles
from hall.report.turning import ways_of
from hall.translator import Translator

_SCALES = tuple(percent / 100 for percent in range(100, 69, -2))
"""Of what has no room: smaller than the last one, nobody reads it."""


def pdf_of(report: Report, translate: Translator, progress: Progress = untold) -> bytes:
    """The report as a PDF file with cells in the language of ``translate``; ``progress`` is told of each page. Raises
    what ``progress`` raises."""
    pages = _pages(report, translate)
    file = BytesIO()
    canvas = Canvas(file, pageCompression=1)
    canvas.setTitle(" ".join(filter(None, (report.title, report.subtitle))))
    canvas.setAuthor(report.owner)
    canvas.setCreator("")
    for number, page in enumerate(pages, 1):
        progress(number, len(pages))
        _draw(canvas, page)
        _foot(canvas, page, report, report.page.format(number=number, count=len(pages)))
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _draw(canvas: Canvas, page: Page) -> None:
    width, height = page_size(wide=page.wide)
    canvas.setPageSize((width, height))
    canvas.saveState()
    canvas.scale(page.scale, page.scale)
    for part, down in page.placed:
        part.draw(canvas, MARGIN / page.scale, (height - HEAD_ROOM) / page.scale - down)
    canvas.restoreState()


def _foot(canvas: Canvas, page: Page, report: Report, number: str) -> None:
    width = page_size(wide=page.wide)[0]
    line = FOOT_ROOM - 14 * PX
    canvas.setStrokeColor(HAIR)
    canvas.setLineWidth(PX)
    canvas.line(MARGIN, line, width - MARGIN, line)
    room = width - 2 * MARGIN - width_of(number, SMALL) - 16 * PX
    said = wrapped(" \N{MIDDLE DOT} ".join(filter(None, (report.owner, report.made))), room, SMALL)[:1]
    write(canvas, "".join(said), MARGIN, line - 14 * PX, SMALL, colour=INK2)
    write(canvas, number, width - MARGIN, line - 14 * PX, SMALL, colour=INK2, align=1.0)


def _pages(report: Report, translate: Translator) -> list[Page]:
    """The pages at full size; a sheet of one page at the largest size at which it is one. Definitions that have room
    below the signature of any other report stand there, else on pages of their own."""
    pages: list[Page] = []
    for scale in _SCALES if report.is_sheet else _SCALES[:1]:
        pages = pages_of(_sections(report, translate, scale))
        if len(pages) == 1:
            break
    defined = list(_definitions(report, wide=pages[-1].wide))
    if not report.is_sheet and sum(part.gap + part.height for part in defined) <= pages[-1].room:
        for part in defined:
            pages[-1].put(part)
        return pages
    return pages + pages_of([Section(pages[-1].wide, defined)])


def _sections(report: Report, translate: Translator, scale: float) -> Iterator[Section]:
    """What is drawn on pages of one way, each on new ones: the head is over the first, the signatures under the
    last."""

    def across() -> float:
        return content_width(wide=wide) / scale

    ways = ways_of(report.blocks)
    wide = ways[0] if ways else False
    parts, chapter = list(head_parts(report, across())), 0
    for block, turned in zip(report.blocks, ways, strict=True):
        if isinstance(block, Break) or turned != wide:
            yield Section(wide, parts, scale)
            wide, parts, chapter = turned, [], 0
        if isinstance(block, Signed):
            parts[chapter:] = [_leading(part) for part in parts[chapter:]]
            parts += signature_parts(report, across())
            continue
        chapter = len(parts) if isinstance(block, Prose) and block.title else chapter
        parts += _parts(block, across(), translate)
    if not report.is_signed_inside:
        parts += signature_parts(report, across())
    yield Section(wide, parts, scale)


def _leading(part: Part) -> Part:
    """A text of the chapter that is signed, which stays with who signs it."""
    return replace(part, leads=True) if isinstance(part, Lines) else part


def _definitions(report: Report, *, wide: bool) -> Iterator[Part]:
    """What the figures mean."""
    width = content_width(wide=wide)
    if report.definitions and report.definitions_title:
        yield heading(report.definitions_title, width)
    for one in report.definitions:
        yield meaning(one, width)


def _parts(block: Block, width: float, translate: Translator) -> Iterator[Part]:
    if isinstance(block, Table):
        yield from table_parts(block, width, translate)
    elif isinstance(block, Chart):
        yield from chart_parts(block, width, translate)
    elif isinstance(block, Tiles):
        yield from tile_rows(block, width, translate)
    elif isinstance(block, Prose):
        if block.title:
            yield heading(block.title, width)
        for text in block.paragraphs:
            yield paragraph(text, width)
