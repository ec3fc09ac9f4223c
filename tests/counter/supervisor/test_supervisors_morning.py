"""A supervisor's morning, by keyboard alone, in the real windows on the real store."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from counter.desk.presenter import DeskPresenter
from counter.desk.window import CounterWindow
from counter.supervisor.reports import showing
from counter.supervisor.state import Acting
from counter.supervisor.stay import SupervisorStay
from counter.wiring import connect_window
from hall.settings import load_settings
from hall.store import Store, prepare_store
from hall.store.database.feed import open_feed
from hall.translator import Translator
from qtkit.feed import FeedThread
from qtkit.screens import show_in_place_of
from qtkit.serial_worker import SerialWorker
from tests.conftest import FixedClock
from tools.clerks_morning.__main__ import made_hall
from tools.supervisors_morning.checks import faults
from tools.supervisors_morning.morning import Morning
from tools.supervisors_morning.stage import set_stage

DUE = date(2026, 12, 1)


class Program:
    """The sign-in page and what follows it, as ``counter.app`` puts them together; key events go to whatever has the
    keyboard, nothing else."""

    def __init__(self, qtbot: QtBot, store: Store, url: str, clock: FixedClock) -> None:
        self.qtbot, self.clock = qtbot, clock
        self.worker, self.seen = SerialWorker(), list[str]()
        translate = Translator("id")
        self.presenter = DeskPresenter(self.worker, lambda: store, clock, station="penyelia", no_counter=True)
        self.window = CounterWindow(translate, self.presenter.now)
        connect_window(self.presenter, self.window)
        feed = FeedThread(lambda: open_feed(url))  # what happens here is read again when it has been done
        self.stay = SupervisorStay(self.worker, lambda: store, clock, translate, feed, "penyelia")
        self.presenter.supervisor_came.connect(self.stay.begin)
        self.stay.began.connect(self._on_began)
        self.stay.ended.connect(self.window.show)
        self.window.show_state(self.presenter.state)

    def press(self, *keys: str) -> None:
        for key in keys:
            pressed = QKeySequence(key)[0]  # type: ignore[index]
            QTest.keyClick(self._focus(), pressed.key(), pressed.keyboardModifiers())
            self.settle()

    def type(self, text: str) -> None:
        QTest.keyClicks(self._focus(), text)
        self.settle()

    def at(self) -> str:
        return self._focus().objectName()

    def wait(self, seconds: int) -> None:
        self.clock.move(seconds=seconds)
        assert self.stay.presenter is not None
        self.stay.presenter.refresh()
        self.settle()

    def look(self, state: str) -> None:
        self.seen.append(state)
        assert not self._focus().window().grab().isNull()

    def settle(self) -> None:
        """Waits until nothing is under way; a dialog and the window below it become active as a desktop does it."""
        self.qtbot.wait(1)
        in_front = QApplication.activeModalWidget() or self.stay.window
        if QApplication.activeWindow() is None and in_front is not None:
            in_front.activateWindow()
        self.qtbot.waitUntil(lambda: self.worker.idle and self.stay.slow.idle and not self._busy)

    @property
    def _busy(self) -> bool:
        supervisor = self.stay.presenter
        acting = supervisor is not None and supervisor.state.acting is Acting.BUSY
        window = self.stay.window
        late = window is not None and window.late_keys.active
        return acting or late or self.presenter.state.busy is not None or QApplication.activeWindow() is None

    def _focus(self) -> QWidget:
        window = QApplication.activeWindow()
        assert window is not None
        return window.focusWidget() or window

    def _on_began(self) -> None:
        self.window.sign_in.end()
        assert self.stay.window is not None
        show_in_place_of(self.stay.window, self.window)


@pytest.fixture
def program(
    qtbot: QtBot, tmp_path: Path, migrated_file: Path, clock: FixedClock
) -> Iterator[tuple[Program, Store, str]]:
    """The sample hall with its stage set, at the sign-in page."""
    shutil.copy(migrated_file, tmp_path / "hall.db")
    url = f"sqlite:///{tmp_path / 'hall.db'}"
    store = prepare_store(url, load_settings(made_hall(tmp_path), environ={}).structure, clock)
    set_stage(store)
    made = Program(qtbot, store, url, clock)
    qtbot.addWidget(made.window)
    made.window.resize(1280, 800)
    with qtbot.waitActive(made.window):
        made.window.show()
        made.window.activateWindow()
    made.presenter.start()
    qtbot.waitUntil(lambda: made.presenter.state.roster is not None)
    yield made, store, url
    made.stay.end()
    made.stay.close()
    made.presenter.close()
    assert made.worker.close()
    made.window.close()
    made.window.bar.close()
    store.close()


@pytest.mark.proof
def test_a_morning_by_keyboard_alone(program, tmp_path, monkeypatch):
    chosen = QSettings(str(tmp_path / "counter.ini"), QSettings.Format.IniFormat)
    chosen.setValue("reports/folder", str(tmp_path))
    monkeypatch.setattr(showing, "settings_of_person", lambda: chosen)
    hands, store, url = program
    Morning(hands, DUE).play()
    assert hands.window.isVisible()
    assert hands.window.page == "sign_in"
    assert "\n".join(faults(store, url, DUE, tmp_path)) == ""
    assert len(set(hands.seen)) == len(hands.seen)
