"""`hall numbers`: going on after an outage in which numbers were given on paper."""

from __future__ import annotations

from typing import Annotated

import typer

from hall.documents import ticket_document
from hallctl.arguments import LARGEST_NUMBER
from hallctl.commands.tickets import RequestId
from hallctl.session import Commands, Session

app = Commands(help="Numbers that were given on paper.", rich_markup_mode=None)


@app.callback()
def numbers() -> None:
    """Keep `import-manual` a command of its own."""


@app.command("import-manual")
def import_manual_numbers(
    session: Session,
    service: Annotated[str, typer.Argument(metavar="SERVICE", help="Prefix or id of the service.")],
    last: Annotated[int, typer.Argument(min=1, max=LARGEST_NUMBER, help="The last number that was given on paper.")],
    waiting_from: Annotated[
        int | None,
        typer.Option(min=1, max=LARGEST_NUMBER, help="The first paper number that still waits; left out: none does."),
    ] = None,
    reason: Annotated[str, typer.Option(help="Why, for the history.")] = "given on paper",
    request_id: RequestId = "",
) -> None:
    """Go on after LAST; paper numbers that still wait join the queue, the others are written down as a gap."""
    joined = session.write(
        lambda work, by: work.tickets.import_manual(service, last, by, waiting_from=waiting_from, reason=reason),
        request_id,
    )
    waiting = f"{joined[0].code} to {joined[-1].code} wait now." if joined else "None of the paper numbers waits."
    document = {"last": last, "waiting": [ticket_document(ticket) for ticket in joined]}
    session.answer(document, [f"The next number follows {last}. {waiting}"])
