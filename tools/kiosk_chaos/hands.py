"""What people and children do with a screen, drawn with a seed: taps, doubles, drags, long touches, fingers, keys."""

from __future__ import annotations

import random
from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from kiosk.widgets.card import CardBase
from tools.kiosk_chaos.stage import PIN, ChaosKiosk
from tools.kiosk_chaos.watcher import Watcher

_KEYS = (
    *("Tab", "Backtab", "Return", "Space", "Escape", "Up", "Down", "Left", "Right", "PageUp", "PageDown", "Backspace"),
    *("F2", "F3", "F9", "Asterisk", "NumberSign", "Plus", "Minus", *"0123456789", *"AEKNPTS"),
)
_SHARE_ON_BUTTONS = 0.8
_SHARE_ON_CARDS = 0.5
_ACTS = {"tap": 50, "double": 15, "drag": 7, "long": 4, "fingers": 6, "key": 15, "held key": 1, "staff": 1}


class Hands:
    """Each of ``do``'s acts counts as one or more touches; ``told`` counts them by kind."""

    def __init__(self, kiosk: ChaosKiosk, watcher: Watcher, seed: int) -> None:
        self._kiosk, self._watcher, self._random = kiosk, watcher, random.Random(seed)
        self._screen = QTest.createTouchDevice()
        self.touches = 0
        self.told: dict[str, int] = {}

    def do(self) -> str:
        """One act, and the time until the next; returns its kind."""
        kind = self._random.choices(list(_ACTS), list(_ACTS.values()))[0]
        acts: dict[str, Callable[[], None]] = {
            "tap": lambda: self._tap(self._place()),
            "double": self._double,
            "drag": self._drag,
            "long": self._long,
            "fingers": self._fingers,
            "key": self._key,
            "held key": self._held_key,
            "staff": self._staff,
        }
        acts[kind]()
        self.told[kind] = self.told.get(kind, 0) + 1
        self._wait(self._random.choice((0.05, 0.2, 0.45, 0.9, 1.5, 3.0)))
        return kind

    @property
    def _window(self) -> QWindow:
        return self._kiosk.window.windowHandle()

    def _place(self) -> QPoint:
        """Somewhere: mostly on a button, and half of these on cards that lead to a number."""
        window, draw = self._kiosk.window, self._random
        shown = [one for one in window.findChildren(QAbstractButton) if one.isVisible()]
        if shown and draw.random() < _SHARE_ON_BUTTONS:
            cards = [one for one in shown if isinstance(one, CardBase)]
            button = draw.choice(cards if cards and draw.random() < _SHARE_ON_CARDS else shown)
            inside = QPoint(draw.randrange(max(1, button.width())), draw.randrange(max(1, button.height())))
            return button.mapTo(window, inside)
        return QPoint(draw.randrange(window.width()), draw.randrange(window.height()))

    def _wait(self, seconds: float) -> None:
        self._kiosk.pass_seconds(seconds)
        QApplication.processEvents()

    def _press(self, at: QPoint) -> None:
        self.touches += 1
        self._watcher.touched(at)
        QTest.mousePress(self._window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    def _release(self, at: QPoint) -> None:
        QTest.mouseRelease(self._window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    def _tap(self, at: QPoint) -> None:
        self._press(at)
        self._wait(self._random.uniform(0.02, 0.15))
        self._release(at)
        QApplication.processEvents()

    def _double(self) -> None:
        """Twice at one place, 100 to 900 ms apart, or with a finger's shake between."""
        at = self._place()
        self._tap(at)
        self._wait(self._random.uniform(0.1, 0.9))
        shaken = QPoint(self._random.randint(-6, 6), self._random.randint(-6, 6))
        self._tap(at + shaken if self._kiosk.window.rect().contains(at + shaken) else at)

    def _drag(self) -> None:
        start, end = self._place(), self._place()
        self._press(start)
        for step in range(1, 5):
            self._wait(0.04)
            QTest.mouseMove(self._window, start + (end - start) * step / 4)
        self._release(end)

    def _long(self) -> None:
        at = self._place()
        self._press(at)
        self._wait(self._random.uniform(0.6, 3.0))
        self._release(at)

    def _fingers(self) -> None:
        """Two fingers at once, which go down, move and come up one after the other."""
        one, other = self._place(), self._place()
        self.touches += 2
        self._watcher.touched(one)
        window, screen = self._window, self._screen
        QTest.touchEvent(window, screen).press(0, one).commit()
        self._wait(0.03)
        QTest.touchEvent(window, screen).stationary(0).press(1, other).commit()
        self._wait(0.1)
        QTest.touchEvent(window, screen).move(0, other).stationary(1).commit()
        self._wait(0.05)
        QTest.touchEvent(window, screen).release(0, other).stationary(1).commit()
        QTest.touchEvent(window, screen).release(1, other).commit()
        QApplication.processEvents()

    def _key(self) -> None:
        self.touches += 1
        key = getattr(Qt.Key, f"Key_{self._random.choice(_KEYS)}")
        QTest.keyClick(self._window, key)

    def _held_key(self) -> None:
        self.touches += 1
        key = self._random.choice((Qt.Key.Key_Return, Qt.Key.Key_F3, Qt.Key.Key_Tab, Qt.Key.Key_Escape))
        for repeats in (False, *(True,) * 8):
            pressed = QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", repeats)
            QApplication.sendEvent(self._kiosk.window.windowHandle(), pressed)
            self._wait(0.05)
        released = QKeyEvent(QKeyEvent.Type.KeyRelease, key, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self._kiosk.window.windowHandle(), released)

    def _staff(self) -> None:
        """The staff open their page."""
        self.touches += 1
        QTest.keyClick(self._window, Qt.Key.Key_F12, Qt.KeyboardModifier.ControlModifier)
        for digit in PIN:
            self._wait(0.6)
            QTest.keyClick(self._window, getattr(Qt.Key, f"Key_{digit}"))
        self._wait(0.6)
        QTest.keyClick(self._window, Qt.Key.Key_Return)
        self._kiosk.quiet()
