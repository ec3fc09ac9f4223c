"""The audit of one business day reads that day's rows alone, and finds what it would find with all of them read."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import Column, Table, func, make_url, select, update
from sqlalchemy.exc import DBAPIError

from benchmarks.lived import Life, Places, begin
from benchmarks.tamper import Forger, forger
from hall.access import By
from hall.auditing import AuditReport
from hall.store import tables as t
from hall.store.database.day_reach import NO_END, DayReach, day_reach
from hall.store.views import audit_query
from hall.translator import ENGLISH

DAYS = 5
CHANGED = [
    *((t.ticket, t.ticket.c[name]) for name in ("state", "counter_id", "called_at", "calls", "day_id")),
    *((t.ticket_event, t.ticket_event.c[name]) for name in ("at", "actor", "station", "counter_id", "day_id", "after")),
    *((t.call, t.call.c[name]) for name in ("ticket_id", "counter_id", "undone", "day_id")),
    *((t.day_event, t.day_event.c[name]) for name in ("at", "action", "actor", "day_id")),
    *((t.request, t.request.c[name]) for name in ("result", "at")),
]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def lived(request, tmp_path_factory) -> Iterator[str]:
    """A hall after days of everything, one of them without a number, and nights of everything at its counters."""
    url = f"sqlite:///{tmp_path_factory.mktemp('days')}/hall.db"
    if request.param == "postgres":
        server = request.getfixturevalue("postgres_server")
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute("CREATE DATABASE days")
        url = make_url(server).set(database="days", drivername="postgresql+psycopg").render_as_string(False)
    live_days_and_nights(url)
    yield url
    if request.param == "postgres":
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute("DROP DATABASE days WITH (FORCE)")


def live_days_and_nights(url: str) -> None:
    life, places = begin(url, seed=11, jumps=True)
    for day in range(DAYS):
        life.live_day(*places, steps=25)
        at_night(life, places)
        if day % 2:
            life.run_over(places.services)
        else:
            life.end_day()
    life.do("open_day", lambda w, r: w.day.open(By.technician("root", request_id=r), confirm=True))
    at_night(life, places)
    life.store.close()


def at_night(life: Life, places: Places) -> None:
    """Somebody goes home, somebody moves to another machine, somebody sits down, a break begins; others just stay."""
    one, two, three, _ = life.random.sample(list(places.counters), 4)
    life.do("sign_out", lambda w, r: w.counter(one, By.technician("root", request_id=r)).sign_out())
    life.sit_down(two)
    life.sit_down(three)
    life.do("pause", lambda w, r: w.counter(three, By.technician("root", request_id=r)).pause(kind="break"))
    life.clock.time += timedelta(minutes=life.random.choice((-30, 30)))


def reach_of_all(connection: Any, day: Any) -> DayReach:
    """As if the day reached over every row of the history."""
    days = frozenset(connection.execute(select(t.business_day.c.id)).scalars())
    whole = (0, NO_END)
    return replace(day_reach(connection, day), tickets=whole, lines=whole, counter_lines=whole, days=days)


@pytest.fixture
def audits(monkeypatch) -> Callable[[Forger, date], tuple[AuditReport, AuditReport]]:
    """The audit of a day, and the same with every row read."""

    def both(hand: Forger, day: date) -> tuple[AuditReport, AuditReport]:
        alone = hand.audited(day)
        with monkeypatch.context() as patch:
            patch.setattr(audit_query, "day_reach", reach_of_all)
            return alone, hand.audited(day)

    return both


def found(report: AuditReport) -> list[str]:
    return sorted(finding.message(ENGLISH) for finding in report.findings)


def dates(hand: Forger) -> list[date]:
    return list(hand.connection.execute(select(t.business_day.c.date).order_by(t.business_day.c.id)).scalars())


def changes(hand: Forger, table: Table, column: Column[Any]) -> Iterator[str]:
    """One field of one row is changed meanwhile, where the database lets it be."""
    proposed = hand.proposed(table, column)
    if proposed is not None:
        statement, key, old, new = proposed
        with contextlib.suppress(DBAPIError), hand.change():
            hand.connection.execute(statement)
            yield f"{table.name}.{column.name} of {key}: {old!r} -> {new!r}"


def test_every_day_is_honest_and_counts_what_it_counts_with_all_read(lived, audits):
    with forger(lived, 1) as hand:
        reports = [audits(hand, day) for day in dates(hand)]
    assert [found(alone) for alone, _ in reports] == [[] for _ in reports]
    assert [alone for alone, _ in reports] == [whole for _, whole in reports]
    assert min(alone.tickets for alone, _ in reports) == 0
    assert sum(alone.tickets > 5 for alone, _ in reports) >= DAYS


def test_a_day_names_what_it_names_with_all_read(lived, audits):
    named = 0
    with forger(lived, 2) as hand:
        days = dates(hand)
        for turn, (table, column) in enumerate(CHANGED):
            for changed in changes(hand, table, column):
                for day in days[turn % 2 :: 2]:  # every other day, by turns
                    alone, whole = audits(hand, day)
                    assert (found(alone), alone.found) == (found(whole), whole.found), changed
                    named += not alone.good
    assert named > 10


def test_a_line_of_a_counter_is_named_by_a_day_that_it_belongs_to(lived):
    named = 0
    with forger(lived, 4) as hand:
        days = dates(hand)
        for column in 2 * list(t.counter_event.columns)[1:]:
            for changed in changes(hand, t.counter_event, column):
                of_days = {finding for day in days for finding in found(hand.audited(day))}
                assert of_days == set(found(hand.audited())), changed
                named += bool(of_days)
    assert named > 3


def test_who_sat_down_is_looked_for_beyond_a_line_that_names_a_later_one(lived):
    e, named = t.counter_event.c, 0
    with forger(lived, 6) as hand:
        days = dates(hand)
        lines = hand.connection.execute(select(e.id).where(e.action == "sign_in").order_by(e.id)).scalars().all()
        for line in lines[::6]:
            with hand.change():
                hand.connection.execute(update(t.counter_event).where(e.id == line).values(seen=e.seen + 100))
                of_days = {finding for day in days for finding in found(hand.audited(day))}
                assert of_days == set(found(hand.audited())), line
                named += bool(of_days)
    assert named > 2


def test_who_sat_down_on_the_day_before_is_known(lived):
    e = t.counter_event.c
    with forger(lived, 5) as hand:
        for row in hand.connection.execute(select(t.business_day)).all():
            begin, _ = day_reach(hand.connection, row).counter_lines
            arrivals = select(func.max(e.id)).where(e.action == "sign_in", e.id < begin).group_by(e.counter_id)
            stayed = hand.connection.execute(arrivals).scalars().all()
            assert hand.audited(row.date).good
            with hand.change():
                hand.connection.execute(update(t.counter_event).where(e.id.in_(stayed)).values(login="x", actor="api"))
                if not hand.audited(row.date).good:
                    return
    pytest.fail("no day needs a line from before it")
