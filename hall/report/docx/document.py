"""A report from its letterhead to its definitions, as a text."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from hall.report.docx.heads import write_head, write_signatures
from hall.report.docx.markup import clean, field, place_picture, shrink
from hall.report.docx.pictures import chart_picture
from hall.report.docx.tables import table_element, tile_element
from hall.report.palette import BRAND, INK, INK2
from hall.report.progress import Progress, untold
from hall.report.report import Block, Break, Chart, Prose, Report, Signed, Table, Tiles
from hall.report.turning import ways_of
from hall.translator import Translator

_FONT = "Arial"
"""Every office has it, or one of the same widths; a text cannot bring a font along that all programs take."""
_SHORT, _LONG, _MARGIN = 595.3, 841.9, 54.0
_HEADINGS = {"Title": (16, INK), "Heading 1": (12, BRAND), "Heading 2": (10.5, BRAND)}


def docx_of(report: Report, translate: Translator, progress: Progress = untold) -> bytes:
    """The report as a text with cells in the language of ``translate``, told of block by block. Raises what
    ``progress`` raises."""
    document = Document()
    document.core_properties.title, document.core_properties.author = (
        clean(report.title)[:255],
        clean(report.owner)[:255],
    )
    _set_styles(document)
    ways = ways_of(report.blocks)
    wide = ways[0] if ways else False
    count = len(report.blocks) + 1
    _turn(document.sections[0], report, wide=wide)
    write_head(document, report, _width(wide=wide))
    for number, (block, turned) in enumerate(zip(report.blocks, ways, strict=True), 1):
        progress(number, count)
        if isinstance(block, Break) or turned != wide:
            wide = turned
            _turn(_new_page(document), report, wide=wide)
        if isinstance(block, Signed):
            _keep_chapter(document)
            write_signatures(document, report, _width(wide=wide))
        else:
            _write(document, block, _width(wide=wide), translate)
    progress(count, count)
    if not report.is_signed_inside:
        write_signatures(document, report, _width(wide=wide))
    if report.definitions:
        _write_definitions(document, report, wide=wide)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _width(*, wide: bool) -> float:
    return (_LONG if wide else _SHORT) - 2 * _MARGIN


def _set_styles(document: Any) -> None:
    """One font for all, the colours of the hall's reports for headings."""
    normal = document.styles["Normal"]
    normal.font.size = Pt(10)
    normal.paragraph_format.space_after = Pt(4)
    _set_font(normal, INK2)
    for name, (size, colour) in _HEADINGS.items():
        style = document.styles[name]
        style.font.size, style.font.bold = Pt(size), True
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(12), Pt(4)
        _set_font(style, colour)
        for edge in style.element.pPr.findall(qn("w:pBdr")):
            style.element.pPr.remove(edge)


def _set_font(style: Any, colour: str) -> None:
    style.font.name = _FONT
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), _FONT)


def _new_page(document: Any) -> Any:
    """A section on a new page; the paragraph that ends the one before takes no room."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    shrink(
        next(one for one in reversed(document.paragraphs) if one._p.pPr is not None and one._p.pPr.sectPr is not None)
    )
    return section


def _turn(section: Any, report: Report, *, wide: bool) -> None:
    """A4 upright or turned, with the owner and the page in the foot."""
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(_LONG if wide else _SHORT), Pt(_SHORT if wide else _LONG)
    section.left_margin = section.right_margin = section.bottom_margin = Pt(_MARGIN)
    section.top_margin = Pt(40)
    section.footer.is_linked_to_previous = False
    foot = section.footer.paragraphs[0]
    stops = foot.paragraph_format.tab_stops
    for stop in list(foot.style.paragraph_format.tab_stops):
        # The style of feet has stops for letter paper.
        stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
    stops.add_tab_stop(Pt(_width(wide=wide)), WD_TAB_ALIGNMENT.RIGHT)
    foot.style.font.size = Pt(8)
    foot.add_run(clean(" \N{MIDDLE DOT} ".join(filter(None, (report.owner, report.made)))) + "\t")
    for part in re.split(r"(\{number\}|\{count\})", report.page):
        if part in ("{number}", "{count}"):
            for element in field("PAGE" if part == "{number}" else "NUMPAGES"):
                foot._p.append(element)
        else:
            foot.add_run(clean(part))


def _write(document: Any, block: Block, width: float, translate: Translator) -> None:
    if isinstance(block, Prose):
        if block.title:
            document.add_heading(clean(block.title), 1)
        for paragraph in block.paragraphs:
            document.add_paragraph(clean(paragraph))
    elif isinstance(block, Tiles):
        _put(document, tile_element(block, width, translate))
    elif isinstance(block, Chart):
        _write_heading(document, block.title)
        picture, height = chart_picture(block, width, translate)
        place_picture(document.add_paragraph(), picture, width, height, block.title)
    elif isinstance(block, Table):
        _write_heading(document, block.title)
        if block.rows:
            _put(document, table_element(block, width, translate))
        elif block.empty:
            document.add_paragraph(clean(block.empty))
        if block.note:
            document.add_paragraph(clean(block.note)).runs[0].font.size = Pt(8)


def _keep_chapter(document: Any) -> None:
    """The last chapter stays with who signs it."""
    for paragraph in reversed(document.paragraphs):
        paragraph.paragraph_format.keep_with_next = True
        if paragraph.style.name == "Heading 1":
            return


def _write_heading(document: Any, title: str) -> None:
    if title:
        document.add_heading(clean(title), 2)


def _put(document: Any, element: Any) -> None:
    """A table, and the paragraph without which two tables would be one."""
    after = document.add_paragraph()
    shrink(after)
    after.paragraph_format.space_after = Pt(5)
    after._p.addprevious(element)


def _write_definitions(document: Any, report: Report, *, wide: bool) -> None:
    _turn(_new_page(document), report, wide=wide)
    if report.definitions_title:
        document.add_heading(clean(report.definitions_title), 1)
    for one in report.definitions:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
        name = paragraph.add_run(clean(one.name))
        name.bold = True
        name.font.color.rgb = RGBColor.from_string(INK)
        paragraph.add_run(f": {clean(one.text)}")
