"""Ten years of a hall, day by day, with machines that are switched off and clocks that are wrong.

    make clocks   all days of 2025 to 2034; exit code 1 when a first visitor was surprised

2025 to 2027 by the calendar that the product knows; then its own holidays moved by some days, as sightings of the moon
do, and closings of 1 to 16 days. The first visitor of every open day must get number 1 of that date, or the staff must
have been alarmed before; and once the clock is right and a supervisor has answered the alarm, numbers must come.
"""

from __future__ import annotations

import contextlib
import logging
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hall.access import By
from hall.errors import Refused
from hall.holidays_id import with_known_days
from hall.opening import Level, Schedule, hours_on
from hall.store import Store, open_store, prepare_store
from hall.structure import Calendar, Hall, HallStructure, Holiday, Profile, TimeRange, WeeklyHours
from hall.translator import ENGLISH
from hall.views import TicketView

ZONE = ZoneInfo("Asia/Makassar")
FIRST, LAST = date(2025, 1, 1), date(2034, 12, 31)
KNOWN_UNTIL = date(2027, 12, 31)
DAY_CODES = ("alarm_clock_", "alarm_day_", "alarm_days_")
OLD_NEWS = "alarm_day_closed_late"
"""Says what became of yesterday, not that anything is wrong today."""
ERRORS = (
    timedelta(hours=-1),
    timedelta(hours=1),
    timedelta(hours=8),
    timedelta(days=-1),
    timedelta(days=1),
    timedelta(days=-365),
    timedelta(days=365),
)
RAMADAN = {2025: (3, 1, 3, 30), 2026: (2, 18, 3, 19), 2027: (2, 8, 3, 9)}


class Clock:
    """The true time, and what the machine's clock makes of it."""

    def __init__(self) -> None:
        self.true = datetime.combine(FIRST, time(7), tzinfo=ZONE).astimezone(UTC)
        self.error = timedelta(0)

    def now(self) -> datetime:
        """What the machine says."""
        return self.true + self.error

    def set(self, day: date, hour: int, minute: int = 0) -> None:
        """Put the true time to a local hour."""
        self.true = datetime.combine(day, time(hour, minute), tzinfo=ZONE).astimezone(UTC)


@dataclass
class Tally:
    """What the first visitors met."""

    days: int = 0
    first: int = 0
    alarmed: int = 0
    refused: int = 0
    answered: int = 0
    ended: Counter[str] = field(default_factory=Counter)
    surprises: list[str] = field(default_factory=list)


def calendar_of(seed: int) -> Calendar:
    """The holidays of all years: the product's own until 2027, later ones moved and closings of 1 to 16 days."""
    draw = random.Random(seed)  # noqa: S311
    known = with_known_days(Calendar(national=True, collective=True), 2026)
    later: list[Holiday] = []
    for year in range(KNOWN_UNTIL.year + 1, LAST.year + 1, 3):
        for holiday in with_known_days(Calendar(national=True, collective=True), year).known:
            if KNOWN_UNTIL < holiday.day <= LAST:
                later.append(Holiday(holiday.day + timedelta(days=draw.choice((-2, -1, 0, 0, 1, 2))), holiday.name))
    for year in range(KNOWN_UNTIL.year + 1, LAST.year + 1):
        for _ in range(4):
            start = date(year, 1, 1) + timedelta(days=draw.randrange(365))
            length = draw.randint(1, 16)
            later += [Holiday(start + timedelta(days=ahead), "Penutupan") for ahead in range(length)]
    by_day = {holiday.day: holiday for holiday in later}
    return replace(known, local=tuple(by_day[day] for day in sorted(by_day)))


def hall_of(structure: HallStructure, calendar: Calendar) -> HallStructure:
    """``structure`` with this calendar, and with Ramadan's hours where they are known."""
    short = (TimeRange(time(8), time(12)), TimeRange(time(12, 30), time(15)))
    ramadan = tuple(
        Profile("Ramadan", date(year, m1, d1), date(year, m2, d2), WeeklyHours((short,) * 5 + ((), ())))
        for year, (m1, d1, m2, d2) in RAMADAN.items()
    )
    hall: Hall = replace(structure.hall, calendar=calendar, profiles=ramadan)
    return replace(structure, hall=hall)


def open_days(hall: Hall, first: date, last: date) -> Iterator[tuple[date, time]]:
    """Every day on which the hall is open, with its opening time."""
    schedule = Schedule(ZONE, (Level(hall.hours, hall.profiles),), hall.calendar)
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        hours = hours_on(day, schedule)
        if hours:
            yield day, hours[0].start


