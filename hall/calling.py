"""Which ticket a counter calls next, and why. Pure: the store reads the candidates and claims the choice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hall.dates import waited_minutes, whole_minutes
from hall.messages import message
from hall.structure import Rules
from hall.translator import Translator

DIRECTED = 0
"""The rank of a ticket that was directed to a counter; services are ranked from 1."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A waiting ticket that a counter may call: ``queue_time`` orders it, ``rank`` is its service's at this counter, or
    ``DIRECTED`` when it waits for this counter alone. A ``booked`` one whose turn lies ahead came before its slot."""

    id: int
    queue_time: datetime
    issued_at: datetime
    rank: int
    priority: bool
    booked: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the rule chose a ticket: a stable ``code`` and the numbers of its message."""

    code: str
    params: tuple[tuple[str, int | str], ...] = ()

    def message(self, translate: Translator) -> str:
        """The reason in one sentence."""
        params = dict(self.params)
        minutes = params.get("minutes")
        if isinstance(minutes, int):
            params["minutes"] = waited_minutes(minutes)
        return message(self.code, translate, **params)


@dataclass(frozen=True, slots=True)
class CallChoice:
    """The chosen ticket, the reason, and the counter's priority streak once it is called."""

    ticket: Candidate
    reason: Reason
    streak_after: int


def _by_queue_time(candidate: Candidate) -> tuple[datetime, datetime, int]:
    return candidate.queue_time, candidate.issued_at, candidate.id


def _by_rank(candidate: Candidate) -> tuple[int, datetime, datetime, int]:
    return candidate.rank, *_by_queue_time(candidate)


def _is_early(candidate: Candidate, now: datetime) -> bool:
    return candidate.booked and candidate.queue_time > now


def _never(_since: datetime, _until: datetime) -> timedelta:
    return timedelta(0)


def choose(
    candidates: Iterable[Candidate],
    streak: int,
    rules: Rules,
    now: datetime,
    stood: Callable[[datetime, datetime], timedelta] = _never,
) -> CallChoice | None:
    """Choose among ``candidates``; None when there are none.

    ``streak`` counts the counter's latest consecutive calls of priority made while an eligible regular waited.
    Priority goes first, but at most ``rules.priority_streak`` times in a row while others wait (once in a row
    as soon as a regular has waited ``rules.longest_wait``), and never past a priority ticket that is older.
    Within the class, whoever is overdue goes by turn, otherwise rank and then turn decide.
    A booking is called before its turn only when nobody else waits.
    ``stood`` says for how much of a time the queue stood still (``hall.evacuation``): nobody is overdue by that.
    The candidates must hold the head of every service and class by (turn, issue, id).
    """
    waiting = list(candidates)
    everyone = [c for c in waiting if not _is_early(c, now)] or waiting
    priority = [c for c in everyone if c.priority]
    regular = [c for c in everyone if not c.priority]
    if not everyone:
        return None
    both = bool(priority and regular)
    late = [c for c in everyone if now - c.queue_time - stood(c.queue_time, now) >= rules.longest_wait]
    limit = 1 if both and any(not c.priority for c in late) else rules.priority_streak
    pool = priority or regular
    if both and streak >= limit:
        pool = min(priority, regular, key=lambda queue: min(map(_by_queue_time, queue))[0])
    overdue = [c for c in pool if c in late]
    ticket = min(overdue, key=_by_queue_time) if overdue else min(pool, key=_by_rank)
    streak_after = streak + 1 if both and ticket.priority else 0
    code = _between_classes(ticket, streak_after, limit) if both else _within_class(ticket, pool, overdue, now)
    minutes = whole_minutes(now - ticket.queue_time)
    params = (("nth", streak_after), ("of", limit), ("rank", ticket.rank), ("minutes", minutes))
    return CallChoice(ticket, Reason(code, params), streak_after)


def _between_classes(ticket: Candidate, nth: int, limit: int) -> str:
    """The reason while both classes wait."""
    if not ticket.priority:
        return "regular_after_priority"
    return "priority_nth" if nth <= limit else "priority_older"


def _within_class(ticket: Candidate, pool: list[Candidate], overdue: list[Candidate], now: datetime) -> str:
    """The reason while only one class waits."""
    rules = (
        (_is_early(ticket, now), "booked_early"),
        (bool(overdue), "overdue"),
        (ticket.rank == DIRECTED, "directed"),
        (ticket.priority, "priority_alone"),
        (any(c.queue_time < ticket.queue_time for c in pool), "by_rank"),
    )
    return next((reason for holds, reason in rules if holds), "longest_waiting")
