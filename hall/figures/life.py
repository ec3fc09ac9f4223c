"""One number's life, replayed from its lines: what its row is in the end, its calls, where it was when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from hall.auditing import LineRow
from hall.auditing.steps import UNKNOWN, Columns, begin, step, undo
from hall.lifecycle import AT_COUNTER, CALL_KINDS, PASSED_OVER, WITHDRAWN, Action, State
from hall.visit import ASSUMED, BY_ASSUMPTION

_TOLD_ELSE = frozenset({"reason", "number", "version", "asked"})
"""What a line tells besides the columns that are replayed here."""
_TIMES = frozenset({"issued_at", "queue_time", "called_at", "serving_at", "ended_at", "directed_until", "booked_for"})


class Called(NamedTuple):
    """A call or recall that was not taken back; ``code`` says why this number (``hall.calling``), ``waited`` whether it
    was waiting."""

    at: datetime
    counter_id: str
    service_id: str
    action: str
    code: str
    actor: str
    waited: bool


class Stay(NamedTuple):
    """From when until when a number was at a counter (``counter_id``) or waited (empty) for a service, or for the
    counter ``directed_to`` until ``directed_until``, and for its service from then on; ``until`` is None while it is
    there."""

    since: datetime
    until: datetime | None
    service_id: str
    counter_id: str = ""
    directed_to: str = ""
    directed_until: datetime | None = None


@dataclass(slots=True)
class Life:
    """What the lines of one number tell. ``row`` has the columns of its ticket, where they are known."""

    ticket_id: int
    state: str = ""
    row: Columns = field(default_factory=dict)
    calls: list[Called] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    joined: bool = False
    """Whether it ever waited; one that was cancelled before its slip came out was nobody's."""
    assumed: bool = False
    """Whether nobody said that its visit had begun."""
    ended: LineRow | None = None
    """The line that ended it, while it is over."""

    def time(self, name: str) -> datetime | None:
        """A time of the row; None when it is not set or not known."""
        found = self.row.get(name)
        return found if isinstance(found, datetime) else None

    def text(self, name: str) -> str:
        """A text of the row; empty when it is not set or not known."""
        found = self.row.get(name)
        return found if isinstance(found, str) else ""

    @property
    def is_visitor(self) -> bool:
        """Whether somebody has, or had, the slip; what went with its import was written down by mistake."""
        withdrawn = self.text("outcome") == WITHDRAWN
        return self.state != State.PRINTING and (self.state != State.CANCELLED or (self.joined and not withdrawn))

    @property
    def first_call(self) -> Called | None:
        """The first call that was not taken back."""
        return min(self.calls, key=lambda call: call.at) if self.calls else None


def life_of(lines: Sequence[LineRow]) -> Life:
    """Replay the lines of one number, by id; at least one."""
    replay = _Replay(Life(lines[0].ticket_id))
    for line in lines:
        replay.take(line)
    replay.life.calls = [_called(call) for call in replay.called]
    return replay.life


@dataclass(slots=True)
class _Replay:
    life: Life
    past: list[tuple[LineRow, Columns]] = field(default_factory=list)
    called: list[LineRow] = field(default_factory=list)

    def take(self, line: LineRow) -> None:
        life = self.life
        made = self._follow(line) if life.row else begin(line)
        life.row.update(made)
        life.row.update(_stated(line))
        life.state = line.to_state
        life.joined = life.joined or line.to_state == State.WAITING
        life.ended = line if line.to_state in (State.DONE, State.NO_SHOW, State.CANCELLED) else None
        self._move(line)

    def _follow(self, line: LineRow) -> Columns:
        life = self.life
        if line.action == Action.UNDO:
            if not self.past:
                return {}
            undone, before = self.past.pop()
            self._forget(undone)
            return undo(life.row, line, undone, before)
        made = step(life.row, line)
        if line.action not in PASSED_OVER:
            self.past.append((line, dict(life.row)))
        if line.action in CALL_KINDS:
            self.called.append(line)
            life.assumed = False
        if line.action in (Action.SERVE, Action.FINISH):
            life.assumed = line.detail in (ASSUMED, BY_ASSUMPTION) or (life.assumed and line.action == Action.FINISH)
        return made

    def _forget(self, undone: LineRow) -> None:
        """A call that is taken back takes its recalls with it."""
        if undone.action in CALL_KINDS:
            while self.called and self.called.pop().id != undone.id:
                pass
        if undone.detail in (ASSUMED, BY_ASSUMPTION):
            self.life.assumed = False

    def _move(self, line: LineRow) -> None:
        stays = self.life.stays
        place = _place(line, self.life)
        if stays and stays[-1].until is None:
            if place is not None and stays[-1]._replace(since=place.since) == place:
                return
            stays[-1] = stays[-1]._replace(until=max(line.at, stays[-1].since))
        if place is not None:
            stays.append(place)


def _place(line: LineRow, life: Life) -> Stay | None:
    if line.to_state in AT_COUNTER:
        return Stay(line.at, None, line.service_id, counter_id=life.text("counter_id"))
    if line.to_state == State.WAITING:
        sent, until = life.text("directed_to"), life.time("directed_until")
        return Stay(line.at, None, line.service_id, directed_to=sent, directed_until=until)
    return None


def _called(line: LineRow) -> Called:
    waited = line.from_state == State.WAITING
    return Called(line.at, line.counter_id or "", line.service_id, line.action, line.detail, line.actor, waited)


def _stated(line: LineRow) -> Columns:
    """The columns that the line itself tells."""
    if not isinstance(line.after, dict):
        return {}
    return {name: _value(name, value) for name, value in line.after.items() if name not in _TOLD_ELSE}


def _value(name: str, value: Any) -> Any:
    if name not in _TIMES or not isinstance(value, str):
        return value
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return UNKNOWN


def lives(lines: Iterator[LineRow]) -> Iterator[Life]:
    """The lives of numbers whose lines come by ticket, then by id; one ticket is in memory at a time."""
    mine: list[LineRow] = []
    for line in lines:
        if mine and mine[-1].ticket_id != line.ticket_id:
            yield life_of(mine)
            mine = []
        mine.append(line)
    if mine:
        yield life_of(mine)
