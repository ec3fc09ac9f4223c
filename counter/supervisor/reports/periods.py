"""Which period is shown: from one to the next, of another kind, as it was typed. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from hall.figures import Period, PeriodKind, parse_period, period_of

FIRST_YEAR = 2000
"""Nothing older is looked for, so that no step leads before the calendar of the program."""
LONGEST_DAYS = 366 * 3
"""A range is at most three years long."""
_EXAMPLES = {
    PeriodKind.DAY: "2026-11-23",
    PeriodKind.WEEK: "2026-W48",
    PeriodKind.MONTH: "2026-11",
    PeriodKind.QUARTER: "2026-Q4",
    PeriodKind.SEMESTER: "2026-S2",
    PeriodKind.YEAR: "2026",
    PeriodKind.RANGE: "2026-11-01..2026-11-15",
}
EXAMPLES = tuple(_EXAMPLES.values())
"""What can be typed, one for each kind."""


def usual_period(today: date) -> Period:
    """What is shown first: the month."""
    return period_of(PeriodKind.MONTH, today)


def of_kind(period: Period, kind: PeriodKind, today: date) -> Period:
    """The period of another kind that has today in it where this one has, else its first day. The range has the same
    days as this one, those to come left out."""
    if kind is PeriodKind.RANGE:
        return Period(kind, period.first, min(period.last, max(today, period.first)))
    return period_of(kind, today if has(period, today) else period.first)


def has(period: Period, day: date) -> bool:
    """Whether the day is in it."""
    return period.first <= day <= period.last


def before(period: Period) -> Period | None:
    """The one before; None where nothing older is looked for."""
    first = period.first - (period.last - period.first) - timedelta(days=1)
    return period.before() if first.year >= FIRST_YEAR else None


def after(period: Period, today: date) -> Period | None:
    """The one after; None where it has not begun."""
    return period.following() if period.last < today else None


def typed(text: str, today: date) -> Period:
    """The period that was typed. Raises ValueError for what is none, and for one that is too old, has not begun or is
    too long."""
    period = parse_period(text)
    old = period.first.year <= FIRST_YEAR
    if old or period.first > today or (period.last - period.first).days >= LONGEST_DAYS:
        raise ValueError(f"{text!r} is out of reach")
    return period
