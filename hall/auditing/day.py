"""Every invariant of a day's numbers, lives and calls: none missing or twice, each step by the table, one ticket at a
counter, priority by the rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from hall.auditing.report import AuditFindings, AuditReport
from hall.auditing.rows import CallRow, DayNumberRow, DayRow, EventRow, Evidence, GapRow, RequestRow, TicketRow
from hall.lifecycle import (
    AT_COUNTER,
    BEGINNINGS,
    CALL_KINDS,
    CORRECTABLE,
    OPEN_STATES,
    PASSED_OVER,
    TABLE,
    Action,
    State,
)
from hall.numbering import code_of
from hall.visit import ENDED_BY_NEXT


def audit(evidence: Evidence) -> AuditReport:
    """Check one business day; needs memory for its tickets, a few hundred bytes each, and none for its events."""
    checks = _Audit(evidence.day)
    checks.read_numbers(evidence)
    for event in evidence.events:
        checks.read_event(event)
    for call in evidence.calls:
        checks.read_call(call)
    return checks.report()


def audit_requests(requests: Iterable[RequestRow]) -> AuditReport:
    """Check that each request was done once, and that what it answered is there."""
    findings = AuditFindings()
    total = 0
    for request in requests:
        total += request.times
        stated = {"operation": request.operation, "result": request.result}
        if request.times > 1:
            findings.add("audit_request_twice", **stated, times=request.times)
        if not request.found:
            findings.add("audit_request_lost", **stated)
    return replace(findings.report(), requests=total)


_STEPS: Mapping[tuple[str, str], str] = {(str(s), str(a)): str(to) for (s, a), to in TABLE.items()}
_CORRECTIONS = frozenset((str(state), str(to)) for state, followers in CORRECTABLE.items() for to in followers)
_BEGINNINGS = frozenset(map(str, BEGINNINGS))
_AT_COUNTER = frozenset(map(str, AT_COUNTER))
_OPEN = frozenset(map(str, OPEN_STATES))
_UNDO, _RECALL = str(Action.UNDO), str(Action.RECALL)
_TAKING = frozenset(map(str, (Action.CALL_NEXT, Action.CALL_NUMBER)))
_REGULAR_REASON = "regular_after_priority"
_STREAK_REASONS = frozenset({"priority_nth", "priority_older"})


def _who_and_when(event: EventRow) -> tuple[datetime | None, str, str]:
    return event.at, event.actor, event.station


def _latest_gaps(gaps: Iterable[GapRow]) -> dict[str, datetime]:
    latest: dict[str, datetime] = {}
    for gap in gaps:
        if gap.at is not None:
            latest[gap.prefix] = max(latest.get(gap.prefix, gap.at), gap.at)
    return latest


def _leads(state: str, event: EventRow) -> bool:
    """Whether the event may lead from this state to where it does."""
    if event.action == Action.CORRECT:
        return (state, event.to_state) in _CORRECTIONS
    return _STEPS.get((state, event.action)) == event.to_state


@dataclass(slots=True)
class _Trail:
    """What a ticket's events have told so far; ``taken`` are those that an undo could take back, the latest last, and
    ``rung`` how often each call among them rang."""

    ticket: TicketRow
    state: str | None = None
    counter: str | None = None
    events: int = 0
    taken: list[EventRow] = field(default_factory=list)
    calls_made: list[tuple[str, str | None]] = field(default_factory=list)
    rung: list[int] = field(default_factory=list)
    undone: int = 0
    called: int = 0
    taken_back: int = 0
    reclassed: bool = False
    printed: bool = False

    @property
    def code(self) -> str:
        return code_of(self.ticket.prefix, self.ticket.number)


class _Audit:
    """One pass over a day's rows."""

    def __init__(self, day: DayRow) -> None:
        self._day = day
        self._trails: dict[int, _Trail] = {}
        self._at: dict[str, int] = {}
        self._streaks: dict[str, int] = {}
        self._findings = AuditFindings()
        self._pressed: dict[str, tuple[EventRow, str]] = {}
        self._events = self._calls = self._on_paper = 0

    def read_numbers(self, evidence: Evidence) -> None:
        """Every number from 1 to the last is a ticket or was given on paper, and none is both or twice."""
        paper: dict[str, set[int]] = {}
        gaps = tuple(evidence.gaps)
        for gap in gaps:
            paper.setdefault(gap.prefix, set()).update(range(gap.first, gap.last + 1))
        self._on_paper = sum(gap.last - gap.first + 1 for gap in gaps if not gap.uncounted)
        highest: dict[str, int] = {}
        front: TicketRow | None = None
        latest = _latest_gaps(gaps)
        cancelled: Counter[str] = Counter()
        for ticket in evidence.tickets:
            # Numbers that came from another day stand behind this day's own.
            if front is not None and front.prefix == ticket.prefix and not (self._day.mixed or self._joined(ticket)):
                self._check_order(front, ticket)
            front = front if self._joined(ticket) else ticket
            if ticket.issued_at is not None:
                latest[ticket.prefix] = max(latest.get(ticket.prefix, ticket.issued_at), ticket.issued_at)
            cancelled[ticket.prefix] += ticket.state == State.CANCELLED
            self._trails[ticket.id] = _Trail(ticket)
            before = highest.get(ticket.prefix, 0)
            written = paper.get(ticket.prefix, set())
            if ticket.number <= before or ticket.number in written:
                self._find("audit_number_twice", number=code_of(ticket.prefix, ticket.number))
            self._missing(ticket.prefix, before, ticket.number, written)
            highest[ticket.prefix] = max(before, ticket.number)
        self._check_last(evidence, gaps, highest, paper, latest, cancelled)

    def _check_last(
        self,
        evidence: Evidence,
        gaps: tuple[GapRow, ...],
        highest: Mapping[str, int],
        paper: Mapping[str, set[int]],
        latest: Mapping[str, datetime],
        cancelled: Counter[str],
    ) -> None:
        """The last number, the time and the sums of each prefix are those of its tickets."""
        rows = tuple(evidence.numbers)
        last = {row.prefix: row.last for row in rows}
        for row in rows:
            others = sum(gap.last - gap.first + 1 for gap in gaps if gap.uncounted and gap.prefix == row.prefix)
            self._check_sums(row, None if others else latest.get(row.prefix), cancelled[row.prefix] + others)
        for prefix in sorted({*last, *highest, *paper}):
            end = max(highest.get(prefix, 0), max(paper.get(prefix, ()), default=0))
            self._missing(prefix, highest.get(prefix, 0), end + 1, paper.get(prefix, set()))
            if last.get(prefix, 0) != end:
                self._find("audit_last_number", prefix=prefix, last=last.get(prefix, 0), highest=end)

    def _joined(self, ticket: TicketRow) -> bool:
        """Whether it may have been on paper while later ones were given."""
        return any(
            prefix == ticket.prefix and ticket.number in range(first, last + 1)
            for prefix, first, last in self._day.joined
        )

    def _check_order(self, front: TicketRow, ticket: TicketRow) -> None:
        """Who has the higher number came later: the prefix's row is held while a number is made."""
        code = code_of(ticket.prefix, ticket.number)
        if ticket.id < front.id:
            self._find("audit_order", number=code, column="id")
        if front.issued_at is not None and ticket.issued_at is not None and ticket.issued_at < front.issued_at:
            self._find("audit_order", number=code, column="issued_at")

    def _check_sums(self, row: DayNumberRow, latest: datetime | None, cancelled: int) -> None:
        for name, wrote, stated in (("last_at", row.last_at, latest), ("cancelled", row.cancelled, cancelled)):
            if wrote is not None and stated is not None and wrote != stated:
                self._find("audit_differs", number=row.prefix, column=f"day_number.{name}", row=wrote, stated=stated)

    def _missing(self, prefix: str, before: int, number: int, paper: set[int]) -> None:
        for missing in range(before + 1, number):
            if missing not in paper:
                self._find("audit_gap", number=code_of(prefix, missing))

    def read_event(self, event: EventRow) -> None:
        """The event follows from the one before it, by the table of the life, and leaves one ticket at a counter."""
        self._events += 1
        trail = self._trails.get(event.ticket_id)
        if trail is None:
            self._find("audit_orphan", what="event", id=event.ticket_id)
            return
        trail.events += 1
        self._check_step(trail, event)
        self._check_pair(trail, event)
        trail.state = event.to_state
        self._note_call(trail, event)
        self._move(trail, event)
        if event.action == _UNDO:
            trail.taken = trail.taken[:-1]
        elif event.action not in PASSED_OVER:
            trail.taken.append(event)
        trail.printed = trail.printed or event.to_state == State.PRINTING
        trail.reclassed = trail.reclassed or event.action == Action.SET_PRIORITY

    def _check_step(self, trail: _Trail, event: EventRow) -> None:
        code, action = trail.code, event.action
        if trail.state is None and action not in _BEGINNINGS:
            self._find("audit_no_beginning", number=code, action=action)
        elif event.from_state != trail.state:
            if action in CALL_KINDS and action != _RECALL and trail.state in _AT_COUNTER:
                self._find("audit_double_call", number=code, first=trail.counter, second=event.counter_id)
            else:
                self._find(
                    "audit_broken_chain", number=code, action=action, expected=trail.state, stated=event.from_state
                )
        elif action in (_UNDO, Action.REVIVE):
            taken = event.detail if action == _UNDO else Action.EXPIRE.value
            last = trail.taken[-1] if trail.taken else None
            if last is None or (last.action, last.from_state) != (taken, event.to_state):
                self._find("audit_undo", number=code, action=taken, state=event.to_state)
        elif trail.state is not None and not _leads(trail.state, event):
            self._find("audit_forbidden", number=code, action=action, state=trail.state, after=event.to_state)

    def _check_pair(self, trail: _Trail, event: EventRow) -> None:
        """A finish that the next call made and that call are one press: by the same person at the same time."""
        counter = event.counter_id
        if counter is None or self._day.mixed:
            return  # where numbers were taken along, the call may be of one on the next day
        finished, code = self._pressed.pop(counter, (None, ""))
        if finished and (event.action not in _TAKING or _who_and_when(event) != _who_and_when(finished)):
            self._find("audit_pair", number=code, counter=counter, action=event.action)
        if event.action in (Action.FINISH, Action.NO_SHOW) and event.detail in ENDED_BY_NEXT:
            self._pressed[counter] = event, trail.code

    def _note_call(self, trail: _Trail, event: EventRow) -> None:
        """Remember which call rows there must be, and which of them must be marked as undone."""
        kind = CALL_KINDS.get(event.action)
        if kind is not None:
            trail.calls_made.append((kind, event.counter_id))
            trail.called += 1
            if event.action == _RECALL and trail.rung:
                trail.rung[-1] += 1
            else:
                trail.rung.append(1)
        elif event.action == _UNDO and event.detail in CALL_KINDS:
            # The call is taken back with the recalls that followed it.
            trail.undone += trail.rung.pop() if trail.rung else 0

    def _move(self, trail: _Trail, event: EventRow) -> None:
        """Replay who stands at which counter."""
        before, ticket = trail.counter, trail.ticket.id
        at_counter = event.to_state in _AT_COUNTER
        arrives = at_counter and (before is None or event.action in CALL_KINDS)
        if before is not None and event.counter_id not in (None, before):
            self._find("audit_other_counter", number=trail.code, first=before, second=event.counter_id)
        now = (event.counter_id if arrives else before) if at_counter else None
        if before is not None and before != now and self._at.get(before) == ticket:
            del self._at[before]
        if now is not None:
            other = self._at.get(now, ticket)
            if other != ticket:
                self._find("audit_two_at_counter", counter=now, first=self._trails[other].code, second=trail.code)
            self._at[now] = ticket
        trail.counter = now

    def read_call(self, call: CallRow) -> None:
        """The call belongs to one event, and the counter's streak and reason follow the rule."""
        self._calls += 1
        trail = self._trails.get(call.ticket_id)
        if trail is None:
            self._find("audit_orphan", what="call", id=call.ticket_id)
            return
        if (call.kind, call.counter_id) in trail.calls_made:
            trail.calls_made.remove((call.kind, call.counter_id))
        else:
            self._find("audit_call_alone", number=trail.code, kind=call.kind, counter=call.counter_id)
        trail.taken_back += call.undone
        if call.kind != CALL_KINDS[Action.RECALL]:
            self._check_streak(trail, call)

    def _check_streak(self, trail: _Trail, call: CallRow) -> None:
        """The guarantee: after so many calls of priority in a row while others wait comes one of those."""
        expected = self._streaks.get(call.counter_id, 0)
        again = self._day.mixed or (self._day.reopened and call.streak_before == 0)
        if call.streak_before != expected and not again:
            self._find("audit_streak", number=trail.code, counter=call.counter_id, stated=call.streak_before)
        if call.undone or call.kind != CALL_KINDS[Action.CALL_NEXT]:
            # By number it stays; a call that was taken back gave it back.
            self._streaks[call.counter_id] = call.streak_before
            return
        reason, priority = call.reason_code, trail.ticket.priority
        wrong_class = reason in ((_REGULAR_REASON,) if priority else (*_STREAK_REASONS, "priority_alone"))
        beyond = reason == "priority_nth" and call.nth > call.of
        early = reason == _REGULAR_REASON and call.streak_before < call.of
        if (wrong_class and not trail.reclassed) or beyond or early:
            self._find("audit_guarantee", number=trail.code, counter=call.counter_id, reason=reason)
        self._streaks[call.counter_id] = call.streak_before + 1 if reason in _STREAK_REASONS else 0

    def report(self) -> AuditReport:
        """The last checks, of every ticket against its history, and the sums."""
        states = Counter(trail.ticket.state for trail in self._trails.values())
        for trail in self._trails.values():
            self._check_ticket(trail)
        return AuditReport(
            days=(self._day.date,),
            tickets=len(self._trails),
            events=self._events,
            calls=self._calls,
            on_paper=self._on_paper,
            states=tuple((state, states.get(state.value, 0)) for state in State),
            findings=tuple(self._findings.kept),
            found=self._findings.found,
        )

    def _check_ticket(self, trail: _Trail) -> None:
        ticket, code = trail.ticket, trail.code
        if ticket.state != trail.state:
            self._find("audit_state", number=code, state=ticket.state, stated=trail.state)
        if self._day.closed and ticket.state in _OPEN:
            self._find("audit_lost", number=code, state=ticket.state)
        # A slip that failed makes a version without an event: the ticket stays where it is.
        if ticket.version < trail.events or (ticket.version > trail.events and not trail.printed):
            self._find("audit_version", number=code, version=ticket.version, events=trail.events)
        for kind, counter in trail.calls_made:
            self._find("audit_event_alone", number=code, kind=kind, counter=counter)
        stated = trail.called - trail.undone
        if trail.taken_back != trail.undone or ticket.calls != stated:
            self._find("audit_calls", number=code, calls=ticket.calls, stated=stated, undone=trail.taken_back)

    def _find(self, code: str, **params: object) -> None:
        self._findings.add(code, **params)
