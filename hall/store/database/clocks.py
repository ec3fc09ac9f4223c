"""What a clock that goes back may not make longer: leases, last words, and numbers that wait for one counter.

Moments of the future are no sign of life. Whoever finds that the clock went back puts them right once: what was taken
or said before has happened now at the latest, and lasts from now on no longer than it was to last from its beginning.
Ends that people have set themselves, as those of an announcement or a break, are times of the clock and stay.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update

from hall.lifecycle import State
from hall.store import tables as t
from hall.store.database.transaction import Transaction

AHEAD = timedelta(seconds=2)
"""Clocks are set by seconds all the time."""
_WAITS = (State.WAITING, State.HELD)
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class StepsBack:
    """The latest time that a store has seen."""

    latest: datetime | None = None

    def went_back(self, now: datetime) -> bool:
        """Whether the clock stands behind a time that was seen before; told once."""
        before, self.latest = self.latest, now
        return before is not None and before > now + AHEAD


def put_right(tx: Transaction, now: datetime) -> None:
    """Bring what lies ahead of ``now`` back to it."""
    _log.warning("the clock went back: leases and last words are counted from %s on", now.isoformat())
    ahead = now + AHEAD
    for column in (t.life.c.beat_at, t.board.c.seen_at, t.printer.c.seen_at, t.printer.c.watched_at):
        tx.connection.execute(update(column.table).where(column > ahead).values({column.name: now}))
    longest = now + tx.structure.structure.hall.rules.directed_for
    waits = update(t.ticket).where(
        t.ticket.c.directed_to.is_not(None), t.state_is(*_WAITS), t.ticket.c.directed_until > longest
    )
    tx.connection.execute(waits.values(directed_until=longest))
    tx.must_notify = True
