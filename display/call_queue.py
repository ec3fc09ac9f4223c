"""Which calls stand large now, for how long, and which are listed below them: pure, without Qt and without a clock.

Calls are known by their key, never by "greater than the last": on Postgres a call with a lower ``seq`` can be committed
after a higher one, and both must be shown. A call that is over (``BoardCall.over``) is never large: when its turn comes
it goes straight to the list.
"""

from __future__ import annotations

import logging
from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import takewhile

from display.shown_calls import Key, ShownCalls, key_of
from hall.views import BoardCall

_log = logging.getLogger(__name__)

MOST_LARGE = 3
"""So many calls share the large place in a burst."""

BURST = 2
"""From so many waiting calls on they share it, instead of standing there one after the other."""

FRESH = timedelta(seconds=60)
"""Older calls were announced by whoever showed them before: a board that starts only lists them."""

MOST_WAITING = 18
"""Calls that wait for the large place at most: the last of them stands there after half a minute. In a greater burst
the oldest go straight to the list."""

LISTED_AT_ONCE = 4
"""So many of them go to the list at a time, fewer than any layout has rows, so that each is painted."""

LIST_SECONDS = 0.3
"""And so long they stand there alone."""

UNPAINTED_SECONDS = 2.0
"""Calls that went to the list and were not painted by then, as when the window was covered, wait once more."""

PATIENT = 5
"""With at most so many calls waiting, a large number stays until it is spoken."""


@dataclass(frozen=True, slots=True)
class BoardCalls:
    """The calls as the board shows them at one time.

    ``current_call`` is the latest large call; ``beside`` share the large place with it, latest first. ``announced``
    tells large calls that this board presents as new (chime, motion) from one found at its start. ``recent``
    is newest first, without the large tickets and with each ticket once. ``behind`` counts the calls that wait for
    their turn to be large.
    """

    current_call: BoardCall | None = None
    announced: bool = False
    recent: tuple[BoardCall, ...] = ()
    behind: int = 0
    beside: tuple[BoardCall, ...] = ()

    @property
    def large(self) -> tuple[BoardCall, ...]:
        """All large calls, the latest first."""
        return (self.current_call, *self.beside) if self.current_call is not None else ()


