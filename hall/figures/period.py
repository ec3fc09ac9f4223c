"""Which days a report is about, and with which it is compared."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hall.dates import mended_day, typed_day

_MONTHS = {"month": 1, "quarter": 3, "semester": 6, "year": 12}
_ONE_DAY = timedelta(days=1)


class PeriodKind(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEMESTER = "semester"
    YEAR = "year"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``first`` to ``last``, both included."""

    kind: PeriodKind
    first: date
    last: date

    @property
    def days(self) -> Iterator[date]:
        """Each of them."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    @property
    def months(self) -> Iterator[Period]:
        """The calendar months that it touches, whole."""
        month = period_of(PeriodKind.MONTH, self.first)
        while month.first <= self.last:
            yield month
            month = month.following()

    @property
    def text(self) -> str:
        """As ``parse_period`` reads it: 2026-11-23, 2026-W48, 2026-11, 2026-Q4, 2026-S2, 2026, or two dates with two
        points between them."""
        year, month = self.first.year, self.first.month
        if self.kind is PeriodKind.WEEK:
            iso = self.first.isocalendar()
            return f"{iso.year}-W{iso.week:02d}"
        return {
            PeriodKind.DAY: self.first.isoformat(),
            PeriodKind.MONTH: f"{year}-{month:02d}",
            PeriodKind.QUARTER: f"{year}-Q{(month + 2) // 3}",
            PeriodKind.SEMESTER: f"{year}-S{(month + 5) // 6}",
            PeriodKind.YEAR: f"{year}",
            PeriodKind.RANGE: f"{self.first.isoformat()}..{self.last.isoformat()}",
        }[self.kind]

    def before(self) -> Period:
        """The period before this one; of a range, as many days."""
        if self.kind is PeriodKind.RANGE:
            length = self.last - self.first + _ONE_DAY
            return Period(self.kind, self.first - length, self.first - _ONE_DAY)
        return period_of(self.kind, self.first - _ONE_DAY)

    def following(self) -> Period:
        """The period after this one; of a range, as many days."""
        if self.kind is PeriodKind.RANGE:
            return Period(self.kind, self.last + _ONE_DAY, self.last + (self.last - self.first) + _ONE_DAY)
        return period_of(self.kind, self.last + _ONE_DAY)

    def year_before(self) -> Period:
        """The same period of the year before; of week 53 the last week that there is, of 29 February the 28th."""
        if self.kind is PeriodKind.WEEK:
            iso = self.first.isocalendar()
            return period_of(
                PeriodKind.WEEK, date.fromisocalendar(iso.year - 1, min(iso.week, _weeks(iso.year - 1)), 1)
            )
        if self.kind in (PeriodKind.DAY, PeriodKind.RANGE):
            return Period(self.kind, _year_before(self.first), _year_before(self.last))
        return period_of(self.kind, self.first.replace(year=self.first.year - 1))

    def until(self, day: date) -> Period:
        """As much of it as is over on ``day``, which is its last day then; all of it when it is over."""
        return self if day >= self.last else Period(PeriodKind.RANGE, self.first, max(self.first, day))

    def compared(self, other: Period, day: date) -> Period:
        """As much of ``other`` as is over of this one on ``day``: twenty days of October with twenty of November."""
        if day >= self.last:
            return other
        return other.until(other.first + (self.until(day).last - self.first))


def period_of(kind: PeriodKind, day: date) -> Period:
    """The period of a kind in which a day is; the range is that day alone."""
    if kind is PeriodKind.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(kind, monday, monday + timedelta(days=6))
    if kind not in _MONTHS:
        return Period(kind, day, day)
    months = _MONTHS[kind]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    last = first.month + months - 1
    return Period(kind, first, date(day.year, last, calendar.monthrange(day.year, last)[1]))


def whole_months(period: Period) -> tuple[Period | None, tuple[Period, ...]]:
    """The calendar months that lie in a period as one range (None: none), and the days before and after them."""
    months = [one for one in period.months if period.first <= one.first and one.last <= period.last]
    if not months:
        return None, (period,)
    whole = Period(PeriodKind.RANGE, months[0].first, months[-1].last)
    before = Period(PeriodKind.RANGE, period.first, whole.first - _ONE_DAY)
    after = Period(PeriodKind.RANGE, whole.last + _ONE_DAY, period.last)
    return whole, tuple(one for one in (before, after) if one.first <= one.last)


_FORMS = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)"), lambda y, m, d: period_of(PeriodKind.DAY, date(y, m, d))),
    (re.compile(r"(\d{4})-W(\d\d)"), lambda y, w: period_of(PeriodKind.WEEK, date.fromisocalendar(y, w, 1))),
    (re.compile(r"(\d{4})-(\d\d)"), lambda y, m: period_of(PeriodKind.MONTH, date(y, m, 1))),
    (re.compile(r"(\d{4})-Q([1-4])"), lambda y, q: period_of(PeriodKind.QUARTER, date(y, 3 * q, 1))),
    (re.compile(r"(\d{4})-S([12])"), lambda y, s: period_of(PeriodKind.SEMESTER, date(y, 6 * s, 1))),
    (re.compile(r"(\d{4})"), lambda y: period_of(PeriodKind.YEAR, date(y, 1, 1))),
)


def parse_period(text: str) -> Period:
    """The period that ``Period.text`` writes, in small letters too, with its days in any form of ``typed_day``. Raises
    ValueError for what is none."""
    wanted = mended_day(text) or text.strip().upper()
    first, points, last = wanted.partition("..")
    if points:
        begins, ends = typed_day(first.strip()), typed_day(last.strip())
        if ends < begins:
            raise ValueError(f"{last} is before {first}")
        return Period(PeriodKind.RANGE, begins, ends)
    for form, make in _FORMS:
        found = form.fullmatch(wanted)
        if found:
            return make(*map(int, found.groups()))
    raise ValueError(f"{text!r} is no period")


def _weeks(year: int) -> int:
    return date(year, 12, 28).isocalendar().week


def _year_before(day: date) -> date:
    return date(day.year - 1, day.month, min(day.day, calendar.monthrange(day.year - 1, day.month)[1]))
