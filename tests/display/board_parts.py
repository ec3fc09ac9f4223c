"""The parts of a board's window, found by their names as style sheets find them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from display.parts.current_call import CurrentCall
from display.window import DisplayWindow


def part(window: DisplayWindow, name: str) -> QWidget:
    found = window.findChild(QWidget, name)
    assert found is not None, name
    return found


def large_calls(window: DisplayWindow) -> list[CurrentCall]:
    """The large calls that are shown, from top to bottom; one of them is there without a call too."""
    return sorted((one for one in window.findChildren(CurrentCall) if not one.isHidden()), key=lambda one: one.y())


def large_call(window: DisplayWindow) -> CurrentCall:
    """The latest large call."""
    return large_calls(window)[0]


def turn_page(strip: QWidget) -> None:
    """What happens when the page's time is over."""
    (timer,) = strip.findChildren(QTimer)
    timer.timeout.emit()


class PaintCount(QObject):
    """Notes each paint of the widgets that it watches: ``on_paint`` gets the widget's name."""

    def __init__(self, on_paint: Callable[[str], object], *widgets: QWidget) -> None:
        super().__init__(widgets[0])
        self._on_paint = on_paint
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self._on_paint(watched.objectName())
        return False
