"""A report as a PDF file on A4: it is laid out first, so that each page knows how many there are, then drawn."""

from __future__ import annotations

from hall.report.pdf.document import pdf_of

__all__ = ["pdf_of"]
