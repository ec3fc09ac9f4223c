"""What a code was found to be: a booking, whether it holds now, and what to do."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from hall.bookings import Arrival
from hall.dates import clock_text, date_text
from hall.views import BookingView
from hall.wording import in_language
from kiosk.arrival_plans import booking_plan
from kiosk.arrivals import TAKES_A_NUMBER
from kiosk.geometry import SMALL
from kiosk.kit import KioskKit
from kiosk.pages.base import KioskPage
from kiosk.screen import Screen
from kiosk.widgets.pen import HEADING, TITLE, Pen, StackRow, Type
from kiosk.widgets.tile import paint_icon_tile
from qtkit.announce import spoken
from qtkit.paint import Align, fill_rounded
from qtkit.theme.tokens import Colours

_MORE = Type(41, 54, 600)
_HOLDS = (Arrival.ON_TIME, Arrival.LATE)


class BookingPage(KioskPage):
    """Shows ``screen.arrival.booking``; its buttons lead back, and take the number or lead to the service."""

    least = SMALL
    grows = True
    keeps_keys_low = True

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit, parent)
        self.plan = booking_plan(self.body_mm(), landscape=self.landscape)
        self._booking: BookingView | None = None
        self._zone = ZoneInfo("UTC")
        wants, add = self.intents, self.buttons.add
        self._back = add("booking-leave", wants.arrival_left, "kiosk.back", "arrow-left")
        self._take = add(
            "booking-take", wants.booked_number_wanted, "kiosk.booking.take", "ticket-confirmation", main=True
        )
        self._other = add(
            "booking-other", wants.booked_service_wanted, "kiosk.booking.other", "ticket-confirmation", main=True
        )

    def texts(self) -> tuple[str, str, str, str]:
        """How the holder comes, what is booked, when, and what to do; empty without a booking."""
        booking, translate = self._booking, self.translate
        if booking is None:
            return "", "", "", ""
        slot, base = booking.slot.astimezone(self._zone), f"kiosk.booking.{booking.arrival}"
        language, clock = translate.language, clock_text(slot, translate)
        service = in_language(language, booking.service_name, booking.service_name_en)
        agency = in_language(language, booking.agency_name, booking.agency_name_en)
        day = date_text(slot.date(), translate)
        times = {
            name: clock_text(at.astimezone(self._zone), translate)
            for name, at in (("opens", booking.window.opens), ("lapses", booking.window.lapses))
        }
        more = translate(f"{base}.more", **times)
        return translate(base), f"{service} · {agency}", translate("kiosk.booking.slot", day=day, time=clock), more

    def page_title(self) -> str:
        return spoken(*self.texts())

    def notice_bar_mm(self) -> QRectF:
        return self.plan.notice_bar

    def show_screen(self, screen: Screen) -> None:
        if screen.arrival.booking is None or screen.view is None:
            return  # while it slides away, the page keeps what it showed
        self._booking, self._zone = screen.arrival.booking, ZoneInfo(screen.view.hall.timezone)
        self.buttons.translate()
        takes = self._booking.arrival in TAKES_A_NUMBER
        self._take.setVisible(takes)
        self._take.set_busy(screen.busy == "check-in")
        self._other.setVisible(not takes)
        self.update()

    def place(self) -> None:
        self.plan = booking_plan(self.body_mm(), landscape=self.landscape)
        self.put(self._back, self.plan.back)
        self.put(self._take, self.plan.main)
        self.put(self._other, self.plan.main)

    def paint_page(self, pen: Pen) -> None:
        unit, card = self.unit, self.px_rect(self.plan.card)
        holds = self._booking is not None and self._booking.arrival in _HOLDS
        fill, edge = (Colours.SURFACE, Colours.LINE) if holds else (Colours.AMBER100, Colours.AMBER_EDGE)
        fill_rounded(pen.painter, card, 36 * unit, fill, edge=edge, edge_px=3 * unit)
        title, what, when, more = self.texts()
        rows = (
            StackRow(title, TITLE, lines=2),
            StackRow(what, HEADING, Colours.TELUK700 if holds else Colours.INK, lines=3),
            StackRow(when, HEADING, lines=2),
            StackRow(more, _MORE, Colours.INK2 if holds else Colours.AMBER_INK, lines=4),
        )
        inner = card.adjusted(56 * unit, 0, -56 * unit, 0)
        side, below, gap = min(150 * unit, card.height() * 0.2), 30 * unit, 24 * unit
        if side + below + pen.stack_height(rows, inner.width(), gap) > card.height():
            pen.fill(card.adjusted(24 * unit, 12 * unit, -24 * unit, -12 * unit), *rows, gap=10 * unit)
            return
        y = inner.center().y() - (side + below + pen.stack_height(rows, inner.width(), gap)) / 2
        tile = QRectF(inner.center().x() - side / 2, y, side, side)
        usual, unusual = (Colours.ACCENT_FILL, Colours.ON_ACCENT), (Colours.AMBER_TILE, Colours.AMBER)
        colours = usual if holds else unusual
        paint_icon_tile(pen, tile, "calendar-check" if holds else "calendar-clock", *colours)
        room = QRectF(inner.left(), tile.bottom() + below, inner.width(), 0)
        pen.stack(room, *rows, gap=gap, align=Align.AlignHCenter, top=True)
