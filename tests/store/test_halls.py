"""Many halls side by side: sums of days and months are kept with each day that closes, on both databases."""

from __future__ import annotations

import runpy
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from hall.access import By
from hall.errors import Refused
from hall.figures import HallName, PeriodFigures, ServiceFigures, added, parse_period, united
from hall.store import apply_structure
from hall.store import tables as t
from hall.store.aggregates.adding_up import add_days_up, rebuilt
from hall.store.aggregates.naming import hall_code
from hall.store.aggregates.totals import figures_of_row
from hall.store.database import schema
from tests.hall_samples import BY

MIGRATIONS = Path(schema.__file__).parent / "migrations" / "versions"
MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
WHO = By.technician("root")


def a_day(store, clock, numbers: int) -> None:
    """A business day with so many numbers, of which the first is served after five minutes; closed and added up."""
    for at in range(numbers):
        store.run(lambda w, at=at: w.tickets.issue("AB"[at % 2], BY, priority=at == 2))
    clock.move(minutes=5)
    store.run(lambda w: w.counter("1", BY).call_next())
    clock.move(minutes=3)
    store.run(lambda w: w.counter("1", BY).finish())
    clock.move(minutes=10)
    store.run(lambda w: w.day.close(BY, reason="selesai"))
    add_days_up(store)


@pytest.fixture
def fortnight(staffed, clock):
    """Monday 23 and 30 November and Tuesday 1 December 2026: 3, 4 and 5 numbers."""
    for numbers, days in ((3, 7), (4, 1), (5, 1)):
        a_day(staffed, clock, numbers)
        clock.move(days=days)
    return staffed


def totals(store, period: str, before: str = "2026-10", year_before: str = "2025-11"):
    periods = [parse_period(one) for one in (period, before, year_before)]
    return store.fetch(lambda view: view.halls.totals(WHO, *periods))


def all_of(store, period: str) -> ServiceFigures:
    figures: PeriodFigures = store.fetch(lambda view: view.aggregates.of(parse_period(period), BY))
    return replace(added(ServiceFigures("", False), figures.services.values()), priority=False)


def rows(store, table):
    with store.begin() as work:
        return work._tx.connection.execute(select(table).order_by(*table.primary_key)).all()


@pytest.mark.parametrize(
    ("period", "days", "issued", "last"),
    [
        ("2026-11", 2, 7, date(2026, 11, 30)),
        ("2026-Q4", 3, 12, date(2026, 12, 1)),
        ("2026-11-30..2026-12-31", 2, 9, date(2026, 12, 1)),
        ("2026-11-01..2026-12-01", 3, 12, date(2026, 12, 1)),
        ("2026-W48", 1, 3, MONDAY),
    ],
)
def test_a_hall_comes_to_what_its_reports_say_over_any_period(fortnight, period, days, issued, last):
    (hall,) = totals(fortnight, period)
    assert (hall.days, hall.total.issued, hall.last) == (days, issued, last)
    whole = all_of(fortnight, period)
    assert (hall.total.waits, hall.total.kept, hall.total.left) == (whole.waits, whole.kept, whole.left)
    assert hall.name == HallName("Mal Pelayanan Publik", "Kota Kendari")


def test_it_is_compared_with_two_periods_before(fortnight):
    (hall,) = totals(fortnight, "2026-12", "2026-11", "2026-11-23")
    assert (hall.total.issued, hall.before, hall.year_before) == (5, 7, 3)


def test_sums_of_days_and_months_are_those_of_their_services(fortnight):
    for row in rows(fortnight, t.aggregate_total):
        assert figures_of_row(row) == all_of(fortnight, row.date.isoformat())
    assert [(row.month, row.days) for row in rows(fortnight, t.aggregate_month)] == [
        (date(2026, 11, 1), 2),
        (date(2026, 12, 1), 1),
    ]
    for row in rows(fortnight, t.aggregate_month):
        assert figures_of_row(row) == all_of(fortnight, f"{row.month:%Y-%m}")


def test_sums_that_were_changed_are_found_and_mended_by_adding_up_again(fortnight):
    before = rows(fortnight, t.aggregate_month)
    with fortnight.begin() as work:
        for table in (t.aggregate_total, t.aggregate_month):
            work._tx.connection.execute(table.update().values(served=99))
    found = list(rebuilt(fortnight, WHO))
    assert [one.differs for one in found] == [("sums of the day",)] * 3
    assert rows(fortnight, t.aggregate_month) == before
    assert [one.differs for one in rebuilt(fortnight, WHO)] == [()] * 3


