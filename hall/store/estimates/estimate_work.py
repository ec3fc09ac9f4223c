"""Writing down what the hall says of waits, and what it has learned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update

from hall.access import By, Operation
from hall.estimating.said_text import said_text
from hall.estimating.waits import Waits
from hall.store import tables as t
from hall.store.database.aspect import Aspect, operation

LEASE = timedelta(seconds=60)
"""A program that works the estimates out and then falls silent is replaced after so long."""
_S, _M = t.wait_said.c, t.wait_memory.c


@dataclass(frozen=True, slots=True)
class Memory:
    """What was learned of business days (keys) from ``first_day`` to ``last_day``, of which the latest had closed at
    ``closed_at``; ``before`` is what was known before the last."""

    first_day: int | None = None
    last_day: int | None = None
    memory: str = ""
    before: str = ""
    closed_at: datetime | None = None

    def until(self, day: int | None) -> str:
        """What was known in the morning of a business day: the last one may be open again."""
        return self.before if day is not None and day == self.last_day else self.memory


class EstimateWork(Aspect):
    """Operations on the estimates of waits."""

    @operation(Operation.WORK_WAITS_OUT)
    def hold(self, by: By, holder: str) -> bool:
        """Ask to be who works the estimates out, for ``LEASE`` from now; False while another program does."""
        tx, now = self._tx, self._tx.now()
        tx.connection.execute(tx.insert(t.wait_said).values(id=1).on_conflict_do_nothing())
        # One whose end lies further away than a lease lasts was taken by a clock that has gone back since.
        free = or_(_S.holder == holder, _S.held_until.is_(None), _S.held_until < now, _S.held_until > now + LEASE)
        mine = update(t.wait_said).where(_S.id == 1, free).values(holder=holder, held_until=now + LEASE)
        return bool(tx.connection.execute(mine).rowcount)

    @operation(Operation.SAY_WAITS)
    def say(self, by: By, holder: str, waits: Waits, *, news: bool = True) -> bool:
        """Say this of every wait from now on, and go on for ``LEASE``; False when another program has taken over. The
        programs wake for ``news``; the rest they read when they next do."""
        tx = self._tx
        mine = update(t.wait_said).where(_S.id == 1, _S.holder == holder)
        values = {"said": said_text(waits), "version": _S.version + 1, "held_until": tx.now() + LEASE}
        kept = bool(tx.connection.execute(mine.values(**values)).rowcount)
        tx.must_notify = tx.must_notify or (kept and news)
        return kept

    @operation(Operation.GIVE_WAITS_UP)
    def give_up(self, by: By, holder: str) -> None:
        """The program ends: another one need not wait."""
        mine = update(t.wait_said).where(_S.id == 1, _S.holder == holder)
        self._tx.connection.execute(mine.values(holder="", held_until=None))

    @operation(Operation.REMEMBER_WAITS)
    def remember(self, by: By, memory: Memory, last_known: int | None) -> bool:
        """Keep what was learned; not when another program has kept more than ``last_known`` meanwhile."""
        tx = self._tx
        tx.connection.execute(tx.insert(t.wait_memory).values(id=1).on_conflict_do_nothing())
        row = tx.connection.execute(select(_M.last_day).where(_M.id == 1).with_for_update()).one()
        if row.last_day != last_known:
            return False
        values = {
            "first_day": memory.first_day,
            "last_day": memory.last_day,
            "memory": memory.memory,
            "before": memory.before,
            "closed_at": memory.closed_at,
        }
        tx.connection.execute(update(t.wait_memory).where(_M.id == 1).values(**values))
        return True
