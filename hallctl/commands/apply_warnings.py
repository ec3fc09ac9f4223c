"""What whoever applies a configuration should know before and after: much that goes, who sits there, days, folders."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

import typer

from hall.errors import Refused
from hall.folders import is_there
from hall.holidays_id import with_known_days
from hall.structure import Change, HallStructure, Holiday
from hallctl.commands.changes import change_line, closing_line
from hallctl.dates import zone_of

if TYPE_CHECKING:
    from hall.settings import Settings
    from hall.store import Preview
    from hallctl.session import Session

_PLURALS = {"agency": "agencies", "service": "services", "counter": "counters"}


def ask(preview: Preview, session: Session) -> None:
    """Ask before much is archived. Raises Refused("archives_many") without a terminal, and when the answer is no."""
    if not preview.many:
        return
    what = ", ".join(f"{preview.archives(kind)} of {preview.there[kind]} {_PLURALS[kind]}" for kind in preview.many)
    if session.json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refused("archives_many", what=what)
    gone = [change.id for change in preview.changes if change.what == "archived" and change.kind in preview.many]
    sys.stderr.write(f"This would archive {what}: {', '.join(gone)}.\n")
    if not typer.confirm("Go on?", err=True):
        raise Refused("archives_many", what=what)


def signed_in(preview: Preview) -> Iterator[str]:
    """A line for each counter that goes while somebody is signed in at it."""
    for label, clerk in preview.signed_in:
        yield f"{clerk} is signed in at counter {label}, which goes: the desk returns to its sign-in page."


def in_force(preview: Preview, structure: HallStructure) -> list[str]:
    """A line for each closing and change by a supervisor, which stays in force over the configuration."""
    zone = zone_of(structure.hall.timezone)
    lines = [change_line(one, zone) for one in preview.overrides]
    lines += [closing_line(one, zone) for one in preview.closures]
    return [f"Stays in force over the configuration: {line}" for line in lines]


def media(settings: Settings) -> Iterator[str]:
    """A line for each file or folder of a board that is not next to the configuration."""
    structure = settings.structure
    for station in structure.stations if structure is not None else ():
        for name in station.board.media if station.board.layout == "media" else ():
            place = settings.path.absolute().parent / name
            if not is_there(place):
                yield (
                    f"{station.name} plays {name}, but there is no {place}; "
                    "it must be next to config.toml on the board's machine."
                )


def holidays(structure: HallStructure, changes: Iterable[Change]) -> tuple[Holiday, ...]:
    """The coming holidays of the calendar that these changes write; none when they leave the calendar alone."""
    written = any(
        change.kind == "hall"
        and (change.what == "added" or any(one.key.startswith("calendar") for one in change.differences))
        for change in changes
    )
    if not written:
        return ()
    today = date.today()  # noqa: DTZ011 - the machine's, as the file is applied here
    return tuple(
        holiday for holiday in with_known_days(structure.hall.calendar, today.year).known if holiday.day >= today
    )


def holiday_lines(holidays: Iterable[Holiday]) -> list[str]:
    """One line a year: ``Holidays 2026: 12-25 Hari Raya Natal; …``."""
    years: dict[int, list[str]] = {}
    for holiday in holidays:
        years.setdefault(holiday.day.year, []).append(f"{holiday.day:%m-%d} {holiday.name}")
    return [f"Holidays {year}: {'; '.join(named)}." for year, named in years.items()]
