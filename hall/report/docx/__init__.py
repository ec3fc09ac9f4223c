"""A report as a text that an office goes on writing: headings, paragraphs and tables of its word processor."""

from __future__ import annotations

from hall.report.docx.document import docx_of

__all__ = ["docx_of"]
