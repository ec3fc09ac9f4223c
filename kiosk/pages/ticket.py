"""The ticket page: the number at once, then what the paper does, and how to go on."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from hall.estimating.wording import wait_warning
from hall.lifecycle import State
from hall.views import KioskView, TicketView
from kiosk.attendance import absence_text, waits_for_nobody
from kiosk.geometry import GAP, SMALL
from kiosk.kit import KioskKit
from kiosk.number_plans import TicketPlan, ticket_plan
from kiosk.pages.base import KioskPage
from kiosk.screen import PaperState, Screen
from kiosk.widgets.pen import TITLE, Pen
from kiosk.widgets.slip_band import SlipBand
from kiosk.widgets.ticket_card import TicketCard
from kiosk.widgets.ticket_texts import said_wait
from qtkit.icons import paint_icon
from qtkit.theme.tokens import Colours
from qtkit.widgets.painted_button import Variant
from qtkit.widgets.touch_button import KIOSK_BUTTON

_MISSING = replace(KIOSK_BUTTON, padding=8)
_PAPER_COMES = (PaperState.PRINTING, PaperState.OUT)
"""While the band says where the paper comes out."""


class TicketPage(KioskPage):
    """Shows ``screen.ticket`` and ``screen.slip``; its buttons say that the visitor is done, that somebody wants
    another number, or that no paper came out."""

    least = SMALL
    grows = True
    keeps_keys_low = True

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit, parent)
        self.plan: TicketPlan = ticket_plan(self.body_mm(), landscape=self.landscape)
        self._ticket: TicketView | None = None
        self._painted_title = ""
        self.card = TicketCard(self.translate, self)
        self.card.setObjectName("ticket-number")
        self._band = SlipBand(self.translate, self)
        wants = self.intents
        self._done = self.buttons.add("done-button", wants.done_wanted, "kiosk.ticket.done", "check", main=True)
        self._new = self.buttons.add(
            "new-number-button", wants.restart_wanted, "kiosk.ticket.new", "ticket-confirmation"
        )
        self._missing = self.buttons.add(
            "paper-missing-button", wants.paper_missing, "kiosk.ticket.missing", "printer-alert", variant=Variant.QUIET
        )
        self._missing.set_sizes(_MISSING, self.unit)
        cancel = "kiosk.trouble.cancel"  # for whoever hears: a page of its own asks whether that is meant
        self._cancel = self.buttons.add("ticket-cancel", wants.cancel_wanted, cancel, "close", variant=Variant.QUIET)

    def page_title(self) -> str:
        return f"{self._title()}: {self._ticket.code}" if self._ticket else self._title()

    def first_text(self) -> str:
        return self.card.accessibleName().partition(", ")[2]  # the title has named the number

    def news(self) -> str:
        return self._band.accessibleName()

    def notice_bar_mm(self) -> QRectF:
        return self.plan.notice_bar

    def _called(self) -> str:
        """The counter that calls this number now, empty otherwise."""
        return self._ticket.counter_label if self._ticket and self._ticket.state is State.CALLED else ""

    def _title(self) -> str:
        called = self._called()
        return self.translate("kiosk.ticket.called" if called else "kiosk.ticket.title", counter=called)

    def show_screen(self, screen: Screen) -> None:
        if screen.ticket is None or screen.view is None:
            return  # while it slides away, the page keeps what it showed
        self._ticket = screen.ticket
        taken = screen.ticket.issued_at.astimezone(ZoneInfo(screen.view.hall.timezone))
        self.card.show_ticket(screen.ticket, taken)
        title, more = self._slip_texts(screen, screen.view, screen.ticket)
        self._band.show_slip(screen.slip, title=title, more=more, still=self.guard.still)
        self.buttons.translate()
        self._missing.setEnabled(screen.slip is PaperState.OUT)
        self._missing.setVisible(screen.slip is not PaperState.PHOTO)
        self._cancel.setVisible(screen.modes.spoken)
        self.place()
        if self._title() != self._painted_title:
            self._painted_title = self._title()
            self.update()

    def _slip_texts(self, screen: Screen, view: KioskView, ticket: TicketView) -> tuple[str, str]:
        """What became of the paper; and where it comes out, that nobody serves yet, or that it is training."""
        translate, called, slip = self.translate, self._called(), screen.slip
        if called:
            return translate("kiosk.slip.called"), translate("kiosk.slip.called.more", counter=called)
        if screen.training and slip is PaperState.PHOTO:
            return translate("kiosk.training.slip"), translate("kiosk.training.number")
        title, usual = translate(f"kiosk.slip.{slip.value}"), translate(f"kiosk.slip.{slip.value}.more")
        where = (screen.speech.paper_place.message(translate) or usual) if slip in _PAPER_COMES else usual
        if slip is PaperState.OUT and screen.slip_at:  # another machine's printer took it
            title, where = (translate(f"kiosk.slip.elsewhere{part}", station=screen.slip_at) for part in ("", ".more"))
        alone = waits_for_nobody(view, ticket) if slip in (PaperState.OUT, PaperState.PHOTO) else None
        if alone is None:
            warning = wait_warning(said_wait(ticket), translate, brief=True)
            return title, f"{where} {warning}." if warning else where
        key = "kiosk.training.number" if screen.training else f"kiosk.slip.*.{slip.value}.more"
        more = absence_text((alone,), translate, key)
        return title, f"{where} {more}" if slip is PaperState.OUT else more

    def place(self) -> None:
        self.plan = ticket_plan(self.body_mm(), paper=self._has_third_row, landscape=self.landscape)
        self.card.arrange(self.unit, self.card_rect(self.plan.ticket))
        self._band.set_unit(self.unit)
        self._band.setGeometry(self.card_rect(self.plan.band))
        plan = self.plan
        missing = cancel = plan.missing
        if not self._missing.isHidden() and not self._cancel.isHidden():
            half = (missing.width() - GAP) / 2
            missing, cancel = missing.adjusted(0, 0, -half - GAP, 0), cancel.adjusted(half + GAP, 0, 0, 0)
        for button, rect in (
            (self._done, plan.done),
            (self._new, plan.new),
            (self._missing, missing),
            (self._cancel, cancel),
        ):
            self.put(button, rect)

    @property
    def _has_third_row(self) -> bool:
        return not (self._missing.isHidden() and self._cancel.isHidden())

    def paint_page(self, pen: Pen) -> None:
        rect, unit = self.px_rect(self.plan.title), self.unit
        side, gap = 64 * unit, 24 * unit
        found = pen.fitted(self._title(), TITLE, rect.width() - side - gap)
        wide = side + gap + pen.width(found)
        left = rect.left() if self.landscape else rect.center().x() - wide / 2
        icon = QRectF(left, rect.center().y() - side / 2, side, side)
        paint_icon(pen.painter, icon, "check-circle", Colours.GREEN)
        pen.place(QRectF(icon.right() + gap, rect.top(), rect.width(), rect.height()), found, TITLE)
