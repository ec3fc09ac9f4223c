"""Visitors without paper: those whose slips did not come out, and those who say so whatever the printer said."""

from __future__ import annotations

import pytest

from hall.access import By
from hall.errors import Refused
from hall.lifecycle import State
from hall.spooling import PrintJob
from hall.translator import INDONESIAN
from tests.hall_samples import BY


@pytest.fixture
def printed(store):
    """A number whose slip is out, as far as the printer knows."""
    ticket = store.run(lambda work: work.tickets.issue("A", By.system(station="kiosk-1"), to_print=True))
    store.run(lambda work: work.slips.sending(ticket.id, BY))
    return store.run(lambda work: work.slips.out(ticket.id, By.kiosk("kiosk-1"), verified=True))


def report(store, ticket):
    return store.run(lambda work: work.slips.missing(ticket.id, By.kiosk("kiosk-1")))


def missing(store):
    with store.read() as view:
        listed = [slip.ticket.code for slip in view.slips.missing()]
        assert [ticket.code for ticket in view.counter("1").unprinted] == listed
        assert view.status().printing_late == len(listed)
        told = [dict(alarm.params)["numbers"] for alarm in view.alarms() if alarm.code == "alarm_slip_missing"]
    return listed, told


def job(store):
    with store.read() as view:
        return view.slips.latest("kiosk-1", 1)[0].state


def test_a_slip_that_was_reported_missing_is_told_at_once_and_the_number_stays(store, printed):
    assert missing(store) == ([], [])
    assert report(store, printed).state is State.WAITING
    assert missing(store) == (["A-001"], ["A-001"])
    with store.read() as view:
        (slip,) = view.slips.missing()
        (alarm,) = (alarm for alarm in view.alarms() if alarm.code == "alarm_slip_missing")
        assert (slip.station, slip.reported) == ("kiosk-1", True)
        assert "A-001" in alarm.message(INDONESIAN)
        assert view.days.audit().good


def test_it_goes_when_a_copy_came_out(store, printed):
    report(store, printed)
    store.run(lambda work: work.slips.reprint(printed.id, By.system(station="kiosk-1")))
    store.run(lambda work: work.slips.failed(printed.id, By.technician("a"), outcome="blocked", detail=""))
    assert missing(store)[0] == ["A-001"]
    store.run(lambda work: work.slips.out(printed.id, By.technician("a"), verified=True))
    assert missing(store) == ([], [])


def test_it_goes_when_the_number_was_called(store, printed):
    report(store, printed)
    user = store.run(lambda work: work.staff.add("siti", "Siti", "639174", BY))
    store.run(lambda work: work.counter("1", BY).sign_in(user.id))
    store.run(lambda work: work.counter("1", BY).call_next())
    assert missing(store) == ([], [])
    store.run(lambda work: work.counter("1", BY).hold(reason="salat"))
    assert missing(store) == ([], [])


def test_it_goes_when_the_staff_saw_to_it(store, printed):
    report(store, printed)
    assert store.run(lambda work: work.tickets.confirm(printed.id, BY)).state is State.WAITING
    assert (missing(store), job(store)) == (([], []), PrintJob.CONFIRMED)
    with pytest.raises(Refused):  # once
        store.run(lambda work: work.tickets.confirm(printed.id, BY))
    with store.read() as view:
        assert view.days.audit().good


def test_it_goes_when_the_number_is_cancelled(store, printed):
    report(store, printed)
    store.run(lambda work: work.tickets.cancel(printed.id, BY, reason="pergi"))
    assert missing(store) == ([], [])
    assert report(store, printed).state is State.CANCELLED
    assert missing(store) == ([], [])


def test_a_command_leaves_no_slip_to_a_machine_that_does_not_try(store, clock):
    ticket = store.run(lambda work: work.tickets.issue("A", By.system(station="kiosk-1"), to_print=True))
    failed = {"outcome": "not_sent", "detail": ""}
    assert store.run(lambda work: work.slips.failed(ticket.id, BY, **failed, again=False)) is PrintJob.NEEDS_STAFF
    clock.move(minutes=11)
    assert missing(store)[0] == ["A-001"]
    assert store.run(lambda work: work.tickets.confirm(ticket.id, BY)).state is State.WAITING
    assert (missing(store)[0], job(store)) == ([], PrintJob.CONFIRMED)


def test_a_slip_that_is_too_old_for_a_machine_is_the_staffs_and_may_still_be_confirmed(store, clock):
    ticket = store.run(lambda work: work.tickets.issue("A", By.system(station="kiosk-1"), to_print=True))
    clock.move(minutes=11)
    failed = {"outcome": "not_sent", "detail": ""}
    assert store.run(lambda work: work.slips.failed(ticket.id, BY, **failed)) is PrintJob.NEEDS_STAFF
    store.run(lambda work: work.tickets.confirm(ticket.id, BY))
    assert job(store) == PrintJob.CONFIRMED