class Years:
    """Lives through the days of one hall; ``tally`` says what the first visitors met."""

    def __init__(self, url: str, seed: int) -> None:
        self._url = url
        self._draw = random.Random(seed)  # noqa: S311  # noqa: S311
        self._clock = Clock()
        self._store: Store | None = None
        self.tally = Tally()

    def live(self, day: date, opens: time) -> None:
        """One open day: the machine starts, the first visitor comes, people come and go, the day ends somehow."""
        clock, draw = self._clock, self._draw
        clock.error = draw.choice(ERRORS) if draw.random() < 0.12 else timedelta(0)
        one_look = draw.random() < 0.5
        self._start(day, opens)
        if clock.error and one_look:
            clock.error = timedelta(0)
        self._first_visitor(day, opens)
        clock.error = clock.error if draw.random() < 0.3 else timedelta(0)
        self._work(day)
        self._end(day)

    def close(self) -> None:
        """Give the connections back."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def _start(self, day: date, opens: time) -> None:
        """The programs start long before opening, or just then; or they have run all night."""
        late = self._draw.random() < 0.2
        self._clock.set(day, opens.hour - (0 if late else 1), opens.minute)
        if self._store is None:
            self._store = open_store(self._url, self._clock)
        for _ in range(2 if late else 8):
            self._look()
            self._clock.true += timedelta(minutes=1)

    def _first_visitor(self, day: date, opens: time) -> None:
        """Somebody comes at opening, and every hour until a number is given; by 13.30 the clock is put right. The first
        number is 1 of the day, or the staff were alarmed before."""
        clock, tally = self._clock, self.tally
        clock.true = max(clock.true, datetime.combine(day, opens, tzinfo=ZONE).astimezone(UTC) + timedelta(minutes=1))
        tally.days += 1
        ticket, told = None, False
        for _ in range(8):
            told = told or bool(self._alarms())
            ticket = self._ask()
            if ticket is not None:
                break
            tally.refused += 1
            clock.true += timedelta(hours=1)
            if clock.true >= datetime.combine(day, time(13, 30), tzinfo=ZONE).astimezone(UTC):
                clock.error = timedelta(0)
            self._look()
            self._answer()
        tally.alarmed += told
        good = ticket is not None and (ticket.number, ticket.business_day) == (1, day)
        tally.first += good
        if not good and not told:
            what = "no number" if ticket is None else f"{ticket.code} of {ticket.business_day}"
            tally.surprises.append(f"{day}, clock wrong by {clock.error}: {what}, no alarm")
        elif ticket is None:
            tally.surprises.append(f"{day}: no number all day, though the alarm was answered")

    def _alarms(self) -> list[str]:
        assert self._store is not None
        with self._store.read() as view:
            codes = [alarm.code for alarm in view.status().alarms]
        return [code for code in codes if code.startswith(DAY_CODES) and code != OLD_NEWS]

    def _answer(self) -> None:
        """A supervisor who sees the alarm of a clock that is right says so."""
        assert self._store is not None
        if not self._clock.error and self._alarms():
            self.tally.answered += 1
            self._store.run(lambda work: work.day.confirm(By.system()))

    def _ask(self) -> TicketView | None:
        assert self._store is not None
        try:
            return self._store.run(lambda work: work.tickets.issue("A", By.system()))
        except Refused:
            return None

    def _work(self, day: date) -> None:
        for hour in (13, 14):
            self._clock.set(day, hour)
            self._look()
            self._ask()
            if self._draw.random() < 0.5:
                self._answer()

    def _end(self, day: date) -> None:
        store = self._store
        assert store is not None
        how = self._draw.choice(("closed by hand", "switched off at 17", "left on", "left on"))
        self.tally.ended[how] += 1
        self._clock.set(day, 17)
        self._clock.error = timedelta(0)
        if how == "closed by hand":
            with contextlib.suppress(Refused):
                store.run(lambda work: work.day.close(By.system(), reason="tutup"))
        if how == "left on":
            for hour, minute in ((20, 0), (23, 0), (23, 1), (23, 3), (23, 5)):
                self._clock.set(day, hour, minute)
                self._look()
        else:
            self.close()

    def _look(self) -> None:
        assert self._store is not None
        with contextlib.suppress(Refused):
            self._store.settle_day()


def live(url: str, structure: HallStructure, first: date, last: date, seed: int) -> Tally:
    """Live through all open days from ``first`` to ``last``."""
    prepare_store(url, structure).close()
    years = Years(url, seed)
    for day, opens in open_days(structure.hall, first, last):
        years.live(day, opens)
    years.close()
    return years.tally


def main() -> int:
    """All ten years on SQLite."""
    from tests.hall_samples import small_hall

    logging.disable(logging.WARNING)
    structure = hall_of(small_hall(), calendar_of(20261129))
    with tempfile.TemporaryDirectory(prefix="hall-years-") as folder:
        url = f"sqlite:///{Path(folder) / 'hall.db'}"
        tally = live(url, structure, FIRST, LAST, seed=20261129)
        store = open_store(url)
        with store.read() as view:
            report = view.days.audit()
        store.close()
    print(f"{tally.days} open days; {tally.first} first visitors got number 1 of their date")
    print(
        f"{tally.alarmed} times the staff were alarmed before the first visitor, {tally.refused} times none was given"
    )
    print(f"{tally.answered} times a supervisor answered an alarm while the clock was right")
    print("days ended:", ", ".join(f"{how} {count}" for how, count in sorted(tally.ended.items())))
    print(*tally.surprises, f"{len(tally.surprises)} first visitors were surprised", sep="\n")
    print(
        f"audit of {len(report.days)} days: {report.found} findings",
        *(f.message(ENGLISH) for f in report.findings),
        sep="\n",
    )
    return bool(tally.surprises or report.found)


if __name__ == "__main__":
    sys.exit(main())
