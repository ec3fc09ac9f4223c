"""Numbers whose slip did not come out: whoever holds the number gets it into the queue, or it is cancelled."""

from __future__ import annotations

import math
from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counter.desk.intents import DeskIntents
from counter.desk.parts.action_button import show_possible
from counter.desk.state import Command, DeskState, Intent
from counter.desk.texts import slip_out_text
from hall.dates import waited_minutes
from hall.translator import Translator
from hall.views import TicketView
from qtkit.desk.buttons import FOCUS_ROOM, DeskButton
from qtkit.desk.label import Label
from qtkit.desk.layout import pack
from qtkit.desk.panel import Divider, Icon, Panel
from qtkit.desk.row_list import RowList
from qtkit.paint import text_width
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours
from qtkit.tips import set_tip

HELD_SHORTCUT, CANCEL_SHORTCUT = "Ctrl+D", "Ctrl+B"
"""Shortcuts for the number that is listed first; the next one moves up to it."""

_ROW = 48
_SHORTCUTS_FROM = 380  # a narrower row has no room for the shortcuts next to the captions


class UnprintedRow(QWidget):
    """One number with two buttons, and when the printer reported its slip out; its kiosk and its age are the tooltip.
    Before it is cancelled, the clerk is asked why."""

    def __init__(self, translate: Translator, intents: DeskIntents, *, first: bool) -> None:
        super().__init__()
        self._translate = translate
        self._ticket_id = 0
        self.code = Label(17, 800, tabular=True)
        self.out = Label(12, 600, Colours.AMBER_INK, height_px=14, name="unprinted-out")
        self.held = DeskButton("unprinted-held", "", HELD_SHORTCUT if first else "", height=36, px=14)
        self.cancel = DeskButton("unprinted-cancel", "", CANCEL_SHORTCUT if first else "", height=36, px=14)
        self.held.clicked.connect(lambda: intents.commanded.emit(Command(Intent.CONFIRM, self._ticket_id)))
        self.cancel.clicked.connect(lambda: intents.asked.emit(Intent.CANCEL.value, self._ticket_id))
        who = pack(QVBoxLayout(), self.code, self.out, spacing=0)
        row = pack(QHBoxLayout(self), who, 6, margins=(FOCUS_ROOM, 2, 0, 2), spacing=2)
        for button, share in ((self.held, 11), (self.cancel, 10)):
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            row.addWidget(button, share)

    def show_ticket(self, ticket: TicketView, now: datetime, state: DeskState) -> None:
        """Shows one number as of ``now``."""
        translate = self._translate
        self._ticket_id = ticket.id
        self.code.show_text(ticket.code)
        minutes = waited_minutes(now - ticket.issued_at)
        where = "counter.unprinted_row" if ticket.station else "counter.unprinted_nowhere"
        story = translate(where, station=ticket.station, minutes=minutes)
        out = slip_out_text(state.view, ticket, translate) if state.view is not None else ""
        set_tip(self, f"{story}. {out}" if out else story)
        short = slip_out_text(state.view, ticket, translate, short=True) if out and state.view is not None else ""
        self.out.show_text(short)
        self.out.setVisible(bool(short))
        self.setAccessibleName(f"{ticket.code}, {self.toolTip()}")
        mine = state.busy_ticket == ticket.id
        for button, intent, text, spoken in (
            (self.held, Intent.CONFIRM, "counter.unprinted_held", "counter.unprinted_held_spoken"),
            (self.cancel, Intent.CANCEL, "counter.unprinted_cancel", "counter.unprinted_cancel_spoken"),
        ):
            button.show_caption(translate(text), spoken=translate(spoken, code=ticket.code))
            show_possible(button, state, translate, True, "")
            button.set_busy(mine and state.busy is intent)

    def sizeHint(self) -> QSize:
        return QSize(300, _ROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        for button in (self.held, self.cancel):
            button.set_shortcut_shown(bool(button.shortcut_text) and self.width() >= _SHORTCUTS_FROM)


class UnprintedPanel(Panel):
    """Appears only while there are such numbers; shows some at a time and scrolls."""

    def __init__(self, translate: Translator, intents: DeskIntents) -> None:
        super().__init__(calm=False)
        self._translate = translate
        self._title = Label(13, 700, Colours.AMBER_INK)
        self._count = Label(12.5, 600, Colours.DESK_TEXT2, align=Qt.AlignmentFlag.AlignRight)
        self.list = RowList(_ROW, 3, lambda first: UnprintedRow(translate, intents, first=first))
        warning, edges = Icon("printer-alert", 22, Colours.AMBER_INK), (FOCUS_ROOM, 0, FOCUS_ROOM, 0)
        head = pack(QHBoxLayout(), warning, (self._title, 1), self._count, margins=edges, spacing=10)
        self._column = pack(QVBoxLayout(self), head, Divider(), self.list)
        self.set_small(False)
        self.hide()

    def set_small(self, small: bool) -> None:
        """Gives up air on a small screen."""
        side = 18 - FOCUS_ROOM if not small else 12 - FOCUS_ROOM
        self._column.setContentsMargins(side, 6 if small else 12, side, 2 if small else 8)
        self._column.setSpacing(3 if small else 8)

    @property
    def rows(self) -> tuple[UnprintedRow, ...]:
        """The rows now shown, oldest number first."""
        return self.list.rows

    def show_state(self, state: DeskState) -> None:
        """Shows the numbers of the state's view; hides the panel when there are none."""
        tickets = state.view.unprinted if state.view is not None else ()
        self.list.set_count(len(tickets))
        codes = max((text_width(ticket.code, font(17, 800, tabular=True)) for ticket in tickets), default=0.0)
        if state.view is not None:
            for row, ticket in zip(self.rows, sorted(tickets, key=lambda ticket: ticket.issued_at), strict=True):
                row.show_ticket(ticket, state.view.now, state)
                width = max(
                    [codes, *(text_width(row.out.text(), font(12, 600)) for row in self.rows if row.out.text())]
                )
                row.code.setFixedWidth(math.ceil(width) + 1)
        self._title.show_text(self._translate("counter.unprinted"))
        self._count.show_text(self._translate("counter.unprinted_count", n=len(tickets)))
        self.setVisible(bool(tickets))

    def click_first(self, intent: Intent) -> None:
        """Clicks a button of the first number, as its shortcut does."""
        if self.rows:
            (self.rows[0].held if intent is Intent.CONFIRM else self.rows[0].cancel).click()
