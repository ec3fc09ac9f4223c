"""A supervisor's hands on the window over the real store."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter.supervisor.presenter import SupervisorPresenter
from counter.supervisor.window import SupervisorWindow
from hall.access import By, Role
from hall.store import Store

ANI = By(Role.SUPERVISOR, "ani")


class Hands:
    """The window on the real store, and keys pressed in it."""

    def __init__(self, qtbot: QtBot, store: Store, window: SupervisorWindow, presenter: SupervisorPresenter) -> None:
        self.qtbot, self.store, self.window, self.presenter = qtbot, store, window, presenter

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(self.window.focusWidget() or self.window, key, modifier)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.window.focusWidget(), text)

    def wait(self, said) -> None:
        self.qtbot.waitUntil(said)

    def look(self, prefix: str) -> None:
        """Opens the details of a service of the first agency by keys."""
        self.press(Qt.Key.Key_Home, Qt.Key.Key_Right)
        self.press(*[Qt.Key.Key_Down] * (1 + "AB".index(prefix)), Qt.Key.Key_Return)
        self.wait(self.window.page.details.list.hasFocus)

    def to(self, button: str) -> None:
        """Goes on with Tab until a button has the focus."""
        for _ in range(30):
            focus = self.window.focusWidget()
            if focus is not None and focus.objectName() == button:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to {button}")

    def do(self, button: str) -> None:
        self.to(button)
        self.press(Qt.Key.Key_Space)
        self.wait(lambda: self.window.overlay.form is not None)

    def done(self) -> str:
        """What the window says when the form is answered."""
        self.press(Qt.Key.Key_Return)
        self.wait(lambda: self.window.overlay.form is None)
        return self.window.band.accessibleName()
