"""Is it open, and why: one pure function for kiosk, counter, display, command line and reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hall.dates import short_date_text, weekday_text
from hall.messages import message
from hall.overrides import Override, in_force
from hall.structure import Calendar, Closure, Holiday, Profile, TimeRange, WeeklyHours
from hall.translator import Translator
from hall.wording import in_language

HORIZON = 60
"""How many days ahead the next change is looked for."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether a service is open, whether it gives numbers, and why.

    ``code`` is ``evacuation``, ``closure``, ``always_open``, ``day_ended`` (closed by a person), ``day_unready`` (the
    staff must look at the clock first), ``opened`` (by a supervisor, whatever the hours say), ``holiday``,
    ``closed_today``, ``before_opening``, ``break``, ``after_closing``, ``cutoff``, ``quota``, ``too_late`` (whoever
    comes now would hardly be served before it closes) or ``open``; ``detail`` the name of the holiday or the reason of
    the closing, ``detail_en`` the same in English where the hall has it.
    ``next_change`` is the time at which it opens or closes (for ``too_late`` at which it opens on another day), None
    when it never does within ``HORIZON`` days; ``at`` is
    the time asked about; both aware in the hall's zone. Nobody takes a number while it is not open; who holds one is
    called all the same, unless the counter itself is closed.
    """

    is_open: bool
    code: str
    at: datetime
    next_change: datetime | None = None
    detail: str = ""
    detail_en: str = ""

    @property
    def gives_numbers(self) -> bool:
        """Whether a number can be taken now."""
        return self.is_open and self.code not in {"cutoff", "quota", "too_late"}

    def message(self, translate: Translator, *, brief: bool = False) -> str:
        """The state in one short sentence, such as ``Tutup sampai 13.00``; ``brief`` leaves the reason of a closing and
        the name of a holiday out."""
        if self.detail or (self.code == "too_late" and not brief):
            text = self._reason(translate, brief=brief)
            return text if self.next_change is None else f"{text}. {self._change_text(translate)}"
        if self.code == "opened" and self.next_change is not None and self.next_change.date() == self.at.date():
            return message("opening_open", translate, time=self.next_change.time())
        if self.next_change is None or self.code in {"quota", "too_late", "opened"}:
            return message(f"opening_{self.code}", translate)
        if self.code in {"closed_today", "after_closing"} and self.next_change.date() == self.at.date():
            return self._change_text(translate)
        if self.is_open or self.next_change.date() == self.at.date():
            return message(f"opening_{self.code}", translate, time=self.next_change.time())
        return self._change_text(translate)

    def _reason(self, translate: Translator, *, brief: bool) -> str:
        if not self.detail:
            return message(f"opening_{self.code}", translate)
        code = f"opening_{self.code}_brief" if brief else f"opening_{self.code}"
        return message(code, translate, detail=in_language(translate.language, self.detail, self.detail_en))

    def change(self, translate: Translator) -> str:
        """When it opens again, as a sentence without its dot; empty where nobody knows, and while it is open."""
        return "" if self.is_open or self.next_change is None else self._change_text(translate)

    def _change_text(self, translate: Translator) -> str:
        """When it opens again, with as much of the date as is needed to tell the day."""
        assert self.next_change is not None
        when = self.next_change.time()
        days = (self.next_change.date() - self.at.date()).days
        if days == 0:
            return message("opening_before_opening", translate, time=when)
        if days == 1:
            return message("opening_tomorrow", translate, time=when)
        name = weekday_text(self.next_change, translate) if days < 7 else short_date_text(self.next_change, translate)
        return message("opening_later", translate, day=name, time=when)


@dataclass(frozen=True, slots=True)
class Level:
    """The hours of one owner: a service, its agency or the hall. ``weekly`` None leaves them to the next owner."""

    weekly: WeeklyHours | None
    profiles: tuple[Profile, ...] = ()


@dataclass(frozen=True, slots=True)
class Today:
    """What the business day says of today: ``ended_on`` is the date whose business day is over, ``unready`` that none
    can be opened until a person has looked at the clock."""

    ended_on: date | None = None
    unready: bool = False


@dataclass(frozen=True, slots=True)
class Schedule:
    """Everything that decides whether something is open.

    ``levels`` come with the most specific owner first. ``closures`` are those that concern it, and so are the
    ``openings`` by a supervisor.
    """

    zone: ZoneInfo
    levels: tuple[Level, ...]
    calendar: Calendar = field(default_factory=Calendar)
    closures: tuple[Closure, ...] = ()
    cutoff: timedelta = timedelta(0)
    always_open: bool = False
    today: Today = Today()
    openings: tuple[Override, ...] = ()
    evacuated_since: datetime | None = None
    """When an evacuation began that goes on."""


def opening_at(now: datetime, schedule: Schedule, *, quota_left: int | None = None, too_late: bool = False) -> Opening:
    """Whether what ``schedule`` describes is open at ``now`` (aware), and when that changes.

    In this order: an evacuation, an approved closing, the business day closed by a person, always open, an opening by a
    supervisor, holidays, the hours of the day with their breaks, a business day that cannot be opened (only where it
    would be open), the quota (``quota_left`` numbers, None without one), the cut-off before the last closing of the
    day, and whether whoever comes now comes ``too_late`` to be served before that. Ranges include their start and
    exclude their end.
    """
    found = _state(now.astimezone(schedule.zone), schedule)
    if found.is_open and schedule.today.unready:
        return Opening(False, "day_unready", found.at)
    if found.code == "always_open":
        return replace(found, code="quota") if quota_left is not None and quota_left <= 0 else found
    found = replace(found, next_change=_next_change(found, schedule))
    if not found.gives_numbers:
        return found
    if quota_left is not None and quota_left <= 0:
        return replace(found, code="quota")
    return replace(found, code="too_late", next_change=_another_day(found.at, schedule)) if too_late else found


def steady_until(now: datetime, schedule: Schedule) -> datetime:
    """A time after ``now`` before which nothing changes of what ``opening_at`` finds, but for the quota and what the
    business day says."""
    local = now.astimezone(schedule.zone)
    edge = next(_turning_points(local, schedule), local + timedelta(days=1))
    today = hours_on(local.date(), schedule)
    if not today:
        return edge
    last = datetime.combine(local.date(), today[-1].end, tzinfo=schedule.zone).astimezone(UTC) - schedule.cutoff
    return min(edge, last.astimezone(schedule.zone)) if last > now else edge


def hours_on(day: date, schedule: Schedule) -> tuple[TimeRange, ...]:
    """The opening ranges of ``day`` in order; none on a holiday.

    A dated profile stands before weekly hours, whoever owns it; among profiles, as among weekly hours, the most
    specific owner decides.
    """
    if holiday_on(day, schedule.calendar):
        return ()
    for level in schedule.levels:
        for profile in level.profiles:
            if profile.first <= day <= profile.last:
                return profile.hours.days[day.weekday()]
    weekly = next((level.weekly for level in schedule.levels if level.weekly is not None), None)
    return weekly.days[day.weekday()] if weekly is not None else ()


def opens_on(day: date, schedule: Schedule) -> bool:
    """Whether what ``schedule`` describes should be open at some time of ``day``; approved closings count."""
    if schedule.always_open:
        return True
    closings = [edge.astimezone(schedule.zone) for c in schedule.closures if (edge := c.ends_at) is not None]
    for start, end in _stretches(day, schedule):
        times = [start, *(edge for edge in closings if start < edge < end)]
        if any(in_force(when, schedule.closures) is None for when in times):
            return True
    return False


def open_on(day: date, schedule: Schedule) -> tuple[tuple[datetime, datetime], ...]:
    """From when until when it is open on ``day`` by the hours and by a supervisor, in order and apart from each other;
    closings do not count."""
    found: list[tuple[datetime, datetime]] = []
    for start, end in sorted(_stretches(day, schedule)):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return tuple(found)


def _stretches(day: date, schedule: Schedule) -> Iterator[tuple[datetime, datetime]]:
    """From when until when it is open on ``day``, by the hours and by a supervisor."""
    for stretch in hours_on(day, schedule):
        yield (
            datetime.combine(day, stretch.start, tzinfo=schedule.zone),
            datetime.combine(day, stretch.end, tzinfo=schedule.zone),
        )
    first = datetime.combine(day, time(0), tzinfo=schedule.zone)
    following = first + timedelta(days=1)
    for opened in schedule.openings:
        start = max(first, opened.starts_at.astimezone(schedule.zone))
        end = following if opened.ends_at is None else min(following, opened.ends_at.astimezone(schedule.zone))
        if start < end:
            yield start, end


def open_for(since: datetime, until: datetime, schedule: Schedule) -> timedelta:
    """For how long what ``schedule`` describes was open between two times (aware), its breaks left out."""
    total, at, end = timedelta(0), since.astimezone(schedule.zone), until.astimezone(UTC)
    while at.astimezone(UTC) < end:
        edge = min(steady_until(at, schedule).astimezone(UTC), end)
        if _state(at, schedule).is_open:
            total += edge - at.astimezone(UTC)
        at = edge.astimezone(schedule.zone)
    return total


def holiday_on(day: date, calendar: Calendar) -> str:
    """The name of the holiday that the hall keeps on ``day``; empty when it works."""
    found = _holiday(day, calendar)
    return found.name if found else ""


def _holiday(day: date, calendar: Calendar) -> Holiday | None:
    if day in calendar.open_on:
        return None
    return next((holiday for holiday in (*calendar.local, *calendar.known) if holiday.day == day), None)


def _state(local: datetime, schedule: Schedule) -> Opening:
    """The state at one time, without the next change."""
    if _is_evacuated(local, schedule):
        return Opening(False, "evacuation", local)
    closure = in_force(local, schedule.closures)
    if closure is not None:
        return Opening(False, "closure", local, detail=closure.reason, detail_en=closure.reason_en)
    if schedule.today.ended_on == local.date():
        return Opening(False, "day_ended", local)
    if schedule.always_open:
        return Opening(True, "always_open", local)
    if in_force(local, schedule.openings) is not None:
        return Opening(True, "opened", local)
    return _by_calendar(local, schedule)


def _by_calendar(local: datetime, schedule: Schedule) -> Opening:
    holiday = _holiday(local.date(), schedule.calendar)
    if holiday is not None:
        return Opening(False, "holiday", local, detail=holiday.name, detail_en=holiday.name_en)
    return _by_hours(local, hours_on(local.date(), schedule), schedule.cutoff)


def _is_evacuated(when: datetime, schedule: Schedule) -> bool:
    return schedule.evacuated_since is not None and schedule.evacuated_since <= when


def _by_hours(local: datetime, today: tuple[TimeRange, ...], cutoff: timedelta) -> Opening:
    at = local.time()
    for stretch in today:
        if stretch.start <= at < stretch.end:
            last = datetime.combine(local.date(), today[-1].end, tzinfo=local.tzinfo)
            # In UTC: two times of one zone are compared by their clock, which a change of summer time repeats.
            is_late = cutoff and local.astimezone(UTC) >= last.astimezone(UTC) - cutoff
            return Opening(True, "cutoff" if is_late else "open", local)
    if not today:
        code = "closed_today"
    elif at < today[0].start:
        code = "before_opening"
    else:
        code = "break" if at < today[-1].end else "after_closing"
    return Opening(False, code, local)


def _next_change(found: Opening, schedule: Schedule) -> datetime | None:
    if _is_evacuated(found.at, schedule) or any(
        c.starts_at <= found.at and c.ends_at is None for c in schedule.closures
    ):
        # Only a person ends this one: no need to look at every day ahead.
        return None
    if not schedule.closures and any(o.starts_at <= found.at and o.ends_at is None for o in schedule.openings):
        return None
    times = _turning_points(found.at, schedule)
    return next((when for when in times if _state(when, schedule).is_open is not found.is_open), None)


def _another_day(local: datetime, schedule: Schedule) -> datetime | None:
    """When it opens on a day after that of ``local``."""
    later = (when for when in _turning_points(local, schedule) if when.date() > local.date())
    return next((when for when in later if _state(when, schedule).is_open), None)


def _turning_points(local: datetime, schedule: Schedule) -> Iterator[datetime]:
    """Every time after ``local`` at which the state may change, in order."""
    now = local.astimezone(UTC)
    spans: tuple[Closure | Override, ...] = (*schedule.closures, *schedule.openings)
    edges = [edge for span in spans for edge in (span.starts_at, span.ends_at) if edge is not None]
    closings = [edge.astimezone(schedule.zone) for edge in edges]
    for ahead in range(HORIZON + 1):
        day = local.date() + timedelta(days=ahead)
        hours = [edge for stretch in hours_on(day, schedule) for edge in (stretch.start, stretch.end)]
        times = (
            *(datetime.combine(day, edge, tzinfo=schedule.zone).astimezone(UTC) for edge in (time(0), *hours)),
            *(edge.astimezone(UTC) for edge in closings if edge.date() == day),
            *_clock_changes(day, schedule.zone),
        )
        yield from (when.astimezone(schedule.zone) for when in sorted(times) if when > now)


def _clock_changes(day: date, zone: ZoneInfo) -> list[datetime]:
    """Every quarter of an hour of a day on which the zone's clock is changed, in UTC; none on other days.

    The clock jumps on a quarter, over opening times or back before them, so each may change the state.
    """
    first = datetime.combine(day, time(0), tzinfo=zone)
    following = datetime.combine(day + timedelta(days=1), time(0), tzinfo=zone)
    if first.utcoffset() == following.utcoffset():
        return []
    start, end = first.astimezone(UTC), following.astimezone(UTC)
    return [start + timedelta(minutes=15) * at for at in range(1, (end - start) // timedelta(minutes=15))]
