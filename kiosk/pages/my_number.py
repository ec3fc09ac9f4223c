"""Where somebody's number is: how it stands, how many are before it, and where to go; who has its slip can give it
back."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from hall.dates import date_text
from hall.estimating.wording import wait_warning
from hall.lifecycle import State
from hall.views import ServiceView, TicketView
from kiosk.arrival_screen import ArrivalScreen
from kiosk.attendance import absence_text, waits_for_nobody
from kiosk.geometry import SMALL
from kiosk.kit import KioskKit
from kiosk.number_plans import TicketPlan, ticket_plan
from kiosk.pages.base import KioskPage
from kiosk.screen import Screen
from kiosk.widgets.pen import NOTICE, TITLE, Pen, StackRow, Type
from kiosk.widgets.ticket_card import TicketCard
from kiosk.widgets.ticket_texts import said_wait
from qtkit.announce import spoken
from qtkit.paint import Align, fill_rounded
from qtkit.theme.fonts import Typeface
from qtkit.theme.tokens import Colours
from qtkit.widgets.painted_button import Variant

_MORE = Type(35, 44, 600)
_CALM = (State.WAITING, State.SERVING, State.DONE)


class MyNumberPage(KioskPage):
    """Shows ``screen.arrival.number``; its buttons leave, answer the survey of a visit that is over, and give the
    number back, which is asked once more at another place."""

    least = SMALL
    grows = True
    keeps_keys_low = True

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit, parent)
        self.plan: TicketPlan = ticket_plan(self.body_mm(), landscape=self.landscape)
        self._shown = ArrivalScreen()
        self._asking = self._today = self._training = False
        self._alone: ServiceView | None = None
        self._card = TicketCard(self.translate, self)
        self._card.setObjectName("my-number")
        wants, add = self.intents, self.buttons.add
        self._done = add("my-number-done", wants.arrival_left, "kiosk.ticket.done", "check", main=True)
        self._survey = add(
            "my-number-survey", wants.arrival_survey_wanted, "kiosk.my_number.survey", "emoticon-happy-outline"
        )
        self._cancel = add(
            "my-number-cancel", wants.arrival_cancel_wanted, "kiosk.trouble.cancel", "close", variant=Variant.QUIET
        )
        self._surely = add("my-number-surely", wants.arrival_cancel_confirmed, "kiosk.trouble.surely", "close")
        self._keep = add("my-number-keep", wants.arrival_kept, "kiosk.trouble.keep", "check", main=True)

    def texts(self) -> tuple[str, str]:
        """How the number stands, and what to do; while it asks, the question."""
        number, translate = self._shown.number, self.translate
        if number is None:
            return "", ""
        if self._asking:
            return translate("kiosk.trouble.ask", number=number.code), translate("kiosk.trouble.ask.more")
        state = number.state.value if self._today else "old"
        if self._alone is not None:
            more = "kiosk.training.number" if self._training else "kiosk.my_number.unattended.more"
            return absence_text((self._alone,), translate, "kiosk.my_number.*"), translate(more)
        filling = {"counter": number.counter_label, "day": date_text(number.business_day, translate)}
        said, more = (translate(f"kiosk.my_number.{state}{part}", **filling) for part in ("", ".more"))
        warning = wait_warning(said_wait(number), translate) if self._today else ""
        return said, " ".join(filter(None, (more, warning)))

    def page_title(self) -> str:
        code = self._shown.number.code if self._shown.number else ""
        return spoken(self.translate("kiosk.my_number.title"), code)

    def first_text(self) -> str:
        return self._card.accessibleName().partition(", ")[2]  # the title has named the number

    def news(self) -> str:
        return spoken(*self.texts(), self._hint())

    def notice_bar_mm(self) -> QRectF:
        return self.plan.notice_bar

    def _hint(self) -> str:
        """How the number is given back by somebody who only typed it."""
        wanting = self._shown.can_be_cancelled and not self._shown.holds_slip and self._today
        return self.translate("kiosk.my_number.hint") if wanting else ""

    def show_screen(self, screen: Screen) -> None:
        number = screen.arrival.number
        if number is None or screen.view is None:
            return  # while it slides away, the page keeps what it showed
        self._shown, self._asking = screen.arrival, screen.asking
        zone = ZoneInfo(screen.view.hall.timezone)
        self._today = number.business_day >= screen.view.now.astimezone(zone).date() or _goes_on(number)
        waits = self._today and number.state is State.WAITING
        self._alone = waits_for_nobody(screen.view, number) if waits else None
        self._training = screen.training
        self._card.show_ticket(number, number.issued_at.astimezone(zone))
        self.buttons.translate()
        self._surely.set_busy(screen.busy == "cancel")
        self._survey.set_busy(screen.busy == "survey-begin")
        rests = not self._asking
        self._done.setVisible(rests)
        self._survey.setVisible(rests and self._shown.is_served and screen.surveys)
        self._cancel.setVisible(rests and self._shown.can_be_cancelled and self._shown.holds_slip)
        for button in (self._keep, self._surely):
            button.setVisible(self._asking)
        self.place()
        self.update()

    def place(self) -> None:
        card = 0.54 if self.layout_mm.large else 0.62
        self.plan = ticket_plan(self.body_mm(), landscape=self.landscape, card=card)
        plan, row = self.plan, self.plan.done.united(self.plan.new)
        self._card.arrange(self.unit, self.card_rect(plan.ticket))
        whole = plan.done if not self._survey.isHidden() else row
        for button, rect in (
            (self._done, whole if plan.done.top() == plan.new.top() else plan.done),
            (self._survey, plan.new),
            (self._cancel, plan.missing),
            (self._surely, plan.new if plan.done.top() == plan.new.top() else plan.done),
            (self._keep, plan.missing),
        ):
            self.put(button, rect)

    def paint_page(self, pen: Pen) -> None:
        title = self.px_rect(self.plan.title)
        pen.write(title, self.translate("kiosk.my_number.title"), TITLE, align=self._align)
        self._paint_state(pen, self.px_rect(self.plan.band))
        if self._hint() and not self._asking:
            plan = self.plan
            beside = plan.done.top() == plan.new.top()
            place = self.px_rect(plan.missing if beside else plan.missing.united(plan.new))
            pen.fill(place, StackRow(self._hint(), _MORE, Colours.INK2, lines=3), align=self._align)

    @property
    def _align(self) -> Align:
        return Align.AlignLeft if self.landscape else Align.AlignHCenter

    def _paint_state(self, pen: Pen, rect: QRectF) -> None:
        unit, number = self.unit, self._shown.number
        calm = number is not None and number.state in _CALM and self._today and not self._asking and self._alone is None
        fill, edge = (Colours.TELUK50, Colours.TELUK100) if calm else (Colours.AMBER100, Colours.AMBER_EDGE)
        fill_rounded(pen.painter, rect, 26 * unit, fill, edge=edge, edge_px=3 * unit)
        said, more = self.texts()
        colour = Colours.TELUK700 if calm else Colours.AMBER_INK
        lines = 4 if rect.height() > rect.width() * 0.5 else 2
        rows = StackRow(said, NOTICE, lines=lines), StackRow(more, _MORE, colour, lines=lines + 1)
        inset = (16 if Typeface.least_px else 40) * unit
        pen.fill(rect.adjusted(inset, 0, -inset, 0), *rows, gap=8 * unit, align=Align.AlignHCenter)


def _goes_on(number: TicketView) -> bool:
    """Whether its business day still serves it, whatever date it has."""
    return number.ended_at is None and number.state not in (State.DONE, State.NO_SHOW, State.CANCELLED)
