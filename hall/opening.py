"""Is it open, and why: one pure function for kiosk, counter, display and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hall.moments import clock_text, weekday_text
from hall.sentences import sentence
from hall.structure import TimeRange, WeeklyHours


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether a service is open, and why.

    ``code`` is ``always_open``, ``open``, ``before_opening``, ``break``, ``after_closing``, ``closed_today``
    or ``day_ended`` (closed by a person);
    ``next_change`` is the moment at which it changes, None when it never does; ``at`` is the moment asked about;
    both aware in the hall's zone.
    """

    is_open: bool
    code: str
    at: datetime
    next_change: datetime | None = None

    def sentence(self, language: str = "id") -> str:
        """The state in one short sentence, such as ``Tutup sampai 13.00``."""
        if self.next_change is None:
            return sentence(f"opening_{self.code}", language)
        when = clock_text(self.next_change, language)
        days = (self.next_change.date() - self.at.date()).days
        if self.is_open or days == 0:
            return sentence(f"opening_{self.code}", language, time=when)
        if days == 1:
            return sentence("opening_tomorrow", language, time=when)
        return sentence("opening_later", language, day=weekday_text(self.next_change, language), time=when)


def opening_at(now: datetime, hours: WeeklyHours, zone: ZoneInfo, *, always_open: bool = False) -> Opening:
    """Whether a service with ``hours`` is open at ``now`` (aware) in the hall's ``zone``.

    Ranges include their start and exclude their end. ``always_open`` overrides everything, for demonstration and
    tests.
    """
    local = now.astimezone(zone)
    if always_open:
        return Opening(True, "always_open", local)
    today = hours.days[local.weekday()]
    at = local.time()
    for stretch in today:
        if stretch.start <= at < stretch.end:
            return Opening(True, "open", local, _at(local.date(), stretch.end, zone))
    return Opening(False, _closed_code(today, at), local, _next_start(local, hours, zone))


def ended_for_today(now: datetime, hours: WeeklyHours, zone: ZoneInfo) -> Opening:
    """The opening of a service whose business day was closed: not before tomorrow."""
    local = now.astimezone(zone)
    midnight = _at(local.date() + timedelta(days=1), time(0), zone) - timedelta(microseconds=1)
    return Opening(False, "day_ended", local, _next_start(midnight, hours, zone))


def hours_on(day: date, hours: WeeklyHours) -> tuple[TimeRange, ...]:
    """The opening ranges of ``day``, in order."""
    return hours.days[day.weekday()]


def _closed_code(today: tuple[TimeRange, ...], at: time) -> str:
    if not today:
        return "closed_today"
    if at < today[0].start:
        return "before_opening"
    return "break" if at < today[-1].end else "after_closing"


def _next_start(local: datetime, hours: WeeklyHours, zone: ZoneInfo) -> datetime | None:
    for ahead in range(8):
        day = local.date() + timedelta(days=ahead)
        for stretch in hours.days[day.weekday()]:
            start = _at(day, stretch.start, zone)
            if start > local:
                return start
    return None


def _at(day: date, moment: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, moment, tzinfo=zone)
