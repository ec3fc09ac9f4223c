"""Business days and gaps in their numbers, replayed from the history of days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hall.auditing.report import AuditFindings, AuditReport
from hall.auditing.rows import BusinessRow, DayEventRow, LoggedGapRow
from hall.business_day import DayAction, GapCause

_UNKNOWN = object()
_OPEN: Mapping[str, Any] = {"closed_at": None, "closed_by": None, "close_reason": None, "cancelled": None}
_LOGGED = frozenset({GapCause.CARRY, GapCause.PAPER, GapCause.UNPROVEN})
_UNCOUNTED = frozenset({GapCause.CARRY, GapCause.UNPROVEN})
_GONE = frozenset({GapCause.WITHDRAWN, GapCause.JOINED})
_ENDS = frozenset({DayAction.CLOSE, DayAction.EXPIRE})


@dataclass(slots=True)
class DayStory:
    """What the history of one business day tells of it."""

    events: list[DayEventRow] = field(default_factory=list)

    def of(self, *actions: DayAction) -> list[DayEventRow]:
        """The lines of these actions."""
        return [event for event in self.events if event.action in actions]

    @property
    def reopened(self) -> bool:
        """Whether it was opened again."""
        return bool(self.of(DayAction.REOPEN))

    @property
    def uncounted(self) -> frozenset[tuple[Any, Any]]:
        """Prefix and first number of each gap whose numbers were taken along, or that nobody can prove to be out."""
        return frozenset(
            (stated(gap, "prefix"), stated(gap, "first")) for gap in self.gaps() if stated(gap, "cause") in _UNCOUNTED
        )

    @property
    def joined(self) -> tuple[tuple[Any, Any, Any], ...]:
        """Prefix, first and last number of gaps of which some came into the queue after later ones."""
        return tuple(_span(gap) for gap in self.of(DayAction.GAP) if stated(gap, "cause") == GapCause.JOINED)

    def gaps(self) -> list[DayEventRow]:
        """The lines of the gaps that stand: one whose numbers came back, or were never given, was
        withdrawn and does not."""
        standing: list[DayEventRow] = []
        for line in self.of(DayAction.GAP):
            taken = [gap for gap in standing if _span(gap) == _span(line) and stated(gap, "cause") in _LOGGED]
            if taken and stated(line, "cause") in _GONE:
                standing.remove(taken[-1])
            else:
                standing.append(line)  # also one that withdraws what never was: no gap stands next to it
        return standing

    @property
    def mixed(self) -> bool:
        """Whether numbers were taken along to or from it."""
        return bool(self.of(DayAction.CARRY)) or any(
            stated(gap, "cause") == GapCause.CARRY for gap in self.of(DayAction.GAP)
        )


def stories(events: Iterable[DayEventRow]) -> dict[int, DayStory]:
    """The history of each business day by its id; ``events`` by id."""
    found: dict[int, DayStory] = {}
    for event in events:
        found.setdefault(event.day_id, DayStory()).events.append(event)
    return found


def stated(event: DayEventRow, name: str) -> Any:
    """What the line's detail tells under ``name``; None when it does not."""
    return event.detail.get(name) if isinstance(event.detail, dict) else None


def _span(gap: DayEventRow) -> tuple[Any, Any, Any]:
    return stated(gap, "prefix"), stated(gap, "first"), stated(gap, "last")


def audit_days(
    rows: Iterable[BusinessRow],
    gaps: Iterable[LoggedGapRow],
    history: Mapping[int, DayStory],
    purged: Collection[int] = (),
) -> AuditReport:
    """Check each business day and each gap against the history; a day or gap without one is named too. Of days that
    were ``purged`` (keys) the gaps are gone rightly."""
    findings = AuditFindings()
    logged: dict[int, list[LoggedGapRow]] = {}
    for gap in gaps:
        logged.setdefault(gap.day_id, []).append(gap)
    seen = set()
    for row in rows:
        seen.add(row.id)
        story = history.get(row.id, DayStory())
        _check_day(row, story, findings)
        if row.id not in purged:
            _check_gaps(row, story, logged.pop(row.id, []), findings)
    for day_id in sorted({*history, *logged} - seen):
        count = len(history.get(day_id, DayStory()).events) + len(logged.get(day_id, []))
        findings.add("audit_no_day", day=day_id, rows=count, table="day_event")
    return findings.report()


