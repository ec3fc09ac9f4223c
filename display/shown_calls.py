"""The calls that stand large and those that are listed below them, in the order in which they were shown. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from hall.views import BoardCall

CURRENT_CALL_SECONDS = 10.0
"""How long a call stands large when the next ones are few (context.md, Board numbers)."""

LEAST_SECONDS = 5.0
"""The shortest time of a large number, however many wait to be shown."""

HURRIED_SECONDS = 2.0
"""The shortest time of a large number before its own recall takes its place: the same number stays."""

LONGEST_CURRENT_CALL = 30.0
"""How long a call stands large at most while it is spoken and others wait."""

Key = tuple[int, datetime]


def key_of(call: BoardCall) -> Key:
    """What knows a call. The time is part of it: a database that was set up from scratch counts from 1 again."""
    return call.seq, call.at


@dataclass(slots=True)
class Shown:
    """A call that is or was large, or went to the list; a higher ``place`` was shown later. ``since`` it is large."""

    call: BoardCall
    place: float
    since: float = -math.inf
    announced: bool = False


class ShownCalls:
    """Both are kept with the call that was shown last first. Moments ``at`` are seconds of any clock that never goes
    back; ``said`` are the calls, by number, that stay large because they are spoken."""

    def __init__(self) -> None:
        self.large: list[Shown] = []
        self.listed: list[Shown] = []
        self._places = 0.0

    def joins(self, call: BoardCall, room: int) -> bool:
        """Whether ``call`` may stand next to the large ones: there is ``room``, and it is no recall of one of them."""
        return bool(self.large) and self.large[0].announced and len(self.large) < room and not self._again(call)

    def enters_at(self, call: BoardCall, room: int, said: frozenset[int], *, hurried: bool) -> float:
        """When ``call`` may be large; ``hurried``: it shares the place with others."""
        if not self.large or not self.large[0].announced or (hurried and self.joins(call, room)):
            return -math.inf
        again = self._again(call)
        if again:  # takes nobody's place: the visitor has not come and is called again now
            return again[0].since + HURRIED_SECONDS
        return self._until(self.large[-1], LEAST_SECONDS if hurried else CURRENT_CALL_SECONDS, said)

    def leaves_in(self, at: float, room: int, said: frozenset[int]) -> float | None:
        """Seconds until the oldest of several large calls goes to the list though nobody waits for its place; None:
        it stays."""
        if len(self.large) < 2:
            return None
        due = self._until(self.large[-1], LEAST_SECONDS if len(self.large) > room else CURRENT_CALL_SECONDS, said)
        return max(0.0, due - at)

    def enter(self, call: BoardCall, at: float, *, beside: bool) -> None:
        """``call`` is large from now on, ``beside`` the others or in the place of the oldest of them."""
        if not beside:
            for one in self._again(call) or [one for one in self.large if not one.announced] or self.large[-1:]:
                self.large.remove(one)
                self._to_list(one)
        self.large.insert(0, Shown(call, self._next_place(), at, announced=True))

    def leave(self) -> None:
        """The oldest large call goes to the list."""
        self._to_list(self.large.pop())

    def pass_by(self, call: BoardCall) -> None:
        """``call`` goes to the list without being large."""
        self._to_list(Shown(call, self._next_place()))

    def found(self, call: BoardCall) -> None:
        """A call that is no longer news stands where its order belongs: large when it is the newest."""
        if self.large and call.seq < self.large[0].call.seq:
            self._to_list(Shown(call, self.large[0].place - 0.5))
        elif call.over:
            self.pass_by(call)
        else:
            for one in self.large:
                self._to_list(one)
            self.large = [Shown(call, self._next_place())]

    def drop(self, seq: int) -> None:
        """Forgets the large call ``seq``: when it was alone, the call shown before it stands again until the next."""
        self.large = [one for one in self.large if one.call.seq != seq]
        self._promote()

    def unlist(self, seqs: Iterable[int]) -> list[BoardCall]:
        """Takes these, by number, from the list."""
        wanted = set(seqs)
        taken = [one.call for one in self.listed if one.call.seq in wanted]
        self.listed = [one for one in self.listed if one.call.seq not in wanted]
        return taken

    def keep(self, stays: Callable[[BoardCall], bool]) -> None:
        """Forgets the calls that were taken back."""
        self.listed = [one for one in self.listed if stays(one.call)]
        large = [one for one in self.large if stays(one.call)]
        gone, self.large = len(large) < len(self.large), large
        if gone:
            self._promote()

    def follow(self, states: Mapping[Key, str]) -> None:
        """Notes what became of the calls."""
        for one in (*self.large, *self.listed):
            one.call = replace(one.call, state=states.get(key_of(one.call), one.call.state))

    @property
    def ended(self) -> bool:
        """Whether a large call is over."""
        return any(one.call.over for one in self.large)

    def end(self) -> list[BoardCall]:
        """The large calls that are over go to the list; which they were."""
        ended = [one for one in self.large if one.call.over]
        self.large = [one for one in self.large if not one.call.over]
        for one in ended:
            self._to_list(one)
        if ended:
            self._promote()
        return [one.call for one in ended]

    def recent(self, count: int) -> tuple[BoardCall, ...]:
        """The first ``count`` of the list, without the large tickets and with each ticket once."""
        tickets = {one.call.ticket_id for one in self.large}
        listed = [one.call for one in self.listed]
        latest = {call.ticket_id: call.seq for call in sorted(listed, key=lambda call: call.seq)}
        found: list[BoardCall] = []
        for call in listed:
            if call.ticket_id not in tickets and call.seq == latest[call.ticket_id]:
                tickets.add(call.ticket_id)
                found.append(call)
        return tuple(found[:count])

    def _again(self, call: BoardCall) -> list[Shown]:
        return [one for one in self.large if one.call.ticket_id == call.ticket_id]

    @staticmethod
    def _until(one: Shown, usual: float, said: frozenset[int]) -> float:
        return one.since + (LONGEST_CURRENT_CALL if one.call.seq in said else usual)

    def _next_place(self) -> float:
        self._places += 1
        return self._places

    def _to_list(self, one: Shown) -> None:
        """Below all that was shown later."""
        self.listed.insert(sum(other.place > one.place for other in self.listed), one)

    def _promote(self) -> None:
        """When nothing is large any more, the latest listed call whose visitor is still awaited stands again."""
        awaited = None if self.large else next((one for one in self.listed if one.call.state == "called"), None)
        if awaited is not None:
            self.listed.remove(awaited)
            awaited.announced = False
            self.large = [awaited]
