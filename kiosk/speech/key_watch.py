"""Takes the keys of a window before the widget that has the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class KeyWatch(QObject):
    """While it watches, ``taken`` says of each key of ``window`` whether it has acted on it. What looks at keys before
    widgets do, such as a scanner's filter, still sees them all."""

    def __init__(self, window: QWidget, taken: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(window)
        self._window, self._taken = window, taken
        self._focused: QWidget | None = None
        self._watches = False

    def begin(self) -> None:
        """Watches from now on."""
        if not self._watches:
            self._watches = True
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            app.focusChanged.connect(self.on_focus_changed)
            self._window.installEventFilter(self)
            self._follow(app.focusWidget())

    def end(self) -> None:
        """Watches no more."""
        if self._watches:
            self._watches = False
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            app.focusChanged.disconnect(self.on_focus_changed)
            self._window.removeEventFilter(self)
            self._follow(None)

    @Slot(QWidget, QWidget)
    def on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Keys come to another widget."""
        self._follow(now)

    def _follow(self, widget: QWidget | None) -> None:
        if self._focused is not None and isValid(self._focused):
            self._focused.removeEventFilter(self)
        self._focused = widget if widget is not None and self._window.isAncestorOf(widget) else None
        if self._focused is not None:
            self._focused.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        return isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._taken(event)
