"""A page of texts, tables and pictures as a PDF: its blocks as parts, drawn as large as its sheets have room for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO

from PIL import Image
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from hall.report.pdf.layout import Page, Part, Section, pages_of
from hall.report.pdf.style import FOOT_ROOM, HEAD_ROOM, INK2, MARGIN, content_width, page_size, write
from hall.translator import Translator
from tools.print_pages.blocks import Block, Commands, Heading, Mark, Step, TableRow, Text, blocks_of
from tools.print_pages.parts import (
    BODY,
    TEAL700,
    TINT,
    Banner,
    Beside,
    Cells,
    Photos,
    Rich,
    Typed,
    rich,
)
from tools.print_pages.pdf import new_canvas
from tools.print_pages.texts import Source

_SCALES = tuple(percent / 100 for percent in range(116, 69, -1))
"""Smaller than the last one, nobody reads it."""
_COLUMNS = 18.0
_MOST = 290.0
"""The height of pictures that stand alone."""
Pictures = Mapping[str, Image.Image]


def sheet_pdf(source: Source, pictures: Pictures) -> bytes:
    """The page; raises ValueError when its sheets have no room for it."""
    blocks = blocks_of(source.text)
    wanted = next(int(block.value) for block in blocks if isinstance(block, Mark) and block.name == "pages")
    pages = _fitted(blocks, {name: ImageReader(image) for name, image in pictures.items()}, wanted)
    if pages is None:
        raise ValueError(f"{source.path.name} has no room on {wanted} pages")
    return _drawn(source, next(block.text for block in blocks if isinstance(block, Heading)), pages)


def _fitted(blocks: Sequence[Block], images: Mapping[str, ImageReader], wanted: int) -> list[Page] | None:
    for scale in _SCALES:
        sections = [
            Section(False, list(_parts(part, images, content_width(wide=False) / scale)), scale)
            for part in _sheets(blocks)
        ]
        pages = pages_of(sections)
        if len(pages) <= wanted:
            return pages
    return None


def _sheets(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    begun: list[Block] = []
    for block in blocks:
        if isinstance(block, Mark) and block.name == "page":
            yield begun
            begun = []
        else:
            begun.append(block)
    yield begun


def _drawn(source: Source, title: str, pages: list[Page]) -> bytes:
    file, translate = BytesIO(), Translator(source.language)
    canvas = new_canvas(file, source, title)
    height = page_size(wide=False)[1]
    for number, page in enumerate(pages, 1):
        canvas.saveState()
        canvas.scale(page.scale, page.scale)
        for part, down in page.placed:
            part.draw(canvas, MARGIN / page.scale, (height - HEAD_ROOM) / page.scale - down)
        canvas.restoreState()
        said = translate("sheet.page", number=number, count=len(pages))
        _foot(canvas, title, said)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _foot(canvas: Canvas, title: str, said: str) -> None:
    width, line = page_size(wide=False)[0], FOOT_ROOM - 22
    write(canvas, title, MARGIN, line, 7.5, colour=INK2)
    write(canvas, said, width - MARGIN, line, 7.5, colour=INK2, align=1.0)


def _parts(blocks: Sequence[Block], images: Mapping[str, ImageReader], width: float) -> Iterator[Part]:
    """The parts of one sheet; what stands in columns is one of them."""
    columns: tuple[list[Block], list[Block]] | None = None
    share, place = 0.5, 0
    rest = list(blocks)
    while rest:
        block = rest.pop(0)
        if isinstance(block, Mark) and block.name == "left":
            columns, share, place = ([], []), int(block.value) / 100, 0
        elif isinstance(block, Mark) and block.name == "right":
            place = 1
        elif isinstance(block, Mark) and block.name == "whole" and columns is not None:
            yield _beside(columns, share, images, width)
            columns = None
        elif columns is not None:
            columns[place].append(block)
        else:
            yield from _part(block, rest, images, width)
    if columns is not None:
        yield _beside(columns, share, images, width)


def _beside(
    columns: tuple[list[Block], list[Block]], share: float, images: Mapping[str, ImageReader], w: float
) -> Part:
    left, right = share * (w - _COLUMNS), (1 - share) * (w - _COLUMNS)
    made = list(_parts(columns[0], images, left)), list(_parts(columns[1], images, right))
    return Beside(w, gap=10, left=made[0], right=made[1], left_width=left, between=_COLUMNS)


def _part(block: Block, rest: list[Block], images: Mapping[str, ImageReader], width: float) -> Iterator[Part]:
    match block:
        case Heading(level=1):
            lead = rest.pop(0) if rest and isinstance(rest[0], Text) else Text("")
            assert isinstance(lead, Text)
            yield Banner(width, title=block.text, lead=rich(lead.text, 10.4, HexColor("#DCECEF")))
        case Heading():
            yield Rich(width, gap=11, leads=True, text=rich(block.text, 13.0, TEAL700, bold=True))
        case Text():
            yield Rich(width, text=rich(block.text))
        case Step():
            yield Rich(width, gap=4, text=rich(block.text), mark=block.number, indent=18)
        case TableRow() if any(block.cells):
            yield _row(block, width)
        case Commands():
            yield Typed(width, lines=block.lines)
        case Mark(name="picture"):
            named = tuple(images[name] for name in block.value.split())
            yield Photos(width, gap=9, images=named, most=_MOST)
        case _:
            pass


def _row(block: TableRow, width: float) -> Part:
    keys = block.cells[0].startswith("[[")
    first = 0.3 if keys else 0.34
    shares = (first, *[(1 - first) / (len(block.cells) - 1)] * (len(block.cells) - 1))
    cells = tuple(
        rich(cell, BODY if not keys else BODY - 0.6, bold=block.is_head or (at == 0 and not keys))
        for at, cell in enumerate(block.cells)
    )
    return Cells(width, gap=0, cells=cells, shares=shares, ground=TINT if block.is_head else None)
