"""Who sat at which counter, replayed from the counters' history."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from hall.auditing.report import AuditFindings, AuditReport
from hall.auditing.rows import PlaceRow, ShiftRow


class Shifts:
    """Who sat where when a line of the tickets' history was written: the counter's history names the last line before
    each of its own, so that no clock is asked."""

    def __init__(self, rows: Iterable[ShiftRow] = ()) -> None:
        self._seen: dict[str, list[int]] = {}
        self._here: dict[str, list[ShiftRow | None]] = {}
        for row in rows:
            seen, here = self._seen.setdefault(row.counter_id, []), self._here.setdefault(row.counter_id, [])
            last = seen[-1] if seen else -1
            seen.append(last if row.seen is None else max(last, row.seen))
            here.append(_after(here[-1] if here else None, row))

    def at(self, counter_id: str | None, line_id: int) -> ShiftRow | None:
        """The arrival of who sat at the counter at the line ``line_id``; None when nobody did."""
        if counter_id is None or counter_id not in self._seen:
            return None
        place = bisect_left(self._seen[counter_id], line_id) - 1
        return self._here[counter_id][place] if place >= 0 else None


_ARRIVALS = frozenset({"sign_in", "move"})
"""Lines that tell who is there: ``move`` from another station."""


def _after(before: ShiftRow | None, row: ShiftRow) -> ShiftRow | None:
    """Who is there after ``row``: the line that tells of the arrival."""
    if row.action in _ARRIVALS:
        return row
    return None if row.action == "sign_out" else before


def audit_places(rows: Iterable[ShiftRow], places: Iterable[PlaceRow]) -> AuditReport:
    """Check each counter's row against its history, and that its history can have been."""
    findings = AuditFindings()
    replays: dict[str, _CounterReplay] = {}
    for row in rows:
        replays.setdefault(row.counter_id, _CounterReplay()).follow(row, findings)
    for place in places:
        replay = replays.get(place.id)
        if replay is not None and not place.archived:
            replay.check(place, findings)
        elif replay is None and place.login is not None:
            _differs(findings, place.id, "counter.staff_id", place.login, None)
    return findings.report()


@dataclass(slots=True)
class _CounterReplay:
    """A counter as its history tells it."""

    signed: ShiftRow | None = None
    paused: ShiftRow | None = None
    here: ShiftRow | None = None
    seen: int = 0

    def follow(self, row: ShiftRow, findings: AuditFindings) -> None:
        """Take one line."""
        fits = {
            "sign_in": True,
            "move": self.here is not None,
            "sign_out": True,
            "pause": self.here is not None,
            "resume": self.paused is not None,
        }.get(row.action, False)
        if not fits:
            _differs(findings, row.counter_id, f"counter_event.action ({row.id})", row.action, None)
        if row.seen is not None:
            if row.seen < self.seen:
                _differs(findings, row.counter_id, f"counter_event.seen ({row.id})", row.seen, f"≥ {self.seen}")
            self.seen = max(self.seen, row.seen)
            self._check_login(row, findings)
        self.here = _after(self.here, row)
        if row.action == "sign_in":
            self.signed = row
        if row.action == "pause":
            self.paused = row
        elif row.action != "move":
            self.paused = None

    def _check_login(self, row: ShiftRow, findings: AuditFindings) -> None:
        arrives = row.action in _ARRIVALS
        who, _, login = row.actor.partition(":")
        if arrives != bool(row.login):
            _differs(findings, row.counter_id, f"counter_event.login ({row.id})", row.login, row.action)
        elif arrives and who == "clerk" and login != row.login:
            _differs(findings, row.counter_id, f"counter_event.actor ({row.id})", row.actor, f"clerk:{row.login}")

    def check(self, place: PlaceRow, findings: AuditFindings) -> None:
        """Hold the counter's row against what its history tells."""
        wanted: list[tuple[str, Any, Any]] = [("staff_id", place.login is not None, self.here is not None)]
        if self.here is not None and self.here.login:
            wanted += [("staff_id", place.login, self.here.login), ("station", place.station, self.here.station)]
            wanted += [("signed_in_at", place.signed_in_at, self.signed.at if self.signed else None)]
        kind, _, reason = self.paused.detail.partition(": ") if self.paused is not None else ("", "", "")
        wanted += [("pause", place.pause, kind), ("pause_reason", place.pause_reason, reason)]
        if self.paused is None or self.paused.seen is not None:
            wanted += [("pause_since", place.pause_since, self.paused.at if self.paused is not None else None)]
        for name, row, expected in wanted:
            if row != expected:
                _differs(findings, place.id, f"counter.{name}", row, expected)


def _differs(findings: AuditFindings, counter: str, column: str, row: Any, stated: Any) -> None:
    findings.add("audit_differs", number=counter, column=column, row=str(row), stated=str(stated))
