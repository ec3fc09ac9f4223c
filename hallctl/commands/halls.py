"""`hall report recap --period 2026-11 --halls FILE`: several halls in one report, and all of them on one page."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from hall.access import By
from hall.errors import Refused
from hall.figures import (
    HallName,
    HallPart,
    HallsFacts,
    HallTotal,
    Need,
    Period,
    ReportFacts,
    twelve_months,
    united,
)
from hall.report.halls import halls_report
from hall.report.rendering import format_of
from hall.translator import Translator
from hallctl import low_priority
from hallctl.commands.report_output import Language, Output, PeriodText, give
from hallctl.commands.slips import slip_translator
from hallctl.dates import typed_period
from hallctl.halls_file import read_each, read_halls_file
from hallctl.session import Session, os_login

if TYPE_CHECKING:
    from hall.store import Reader

HALLS_OPTION = typer.Option(
    "--halls", metavar="FILE", help="Several halls: a name and a database URL a line; its mode has to be 0600."
)
UNREAD = 4
"""Exit code when a database could not be read; the report is made of the others."""


def halls(
    session: Session,
    period: PeriodText,
    file: Annotated[Path, HALLS_OPTION],
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
    told, by = _told(period), By.technician(os_login())

    def totals(view: Reader) -> tuple[HallTotal, ...]:
        return view.halls.totals(by, told.over, told.before, told.year_before)

    found, unread = read_each(read_halls_file(file), totals)
    named = [one for line, read in found for one in _named(line.name, read)]
    return HallsFacts(told.now, period, named, unread)


def united_facts(file: Path, period: Period, needs: frozenset[Need], translate: Translator) -> ReportFacts:
    """The halls of the file as one, for a report that needs ``needs``. Raises as ``halls_facts``, and
    Refused("report_one_hall") where it needs single numbers, ("report_no_halls") where no hall has added up a day."""
    if not needs <= {Need.MONTHS}:
        raise Refused("report_one_hall")
    told, by = _told(period), By.technician(os_login())
    months = twelve_months(told.over) if Need.MONTHS in needs else None

    def parts(view: Reader) -> tuple[HallPart, ...]:
        return view.halls.parts(by, told.over, told.before, told.year_before, months)

    found, unread = read_each(read_halls_file(file), parts)
    halls = [replace(one, name=HallName(line.name)) if len(read) == 1 else one for line, read in found for one in read]
    if not halls:
        raise Refused("report_no_halls")
    owner = translate("report.halls.owner", n=len(halls))
    return united(halls, owner, told.now, period, tuple(unread))


class _Told(NamedTuple):
    """Now, and as much of a period as is over, with as much of the two that it is compared with."""

    now: datetime
    over: Period
    before: Period
    year_before: Period


def _told(period: Period) -> _Told:
    now = datetime.now().astimezone()
    today = now.date()
    return _Told(
        now,
        period.until(today),
        period.compared(period.before(), today),
        period.compared(period.year_before(), today),
    )


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
