"""`hall pad`: numbers of a service on paper, for an outage."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hall.manual_numbers import pad_of
from hall.report.pad import pad_labels
from hallctl.arguments import LARGEST_NUMBER
from hallctl.commands.slips import slip_translator
from hallctl.files import write_file
from hallctl.session import Session


def pad(
    session: Session,
    service: Annotated[str, typer.Argument(metavar="SERVICE", help="Prefix or id of the service.")],
    first: Annotated[
        int | None,
        typer.Option("--from", min=1, max=LARGEST_NUMBER, help="The first number; by default after today's last one."),
    ] = None,
    count: Annotated[int, typer.Option("--count", min=1, max=500, help="How many numbers.")] = 100,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Where the PDF goes.")] = Path(
        "pad.pdf"
    ),
    language: Annotated[str, typer.Option("--language", help="id, en, or a language of the hall's own.")] = "id",
) -> None:
    """Write a pad of manual numbers as a PDF file on A4: to tear off when the system is away."""
    from hall.report.labels_pdf import labels_pdf

    translate = slip_translator(session, language)
    specimen, hall = session.fetch(lambda view: (view.tickets.specimen(service), view.hall()))
    prefix, _, following = specimen.code.rpartition("-")
    name = specimen.service_name if language == "id" else specimen.service_name_en or specimen.service_name
    made = pad_of(prefix, name, int(following) - 1, first=first, count=count)
    write_file(output, labels_pdf(pad_labels(made, f"{hall.name} {hall.city}".strip(), translate)))
    document = {"file": str(output), "prefix": prefix, "first": made.first, "last": made.last}
    session.answer(document, [f"{output}: {prefix} {made.first} to {made.last}."])
