"""The program's parts on the real store and change feed, SQLite."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from counter_desk import Desk
from PySide6.QtCore import Qt

from counter.presenter import DeskPresenter
from counter.window import CounterWindow
from hall.lifecycle import State
from hall.store import Store
from hall.store.feed import open_feed
from qtkit.feed import FeedThread
from qtkit.lane import Lane
from qtkit.words import Words


@pytest.fixture
def real(qtbot, sqlite_store: Store, sqlite_hall_url: str, clock) -> Iterator[Desk]:
    """Counter 1 of the small hall, with one clerk and two numbers waiting."""
    sqlite_store.run(lambda work: work.add_user("petugas07", "Petugas 07", "1234"))
    for _ in range(2):
        sqlite_store.run(lambda work: work.issue("A"))
    lane = Lane()
    presenter = DeskPresenter(lane, lambda: sqlite_store, clock, station="meja-1", chosen="1")
    window = CounterWindow(Words("id"), presenter.now)
    feed = FeedThread(lambda: open_feed(sqlite_hall_url))
    presenter.state_changed.connect(window.show_state)
    presenter.store_opened.connect(feed.start)
    feed.changed.connect(presenter.refresh)
    window.intended.connect(presenter.perform)
    window.ordered.connect(presenter.give)
    window.counter_chosen.connect(presenter.choose)
    window.sign_in_requested.connect(presenter.sign_in)
    window.wrong_input.connect(presenter.say)
    window.show_state(presenter.state)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    presenter.start()
    qtbot.waitUntil(lambda: presenter.state.roster is not None)
    made = Desk(qtbot, window, presenter, sqlite_store, lane)  # type: ignore[arg-type]
    made.sign_in()
    yield made
    presenter.close()
    assert feed.close()
    assert lane.close()
    window.close()


def test_a_visit_is_true_in_the_database(real):
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F1, Qt.Key.Key_F4):
        real.press(key)
        real.settle()
    with real.store.read() as reader:
        ticket = reader.ticket("A-001")
    assert (ticket.state, ticket.calls) == (State.DONE, 2)
    assert real.text("figure-done") == "1"
    assert real.text("last-event").startswith("Terakhir: A-001 selesai")


def test_what_others_do_is_seen_without_asking(real):
    real.store.run(lambda work: work.issue("B"))
    real.qtbot.waitUntil(lambda: "B-001" in real.window.desk.upcoming._after.accessibleName())


def test_the_reason_of_a_call_is_read_back(real):
    real.press(Qt.Key.Key_F2)
    real.settle()
    assert real.presenter.state.view.current_reason.code == "longest_waiting"


def test_a_number_whose_slip_did_not_come_out_is_confirmed_here(real, clock):
    slipless = real.store.run(lambda work: work.issue("B", to_print=True, station="kiosk-1"))
    clock.move(seconds=90)
    real.presenter.refresh()
    real.qtbot.waitUntil(real.window.desk.unprinted.isVisible)
    real.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    real.settle()
    with real.store.read() as reader:
        assert reader.ticket(slipless.code).state is State.WAITING


def test_a_clerk_who_signs_in_elsewhere_leaves_this_counter(real):
    user = real.presenter.state.user
    real.store.run(lambda work: work.sign_in("2", user.id, actor="test"))
    real.qtbot.waitUntil(lambda: real.window.page == "sign_in")