def test_a_day_that_gets_another_date_leaves_its_month(staffed, clock):
    staffed.run(lambda w: w.tickets.issue("A", BY))
    clock.move(hours=1)
    staffed.run(lambda w: w.day.close(BY, reason="selesai"))
    add_days_up(staffed)
    with staffed.begin() as work:
        connection = work._tx.connection
        connection.execute(t.business_day.update().values(date=date(2026, 12, 2)))
        connection.execute(t.aggregate_day.update().values(stale=True))
    add_days_up(staffed)
    assert [row.month for row in rows(staffed, t.aggregate_month)] == [date(2026, 12, 1)]
    assert totals(staffed, "2026-11")[0].days == 0
    assert totals(staffed, "2026-12")[0].total.issued == 1


def test_a_hall_that_is_renamed_keeps_its_months(fortnight, hall_url, structure):
    renamed = replace(structure, hall=replace(structure.hall, name="MPP Bahteramas"))
    apply_structure(hall_url, renamed)
    (hall,) = totals(fortnight, "2026-11")
    assert (hall.code, hall.total.issued) == (hall_code(renamed.hall), 7)


def test_what_other_halls_replicated_stands_beside(fortnight):
    with fortnight.begin() as work:
        connection = work._tx.connection
        for table in (t.aggregate_total, t.aggregate_month):
            copied = [{**row._mapping, "hall": "mpp-baubau"} for row in connection.execute(select(table)).all()]
            connection.execute(table.insert(), copied)
    assert [(one.code, one.name.text, one.total.issued) for one in totals(fortnight, "2026-11")] == [
        ("mal-pelayanan-publik-kota-kendari", "Mal Pelayanan Publik Kota Kendari", 7),
        ("mpp-baubau", "mpp-baubau", 7),
    ]


def test_two_halls_as_one_come_to_twice_one_of_them(fortnight):
    november, october = parse_period("2026-11"), parse_period("2026-10")
    (part,) = fortnight.fetch(lambda view: view.halls.parts(WHO, november, october, october, november))
    alone = fortnight.fetch(lambda view: view.aggregates.of(november, BY))
    assert replace(part.figures, period=november) == alone
    assert part.months == alone.days
    facts = united((part, part), "dua", NOW, november)
    assert facts.figures.of().issued == 2 * alone.of().issued
    assert facts.figures.of().waits == {minutes: 2 * count for minutes, count in alone.of().waits.items()}
    assert sum(facts.figures.issued.values()) == 2 * sum(alone.issued.values())
    assert len(facts.figures.presence) == 2 * len(alone.presence)
    assert facts.months[MONDAY].issued == 2 * alone.days[MONDAY].issued
    assert {service.agency for service in facts.names.services.values()} == facts.names.agencies.keys()


def test_nobody_of_the_staff_is_named_in_what_leaves_the_hall(fortnight):
    (row,) = rows(fortnight, t.aggregate_hall)
    assert row.names["services"]["disdukcapil-a"][:2] == ["A", "Perekaman KTP-el"]
    assert "Petugas" not in str(row.names)
    assert "user1" not in str(row.names)


def test_whoever_sees_one_agency_reads_no_halls(fortnight):
    by = By.staff("agency_supervisor", "rina", agency="disdukcapil")
    november = parse_period("2026-11")
    with pytest.raises(Refused) as refusal:
        fortnight.fetch(lambda view: view.halls.totals(by, november, november, november))
    assert refusal.value.code == "needs_supervisor"


def test_a_hall_of_the_version_before_gets_its_sums_by_the_update(fortnight):
    made = [rows(fortnight, table) for table in (t.aggregate_total, t.aggregate_month)]
    migration = runpy.run_path(str(MIGRATIONS / "0024_several_halls.py"))
    with fortnight.begin() as work:
        connection = work._tx.connection
        for table in (t.aggregate_total, t.aggregate_month):
            connection.execute(table.delete())
        migration["_add_up"](connection)
    assert [rows(fortnight, table) for table in (t.aggregate_total, t.aggregate_month)] == made
