"""Each ticket's row and calls, replayed from its history: every column that the rows do not agree on is named.

Needs memory for one ticket at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hall.auditing.business import DayStory, Endings
from hall.auditing.line_texts import problems
from hall.auditing.places import Shifts
from hall.auditing.report import AuditFindings, AuditReport
from hall.auditing.rows import CalledRow, LifeRow, LineRow, TicketLife
from hall.auditing.steps import LEFT_OUT, TERSE, UNKNOWN, Columns, begin, replaced, step, undo
from hall.business_day import DayAction
from hall.estimating.following import Told
from hall.lifecycle import BEGINNINGS, CALL_KINDS, PASSED_OVER, REPLACED, Action, State
from hall.numbering import code_of
from hall.visit import ASSUMED, ENDED_BY_NEXT

_TIMES = frozenset({"issued_at", "queue_time", "called_at", "serving_at", "ended_at", "directed_until", "booked_for"})
_COLUMNS = tuple(name for name in LifeRow._fields if name not in ("id", "prefix", "number", "state", "version"))
_AT_A_COUNTER = frozenset(
    {
        *(Action.CALL_NEXT, Action.CALL_NUMBER, Action.RECALL, Action.SERVE, Action.FINISH, Action.NO_SHOW),
        *(Action.NOT_BEGUN, Action.UNDO, Action.CANCEL, Action.RELEASE, Action.RETURN),
    }
)
"""What is done by whoever sits at the counter that the line names."""
_OF_DAYS = {
    Action.REVIVE.value: DayAction.REOPEN,
    Action.CARRY.value: DayAction.CARRY,
    Action.PUT_RIGHT.value: DayAction.PUT_RIGHT,
}
_BY_A_RIGHT_CLOCK = frozenset({Action.REVIVE, Action.CARRY, Action.PUT_RIGHT})
"""What puts a day right after a clock was ahead: it may be before what that clock wrote."""
_AFTER_ALL = frozenset({Action.RECALL, Action.SERVE, Action.FINISH, Action.NO_SHOW, Action.HOLD, Action.TRANSFER})
"""Actions whose time is not before what the row tells, whatever the clock says."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the hall: the prefix of each service, the logins of the staff, who sat where, and the history of
    the business days that lines name."""

    prefixes: Mapping[str, str]
    logins: frozenset[str]
    shifts: Shifts
    days: Mapping[int, DayStory]


def audit_lives(lives: Iterable[TicketLife], known: Known, endings: Endings) -> AuditReport:
    """Replay every life; the findings name ticket, column, what the row says and what the history tells. What a day's
    ending may have cancelled is told to ``endings``."""
    findings = AuditFindings()
    for life in lives:
        if life.lines:
            _Replay(life, known, endings, findings).run()
    return findings.report()


@dataclass(slots=True)
class _Replay:
    """One life."""

    life: TicketLife
    known: Known
    endings: Endings
    findings: AuditFindings
    now: Columns = field(default_factory=dict)
    past: list[tuple[LineRow, Columns]] = field(default_factory=list)
    calls_made: list[tuple[LineRow, int, Any]] = field(default_factory=list)
    undone: list[bool] = field(default_factory=list)
    at_least: bool = False
    has_stated: bool = False
    number: Any = None

    def run(self) -> None:
        """All lines, then the rows that they must have made."""
        for place, line in enumerate(self.life.lines):
            self._check_line(line)
            self._check_ending(line)
            if place == 0:
                self._begin(line)
            else:
                self._follow(line)
        self._check_row()
        self._check_calls()
        self._check_slip_and_booking()

    def _begin(self, line: LineRow) -> None:
        made = begin(line)
        self._check_before(line, {})
        self._check_texts(line, {**made, "counter_id": None}, None)
        self.now = {**made, "version": 0}
        self._take(line, made)
        prefix = self.known.prefixes.get(line.service_id)
        if prefix is not None and prefix != self.life.ticket.prefix:
            self._differs("ticket.prefix", self.life.ticket.prefix, prefix)

    def _follow(self, line: LineRow) -> None:
        before = dict(self.now)
        undone = self.past[-1][0] if self.past and line.action == Action.UNDO else None
        self._check_texts(line, before, undone)
        if line.action == Action.UNDO:
            made = self._undo(line)
        else:
            made = step(self.now, line)
            if line.action not in PASSED_OVER:
                self.past.append((line, before))
        if line.action in CALL_KINDS:
            self.calls_made.append((line, before["calls"] + 1, before["queue_time"]))
            self.undone.append(False)
        self._check_before(line, before)
        self._check_time(line, before)
        self._take(line, made)

    def _undo(self, line: LineRow) -> Columns:
        if not self.past:
            return {}
        undone, before = self.past.pop()
        if undone.action in CALL_KINDS:
            for place in range(len(self.calls_made) - 1, -1, -1):
                self.undone[place] = True
                if self.calls_made[place][0].id == undone.id:
                    break
        if line.detail != undone.action:
            self._differs(_of(line, "detail"), line.detail, undone.action)
        return undo(self.now, line, undone, before)

    def _take(self, line: LineRow, made: Columns) -> None:
        """Let the line make of the row what the rule says, and what it tells itself where the rule does not know."""
        stated = self._stated(line)
        version = self.now["version"] + 1
        printing = line.from_state == State.PRINTING
        if stated is None:
            self.at_least = self.at_least or printing
        else:
            version = self._compare(line, made, stated, version)
            made = {**made, **{name: value for name, value in stated.items() if name in self.now}}
        self.now.update(made, version=version)
        if line.day_id != self.now["day_id"]:
            self._differs(_of(line, "day_id"), line.day_id, self.now["day_id"])
        if line.service_id != self.now["service_id"]:
            self._differs(_of(line, "service_id"), line.service_id, self.now["service_id"])

    def _compare(self, line: LineRow, made: Columns, stated: Columns, version: int) -> int:
        """Hold what the line tells against what the rule makes; the version that it wrote, taken out of ``told``."""
        by_next = line.action in (Action.FINISH, Action.NO_SHOW) and line.detail in ENDED_BY_NEXT
        assumed = line.action == Action.SERVE and line.detail == ASSUMED
        terse = line.action in TERSE or ((by_next or assumed) and not stated)
        optional = set(made) if terse else LEFT_OUT.get(line.action, frozenset())
        wanted = {name for name, value in made.items() if value is UNKNOWN or name not in optional}
        if not terse:
            wanted.add("version")
        for name in sorted(wanted - set(stated)):
            self._differs(_of(line, f"after.{name}"), None, made.get(name, version))
        wrote = stated.pop("version", version)
        # Each try of a slip that failed is a version too.
        more = line.from_state == State.PRINTING and isinstance(wrote, int) and wrote > version
        if wrote != version and not more:
            self._differs(_of(line, "after.version"), wrote, version)
        for name, value in stated.items():
            expected = made.get(name, self.now.get(name))
            if name not in self.now or (expected is not UNKNOWN and value != expected):
                self._differs(_of(line, f"after.{name}"), value, expected)
        return wrote if isinstance(wrote, int) else version

    def _stated(self, line: LineRow) -> dict[str, Any] | None:
        """``after`` as columns, without what is told of a call or of a number on paper."""
        if line.after is None and not self.has_stated:
            return None
        self.has_stated = True
        if not isinstance(line.after, dict):
            self._differs(_of(line, "after"), line.after, "{…}")
            return None
        stated = {name: _time(name, value) for name, value in line.after.items()}
        if line.action in (Action.CALL_NEXT, Action.CALL_NUMBER):
            stated.pop("reason", None)
        if line.action == Action.IMPORT:
            self.number = stated.pop("number", None)
            if self.number is None:
                self._differs(_of(line, "after.number"), None, self.life.ticket.number)
        if line.action == Action.CARRY:
            self.number = stated.pop("number", self.number)
        if line.action in BEGINNINGS:
            self._check_asked(line, stated)
        return stated

    def _check_asked(self, line: LineRow, stated: dict[str, Any]) -> None:
        """What was known when the wait of a number was said is told where something was said, with the same people
        ahead."""
        told, asked, ahead = Told.of(stated), stated.pop("asked", None), stated.get("wait_ahead")
        if (told.ahead if told else None) != ahead or (told is None and asked is not None):
            self._differs(_of(line, "after.asked"), asked, None if ahead is None else [ahead, "…"])

    def _check_line(self, line: LineRow) -> None:
        """What a line must have in common with its ticket and with who sat at its counter."""
        who, _, login = line.actor.partition(":")
        if who == "clerk" and self.known.logins and login not in self.known.logins:
            self._differs(_of(line, "actor"), line.actor, "staff")
        here = self.known.shifts.at(line.counter_id, line.id)
        ends = self.known.days.get(line.day_id, DayStory()).of(DayAction.CLOSE, DayAction.EXPIRE)
        closed = line.action in (Action.FINISH, Action.NO_SHOW) and line.actor in [event.actor for event in ends]
        if here and who == "clerk" and here.login not in ("", login) and line.action in _AT_A_COUNTER and not closed:
            self._differs(_of(line, "actor"), line.actor, f"clerk:{here.login}")
        if line.station and line.action not in BEGINNINGS and (here is None or line.station != here.station):
            self._differs(_of(line, "station"), line.station, here.station if here else "")

    def _check_texts(self, line: LineRow, before: Columns, undone: LineRow | None) -> None:
        """The counter and the words of a line follow from what was done and where the ticket stood."""
        closings = self.known.days.get(line.day_id, DayStory()).of(DayAction.CLOSE)
        # Whether a person's closing of the day may have written the line.
        closed = (line.at, line.actor, line.detail) in [(event.at, event.actor, event.reason) for event in closings]
        for problem in problems(line, before, undone, self.known.prefixes, closed=closed):
            self._differs(_of(line, problem.column), problem.row, problem.stated)

    def _check_ending(self, line: LineRow) -> None:
        """What a business day does to its numbers, its own history tells too."""
        story = self.known.days.get(line.day_id, DayStory())
        if line.to_state == State.CANCELLED and line.action in (Action.CANCEL, Action.EXPIRE):
            self.endings.note(line.day_id, line.at, line.actor, line.detail)
        if line.action == Action.EXPIRE:
            causes = [(event.at, event.actor, event.reason) for event in story.of(DayAction.EXPIRE)]
            if (line.at, line.actor, line.detail) not in causes:
                self._differs(_of(line, "at, actor, detail"), (line.at, line.actor, line.detail), causes)
        elif line.action in _OF_DAYS:
            times = [(event.at, event.actor) for event in story.of(_OF_DAYS[line.action])]
            late = line.action == Action.REVIVE  # not before the day had ended
            if not any(line.actor == actor and (line.at == at or (late and line.at > at)) for at, actor in times):
                self._differs(_of(line, "at, actor"), (line.at, line.actor), times)

    def _check_before(self, line: LineRow, before: Columns) -> None:
        if line.action != Action.TRANSFER and (line.action not in REPLACED or line.counter_id is None):
            if line.before is not None:
                self._differs(_of(line, "before"), line.before, None)
            return
        written = line.before if isinstance(line.before, dict) else {}
        for name in replaced(line):
            value = _time(name, written.get(name, "?"))
            # What an old line replaced, no other row tells.
            if before[name] is not UNKNOWN and value != before[name]:
                self._differs(_of(line, f"before.{name}"), value, before[name])

    def _check_time(self, line: LineRow, before: Columns) -> None:
        """A line is not before the number's issue, nor before what its row told when the action looked at it."""
        if line.action in _BY_A_RIGHT_CLOCK or not isinstance(before["issued_at"], datetime):
            return
        stamps = [before["issued_at"]]
        if line.action in _AFTER_ALL and line.detail not in ENDED_BY_NEXT:
            stamps += [before[name] for name in ("called_at", "serving_at") if isinstance(before[name], datetime)]
        if line.at < max(stamps):
            self._differs(_of(line, "at"), line.at, f"≥ {max(stamps).isoformat()}")

    def _check_row(self) -> None:
        row = self.life.ticket
        for name in _COLUMNS:
            stated = self.now[name]
            if stated is not UNKNOWN and getattr(row, name) != stated:
                self._differs(f"ticket.{name}", getattr(row, name), stated)
        if self.number is not None and self.number != row.number:
            self._differs("ticket.number", row.number, self.number)
        version = self.now["version"]
        if row.version < version or (row.version > version and not self.at_least and row.state != State.PRINTING):
            self._differs("ticket.version", row.version, version)

    def _check_calls(self) -> None:
        if len(self.calls_made) != len(self.life.calls):
            return  # ``day`` names each of them
        for (line, times, queue_time), undone, call in zip(self.calls_made, self.undone, self.life.calls, strict=True):
            wanted = {
                "kind": CALL_KINDS[line.action],
                "counter_id": line.counter_id,
                "service_id": line.service_id,
                "day_id": self.now["day_id"],
                "at": line.at,
                "actor": line.actor,
                "times": times,
                "reason_code": line.detail or "recalled",
                "undone": undone,
            }
            self._differ("call", call, wanted, f" ({call.seq})")
            self._check_reason(line, call, times, queue_time)

    def _check_reason(self, line: LineRow, call: CalledRow, times: int, queue_time: Any) -> None:
        params = call.reason_params
        if line.action == Action.RECALL:
            expected: Any = [["times", times]]
        else:
            expected = line.after.get("reason") if isinstance(line.after, dict) else params
        if params != expected:
            self._differs(f"call.reason_params ({call.seq})", params, expected)
        waited = dict(params).get("minutes") if _is_pairs(params) else None
        if line.action == Action.CALL_NEXT and isinstance(queue_time, datetime) and waited is not None:
            minutes = max(0, int((line.at - queue_time).total_seconds() // 60))
            if waited != minutes:
                self._differs(f"call.reason_params ({call.seq})", waited, minutes)

    def _check_slip_and_booking(self) -> None:
        first, job, booking = self.life.lines[0], self.life.job, self.life.booking
        if first.to_state == State.PRINTING:
            if job is None and self.life.kept_jobs:
                self._differs("print_job", None, first.station)
            elif job is not None:
                self._differ("print_job", job, {"station": first.station, "created_at": first.at})
        if (first.action == Action.CHECK_IN) != (booking is not None):
            self._differs("booking", None if booking is None else booking.slot, first.action)
        elif booking is not None:
            priority = first.after.get("priority") if isinstance(first.after, dict) else booking.priority
            wanted = {"service_id": first.service_id, "slot": self.life.ticket.booked_for, "state": "checked_in"}
            self._differ("booking", booking, {**wanted, "priority": priority})

    def _differ(self, table: str, row: Any, wanted: Mapping[str, Any], which: str = "") -> None:
        for name, stated in wanted.items():
            if getattr(row, name) != stated:
                self._differs(f"{table}.{name}{which}", getattr(row, name), stated)

    def _differs(self, column: str, row: Any, stated: Any) -> None:
        number = code_of(self.life.ticket.prefix, self.life.ticket.number)
        self.findings.add("audit_differs", number=number, column=column, row=_shown(row), stated=_shown(stated))


def _of(line: LineRow, column: str) -> str:
    return f"ticket_event.{column} ({line.id} {line.action})"


def _time(name: str, value: Any) -> Any:
    if name not in _TIMES or not isinstance(value, str):
        return value
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return value


def _is_pairs(params: Any) -> bool:
    return isinstance(params, list) and all(isinstance(pair, list) and len(pair) == 2 for pair in params)


def _shown(value: Any) -> str:
    """A value as a person reads it; long ones are cut."""
    text = value.isoformat() if isinstance(value, datetime) else repr(value) if value is not None else "–"
    return text if len(text) <= 80 else f"{text[:79]}…"
