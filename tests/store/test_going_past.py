"""Going past numbers that are out on paper, and letting their holders join, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hall.access import By
from hall.errors import Refused
from hall.manual_numbers import PaperNumber, Past
from tests.hall_samples import BY

MONDAY = date(2026, 11, 23)


def go_past(store, *past, by=BY):
    return store.run(lambda w: w.imports.go_past(MONDAY, past, by, reason="dipulihkan dari cadangan"))


def issue(store, service="A"):
    return store.run(lambda w: w.tickets.issue(service, BY))


def findings(store):
    with store.read() as reader:
        return reader.days.audit().findings


def refused(job) -> str:
    with pytest.raises(Refused) as refusal:
        job()
    return refusal.value.code


def test_numbers_go_on_after_those_on_paper_and_the_gap_has_its_cause(store, clock):
    issue(store)
    wanted = (Past("A", 57, 57), Past("B", 0, 12))
    assert go_past(store, *wanted) == wanted
    assert go_past(store, *wanted) == (), "they are behind by now"
    clock.move(minutes=1)
    assert [issue(store).code, issue(store, "B").code] == ["A-058", "B-013"]
    with store.read() as reader:
        gaps = [(gap.codes, gap.reason) for gap in reader.sheets.of(BY).gaps]
    assert gaps == [("A-002\u2013A-057", "dipulihkan dari cadangan"), ("B-001\u2013B-012", "dipulihkan dari cadangan")]
    assert findings(store) == ()


def test_a_closed_day_goes_past_them_too(store, clock):
    issue(store)
    store.run(lambda w: w.day.close(BY, reason="selesai"))
    go_past(store, Past("A", 20, 30))
    store.run(lambda w: w.day.open(BY, confirm=True))
    assert issue(store).code == "A-031"
    assert findings(store) == ()


def test_what_nobody_can_prove_uses_up_no_quota(store, clock):
    issue(store)
    go_past(store, Past("A", 10, 400))
    with store.read() as reader:
        day = reader._tx.open_day()
        last, cancelled = reader._tx.connection.exec_driver_sql(
            f"SELECT last, cancelled FROM day_number WHERE day_id = {day.id} AND prefix = 'A'"
        ).one()
    assert last - cancelled == 10
    assert findings(store) == ()


def test_who_holds_a_number_of_the_gap_joins_though_later_ones_were_given(store, clock):
    issue(store)
    go_past(store, Past("A", 57, 80))
    clock.move(minutes=1)
    later = issue(store)
    clock.move(minutes=1)
    joined = store.run(lambda w: w.tickets.import_manual("A", 57, BY, waiting_from=55, reason="pemulihan"))
    assert [ticket.code for ticket in joined] == ["A-055", "A-056", "A-057"]
    since = clock.now() - timedelta(minutes=30)
    (more,) = store.run(lambda w: w.tickets.import_manual("A", 70, BY, waiting=[PaperNumber(70, since)]))
    assert (more.code, more.queue_time) == ("A-070", since)
    clock.move(minutes=1)
    assert (later.code, issue(store).code) == ("A-081", "A-082")
    called = store.run(lambda w: w.counter("1", BY).call_next()).ticket.code
    assert called == "A-070", "its turn is that of its paper"
    assert findings(store) == ()
    with store.read() as reader:
        assert [gap.codes for gap in reader.sheets.of(BY).gaps] == [
            "A-002\u2013A-054", "A-058\u2013A-069", "A-071\u2013A-080",
        ]  # fmt: skip


def test_a_number_that_has_a_ticket_or_was_never_on_paper_does_not_join(store, clock):
    for _ in range(3):
        issue(store)
    go_past(store, Past("A", 9, 9))
    join = lambda last, first: store.run(lambda w: w.tickets.import_manual("A", last, BY, waiting_from=first))  # noqa: E731
    assert refused(lambda: join(3, 2)) == "paper_known"
    assert refused(lambda: join(5, 3)) == "paper_known"
    assert [ticket.code for ticket in join(6, 5)] == ["A-005", "A-006"]
    assert refused(lambda: join(7, 6)) == "paper_known"
    assert refused(lambda: store.run(lambda w: w.tickets.import_manual("A", 7, BY))) == "paper_not_later"
    assert findings(store) == ()


def test_the_holders_of_numbers_of_an_ordinary_outage_join_later_too(store, clock):
    store.run(lambda w: w.tickets.import_manual("A", 20, BY, waiting_from=18))
    issue(store)
    assert [t.code for t in store.run(lambda w: w.tickets.import_manual("A", 12, BY, waiting_from=11))] == [
        "A-011",
        "A-012",
    ]
    assert findings(store) == ()


def test_only_the_technician_goes_past_and_only_on_a_day_there_is(store, clock):
    issue(store)
    assert refused(lambda: go_past(store, Past("A", 9, 9), by=By.staff("supervisor", "ani"))) == "needs_technician"
    assert refused(lambda: store.run(
        lambda w: w.imports.go_past(date(2020, 1, 1), (), BY, reason="dipulihkan"))
    ) == "unknown_day"  # fmt: skip
    assert refused(lambda: go_past(store, Past("A", 9, 1_000_000))) == "paper_too_far"
