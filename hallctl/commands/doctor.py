"""`hall doctor`: what is wrong with this machine and its hall, and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hall.config_file import config_file
from hall.errors import SettingsError
from hall.maintenance.doctor import examine
from hall.maintenance.doctor.bundle import bundle, write_bundle
from hall.maintenance.doctor.examining import is_well
from hall.maintenance.doctor.facts import DatabaseFacts, Facts, Missed
from hall.maintenance.doctor.metrics import metrics_text, write_metrics
from hall.maintenance.doctor.report import report_document, report_lines
from hall.maintenance.doctor.scrubbing import Scrubber
from hallctl.doctor_looks import gather
from hallctl.personal import secrets_of, words_of
from hallctl.session import Session

_FOUND, _AWAY = 1, 4


def doctor(
    session: Session,
    station: Annotated[
        str, typer.Option("--station", metavar="NAME", help="This machine's name, as its programs are started with.")
    ] = "",
    bundle_file: Annotated[
        Path | None,
        typer.Option(
            "--bundle", metavar="FILE", help="Write a zip for whoever helps from afar, without secrets and names."
        ),
    ] = None,
    metrics: Annotated[
        bool, typer.Option("--metrics", help="Write figures for Prometheus, too: into [maintenance] metrics_file.")
    ] = False,
) -> None:
    """Look at this machine and its hall; say what is wrong and what to do.

    Exit code 1: something is to be seen to; 4: the database is out of reach, all else was looked at.
    """
    session.technician_only("doctor")
    file = _metrics_file(session) if metrics else None
    facts = gather(session, station)
    findings = examine(facts)
    if file is not None:
        write_metrics(file, metrics_text(facts, findings))
    if bundle_file is not None:
        scrubber = Scrubber(secrets_of(session), words_of(session, facts))
        write_bundle(bundle_file, bundle(facts, findings, config_file(session.config), scrubber))
    session.answer({"doctor": report_document(facts, findings)}, report_lines(facts, findings))
    if _is_away(facts):
        raise typer.Exit(_AWAY)
    if not is_well(findings):
        raise typer.Exit(_FOUND)


def _metrics_file(session: Session) -> Path:
    """Where the figures go. Raises SettingsError."""
    settings = session.settings()
    if settings.metrics_file is None:
        raise SettingsError(
            [f"{settings.path}: maintenance.metrics_file: is not set; name the file that is to be written"]
        )
    return settings.metrics_file


def _is_away(facts: Facts) -> bool:
    """Whether a database that the configuration names was not reached."""
    if isinstance(facts.database, Missed):
        return facts.database.late
    return not isinstance(facts.database, DatabaseFacts) or not facts.database.reached
