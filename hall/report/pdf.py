"""A report as a PDF file on A4: its owner and title, facts, tables that go on over pages, and lines for signatures."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as PdfTable

from hall.report.cells import cell_text
from hall.report.fonts import bold_font, text_font
from hall.report.report import Column, Level, Report, Row, Signing, Table
from hall.translator import Translator

MARGIN = 14 * mm
_INSET = 6
"""What reportlab keeps free within the margins, in points."""
_INK, _QUIET, _RULE, _BAND = (HexColor(colour) for colour in ("#16202B", "#5A6773", "#C4CCD4", "#EEF2F6"))
_SIGNING_MM = 22


def pdf_of(report: Report, translate: Translator, *, wide: bool = False) -> bytes:
    """The report as a PDF file with cells in the language of ``translate``; ``wide`` turns the page."""
    file = BytesIO()
    size = landscape(A4) if wide else A4
    document = SimpleDocTemplate(
        file,
        pagesize=size,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN + 6 * mm,
        title=f"{report.title} {report.subtitle}",
        author=report.owner,
    )
    width = size[0] - 2 * (MARGIN + _INSET)
    parts = [*_head(report), _facts(report, width)]
    for table in report.tables:
        parts += _table(table, width, translate)
    if report.signatures:
        parts.append(_signatures(report.signatures, width))
    document.build(parts, canvasmaker=partial(_Pages, report))
    return file.getvalue()


class _Pages(Canvas):  # type: ignore[misc]
    """Pages that know how many they are: the foot is drawn when all are made."""

    def __init__(self, report: Report, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._report = report
        self._made: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802
        self._made.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for place, page in enumerate(self._made, 1):
            self.__dict__.update(page)
            self._foot(self._report.page.format(number=place, count=len(self._made)))
            super().showPage()
        super().save()

    def _foot(self, page: str) -> None:
        width = self._pagesize[0]
        self.setFont(text_font(), 8)
        self.setFillColor(_QUIET)
        self.drawString(MARGIN + _INSET, MARGIN, self._report.made)
        self.drawRightString(width - MARGIN - _INSET, MARGIN, page)


def _style(size: float, *, bold: bool = False, align: int = TA_LEFT, **more: Any) -> ParagraphStyle:
    name = bold_font() if bold else text_font()
    given = {"textColor": _INK, "leading": size * 1.3, **more}
    return ParagraphStyle(name, fontName=name, fontSize=size, alignment=align, **given)


def _head(report: Report) -> list[Flowable]:
    return [
        Paragraph(escape(report.owner), _style(10, textColor=_QUIET)),
        Paragraph(escape(report.title), _style(20, bold=True)),
        Paragraph(escape(report.subtitle), _style(12)),
        Spacer(1, 4 * mm),
    ]


def _facts(report: Report, width: float) -> Flowable:
    rows = [
        [Paragraph(escape(name), _style(9, textColor=_QUIET)), Paragraph(escape(value), _style(9))]
        for name, value in report.facts
    ]
    padding = [("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 1)]
    return PdfTable(rows, colWidths=[width * 0.2, width * 0.8], style=[*padding, ("LEFTPADDING", (0, 0), (0, -1), 0)])


def _side(column: Column) -> int:
    return int(TA_RIGHT if column.kind.is_number else TA_LEFT)


def _table(table: Table, width: float, translate: Translator) -> list[Flowable]:
    title = Paragraph(escape(table.title), _style(12, bold=True, spaceBefore=6 * mm, spaceAfter=2 * mm))
    if not table.rows:
        return [KeepTogether([title, Paragraph(escape(table.empty), _style(9, textColor=_QUIET))])]
    whole = sum(column.share for column in table.columns)
    head = [
        Paragraph(escape(column.title), _style(8, align=_side(column), textColor=_QUIET)) for column in table.columns
    ]
    rows = [head, *(_row(table, row, translate) for row in table.rows)]
    style: list[tuple[Any, ...]] = [
        ("BACKGROUND", (0, 0), (-1, 0), _BAND),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, _RULE),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("VALIGN", (0, 1), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
    for place, row in enumerate(table.rows, 1):
        if row.level is Level.TOTAL:
            style.append(("LINEABOVE", (0, place), (-1, place), 1, _INK))
    widths = [width * column.share / whole for column in table.columns]
    return [title, PdfTable(rows, colWidths=widths, style=style, repeatRows=1)]


def _row(table: Table, row: Row, translate: Translator) -> list[Flowable]:
    bold = row.level is not Level.DETAIL
    return [
        Paragraph(escape(cell_text(cell, column.kind, translate)), _style(9, bold=bold, align=_side(column)))
        for column, cell in zip(table.columns, row.cells, strict=True)
    ]


def _signatures(signatures: tuple[Signing, ...], width: float) -> Flowable:
    names = [", ".join(one.lines) for one in signatures]
    cells = [[Paragraph(escape(name), _style(9, textColor=_QUIET)) for name in names], ["" for _ in names]]
    lines = [("LINEBELOW", (place, 1), (place, 1), 0.6, _INK) for place in range(0, 2 * len(names), 2)]
    spaced = [[cell for pair in zip(row, [""] * len(row), strict=True) for cell in pair] for row in cells]
    widths = [width / len(names) * share for _ in names for share in (0.8, 0.2)]
    table = PdfTable(spaced, colWidths=widths, rowHeights=[None, _SIGNING_MM * mm], style=lines, spaceBefore=10 * mm)
    return KeepTogether([table])
