"""A counter's window with its presenter, on a hall in memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from counter.desk.presenter import DeskPresenter
from counter.desk.state import DeskState
from counter.desk.window import CounterWindow
from hall.store import Store
from hall.store.database.feed import open_feed
from hall.translator import Translator
from qtkit.feed import FeedThread
from qtkit.serial_worker import SerialWorker
from tests.counter import counter_samples as samples
from tests.counter.counter_desk import Desk, StandingClock, opened_window
from tests.counter.counter_fakes import FakeStore
from tests.hall_samples import BY


@pytest.fixture
def hall() -> FakeStore:
    return FakeStore()


@pytest.fixture
def desk(qtbot: QtBot, hall: FakeStore) -> Iterator[Desk]:
    """The program's parts wired as in app.py, at the sign-in page of counter 7."""
    worker = SerialWorker()
    presenter = DeskPresenter(worker, lambda: cast("Store", hall), StandingClock(), station="meja-7", chosen="7")
    with opened_window(qtbot, presenter, worker) as window:
        yield Desk(qtbot, window, presenter, hall, worker)
        hall.gate.set()


@pytest.fixture
def seated(desk: Desk) -> Desk:
    """The clerk has signed in; A-043 and B-018 wait."""
    desk.sign_in()
    return desk


@pytest.fixture
def real(unseated: Desk, sqlite_hall_url: str) -> Iterator[Desk]:
    """Counter 1 of the small hall, with one clerk and two numbers waiting."""
    feed = FeedThread(lambda: open_feed(sqlite_hall_url))
    feed.changed.connect(unseated.presenter.refresh)
    feed.start()
    unseated.sign_in()
    yield unseated
    assert feed.close()


@pytest.fixture
def unseated(qtbot, sqlite_store: Store, clock) -> Iterator[Desk]:
    """The same before the clerk has signed in; it reads again after what it does itself, and when it is told to."""
    sqlite_store.run(lambda work: work.staff.add("petugas07", "Petugas 07", "407163", BY))
    for _ in range(2):
        sqlite_store.run(lambda work: work.tickets.issue("A", BY))
    worker = SerialWorker()
    presenter = DeskPresenter(worker, lambda: sqlite_store, clock, station="meja-1", chosen="1")
    with opened_window(qtbot, presenter, worker, size=None) as window:
        yield Desk(qtbot, window, presenter, sqlite_store, worker)  # type: ignore[arg-type]


@pytest.fixture
def show(qtbot):
    """Makes a window of a size and language with a state."""

    def make(state: DeskState, language: str = "id", size: tuple[int, int] = (1280, 800)) -> CounterWindow:
        window = CounterWindow(Translator(language), lambda: samples.NOW)
        qtbot.addWidget(window)
        qtbot.addWidget(window.bar)
        window.resize(*size)
        window.show()
        window.show_state(state)
        qtbot.waitExposed(window)
        qtbot.wait(1)
        return window

    return make
