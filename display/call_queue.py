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

MOST_WAITING = 6
"""Calls that wait for their turn as hero at most: the last of them stands there after half a minute. In a greater
burst the oldest go straight to the list."""

LISTED_AT_ONCE = 4
"""So many of them go to the list at a time, fewer than any layout has rows, so that each is painted."""

LIST_SECONDS = 0.3
"""And so long they stand there alone."""

UNPAINTED_SECONDS = 2.0
"""Calls that went to the list and were not painted by then, as when the window was covered, wait once more."""

PATIENT = 5
"""With at most so many calls waiting, a hero stays until its words are said."""

LONGEST_HERO = 30.0

_SECONDS_BEHIND = (HERO_SECONDS, HERO_SECONDS, HERO_SECONDS, 5.0, 3.0)
"""A hero's time by the calls that wait; with more it is ``HURRIED_SECONDS``."""

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
    """Seconds that a hero stays while ``behind`` calls wait: 10, from the third on less, 2 from the fifth on."""
    return _SECONDS_BEHIND[behind] if behind < len(_SECONDS_BEHIND) else HURRIED_SECONDS


class CallQueue:
    """Turns what the store lists, in any order of arrival, into one hero after the other.

    ``recent`` is the length of the list below the hero, ``window`` the number of calls that the store is asked for.
    Moments ``at`` are seconds of any clock that never goes back.
    """

    def __init__(self, *, recent: int = 6, window: int = 60) -> None:
        self.news_for = FRESH
        """How old a call may be that is announced after a start or an interruption."""
        self.speaking = False
        """Whether the words of the hero are being said."""
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
        self._said_to = 0
        self._started = False
        self._unpainted: dict[int, BoardCall] = {}
        self._group: list[BoardCall] = []
        self._group_since = -LIST_SECONDS
        self._returned: set[int] = set()
        self._listed_since = 0  # so many calls went to the list while the hero stood
        self._to_say: list[BoardCall] = []

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
        self._said_to = max((call.seq for call in calls if call.speaking or call.voiced), default=0)
        fresh = sorted((call for call in calls if _key(call) not in self._seen), key=_order)
        self._remember(calls)
        for call in fresh:
            if not _showable(call):
                _log.warning("call %s cannot be shown: number %r, counter %r", call.seq, call.code, call.counter_label)
                continue
            self._note(call)
            missed = self._catching_up and now - call.at > self.news_for
            if call.seen or (missed and not (self._started and call.code in expected)):
                self._list(call)
                if now - call.at <= self.news_for:
                    self._say(call)
            else:
                insort(self._waiting, call, key=_order)
        if self._catching_up:
            self._caught_up_to = max((call.seq for call in self._waiting), default=0)
        self._catching_up = False
        self._started = True

    def advance(self, at: float) -> Stage:
        """Brings the next waiting call to the top if the hero has had its time by ``at``, and in a burst the oldest to
        the list; what is shown then."""
        self._return_unpainted(at)
        if self._waiting and self._hero_due_in(at) == 0:
            if self._hero is not None:
                self._listed.insert(self._listed_since, self._hero)
            self._listed_since = 0
            self._hero = self._waiting.pop(0)
            self._announced = True
            self._since = at
            self._say(self._hero)
        if self._overflow_due_in(at) == 0:
            self._overflow(at)
        del self._listed[self._window :]
        return self.stage

    def painted(self, seqs: Iterable[int]) -> tuple[int, ...]:
        """The calls of which the hall knows now that these were painted: they, and earlier calls of the same number to
        the same counter, which say the same. Each is told once."""
        known = []
        waiting = {call.seq for call in self._waiting}
        for seq in seqs:
            call = self._unpainted.pop(seq, None)
            if call is None:
                continue
            known.append(seq)
            for earlier in list(self._unpainted.values()):
                same = (earlier.ticket_id, earlier.counter_label) == (call.ticket_id, call.counter_label)
                if same and earlier.seq < seq and earlier.seq not in waiting:
                    known.append(earlier.seq)
                    del self._unpainted[earlier.seq]
        self._group = [call for call in self._group if call.seq in self._unpainted]
        return tuple(sorted(known))

    def queued(self) -> tuple[int, ...]:
        """The calls, by number, that wait for their turn."""
        return tuple(call.seq for call in self._waiting)

    def to_say(self) -> tuple[BoardCall, ...]:
        """The calls that came to be shown since the last question, and that no voice has dealt with yet, in order."""
        found, self._to_say = tuple(self._to_say), []
        return found

    def drop(self, seq: int) -> None:
        """Gives up the hero ``seq``, which cannot be shown: the call shown before it stands again until the next."""
        if self._hero is not None and self._hero.seq == seq:
            self._hero = self._listed.pop(0) if self._listed else None
            self._announced = False

    def due_in(self, at: float) -> float | None:
        """Seconds from ``at`` until ``advance`` changes something; None when nothing waits."""
        dues = [self._hero_due_in(at), self._overflow_due_in(at)]
        if self._group:
            dues.append(max(0.0, self._group_since + UNPAINTED_SECONDS - at))
        return min((due for due in dues if due is not None), default=None)

    def _hero_due_in(self, at: float) -> float | None:
        if not self._waiting:
            return None
        if self._hero is None or not self._announced:
            return 0.0
        # Calls missed while this board was away pass quickly: soon it shows what is true now.
        missed = self._hero.seq < self._caught_up_to
        # A voice of the zone is further on, from another board: this one keeps step.
        behind = self._waiting[0].seq <= self._said_to
        # A recall of the number shown takes nobody's place: the visitor has not come and is called again now.
        again = self._waiting[0].ticket_id == self._hero.ticket_id
        time = HURRIED_SECONDS if missed or again or behind else hero_seconds(len(self._waiting))
        if self.speaking and not again and len(self._waiting) <= PATIENT:
            time = LONGEST_HERO
        due = self._since + time
        if self._group:  # nothing overtakes the calls that went to the list
            due = max(due, self._group_since + UNPAINTED_SECONDS)
        return max(0.0, due - at)

    def _overflow_due_in(self, at: float) -> float | None:
        if len(self._waiting) <= MOST_WAITING:
            return None
        if self._hero is not None and self._hero.seq in self._unpainted and at < self._since + UNPAINTED_SECONDS:
            return self._since + UNPAINTED_SECONDS - at  # or as soon as it is painted: nothing overtakes the hero
        return max(0.0, self._group_since + LIST_SECONDS - at) if not self._group else None

    def _overflow(self, at: float) -> None:
        """The oldest of too many go to the list; the next ones when these were painted."""
        count = min(LISTED_AT_ONCE, len(self._waiting) - MOST_WAITING)
        self._group, self._waiting = self._waiting[:count], self._waiting[count:]
        self._group_since = at
        for call in self._group:
            self._listed.insert(0, call)
            self._say(call)
        self._listed_since += count

    def _return_unpainted(self, at: float) -> None:
        """Each once: a board that nobody paints must not turn in a circle."""
        if self._group and at >= self._group_since + UNPAINTED_SECONDS:
            for call in self._group:
                if call in self._listed and call.seq not in self._returned:
                    self._returned.add(call.seq)
                    self._listed.remove(call)
                    self._listed_since -= 1
                    insort(self._waiting, call, key=_order)
            self._group = []

    def _note(self, call: BoardCall) -> None:
        if not call.seen:
            self._unpainted[call.seq] = call
            while len(self._unpainted) > 20 * self._window:
                del self._unpainted[next(iter(self._unpainted))]

    def _say(self, call: BoardCall) -> None:
        if not call.voiced and call.seq not in self._returned:
            self._to_say.append(call)

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
        gone = sum(not stays(call) for call in self._listed[: self._listed_since])
        self._listed_since = max(0, self._listed_since - gone)
        self._listed = [call for call in self._listed if stays(call)]
        self._group = [call for call in self._group if stays(call)]
        self._unpainted = {seq: call for seq, call in self._unpainted.items() if stays(call)}
        # What was out of sight, as in another database for a while, is found again when it is back.
        self._seen = {key for key in self._seen if key in present or (oldest is not None and key[0] < oldest)}
        if self._hero is not None and not stays(self._hero):
            self._hero = self._listed.pop(0) if self._listed else None
            self._announced = False

    def _remember(self, calls: Iterable[BoardCall]) -> None:
        self._seen.update(_key(call) for call in calls)
        if len(self._seen) > 20 * self._window:
            self._seen = set(sorted(self._seen)[-10 * self._window :])

    def _recent_calls(self) -> tuple[BoardCall, ...]:
        tickets = {self._hero.ticket_id} if self._hero is not None else set()
        latest: dict[int, int] = {}
        for call in self._listed:
            latest[call.ticket_id] = max(call.seq, latest.get(call.ticket_id, 0))
        recent: list[BoardCall] = []
        for call in self._listed:
            if call.ticket_id not in tickets and call.seq == latest[call.ticket_id]:
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
