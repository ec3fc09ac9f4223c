"""Which of a counter's last actions can be taken back: latest first, while nobody else touched the number since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from hall.lifecycle import AT_COUNTER, PASSED_OVER, UNDOABLE, Action
from hall.visit import ASSUMED, ENDED_BY_NEXT

STEPS = 10
"""So many actions a counter can go back."""
LINES = 3 * STEPS + 6
"""So many lines of history are read for them: a call that ends a visit whose beginning was assumed writes three."""

CALLING = frozenset({Action.CALL_NEXT, Action.CALL_NUMBER})
"""Actions that bring a number to the counter."""
_ENDINGS = frozenset({Action.FINISH, Action.NO_SHOW})


class Line(NamedTuple):
    """One line of the history of a ticket that a counter wrote. ``touched`` is the id of the last line of this ticket
    that was written elsewhere, 0 for none."""

    id: int
    ticket_id: int
    action: str
    detail: str
    from_state: str
    at: datetime
    touched: int


@dataclass(frozen=True, slots=True)
class Step:
    """One press of a key: its lines, the latest first. ``why`` is the code of the refusal where it cannot be taken back
    any more, ``busy`` the id of the ticket that is in its place at the counter."""

    lines: tuple[Line, ...]
    why: str = ""
    busy: int = 0

    @property
    def id(self) -> int:
        """The id of its last line."""
        return self.lines[0].id

    @property
    def action(self) -> Action:
        """What was done."""
        return Action(self.lines[0].action)


def steps(lines: Iterable[Line], current: int | None) -> tuple[Step, ...]:
    """The last ten actions of a counter, the latest first, from its lines of the open day, the latest first.
    ``current`` is the id of the ticket at the counter. One that has a way back is taken back after those before it
    in this list that have one."""
    found: list[Step] = []
    settled: set[int] = set()
    place = current
    for press in _presses(_standing(lines), settled):
        step, place = _judged(press, settled, place)
        settled |= {line.ticket_id for line in press} if step.why else set()
        found.append(step)
        if len(found) == STEPS:
            break
    return tuple(found)


def _standing(lines: Iterable[Line]) -> list[Line]:
    """The lines that were not taken back, without those that say so."""
    back: dict[int, int] = {}
    standing = []
    for line in lines:
        if line.action == Action.UNDO:
            back[line.ticket_id] = back.get(line.ticket_id, 0) + 1
        elif line.action in PASSED_OVER:
            continue
        elif back.get(line.ticket_id, 0):
            back[line.ticket_id] -= 1
        else:
            standing.append(line)
    return standing


def _presses(lines: Sequence[Line], settled: set[int]) -> Iterable[tuple[Line, ...]]:
    """The lines by the key that wrote them. What no counter can take back, such as the end of a day, settles its
    ticket."""
    place = 0
    while place < len(lines):
        line = lines[place]
        if line.action not in UNDOABLE:
            settled.add(line.ticket_id)
            place += 1
            continue
        count = press_length(lines[place : place + 3])
        yield tuple(lines[place : place + count])
        place += count


def press_length(lines: Sequence[Line]) -> int:
    """How many of ``lines``, the latest first, one press of a key wrote: a call ends the visit before it, and an end
    may have to write that the visit began."""
    count = 1
    if lines[0].action in CALLING and len(lines) > 1:
        ended = lines[1]
        count += ended.action in _ENDINGS and ended.detail in ENDED_BY_NEXT and ended.at == lines[0].at
    last = lines[count - 1]
    if last.action not in CALLING and len(lines) > count:
        began = lines[count]
        count += began.action == Action.SERVE and began.detail == ASSUMED and began.ticket_id == last.ticket_id
    return count


def _judged(press: tuple[Line, ...], settled: set[int], place: int | None) -> tuple[Step, int | None]:
    """Whether a press can be taken back where the ticket ``place`` is at the counter, and who is there then."""
    if any(line.touched > line.id or line.ticket_id in settled for line in press):
        return Step(press, "undo_touched"), place
    there = place
    for line in press:
        there = None if there == line.ticket_id else there
        if line.from_state in AT_COUNTER:
            if there is not None:
                return Step(press, "undo_occupied", there), place
            there = line.ticket_id
    return Step(press), there
