"""The keypad of the staff's page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from hall.guessing import Wait
from kiosk.geometry import mm
from kiosk.kit import KioskKit
from kiosk.pages.base import KioskPage
from kiosk.pages.staff.part import Line, StaffPart
from kiosk.widgets.pen import SUBTITLE, Pen
from qtkit.paint import Align, fill_rounded
from qtkit.theme.tokens import Colours
from qtkit.widgets.painted_button import Variant
from qtkit.widgets.touch_button import TouchButton

_DIGITS = "123456789"


class PinPart(StaffPart):
    """Digits, and how many of them are in; they also come from a keyboard."""

    def __init__(self, kit: KioskKit, page: KioskPage) -> None:
        super().__init__(kit, page)
        wants = self.intents
        self._digits = [self.buttons.add(f"staff-{digit}", self._on_digit(digit)) for digit in (*_DIGITS, "0")]
        for button, digit in zip(self._digits, (*_DIGITS, "0"), strict=True):
            button.show_text(digit)
        self._erase = self.buttons.add(
            "staff-erase", wants.digit_erased, icon="backspace-outline", spoken="kiosk.staff.erase"
        )
        self._enter = self.buttons.add(
            "staff-enter", wants.pin_entered, "kiosk.staff.enter", "check", variant=Variant.PRIMARY
        )
        for one, following in pairwise(self._in_rows()):
            QWidget.setTabOrder(one, following)

    def _in_rows(self) -> tuple[TouchButton, ...]:
        """The keys as they lie, row by row."""
        return (*self._digits[:9], self._erase, self._digits[9], self._enter)

    def keys(self) -> Iterator[tuple[TouchButton, bool]]:
        yield from ((key, True) for key in (*self._digits, self._erase, self._enter))

    def show_keys(self) -> None:
        self._enter.set_busy(self.screen.staff.busy == "pin")

    def line(self) -> Line:
        staff, translate = self.screen.staff, self.translate
        if staff.message.startswith("store_"):
            return Line(translate(staff.message), warns=True)
        if staff.message:
            wait = Wait(staff.wait).message(translate)
            said = translate(f"kiosk.staff.message.{staff.message}", wait=wait, station=staff.station)
            return Line(said, warns=True)
        return Line(translate("kiosk.staff.pin"))

    def place(self, room: QRectF) -> None:
        gap = mm(20)
        top = room.top() + mm(86)
        row = min(mm(150), (room.bottom() - top - 3 * gap) / 4)
        cell = (room.width() - 2 * gap) / 3
        for at, button in enumerate(self._in_rows()):
            x, y = room.left() + (at % 3) * (cell + gap), top + (at // 3) * (row + gap)
            self.page.put(button, QRectF(x, y, cell, row))

    def paint(self, pen: Pen, room: QRectF) -> None:
        rect = self.page.px_rect(QRectF(room.left(), room.top() - mm(8), room.width(), mm(64)))
        unit = pen.unit
        fill_rounded(pen.painter, rect, 20 * unit, Colours.SURFACE, edge=Colours.LINE, edge_px=2 * unit)
        pen.write(rect, "\u25cf " * self.screen.staff.digits, SUBTITLE, align=Align.AlignHCenter)

    def takes(self, event: QKeyEvent) -> bool:
        """Whether that key of a keyboard is one of the PIN, and was used."""
        text = event.text()
        if text.isdigit() and len(text) == 1 and text.isascii():
            self.intents.digit_pressed.emit(text)
        elif event.key() == Qt.Key.Key_Backspace:
            self.intents.digit_erased.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.intents.pin_entered.emit()
        else:
            return False
        return True

    def _on_digit(self, digit: str) -> Callable[[], None]:
        return lambda: self.intents.digit_pressed.emit(digit)