def _check_day(row: BusinessRow, story: DayStory, findings: AuditFindings) -> None:
    now: dict[str, Any] = {}
    for event in story.events:
        problem = _problem(now, event)
        if problem:
            _differs(findings, row, f"day_event.action ({event.id})", event.action, problem)
        before, at = stated(event, "before"), now.get("date")
        if event.action == DayAction.REDATE and at is not None and before != at.isoformat():
            _differs(findings, row, f"day_event.detail ({event.id})", before, at)
        now.update(_step(event))
        if now.get("date") != event.date:
            _differs(findings, row, f"day_event.date ({event.id})", event.date, now.get("date"))
    if not now:
        _differs(findings, row, "business_day", row.id, None)
    for name, value in now.items():
        if value is not _UNKNOWN and getattr(row, name) != value:
            _differs(findings, row, f"business_day.{name}", getattr(row, name), value)


def _problem(now: Mapping[str, Any], event: DayEventRow) -> str:
    """Why this line cannot follow what was before; '' when it can."""
    is_open = now.get("closed_at") is None
    rules = (
        ((event.action == DayAction.OPEN) != (not now), "first: open"),
        (event.action in (*_ENDS, DayAction.CARRY) and not is_open, "closed"),
        (event.action == DayAction.REOPEN and is_open, "open"),
        (event.action not in set(DayAction), "?"),
    )
    return next((problem for holds, problem in rules if holds), "")


def _step(event: DayEventRow) -> dict[str, Any]:
    """What the line makes of the day's row."""
    if event.action == DayAction.OPEN:
        zone = stated(event, "timezone")
        return {
            "date": event.date,
            "opened_at": event.at,
            "opened_by": event.actor,
            "timezone": _UNKNOWN if zone is None else zone,
            "expired": False,
            "in_doubt": False,
            **_OPEN,
        }
    if event.action in _ENDS:
        count = stated(event, "cancelled")
        return {
            "closed_at": event.at,
            "closed_by": event.actor,
            "close_reason": event.reason,
            "cancelled": _UNKNOWN if count is None else count,
            "expired": event.action == DayAction.EXPIRE,
        }
    if event.action == DayAction.REOPEN:
        return {"opened_at": event.at, "opened_by": event.actor, "expired": False, **_OPEN}
    if event.action == DayAction.REDATE:
        doubt = stated(event, "doubt")
        return {"date": event.date, "in_doubt": _UNKNOWN if doubt is None else doubt}
    return {"in_doubt": False} if event.action == DayAction.CONFIRM else {}


def _check_gaps(row: BusinessRow, story: DayStory, gaps: list[LoggedGapRow], findings: AuditFindings) -> None:
    """Every gap has its line in the day's history, and every such line its gap, in the same order."""
    causes = story.gaps()
    for gap, event in zip(gaps, causes, strict=False):
        wanted = {name: stated(event, name) for name in ("prefix", "first", "last")}
        wanted |= {"reason": event.reason, "actor": event.actor, "at": event.at}
        for name, value in wanted.items():
            if getattr(gap, name) != value:
                _differs(findings, row, f"number_gap.{name} ({gap.id})", getattr(gap, name), value)
    for gap in gaps[len(causes) :]:
        _differs(findings, row, f"number_gap ({gap.id})", f"{gap.prefix} {gap.first}–{gap.last}", None)
    for event in causes[len(gaps) :]:
        _differs(findings, row, "number_gap", None, f"{stated(event, 'prefix')} {stated(event, 'first')}")


class Endings:
    """How many numbers each ending of a day cancelled, as the tickets' lines tell it, against what the day's history
    tells."""

    def __init__(self, history: Mapping[int, DayStory]) -> None:
        self._history = history
        self._cancelled: Counter[tuple[int, datetime, str, str]] = Counter()

    def note(self, day_id: int, at: datetime, actor: str, reason: str) -> None:
        """A number was cancelled with these words."""
        self._cancelled[day_id, at, actor, reason] += 1

    def check(self, row: BusinessRow, findings: AuditFindings) -> None:
        """Hold every ending of the day against its numbers' lines."""
        story = self._history.get(row.id, DayStory())
        if story.mixed:
            return  # the lines of numbers that were taken along are the next day's
        for event in story.of(*_ENDS):
            count = stated(event, "cancelled")
            found = self._cancelled[row.id, event.at, event.actor, event.reason]
            # Somebody may have cancelled a number at the same time for the same reason.
            if count is not None and count > found:
                _differs(findings, row, f"day_event.cancelled ({event.id})", count, found)


def _differs(findings: AuditFindings, row: BusinessRow, column: str, wrote: Any, stated: Any) -> None:
    def shown(value: Any) -> str:
        return "–" if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)

    findings.add("audit_differs", number=row.date.isoformat(), column=column, row=shown(wrote), stated=shown(stated))
