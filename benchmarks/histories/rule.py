"""The rule of the next call, written a second time from the design's text: it shares no line with ``hall.calling``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from hall.structure import Rules


class Waiting(NamedTuple):
    """A number that waits for a counter, with its service's rank there (0 when it waits for this counter alone)."""

    queue_time: datetime
    issued_at: datetime
    id: int
    rank: int
    priority: bool


def following(waiting: Sequence[Waiting], streak: int, rules: Rules, now: datetime) -> tuple[Waiting, int, str] | None:
    """Who is next, the counter's streak after the call, and the code of the reason; None when nobody waits.

    Bookings are left out: no recorded hall takes any.
    """
    classes = {True: [w for w in waiting if w.priority], False: [w for w in waiting if not w.priority]}
    if not waiting:
        return None
    late = {w.id for w in waiting if now - w.queue_time >= rules.longest_wait}
    both = bool(classes[True]) and bool(classes[False])
    limit = rules.priority_streak
    if both:
        if any(w.id in late for w in classes[False]):
            limit = 1
        oldest = {which: min(w.queue_time for w in members) for which, members in classes.items()}
        of_class = not (streak >= limit and oldest[False] < oldest[True])
    else:
        of_class = bool(classes[True])
    pool = classes[of_class]
    overdue = sorted(w for w in pool if w.id in late)
    first = overdue[0] if overdue else min(pool, key=lambda w: (w.rank, *w))
    after = streak + 1 if both and of_class else 0
    return first, after, _reason(first, pool, bool(overdue), both, after, limit)


def _reason(first: Waiting, pool: Sequence[Waiting], overdue: bool, both: bool, nth: int, limit: int) -> str:
    if both and first.priority:
        return "priority_nth" if nth <= limit else "priority_older"
    if both:
        return "regular_after_priority"
    if overdue:
        return "overdue"
    if first.rank == 0:
        return "directed"
    if first.priority:
        return "priority_alone"
    return "by_rank" if any(w.queue_time < first.queue_time for w in pool) else "longest_waiting"