def test_paper_that_came_after_a_confirmation_is_paper(store, printed):
    ticket = store.run(lambda work: work.tickets.issue("A", By.system(station="kiosk-1"), to_print=True))
    store.run(lambda work: work.tickets.confirm(ticket.id, BY))
    assert job(store) == PrintJob.CONFIRMED
    store.run(lambda work: work.slips.reprint(ticket.id, By.system(station="kiosk-1")))
    store.run(lambda work: work.slips.out(ticket.id, By.kiosk("kiosk-1"), verified=False))
    assert job(store) == PrintJob.UNVERIFIED
    store.run(lambda work: work.slips.out(ticket.id, By.kiosk("kiosk-1"), verified=True))
    store.run(lambda work: work.slips.out(ticket.id, By.kiosk("kiosk-1"), verified=False))
    assert job(store) == PrintJob.PRINTED


@pytest.mark.parametrize("steps", [("cancel",), ("call_next", "no_show"), ("call_next", "serve", "finish")])
def test_a_number_that_is_over_is_not_printed_again(store, printed, steps):
    user = store.run(lambda work: work.staff.add("siti", "Siti", "639174", BY))
    store.run(lambda work: work.counter("1", BY).sign_in(user.id))
    for step in steps:
        if step == "cancel":
            store.run(lambda work: work.tickets.cancel(printed.id, BY, reason="pergi"))
        else:
            store.run(lambda work, step=step: getattr(work.counter("1", BY), step)())
    with pytest.raises(Refused) as refused:
        store.run(lambda work: work.slips.reprint(printed.id, By.system(station="kiosk-1")))
    assert refused.value.code == "reprint_ended"
    assert "tidak dicetak ulang" in refused.value.message(INDONESIAN)


def at_counter(store, counter):
    with store.read() as view:
        seen = view.counter(counter)
    told = [alarm for alarm in seen.alarms if alarm.code == "alarm_slip_missing"]
    return [ticket.code for ticket in seen.unprinted], len(told), seen


def test_a_missing_slip_is_told_only_where_its_service_is_served(store, printed):
    report(store, printed)
    with store.read() as view:
        labels = [counter.label for counter in view.counters()]
    assert set(labels) - set(printed.counters)
    for at, label in enumerate(labels):
        user = store.run(lambda work, at=at: work.staff.add(f"clerk{at}", f"Petugas {at}", "639174", BY))
        store.run(lambda work, label=label, user=user: work.counter(label, BY).sign_in(user.id))
        told = (["A-001"], 1) if label in printed.counters else ([], 0)
        assert at_counter(store, label)[:2] == told, label
    with store.read() as view:  # the hall itself knows of all
        assert [slip.ticket.code for slip in view.slips.missing()] == ["A-001"]


@pytest.mark.parametrize("verified", [True, False])
def test_it_says_when_the_printer_reported_the_slip_out(store, clock, verified):
    ticket = store.run(lambda work: work.tickets.issue("A", By.system(station="kiosk-1"), to_print=True))
    clock.move(seconds=7)
    out = clock.now()
    store.run(lambda work: work.slips.out(ticket.id, By.kiosk("kiosk-1"), verified=verified))
    clock.move(minutes=2)
    report(store, ticket)
    seen = at_counter(store, "1")[2]
    assert seen.slips_out == (((ticket.id, out),) if verified else ())


def test_of_a_slip_that_did_not_come_out_no_printer_said_so(store, clock):
    ticket = store.run(lambda work: work.tickets.issue("A", By.system(station="kiosk-1"), to_print=True))
    clock.move(minutes=2)
    seen = at_counter(store, "1")[2]
    assert ([t.id for t in seen.unprinted], seen.slips_out) == ([ticket.id], ())


@pytest.mark.parametrize("out", [True, False])
def test_the_counter_that_cancels_it_can_take_that_back(staffed, clock, out):
    ticket = staffed.run(lambda work: work.tickets.issue("A", By.system(station="kiosk-1"), to_print=True))
    if out:
        staffed.run(lambda work: work.slips.out(ticket.id, By.kiosk("kiosk-1"), verified=True))
        report(staffed, ticket)
    clock.move(minutes=2)
    before = at_counter(staffed, "1")[0]
    staffed.run(
        lambda work: work.tickets.cancel(ticket.id, By.clerk("user1"), reason="tidak ada orangnya", counter="1")
    )
    clock.move(seconds=20)
    assert at_counter(staffed, "1")[0] == []
    undo = at_counter(staffed, "1")[2].undo
    assert (undo.action.value, undo.code) == ("cancel", "A-001")
    back = staffed.run(lambda work: work.counter("1", By.clerk("user1")).undo())
    assert (back.state, back.ended_at) == (State.WAITING if out else State.PRINTING, None)
    assert at_counter(staffed, "1")[0] == before == ["A-001"]
    with staffed.read() as view:
        assert view.days.audit().findings == ()
    staffed.run(lambda work: work.tickets.confirm(ticket.id, BY))
    assert at_counter(staffed, "1")[0] == []


def test_after_a_minute_or_at_another_counter_it_is_not_taken_back(staffed, clock):
    for label in ("1", "2"):
        ticket = staffed.run(lambda work: work.tickets.issue("A", By.system(station="kiosk-1"), to_print=True))
        staffed.run(lambda work, t=ticket: work.tickets.cancel(t.id, BY, reason="pergi", counter="1"))
        clock.move(seconds=61 if label == "1" else 1)
        with pytest.raises(Refused) as refused:
            staffed.run(lambda work, c=label: work.counter(c, BY).undo())
        assert refused.value.code == ("undo_too_late" if label == "1" else "nothing_to_undo")
