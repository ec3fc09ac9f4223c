"""The audit of a real database: honest after everything that a hall does, and not after somebody meddled with it."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, text

from hall.errors import Refused
from hall.lifecycle import State
from hall.translator import ENGLISH


@pytest.fixture
def staffed(store):
    """The small hall with a clerk at counters 1 and 2."""
    for counter in ("1", "2"):
        store.run(lambda work, c=counter: work.sign_in(c, work.add_user(f"petugas-{c}", "Petugas", "639174").id))
    return store


def a_whole_morning(work) -> None:
    """Every operation on a number that there is, on the small hall."""
    printed = work.issue("A", to_print=True, station="kiosk-1", request_id="first")
    work.slip_out(printed.id, verified=True)
    unprinted = work.issue("A", to_print=True, station="kiosk-1")
    work.confirm(unprinted.id)
    gone = work.issue("A")
    work.cancel(gone.id, reason="pulang")
    work.restore(gone.id)
    for _ in range(4):
        work.issue("B", priority=True)
    work.set_priority(work.issue("B").id, True, reason="lansia")
    work.call_next("1", request_id="call-1")
    work.call_next("1", request_id="call-1")
    work.recall("1")
    work.undo("1")
    work.call_next("1")
    work.serve("1")
    work.undo("1")
    work.serve("1")
    work.call_next("1")
    work.undo("1")
    work.hold("1", reason="formulir")
    work.call_next("2")
    late = work.no_show("2")
    work.return_late(late.id)
    work.call_next("2")
    work.transfer("2", to_counter="1")
    work.call_next("1")
    work.serve("1")
    work.transfer("1", service="2G")
    work.call_next("1")
    work.finish("1")
    work.undo("1")
    work.finish("1", note="selesai")
    work.call_number("2", unprinted.id)
    work.hold_ticket(unprinted.id, reason="dokumen")
    work.release(unprinted.id)


def meddle(url: str, statement: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def audited(store, day=None):
    with store.read() as view:
        return view.audit(day)


def test_a_morning_of_every_operation_is_honest_open_and_closed(staffed):
    staffed.run(a_whole_morning)
    report = audited(staffed)
    assert [finding.message(ENGLISH) for finding in report.findings] == []
    assert report.tickets == 8
    assert sum(count for _, count in report.states) == 8
    staffed.run(lambda work: work.close_day(reason="tutup"))
    closed = audited(staffed)
    assert closed.good
    assert dict(closed.states)[State.WAITING] == 0
    assert closed.events > report.events


def test_numbers_taken_over_from_paper_are_a_gap_with_a_cause(store):
    store.run(lambda work: work.issue("A"))
    store.run(lambda work: work.import_manual_numbers("A", 57, waiting_from=55, reason="listrik padam"))
    store.run(lambda work: work.issue("A"))
    report = audited(store)
    assert report.good
    assert (report.tickets, report.on_paper) == (5, 53)


def test_each_day_is_audited_by_itself_or_all_together(store, clock):
    store.run(lambda work: work.issue("A"))
    first = store.run(lambda work: work.call_next("1")).ticket.business_day
    store.run(lambda work: work.close_day(reason="tutup"))
    clock.move(days=1)
    store.run(lambda work: [work.issue("A") for _ in range(3)])
    with store.read() as view:
        second = view.latest_day()
        assert (view.audit(first).tickets, view.audit(second).tickets) == (1, 3)
        assert view.audit().tickets == 4
        assert view.audit().days == (first, second)
        assert view.audit().good


def test_a_day_that_never_was_is_refused(store, clock):
    with store.read() as view:
        assert view.latest_day() is None
        assert view.audit().good
        with pytest.raises(Refused, match="no business day"):
            view.audit(clock.now().date())


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE ticket SET state = 'waiting' WHERE prefix = 'A' AND number = 1", "audit_state"),
        ("UPDATE ticket SET version = 9 WHERE prefix = 'A' AND number = 2", "audit_version"),
        ("UPDATE ticket SET number = 77 WHERE prefix = 'A' AND number = 2", "audit_gap"),
        ("UPDATE day_number SET last = 9 WHERE prefix = 'A'", "audit_last_number"),
        ("DELETE FROM call", "audit_event_alone"),
        ("UPDATE call SET counter_id = 'loket-3'", "audit_call_alone"),
        ("UPDATE call SET undone = true", "audit_calls"),
        ("UPDATE call SET streak_before = 5 WHERE seq = (SELECT max(seq) FROM call)", "audit_streak"),
        ("DELETE FROM ticket_event WHERE action = 'serve'", "audit_broken_chain"),
        ("UPDATE ticket_event SET counter_id = 'loket-3' WHERE action = 'serve'", "audit_other_counter"),
        ("UPDATE request SET result = '\"NOBODY\"' WHERE fingerprint LIKE 'issue|%'", "audit_request_lost"),
        ("UPDATE request SET result = '1' WHERE fingerprint LIKE 'call_next|%'", "audit_request_twice"),
    ],
)
def test_what_somebody_meddled_with_is_found(store, hall_url, statement, found):
    for _ in range(3):
        store.run(lambda work: work.issue("A"))
    for _ in range(2):
        store.run(lambda work: work.call_next("1"))
        store.run(lambda work: work.serve("1"))
    assert audited(store).good
    meddle(hall_url, statement)
    assert found in {finding.code for finding in audited(store).findings}


def test_visits_tell_when_a_number_was_taken_and_first_called(store, clock):
    taken = store.run(lambda work: work.issue("B", priority=True))
    waiting = store.run(lambda work: work.issue("A"))
    clock.move(minutes=7)
    store.run(lambda work: work.call_next("2"))
    clock.move(minutes=1)
    store.run(lambda work: work.recall("2"))
    with store.read() as view:
        first, second = view.visits(taken.business_day)
    assert (first.prefix, first.number, first.called_at) == ("A", waiting.number, None)
    assert (second.called_at - second.issued_at).total_seconds() == 7 * 60
    assert (second.priority, second.counter_id, second.state) == (True, "loket-2", State.CALLED)


def test_a_call_that_was_taken_back_is_no_end_of_a_wait(store, clock):
    taken = store.run(lambda work: work.issue("A"))
    store.run(lambda work: work.call_next("1"))
    store.run(lambda work: work.undo("1"))
    clock.move(minutes=3)
    store.run(lambda work: work.call_next("1"))
    with store.read() as view:
        (visit,) = view.visits(taken.business_day)
    assert (visit.called_at - visit.issued_at).total_seconds() == 3 * 60
