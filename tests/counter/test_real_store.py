"""The program's parts on the real store and change feed, SQLite."""

from __future__ import annotations

from PySide6.QtCore import Qt

from counter.desk.parts.upcoming import AfterList
from hall.access import By
from hall.lifecycle import State
from hall.translator import INDONESIAN
from tests.hall_samples import BY


def test_a_visit_is_true_in_the_database(real):
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F1, Qt.Key.Key_F4):
        real.press(key)
        real.settle()
    with real.store.read() as reader:
        ticket = reader.tickets.find("A-001")
    assert (ticket.state, ticket.calls) == (State.DONE, 2)
    assert real.text("figure-done") == "1"
    assert real.text("last-event").startswith("Terakhir: A-001 selesai")


def test_what_others_do_is_seen_without_asking(real):
    real.store.run(lambda work: work.tickets.issue("B", By.system()))
    real.qtbot.waitUntil(lambda: "B-001" in real.window.desk.upcoming.findChild(AfterList).accessibleName())


def test_the_reason_of_a_call_is_read_back(real):
    real.press(Qt.Key.Key_F2)
    real.settle()
    assert real.presenter.state.view.current_reason.code == "longest_waiting"


def test_a_number_whose_slip_did_not_come_out_is_confirmed_here(real, clock):
    slipless = real.store.run(lambda work: work.tickets.issue("B", By.system(station="kiosk-1"), to_print=True))
    clock.move(seconds=90)
    real.presenter.refresh()
    real.qtbot.waitUntil(real.window.desk.unprinted.isVisible)
    real.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    real.settle()
    with real.store.read() as reader:
        assert reader.tickets.find(slipless.code).state is State.WAITING


def test_paper_that_a_visitor_misses_is_told_here_at_once_and_settled_here(real):
    ticket = real.store.run(lambda work: work.tickets.issue("B", By.system(station="kiosk-1"), to_print=True))
    real.store.run(lambda work: work.slips.out(ticket.id, By.kiosk("kiosk-1"), verified=True))
    real.store.run(lambda work: work.slips.missing(ticket.id, By.kiosk("kiosk-1")))
    real.qtbot.waitUntil(real.window.desk.unprinted.isVisible)
    assert "B-001" in real.presenter.state.view.alarms[0].message(INDONESIAN)
    real.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    real.settle()
    real.qtbot.waitUntil(lambda: not real.window.desk.unprinted.isVisible())
    with real.store.read() as reader:
        assert (reader.tickets.find(ticket.code).state, reader.alarms()) == (State.WAITING, ())


def test_a_clerk_who_signs_in_elsewhere_leaves_this_counter(real):
    user = real.presenter.state.user
    real.store.run(lambda work: work.counter("2", BY).sign_in(user.id))
    real.qtbot.waitUntil(lambda: real.window.page == "sign_in")
