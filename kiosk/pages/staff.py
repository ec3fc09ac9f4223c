"""The staff's page: a keypad for the PIN, then the printer, a new roll, and the latest slips to print again."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from hall.dates import clock_text
from hall.guessing import Wait
from hall.sentences import sentence, word
from hall.spooling import LOW_SLIPS
from hall.store_sentences import STORE_SENTENCES
from hall.views import PrinterView
from kiosk.geometry import MARGIN, mm
from kiosk.pages.base import KioskPage
from kiosk.screen import Screen, StaffScreen
from kiosk.staff import SLIPS, reprintable
from kiosk.widgets.pen import SUBTITLE, TITLE, Pen
from qtkit.announce import spoken
from qtkit.paint import Align, fill_rounded
from qtkit.theme.tokens import Colours
from qtkit.translator import Translator
from qtkit.widgets.pressable import TouchGuard
from qtkit.widgets.touch_button import KIOSK_BIG_KEY, KIOSK_KEY, TouchButton, Variant

_DIGITS = "123456789"


class StaffPage(KioskPage):
    """Shows ``screen.staff``; digits also come from a keyboard."""

    digit_pressed = Signal(str)
    erased = Signal()
    entered = Signal()
    roll_changed = Signal()
    reprint_wanted = Signal(int)
    trial_wanted = Signal()
    trial_seen = Signal(bool)
    left = Signal()

    def __init__(self, translate: Translator, guard: TouchGuard, parent: QWidget) -> None:
        super().__init__(translate, guard, parent)
        self._staff = StaffScreen()
        self._zone = ZoneInfo("UTC")
        self._digits = [self._key(f"staff-{digit}", digit) for digit in (*_DIGITS, "0")]
        for key in self._digits:
            key.clicked.connect(self._on_digit)
        self._erase = self._key("staff-erase", "", icon="backspace-outline")
        self._erase.clicked.connect(self.erased)
        self._enter = self._key("staff-enter", "", icon="check", variant=Variant.PRIMARY)
        self._enter.clicked.connect(self.entered)
        self._roll = self._key("staff-roll", "", icon="paper-roll-outline", variant=Variant.PRIMARY)
        self._roll.clicked.connect(self.roll_changed)
        self._trial = self._key("staff-trial", "", icon="printer-check", variant=Variant.PRIMARY)
        self._trial.clicked.connect(self.trial_wanted)
        self._seen = self._key("staff-seen", "", icon="check", variant=Variant.PRIMARY)
        self._seen.clicked.connect(self._on_seen)
        self._unseen = self._key("staff-unseen", "", icon="close")
        self._unseen.clicked.connect(self._on_unseen)
        self._slips = [self._key(f"staff-slip-{at}", "", icon="printer-outline") for at in range(SLIPS)]
        for key in self._slips:
            key.clicked.connect(self._on_slip)
        self._leave = self._key("staff-leave", "", icon="arrow-left")
        self._leave.clicked.connect(self.left)

    def _key(self, name: str, text: str, *, icon: str = "", variant: Variant = Variant.SECONDARY) -> TouchButton:
        key = TouchButton(text, name=text or name, icon=icon, variant=variant, guard=self.guard, parent=self)
        key.setObjectName(name)
        return key

    def page_title(self) -> str:
        return spoken(self.translate("kiosk.staff.title"), self._line())

    def show_screen(self, screen: Screen) -> None:
        translate, staff = self.translate, screen.staff
        self._staff = staff
        if screen.view is not None:
            self._zone = ZoneInfo(screen.view.hall.timezone)
        for key in (*self._digits, self._erase, self._enter):
            key.setVisible(not staff.unlocked)
        self._enter.set_busy(staff.busy == "pin")
        self._erase.set_translator("", name=translate("kiosk.staff.erase"))
        self._enter.set_translator(translate("kiosk.staff.enter"), name=translate("kiosk.staff.enter"))
        self._roll.set_translator(translate("kiosk.staff.roll"), name=translate("kiosk.staff.roll"))
        self._roll.set_busy(staff.busy == "roll")
        self._roll.setVisible(staff.unlocked and not staff.untried and not staff.asks)
        for key, name in ((self._trial, "trial"), (self._seen, "seen"), (self._unseen, "unseen")):
            key.set_translator(translate(f"kiosk.staff.{name}"), name=translate(f"kiosk.staff.{name}"))
            key.setVisible(staff.unlocked and (staff.untried and not staff.asks if name == "trial" else staff.asks))
        self._trial.set_busy(staff.busy == "trial")
        self._leave.set_translator(translate("kiosk.staff.leave"), name=translate("kiosk.staff.leave"))
        for at, key in enumerate(self._slips):
            there = staff.unlocked and not staff.asks and at < len(staff.slips)
            key.setVisible(there)
            if there:
                possible = reprintable(staff.slips[at])
                text = self._slip_text(at)
                key.set_translator(text, name=translate("kiosk.staff.reprint", slip=text) if possible else text)
                key.setEnabled(possible)
                key.set_busy(staff.busy == f"slip-{at}")
        self.setAccessibleName(self.page_title())
        self.update()

    def _slip_text(self, at: int) -> str:
        job = self._staff.slips[at]
        taken = clock_text(job.ticket.issued_at.astimezone(self._zone), self.translate.language)
        said = self.translate(f"kiosk.staff.job.{job.state}")
        if not reprintable(job):  # the reason why its key does nothing
            said = word(job.ticket.state, self.translate.language)
        return f"{job.ticket.code} · {taken} · {said}"

    def _line(self) -> str:
        """What stands below the title: a message, the printer's state, or what to do."""
        staff, translate = self._staff, self.translate
        if staff.asks:
            return translate("kiosk.staff.asks")
        if staff.message in STORE_SENTENCES:
            return sentence(staff.message, translate.language)
        if staff.message:
            wait = Wait(staff.wait).sentence(translate.language)
            return translate(f"kiosk.staff.message.{staff.message}", wait=wait, station=staff.station)
        if not staff.unlocked or staff.printer is None:
            return translate("kiosk.staff.pin") if not staff.unlocked else translate("kiosk.staff.reading")
        return translate("kiosk.staff.untried") if staff.untried else self._printer_line(staff.printer)

    def _printer_line(self, printer: PrinterView) -> str:
        """How the printer is, and its paper."""
        translate = self.translate
        if printer.problem:
            return sentence(f"printer_{printer.problem}", translate.language, station=printer.name)
        if printer.slips_left is not None:
            low = "low" if printer.slips_left <= LOW_SLIPS else "left"
            return translate(f"kiosk.staff.paper.{low}", n=printer.slips_left)
        return translate("kiosk.staff.paper.near_end" if printer.near_end else "kiosk.staff.paper.ready")

    def place(self) -> None:
        size = self.body_mm()
        width = min(size.width() - 2 * MARGIN, mm(900))
        left, top = (size.width() - width) / 2, mm(330)
        gap = mm(20)
        room = size.height() - top - mm(180)
        row = min(mm(150), (room - 3 * gap) / 4)
        cell = (width - 2 * gap) / 3
        for at, key in enumerate((*self._digits[:9], self._erase, self._digits[9], self._enter)):
            x, y = left + (at % 3) * (cell + gap), top + (at // 3) * (row + gap)
            self._put(key, QRectF(x, y, cell, row))
        first = mm(244)
        line = min(mm(130), (size.height() - first - mm(180) - mm(56) - (SLIPS + 1) * gap) / (SLIPS + 1))
        for key in (self._roll, self._trial, self._seen):
            self._put(key, QRectF(left, first, width, line), big=True)
        self._put(self._unseen, QRectF(left, first + line + gap, width, line))
        for at, key in enumerate(self._slips):
            self._put(key, QRectF(left, first + mm(56) + (at + 1) * (line + gap), width, line))
        self._put(self._leave, QRectF(left, size.height() - mm(150), width, mm(110)))

    def _put(self, key: TouchButton, rect: QRectF, *, big: bool = False) -> None:
        key.set_sizes(KIOSK_BIG_KEY if big else KIOSK_KEY, self.unit)
        key.setGeometry(self.card_rect(rect))

    def paint_page(self, pen: Pen) -> None:
        size, unit = self.body_mm(), self.unit
        width = min(size.width() - 2 * MARGIN, mm(900))
        left = (size.width() - width) / 2
        title = self.px_rect(QRectF(left, mm(40), width, mm(80)))
        pen.place(title, pen.fitted(self.translate("kiosk.staff.title"), TITLE, title.width()), TITLE)
        line = self.px_rect(QRectF(left, mm(126), width, mm(96)))
        printer = self._staff.printer
        warn = self._staff.unlocked and printer is not None and (bool(printer.problem) or self._staff.untried)
        colour = Colours.AMBER_INK if warn or self._staff.message else Colours.INK2
        pen.place(line, pen.fitted(self._line(), SUBTITLE, line.width(), lines=2), SUBTITLE, colour=colour)
        if not self._staff.unlocked:
            self._paint_dots(pen, self.px_rect(QRectF(left, mm(236), width, mm(64))), unit)
        elif self._staff.slips and not self._staff.asks:
            place = self.px_rect(QRectF(left, self._list_top() - mm(58), width, mm(48)))
            caption = self.translate("kiosk.staff.slips")
            pen.place(place, pen.fitted(caption, SUBTITLE, place.width()), SUBTITLE, colour=Colours.INK2)

    def _list_top(self) -> float:
        return self._slips[0].geometry().top() / self.layout_mm.scale.px_per_mm

    def _paint_dots(self, pen: Pen, rect: QRectF, unit: float) -> None:
        fill_rounded(pen.painter, rect, 20 * unit, Colours.SURFACE, edge=Colours.LINE, edge_px=2 * unit)
        dots = "\u25cf " * self._staff.digits
        pen.place(rect, pen.fitted(dots, SUBTITLE, rect.width()), SUBTITLE, align=Align.AlignHCenter)

    def takes(self, event: QKeyEvent) -> bool:
        """A key of a keyboard that this page knows."""
        text = event.text()
        if text.isdigit() and len(text) == 1 and text.isascii():
            self.digit_pressed.emit(text)
        elif event.key() == Qt.Key.Key_Backspace:
            self.erased.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            return False
        return True

    def _on_digit(self) -> None:
        self.digit_pressed.emit(self.sender().objectName().removeprefix("staff-"))

    def _on_slip(self) -> None:
        self.reprint_wanted.emit(int(self.sender().objectName().removeprefix("staff-slip-")))

    def _on_seen(self) -> None:
        self.trial_seen.emit(True)

    def _on_unseen(self) -> None:
        self.trial_seen.emit(False)
