"""The keys of a morning at one counter, whoever presses them: a test in the window, or xdotool on a screen."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

PIN = "407163"
LOGIN = "petugas07"
NOTE = "Kunci di laci"


class Hands(Protocol):
    """Keys in, and the number at the counter out. Each call returns when the window shows what it did."""

    def press(self, *keys: str) -> None:
        """Presses keys in turn, such as ``F2``, ``Ctrl+Z`` or ``Return``."""
        ...

    def type(self, text: str) -> None:
        """Types into the field that has the keyboard."""
        ...

    def wait(self, seconds: int) -> None:
        """Lets so much of the hall's time pass."""
        ...

    def code(self) -> str:
        """The number that the window shows at the counter, empty for none."""
        ...

    def look(self, state: str) -> None:
        """The window shows a state that is worth a picture."""
        ...


class Visit(StrEnum):
    """What becomes of a called number."""

    PLAIN = "plain"
    RECALLED = "recalled"
    SAID = "said"
    UNDONE = "undone"
    OBSTACLE = "obstacle"
    NO_SHOW = "no_show"
    LATE = "late"
    HELD = "held"
    TRANSFERRED = "transferred"


_MIX = (
    (Visit.PLAIN, 116), (Visit.RECALLED, 16), (Visit.SAID, 18), (Visit.UNDONE, 8), (Visit.OBSTACLE, 10),
    (Visit.NO_SHOW, 10), (Visit.LATE, 6), (Visit.HELD, 8), (Visit.TRANSFERRED, 8),
)  # fmt: skip
"""Of 200 visits. One in two is one key: F2 ends it and calls the next."""
_TOGETHER = 20
"""Visitors come in groups."""
VISITS = sum(count for _, count in _MIX)


def visits(count: int = VISITS) -> tuple[Visit, ...]:
    """The visits of a morning in an order that mixes them; a part of 200 for fewer."""
    credit = dict.fromkeys(Visit, 0.0)
    order = []
    for _ in range(count):
        for visit, share in _MIX:
            credit[visit] += share / VISITS
        chosen = max(credit, key=lambda visit: credit[visit])
        credit[chosen] -= 1
        order.append(chosen)
    return tuple(order)


@dataclass
class Tally:
    """What must be true afterwards, by the keys that were pressed: numbers by how they ended, in order of their end."""

    done: list[str] = field(default_factory=list)
    no_show: list[str] = field(default_factory=list)
    transferred: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    keys: int = 0


class _Keys:
    """Counts the keys in ``tally``, and lets each state be looked at the first time only."""

    def __init__(self, hands: Hands, tally: Tally) -> None:
        self._hands, self._tally = hands, tally
        self._seen: set[str] = set()

    def press(self, *keys: str) -> None:
        """Presses keys in turn."""
        self._tally.keys += len(keys)
        self._hands.press(*keys)

    def look(self, state: str) -> None:
        """The window shows ``state``."""
        if state not in self._seen:
            self._seen.add(state)
            self._hands.look(state)


