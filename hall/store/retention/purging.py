"""Deleting all that was kept long enough, one step after the other, so that nobody waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from hall.access import By

if TYPE_CHECKING:
    from hall.store.retention.retention_reads import OldRows
    from hall.store.store import Store
    from hall.store.work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Purged:
    """A step: what was deleted (``day``, ``print_jobs``, ``seats``, ``requests`` or ``staff_events``), of which
    business day, and how many rows. A day that is kept although it is old says why: ``not_added_up``, or what it adds
    up to now ``differs`` from what was kept of it."""

    what: str
    rows: int = 0
    day: date | None = None
    refused: str = ""
    differs: tuple[str, ...] = ()


def checked(store: Store, old: OldRows) -> Iterator[Purged]:
    """Which days would be deleted, and which would not: nothing is."""
    for day_id, day in old.days:
        yield _day(store, None, day_id, day)


def purge(store: Store, by: By, old: OldRows) -> Iterator[Purged]:
    """Delete what is ``old``. Raises Refused("needs_technician") and StoreUnavailable."""
    for day_id, day in old.days:
        yield _day(store, by, day_id, day)
    for day_id, day in old.job_days:
        yield Purged("print_jobs", store.run(partial(_jobs, by=by, day_id=day_id)), day)
    yield Purged("seats", store.run(lambda w: w.retention.purge_seats(by)))
    if old.requests_from is not None:
        before = old.requests_from
        while gone := store.run(lambda w: w.retention.purge_requests(by, before)):
            yield Purged("requests", gone)
    if old.staff_from is not None:
        first = old.staff_from
        while gone := store.run(lambda w: w.retention.purge_staff_events(by, first)):
            yield Purged("staff_events", gone)


def _jobs(work: UnitOfWork, by: By, day_id: int) -> int:
    return work.retention.purge_jobs(by, day_id)


def _day(store: Store, by: By | None, day_id: int, day: date) -> Purged:
    found = store.fetch(lambda view: view.aggregates.recounted(day_id))
    if found is None or not found.was_kept:
        return Purged("day", day=day, refused="not_added_up")
    if found.differs:
        return Purged("day", day=day, refused="differs", differs=found.differs)
    if by is None:
        return Purged("day", day=day)
    gone = store.run(lambda w: w.retention.purge_day(by, found.counted))
    return Purged("day", day=day, refused="differs") if gone is None else Purged("day", gone, day)
