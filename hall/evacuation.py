"""An evacuation of the hall: the queue stands still, and goes on afterwards as it was. Pure.

Nobody waits while the building is empty: the time of an evacuation counts neither as waiting nor against a deadline
(docs/decisions/042-an-evacuation-stops-the-queue.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

CONFIRMED_BY = "EVAKUASI"
"""What a person types so that no slip of a key empties the hall."""


@dataclass(frozen=True, slots=True)
class Evacuation:
    """One call for evacuation, by whom and why; ``ended_at`` None goes on. ``note`` says how it went. Times
    are aware UTC."""

    id: int
    started_at: datetime
    started_by: str
    reason: str = ""
    ended_at: datetime | None = None
    ended_by: str = ""
    note: str = ""


def under_way(evacuations: Iterable[Evacuation]) -> Evacuation | None:
    """The evacuation that goes on; None when none does."""
    return next((one for one in evacuations if one.ended_at is None), None)


def stood(evacuations: Iterable[Evacuation], since: datetime, until: datetime) -> timedelta:
    """For how much of the time from ``since`` to ``until`` the queue stood still."""
    total = timedelta(0)
    for one in evacuations:
        end = until if one.ended_at is None else min(one.ended_at, until)
        total += max(timedelta(0), end - max(one.started_at, since))
    return total


def lasting(evacuations: Iterable[Evacuation], since: datetime, span: timedelta, until: datetime) -> timedelta:
    """How long ``span`` takes from ``since`` on, as far as ``until`` tells: longer by the time that the queue stood
    still before it was over. What came afterwards does not make it longer."""
    over = since + span
    for one in sorted(evacuations, key=lambda one: one.started_at):
        if one.started_at >= over:
            break
        end = until if one.ended_at is None else min(one.ended_at, until)
        over += max(timedelta(0), end - max(one.started_at, since))
    return over - since
