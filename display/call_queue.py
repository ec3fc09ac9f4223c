"""Which call is the hero now, for how long, and which calls are listed below it: pure, without Qt and without a clock.

Calls are known by their key, never by "greater than the last": on Postgres a call with a lower ``seq`` can be committed
after a higher one, and both must be shown.
"""

from __future__ import annotations

import logging
from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hall.views import BoardCall

_log = logging.getLogger(__name__)

HERO_SECONDS = 10.0
"""How long a call stays alone at the top when the next ones are few (context.md, Board numbers)."""

HURRIED_SECONDS = 2.0
"""The shortest time of a hero, when many calls wait to be shown: time enough to read one number."""

FRESH = timedelta(seconds=60)
"""Older calls were announced by whoever showed them before: a board that starts only lists them."""

_CATCH_UP_SECONDS = 20.0

_Key = tuple[int, datetime]


@dataclass(frozen=True, slots=True)
class Stage:
    """The calls as the board shows them at one moment.

    ``announced`` tells a hero that this board presents as a new call (chime, motion) from one that it only found when
    it started. ``recent`` is newest first, without the hero's ticket and with each ticket once. ``behind`` counts the
    calls that wait for their turn as hero.
    """

    hero: BoardCall | None = None
    announced: bool = False
    recent: tuple[BoardCall, ...] = ()
    behind: int = 0


def hero_seconds(behind: int) -> float:
    """Seconds that a hero stays while ``behind`` calls wait: 10, from the third on less, 2 at the least."""
    if behind <= 0:
        return HERO_SECONDS
    return max(HURRIED_SECONDS, min(HERO_SECONDS, _CATCH_UP_SECONDS / behind))


class CallQueue:
    """Turns what the store lists, in any order of arrival, into one hero after the other.

    ``recent`` is the length of the list below the hero, ``window`` the number of calls that the store is asked for.
    Moments ``at`` are seconds of any clock that never goes back.
    """

    def __init__(self, *, recent: int = 6, window: int = 60) -> None:
        self._recent = recent
        self._window = window
        self._seen: set[_Key] = set()
        self._waiting: list[BoardCall] = []
        self._listed: list[BoardCall] = []
        self._hero: BoardCall | None = None
        self._announced = False
        self._since = 0.0
        self._catching_up = True
        self._caught_up_to = 0
        self._started = False

    @property
    def stage(self) -> Stage:
        """What is shown now."""
        return Stage(self._hero, self._announced, self._recent_calls(), len(self._waiting))

    def interrupted(self) -> None:
        """The store was out of reach: the next ``take`` finds calls that are no longer news."""
        self._catching_up = True

    def take(self, calls: Sequence[BoardCall], now: datetime, *, expected: frozenset[str] = frozenset()) -> None:
        """Notes the store's newest calls, at most ``window`` of them, as read at the store's time ``now``.

        ``expected`` are the codes that a counter still waits for: after an interruption these are announced however
        old, because nobody may have seen them. Calls that the store took back are no longer shown.
        """
        self._withdraw(calls)
        fresh = sorted((call for call in calls if _key(call) not in self._seen), key=_order)
        self._remember(calls)
        for call in fresh:
            if not _showable(call):
                _log.warning("call %s cannot be shown: number %r, counter %r", call.seq, call.code, call.counter_label)
            elif self._catching_up and now - call.at > FRESH and not (self._started and call.code in expected):
                self._list(call)
            else:
                insort(self._waiting, call, key=_order)
        if self._catching_up:
            self._caught_up_to = max((call.seq for call in self._waiting), default=0)
        self._catching_up = False
        self._started = True

    def advance(self, at: float) -> Stage:
        """Brings the next waiting call to the top if the hero has had its time by ``at``; what is shown then."""
        if self._waiting and self.due_in(at) == 0:
            if self._hero is not None:
                self._listed.insert(0, self._hero)
            self._hero = self._waiting.pop(0)
            self._announced = True
            self._since = at
            del self._listed[self._window :]
        return self.stage

    def drop(self, seq: int) -> None:
        """Gives up the hero ``seq``, which cannot be shown: the call shown before it stands again until the next."""
        if self._hero is not None and self._hero.seq == seq:
            self._hero = self._listed.pop(0) if self._listed else None
            self._announced = False

    def due_in(self, at: float) -> float | None:
        """Seconds from ``at`` until ``advance`` changes something; None when nothing waits."""
        if not self._waiting:
            return None
        if self._hero is None or not self._announced:
            return 0.0
        # Calls missed while this board was away pass quickly: soon it shows what is true now.
        missed = self._hero.seq < self._caught_up_to
        # A recall of the number shown takes nobody's place: the visitor has not come and is called again now.
        again = self._waiting[0].ticket_id == self._hero.ticket_id
        time = HURRIED_SECONDS if missed or again else hero_seconds(len(self._waiting))
        return max(0.0, self._since + time - at)

    def _list(self, call: BoardCall) -> None:
        """Puts a call that is no longer news where its order belongs: at the top when it is the newest."""
        if self._hero is None or call.seq > self._hero.seq:
            if self._hero is not None:
                self._listed.insert(0, self._hero)
            self._hero, self._announced = call, False
        else:
            self._listed.insert(0, call)

    def _withdraw(self, calls: Sequence[BoardCall]) -> None:
        """Forgets what the store no longer lists; calls older than its full window are only out of sight."""
        present = {_key(call) for call in calls}
        oldest = min((call.seq for call in calls), default=0) if len(calls) >= self._window else None

        def stays(call: BoardCall) -> bool:
            return _key(call) in present or (oldest is not None and call.seq < oldest)

        self._waiting = [call for call in self._waiting if stays(call)]
        self._listed = [call for call in self._listed if stays(call)]
        if self._hero is not None and not stays(self._hero):
            self._hero = self._listed.pop(0) if self._listed else None
            self._announced = False

    def _remember(self, calls: Iterable[BoardCall]) -> None:
        self._seen.update(_key(call) for call in calls)
        if len(self._seen) > 20 * self._window:
            self._seen = set(sorted(self._seen)[-10 * self._window :])

    def _recent_calls(self) -> tuple[BoardCall, ...]:
        tickets = {self._hero.ticket_id} if self._hero is not None else set()
        recent: list[BoardCall] = []
        for call in self._listed:
            if call.ticket_id not in tickets:
                tickets.add(call.ticket_id)
                recent.append(call)
        return tuple(recent[: self._recent])


def _key(call: BoardCall) -> _Key:
    """The moment is part of it: a database that was set up anew counts from 1 again."""
    return call.seq, call.at


def _order(call: BoardCall) -> int:
    return call.seq


def _showable(call: BoardCall) -> bool:
    return bool(call.code.strip() and call.counter_label.strip())
