"""Where a report goes: to the terminal, to a program as JSON, or into a file of a form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from hall.figures import Period
from hall.report.rendering import Format, format_of, render
from hall.report.report import Report
from hall.report.terminal import report_lines
from hall.translator import Translator
from hallctl.files import write_file
from hallctl.session import Session

PeriodText = Annotated[
    str,
    typer.Option("--period", metavar="PERIOD", help="A day, week, month, quarter, half-year, year, or FIRST..LAST."),
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="A .pdf, .xlsx, .docx, .csv, .zip, .json or .txt file."),
]
Language = Annotated[str, typer.Option("--language", help="id, en, or a language of the hall's own.")]


def give(session: Session, document: Report, translate: Translator, output: Path | None, period: Period) -> None:
    """Write the report to its file, or answer with it. Raises Refused for a form that there is not."""
    if output is None:
        shown = json.loads(render(document, Format.JSON, translate)) if session.json else {}
        session.answer(shown, () if session.json else report_lines(document, translate))
        return
    write_file(output, render(document, format_of(output), translate))
    answer = {"file": str(output), "report": document.key, "period": period.text}
    session.answer(answer, [f"{output}: {document.title}."])
