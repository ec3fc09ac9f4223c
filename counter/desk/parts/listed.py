"""Numbers that were put off, missed their call, or wait for this counter alone, and the way to any other number."""

from __future__ import annotations

import math

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counter.desk.intents import DeskIntents
from counter.desk.parts.action_button import act_of, ends_text, ends_visit, show_possible
from counter.desk.state import Command, DeskState, Intent
from counter.desk.texts import listed_text, minutes_text, refusal_text
from counter.desk.wait_texts import left_spoken, left_words
from hall.lifecycle import State
from hall.translator import Translator
from hall.views import CounterView, TicketView
from qtkit.desk.buttons import FOCUS_ROOM, DeskButton
from qtkit.desk.label import Label
from qtkit.desk.layout import pack
from qtkit.desk.panel import Divider, Panel
from qtkit.desk.row_list import RowList
from qtkit.paint import fit_or_cut, text_width
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours
from qtkit.tips import set_tip

FIND_SHORTCUT = "F5"

_ROW = 46


def listed(view: CounterView) -> tuple[TicketView, ...]:
    """What the panel lists: those who wait for this counter, then the held, then the no-shows."""
    return (*view.directed, *view.held, *view.no_shows)


class ListedRow(QWidget):
    """One number, what happened to it, and the buttons that bring it to the counter or back into the queue."""

    def __init__(self, translate: Translator, intents: DeskIntents) -> None:
        super().__init__()
        self._translate, self._intents = translate, intents
        self._ticket: TicketView | None = None
        self.code = Label(17, 800, tabular=True)
        self._what = Label(13, 600, Colours.DESK_TEXT2, lines=3, height_px=42)
        self.call = DeskButton("listed-call", "", "", height=34, px=13)
        self.back = DeskButton("listed-back", "", "", height=34, px=13)
        self.call.clicked.connect(lambda: self._command(Intent.CALL_NUMBER))
        self.back.clicked.connect(lambda: self._command(Intent.RELEASE))
        pack(
            QHBoxLayout(self),
            self.code,
            8,
            (self._what, 1),
            self.back,
            self.call,
            margins=(FOCUS_ROOM, 2, 0, 2),
            spacing=2,
        )
        self._what.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_ticket(self, ticket: TicketView, state: DeskState) -> None:
        """Shows one number; needs the state's view."""
        assert state.view is not None
        translate, view = self._translate, state.view
        self._ticket = ticket
        self.code.show_text(ticket.code)
        since = ticket.ended_at if ticket.state is State.NO_SHOW and ticket.ended_at is not None else ticket.queue_time
        what = f"{listed_text(ticket, translate)}, {minutes_text(view.now - since, translate)}"
        left, spoken = left_words(ticket, translate), left_spoken(ticket, translate)
        self._what.show_text(f"{what}, {left}" if left else what, short=what if left else "")
        self.setAccessibleName(", ".join(filter(None, (ticket.code, what, spoken))))
        self.call.show_caption(
            translate("counter.listed_call"), spoken=translate("counter.listed_call_spoken", code=ticket.code)
        )
        self.back.show_caption(
            translate("counter.listed_back"), spoken=translate("counter.listed_back_spoken", code=ticket.code)
        )
        self.call.setVisible(ticket.state is not State.NO_SHOW)
        self._fit()
        mine = state.busy_ticket == ticket.id
        reason = refusal_text(view, Intent.CALL_NUMBER, translate)
        show_possible(self.call, state, translate, not reason, reason)
        self.call.space_presses = not ends_visit(Intent.CALL_NUMBER, view)
        ends = ends_text(state, translate)
        if ends and self.call.isEnabled():
            set_tip(self.call, ends)
            self.call.setAccessibleDescription(ends)
        show_possible(self.back, state, translate, True, "")
        self.call.set_busy(mine and state.busy is Intent.CALL_NUMBER)
        self.back.set_busy(mine and state.busy in (Intent.RELEASE, Intent.RETURN))

    def _fit(self) -> None:
        """Where both buttons would cut what happened, the second one stays on the sheet of F5 alone."""
        ticket = self._ticket
        if ticket is None:
            return
        buttons = self.back.sizeHint().width() + (self.call.sizeHint().width() if ticket.state is State.HELD else 0)
        room = self.width() - self.code.width() - buttons - 20
        tight = fit_or_cut(self._what.text(), max(1, room), 13, 600, lines=3, height=42).cut
        self.back.setVisible(ticket.state is State.NO_SHOW or (ticket.state is State.HELD and not tight))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _command(self, intent: Intent) -> None:
        ticket = self._ticket
        if ticket is None:
            return
        if intent is Intent.RELEASE and ticket.state is State.NO_SHOW:
            intent = Intent.RETURN
        self._intents.commanded.emit(Command(intent, ticket.id, ticket.code))

    def sizeHint(self) -> QSize:
        return QSize(300, _ROW)


class ListedPanel(Panel):
    """Some rows at a time, scrolling; under them the button that opens the search for a number."""

    def __init__(self, translate: Translator, intents: DeskIntents) -> None:
        super().__init__()
        self._translate = translate
        self._count = 0
        self._title = Label(12.5, 600, Colours.DESK_TEXT2)
        self._rule = Divider()
        self.list = RowList(_ROW, 2, lambda _first: ListedRow(translate, intents))
        self.find_button = DeskButton("find-button", "magnify", FIND_SHORTCUT, height=42, px=14, icon_px=18)
        self.find_button.clicked.connect(act_of(intents, Intent.CALL_NUMBER))
        head = pack(QHBoxLayout(), (self._title, 1), margins=(FOCUS_ROOM, 0, FOCUS_ROOM, 0))
        self._column = pack(QVBoxLayout(self), head, self._rule, self.list, self.find_button)
        self.set_small(False)

    @property
    def rows(self) -> tuple[ListedRow, ...]:
        """The rows now shown."""
        return self.list.rows

    def set_small(self, small: bool) -> None:
        """Gives up air on a small screen."""
        side = 18 - FOCUS_ROOM if not small else 12 - FOCUS_ROOM
        self._column.setContentsMargins(side, 6 if small else 10, side, 2 if small else 6)
        self._column.setSpacing(3 if small else 5)
        self.find_button.set_size(30 if small else 42, 13 if small else 14, 16 if small else 18)
        self.find_button.set_icon_shown(not small)

    def count_hidden(self) -> None:
        """How many are below what is seen of the list."""
        translate, hidden = self._translate, self._count - self.list.room
        title = translate("counter.listed_more", n=hidden) if hidden > 0 else translate("counter.listed")
        self._title.show_text(title)

    def show_state(self, state: DeskState) -> None:
        """Shows the numbers of the state's view."""
        view = state.view
        if view is None:
            return
        tickets = listed(view)
        self.list.set_count(len(tickets))
        codes = max((text_width(ticket.code, font(17, 800, tabular=True)) for ticket in tickets), default=0.0)
        for row, ticket in zip(self.rows, tickets, strict=True):
            row.show_ticket(ticket, state)
            row.code.setFixedWidth(math.ceil(codes) + 1)
        translate = self._translate
        self._count = len(tickets)
        self.count_hidden()
        self.find_button.show_caption(translate("counter.find_number"))
        reason = refusal_text(view, Intent.CALL_NUMBER, translate)
        show_possible(self.find_button, state, translate, not reason, reason)
        self.find_button.set_busy(state.busy is Intent.CALL_NUMBER and not state.busy_ticket)
        for part in (self._title, self._rule, self.list):
            part.setVisible(bool(tickets))
