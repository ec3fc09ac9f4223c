"""What the hall says of waits, as programs and commands ask for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, func, select

from hall.estimating.answering import Picture
from hall.estimating.following import Step
from hall.estimating.forecast import Forecast
from hall.estimating.quality import DayQuality
from hall.estimating.waits import Waits
from hall.store import tables as t
from hall.store.database import sight
from hall.store.database.aspect import Reads
from hall.store.database.prepared import Prepared
from hall.store.database.readable import whole_rows
from hall.store.estimates.day_steps import lines_before, midnight_of, steps_after, steps_of
from hall.store.estimates.estimate_work import Memory
from hall.store.estimates.forecast_reads import forecast_now
from hall.store.estimates.picture import picture_of
from hall.store.estimates.quality_reads import quality_on
from hall.views import ServiceWait, WaitsView

_D, _M = t.business_day.c, t.wait_memory.c
_FIRST_DAYS = 30
"""Of a hall that has run before its first estimates so many days are learned from."""


_MARK = Prepared(
    select(
        select(func.max(t.ticket_event.c.id)).scalar_subquery().label("line"),
        select(func.max(t.counter_event.c.id)).scalar_subquery().label("shift"),
        t.hall.c.revision,
        select(_D.id).where(_D.closed_at.is_(None)).scalar_subquery().label("day"),
    )
)


class EstimateReads(Reads):
    """What is said of waits, and what it comes from."""

    def said(self) -> Waits | None:
        """What is said now; None when nobody works it out."""
        return self._tx.cache.waits.look(self._tx)

    def shown(self, service: str = "") -> WaitsView:
        """What is said now of a service (prefix or id), or of every one that is seen. Raises
        Refused("unknown_service") and ("other_agency")."""
        tx = self._tx
        waits = tx.cache.waits
        holds = waits.look(tx) is not None
        if service:
            chosen = [tx.structure.find_service(service)]
            sight.refuse_unseen(tx, chosen[0].agency)
        else:
            chosen = [one for one in tx.structure.structure.services if sight.sees(tx, one.agency)]
        said = (
            ServiceWait(
                *(one.id, one.prefix, one.name, one.agency),
                *(waits.of(one.id, priority=priority) for priority in (False, True)),
            )
            for one in chosen
        )
        return WaitsView(tx.now(), waits.last, holds, tuple(said))

    def mark(self) -> tuple[Any, ...]:
        """What is another as soon as something has happened in the hall: its last lines, its structure, its day."""
        return tuple(self._tx.run(_MARK).one())

    def memory(self) -> Memory:
        """What was learned so far."""
        row = self._tx.connection.execute(select(t.wait_memory).where(_M.id == 1)).one_or_none()
        if row is None:
            return Memory()
        return Memory(row.first_day, row.last_day, row.memory, row.before, row.closed_at)

    def open_day(self) -> Row[Any] | None:
        """The row of the open business day."""
        return self._tx.open_day()

    def due(self, known: Memory) -> tuple[Row[Any], ...]:
        """The business days that have closed and were not learned from yet, in their order."""
        closed = select(t.business_day).where(_D.closed_at.is_not(None), _D.purged_at.is_(None))
        run = self._tx.connection.execute
        if known.last_day is None:
            return tuple(reversed(tuple(whole_rows(run(closed.order_by(_D.id.desc()).limit(_FIRST_DAYS))))))
        return tuple(whole_rows(run(closed.where(_D.id > known.last_day).order_by(_D.id))))

    def closed_again(self, known: Memory) -> set[int]:
        """The business days (keys) that ``known`` was learned from and that have closed again since."""
        if known.first_day is None or known.closed_at is None:
            return set()
        mine = _D.id.between(known.first_day, known.last_day), _D.closed_at > known.closed_at
        return set(self._tx.connection.execute(select(_D.id).where(*mine, _D.purged_at.is_(None))).scalars())

    def learned_from(self, known: Memory) -> tuple[Row[Any], ...]:
        """The business days that ``known`` was learned from, as far as their lines are kept."""
        if known.first_day is None:
            return ()
        closed = select(t.business_day).where(_D.closed_at.is_not(None), _D.purged_at.is_(None))
        mine = closed.where(_D.id.between(known.first_day, known.last_day)).order_by(_D.id)
        return tuple(whole_rows(self._tx.connection.execute(mine)))

    def deleted_of(self, known: Memory) -> int:
        """How many business days ``known`` was learned from of which the lines are deleted."""
        if known.first_day is None:
            return 0
        gone = select(func.count()).select_from(t.business_day).where(_D.purged_at.is_not(None))
        mine = gone.where(_D.id.between(known.first_day, known.last_day))
        return int(self._tx.connection.execute(mine).scalar_one())

    def steps_of(self, day: Row[Any]) -> tuple[Step, ...]:
        """The lines of a business day that has closed."""
        return tuple(steps_of(self._tx, day))

    def steps_after(self, day: Row[Any], after: int) -> Iterator[tuple[int, Step]]:
        """The lines of the open business day after the key ``after``."""
        return steps_after(self._tx, day, after)

    def lines_before(self, day: Row[Any]) -> int:
        """The key below which no line of the open day is."""
        return lines_before(self._tx, day.id)

    def picture(self, takes: Callable[[str], timedelta]) -> Picture:
        """The hall now; ``takes`` says how long a visit of a service (id) usually takes."""
        tx, day = self._tx, self._tx.open_day()
        now = tx.local(tx.now())
        today = datetime.combine(now.date(), time(), now.tzinfo)
        return picture_of(tx, today if day is None else midnight_of(tx, day), takes)

    def day(self, day: date) -> Row[Any] | None:
        """The row of a business day by its date."""
        return self._tx.connection.execute(select(t.business_day).where(_D.date == day)).one_or_none()

    def forecast(self) -> Forecast | None:
        """What whoever comes in the next two hours would wait, worked out at most once a minute by each process; None
        when nobody works the waits out."""
        return forecast_now(self._tx)

    def quality(self, day: date) -> DayQuality | None:
        """How good the estimates of a business day were, of the services that are seen; None where there is none, or
        its numbers were deleted."""
        return quality_on(self._tx, day)
