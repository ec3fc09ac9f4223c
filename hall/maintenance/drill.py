"""A backup is only one when it can be restored: a drill does both into a scratch database and compares.

The hall may work meanwhile. Where nothing has changed between two looks at it, before the backup and after it, all must
be equal; else what was there before the backup must be in it, and what is in it must be there afterwards.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hall.database_url import sqlite_url
from hall.figures.drilled import DayFacts, DrillFacts
from hall.maintenance.backups import Manifest, Source, make
from hall.maintenance.backups.checking import scratch_folder
from hall.maintenance.restoring.staging import staged
from hall.store.maintenance.contents import database_file
from hall.store.maintenance.scratch import scratch_database

if TYPE_CHECKING:
    from hall.auditing import AuditReport
    from hall.store import Store


@dataclass(frozen=True, slots=True)
class Drill:
    """The outcome of a drill: what ``differs`` in sentences, none when all is well; how many seconds each step took;
    whether the hall ``worked`` meanwhile, and whether the backup was made for it (``fresh``)."""

    manifest: Manifest
    found: DrillFacts
    differs: tuple[str, ...]
    seconds: dict[str, float] = field(default_factory=dict)
    worked: bool = False
    fresh: bool = True

    @property
    def good(self) -> bool:
        """Whether nothing differs."""
        return not self.differs


class _Steps:
    """How long steps take."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        begun = time.monotonic()
        yield
        self.seconds[name] = round(time.monotonic() - begun, 2)


def drill(
    source: Source,
    open_store: Callable[[str], Store],
    now: datetime,
    *,
    backup: Path | None = None,
    passphrase: str = "",
) -> Drill:
    """Restore ``backup``, or a fresh one of ``source``, into a scratch database and compare; the hall is only read.

    ``open_store`` opens a database. Raises StoreUnavailable, and BackupError for a backup that cannot be restored.
    """
    steps = _Steps()
    with ExitStack() as held:
        hall = held.enter_context(closing(open_store(source.url)))
        before = _facts(hall)
        if backup is None:
            folder = held.enter_context(scratch_folder())
            with steps.step("backup"):
                made = make(source, folder, now, passphrase=passphrase).path
        place = held.enter_context(_scratch(source.url))
        with steps.step("restore"):
            manifest = _restored(place, backup or made, passphrase)
        with steps.step("compare"):
            scratch = held.enter_context(closing(open_store(place)))
            found, after = _facts(scratch), _facts(hall)
            if backup is None:
                differs = [*differences(before, found, after), *_audited(hall, scratch)]
            else:
                differs = [*older_differences(found, after), *_audited(hall, scratch)]
    return Drill(manifest, found, tuple(differs), steps.seconds, before != after, backup is None)


def _facts(store: Store) -> DrillFacts:
    return store.fetch(lambda reader: reader.drill.facts())


def _restored(place: str, backup: Path, passphrase: str) -> Manifest:
    with staged(place, backup, passphrase) as one:
        one.finish(lambda work, reader: None)
        return one.unpacked.manifest


@contextmanager
def _scratch(url: str) -> Iterator[str]:
    """An empty place of the same kind as the hall's database."""
    if database_file(url) is None:
        with scratch_database(url) as place:
            yield place
    else:
        with scratch_folder() as folder:
            yield sqlite_url(folder / "hall.db")


def _audited(hall: Store, scratch: Store) -> Iterator[str]:
    """What an audit of the restored hall finds and the hall's own does not."""
    report = _audit(scratch)
    if report.found:
        own = {str(one) for one in _audit(hall).findings}
        new = [one for one in report.findings if str(one) not in own]
        if new:
            yield f"the audit of the restored hall finds what the hall's own does not: {new[0]}"


def _audit(store: Store) -> AuditReport:
    return store.fetch(lambda reader: reader.days.audit())


def differences(before: DrillFacts, found: DrillFacts, after: DrillFacts) -> Iterator[str]:
    """In what a hall ``found`` in a fresh backup is not the one that was seen ``before`` and ``after`` it was made."""
    if before == after:
        yield from _unequal(before, found)
        return
    if not before.events <= found.events <= after.events:
        yield f"the history has {found.events} lines, and had {before.events} before and {after.events} after"
    days = {one.day: one for one in found.days}
    later = {one.day: one for one in after.days}
    for day in before.days:
        yield from _day_between(day, days.get(day.day), later.get(day.day))
    lost, strange = before.given - found.given, found.given - after.given
    if lost and any(not one.closed for one in found.days):
        yield f"the backup lacks {', '.join(sorted(lost)[:5])}"
    if strange and any(not one.closed for one in after.days):
        yield f"the backup has {', '.join(sorted(strange)[:5])}, which the hall has not"
    yield from _order(before, found, after)


def _unequal(hall: DrillFacts, found: DrillFacts) -> Iterator[str]:
    if hall.events != found.events:
        yield f"the history has {hall.events} lines, and {found.events} in the backup"
    days, restored = ({one.day: one for one in facts.days} for facts in (hall, found))
    for day in sorted({*days, *restored}):
        if days.get(day) != restored.get(day):
            yield f"the numbers of {day} are others than in the backup"
    for service, codes in hall.queue:
        if dict(found.queue).get(service) != codes:
            yield f"who waits for {service} is not the same, or in another order"
    if dict(hall.queue).keys() != dict(found.queue).keys():
        yield "people wait for other services"
    if hall.given != found.given:
        yield "the open business day has other codes"
    totals, restored_totals = dict(hall.totals), dict(found.totals)
    for month in sorted({*totals, *restored_totals}):
        if totals.get(month) != restored_totals.get(month):
            yield f"the totals of {month} differ"


def _day_between(day: DayFacts, found: DayFacts | None, later: DayFacts | None) -> Iterator[str]:
    if found is None:
        yield f"the business day {day.day} is not in the backup"
    elif day == later:
        if found != day:
            yield f"the numbers of {day.day} are others than in the backup"
    else:
        yield from (
            f"the last number of {prefix} on {day.day} is {dict(found.last).get(prefix, 0)}, and was {last} before"
            for prefix, last in day.last
            if dict(found.last).get(prefix, 0) < last
        )


def _order(before: DrillFacts, found: DrillFacts, after: DrillFacts) -> Iterator[str]:
    """Those who wait all the time do so in the same order."""
    restored, later = dict(found.queue), dict(after.queue)
    for service, codes in before.queue:
        both = set(codes) & set(later.get(service, ()))
        own = [code for code in codes if code in both]
        if own == [code for code in later.get(service, ()) if code in both] and own != [
            code for code in restored.get(service, ()) if code in both
        ]:
            yield f"who waits for {service} is not the same, or in another order"


def older_differences(found: DrillFacts, hall: DrillFacts) -> Iterator[str]:
    """In what the hall of an older backup cannot be the hall's past: business days that were closed then have the codes
    that they have now, and no number is ahead. Days whose numbers were deleted since are passed over."""
    now = {one.day: one for one in hall.days}
    if found.events > hall.events:
        yield f"the backup has {found.events} lines of history, and the hall {hall.events}"
    for day in found.days:
        own = now.get(day.day)
        if own is None:
            yield f"the hall has no business day {day.day}"
        elif own.tickets and day.closed and own.codes != day.codes and own.tickets <= day.tickets:
            yield f"the numbers of {day.day} are others than in the backup"
        elif own.tickets:
            yield from (
                f"the last number of {prefix} on {day.day} is {last} in the backup, and {dict(own.last).get(prefix, 0)}"
                for prefix, last in day.last
                if dict(own.last).get(prefix, 0) < last
            )
