"""Labels as a PDF file on A4, to be cut or torn along dashed lines."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from hall.report.fonts import bold_font, text_font
from hall.report.labels import Label, Labels

COLUMNS, ROWS = 3, 7
_MARGIN, _HEAD = 10 * mm, 16 * mm
_INK, _QUIET = HexColor("#16202B"), HexColor("#5A6773")


def labels_pdf(labels: Labels) -> bytes:
    """The labels as a PDF file, in reading order."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.setTitle(labels.title)
    canvas.setAuthor(labels.owner)
    each = COLUMNS * ROWS
    pages = [labels.labels[at : at + each] for at in range(0, len(labels.labels), each)]
    for number, page in enumerate(pages, 1):
        _page(canvas, labels, page, labels.page.format(number=number, count=len(pages)))
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _page(canvas: Canvas, labels: Labels, shown: tuple[Label, ...], page: str) -> None:
    width, height = A4
    canvas.setFillColor(_INK)
    _text(canvas, labels.title, _MARGIN, height - _MARGIN - 4 * mm, 11, bold=True)
    _text(canvas, labels.note, _MARGIN, height - _MARGIN - 9 * mm, 8, within=width - 2 * _MARGIN)
    canvas.setFillColor(_QUIET)
    canvas.setFont(text_font(), 8)
    canvas.drawRightString(width - _MARGIN, height - _MARGIN - 4 * mm, page)
    across, down = (width - 2 * _MARGIN) / COLUMNS, (height - 2 * _MARGIN - _HEAD) / ROWS
    for place, label in enumerate(shown):
        row, column = divmod(place, COLUMNS)
        _label(canvas, label, _MARGIN + column * across, height - _MARGIN - _HEAD - (row + 1) * down, across, down)


def _label(canvas: Canvas, label: Label, left: float, bottom: float, width: float, height: float) -> None:
    canvas.setDash(2, 2)
    canvas.setStrokeColor(_QUIET)
    canvas.setLineWidth(0.5)
    canvas.rect(left, bottom, width, height)
    canvas.setDash()
    inside, x = width - 8 * mm, left + 4 * mm
    canvas.setFillColor(_QUIET)
    _text(canvas, label.head, x, bottom + height - 6 * mm, 7, within=inside)
    canvas.setFillColor(_INK)
    _text(canvas, label.big, x, bottom + height - 18 * mm, 30, bold=True, within=inside)
    _text(canvas, label.line, x, bottom + height - 24 * mm, 9, within=inside)
    canvas.setFillColor(_QUIET)
    _text(canvas, label.foot, x, bottom + 4 * mm, 8, within=inside)


def _text(
    canvas: Canvas, text: str, x: float, y: float, size: float, *, bold: bool = False, within: float = 0.0
) -> None:
    """Text in one line, made smaller where it is wider than ``within``."""
    font = bold_font() if bold else text_font()
    wide = stringWidth(text, font, size)
    canvas.setFont(font, size * within / wide if within and wide > within else size)
    canvas.drawString(x, y, text)
