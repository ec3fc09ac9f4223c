"""Spans of time: who sat at which counter, and when nobody was called though somebody waited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hall.auditing import ShiftRow

Span = tuple[datetime, datetime]
"""From when until when (aware)."""
_ARRIVES = frozenset({"sign_in", "move"})
_NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class Presence:
    """When somebody was signed in at a counter and not on a break, when on one, and since when who was there."""

    there: tuple[Span, ...] = ()
    breaks: tuple[Span, ...] = ()
    changes: tuple[tuple[datetime, bool], ...] = field(default=())
    """As ``hall.promise.unattended`` takes it."""


def presences(lines: Iterable[ShiftRow], first: datetime, last: datetime) -> dict[str, Presence]:
    """The presence at each counter between two times, from the lines of its history by id."""
    of: dict[str, list[ShiftRow]] = {}
    for line in lines:
        of.setdefault(line.counter_id, []).append(line)
    return {counter: _presence(mine, first, last) for counter, mine in of.items()}


def _presence(lines: Sequence[ShiftRow], first: datetime, last: datetime) -> Presence:
    found: dict[str, list[Span]] = {"there": [], "break": []}
    state, since = "", first
    for line in lines:
        at = min(max(line.at, since), last)
        if state and at > since:
            found[state].append((since, at))
        state, since = _after(state, line), max(at, since)
    if state and last > since:
        found[state].append((since, last))
    changes = tuple((line.at, _after("", line) == "there") for line in lines)
    return Presence(merged(found["there"]), merged(found["break"]), changes)


def _after(state: str, line: ShiftRow) -> str:
    if line.action in _ARRIVES or line.action == "resume":
        return "there"
    if line.action == "pause":
        return "break"
    return "" if line.action == "sign_out" else state


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same time in spans that neither touch nor overlap, in order."""
    found: list[Span] = []
    for first, last in sorted(spans):
        if last <= first:
            continue
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def both(these: Sequence[Span], those: Sequence[Span]) -> tuple[Span, ...]:
    """The time that is in both; each is merged."""
    found: list[Span] = []
    a = b = 0
    while a < len(these) and b < len(those):
        first, last = max(these[a][0], those[b][0]), min(these[a][1], those[b][1])
        if first < last:
            found.append((first, last))
        if these[a][1] < those[b][1]:
            a += 1
        else:
            b += 1
    return tuple(found)


def without(these: Sequence[Span], those: Sequence[Span]) -> tuple[Span, ...]:
    """The time that is in these and not in those; each is merged."""
    if not these:
        return ()
    first, last = these[0][0], these[-1][1]
    edges = [first, *(edge for span in those for edge in span), last]
    gaps = [(edges[n], edges[n + 1]) for n in range(0, len(edges) - 1, 2)]
    return both(these, merged(gaps))


def minutes(spans: Iterable[Span]) -> int:
    """How long they are together, in whole minutes."""
    return int(sum((last - first for first, last in spans), _NOTHING) // timedelta(minutes=1))
