"""The parts of a board's window, found by their names as style sheets find them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QTimer, QVariantAnimation
from PySide6.QtWidgets import QWidget

from display.parts.announcement import Announcement, AnnouncementTexts
from display.parts.counter_overview import CounterOverview
from display.parts.current_call import CurrentCall
from display.parts.current_call_texts import CurrentCallTexts
from display.parts.part import BoardPart
from display.window import DisplayWindow

P = TypeVar("P", bound=QWidget)


def part(window: DisplayWindow, name: str) -> BoardPart:
    """The part of that name."""
    return shown_as(window, name, BoardPart)


def shown_as(window: DisplayWindow, name: str, kind: type[P]) -> P:
    """The part of that name, which is of this kind."""
    found = window.findChild(kind, name)
    assert found is not None, name
    return found


def overview_of(window: DisplayWindow, name: str = "cells") -> CounterOverview:
    """The counters of a board, in one line or as a list."""
    return shown_as(window, name, CounterOverview)


def announcement_of(window: DisplayWindow) -> tuple[Announcement, AnnouncementTexts]:
    """The panel of the announcement with its texts as they are drawn."""
    panel = shown_as(window, "announcement", Announcement)
    texts = panel.texts()
    assert texts is not None
    return panel, texts


def large_calls(window: DisplayWindow) -> list[CurrentCall]:
    """The large calls that are shown, from top to bottom; one of them is there without a call too."""
    return sorted((one for one in window.findChildren(CurrentCall) if not one.isHidden()), key=lambda one: one.y())


def large_call(window: DisplayWindow) -> CurrentCall:
    """The latest large call."""
    return large_calls(window)[0]


def large_code(window: DisplayWindow) -> str:
    """The number of the latest large call, as assistive technology reads it; empty while there is none."""
    code, _, counter = large_call(window).accessibleName().partition(", ")
    return code if counter else ""


def moves(current_call: CurrentCall) -> bool:
    """Whether the amber block wipes in or pulses."""
    running = QVariantAnimation.State.Running
    return any(motion.state() == running for motion in current_call.findChildren(QVariantAnimation))


def texts_of(current_call: CurrentCall) -> CurrentCallTexts:
    """The large call as it is drawn."""
    assert current_call.texts is not None
    return current_call.texts


def codes_of(calls: list[CurrentCall]) -> list[str]:
    """The numbers that are large."""
    return [one.call.code for one in calls if one.call is not None]


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
