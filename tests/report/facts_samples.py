"""Facts of a small November, whose sums are plain to see: Disdukcapil with A and B, Imigrasi with 2G; archived X."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from hall.figures import (
    BookingFigures,
    CounterFigures,
    CounterName,
    DayAggregate,
    ObstacleName,
    Period,
    PeriodFigures,
    PeriodSums,
    PresenceFigures,
    ReportFacts,
    ReportNames,
    ServiceFigures,
    ServiceName,
    parse_period,
)
from hall.forms import ReportForm
from hall.views import IncidentView, PlanView

WITA = timezone(timedelta(hours=8))
MONDAY, TUESDAY = date(2026, 11, 2), date(2026, 11, 3)
CLOSED = datetime(2026, 11, 3, 9, tzinfo=UTC)
NOVEMBER = parse_period("2026-11")
LONG_NAME = "Dinas Penanaman Modal, Pelayanan Terpadu Satu Pintu, Perindustrian dan Perdagangan " * 3
NAMES = ReportNames(
    services={
        "a": ServiceName("A", "Perekaman KTP-el", "capil"),
        "b": ServiceName("B", "Cetak ulang", "capil"),
        "g": ServiceName("2G", "Paspor baru", "imigrasi"),
        "x": ServiceName("X", "Layanan lama", "imigrasi", current=False),
    },
    agencies={"capil": "Disdukcapil", "imigrasi": "Imigrasi"},
    counters={"c1": CounterName("1", "capil"), "c2": CounterName("2", "capil"), "c3": CounterName("3", "imigrasi")},
    obstacles={
        "pusat": ObstacleName("Jaringan pusat", "ministry", True),
        "alat": ObstacleName("Alat rusak", "agency", False),
        "berkas": ObstacleName("Berkas belum lengkap", "visitor", False),
    },
    offers={"pulang": "Dikirim ke rumah"},
    clerks={"ani": "Ani", "umar": "Umar"},
)


def service(key: str, issued: int, *, priority: bool = False, **more) -> ServiceFigures:
    return ServiceFigures(key, priority, issued=issued, **more)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=WITA)


def aggregates() -> tuple[DayAggregate, ...]:
    """Two days that are over: 10 and 8 numbers."""
    first = DayAggregate(
        MONDAY,
        CLOSED,
        (
            service("a", 6, served=4, not_served=1, no_show=1, kept=3, broken={"queue": 1, "obstacle": 1},
                    waits={1: 2, 5: 2, 30: 2}, takes={3: 3, 10: 2}, arrivals={16: 4, 18: 2}, obstacles={"pusat": 1},
                    offered={"pulang": 1}, assumed=1),
            service("a", 1, priority=True, served=1, kept=1, waits={2: 1}, takes={4: 1}, arrivals={16: 1}),
            service("g", 3, served=1, left=1, cancelled=1, kept=1, waits={7: 1}, takes={20: 1}, arrivals={17: 3}),
        ),
        (CounterFigures("c1", "ani", 5, 1, 1, {3: 3, 4: 1, 10: 2}), CounterFigures("c3", "umar", 1, takes={20: 1})),
        (
            PresenceFigures("c1", 450, 400, 20, 30, at(MONDAY, 7, 30), at(MONDAY, 7, 39)),
            PresenceFigures("c2", 450, 0, 0, 0, at(MONDAY, 7, 30), None),
            PresenceFigures("c3", 450, 300, 0, 10, at(MONDAY, 7, 30), at(MONDAY, 8, 15)),
        ),
        (BookingFigures("a", 5, 2, 1, 0, 1, 1),),
    )  # fmt: skip
    second = DayAggregate(
        TUESDAY,
        CLOSED,
        (
            service("b", 5, served=5, kept=4, broken={"unknown": 1}, waits={0: 5}, takes={1: 5}, arrivals={30: 5}),
            service("x", 3, no_show=3, waits={30: 3}, arrivals={31: 3}),
        ),
        (CounterFigures("c2", "ani", 5, takes={1: 5}),),
        (
            PresenceFigures("c1", 0, 0, 0, 0, None, None),
            PresenceFigures("c2", 450, 450, 0, 0, at(TUESDAY, 7, 30), at(TUESDAY, 7, 52)),
        ),
        (BookingFigures("g", 2, 0, 0, 1, 0, 0),),
    )
    return first, second


def figures(period: Period = NOVEMBER, *days: DayAggregate, agency: str = "") -> PeriodFigures:
    services = frozenset(NAMES.services_of(agency)) if agency else None
    counters = frozenset(key for key, one in NAMES.counters.items() if one.agency == agency) if agency else None
    sums = PeriodSums(period, services, counters)
    for day in days:
        sums.add(day)
    return sums.figures()


AFTERWARDS = at(date(2026, 12, 1), 8)


def facts(*days: DayAggregate, now: datetime = AFTERWARDS, agency: str = "", **more) -> ReportFacts:
    """The facts of November, compared with an October of 9 numbers, 3 of 4 kept; nothing a year before."""
    before = DayAggregate(date(2026, 10, 5), CLOSED, (service("a", 9, served=4, kept=3, broken={"queue": 1}),))
    return ReportFacts(
        "Mal Pelayanan Publik",
        "Kota Kendari",
        ReportForm(),
        now,
        NOVEMBER,
        NAMES,
        figures(NOVEMBER.until(now.date()), *days, agency=agency),
        figures(NOVEMBER.before(), before, agency=agency),
        figures(NOVEMBER.year_before(), agency=agency),
        agency,
        **more,
    )


def november(**more) -> ReportFacts:
    return facts(*aggregates(), **more)


def incident(number: int, agency: str, obstacle: str = "", **more) -> IncidentView:
    """60 minutes on Monday, 4 numbers, 90 minutes lost."""
    named = NAMES.obstacles.get(obstacle, ObstacleName("", "agency", False))
    since = at(MONDAY, 9)
    known = IncidentView(
        number, agency, NAMES.agencies[agency], obstacle, named.name, named.name, named.responsible, named.external,
        since, since + timedelta(hours=1), ("A",), 4, timedelta(minutes=90), since, "system",
    )  # fmt: skip
    return replace(known, **more)


def plan(number: int, text: str, agency: str = "") -> PlanView:
    return PlanView(number, text, date(2026, 12, 5), agency, NAMES.agencies.get(agency, ""), CLOSED, "system", "open")
