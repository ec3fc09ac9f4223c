"""`hall purge`: deleting what was kept as long as the configuration says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from hall.access import Operation
from hall.wording import counted
from hallctl.session import Session

if TYPE_CHECKING:
    from hall.store.retention.purging import Purged
    from hall.store.retention.retention_reads import OldRows

REFUSED = 1
_WHY = {
    "not_added_up": "is kept: it is not added up; run hall report rebuild",
    "differs": "is kept: it adds up to something else now; hall report rebuild says to what",
}


def purge(
    session: Session,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be deleted.")] = False,
) -> None:
    """Delete what is older than [retention] allows; exit code 1 when a business day has to be kept all the same."""
    with session.acting(may=Operation.PURGE_DAY) as (store, by):
        from hall.store.retention.purging import checked
        from hall.store.retention.purging import purge as purged

        old = store.fetch(lambda view: view.retention.old(by))
        done = list(checked(store, old) if dry_run else purged(store, by, old))
    refused = [one for one in done if one.refused]
    days = [one for one in done if one.what == "day" and not one.refused]
    document = {
        "dry_run": dry_run,
        "days": [str(one.day) for one in days],
        "kept": [{"day": str(one.day), "why": one.refused, "figures": list(one.differs)} for one in refused],
        "rows": sum(one.rows for one in done),
        "print_job_days": len(old.job_days),
        "requests": old.requests,
        "staff_events": old.staff_events,
        "alarms": old.alarms,
    }
    session.answer(document, [*_lines(old, days, dry_run), *(f"{one.day} {_WHY[one.refused]}." for one in refused)])
    if refused:
        raise typer.Exit(REFUSED)


def _days(days: list[date]) -> str:
    """How many business days, and the first and the last of them."""
    ends = "" if not days else f" ({days[0]})" if len(days) == 1 else f" ({days[0]} to {days[-1]})"
    return f"{counted(len(days), 'business day', 'business days')}{ends}"


def _lines(old: OldRows, days: list[Purged], dry_run: bool) -> list[str]:
    would = "would be deleted" if dry_run else "deleted"
    numbers = [one.day for one in days if one.day is not None]
    parts = (
        (old.events_from, f"numbers of {_days(numbers)}"),
        (old.jobs_from, f"print jobs of {_days([day for _, day in old.job_days])}"),
        (old.requests_from, f"{old.requests} requests"),
        (old.staff_from, f"{old.staff_events} staff events and {old.alarms} alarms"),
    )
    said = [f"before {first}: {what} {would}" for first, what in parts if first is not None]
    rows = sum(one.rows for one in days)
    return [*said, *([] if dry_run or not days else [f"{rows} rows of these days; their figures stay"])] or [
        "Everything is kept for ever: no [retention] in the configuration."
    ]
