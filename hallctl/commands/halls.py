"""`hall report … --halls FILE`: several halls in one report, and all of them on one page."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hall.access import By
from hall.figures import HallName, HallsFacts, HallTotal, Period
from hall.report.halls import halls_report
from hall.report.rendering import format_of
from hallctl import low_priority
from hallctl.commands.report_output import Language, Output, PeriodText, give
from hallctl.commands.slips import slip_translator
from hallctl.dates import typed_period
from hallctl.halls_file import read_each, read_halls_file
from hallctl.session import Session, os_login

if TYPE_CHECKING:
    from hall.store import Reader

HallsFile = Annotated[
    Path, typer.Option("--halls", metavar="FILE", help="A name and a database URL a line; its mode has to be 0600.")
]
UNREAD = 4
"""Exit code when a database could not be read; the report is made of the others."""


def halls(
    session: Session,
    period: PeriodText,
    file: HallsFile,
    output: Output = None,
    language: Language = "id",
) -> None:
    """All halls of a file, or of a province's database, on one page; exit code 4 when one could not be read."""
    session.technician_only("report halls")
    wanted, translate = typed_period(period), slip_translator(session, language)
    if output is not None:
        format_of(output)
    low_priority.step_back()
    facts = halls_facts(file, wanted)
    give(session, halls_report(facts, translate), translate, output, wanted)
    tell_unread(facts.unread)


def halls_facts(file: Path, period: Period) -> HallsFacts:
    """What the halls of the file come to. Raises SettingsError and StoreUnavailable as ``read_halls_file`` and
    ``read_each`` do."""
    now = datetime.now().astimezone()
    today, by = now.date(), By.technician(os_login())
    over = period.until(today)
    before, year_before = (period.compared(one, today) for one in (period.before(), period.year_before()))

    def totals(view: Reader) -> tuple[HallTotal, ...]:
        return view.halls.totals(by, over, before, year_before)

    found, unread = read_each(read_halls_file(file), totals)
    named = [one for line, read in found for one in _named(line.name, read)]
    return HallsFacts(now, period, named, unread)


def _named(name: str, read: tuple[HallTotal, ...]) -> tuple[HallTotal, ...]:
    """The halls of a line: where it is one alone, it has the name of its line; without any, that name has no days."""
    if len(read) > 1:
        return read
    return (replace(read[0], name=HallName(name)),) if read else (HallTotal("", HallName(name)),)


def tell_unread(names: Sequence[str]) -> None:
    """Say which databases could not be read, and end with exit code 4 then."""
    if names:
        print(f"Not read: {', '.join(names)}.", file=sys.stderr)
        raise typer.Exit(UNREAD)
