"""The file of a page."""

from __future__ import annotations

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from hall.report.pdf.style import page_size
from tools.print_pages.texts import Source


def new_canvas(file: BytesIO, source: Source, title: str) -> Canvas:
    """A PDF that is the same whenever it is made, and that says which text it was made of."""
    canvas = Canvas(file, pagesize=page_size(wide=False), pageCompression=1, invariant=1, lang=source.language)
    canvas.setTitle(title)
    canvas.setAuthor("")
    canvas.setCreator("")
    canvas.setKeywords(source.digest)
    return canvas
