"""The staff's page: a keypad for the PIN, then the printer, a new roll, and the latest slips to print again."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from hall.dates import clock_text
from hall.guessing import Wait
from hall.messages import member_text
from hall.spooling import LOW_SLIPS
from hall.views import PrinterView
from kiosk.geometry import MARGIN, mm
from kiosk.kit import KioskKit
from kiosk.pages.base import KioskPage
from kiosk.screen import Screen, StaffScreen
from kiosk.staff import SLIPS, reprintable
from kiosk.widgets.pen import SUBTITLE, TITLE, Pen
from qtkit.announce import spoken
from qtkit.paint import Align, fill_rounded
from qtkit.theme.tokens import Colours
from qtkit.widgets.painted_button import Variant

_DIGITS = "123456789"


class StaffPage(KioskPage):
    """Shows ``screen.staff``; digits also come from a keyboard."""

    secret = True

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit, parent)
        self._staff = StaffScreen()
        self._zone = ZoneInfo("UTC")
        wants, primary = self.intents, Variant.PRIMARY
        self._digits = [self.buttons.add(f"staff-{digit}", self._on_digit) for digit in (*_DIGITS, "0")]
        for button, digit in zip(self._digits, (*_DIGITS, "0"), strict=True):
            button.show_text(digit)
        erase, enter = "kiosk.staff.erase", "kiosk.staff.enter"
        self._erase = self.buttons.add("staff-erase", wants.digit_erased, icon="backspace-outline", spoken=erase)
        self._enter = self.buttons.add("staff-enter", wants.pin_entered, enter, "check", variant=primary)
        self._roll = self.buttons.add(
            "staff-roll", wants.roll_changed, "kiosk.staff.roll", "paper-roll-outline", main=True
        )
        self._trial = self.buttons.add(
            "staff-trial", wants.trial_wanted, "kiosk.staff.trial", "printer-check", main=True
        )
        self._seen = self.buttons.add(
            "staff-seen", lambda: wants.trial_seen.emit(True), "kiosk.staff.seen", "check", main=True
        )
        self._unseen = self.buttons.add(
            "staff-unseen", lambda: wants.trial_seen.emit(False), "kiosk.staff.unseen", "close"
        )
        self._slips = [
            self.buttons.add(f"staff-slip-{at}", self._on_slip, icon="printer-outline") for at in range(SLIPS)
        ]
        self._leave = self.buttons.add("staff-leave", wants.staff_left, "kiosk.staff.leave", "arrow-left")

    def page_title(self) -> str:
        return spoken(self.translate("kiosk.staff.title"), self._line())

    def show_screen(self, screen: Screen) -> None:
        translate, staff = self.translate, screen.staff
        self._staff = staff
        if screen.view is not None:
            self._zone = ZoneInfo(screen.view.hall.timezone)
        self.buttons.translate()
        for button in (*self._digits, self._erase, self._enter):
            button.setVisible(not staff.unlocked)
        for button, busy in ((self._enter, "pin"), (self._roll, "roll"), (self._trial, "trial")):
            button.set_busy(staff.busy == busy)
        asks, rests = staff.unlocked and staff.asks, staff.unlocked and not staff.asks
        self._roll.setVisible(rests and not staff.untried)
        self._trial.setVisible(rests and staff.untried)
        self._seen.setVisible(asks)
        self._unseen.setVisible(asks)
        for at, button in enumerate(self._slips):
            button.setVisible(rests and at < len(staff.slips))
            if rests and at < len(staff.slips):
                possible = reprintable(staff.slips[at])
                text = self._slip_text(at)
                button.show_text(text, name=translate("kiosk.staff.reprint", slip=text) if possible else text)
                button.setEnabled(possible)
                button.set_busy(staff.busy == f"slip-{at}")
        self.setAccessibleName(self.page_title())
        self.update()

    def _slip_text(self, at: int) -> str:
        job = self._staff.slips[at]
        taken = clock_text(job.ticket.issued_at.astimezone(self._zone), self.translate)
        said = (
            self.translate(f"kiosk.staff.job.{job.state}")
            if reprintable(job)
            else member_text(job.ticket.state, self.translate)  # the reason why its button does nothing
        )
        return f"{job.ticket.code} · {taken} · {said}"

    def _line(self) -> str:
        """What is below the title: a message, the printer's state, or what to do."""
        staff, translate = self._staff, self.translate
        if staff.asks:
            return translate("kiosk.staff.asks")
        if staff.message.startswith("store_"):
            return translate(staff.message)
        if staff.message:
            wait = Wait(staff.wait).message(translate)
            return translate(f"kiosk.staff.message.{staff.message}", wait=wait, station=staff.station)
        if not staff.unlocked or staff.printer is None:
            return translate("kiosk.staff.pin") if not staff.unlocked else translate("kiosk.staff.reading")
        return translate("kiosk.staff.untried") if staff.untried else self._printer_line(staff.printer)

    def _printer_line(self, printer: PrinterView) -> str:
        """How the printer is, and its paper."""
        translate = self.translate
        if printer.problem:
            return translate(f"printer_{printer.problem}", station=printer.name)
        if printer.slips_left is not None:
            low = "low" if printer.slips_left <= LOW_SLIPS else "left"
            return translate(f"kiosk.staff.paper.{low}", n=printer.slips_left)
        return translate("kiosk.staff.paper.near_end" if printer.near_end else "kiosk.staff.paper.ready")

    def place(self) -> None:
        size = self.body_mm()
        width = min(size.width() - 2 * MARGIN, mm(900))
        left, top = (size.width() - width) / 2, mm(330)
        gap = mm(20)
        row = min(mm(150), (size.height() - top - mm(180) - 3 * gap) / 4)
        cell = (width - 2 * gap) / 3
        for at, button in enumerate((*self._digits[:9], self._erase, self._digits[9], self._enter)):
            x, y = left + (at % 3) * (cell + gap), top + (at // 3) * (row + gap)
            self.put(button, QRectF(x, y, cell, row))
        first = mm(244)
        line = min(mm(130), (size.height() - first - mm(180) - mm(56) - (SLIPS + 1) * gap) / (SLIPS + 1))
        for button in (self._roll, self._trial, self._seen):
            self.put(button, QRectF(left, first, width, line))
        self.put(self._unseen, QRectF(left, first + line + gap, width, line))
        for at, button in enumerate(self._slips):
            self.put(button, QRectF(left, first + mm(56) + (at + 1) * (line + gap), width, line))
        self.put(self._leave, QRectF(left, size.height() - mm(150), width, mm(110)))

    def paint_page(self, pen: Pen) -> None:
        size, unit = self.body_mm(), self.unit
        width = min(size.width() - 2 * MARGIN, mm(900))
        left = (size.width() - width) / 2
        pen.write(self.px_rect(QRectF(left, mm(40), width, mm(80))), self.translate("kiosk.staff.title"), TITLE)
        line = self.px_rect(QRectF(left, mm(126), width, mm(96)))
        printer = self._staff.printer
        warn = self._staff.unlocked and printer is not None and (bool(printer.problem) or self._staff.untried)
        colour = Colours.AMBER_INK if warn or self._staff.message else Colours.INK2
        pen.write(line, self._line(), SUBTITLE, colour=colour, lines=2)
        if not self._staff.unlocked:
            self._paint_dots(pen, self.px_rect(QRectF(left, mm(236), width, mm(64))), unit)
        elif self._staff.slips and not self._staff.asks:
            top = self._slips[0].y() / self.layout_mm.scale.px_per_mm
            place = self.px_rect(QRectF(left, top - mm(58), width, mm(48)))
            pen.write(place, self.translate("kiosk.staff.slips"), SUBTITLE, colour=Colours.INK2)

    def _paint_dots(self, pen: Pen, rect: QRectF, unit: float) -> None:
        fill_rounded(pen.painter, rect, 20 * unit, Colours.SURFACE, edge=Colours.LINE, edge_px=2 * unit)
        pen.write(rect, "\u25cf " * self._staff.digits, SUBTITLE, align=Align.AlignHCenter)

    def takes(self, event: QKeyEvent) -> bool:
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

    def _on_digit(self) -> None:
        self.intents.digit_pressed.emit(self.sender().objectName().removeprefix("staff-"))

    def _on_slip(self) -> None:
        self.intents.reprint_wanted.emit(int(self.sender().objectName().removeprefix("staff-slip-")))
