"""The signs of a queue from which a wait is estimated, as numbers. Pure; times are minutes of the local day.

Each guess is what a simple method would say of a place with so many people ahead, on the scale of
``hall.estimating.scale``: usual busy minutes per call, the last gap, the last waits. None of them is good alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from math import log

from hall.estimating.line import Line
from hall.estimating.scale import to_scale

NAMES = (
    "usual", "head", "gap", "three", "ten", "three_busy", "ten_busy", "last_waits", "ten_waits", "last_wait", "next",
    "since", "ahead", "lately", "today", "minutes", "usual_gap", "head_waits", "at_once", "last_at_once", "staffed",
    "counters",
)  # fmt: skip
"""The signs in their order: what ``signs_of`` gives."""
_NEW_CALLS, _NEW_BUSY = 20.0, 80.0
"""A new hall is taken for one that has called so many in so many busy minutes: one in four minutes."""
_SERVICE_CALLS = 5.0
"""A new service is taken for one that has called so many at the hall's pace."""
_DAY_CALLS = 3.0
_SOME = 3
"""Fewer calls say nothing of the pace."""
_LATELY_MINUTES = 15.0


@dataclass(frozen=True, slots=True)
class Pace:
    """Busy minutes per call of the whole hall, and staffed ones."""

    gap: float
    staffed: float

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Pace:
        """Of all lines together."""
        calls, busy, staffed = _NEW_CALLS, _NEW_BUSY, _NEW_BUSY
        for line in lines:
            calls += line.earlier_calls + line.calls
            busy += line.earlier_busy + line.busy
            staffed += line.earlier_staffed + line.staffed
        return cls(busy / calls, staffed / calls)


def usual_gap(line: Line, pace: Pace, busy: float) -> float:
    """Busy minutes per call of this service, of which so many ``busy`` ones are today's."""
    return (line.earlier_busy + busy + _SERVICE_CALLS * pace.gap) / (line.known + _SERVICE_CALLS)


def signs_of(line: Line, pace: Pace, ahead: int, now: float, opened: float) -> tuple[float, ...]:
    """The signs for a place with so many people ``ahead``, in a hall that has ``opened`` at that minute."""
    passed = line.busy_since(now)
    busy, staffed = line.busy + passed, line.staffed + passed * line.counters
    gap = usual_gap(line, pace, busy)
    since = max(0.0, now - (line.called_at[-1] if line.called_at else opened))
    head = line.first_since()
    head_waits = None if head is None else max(0.0, now - head)
    usual, *calls = _by_calls(line, ahead, now, gap, busy, since)
    before = (line.earlier_busy + _SERVICE_CALLS * pace.gap) / (line.earlier_calls + _SERVICE_CALLS)
    by_staff = (line.earlier_staffed + staffed + _SERVICE_CALLS * pace.staffed) / (line.known + _SERVICE_CALLS)
    return (
        usual,
        usual if head_waits is None else to_scale(head_waits * ((ahead + 1) / max(1, ahead))),
        *calls,
        to_scale(since),
        float(ahead),
        log(1 + sum(1 for one in line.waiting.values() if now - one.since < _LATELY_MINUTES)),
        log((busy + _DAY_CALLS * gap) / (line.calls * before + _DAY_CALLS * gap)),
        now - opened,
        gap,
        usual if head_waits is None else to_scale(head_waits),
        line.at_once,
        line.last_at_once,
        to_scale(by_staff / max(1, line.counters) * (ahead + 1)),
        float(line.counters),
    )


def _by_calls(line: Line, ahead: int, now: float, gap: float, busy: float, since: float) -> tuple[float, ...]:
    """What the latest calls say of the place: ``usual`` to ``next`` but for ``head``. What is not known is as usual."""
    place, calls, waits = ahead + 1, line.called_at, line.waits
    usual = place * gap
    last_gap = calls[-1] - calls[-2] if len(calls) > 1 else None
    some = len(calls) >= _SOME
    known = (
        last_gap,
        (now - calls[-_SOME]) / _SOME if some else None,
        (now - calls[0]) / len(calls) if calls else None,
        (busy - line.busy_at[-_SOME]) / _SOME if some else None,
        (busy - line.busy_at[0]) / len(calls) if some else None,
        _per_place(islice(waits, max(0, len(waits) - _SOME), None)),
        _per_place(waits),
    )
    by_place = (usual if minutes is None else minutes * place for minutes in known)
    last_wait = waits[-1][0] if waits else usual
    following = max(0.0, (gap if last_gap is None else last_gap) - since) + ahead * gap
    return tuple(map(to_scale, (usual, *by_place, last_wait, following)))


def _per_place(waits: Iterable[tuple[float, int]]) -> float | None:
    """What a place in the queue took, of these waits."""
    minutes = places = 0.0
    for wait, place in waits:
        minutes += wait
        places += place
    return minutes / places if places else None
