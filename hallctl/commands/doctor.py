"""`hall doctor`: what is wrong with this machine and its hall, and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hallctl.session import Session


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
    from hallctl.doctor_run import run  # every other command would load all that it looks with

    code = run(session, station, bundle_file, metrics=metrics)
    if code:
        raise typer.Exit(code)
