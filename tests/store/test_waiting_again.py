"""A day that a person closed too early is opened again with whoever its closing ended."""

from __future__ import annotations

from datetime import date

import pytest

from hall.access import By
from hall.errors import Refused
from hall.lifecycle import Action, State
from hall.translator import ENGLISH
from tests.hall_samples import BY

ANDI = By.staff("supervisor", "andi")
MONDAY = date(2026, 11, 23)


@pytest.fixture
def closed(store, clock):
    """A day closed with numbers in each state: A-001 served, A-002 called, A-003 cancelled before, A-004 held,
    A-005 and A-006 (priority) waiting, A-007 with its slip on the way."""
    for _ in range(5):
        store.run(lambda work: work.tickets.issue("A", BY))
        clock.move(minutes=1)
    store.run(lambda work: work.tickets.issue("A", BY, priority=True))
    store.run(lambda work: work.tickets.issue("A", By.system(station="kiosk-1"), to_print=True))
    for counter in ("1", "2"):
        store.run(lambda work, at=counter: work.counter(at, BY).sign_in(work.staff.add(f"p{at}", "P", "639174", BY).id))
    store.run(lambda work: work.staff.add("andi", "Andi", "639174", BY, role="supervisor"))
    ids = {f"A-00{n}": _find(store, f"A-00{n}").id for n in range(1, 8)}
    store.run(lambda work: work.counter("1", BY).call_number(ids["A-001"]))
    store.run(lambda work: work.counter("1", BY).serve())
    store.run(lambda work: work.counter("2", BY).call_number(ids["A-002"]))
    store.run(lambda work: work.tickets.cancel(ids["A-003"], BY, reason="pulang"))
    store.run(lambda work: work.tickets.hold(ids["A-004"], BY, reason="fotokopi"))
    clock.move(minutes=5)
    store.run(lambda work: work.day.close(ANDI, reason="keliru"))
    clock.move(minutes=5)
    return store


def _find(store, code):
    with store.read() as view:
        return view.tickets.find(code)


def _states(store) -> dict[str, State]:
    return {f"A-00{n}": _find(store, f"A-00{n}").state for n in range(1, 8)}


def _offered(store) -> int:
    with store.read() as view:
        return view.found.to_wait_again()


def test_who_was_ended_by_the_closing_waits_again_in_the_old_turn(closed):
    queued = {code: _find(closed, code).queue_time for code in _states(closed)}
    assert _offered(closed) == 5
    assert closed.run(lambda work: work.day.reopen(ANDI, reason="salah tekan")) == 5
    waiting = {code for code, state in _states(closed).items() if state is State.WAITING}
    assert waiting == {"A-002", "A-004", "A-005", "A-006", "A-007"}
    assert (_states(closed)["A-001"], _states(closed)["A-003"]) == (State.DONE, State.CANCELLED)
    assert {code: _find(closed, code).queue_time for code in queued} == queued
    assert _offered(closed) == 0
    called = [closed.run(lambda work: work.counter("1", BY).call_next()).ticket.code for _ in range(2)]
    assert called == ["A-006", "A-002"]


def test_each_number_tells_that_it_waits_again_by_whom_and_why(closed):
    closed.run(lambda work: work.day.reopen(ANDI, reason="salah tekan"))
    with closed.read() as view:
        last = view.tickets.history(view.tickets.find("A-005").token)[-1]
        assert (last.action, last.detail, last.actor) == (Action.CORRECT, "salah tekan", "clerk:andi")
        report = view.days.audit(MONDAY)
    assert [finding.message(ENGLISH) for finding in report.findings] == []


def test_the_quota_counts_them_again(closed):
    closed.run(lambda work: work.day.reopen(ANDI, reason="salah tekan"))
    with closed.read() as view:
        (line,) = [line for line in view.sheets.of(ANDI).lines if line.prefix == "A"]
    assert (line.counts.waiting, line.counts.cancelled) == (5, 1)


def test_a_day_that_was_opened_without_them_gets_them_too(closed):
    closed.run(lambda work: work.day.open(ANDI, confirm=True))
    assert _states(closed)["A-005"] is State.CANCELLED
    assert closed.run(lambda work: work.day.reopen(ANDI, reason="salah tekan")) == 5
    assert closed.run(lambda work: work.day.reopen(ANDI, reason="sekali lagi")) == 0


def test_what_somebody_has_decided_since_stays(closed):
    closed.run(lambda work: work.day.open(ANDI, confirm=True))
    ended = _find(closed, "A-005").id
    closed.run(lambda work: work.tickets.restore(ended, ANDI))
    closed.run(lambda work: work.tickets.cancel(ended, ANDI, reason="pulang"))
    assert closed.run(lambda work: work.day.reopen(ANDI, reason="salah tekan")) == 4
    assert _states(closed)["A-005"] is State.CANCELLED


def test_only_the_latest_closing_is_taken_back(closed, clock):
    closed.run(lambda work: work.day.open(ANDI, confirm=True))
    closed.run(lambda work: work.tickets.issue("B", BY))
    clock.move(minutes=5)
    closed.run(lambda work: work.day.close(ANDI, reason="sore"))
    assert closed.run(lambda work: work.day.reopen(ANDI, reason="salah tekan")) == 1


def test_a_reason_is_needed(closed):
    with pytest.raises(Refused) as refusal:
        closed.run(lambda work: work.day.reopen(ANDI, reason=" "))
    assert refusal.value.code == "reason_needed"
    with closed.read() as view:
        assert view.status().business_day is None
