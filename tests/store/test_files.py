"""How many files or persons a number is for: kept, shown to the clerk, on the slip, and told by the history."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hall.access import By
from hall.errors import Refused
from hall.printing.slip import slip_of
from hall.translator import ENGLISH
from tests.hall_samples import BY

KIOSK = By.kiosk("depan")


def test_a_number_is_for_one_unless_somebody_said_more(staffed):
    one = staffed.run(lambda w: w.tickets.issue("A", KIOSK))
    three = staffed.run(lambda w: w.tickets.issue("A", KIOSK, to_print=True, files=3))
    assert (one.files, three.files) == (1, 3)
    with staffed.read() as view:
        assert [view.tickets.find(ticket.token).files for ticket in (one, three)] == [1, 3]
        hall = view.hall()
    assert "3 berkas" in slip_of(three, hall).agency
    assert "3 files" in slip_of(three, hall, ENGLISH).agency
    assert "berkas" not in slip_of(one, hall).agency


def test_the_clerk_reads_it_and_the_audit_replays_it(staffed):
    made = staffed.run(lambda w: w.tickets.issue("A", KIOSK, files=20))
    with staffed.read() as view:
        assert view.counter("1").next.ticket.files == 20
    staffed.run(lambda w: w.counter("1", BY).call_next())
    with staffed.read() as view:
        assert view.counter("1").current.files == 20
        day = view.days.latest()
        assert view.days.audit(day).findings == ()
    assert made.code == "A-001"


def test_a_booking_is_checked_in_for_several_files_once(staffed, clock):
    slot = clock.now() + timedelta(minutes=10)
    code = staffed.run(lambda w: w.bookings.book("A", slot, BY)).code
    with pytest.raises(Refused, match="20"):
        staffed.run(lambda w: w.bookings.check_in(code, KIOSK, files=21))
    by = replace(KIOSK, request_id="once")
    made = [staffed.run(lambda w: w.bookings.check_in(code, by, files=4)) for _ in range(2)]
    assert [(one.id, one.files) for one in made] == [(made[0].id, 4)] * 2


@pytest.mark.parametrize("files", [0, -1, 21])
def test_nobody_comes_with_none_or_with_too_many(store, files):
    with pytest.raises(Refused) as refusal:
        store.run(lambda w: w.tickets.issue("A", KIOSK, files=files))
    assert refusal.value.code == "files_count"


def test_a_repeat_is_the_same_number_and_another_count_is_another_request(store):
    by = replace(KIOSK, request_id="sekali")
    made = store.run(lambda w: w.tickets.issue("A", by, files=2))
    assert store.run(lambda w: w.tickets.issue("A", by, files=2)).id == made.id
    with pytest.raises(Refused) as refusal:
        store.run(lambda w: w.tickets.issue("A", by, files=3))
    assert refusal.value.code == "request_reused"


def test_the_hall_asks_or_a_service_does(store, structure):
    services = tuple(replace(one, ask_files=one.prefix == "A") for one in structure.services)
    form = replace(structure.hall.kiosk, ask_files=True)
    asking = replace(structure, services=services, hall=replace(structure.hall, kiosk=form))
    store.run(lambda w: w.hall.apply(asking, BY))
    with store.read() as view:
        seen = view.kiosk()
    assert seen.hall.kiosk.ask_files
    assert [service.ask_files for agency in seen.agencies for service in agency.services] == [True, False, False]
