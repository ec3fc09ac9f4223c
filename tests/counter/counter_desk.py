"""A clerk's hands and eyes at a counter's window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from counter.desk.presenter import DeskPresenter
from counter.desk.window import CounterWindow
from counter.wiring import connect_window
from hall.translator import Translator
from qtkit.desk.buttons import DeskButton
from qtkit.serial_worker import SerialWorker
from tests.counter.counter_fakes import PIN, FakeStore
from tests.counter.counter_samples import NOW


class StandingClock:
    """Always the moment of the sample views."""

    def now(self):
        return NOW


@contextmanager
def opened_window(
    qtbot: QtBot, presenter: DeskPresenter, worker: SerialWorker, *, size: tuple[int, int] | None = (1280, 800)
) -> Iterator[CounterWindow]:
    """The program's window wired as in app.py, at its sign-in page, until the test is over."""
    window = CounterWindow(Translator("id"), presenter.now)
    connect_window(presenter, window)
    window.show_state(presenter.state)
    qtbot.addWidget(window)
    if size is not None:
        window.resize(*size)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    presenter.start()
    qtbot.waitUntil(lambda: presenter.state.roster is not None)
    yield window
    presenter.close()
    assert worker.close()
    window.close()
    window.bar.close()


@dataclass
class Desk:
    """A clerk's hands and eyes."""

    qtbot: QtBot
    window: CounterWindow
    presenter: DeskPresenter
    store: FakeStore
    worker: SerialWorker

    def find(self, name: str) -> QWidget:
        root = self.window.bar if self.window.bar.isVisible() else self.window
        found = root.findChildren(QWidget, name)
        assert found, name
        return next((widget for widget in found if widget.isVisible()), found[0])

    def key(self, name: str) -> DeskButton:
        found = self.find(name)
        assert isinstance(found, DeskButton)
        return found

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        window = self.window.bar if self.window.bar.isVisible() else self.window
        QTest.keyClick(window.focusWidget() or window, key, modifier)

    def click(self, name: str) -> None:
        QTest.mouseClick(self.find(name), Qt.MouseButton.LeftButton)

    def text(self, name: str) -> str:
        found: Any = self.find(name)
        return str(found.text())

    def settle(self) -> None:
        """Waits until nothing is under way."""
        self.qtbot.waitUntil(lambda: self.worker.idle and self.presenter.state.busy is None)

    def type_in(self, login: str = "petugas07", pin: str = PIN) -> None:
        for name, text in (("login-field", login), ("pin-field", pin)):
            self.find(name).setFocus()
            field = self.find(name)
            assert isinstance(field, QLineEdit)
            field.clear()
            QTest.keyClicks(self.find(name), text)

    def sign_in(self, login: str = "petugas07") -> None:
        self.type_in(login)
        self.press(Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.window.page == "desk")
        self.settle()
