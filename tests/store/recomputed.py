"""Figures of one business day worked out a second time, from the rows of ``ticket_event`` and ``counter_event`` of an
SQLite file alone: nothing of ``hall.figures`` is used. Times are seconds since 1970; whoever was where is asked at each
moment between two changes, where ``hall.figures`` adds up spans.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from hall.structure import HallStructure


@dataclass
class Number:
    """What the history tells of one number: its columns in the end, its calls, and where it was from when on."""

    id: int
    state: str = ""
    columns: dict[str, Any] = field(default_factory=dict)
    calls: list[tuple[float, str, str, str, bool]] = field(default_factory=list)
    places: list[tuple[float, str, str, str, str, float | None]] = field(default_factory=list)
    waited_ever: bool = False


def second(text: str | None) -> float | None:
    if text is None:
        return None
    time = datetime.fromisoformat(text)
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()


class Recomputed:
    """The day of a file, until ``until``, by the services, counters and promises of ``structure``."""

    def __init__(self, file: Path, structure: HallStructure, until: datetime, closed: bool) -> None:
        self.structure, self.until, self.closed = structure, until.timestamp(), closed
        with sqlite3.connect(file) as link:
            link.row_factory = sqlite3.Row
            lines = link.execute("SELECT * FROM ticket_event ORDER BY id").fetchall()
            shifts = link.execute("SELECT * FROM counter_event ORDER BY id").fetchall()
        link.close()
        by_number = defaultdict(list)
        for line in lines:
            by_number[line["ticket_id"]].append(line)
        everybody = [number_of(key, mine) for key, mine in by_number.items()]
        self.numbers = [
            one
            for one in everybody
            if one.state != "printing"
            and (one.state != "cancelled" or (one.waited_ever and one.columns["outcome"] != "withdrawn"))
        ]
        self.seats: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for shift in shifts:
            self.seats[shift["counter_id"]].append((second(shift["at"]) or 0.0, shift["action"]))

    def became(self, one: Number) -> str:
        if one.state == "done":
            return "served" if one.columns["outcome"] == "served" else "not_served"
        if one.state == "cancelled":
            return "left" if self.closed and one.columns["ended_at"] == self.until else "cancelled"
        return "no_show" if one.state == "no_show" else "waiting"

    def services(self) -> dict[tuple[str, bool], dict[str, Any]]:
        """By service and class: counts, waits and visits by whole minutes, why promises were broken."""
        found: dict[tuple[str, bool], dict[str, Any]] = {}
        for one in self.numbers:
            key = one.columns["service_id"], one.columns["priority"]
            of = found.setdefault(
                key, {"counts": Counter(), "waits": Counter(), "takes": Counter(), "broken": Counter()}
            )
            of["counts"][self.became(one)] += 1
            of["counts"]["issued"] += 1
            waited = self.waited(one)
            if waited is not None:
                of["waits"][int(waited // 60)] += 1
            if any(action == "call_number" and waiting for _, _, _, action, waiting in one.calls):
                of["counts"]["out_of_turn"] += 1
            if one.state == "done":
                self._judge(one, waited, of)
        return found

    def _judge(self, one: Number, waited: float | None, of: dict[str, Any]) -> None:
        begun, ended = one.columns["serving_at"], one.columns["ended_at"]
        took = None if begun is None else int(ended) - int(begun)
        if took is not None:
            of["takes"][max(0, took // 60)] += 1
        why = self._why(one, waited, took)
        if why:
            of["broken"][why] += 1
        else:
            of["counts"]["kept"] += 1

    def waited(self, one: Number) -> float | None:
        """Whole seconds from the number to its first call."""
        return int(min(call[0] for call in one.calls)) - int(one.columns["issued_at"]) if one.calls else None

    def _why(self, one: Number, waited: float | None, took: float | None) -> str:
        (service,) = (known for known in self.structure.services if known.id == one.columns["service_id"])
        own = service.promised_wait_minutes
        most = self.structure.hall.rules.promised_wait.total_seconds() if own is None else own * 60
        waited_long = waited is not None and waited > most
        if not waited_long and not (took is not None and took > service.promised_minutes * 60):
            return ""
        if one.columns["obstacle_id"]:
            return "obstacle"
        if waited_long:
            first, last = one.columns["issued_at"], min(call[0] for call in one.calls)
            gone = self._nobody(service.id, first, last)
            if gone > 0 and (waited or 0) - gone <= most:
                return "break"
            if self._others(one, service.id, first, last):
                return "queue"
        return "unknown"

    def _others(self, one: Number, service: str, first: float, last: float) -> bool:
        return any(
            first <= at <= last and of == service and action != "recall"
            for other in self.numbers
            if other is not one
            for at, _, of, action, _ in other.calls
        )

    def _nobody(self, service: str, first: float, last: float) -> float:
        """Seconds in which nobody was at any counter of a service."""
        places = [one.id for one in self.structure.counters if any(link.service == service for link in one.services)]
        moments = sorted({first, last, *(at for place in places for at, _ in self.seats[place] if first < at < last)})
        pairs = pairwise(moments)
        return sum(end - begin for begin, end in pairs if not any(self._there(one, begin) for one in places))

    def _there(self, counter: str, at: float) -> bool:
        return self._last(counter, at) in ("sign_in", "move", "resume")

    def _last(self, counter: str, at: float) -> str:
        """What was done last at a counter until a moment."""
        seats = self.seats[counter]
        place = bisect_right([time for time, _ in seats], at)
        return seats[place - 1][1] if place else ""

    def presence(self) -> Mapping[str, tuple[int, int, int, float | None]]:
        """By counter: minutes open, on a break, idle while somebody waited for it; the first call."""
        changes = {time for seats in self.seats.values() for time, _ in seats} | {self.until}
        for one in self.numbers:
            for since, *_, directed_until in one.places:
                changes |= {since} if directed_until is None else {since, directed_until}
        moments = sorted(change for change in changes if change <= self.until)
        seconds = {one.id: [0.0, 0.0, 0.0] for one in self.structure.counters}
        for begin, end in pairwise(moments):
            self._moment(begin, end - begin, seconds)
        firsts: dict[str, float] = {}
        for at, counter, *_ in (call for one in self.numbers for call in one.calls):
            firsts[counter] = min(firsts.get(counter, at), at)
        return {key: (*(int(one // 60) for one in spent), firsts.get(key)) for key, spent in seconds.items()}

    def _moment(self, at: float, length: float, seconds: dict[str, list[float]]) -> None:
        where = [place for one in self.numbers if (place := place_at(one, at)) is not None]
        busy = {counter for _, counter, *_ in where if counter}
        waiting = [
            (service, to if until is None or at < until else "")
            for _, counter, service, to, until in where
            if not counter
        ]
        for counter in self.structure.counters:
            seconds[counter.id][0] += length if self._there(counter.id, at) else 0
            seconds[counter.id][1] += length if self._last(counter.id, at) == "pause" else 0
            if self._there(counter.id, at) and counter.id not in busy:
                mine = {link.service for link in counter.services}
                if any(to == counter.id or (not to and service in mine) for service, to in waiting):
                    seconds[counter.id][2] += length


def place_at(one: Number, at: float) -> tuple[float, str, str, str, float | None] | None:
    """Where a number was: since when, at which counter, else for which service or counter it waited; None elsewhere."""
    found = None
    for since, kind, counter, service, to, until in one.places:
        if since <= at:
            found = None if kind == "gone" else (since, counter, service, to, until)
    return found


def number_of(key: int, lines: Iterable[Any]) -> Number:
    one = Number(key)
    past: list[tuple[dict[str, Any], list[Any]]] = []
    for line in lines:
        after = json.loads(line["after"]) if line["after"] else {}
        action, at = line["action"], second(line["at"]) or 0.0
        if action == "undo":
            one.columns, one.calls = past.pop()
            if line["to_state"] in ("called", "serving"):
                one.columns["counter_id"] = line["counter_id"]
        else:
            if action not in ("recall", "not_begun"):
                past.append((dict(one.columns), list(one.calls)))
            apply(one, line, action, at, after)
        for name, value in after.items():
            one.columns[name] = second(value) if name.endswith(("_at", "_until")) else value
        one.state = line["to_state"]
        one.waited_ever = one.waited_ever or one.state == "waiting"
        # A visit that began by itself is dated back, at most to where the number was before.
        one.places.append(place(one, max(at, one.places[-1][0] if one.places else at)))
    return one


def place(one: Number, at: float) -> tuple[float, str, str, str, str, float | None]:
    columns = one.columns
    if one.state in ("called", "serving"):
        return at, "counter", columns["counter_id"], columns["service_id"], "", None
    if one.state == "waiting":
        to = columns.get("directed_to") or ""
        return at, "waits", "", columns["service_id"], to, columns.get("directed_until") if to else None
    return at, "gone", "", "", "", None


def apply(one: Number, line: Any, action: str, at: float, after: Mapping[str, Any]) -> None:
    columns = one.columns
    if not columns:
        columns.update(issued_at=at, service_id=line["service_id"], priority=False, outcome="")
        columns.update(dict.fromkeys(("serving_at", "ended_at", "obstacle_id", "counter_id", "directed_to")))
    if action in ("call_next", "call_number", "recall"):
        waiting = line["from_state"] == "waiting"
        one.calls = [*one.calls, (at, line["counter_id"], line["service_id"], action, waiting)]
    if action in ("call_next", "call_number"):
        columns.update(counter_id=line["counter_id"], serving_at=None)
    if action == "serve":
        columns.update(serving_at=at)
    if action in ("finish", "no_show", "cancel", "expire"):
        columns.update(ended_at=at)
    if action in ("finish", "expire") and line["to_state"] == "done":
        columns.update(outcome="not_served" if line["detail"].startswith("not_served|") else "served")
    if action in ("return", "restore", "transfer", "release"):
        columns.update(ended_at=None, serving_at=None, outcome="", obstacle_id=None)
    if action == "transfer":
        columns.update(service_id=line["service_id"])
    if action == "to_service":
        columns.update(directed_to=None)
