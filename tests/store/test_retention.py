"""What is older than it is to be kept is deleted, and what days add up to stays, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select, update

from hall.access import By
from hall.errors import Refused
from hall.figures import parse_period
from hall.report.kinds import KINDS
from hall.retention import Retention, kept_from
from hall.store import apply_structure
from hall.store import tables as t
from hall.store.aggregates.adding_up import add_days_up, rebuilt
from hall.store.retention.purging import checked, purge
from hall.translator import ENGLISH
from tests.hall_samples import BY

FIRST, LAST = date(2026, 11, 23), date(2026, 11, 24)
NOW = datetime(2029, 1, 1, tzinfo=UTC)
NOVEMBER = parse_period("2026-11")


def a_day(store, clock):
    """One served, one that nobody called, one that was printed; closed and added up."""
    for _ in range(2):
        store.run(lambda w: w.tickets.issue("A", BY))
    printed = store.run(lambda w: w.tickets.issue("A", BY, to_print=True)).id
    store.run(lambda w: w.slips.out(printed, BY, verified=True))
    store.run(lambda w: w.counter("1", BY).call_next())
    clock.move(minutes=3)
    store.run(lambda w: w.counter("1", BY).finish())
    store.run(lambda w: w.bookings.book("B", clock.now().replace(hour=6), BY))
    store.run(lambda w: w.counter("1", BY).sign_out())
    store.run(lambda w: w.counter("1", BY).sign_in(w.staff.add(f"user{clock.now().day}", "Petugas", "407163", BY).id))
    clock.move(hours=1)
    store.run(lambda w: w.day.close(BY, reason="selesai"))
    add_days_up(store)


@pytest.fixture
def old(staffed, clock, hall_url, structure):
    """Two days of November 2026, and two years and two months later, with one month of events to keep."""
    a_day(staffed, clock)
    clock.move(days=1)
    a_day(staffed, clock)
    kept = Retention(events_months=25, print_jobs_months=1, requests_months=1, staff_events_months=1)
    apply_structure(hall_url, replace(structure, hall=replace(structure.hall, retention=kept)))
    clock.move(days=800)
    return staffed


def rows(store, table) -> int:
    with store.begin() as work:
        return work._tx.number(select(func.count()).select_from(table))


def purged(store):
    return list(purge(store, BY, store.fetch(lambda view: view.retention.old(BY))))


def figures(store):
    return store.fetch(lambda view: view.aggregates.of(NOVEMBER, BY))


def audit(store):
    return store.fetch(lambda view: view.days.audit())


def test_months_before_the_present_one_are_kept():
    assert kept_from(date(2026, 11, 30), 3) == date(2026, 8, 1)
    assert kept_from(date(2026, 1, 1), 25) == date(2023, 12, 1)
    assert kept_from(date(2026, 1, 1), 0) is None


def test_the_numbers_of_an_old_day_go_and_its_figures_stay(old):
    before = figures(old)
    assert audit(old).found == 0
    assert [one.day for one in purged(old) if one.what == "day"] == [FIRST]
    assert figures(old) == before
    assert [rows(old, table) for table in (t.ticket, t.call, t.booking)] == [3, 1, 1]
    assert (rows(old, t.print_job), rows(old, t.request), rows(old, t.staff_event)) == (1, 0, 0)
    report = audit(old)
    assert (report.found, report.days) == (0, (LAST,)), report.findings
    assert [(one.day, one.by, one.at.year) for one in report.purged] == [(FIRST, BY.actor, 2029)]
    assert purged(old)[0].what == "seats"


def test_print_jobs_may_go_before_their_numbers(old, hall_url, structure):
    kept = Retention(print_jobs_months=1)
    apply_structure(hall_url, replace(structure, hall=replace(structure.hall, retention=kept)))
    assert [(one.what, one.rows, one.day) for one in purged(old)] == [("print_jobs", 1, FIRST), ("seats", 0, None)]
    assert rows(old, t.ticket) == 6
    report = audit(old)
    assert (report.found, report.purged) == (0, ()), report.findings


def test_a_hall_that_gets_another_name_keeps_the_figures_of_deleted_days(old, hall_url, structure):
    before = figures(old)
    purged(old)
    apply_structure(hall_url, replace(structure, hall=replace(structure.hall, name="MPP Bahteramas")))
    assert figures(old) == before


def test_the_day_that_closed_last_is_never_deleted_and_is_added_up_as_before(old):
    purged(old)
    assert [(one.counted.made.date, one.differs) for one in rebuilt(old, BY)] == [(LAST, ())]
    assert add_days_up(old) == 0


def test_a_dry_run_deletes_nothing(old):
    found = list(checked(old, old.fetch(lambda view: view.retention.old(BY))))
    assert [(one.day, one.refused) for one in found] == [(FIRST, "")]
    assert rows(old, t.ticket) == 6


def test_a_day_that_adds_up_to_something_else_is_kept(old):
    with old.begin() as work:
        work._tx.connection.execute(
            update(t.aggregate_service).values(issued=7).where(t.aggregate_service.c.day_id == 1)
        )
    (kept, *_) = purged(old)
    assert (kept.day, kept.refused, rows(old, t.ticket)) == (FIRST, "differs", 6)


def test_a_day_that_was_never_added_up_is_kept(old):
    with old.begin() as work:
        work._tx.connection.execute(t.aggregate_day.delete().where(t.aggregate_day.c.day_id == 1))
    assert purged(old)[0].refused == "not_added_up"


def test_what_is_asked_of_a_deleted_day_is_refused_with_a_sentence(old, clock):
    purged(old)
    questions = (
        lambda: old.fetch(lambda view: view.days.audit(FIRST)),
        lambda: old.fetch(lambda view: view.sheets.of(BY, FIRST)),
        lambda: old.fetch(lambda view: view.evidence.of(NOVEMBER, BY)),
        lambda: old.run(lambda w: w.day.open(BY, day=FIRST, confirm=True)),
    )
    for ask in questions:
        with pytest.raises(Refused) as refusal:
            ask()
        assert refusal.value.code == "day_purged"


def test_the_audit_finds_a_day_that_is_only_said_to_be_deleted(old):
    with old.begin() as work:
        work._tx.connection.execute(update(t.business_day).where(t.business_day.c.id == 1).values(purged_at=NOW))
    assert "audit_purged_left" in {finding.code for finding in audit(old).findings}


def test_the_audit_finds_a_number_that_was_taken_out_beside(old):
    purged(old)
    with old.begin() as work:
        for table in (t.ticket_event, t.ticket):
            key = table.c.ticket_id if table is t.ticket_event else table.c.id
            work._tx.connection.execute(table.delete().where(key == 5))
    assert audit(old).found > 0


@pytest.mark.parametrize("day_id", [1, 2])
def test_a_day_that_is_not_old_enough_or_closed_last_is_refused(old, hall_url, structure, day_id):
    if day_id == 1:
        kept = Retention(events_months=30)
        apply_structure(hall_url, replace(structure, hall=replace(structure.hall, retention=kept)))
    counted = old.fetch(lambda view: view.aggregates.counted(day_id))
    with pytest.raises(Refused) as refusal:
        old.run(lambda w: w.retention.purge_day(BY, counted))
    assert (refusal.value.code, rows(old, t.ticket)) == ("day_kept", 6)


def test_numbers_that_were_taken_along_to_a_later_day_go_with_that_one(staffed, clock, hall_url, structure):
    staffed.run(lambda w: w.tickets.issue("A", BY))
    clock.move(hours=22)
    staffed.settle_day()
    taken = staffed.run(lambda w: w.tickets.issue("A", BY)).code
    clock.move(minutes=3)
    assert f"{taken} were taken along" in staffed.settle_day()
    clock.move(hours=6)
    staffed.run(lambda w: w.day.close(BY, reason="selesai"))
    add_days_up(staffed)
    kept = Retention(events_months=25)
    apply_structure(hall_url, replace(structure, hall=replace(structure.hall, retention=kept)))
    clock.move(days=800)
    assert next((one.what, one.refused) for one in purged(staffed)) == ("day", "")
    assert rows(staffed, t.ticket) == 1
    report = audit(staffed)
    assert (report.found, len(report.purged), report.tickets) == (0, 1, 1), report.findings


def test_reports_say_of_which_days_the_numbers_were_deleted(old):
    purged(old)
    facts = old.fetch(lambda view: view.aggregates.facts(NOVEMBER, BY, needs=KINDS["fairness"].needs))
    assert facts.purged == (FIRST,)
    document = KINDS["fairness"].document(facts, ENGLISH)
    assert [line.partition(":")[0] for line in document.remarks] == [
        "The numbers of 23 November 2026 were deleted after their time"
    ]
    assert facts.figures.of().issued == 6
    later = old.fetch(lambda view: view.aggregates.facts(parse_period("2026-12"), BY))
    assert (later.purged, KINDS["recap"].document(later, ENGLISH).remarks) == ((), ())


def test_only_the_technician_deletes(old):
    by = By.staff("supervisor", "user1")
    with pytest.raises(Refused) as refusal:
        old.fetch(lambda view: view.retention.old(by))
    assert refusal.value.code == "needs_technician"


def test_nothing_is_deleted_where_nothing_is_said(staffed, clock):
    a_day(staffed, clock)
    clock.move(days=4000)
    assert [one for one in purged(staffed) if one.rows] == []
