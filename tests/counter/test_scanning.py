"""A slip that is scanned anywhere in the window finds its number; what a person types is left alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hall.lifecycle import State
from tests.hall_samples import BY

F = Qt.Key


def ticket(real, code):
    with real.store.read() as reader:
        return reader.tickets.find(code)


def scan(real, text):
    """As a scanner types: to the window, wherever the focus is."""
    handle = real.window.windowHandle()
    real.window._scans.gap_ms = 5000  # a test's scanner waits for each key to be handled
    for letter in text:
        QTest.keyClick(handle, letter)
    QTest.keyClick(handle, F.Key_Return)
    real.settle()


def keys(real, *pressed):
    for key in pressed:
        real.press(key)
        real.settle()


def test_a_no_show_with_a_slip_is_back_in_the_queue(real):
    keys(real, F.Key_F2, F.Key_F6)
    scan(real, f"MPP:{ticket(real, 'A-001').token}")
    assert ticket(real, "A-001").state is State.WAITING
    assert real.text("notice") == "A-001 kembali ke antrean."


def test_the_slip_of_the_called_number_begins_its_visit(real):
    keys(real, F.Key_F2)
    scan(real, f"MPP:{ticket(real, 'A-001').token}")
    assert ticket(real, "A-001").state is State.SERVING


def test_a_number_that_was_sent_here_is_called_when_nobody_is_here(real):
    real.store.run(lambda work: work.tickets.transfer(2, BY, to_counter="1"))
    real.presenter.refresh()
    real.settle()
    scan(real, f"MPP:{ticket(real, 'A-002').token}")
    assert (ticket(real, "A-002").state, ticket(real, "A-001").state) == (State.CALLED, State.WAITING)


@pytest.mark.parametrize(("code", "said"), [("A-002", "1 orang di depannya"), ("XYZ999", "XYZ999")])
def test_what_cannot_be_done_is_said(real, code, said):
    scan(real, code if code == "XYZ999" else f"MPP:{ticket(real, code).token}")
    assert said in real.text("notice")


def test_a_booking_is_checked_in(real, clock):
    slot = clock.now().replace(minute=30, second=0, microsecond=0)
    clock.move(minutes=0)
    while slot <= clock.now():
        slot = slot.replace(hour=slot.hour + 1)
    booked = real.store.run(lambda work: work.bookings.book("A", slot, BY))
    scan(real, booked.code)
    assert ticket(real, "A-003").booked_for == slot
    assert real.text("notice").startswith("Reservasi terdaftar sebagai A-003")


def test_a_field_keeps_what_was_typed_when_a_slip_is_scanned_into_it(real):
    keys(real, F.Key_F2, F.Key_F7)
    field = real.find("sheet-field")
    QTest.keyClicks(field, "fotokopi")
    scan(real, f"MPP:{ticket(real, 'A-001').token}")
    assert ticket(real, "A-001").state is State.SERVING
    assert ticket(real, "A-001").held_reason == ""


def test_a_reason_that_a_person_types_quickly_stays_a_reason(real):
    keys(real, F.Key_F2, F.Key_F7)
    scan(real, "fotokopi")
    assert (ticket(real, "A-001").state, ticket(real, "A-001").held_reason) == (State.HELD, "fotokopi")
