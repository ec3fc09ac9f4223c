"""The one entry of all formats: a report, what it shall become, its bytes."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from hall.errors import Refused
from hall.report.progress import Progress, Stopped, untold
from hall.report.report import Report
from hall.translator import Translator

__all__ = ["Format", "Progress", "Stopped", "format_of", "render"]


class Format(StrEnum):
    """What a report is written as; its value is the end of a file's name."""

    TERMINAL = "txt"
    JSON = "json"
    CSV = "csv"
    ZIP = "zip"
    """A CSV file for each table."""
    XLSX = "xlsx"
    PDF = "pdf"
    DOCX = "docx"


def format_of(file: Path) -> Format:
    """The format that the end of a file's name says. Raises Refused(report_format) for one that no report has."""
    try:
        return Format(file.suffix.casefold().removeprefix("."))
    except ValueError:
        known = ", ".join(f".{one}" for one in Format)
        raise Refused("report_format", file=file.name, known=known) from None


def render(report: Report, wanted: Format, translate: Translator, progress: Progress = untold) -> bytes:
    """The report in the language of ``translate``. ``progress`` is told of each page, sheet or file, and stops the
    making by raising: nothing is written then. Raises Refused where the format has no place for the report, and what
    ``progress`` raises. What a format needs is imported when it is first wanted."""
    return _MADE[wanted](report, translate, progress)


def _terminal(report: Report, translate: Translator, progress: Progress) -> bytes:
    from hall.report.terminal import report_lines

    return "\n".join([*report_lines(report, translate), ""]).encode()


def _json(report: Report, translate: Translator, progress: Progress) -> bytes:
    from hall.report.json_file import json_of

    return json_of(report, translate)


def _csv(report: Report, translate: Translator, progress: Progress) -> bytes:
    from hall.report.csv_file import csv_of

    return csv_of(report)


def _zip(report: Report, translate: Translator, progress: Progress) -> bytes:
    from hall.report.csv_file import zip_of

    return zip_of(report, progress)


def _xlsx(report: Report, translate: Translator, progress: Progress) -> bytes:
    from hall.report.xlsx import xlsx_of

    return xlsx_of(report, translate, progress)


def _pdf(report: Report, translate: Translator, progress: Progress) -> bytes:
    from hall.report.pdf import pdf_of

    return pdf_of(report, translate, progress)


def _docx(report: Report, translate: Translator, progress: Progress) -> bytes:
    from hall.report.docx import docx_of

    return docx_of(report, translate, progress)


_MADE: dict[Format, Callable[[Report, Translator, Progress], bytes]] = {
    Format.TERMINAL: _terminal,
    Format.JSON: _json,
    Format.CSV: _csv,
    Format.ZIP: _zip,
    Format.XLSX: _xlsx,
    Format.PDF: _pdf,
    Format.DOCX: _docx,
}
