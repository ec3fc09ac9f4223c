"""How an actor writes: like a program, with request ids, repeats, and an ear for refusals."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

from hall.errors import Refused, StoreUnavailable
from hall.views import CallView

if TYPE_CHECKING:
    from hall.store import Store, UnitOfWork

T = TypeVar("T")

PATIENCE_S = 90.0
"""How long a database may be away before an actor gives up; a restart of Postgres takes less."""


@dataclass(slots=True)
class Tally:
    """What the actors of one process did: operations and refusals by name, and what must not be.

    ``arrived`` counts visitors, ``turned_away`` those without a number, ``pending`` what is still to happen to somebody
    outside the queue; ``outages`` how often the database was away.
    """

    operations: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    arrived: int = 0
    turned_away: int = 0
    pending: int = 0
    outages: int = 0
    problems: list[str] = field(default_factory=list)

    def copy(self) -> Tally:
        """The tally as it is now, to be sent while this one goes on."""
        now = Tally()
        now.add(self)
        return now

    def add(self, other: Tally) -> None:
        """Take another process's into this one."""
        self.operations += other.operations
        self.refusals += other.refusals
        self.arrived += other.arrived
        self.turned_away += other.turned_away
        self.pending += other.pending
        self.outages += other.outages
        self.problems += other.problems


class Hands:
    """One process's way to the store; ``twice`` is the share of keys that are pressed twice."""

    def __init__(self, store: Store, random: Random, twice: float) -> None:
        self.store = store
        self.random = random
        self.tally = Tally()
        self._twice = twice

    def do(self, name: str, operation: Callable[[UnitOfWork, str], T]) -> T | None:
        """Do an operation once, with a request id; None when it was refused, which is counted.

        Sometimes the same request is sent again, as after a lost reply: it must answer with the same thing.
        """
        request = uuid4().hex
        try:
            result = self._patiently(lambda: self.store.act(lambda work: operation(work, request)))
            self.tally.operations[name if result is not None or name != "call_next" else "call_next (nobody)"] += 1
            if result is not None and self.random.random() < self._twice:
                self._compare(
                    name, result, self._patiently(lambda: self.store.act(lambda work: operation(work, request)))
                )
        except Refused as refusal:
            self.tally.refusals[f"{name}: {refusal.code}"] += 1
            return None
        return result

    def _compare(self, name: str, first: object, second: object) -> None:
        self.tally.operations["a request sent twice"] += 1
        if _identity(first) != _identity(second):
            self.tally.problems.append(f"{name} sent twice was done twice: {_identity(first)}, {_identity(second)}")

    def _patiently(self, attempt: Callable[[], T]) -> T:
        end = time.monotonic() + PATIENCE_S
        pause = 0.2
        while True:
            try:
                return attempt()
            except StoreUnavailable:
                self.tally.outages += 1
                if time.monotonic() + pause > end:
                    raise
            time.sleep(pause)
            pause = min(5.0, pause * 2)


def _identity(result: object) -> object:
    return ("call", result.seq) if isinstance(result, CallView) else getattr(result, "id", result)
