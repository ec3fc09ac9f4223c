"""A clerk's hands and eyes at a counter's window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from counter.desk.presenter import DeskPresenter
from counter.desk.window import CounterWindow
from qtkit.desk.buttons import DeskButton
from qtkit.serial_worker import SerialWorker
from tests.counter.counter_fakes import PIN, FakeStore
from tests.counter.counter_samples import NOW


class StandingClock:
    """Always the moment of the sample views."""

    def now(self):
        return NOW


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