class CallQueue:
    """Turns what the store lists, in any order of arrival, into large calls, one after the other or, in a burst, up to
    ``room`` of them at a time.

    ``recent`` is the length of the list below them, ``window`` the number of calls that the store is asked for.
    Moments ``at`` are seconds of any clock that never goes back.
    """

    def __init__(self, *, recent: int = 6, window: int = 60) -> None:
        self.news_for = FRESH
        """How old a call may be that is announced after a start or an interruption."""
        self.said: frozenset[int] = frozenset()
        """The calls, by number, which are being spoken."""
        self.room = MOST_LARGE
        """How many calls the large place holds at most."""
        self._recent = recent
        self._window = window
        self._seen: set[Key] = set()
        self.waiting: list[BoardCall] = []
        self._shown = ShownCalls()
        self._catching_up = True
        self._caught_up_to = 0
        self._said_to = 0
        self._started = False
        self._unpainted: dict[int, BoardCall] = {}
        self._group: list[BoardCall] = []
        self._group_since = -LIST_SECONDS
        self._returned: set[int] = set()
        self._to_say: list[BoardCall] = []

    @property
    def stage(self) -> BoardCalls:
        """What is shown now."""
        large = [one.call for one in self._shown.large]
        return BoardCalls(
            current_call=large[0] if large else None,
            announced=bool(large) and self._shown.large[0].announced,
            recent=self._shown.recent(self._recent),
            behind=len(self.waiting),
            beside=tuple(large[1:]),
        )

    def interrupted(self) -> None:
        """The store was out of reach: the next ``take`` finds calls that are no longer news."""
        self._catching_up = True

    def take(self, calls: Sequence[BoardCall], now: datetime, *, expected: frozenset[str] = frozenset()) -> None:
        """Notes the store's newest calls, at most ``window`` of them, as read at the store's time ``now``.

        ``expected`` are the codes that a counter still waits for: after an interruption these are announced however
        old, because nobody may have seen them. Calls that the store took back are no longer shown, and those that are
        over no longer large.
        """
        self._withdraw(calls)
        states = {key_of(call): call.state for call in calls}
        self._shown.follow(states)
        self.waiting = [replace(call, state=states.get(key_of(call), call.state)) for call in self.waiting]
        self._said_to = max((call.seq for call in calls if call.speaking or call.voiced), default=0)
        fresh = sorted((call for call in calls if key_of(call) not in self._seen), key=_by_seq)
        self._remember(calls)
        for call in fresh:
            if call.code.strip() and call.counter_label.strip():
                self._take_in(call, now - call.at <= self.news_for, expected)
            else:
                _log.warning("call %s cannot be shown: number %r, counter %r", call.seq, call.code, call.counter_label)
        if self._catching_up:
            self._caught_up_to = max((call.seq for call in self.waiting), default=0)
        self._catching_up = False
        self._started = True

    def _take_in(self, call: BoardCall, is_news: bool, expected: frozenset[str]) -> None:
        if not call.seen:
            self._unpainted[call.seq] = call
        if call.seen or (self._catching_up and not is_news and not (self._started and call.code in expected)):
            self._shown.found(call)
            if is_news:
                self._say(call)
        else:
            insort(self.waiting, call, key=_by_seq)

    def advance(self, at: float) -> BoardCalls:
        """Brings waiting calls to the large place as far as it has room for them by ``at``, ends the time of others
        there, and sends to the list the oldest of a great burst and those that are over; what is shown then."""
        self._return_unpainted(at)
        if unpainted := [call for call in self._shown.end() if call.seq in self._unpainted]:
            # Nobody has seen them yet: nothing overtakes them in the list either.
            self._group, self._group_since = [*self._group, *unpainted], at
        while self._enters_in(at) == 0:
            self._shown.enter(
                self.waiting[0], at, beside=self._hurried and self._shown.joins(self.waiting[0], self.room)
            )
            self._say(self.waiting.pop(0))
        while self._shown.leaves_in(at, self.room, self._patiently) == 0:
            self._shown.leave()
        if self._passes_in(at) == 0:
            self._pass_on(at)
        del self._shown.listed[self._window :]
        return self.stage

    def painted(self, seqs: Iterable[int]) -> tuple[int, ...]:
        """The calls of which the hall knows now that these were painted: they, and earlier calls of the same number to
        the same counter, which say the same. Each is told once."""
        known = []
        waiting = {call.seq for call in self.waiting}
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

    def to_say(self) -> tuple[BoardCall, ...]:
        """The calls that came to be shown since the last question, and that no voice has dealt with yet, in order."""
        found, self._to_say = tuple(self._to_say), []
        return found

    def drop(self, seq: int) -> None:
        """Gives up the large call ``seq``, which cannot be shown: when it was alone, the call shown before it stands
        again until the next."""
        self._shown.drop(seq)

    def due_in(self, at: float) -> float | None:
        """Seconds from ``at`` until ``advance`` changes something; None when nothing waits."""
        leaves = self._shown.leaves_in(at, self.room, self._patiently)
        dues = [self._enters_in(at), leaves, self._passes_in(at), 0.0 if self._shown.ended else None]
        if self._group:
            dues.append(max(0.0, self._group_since + UNPAINTED_SECONDS - at))
        return min((due for due in dues if due is not None), default=None)

    def _enters_in(self, at: float) -> float | None:
        """Seconds until the first waiting call is large; None when none is to be."""
        if not self.waiting or self.waiting[0].over:
            return None
        due = self._shown.enters_at(self.waiting[0], self.room, self._patiently, hurried=self._hurried)
        if self._group:  # nothing overtakes the calls that went to the list
            due = max(due, self._group_since + UNPAINTED_SECONDS)
        return max(0.0, due - at)

    @property
    def _hurried(self) -> bool:
        """Whether the calls that wait are too many to be alone one by one, or what is true now must stand soon."""
        first = self.waiting[0].seq
        # Missed while this board was away, or a voice of the zone is further on, from another board.
        late = first <= self._caught_up_to or first <= self._said_to
        return late or len(self.waiting) >= BURST or len(self._shown.large) > 1

    @property
    def _patiently(self) -> frozenset[int]:
        """The calls that stay large until they are spoken: none while many wait."""
        return self.said if len(self.waiting) <= PATIENT else frozenset()

    def _passing(self) -> int:
        """How many of the oldest that wait go straight to the list now: they are too many, or over."""
        over = len(list(takewhile(lambda call: call.over, self.waiting)))
        return min(LISTED_AT_ONCE, max(over, len(self.waiting) - MOST_WAITING))

    def _passes_in(self, at: float) -> float | None:
        if self._passing() <= 0 or self._group:
            return None
        fresh = [one.since for one in self._shown.large if one.call.seq in self._unpainted]
        if fresh and at < max(fresh) + UNPAINTED_SECONDS:
            return max(fresh) + UNPAINTED_SECONDS - at  # or as soon as they are painted: nothing overtakes them
        return max(0.0, self._group_since + LIST_SECONDS - at)

    def _pass_on(self, at: float) -> None:
        """The oldest go to the list; the next ones when these were painted."""
        count = self._passing()
        self._group, self.waiting = self.waiting[:count], self.waiting[count:]
        self._group_since = at
        for call in self._group:
            self._shown.pass_by(call)
            self._say(call)

    def _return_unpainted(self, at: float) -> None:
        """Each once: a board that nobody paints must not turn in a circle."""
        if not self._group or at < self._group_since + UNPAINTED_SECONDS:
            return
        for call in self._shown.unlist({call.seq for call in self._group} - self._returned):
            self._returned.add(call.seq)
            insort(self.waiting, call, key=_by_seq)
        self._group = []

    def _say(self, call: BoardCall) -> None:
        if not call.voiced and not call.over and call.seq not in self._returned:
            self._to_say.append(call)

    def _withdraw(self, calls: Sequence[BoardCall]) -> None:
        """Forgets what the store no longer lists; calls older than its full window are only out of sight."""
        present = {key_of(call) for call in calls}
        oldest = min((call.seq for call in calls), default=0) if len(calls) >= self._window else None

        def stays(call: BoardCall) -> bool:
            return key_of(call) in present or (oldest is not None and call.seq < oldest)

        self.waiting = [call for call in self.waiting if stays(call)]
        self._shown.keep(stays)
        self._group = [call for call in self._group if stays(call)]
        self._unpainted = {seq: call for seq, call in self._unpainted.items() if stays(call)}
        # What was out of sight, as in another database for a while, is found again when it is back.
        self._seen = {key for key in self._seen if key in present or (oldest is not None and key[0] < oldest)}

    def _remember(self, calls: Iterable[BoardCall]) -> None:
        while len(self._unpainted) > 20 * self._window:
            del self._unpainted[next(iter(self._unpainted))]
        self._seen.update(key_of(call) for call in calls)
        if len(self._seen) > 20 * self._window:
            self._seen = set(sorted(self._seen)[-10 * self._window :])


def _by_seq(call: BoardCall) -> int:
    return call.seq
