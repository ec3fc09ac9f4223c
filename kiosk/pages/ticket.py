"""The ticket page: the number at once, then what the paper does, and how to go on."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QMargins, QRectF, Signal
from PySide6.QtWidgets import QWidget

from hall.lifecycle import State
from hall.views import KioskView, TicketView
from kiosk.geometry import TicketPlan, ticket_plan
from kiosk.pages.base import KioskPage
from kiosk.screen import Screen, Slip
from kiosk.widgets.pen import TITLE, Pen
from kiosk.widgets.slip_band import SlipBand
from kiosk.widgets.ticket_card import TicketCard
from qtkit.icons import paint_icon
from qtkit.theme.tokens import Colours
from qtkit.translator import Translator
from qtkit.widgets.pressable import TouchGuard
from qtkit.widgets.touch_button import KIOSK_BIG_KEY, KIOSK_KEY, TouchButton, Variant


class TicketPage(KioskPage):
    """Shows ``screen.ticket`` and ``screen.slip``; emits that the visitor is done, that somebody wants a number of his
    own, or that no paper came out."""

    done_wanted = Signal()
    new_number_wanted = Signal()
    paper_missing = Signal()

    def __init__(self, translate: Translator, guard: TouchGuard, parent: QWidget, *, motion: bool) -> None:
        super().__init__(translate, guard, parent)
        self.plan: TicketPlan = ticket_plan(self.body_mm(), landscape=self.landscape)
        self._ticket: TicketView | None = None
        self._card = TicketCard(translate, self)
        self._card.setObjectName("ticket-number")
        self._band = SlipBand(translate, self, motion=motion)
        self._done = TouchButton(
            "", name="-", variant=Variant.PRIMARY, icon="check", sizes=KIOSK_BIG_KEY, guard=guard, parent=self
        )
        self._done.setObjectName("done-key")
        self._done.clicked.connect(self.done_wanted)
        self._new = TouchButton("", name="-", icon="ticket-confirmation", guard=guard, parent=self)
        self._new.setObjectName("new-number-key")
        self._new.clicked.connect(self.new_number_wanted)
        self._missing = TouchButton("", name="-", variant=Variant.QUIET, icon="printer-alert", guard=guard, parent=self)
        self._missing.setObjectName("paper-missing-key")
        self._missing.clicked.connect(self.paper_missing)

    @property
    def card(self) -> TicketCard:
        """The ticket itself."""
        return self._card

    def page_title(self) -> str:
        return f"{self._title()}: {self._ticket.code}" if self._ticket else self._title()

    def first_words(self) -> str:
        return self._card.accessibleName().partition(", ")[2]  # the title has named the number

    def news(self) -> str:
        return self._band.accessibleName()

    def strip_mm(self) -> QRectF:
        return self.plan.strip

    def _called(self) -> str:
        """The counter that calls this number now, empty otherwise."""
        return self._ticket.counter_label if self._ticket and self._ticket.state is State.CALLED else ""

    def _title(self) -> str:
        if self._called():
            return self.translate("kiosk.ticket.called", counter=self._called())
        return self.translate("kiosk.ticket.title")

    def show_screen(self, screen: Screen) -> None:
        if screen.ticket is None or screen.view is None:
            return  # while it slides away, the page keeps what it showed
        self._ticket = screen.ticket
        taken = screen.ticket.issued_at.astimezone(ZoneInfo(screen.view.hall.timezone))
        self._card.show_ticket(screen.ticket, taken)
        translate = self.translate
        kind = "called" if self._called() else screen.slip.value
        more = translate(f"kiosk.slip.{kind}.more", counter=self._called())
        if screen.slip in (Slip.OUT, Slip.PHOTO) and _nobody_serves(screen.view, screen.ticket):
            more = translate(f"kiosk.slip.unattended.{screen.slip.value}.more")
        self._band.show_slip(screen.slip, title=translate(f"kiosk.slip.{kind}", counter=self._called()), more=more)
        self._done.set_translator(translate("kiosk.ticket.done"), name=translate("kiosk.ticket.done"))
        self._new.set_translator(translate("kiosk.ticket.new"), name=translate("kiosk.ticket.new"))
        self._missing.set_translator(translate("kiosk.ticket.missing"), name=translate("kiosk.ticket.missing"))
        self._missing.setEnabled(screen.slip is Slip.OUT)
        self._missing.setVisible(screen.slip is not Slip.PHOTO)
        self.place()
        self.update()

    def place(self) -> None:
        self.plan = ticket_plan(self.body_mm(), paper=not self._missing.isHidden(), landscape=self.landscape)
        self._card.set_unit(self.unit)
        self._band.set_unit(self.unit)
        margin = self._card.margin()
        self._card.setGeometry(self.card_rect(self.plan.ticket).marginsAdded(QMargins(margin, margin, margin, margin)))
        self._band.setGeometry(self.card_rect(self.plan.band))
        self._done.set_sizes(KIOSK_BIG_KEY, self.unit)
        self._done.setGeometry(self.card_rect(self.plan.done))
        self._new.set_sizes(KIOSK_KEY, self.unit)
        self._new.setGeometry(self.card_rect(self.plan.new))
        self._missing.set_sizes(KIOSK_KEY, self.unit)
        self._missing.setGeometry(self.card_rect(self.plan.missing))

    def paint_page(self, pen: Pen) -> None:
        rect, unit = self.px_rect(self.plan.title), self.unit
        side, gap = 64 * unit, 24 * unit
        found = pen.fitted(self._title(), TITLE, rect.width() - side - gap)
        wide = side + gap + pen.width(found)
        left = rect.left() if self.landscape else rect.center().x() - wide / 2
        icon = QRectF(left, rect.center().y() - side / 2, side, side)
        paint_icon(pen.painter, icon, "check-circle", Colours.GREEN)
        pen.place(QRectF(icon.right() + gap, rect.top(), rect.width(), rect.height()), found, TITLE)


def _nobody_serves(view: KioskView, ticket: TicketView) -> bool:
    """Whether the number waits for a service at whose counters nobody sits."""
    services = (service for agency in view.agencies for service in agency.services)
    service = next((one for one in services if one.id == ticket.service_id), None)
    return service is not None and not service.attended and ticket.state in (State.PRINTING, State.WAITING)
