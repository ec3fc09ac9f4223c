"""The printer's tab: how it is, a new roll, its trial, and the latest slips to print again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF

from hall.dates import clock_text
from hall.messages import member_text
from hall.spooling import LOW_SLIPS
from hall.views import PrinterView
from kiosk.geometry import mm
from kiosk.kit import KioskKit
from kiosk.pages.base import KioskPage
from kiosk.pages.staff.part import Line, StaffPart
from kiosk.staff import SLIPS, reprintable
from kiosk.widgets.pen import SUBTITLE, Pen, StackRow
from qtkit.theme.tokens import Colours
from qtkit.widgets.touch_button import TouchButton

_LEAST = mm(84)
"""Height of a key; of the latest slips there are as many as have room."""


class PrinterPart(StaffPart):
    """Shows ``screen.staff``."""

    def __init__(self, kit: KioskKit, page: KioskPage) -> None:
        super().__init__(kit, page)
        wants, add = self.intents, self.buttons.add
        self._fitting = SLIPS
        self._roll = add("staff-roll", wants.roll_changed, "kiosk.staff.roll", "paper-roll-outline", main=True)
        self._trial = add("staff-trial", wants.trial_wanted, "kiosk.staff.trial", "printer-check", main=True)
        self._seen = add("staff-seen", lambda: wants.trial_seen.emit(True), "kiosk.staff.seen", "check", main=True)
        self._unseen = add("staff-unseen", lambda: wants.trial_seen.emit(False), "kiosk.staff.unseen", "close")
        self._slips = [add(f"staff-slip-{at}", self._on_slip(at), icon="printer-outline") for at in range(SLIPS)]

    def keys(self) -> Iterator[tuple[TouchButton, bool]]:
        staff = self.screen.staff
        yield self._roll, not staff.asks and not staff.untried
        yield self._trial, not staff.asks and staff.untried
        yield self._seen, staff.asks
        yield self._unseen, staff.asks
        yield from (
            (key, not staff.asks and at < min(self._fitting, len(staff.slips))) for at, key in enumerate(self._slips)
        )

    def show_keys(self) -> None:
        staff = self.screen.staff
        self._roll.set_busy(staff.busy == "roll")
        self._trial.set_busy(staff.busy == "trial")
        for at, (key, job) in enumerate(zip(self._slips, staff.slips, strict=False)):
            possible, text = reprintable(job), self._slip_text(at)
            key.show_text(text, name=self.translate("kiosk.staff.reprint", slip=text) if possible else text)
            key.setEnabled(possible)
            key.set_busy(staff.busy == f"slip-{at}")

    def line(self) -> Line:
        staff, translate = self.screen.staff, self.translate
        if staff.asks:
            return Line(translate("kiosk.staff.asks"), warns=True)
        if staff.message:
            return Line(translate(f"kiosk.staff.message.{staff.message}"), warns=True)
        if staff.printer is None:
            return Line(translate("kiosk.staff.reading"))
        if staff.untried:
            return Line(translate("kiosk.staff.untried"), warns=True)
        return Line(self._printer_line(staff.printer), warns=bool(staff.printer.problem))

    def place(self, room: QRectF) -> None:
        gap = mm(20)
        self._fitting = min(SLIPS, int((room.height() - mm(56) - _LEAST) / (_LEAST + gap)))
        line = min(mm(130), (room.height() - mm(56) - self._fitting * gap) / (self._fitting + 1))
        for button in (self._roll, self._trial, self._seen):
            self.page.put(button, QRectF(room.left(), room.top(), room.width(), line))
        self.page.put(self._unseen, QRectF(room.left(), room.top() + line + gap, room.width(), line))
        top = room.top() + line + mm(56) + gap
        for at, button in enumerate(self._slips):
            self.page.put(button, QRectF(room.left(), top + at * (line + gap), room.width(), line))

    def paint(self, pen: Pen, room: QRectF) -> None:
        if not self.screen.staff.slips or self.screen.staff.asks:
            return
        top = self._slips[0].y() / self.page.layout_mm.scale.px_per_mm
        place = self.page.px_rect(QRectF(room.left(), top - mm(58), room.width(), mm(48)))
        heading = StackRow(self.translate("kiosk.staff.slips"), SUBTITLE, Colours.INK2)
        if not self.page.layout_mm.large or pen.holds([heading], place):
            pen.write(place, heading.text, heading.type_, colour=heading.colour)

    def _slip_text(self, at: int) -> str:
        job, view = self.screen.staff.slips[at], self.screen.view
        zone = ZoneInfo(view.hall.timezone if view is not None else "UTC")
        taken = clock_text(job.ticket.issued_at.astimezone(zone), self.translate)
        said = (
            self.translate(f"kiosk.staff.job.{job.state}")
            if reprintable(job)
            else member_text(job.ticket.state, self.translate)  # the reason why its button does nothing
        )
        return f"{job.ticket.code} · {taken} · {said}"

    def _printer_line(self, printer: PrinterView) -> str:
        """How the printer is, and its paper."""
        translate = self.translate
        if printer.problem:
            return translate(f"printer_{printer.problem}", station=printer.name)
        if printer.slips_left is not None:
            low = "low" if printer.slips_left <= LOW_SLIPS else "left"
            return translate(f"kiosk.staff.paper.{low}", n=printer.slips_left)
        return translate("kiosk.staff.paper.near_end" if printer.near_end else "kiosk.staff.paper.ready")

    def _on_slip(self, at: int) -> Callable[[], None]:
        return lambda: self.intents.reprint_wanted.emit(at)
