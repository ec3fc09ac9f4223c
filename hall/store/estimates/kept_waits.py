"""What the hall says of waits, kept in memory next to the structure and read again when it has changed."""

from __future__ import annotations

import logging
import time
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Integer, String, bindparam, case, null, select

from hall.estimating.said_text import waits_of
from hall.estimating.shown import Shown
from hall.estimating.waits import OLD, Answer, Waits
from hall.store.database.prepared import Prepared
from hall.store.tables.estimates import wait_said

if TYPE_CHECKING:
    from hall.store.database.transaction import Transaction

_LOOK_AGAIN = 60.0
"""Seconds after which a program that reads no screen looks again before it gives a number."""
_log = logging.getLogger(__name__)


_Key = tuple[str, bool]
"""A service and a class."""
_Given = tuple[int, _Key, datetime, float]
"""A number that was given here: its id, its service and class, when by the hall's clock, and by this machine's."""


class KeptWaits:
    """One per store, next to its structure; threads may share it."""

    def __init__(self) -> None:
        self._version = 0
        self._waits: Waits | None = None
        self._until = 0.0
        self._looked: float | None = None
        self._since: list[_Given] = []
        self._given: dict[_Key, int] = {}
        self._answers: dict[_Key, Answer] = {}
        self._shown: dict[_Key, Shown] = {}

    def look(self, tx: Transaction, version: object = None) -> Waits | None:
        """What is said now; None when nobody says anything, or has for two minutes. ``version`` of ``SAID_VERSION``,
        where another statement of the transaction has read it: then nothing is read that is known."""
        if self._waits is None or version != self._version:
            self._read(tx)
        self._looked = time.monotonic()
        if self._waits is not None:
            self._until = self._looked + (OLD - abs(tx.now() - self._waits.at)).total_seconds()
        return self.now()

    def _read(self, tx: Transaction) -> None:
        row = tx.run(_SAID, {"known": self._version}).one_or_none()
        if row is None:
            self._version, self._waits = 0, None
        elif row.said is not None:
            self._version, self._waits = row.version, _read(row.said)
            self._forget_counted()

    def now(self) -> Waits | None:
        """What was said at the last look, while it holds."""
        return self._waits if self._waits is not None and time.monotonic() <= self._until else None

    @property
    def last(self) -> datetime | None:
        """When what was said last was worked out, whether or not it holds; None before the first time."""
        return None if self._waits is None else self._waits.at

    def of(self, service: str, *, priority: bool) -> Answer | None:
        """What is said to whoever would come now, after those who got a number here since it was worked out."""
        known, key = self._answers, (service, priority)  # of this version: the next one has another
        waits = self.now()
        if waits is None:
            return None
        answer = known.get(key)
        if answer is None:
            answer = known[key] = waits.of(service, priority=priority)
        return answer.after(self._given.get(key, 0))

    def shown(self, service: str, *, priority: bool) -> Shown | None:
        """What is shown of it."""
        known, key = self._shown, (service, priority)
        waits = self.now()
        if waits is None:
            return None
        found = known.get(key)
        if found is None:
            answer = self.of(service, priority=priority) if key in self._given else None
            found = waits.shown(service, priority=priority) if answer is None else answer.shown
            if found is not None:
                known[key] = found
        return found

    def to_give(self, tx: Transaction, service: str, *, priority: bool) -> Answer | None:
        """What a number that is about to be given says; nothing is read where a screen was read a moment ago."""
        if self._looked is None or time.monotonic() - self._looked > _LOOK_AGAIN:
            self.look(tx)
        return self.of(service, priority=priority)

    def gave(self, ticket: int, service: str, at: datetime, *, priority: bool) -> None:
        """A number was given ``at`` a time: whoever comes next waits longer, until it is counted in what is said."""
        since, key = time.monotonic(), (service, priority)
        if self._waits is not None and since <= self._until:
            self._since.append((ticket, key, at, since))
            self._given[key] = self._given.get(key, 0) + 1
            self._shown.pop(key, None)

    def _forget_counted(self) -> None:
        """Of the numbers given here only those count that what is said now does not know yet: not those that wait in
        it, from before it, or from a minute ago, whatever a clock says that went back."""
        waits, now = self._waits, time.monotonic()
        if waits is None:
            self._since = []
        else:
            self._since = [
                (ticket, key, at, since)
                for ticket, key, at, since in self._since
                if ticket not in waits.tickets and at > waits.at and now - since < _LOOK_AGAIN
            ]
        self._given, self._answers, self._shown = dict(Counter(key for _, key, _, _ in self._since)), {}, {}


def _read(said: str) -> Waits | None:
    try:
        return waits_of(said) if said else None
    except ValueError as error:
        _log.warning("what is said of waits cannot be read: %s", error)
        return None


_C = wait_said.c
SAID_VERSION = select(_C.version).where(_C.id == 1).scalar_subquery()
"""A column for a statement that is made anyway."""
_known = bindparam("known", type_=Integer)
_SAID = Prepared(
    select(_C.version, case((_C.version == _known, null()), else_=_C.said).cast(String).label("said")).where(_C.id == 1)
)
