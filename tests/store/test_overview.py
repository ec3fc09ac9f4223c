"""Every figure of the overview, worked out again from the history alone by plain Python, on both databases."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from statistics import median_low
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from hall.access import By, Role
from hall.errors import Refused
from hall.overview import Period
from hall.store import tables as t
from hall.structure import Holiday, Obstacle
from tests.conftest import FixedClock
from tests.hall_samples import BY

ZONE = ZoneInfo("Asia/Makassar")
OBSTACLES = (Obstacle("data", "Data tidak cocok", "Data"), Obstacle("jaringan", "Jaringan", "Network"))
SUPERVISOR = By.staff("supervisor", "rina")
OF_IMIGRASI = By(Role.AGENCY_SUPERVISOR, "dewi", agency="imigrasi")
DAYS = (date(2025, 10, 7), date(2025, 11, 24), date(2026, 2, 3), *(date(2026, 10, day) for day in (5, 24, 25)))
NOW = datetime(2026, 11, 24, 11, 10, tzinfo=ZONE)
LATELY = (date(2026, 11, 2), date(2026, 11, 17), date(2026, 11, 23), NOW.date())
MINUTES = {"disdukcapil-a": 15, "disdukcapil-b": 15, "imigrasi-2g": 15}


@dataclass
class Hall:
    """A hall that lives at random, with its clock."""

    store: Any
    clock: Any
    dice: random.Random

    def live(self, day: date) -> None:
        self.at(datetime(day.year, day.month, day.day, 8, 0, tzinfo=ZONE))
        self.do(lambda w: w.day.open(BY, day, confirm=True))
        for _ in range(55):
            self.step()
            self.clock.move(seconds=self.dice.choice((1.5, 40, 200, 431.25, 900)))
            if self.clock.now() > NOW:
                break
        if day != NOW.date():
            self.do(lambda w: w.day.close(BY, reason="sore"))

    def at(self, time: datetime) -> None:
        self.clock.move(seconds=(time - self.clock.now()).total_seconds())

    def step(self) -> None:
        dice, counter = self.dice, self.dice.choice("123")
        here = lambda act: lambda w: act(w.counter(counter, BY))  # noqa: E731
        number = dice.randint(1, 400)
        acts = {
            14: lambda w: w.tickets.issue(dice.choice(("A", "B", "2G")), BY, priority=dice.random() < 0.3),
            6: here(lambda c: c.call_next()),
            4: here(lambda c: c.serve()),
            3: here(lambda c: c.finish()),
            2: here(lambda c: c.finish(outcome="not_served", obstacle=dice.choice(OBSTACLES).id)),
            1: here(lambda c: c.no_show()),
            1.1: here(lambda c: c.undo()),
            1.2: here(lambda c: c.recall()),
            0.9: here(lambda c: c.hold(reason="salat")),
            0.8: here(lambda c: c.transfer(service=dice.choice(("A", "B", "2G")))),
            0.7: lambda w: w.tickets.issue("A", BY, to_print=True),
            0.6: lambda w: w.tickets.cancel(number, BY, reason="pergi"),
            0.5: lambda w: w.tickets.release(number, BY),
            0.4: lambda w: w.tickets.return_late(number, BY),
            0.3: lambda w: w.tickets.set_priority(number, True, BY, reason="lansia"),
            0.75: lambda w: w.tickets.import_manual("B", dice.randint(1, 60), BY, waiting_from=1),
            0.45: lambda w: w.imports.withdraw(dice.randint(1, 12), BY, reason="salah hitung"),
            0.35: lambda w: w.tickets.restore(number, BY),
        }
        self.do(dice.choices(list(acts.values()), list(acts))[0])

    def do(self, act: Any) -> None:
        with suppress(Refused):
            self.store.run(act)


@dataclass
class Life:
    """One number as its lines of history tell it, by replaying them."""

    day: date
    service: str
    issued: datetime
    priority: bool
    state: str = ""
    queued: bool = False
    calls: list[datetime] = field(default_factory=list)
    serving: datetime | None = None
    ended: datetime | None = None
    obstacle: str = ""
    withdrawn: bool = False

    def follow(self, line: Any) -> None:
        self.withdrawn = (line.after or {}).get("outcome") == "withdrawn"
        self.state, self.service = line.to_state, line.service_id
        self.queued |= line.to_state == "waiting"
        step = getattr(self, f"_{line.action}", None)
        if step is not None:
            step(line)
        if line.to_state in ("done", "no_show", "cancelled") and line.action not in ("put_right", "carry", "undo"):
            self.ended = line.at

    def _call_next(self, line: Any) -> None:
        self.calls.append(line.at)
        self.serving = None

    _call_number = _call_next

    def _serve(self, line: Any) -> None:
        self.serving = line.at

    def _finish(self, line: Any) -> None:
        self.obstacle = line.detail.split("|")[1] if "|" in line.detail else ""

    def _transfer(self, line: Any) -> None:
        self.serving = None

    _release = _transfer

    def _return(self, line: Any) -> None:
        self.obstacle = ""
        self.serving = self.serving if line.from_state == "no_show" else None

    def _set_priority(self, line: Any) -> None:
        self.priority = line.detail.startswith("priority")

    def _undo(self, line: Any) -> None:
        if line.detail in ("call_next", "call_number"):
            self.calls.pop()
        elif line.detail == "serve":
            self.serving = None
        elif line.detail in ("finish", "no_show"):
            self.ended, self.obstacle = None, ""
        elif line.detail in ("transfer", "release", "return"):
            back = self.before
            self.serving = datetime.fromisoformat(back["serving_at"]) if back.get("serving_at") else self.serving

    before: dict[str, Any] = field(default_factory=dict)

    @property
    def waited(self) -> int | None:
        return whole(self.calls[0]) - whole(self.issued) if self.calls else None

    @property
    def kept(self) -> bool:
        took = whole(self.ended) - whole(self.serving) if self.serving else 0
        return (self.waited or 0) <= 30 * 60 and took <= MINUTES[self.service] * 60


def whole(time: Any) -> int:
    return int(time.timestamp() // 1)


def lives(store: Any) -> list[Life]:
    with store.read() as view:
        connection = view.tickets._tx.connection
        dates = dict(connection.execute(select(t.business_day.c.id, t.business_day.c.date)).all())
        lines = connection.execute(select(t.ticket_event).order_by(t.ticket_event.c.id)).all()
    found: dict[int, Life] = {}
    for line in lines:
        if line.ticket_id not in found:
            priority = bool((line.after or {}).get("priority"))
            found[line.ticket_id] = Life(dates[line.day_id], line.service_id, line.at, priority)
        one = found[line.ticket_id]
        if line.before:
            one.before = line.before
        one.follow(line)
    return list(found.values())


@pytest.fixture
def clock() -> FixedClock:
    """Before the first day of all."""
    return FixedClock(datetime(2025, 10, 6, tzinfo=UTC))


@pytest.fixture
def hall(staffed, structure, clock):
    calendar = replace(structure.hall.calendar, local=(Holiday(date(2026, 12, 25), "Natal", "Christmas"),))
    made = replace(structure, obstacles=OBSTACLES, hall=replace(structure.hall, calendar=calendar))
    staffed.run(lambda w: w.hall.apply(made, BY))
    staffed.run(lambda w: w.staff.add("rina", "Rina", "407163", BY, role="supervisor"))
    staffed.run(lambda w: w.staff.add("dewi", "Dewi", "407163", BY, role="agency_supervisor", agency="imigrasi"))
    return Hall(staffed, clock, random.Random(11))


def overview(hall, period, by=SUPERVISOR, **more):
    with hall.store.read() as view:
        return view.overview.of(period, by, **more)


def in_period(period: Period, day: date, last: date) -> bool:
    first = {Period.TODAY: last, Period.MONTH: last.replace(day=1), Period.YEAR: last.replace(month=1, day=1)}[period]
    return first <= day <= last


def expected(all_lives, period, last, until):
    """The figures of a period that goes on until ``until`` on its ``last`` day."""
    came = [
        one
        for one in all_lives
        if in_period(period, one.day, last)
        and (one.day < last or one.issued <= until)
        and one.state != "printing"
        and (one.state != "cancelled" or (one.queued and not one.withdrawn))
    ]
    called = [one for one in came if one.calls and (one.day < last or one.calls[0] <= until)]
    done = [one for one in came if one.state == "done" and (one.day < last or one.ended <= until)]
    priority = [one.waited // 60 for one in called if one.priority]
    waits = [one.waited // 60 for one in called]
    figures = (
        len(came),
        len(done),
        sum(one.kept for one in done),
        median_low(waits) if waits else None,
        median_low(priority) if priority else None,
        max(priority, default=None),
    )
    return figures, came, called, done


def told(figures):
    return (
        *(figures.visitors, figures.done, figures.kept, figures.median_wait),
        *(figures.priority_median, figures.priority_longest),
    )


DAY_BEFORE = {
    Period.TODAY: date(2026, 11, 17),
    Period.MONTH: date(2026, 10, 24),
    Period.YEAR: date(2025, 11, 24),
}


@pytest.mark.parametrize("seed", [11, 42])
def test_every_figure_is_that_of_the_history(hall, seed):
    hall.dice.seed(seed)
    for day in (*DAYS, *LATELY):
        hall.live(day)
    hall.clock.moment = NOW
    told_lives = lives(hall.store)
    assert len(told_lives) > 100
    for by, agency in ((SUPERVISOR, ""), (OF_IMIGRASI, "imigrasi")):
        mine = [one for one in told_lives if one.service.startswith(agency)]
        for period in Period:
            check(overview(hall, period, by), mine, period)


def check(view, mine, period):
    figures, came, _, done = expected(mine, period, NOW.date(), NOW)
    assert (view.day, view.day_before) == (NOW.date(), DAY_BEFORE[period])
    assert told(view.figures) == figures
    before = DAY_BEFORE[period]
    then, *_ = expected(mine, period, before, datetime.combine(before, NOW.time(), ZONE))
    assert (told(view.before) if view.before else (0, 0, 0, None, None, None)) == then
    places = Counter((one.issued.astimezone(ZONE).hour, one.issued.astimezone(ZONE).minute // 30 * 30) for one in came)
    assert {(at.hour, at.minute): count for at, count in view.arrivals if count} == places
    assert view.days == len({one.day for one in came})
    check_agencies(view, mine, period)
    met = Counter(one.obstacle for one in done if one.obstacle)
    names = {one.id: one.name for one in OBSTACLES}
    assert {one.name: one.count for one in view.obstacles} == {names[key]: count for key, count in met.items()}
    for one in view.obstacles:
        times = [life.ended for life in done if life.obstacle and names[life.obstacle] == one.name]
        assert (one.first, one.last) == (min(times), max(times))
    check_trend(view, mine, period)


def check_agencies(view, mine, period):
    by_agency = defaultdict(list)
    for one in mine:
        by_agency[one.service.split("-")[0]].append(one)
    for agency in view.agencies:
        assert told(agency.figures) == expected(by_agency[agency.id], period, NOW.date(), NOW)[0]
    busy = {name for name, those in by_agency.items() if expected(those, period, NOW.date(), NOW)[0][0]}
    assert {agency.id for agency in view.agencies} == busy


def check_trend(view, mine, period):
    first = NOW.date() - timedelta(days=14)
    shares = defaultdict(list)
    for one in mine:
        seen = first <= one.day <= NOW.date() if period is Period.TODAY else in_period(period, one.day, NOW.date())
        if seen and one.state == "done":
            shares[one.day.replace(day=1) if period is Period.YEAR else one.day].append(one.kept)
    assert dict(view.trend) == {day: sum(those) / len(those) for day, those in shares.items()}


def test_days_that_are_over_are_counted_bit_by_bit_and_again_when_one_was_opened(hall):
    for day in LATELY:
        hall.live(day)
    hall.at(NOW)
    first = overview(hall, Period.YEAR, at_most=3)
    assert 0 < first.counted < 1
    while (view := overview(hall, Period.YEAR, at_most=3)).counted < 1:
        assert view.counted > first.counted
    whole_year = overview(hall, Period.YEAR)
    assert view.figures == whole_year.figures
    hall.do(lambda w: w.day.close(BY, reason="sore"))
    hall.store.run(lambda w: w.day.open(BY, LATELY[2], confirm=True))
    hall.store.run(lambda w: w.tickets.issue("A", BY))
    hall.store.run(lambda w: w.day.close(BY, reason="sore"))
    assert overview(hall, Period.YEAR).figures.visitors == whole_year.figures.visitors + 1


def test_a_past_day_is_counted_again_when_a_number_of_it_is_corrected(hall):
    hall.at(datetime(2026, 11, 16, 8, 0, tzinfo=ZONE))
    number = hall.store.run(lambda w: w.tickets.issue("A", BY))
    seat = lambda act: hall.store.run(lambda w: act(w.counter("1", BY)))  # noqa: E731
    for act in (
        lambda c: c.call_next(),
        lambda c: c.serve(),
        lambda c: c.finish(outcome="not_served", obstacle="data"),
    ):
        seat(act)
    hall.store.run(lambda w: w.day.close(BY, reason="sore"))
    hall.at(NOW)
    assert [one.name for one in overview(hall, Period.MONTH).obstacles] == ["Data tidak cocok"]
    correct = {"reason": "salah pilih", "outcome": "not_served", "obstacle": "jaringan"}
    hall.store.run(lambda w: w.tickets.correct(number.id, SUPERVISOR, **correct))
    assert [one.name for one in overview(hall, Period.MONTH).obstacles] == ["Jaringan"]


def test_an_open_incident_counts_among_today_s_obstacles_although_nobody_noted_one(hall):
    hall.at(NOW)
    hall.store.run(lambda w: w.tickets.issue("A", BY))
    opened = hall.store.run(lambda w: w.incidents.open("disdukcapil", SUPERVISOR))
    (found,) = overview(hall, Period.TODAY).obstacles
    assert (found.name, found.agency_name, found.since, found.until) == ("", "Disdukcapil", NOW, None)
    assert overview(hall, Period.TODAY, OF_IMIGRASI).obstacles == ()
    hall.store.run(lambda w: w.incidents.close(opened.id, SUPERVISOR, done="genset"))
    assert overview(hall, Period.TODAY).obstacles == ()


def test_whoever_waits_beyond_the_promise_is_counted_until_the_first_call(hall):
    hall.at(NOW)
    for _ in range(2):
        hall.store.run(lambda w: w.tickets.issue("A", BY))
    hall.at(NOW + timedelta(minutes=30))
    assert overview(hall, Period.TODAY).late_waiting == 0
    hall.at(NOW + timedelta(minutes=31))
    assert overview(hall, Period.TODAY).late_waiting == 2
    assert overview(hall, Period.TODAY, OF_IMIGRASI).late_waiting == 0
    hall.store.run(lambda w: w.counter("1", BY).call_next())
    assert overview(hall, Period.TODAY).late_waiting == 1


def test_an_evacuation_is_said_while_it_lasts(hall):
    hall.at(NOW)
    hall.store.run(lambda w: w.hall.evacuate(SUPERVISOR, reason="asap"))
    assert overview(hall, Period.TODAY).evacuated_since == NOW
    hall.store.run(lambda w: w.hall.evacuation_over(SUPERVISOR, note="aman"))
    assert overview(hall, Period.TODAY).evacuated_since is None


def test_what_comes_is_named_until_somebody_plans(hall, clock):
    hall.at(NOW)
    starts = NOW.astimezone(UTC) + timedelta(days=3)
    by = By.staff("supervisor", "rina")
    asked = hall.store.run(
        lambda w: w.closures.request("service", by, target="A", reason="Pelatihan", starts_at=starts)
    )
    hall.store.run(lambda w: w.closures.decide(asked.id, by, approve=True))
    plans = overview(hall, Period.TODAY).plans
    assert [(plan.kind, plan.day, plan.text) for plan in plans] == [
        ("closure", date(2026, 11, 27), "Perekaman KTP-el: Pelatihan"),
        ("holiday", date(2026, 12, 25), "Natal"),
    ]


@pytest.mark.parametrize("by", [By.clerk("siti"), By.kiosk("kiosk-1"), By(Role.AGENCY_SUPERVISOR, "dewi")])
def test_whoever_answers_for_nothing_sees_none_of_it(hall, by):
    with pytest.raises(Refused):
        overview(hall, Period.TODAY, by)
