"""The markup of a text (ECMA-376, part 1, 17) where python-docx has no words for it, or needs seconds for a table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from hall.report.palette import HAIR, INK

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no document may hold (XML 1.0, 2.2)."""
_TWIPS = 20
"""In a point."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a cell: its text and how it looks; ``size`` in points."""

    text: str
    size: float
    bold: bool = False
    colour: str = INK
    align: str = "left"
    indent: float = 0.0
    space: float = 2.0
    """Above and below, in points."""
    keeps: bool = False
    """Whether it stays with what follows."""


@dataclass(frozen=True)
class Cell:
    """Paragraphs below each other, on a ground; ``over``: a heavy line above, ``boxed``: lines at all sides."""

    paragraphs: tuple[Paragraph, ...]
    fill: str = ""
    line: bool = True
    over: bool = False
    boxed: bool = False


@dataclass(frozen=True)
class Line:
    """A row of cells; a head is repeated on each page."""

    cells: tuple[Cell, ...]
    is_head: bool = False


def clean(text: str) -> str:
    """A text without the control characters that no document may hold."""
    return _FORBIDDEN.sub("", text)


def table_of(lines: list[Line], widths: list[float], pad: float, inset: float = 0.0) -> Any:
    """The element of a table whose columns are ``widths`` points wide, with ``pad`` points beside each text; its first
    text begins ``inset`` points from the margin."""
    grid = "".join(f'<w:gridCol w:w="{round(width * _TWIPS)}"/>' for width in widths)
    margin = "".join(f'<w:{side} w:w="{round(pad * _TWIPS)}" w:type="dxa"/>' for side in ("left", "right"))
    whole = round(sum(widths) * _TWIPS)
    rows = "".join(_row(line, widths) for line in lines)
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{whole}" w:type="dxa"/>'
        f'<w:tblInd w:w="{round(inset * _TWIPS)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margin}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def field(code: str) -> list[Any]:
    """The elements of a field that the word processor fills, such as PAGE."""
    return [
        parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="begin"/></w:r>'),
        parse_xml(f'<w:r {nsdecls("w")}><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'),
        parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="separate"/></w:r>'),
        parse_xml(f"<w:r {nsdecls('w')}><w:t>1</w:t></w:r>"),
        parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="end"/></w:r>'),
    ]


def place_picture(paragraph: Any, file: BytesIO, width: float | None, height: float, told: str) -> None:
    """A picture at the margin; ``told`` is what it is to somebody who does not see it."""
    shown = paragraph.add_run().add_picture(file, width=Pt(width) if width else None, height=Pt(height))
    shown._inline.docPr.set("descr", clean(told))
    for side in ("distT", "distB", "distL", "distR"):
        shown._inline.set(side, "0")


def draw_rule(paragraph: Any) -> None:
    """A heavy line below a paragraph."""
    line = f'<w:bottom w:val="single" w:sz="18" w:space="4" w:color="{INK}"/>'
    edges = parse_xml(f"<w:pBdr {nsdecls('w')}>{line}</w:pBdr>")
    paragraph._p.get_or_add_pPr().insert_element_before(edges, "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def shrink(paragraph: Any) -> None:
    """A paragraph that must be there takes no room: between two tables, and where pages are turned."""
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(1)


def _row(line: Line, widths: list[float]) -> str:
    head = "<w:tblHeader/>" if line.is_head else ""
    cells = "".join(_cell(cell, width) for cell, width in zip(line.cells, widths, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>"


def _cell(cell: Cell, width: float) -> str:
    edges = ""
    if cell.over:
        edges += f'<w:top w:val="single" w:sz="8" w:color="{INK}"/>'
    elif cell.boxed:
        edges += _hair("top")
    if cell.boxed:
        edges += _hair("left") + _hair("bottom") + _hair("right")
    elif cell.line:
        edges += _hair("bottom")
    borders = f"<w:tcBorders>{edges}</w:tcBorders>" if edges else ""
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>' if cell.fill else ""
    texts = "".join(map(_paragraph, cell.paragraphs))
    return f'<w:tc><w:tcPr><w:tcW w:w="{round(width * _TWIPS)}" w:type="dxa"/>{borders}{ground}</w:tcPr>{texts}</w:tc>'


def _hair(side: str) -> str:
    return f'<w:{side} w:val="single" w:sz="4" w:color="{HAIR}"/>'


def _paragraph(paragraph: Paragraph) -> str:
    keeps = "<w:keepNext/>" if paragraph.keeps else ""
    space = round(paragraph.space * _TWIPS)
    indent = f'<w:ind w:left="{round(paragraph.indent * _TWIPS)}"/>' if paragraph.indent else ""
    bold = "<w:b/>" if paragraph.bold else ""
    size = f'<w:sz w:val="{round(paragraph.size * 2)}"/>'
    return (
        f'<w:p><w:pPr>{keeps}<w:spacing w:before="{space}" w:after="{space}"/>{indent}<w:jc w:val="{paragraph.align}"/>'
        f'</w:pPr><w:r><w:rPr>{bold}<w:color w:val="{paragraph.colour}"/>{size}</w:rPr>'
        f'<w:t xml:space="preserve">{escape(clean(paragraph.text))}</w:t></w:r></w:p>'
    )
