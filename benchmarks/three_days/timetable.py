"""What is done to the hall when, in hours of the hall from the begin of the run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from benchmarks.three_days.place import BOARD, COUNTERS, KIOSK

SETTLED = 24
"""So many hours a program fills its caches."""
JUDGED = (KIOSK, f"counter-{COUNTERS[0]}", BOARD)
OTHER = f"counter-{COUNTERS[1]}"
"""The program that is killed on every day."""
_BUSY = 10
"""So many hours of a day people come."""
_BACKUP, _CUT_SHORT, _DRILL, _WEIGH = time(23, 30), time(23, 10), time(1, 0), time(2, 0)


class What(StrEnum):
    """What is done."""

    DOCTOR = "doctor"
    BACKUP = "backup"
    CUT_SHORT = "cut short"
    DRILL = "drill"
    KILL = "kill"
    WEIGH = "weigh"


@dataclass(frozen=True, order=True)
class Entry:
    """Something that is due at an hour; ``name`` is the program that is killed."""

    hour: float
    what: What
    name: str = ""


def settled(whole: float) -> int:
    """From which full hour on the programs of ``JUDGED`` are not killed: half a day, so that each is a day old when two
    days are held against each other; in a shorter run than three days a third of it."""
    return SETTLED // 2 if is_whole(whole) else int(whole // 3)


def is_whole(whole: float) -> bool:
    """Whether a run of so many hours has the three days that are needed to hold two against each other."""
    return whole >= 3 * SETTLED


def timetable(begin: datetime, whole: float, dice: random.Random) -> list[Entry]:
    """Everything, in its order."""
    found = [Entry(float(hour), What.DOCTOR) for hour in range(1, int(whole) + 1)]
    found += _kills(whole, dice)
    for hour, what in _nights(begin, int(whole // 24) + 2, first=1 if whole >= 2 * 24 else 0):
        found.append(Entry(hour, what))
    return sorted(one for one in found if 0 < one.hour <= whole)


def _nights(begin: datetime, days: int, *, first: int) -> Iterator[tuple[float, What]]:
    """A backup each night; in the night ``first``, counted from 0, it is killed before, and a drill follows."""
    for day in range(days):
        for at, what, once in (
            (_CUT_SHORT, What.CUT_SHORT, True),
            (_BACKUP, What.BACKUP, False),
            (_DRILL, What.DRILL, True),
            (_WEIGH, What.WEIGH, False),
        ):
            night = day if at.hour > 12 else day - 1
            if night == first or not once:
                when = datetime.combine(begin.date() + timedelta(days=day), at, begin.tzinfo)
                yield (when - begin) / timedelta(hours=1), what


def _kills(whole: float, dice: random.Random) -> Iterator[Entry]:
    """Three for each program in the first part, and three a day for one counter: two of them while people come. They
    keep away from the looks of the doctor, who finds a program silent that has just died."""
    first = settled(whole)
    spans = [(1, first, name) for name in (*JUDGED, OTHER)]
    second = SETTLED if is_whole(whole) else first
    spans += [(day, min(day + SETTLED, int(whole) - 2), OTHER) for day in range(second, int(whole) - 3, SETTLED)]
    for begin, end, name in spans:
        for last in (min(begin + _BUSY, end), min(begin + _BUSY, end), end):
            yield Entry(dice.randrange(begin, max(last, begin + 1)) + dice.uniform(0.3, 0.6), What.KILL, name)
