"""The business day as a rule: which date may be opened, what a look at the clock says, when the day ends. Pure.

A clock is not believed at once. An open day ends by itself only when two looks, ``CONFIRM`` apart, found it over, and
the clock had run evenly for ``STEADY`` (docs/decisions/021).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from hall.errors import Refused
from hall.opening import Schedule, opens_on
from hall.structure import Hall

FAR_AHEAD = timedelta(days=7)
"""A date further ahead than this of the next day on which the hall should be open points to a wrong clock."""
CONFIRM = timedelta(minutes=2)
"""Two looks at the clock must be this far apart before the first one counts."""
STEADY = timedelta(minutes=3)
"""A clock must have run evenly for this long: since the program's start, and since it last jumped."""
EARLIEST = date(2025, 1, 1)
"""No hall had this program before: a clock that says so has lost its time."""
_LOOK_AHEAD = 400
"""Days in which the next open day is looked for."""


class DayCheck(StrEnum):
    """What one look at the clock found out about the open business day."""

    RUNS = ""
    OVER = "over"
    AHEAD = "ahead"
    """Its date lies ahead of the clock's: the clock was ahead when the day was opened, or is behind now."""


class GapCause(StrEnum):
    """Why numbers of a business day have no ticket on it, or, for ``WITHDRAWN`` and ``JOINED``, have it again.

    ``UNPROVEN`` ones may be out on paper, and nobody can prove it: they use up no quota. Those that ``JOINED`` were on
    paper and came into the queue though later ones were given since.
    """

    PAPER = "paper"
    CARRY = "carry"
    UNPROVEN = "unproven"
    WITHDRAWN = "withdrawn"
    JOINED = "joined"


class DayAction(StrEnum):
    """What is done to a business day, as stored in its history."""

    OPEN = "open"
    CLOSE = "close"
    EXPIRE = "expire"
    REOPEN = "reopen"
    REDATE = "redate"
    CARRY = "carry"
    CONFIRM = "confirm"
    PUT_RIGHT = "put_right"
    """Moments of its numbers that a clock ahead had written are taken back."""
    GAP = "gap"
    """Numbers that have no ticket of that day: given on paper, or taken along to another day."""


@dataclass(frozen=True, slots=True)
class OpenDay:
    """An open business day as the looks at it need it; all times in the zone in which it was opened.

    ``ends_at`` replaces its end by the rule. ``look`` is what an earlier look at ``looked_at`` found and nobody
    has taken back. ``others_until`` is the latest date of all other business days, None when there is none.
    """

    on: date
    opened_at: datetime
    ends_at: datetime | None = None
    look: DayCheck = DayCheck.RUNS
    looked_at: datetime | None = None
    others_until: date | None = None


def look_at(day: OpenDay, now: datetime, hall: Hall) -> DayCheck:
    """What the clock's ``now`` (in the day's zone) says about ``day``.

    A day that was found ahead of the clock is over when the night after that look has come: whichever of both
    dates was wrong, the day itself is past. A clock that is not later than another business day is behind, and says
    nothing.
    """
    if not is_ahead(day, now):
        return DayCheck.OVER if now >= end_of(day, now, hall) else DayCheck.RUNS
    if day.others_until is not None and now.date() <= day.others_until:
        return DayCheck.RUNS
    return DayCheck.OVER if now >= end_of(day, now, hall) else DayCheck.AHEAD


def is_ahead(day: OpenDay, now: datetime) -> bool:
    """Whether the day's date lies ahead of the clock's."""
    return day.on > now.date()


def end_of(day: OpenDay, now: datetime, hall: Hall) -> datetime:
    """When ``day`` ends by itself, as far as the clock's ``now`` can tell."""
    if is_ahead(day, now):
        first = day.looked_at if day.look is DayCheck.AHEAD and day.looked_at is not None else now
        return closes_at(min(first, now), hall)
    return day.ends_at or closes_at(day.opened_at, hall)


def is_confirmed(day: OpenDay, now: datetime, steady: timedelta) -> bool:
    """Whether ``day``, which is over, may end by itself: an earlier look found it so (or ahead of the clock), and the
    clock has run evenly for as long as ``steady``."""
    if day.look is DayCheck.RUNS or day.looked_at is None or (day.look is DayCheck.AHEAD and not is_ahead(day, now)):
        return False
    return now - day.looked_at >= CONFIRM and steady >= STEADY


def closes_at(opened: datetime, hall: Hall) -> datetime:
    """When a business day opened at ``opened`` (in the hall's zone) ends by itself.

    At the first ``day_close`` after its opening, so midnight ends nothing; an always open hall, a demonstration or
    a test, gets a day more. A day that a power cut left open is past this time at the next start.
    """
    end = datetime.combine(opened.date(), hall.rules.day_close, tzinfo=opened.tzinfo)
    if end <= opened:
        end += timedelta(days=1)
    return end + timedelta(days=1) if hall.always_open else end


def refuse_bad_date(day: date, last: date | None, following: date | None) -> None:
    """Refuse to open ``day`` by itself after the business day ``last``, when the clock cannot be right.

    ``following`` is the next day after ``last`` on which the hall should be open (``next_open_day``): however long the
    hall was closed, that one is never far ahead. Raises Refused("day_not_later") and ("day_far_ahead").
    """
    if last is None:
        return
    if day <= last:
        raise Refused("day_not_later", day=day, last=last)
    if is_far_ahead(day, last, following):
        raise Refused("day_far_ahead", day=day, last=last)


def is_far_ahead(day: date, last: date, following: date | None) -> bool:
    """Whether ``day`` is more than ``FAR_AHEAD`` later than the day that should follow ``last``."""
    return day - (following or last) > FAR_AHEAD


def next_open_day(last: date, schedules: tuple[Schedule, ...]) -> date | None:
    """The first day after ``last`` on which something of the hall should be open; None within some 400 days."""
    days = (last + timedelta(days=ahead) for ahead in range(1, _LOOK_AHEAD))
    return next((day for day in days if any(opens_on(day, schedule) for schedule in schedules)), None)


def skipped_days(last: date, today: date, schedules: tuple[Schedule, ...]) -> int:
    """How many days between ``last`` and ``today`` the hall should have been open on and was not."""
    count, day = 0, next_open_day(last, schedules)
    while day is not None and day < today and count < _LOOK_AHEAD:
        count += 1
        day = next_open_day(day, schedules)
    return count
