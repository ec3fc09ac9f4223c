"""Whether what a program uses grows, by the rule that was said before.

The programs that are judged live from hour 12 on without a kill. Each hour has the median of its samples, and is held
against the same hour of the day before, once the program is a day old and has done all that it does in a day; the
median of these differences is the growth of a day. One of the hall's programs works the waits out, over a connection of
its own, and another one takes over when it is killed: only hours of the same work are held against each other. Memory
is that of the process's own pages: those of files are shared with whatever else runs on the machine.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import median

from benchmarks.three_days.fleet import Sample

DAY = 24
MEMORY_KB_A_DAY = 2_000
HANDLES_A_DAY = THREADS_A_DAY = 1.0
_MOST = {"own": MEMORY_KB_A_DAY, "handles": HANDLES_A_DAY, "threads": THREADS_A_DAY}
_UNITS = {"own": "own memory kB", "pss": "PSS kB", "rss": "RSS kB", "handles": "handles", "threads": "threads"}


def hourly(samples: Sequence[Sample], what: str) -> dict[int, float]:
    """The median of each full hour."""
    found: dict[int, list[float]] = defaultdict(list)
    for one in samples:
        found[int(one.hour)].append(float(getattr(one, what)))
    return {hour: median(values) for hour, values in found.items()}


def works(samples: Sequence[Sample]) -> dict[int, bool | None]:
    """Whether the program worked the waits out in each full hour; None for an hour in which that changed."""
    found: dict[int, set[bool]] = defaultdict(set)
    for one in samples:
        found[int(one.hour)].add(one.keeps)
    return {hour: next(iter(kinds)) if len(kinds) == 1 else None for hour, kinds in found.items()}


def a_day(
    values: Mapping[int, float], since: int, work: Mapping[int, bool | None] | None = None, *, slope: bool = True
) -> float | None:
    """The growth of a day: the median over the hours of what each has more than the same hour a day before, where the
    program did the same ``work`` in both; None without such hours. A run that is too short for that has its ``slope``
    from hour to hour instead, of all pairs."""
    kept, work = {hour: value for hour, value in values.items() if hour >= since}, work or {}
    daily = [
        value - kept[hour - DAY]
        for hour, value in kept.items()
        if hour - DAY in kept and work.get(hour) == work.get(hour - DAY)
    ]
    if not daily and slope:
        daily = [
            (kept[late] - kept[early]) / (late - early) * DAY for early in kept for late in kept if late - early >= 2
        ]
    return median(daily) if daily else None


def judged(
    samples: Sequence[Sample], names: Sequence[str], settled: int, *, whole: bool = True
) -> tuple[list[str], list[str]]:
    """Lines for the report, and findings: of the last life of each program, from when it is a day old; in a run that is
    not ``whole``, for which three days are needed, without its first hour. That nothing can be held against each other
    is a finding in a whole one, too."""
    lines, findings = [], []
    for name in names:
        mine = [one for one in samples if one.name == name]
        begun = {life: min(one.hour for one in mine if one.life == life) for life in {one.life for one in mine}}
        last = max(begun)
        since = max(settled, math.ceil(begun[last]) + (DAY if whole else 1))
        mine = [one for one in mine if one.life == last and one.hour >= begun[last] + 1]
        work = works(mine)
        for what, unit in _UNITS.items():
            values = {hour: value for hour, value in hourly(mine, what).items() if work[hour] is not None}
            growth = a_day(values, since, work, slope=not whole)
            if growth is None:
                lines.append(f"{name}: {unit}: nothing to hold against each other")
                findings += [f"{name}: {unit}: nothing to hold against each other"] * (whole and what in _MOST)
                continue
            ends = [values[hour] for hour in (min(h for h in values if h >= since), max(values))]
            lines.append(f"{name}: {unit}: {ends[0]:.0f} -> {ends[1]:.0f}, {growth:+.1f} a day")
            if what in _MOST and growth > _MOST[what] and max(values) >= since + DAY:
                findings.append(f"{name}: {unit} grow by {growth:.1f} a day, more than {_MOST[what]:.0f}")
    return lines, findings


def lives(samples: Sequence[Sample], name: str) -> str:
    """The own memory of each life of a program, an hour after its start and at its end, in MB."""
    told = []
    for life in sorted({one.life for one in samples if one.name == name}):
        mine = [one for one in samples if one.name == name and one.life == life]
        early = [one.own for one in mine if 0.5 <= one.hour - mine[0].hour <= 1.5] or [mine[0].own]
        told.append(f"{median(early) / 1000:.0f}-{mine[-1].own / 1000:.0f} ({mine[-1].hour - mine[0].hour:.0f} h)")
    return ", ".join(told)