class Morning:
    """Plays visits with ``hands``; ``arrive`` lets so many more visitors come. What must be true is in ``tally``."""

    def __init__(self, hands: Hands, arrive: Callable[[int], object]) -> None:
        self._hands, self._arrive = hands, arrive
        self.tally = Tally()
        self._keys = _Keys(hands, self.tally)
        self._open = ""
        self._away: deque[tuple[int, str]] = deque()
        """Numbers that come back after so many visits more: held ones, and those that came too late."""

    def play(self, order: tuple[Visit, ...], *, waiting: int = 6) -> None:
        """The whole morning, from the sign-in page to the sign-out."""
        self._arrive(waiting)
        self._keys.look("sign-in")
        self._sign_in()
        for at, visit in enumerate(order):
            if at % _TOGETHER == 0:
                self._arrive(_TOGETHER)
            self._call()
            self._steps(visit)
            self._come_back()
            if at + 1 == len(order) // 2:
                self._rest()
        self._end()

    def _steps(self, visit: Visit) -> None:
        acts: dict[Visit, Callable[[str], None]] = {
            Visit.PLAIN: self._plain,
            Visit.RECALLED: self._recalled,
            Visit.SAID: self._said,
            Visit.UNDONE: self._undone,
            Visit.OBSTACLE: self._obstacle,
            Visit.NO_SHOW: self._no_show,
            Visit.LATE: self._late,
            Visit.HELD: self._held,
            Visit.TRANSFERRED: self._transferred,
        }
        acts[visit](self._open)

    def _sign_in(self) -> None:
        for field_keys in ((LOGIN, "Tab"), (PIN, "Return")):
            self._hands.type(field_keys[0])
            self._keys.press(field_keys[1])
        self._keys.look("free")

    def _call(self) -> None:
        """F2: who is at the counter is done, and the next one is called."""
        self._keys.press("F2")
        self._leaves(self.tally.done)
        self._open = self._hands.code()
        self.tally.calls[self._open] += 1
        self._keys.look("called")

    def _leaves(self, where: list[str] | None) -> None:
        if self._open and where is not None:
            where.append(self._open)
        self._open = ""

    def _plain(self, code: str) -> None:
        self._hands.wait(55)
        self._keys.look("begun-by-itself")

    def _recalled(self, code: str) -> None:
        self._hands.wait(20)
        self._keys.press("F3")
        self.tally.calls[code] += 1
        self._keys.look("recalled")
        self._hands.wait(50)

    def _said(self, code: str) -> None:
        self._hands.wait(5)
        self._keys.press("F1")
        self._keys.look("serving")
        self._hands.wait(60)
        self._keys.press("F4")
        self._leaves(self.tally.done)
        self._keys.look("done")

    def _undone(self, code: str) -> None:
        self._hands.wait(40)
        self._keys.press("F4", "Ctrl+Z")
        self._keys.look("undone")
        self._hands.wait(15)
        self._keys.press("F4")
        self._leaves(self.tally.done)

    def _obstacle(self, code: str) -> None:
        self._hands.wait(45)
        self._keys.press("F9")
        self._keys.look("obstacle")
        self._keys.press("Return")
        self._leaves(self.tally.done)

    def _no_show(self, code: str) -> None:
        self._hands.wait(25)
        self._keys.press("F6")
        self._leaves(self.tally.no_show)
        self._keys.look("no-show")

    def _late(self, code: str) -> None:
        self._no_show(code)
        self._away.append((2, code))

    def _held(self, code: str) -> None:
        self._hands.wait(40)
        self._keys.press("F7")
        self._keys.look("hold")
        self._keys.press("Return")
        self._leaves(None)
        self._away.append((3, code))

    def _transferred(self, code: str) -> None:
        self._hands.wait(30)
        self._keys.press("F8")
        self._hands.type("paspor")
        self._keys.look("transfer")
        self._keys.press("Return")
        self._leaves(self.tally.transferred)

    def _come_back(self) -> None:
        """Whoever was away long enough is typed in: a late one waits again, a held one is called at once."""
        self._away = deque((left - 1, code) for left, code in self._away)
        if not self._away or self._away[0][0] > 0:
            return
        _, code = self._away.popleft()
        self._keys.press("F5")
        self._hands.type(code)
        self._keys.look("number-typed")
        self._keys.press("Return")
        if code in self.tally.no_show:
            self.tally.no_show.remove(code)
            self._keys.look("late")
            return
        self._leaves(self.tally.done)
        self._open = code
        self.tally.calls[code] += 1
        self._hands.wait(35)

    def _rest(self) -> None:
        """A break of a quarter of an hour."""
        self._finish()
        self._keys.press("F11")
        self._keys.look("break")
        self._keys.press("Return")
        self._keys.look("on-break")
        self._hands.wait(15 * 60)
        self._keys.press("F11")
        self._away_from_desk()

    def _away_from_desk(self) -> None:
        """A visitor is called, and the desk locked for a while: the visitor stays."""
        self._arrive(1)
        self._call()
        self._keys.press("Ctrl+K")
        self._keys.look("locked")
        self._hands.wait(40)
        self._hands.type(PIN)
        self._keys.press("Return")
        self._keys.look("unlocked")

    def _hand_over(self) -> None:
        """A note at the sign-out for the colleague, who signs in and has read it."""
        self._keys.press("Shift+F12")
        self._hands.type(NOTE)
        self._keys.look("hand-over")
        self._keys.press("Return")
        self._hands.type(PIN)
        self._keys.press("Return")
        self._keys.look("handed-over")
        self._keys.press("Ctrl+R")
        self._keys.look("note-read")

    def _finish(self) -> None:
        if self._open:
            self._keys.press("F4")
            self._leaves(self.tally.done)

    def _end(self) -> None:
        self._finish()
        self.tally.held = [code for _, code in self._away if code not in self.tally.no_show]
        self._keys.look("end")
        self._hand_over()
        self._keys.press("F12")
        self._keys.look("signed-out")
