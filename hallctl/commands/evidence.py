"""`hall report evidence`: a pack with which anybody can recompute the figures of a period."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hall.report.evidence import write_pack
from hallctl import low_priority
from hallctl.commands.slips import slip_translator
from hallctl.dates import typed_period
from hallctl.session import Session


def evidence(
    session: Session,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="A .zip file.")],
    period: Annotated[
        str, typer.Option("--period", metavar="PERIOD", help="A day, month, quarter, half-year, year, or FIRST..LAST.")
    ],
    language: Annotated[str, typer.Option("--language", help="Of its reports: id, en, or the hall's own.")] = "id",
) -> None:
    """Events without names, terms, figures and reports of a period, and verify.py, which recomputes them all."""
    wanted, translate = typed_period(period), slip_translator(session, language)
    if output.suffix.casefold() != ".zip":
        raise typer.BadParameter("the pack is a .zip file", param_hint="--output")
    low_priority.step_back()
    with session.acting() as (store, by), store.read(by) as view:
        packed = write_pack(output, view.evidence.of(wanted, by), translate)
    document = {
        "file": str(output),
        "period": wanted.text,
        "days": packed.days,
        "events": packed.events,
        "reports": list(packed.reports),
        "fingerprint": packed.fingerprint,
    }
    session.answer(
        document,
        [
            f"{output}: {packed.days} days, {packed.events} events, reports {', '.join(packed.reports)}.",
            f"Fingerprint (SHA-256 of manifest.json): {packed.fingerprint}",
        ],
    )
