"""A day on which waits were said is honest: its audit finds nothing, and outsiders recompute its evidence."""

from __future__ import annotations

from zipfile import ZipFile

from sqlalchemy import select, update

from benchmarks.edited_evidence import verified
from hall.figures import parse_period
from hall.report.evidence import write_pack
from hall.store import tables as t
from hall.store.aggregates.adding_up import add_days_up
from hall.translator import ENGLISH, INDONESIAN
from tests.hall_samples import BY
from tests.store.estimates.hall_days import busy_day, day_over, find, issue, rows, service, step, write


def findings(store):
    report = store.fetch(lambda reader: reader.days.audit())
    return [one.message(ENGLISH) for one in report.findings]


def test_the_audit_of_a_day_on_which_waits_were_said_finds_nothing(staffed, keeper, clock):
    busy_day(staffed, clock, keeper)
    told = rows(staffed, select(t.ticket.c.id).where(t.ticket.c.wait_ahead.is_not(None)))
    assert len(told) > 3
    assert findings(staffed) == []
    day_over(staffed, clock)
    assert findings(staffed) == []


def test_a_range_that_somebody_changed_afterwards_is_named(staffed, keeper, clock):
    busy_day(staffed, clock, keeper)
    service(staffed)
    number = issue(staffed)
    assert number.told is not None
    changed = {"wait_low": 30.0, "wait_middle": 44.0, "wait_high": 60.0, "wait_ahead": 77, "wait_note": "late"}
    for name, value in changed.items():
        before = rows(staffed, select(t.ticket.c[name]).where(t.ticket.c.id == number.id))[0][0]
        write(staffed, update(t.ticket).where(t.ticket.c.id == number.id).values({name: value}))
        assert any(number.code in one for one in findings(staffed)), name
        write(staffed, update(t.ticket).where(t.ticket.c.id == number.id).values({name: before}))
        assert findings(staffed) == [], name


def test_what_was_known_when_it_was_said_is_told_with_it(staffed, keeper, clock):
    busy_day(staffed, clock, keeper)
    service(staffed)
    number = issue(staffed)
    line = t.ticket_event.c.ticket_id == number.id
    after = rows(staffed, select(t.ticket_event.c.after).where(line))[0][0]
    other = {name: one for name, one in after.items() if name != "asked"}
    for wrong in (
        other,
        {**after, "asked": "x"},
        {**after, "asked": [77, 1, 2.0]},
        {**after, "asked": after["asked"][:2]},
    ):
        write(staffed, update(t.ticket_event).where(line).values(after=wrong))
        assert any("after.asked" in one for one in findings(staffed)), wrong
    write(staffed, update(t.ticket_event).where(line).values(after=after))
    assert findings(staffed) == []


def test_the_evidence_of_such_a_day_is_recomputed_without_a_difference(staffed, keeper, clock, tmp_path):
    busy_day(staffed, clock, keeper)
    day_over(staffed, clock)
    add_days_up(staffed)
    with staffed.read() as view:
        write_pack(tmp_path / "pack.zip", view.evidence.of(parse_period("2026-11"), BY), INDONESIAN)
    with ZipFile(tmp_path / "pack.zip") as archive:
        archive.extractall(tmp_path / "pack")
    code, words = verified(tmp_path / "pack")
    assert (code, words.splitlines()[0]) == (0, "Everything is as its events say."), words


def test_a_number_that_was_told_something_and_is_taken_back_keeps_what_it_was_told(staffed, keeper, clock):
    busy_day(staffed, clock, keeper)
    service(staffed)
    number = issue(staffed)
    staffed.run(lambda w: w.tickets.hold(number.id, BY, reason="fotokopi"))
    staffed.run(lambda w: w.tickets.release(number.id, BY))
    staffed.run(lambda w: w.tickets.transfer(number.id, BY, service="B"))
    step(keeper, staffed)
    assert find(staffed, number.code).told == number.told
    assert findings(staffed) == []
