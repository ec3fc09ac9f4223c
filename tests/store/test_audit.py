"""The audit of a real database: honest after everything that a hall does, and not after somebody meddled with it."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, text

from hall.access import By
from hall.errors import Refused
from hall.lifecycle import State
from hall.translator import ENGLISH
from tests.hall_samples import BY


@pytest.fixture
def staffed(store):
    """The small hall with a clerk at counters 1 and 2."""
    for counter in ("1", "2"):
        store.run(
            lambda work, c=counter: work.counter(c, BY).sign_in(
                work.staff.add(f"petugas-{c}", "Petugas", "639174", BY).id
            )
        )
    return store


def a_whole_morning(work) -> None:
    """Every operation on a number that there is, on the small hall."""
    printed = work.tickets.issue("A", By.system(station="kiosk-1", request_id="first"), to_print=True)
    work.slips.out(printed.id, BY, verified=True)
    unprinted = work.tickets.issue("A", By.system(station="kiosk-1"), to_print=True)
    work.tickets.confirm(unprinted.id, BY)
    gone = work.tickets.issue("A", BY)
    work.tickets.cancel(gone.id, BY, reason="pulang")
    work.tickets.restore(gone.id, BY)
    for _ in range(4):
        work.tickets.issue("B", BY, priority=True)
    work.tickets.set_priority(work.tickets.issue("B", BY).id, True, BY, reason="lansia")
    work.counter("1", By.system(request_id="call-1")).call_next()
    work.counter("1", By.system(request_id="call-1")).call_next()
    work.counter("1", BY).recall()
    work.counter("1", BY).undo()
    work.counter("1", BY).call_next()
    work.counter("1", BY).serve()
    work.counter("1", BY).undo()
    work.counter("1", BY).serve()
    work.counter("1", BY).call_next()
    work.counter("1", BY).undo()
    work.counter("1", BY).hold(reason="formulir")
    work.counter("2", BY).call_next()
    late = work.counter("2", BY).no_show()
    work.tickets.return_late(late.id, BY)
    work.counter("2", BY).call_next()
    work.counter("2", BY).transfer(to_counter="1")
    work.counter("1", BY).call_next()
    work.counter("1", BY).serve()
    work.counter("1", BY).transfer(service="2G")
    work.counter("1", BY).call_next()
    work.counter("1", BY).finish()
    work.counter("1", BY).undo()
    work.counter("1", BY).finish(note="selesai")
    work.counter("2", BY).call_number(unprinted.id)
    work.tickets.hold(unprinted.id, BY, reason="dokumen")
    work.tickets.release(unprinted.id, BY)


def meddle(url: str, statement: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def audited(store, day=None):
    with store.read() as view:
        return view.days.audit(day)


def test_a_morning_of_every_operation_is_honest_open_and_closed(staffed):
    staffed.run(a_whole_morning)
    report = audited(staffed)
    assert [finding.message(ENGLISH) for finding in report.findings] == []
    assert report.tickets == 8
    assert sum(count for _, count in report.states) == 8
    staffed.run(lambda work: work.day.close(BY, reason="tutup"))
    closed = audited(staffed)
    assert closed.good
    assert dict(closed.states)[State.WAITING] == 0
    assert closed.events > report.events


def test_numbers_taken_over_from_paper_are_a_gap_with_a_cause(store):
    store.run(lambda work: work.tickets.issue("A", BY))
    store.run(lambda work: work.tickets.import_manual("A", 57, BY, waiting_from=55, reason="listrik padam"))
    store.run(lambda work: work.tickets.issue("A", BY))
    report = audited(store)
    assert report.good
    assert (report.tickets, report.on_paper) == (5, 53)


def test_each_day_is_audited_by_itself_or_all_together(store, clock):
    store.run(lambda work: work.tickets.issue("A", BY))
    first = store.run(lambda work: work.counter("1", BY).call_next()).ticket.business_day
    store.run(lambda work: work.day.close(BY, reason="tutup"))
    clock.move(days=1)
    store.run(lambda work: [work.tickets.issue("A", BY) for _ in range(3)])
    with store.read() as view:
        second = view.days.latest()
        assert (view.days.audit(first).tickets, view.days.audit(second).tickets) == (1, 3)
        assert view.days.audit().tickets == 4
        assert view.days.audit().days == (first, second)
        assert view.days.audit().good


def test_a_day_that_never_was_is_refused(store, clock):
    with store.read() as view:
        assert view.days.latest() is None
        assert view.days.audit().good
        with pytest.raises(Refused, match="no business day"):
            view.days.audit(clock.now().date())


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
        ("UPDATE request SET result = '\"NOBODY\"' WHERE fingerprint LIKE 'tickets.issue|%'", "audit_request_lost"),
        ("UPDATE request SET result = '1' WHERE fingerprint LIKE 'counter.call_next|%'", "audit_request_twice"),
    ],
)
def test_what_somebody_meddled_with_is_found(store, hall_url, statement, found):
    for _ in range(3):
        store.run(lambda work: work.tickets.issue("A", BY))
    for _ in range(2):
        store.run(lambda work: work.counter("1", BY).call_next())
        store.run(lambda work: work.counter("1", BY).serve())
    assert audited(store).good
    meddle(hall_url, statement)
    named = {finding.code: finding.message(ENGLISH) for finding in audited(store).findings}
    assert found in named
    assert all(named.values())


def test_visits_tell_when_a_number_was_taken_and_first_called(store, clock):
    taken = store.run(lambda work: work.tickets.issue("B", BY, priority=True))
    waiting = store.run(lambda work: work.tickets.issue("A", BY))
    clock.move(minutes=7)
    store.run(lambda work: work.counter("2", BY).call_next())
    clock.move(minutes=1)
    store.run(lambda work: work.counter("2", BY).recall())
    with store.read() as view:
        first, second = view.days.visits(taken.business_day)
    assert (first.prefix, first.number, first.called_at) == ("A", waiting.number, None)
    assert (second.called_at - second.issued_at).total_seconds() == 7 * 60
    assert (second.priority, second.counter_id, second.state) == (True, "loket-2", State.CALLED)


def test_a_call_that_was_taken_back_is_no_end_of_a_wait(store, clock):
    taken = store.run(lambda work: work.tickets.issue("A", BY))
    store.run(lambda work: work.counter("1", BY).call_next())
    store.run(lambda work: work.counter("1", BY).undo())
    clock.move(minutes=3)
    store.run(lambda work: work.counter("1", BY).call_next())
    with store.read() as view:
        (visit,) = view.days.visits(taken.business_day)
    assert (visit.called_at - visit.issued_at).total_seconds() == 3 * 60
