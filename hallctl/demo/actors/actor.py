"""The hands of a person at one program: real touches and keys on its widgets, ordered line by line."""

from __future__ import annotations

import json
import os
import re
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QWidget

_LOOK_AGAIN_MS = 20
_BETWEEN_PRESSES_S = 1.2
"""A person who reads is not faster; the kiosk takes no second touch within 0.4 s for a trembling hand, and none at the
place of the last one within 0.8 s of a page's paint (``qtkit.widgets.pressable.TouchGuard``)."""


class ActError(Exception):
    """An order could not be carried out; the text says what was seen instead."""


class Actor(QObject):
    """Carries out orders, each one JSON object a line on standard input, and answers each on standard output.

    An order is ``{"do": …}`` with ``wait``, ``touch``, ``key``, ``type``, ``choose``, ``find``, ``picture`` or
    ``leave``; ``within`` bounds its waiting in seconds. The answer is ``{"done": true, …}`` or ``{"done": false,
    "why": …}``. When standard input ends, so does the program.
    """

    ordered = Signal(str)
    abandoned = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._window = window
        self._commands: deque[str] = deque()
        self._busy = False
        self._closed = False
        self._pressed = 0.0
        self._acts: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "wait": self._wait,
            "touch": self._touch,
            "key": self._key,
            "type": self._type,
            "choose": self._choose,
            "find": self._find,
            "picture": self._picture,
        }
        self.ordered.connect(self._on_ordered)
        self.abandoned.connect(self._on_abandoned)

    def start(self) -> None:
        """Begin to listen; the orders are carried out as soon as the event loop runs."""
        threading.Thread(target=self._listen, name="orders", daemon=True).start()

    def close(self) -> None:
        """Carry out nothing more."""
        self._closed = True

    def _listen(self) -> None:
        # os.read and not sys.stdin: a thread that waits inside sys.stdin holds a lock that Python's end needs.
        pending = b""
        while chunk := os.read(0, 65536):
            *lines, pending = (pending + chunk).split(b"\n")
            for line in lines:
                self.ordered.emit(line.decode())
        self.abandoned.emit()

    @Slot(str)
    def _on_ordered(self, line: str) -> None:
        self._commands.append(line)
        if self._busy:
            return
        self._busy = True
        try:
            while self._commands and not self._closed:
                self._carry_out(json.loads(self._commands.popleft()))
        finally:
            self._busy = False

    @Slot()
    def _on_abandoned(self) -> None:
        self._window.close()
        QApplication.quit()

    def _carry_out(self, command: dict[str, Any]) -> None:
        if command["do"] == "leave":
            _answer({"done": True})
            self._on_abandoned()
            return
        try:
            _answer({"done": True, **self._acts[command["do"]](command)})
        except ActError as error:
            _answer({"done": False, "why": str(error)})

    def _wait(self, command: dict[str, Any]) -> dict[str, Any]:
        """Wait until a text of the window (``its``) is ``says``, or a widget says it or something that ``matches``.

        With ``usable`` the widget must be enabled too, or with false it must no longer be.
        """
        if "its" in command:
            its = partial(getattr, self._window, command["its"], None)
            self._until(command, lambda: its() == command["says"], lambda: f"{command['its']} is {its()!r}")
            return {"says": its()}
        if command.get("usable") is False:
            self._until(command, lambda: not self._usable(command["name"]), lambda: "it can still be used")
            return {}
        widget = self._reach(command, usable=command.get("usable", False))
        wanted = re.compile(command.get("matches", re.escape(command.get("says", ""))))
        self._until(command, lambda: bool(wanted.search(_said(widget))), lambda: f"it says {_said(widget)!r}")
        found = wanted.search(_said(widget))
        assert found is not None
        return {"says": found[0]}

    def _touch(self, command: dict[str, Any]) -> dict[str, Any]:
        widget = self._reach(command)
        self._take_time()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, widget.rect().center())
        return {}

    def _key(self, command: dict[str, Any]) -> dict[str, Any]:
        if "name" in command:
            self._reach(command)  # the key is possible only when its button is
        self._take_time()
        QTest.keyClick(self._window.focusWidget() or self._window, getattr(Qt.Key, f"Key_{command['key']}"))
        return {}

    def _type(self, command: dict[str, Any]) -> dict[str, Any]:
        widget = self._reach(command)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(widget, command["text"])
        return {}

    def _choose(self, command: dict[str, Any]) -> dict[str, Any]:
        """Choose the row of a list whose text has the word ``text``."""
        widget = self._reach(command)
        if isinstance(widget, QComboBox):
            self._until(command, lambda: _row_of(widget, command["text"]) >= 0, lambda: "no such row")
            widget.setFocus()
            for _ in range(widget.count()):
                if widget.currentIndex() == _row_of(widget, command["text"]):
                    return {}
                step = Qt.Key.Key_Down if widget.currentIndex() < _row_of(widget, command["text"]) else Qt.Key.Key_Up
                QTest.keyClick(widget, step)
            raise ActError(f"{command['text']} cannot be chosen")
        assert isinstance(widget, QAbstractItemView)
        self._until(command, lambda: _row_of(widget, command["text"]) >= 0, lambda: "no such row")
        index = widget.model().index(_row_of(widget, command["text"]), 0)
        widget.scrollTo(index)
        QTest.mouseClick(
            widget.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
            widget.visualRect(index).center(),
        )  # fmt: skip
        return {}

    def _find(self, command: dict[str, Any]) -> dict[str, Any]:
        """The names of the widgets in sight that begin with ``prefix``, from top to bottom."""
        found = [w for w in self._window.findChildren(QWidget) if w.objectName().startswith(command["prefix"])]
        seen = [w for w in found if w.isVisible() and not w.visibleRegion().isEmpty()]
        seen.sort(key=lambda w: (w.mapTo(self._window, QPoint(0, 0)).y(), w.mapTo(self._window, QPoint(0, 0)).x()))
        return {"names": [w.objectName() for w in seen]}

    def _picture(self, command: dict[str, Any]) -> dict[str, Any]:
        _let_pass(command.get("settle_ms", 0))
        picture = self._window.grab()
        if not picture.save(command["file"]):
            raise ActError(f"{command['file']} cannot be written")
        return {"width": picture.width(), "height": picture.height()}

    def _reach(self, command: dict[str, Any], *, usable: bool = True) -> QWidget:
        """The widget of the order's ``name``, once it is in sight and, when ``usable``, enabled."""
        name = command["name"]
        look = partial(self._usable if usable else self._visible, name)
        self._until(command, lambda: bool(look()), lambda: f"{name} is {_state_of(self._window, name)}")
        return look()[0]

    def _take_time(self) -> None:
        _let_pass(max(0, round(1000 * (self._pressed + _BETWEEN_PRESSES_S - time.monotonic()))))
        self._pressed = time.monotonic()

    def _visible(self, name: str) -> list[QWidget]:
        return [widget for widget in _all_named(self._window, name) if widget.isVisible()]

    def _usable(self, name: str) -> list[QWidget]:
        return [widget for widget in self._visible(name) if widget.isEnabled()]

    def _until(self, command: dict[str, Any], true: Callable[[], bool], otherwise: Callable[[], str]) -> None:
        end = time.monotonic() + float(command.get("within", 10))
        while not true():
            if time.monotonic() > end or self._closed:
                raise ActError(f"{command['do']} {command.get('name', command.get('its', ''))}: {otherwise()}")
            _let_pass(_LOOK_AGAIN_MS)


def _let_pass(milliseconds: int) -> None:
    """Let the program run for a while. QTest.qWait keeps Python's lock all the time and would starve its threads."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _answer(document: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(document) + "\n")
    sys.stdout.flush()


def _all_named(window: QWidget, name: str) -> list[QWidget]:
    return [window] if window.objectName() == name else window.findChildren(QWidget, name)


def _said(widget: QWidget) -> str:
    """What a widget tells: its accessible name, and its text where it has one."""
    text = getattr(widget, "text", None)
    return " ".join(part for part in (widget.accessibleName(), text() if callable(text) else "") if part)


def _state_of(window: QWidget, name: str) -> str:
    widgets = _all_named(window, name)
    if not widgets:
        return "not there"
    return "disabled" if any(w.isVisible() for w in widgets) else "out of sight"


def _row_of(widget: QComboBox | QAbstractItemView, word: str) -> int:
    """The first row that has ``word`` as a whole word, or -1."""
    model = widget.model()
    texts = (str(model.index(row, 0).data() or "") for row in range(model.rowCount()))
    return next((row for row, text in enumerate(texts) if word in text.split()), -1)
