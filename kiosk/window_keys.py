"""What the keys of a keyboard do on every page of the kiosk."""

from __future__ import annotations

from collections.abc import Callable, Set

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

from kiosk.frame import KioskFrame
from kiosk.intents import KioskIntents
from kiosk.pages.base import KioskPage
from kiosk.screen import Page, Screen
from qtkit.widgets.pressable import TouchGuard


class WindowKeys:
    """Escape back, F2 language, F3 priority, Page Up and Down in lists, Ctrl+F12 the staff's page; then the keys of
    ``speech_codes`` and the one with ``speech_key``, with which the kiosk begins to speak, and those of the page."""

    def __init__(
        self,
        frame: KioskFrame,
        intents: KioskIntents,
        guard: TouchGuard,
        shown: Callable[[], tuple[Screen, KioskPage]],
    ) -> None:
        self._frame, self._intents, self._guard = frame, intents, guard
        self._shown = shown  # as it is now: what a key does may change it

    def press(self, event: QKeyEvent, speech_key: str, speech_codes: Set[int]) -> bool:
        """Acts on a key; whether it is one of these."""
        asked = self._frame.prompt.isVisible()
        self._intents.key_used.emit()
        invites = self._shown()[0].page is Page.ATTRACT
        button = None if event.isAutoRepeat() else self._button_of(event.key())
        if invites:
            self._intents.begin_wanted.emit()  # with any key, of which only these two do more
        if asked:
            return True  # any key answers the question whether somebody is there
        screen, page = self._shown()
        if event.key() == Qt.Key.Key_F12 and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._intents.staff_wanted.emit()
        elif screen.speech.ready and not event.isAutoRepeat() and _begins(event, speech_key, speech_codes):
            self._intents.speech_wanted.emit()
        elif invites or page.takes(event):
            return True
        elif event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self.go_back()
        elif button is not None:
            self.click(button)
        else:
            return False
        return True

    def _button_of(self, key: int) -> QAbstractButton | None:
        """The button that stays around the pages and has this key."""
        frame = self._frame
        shortcuts: dict[int, QAbstractButton] = {
            Qt.Key.Key_F2: frame.language,
            Qt.Key.Key_F3: frame.priority,
            Qt.Key.Key_PageUp: frame.pager.buttons[0],
            Qt.Key.Key_PageDown: frame.pager.buttons[1],
        }
        return shortcuts.get(key)

    def go_back(self) -> None:
        """A key goes one step back, when a key counts."""
        if self._guard.admits():
            self._guard.note()
            self._intents.back_wanted.emit()

    def click(self, button: QAbstractButton) -> None:
        """A key acts on a button that is shown, when a key counts."""
        if button.isVisible() and button.isEnabled() and self._guard.admits():
            button.click()


def _begins(event: QKeyEvent, speech_key: str, speech_codes: Set[int]) -> bool:
    """Whether the kiosk begins to speak with this key."""
    return (bool(speech_key) and event.text() == speech_key) or event.key() in speech_codes
