"""The number at the counter: code, service, timer against the promise, and the buttons that act on it."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counter.desk.intents import DeskIntents
from counter.desk.offering import offer_text
from counter.desk.parts.action_button import act_of, show_action
from counter.desk.parts.papers import PapersRow
from counter.desk.standing import standing_text
from counter.desk.state import DeskState, Intent
from counter.desk.texts import (
    delivery_text,
    goes_further,
    hall_clock,
    notice_text,
    over_text,
    pause_text,
    promise_text,
    reason_tag,
    service_name,
    timer_text,
    undo_text,
)
from counter.desk.watching import begins_in
from hall.dates import waited_minutes
from hall.lifecycle import Action, State
from hall.translator import Translator
from hall.views import CounterView, TicketView, UndoView
from qtkit.desk.buttons import FOCUS_ROOM, DeskButton
from qtkit.desk.label import Label, Tag, TagRow
from qtkit.desk.layout import Stretch, pack, stacked
from qtkit.desk.panel import IconTile, NoticeLine, Panel, Room
from qtkit.desk.time_bar import AxisLine, TimeBar, promise_colour
from qtkit.theme.tokens import Colours
from qtkit.tips import set_tip
from qtkit.widgets.painted_button import Variant

_BUTTONS = (
    (Intent.SERVE, "serve-button", "account-check", "F1"),
    (Intent.FINISH, "finish-button", "check", "F4"),
    (Intent.RECALL, "recall-button", "bullhorn", "F3"),
    (Intent.NO_SHOW, "no-show-button", "account-cancel", "F6"),
    (Intent.HOLD, "hold-button", "pause", "F7"),
    (Intent.TRANSFER, "transfer-button", "swap-horizontal", "F8"),
    (Intent.OBSTACLE, "obstacle-button", "alert-circle", "F9"),
    (Intent.UNDO, "undo-button", "undo", "Ctrl+Z"),
)
_COLUMNS = 4
_ICONS_FROM = 700
"""Pixels of the panel from which its buttons have room for icons next to caption and shortcut."""


def elapsed_at_counter(ticket: TicketView, now: datetime) -> timedelta:
    """How long the ticket has been served, or, before that, called."""
    since = ticket.serving_at if ticket.state is State.SERVING else ticket.called_at
    return max(timedelta(0), now - since) if since is not None else timedelta(0)


def promise_share(ticket: TicketView, now: datetime) -> float:
    """How much of the promise is used up; 0 while the visitor is only called."""
    if ticket.state is not State.SERVING or ticket.promised_minutes <= 0:
        return 0.0
    return elapsed_at_counter(ticket, now) / timedelta(minutes=ticket.promised_minutes)


class CurrentPanel(Panel):
    """The upper left panel; its buttons stay where they are in every state."""

    def __init__(self, translate: Translator, intents: DeskIntents) -> None:
        super().__init__()
        self._translate = translate
        self._small = self._crowded = False
        self._ticket: TicketView | None = None
        self._undo: UndoView | None = None
        self._goes_further = False
        self._view: CounterView | None = None
        self._heading = Label(12.5, 600, Colours.DESK_TEXT2, name="current-heading")
        self._number = Label(76, 800, tabular=True, height_px=76, min_px=28, floor_px=206, name="current-number")
        self._name = Label(20, 700, lines=3, height_px=50)
        self._taken = Label(14, 500, Colours.DESK_TEXT2)
        self._calls, self._reason, self._class, self._offer = Tag(), Tag(), Tag(), Tag()
        self._tags = TagRow((self._offer, self._calls, self._reason, self._class))
        self._timer = Label(46, 800, tabular=True, align=Qt.AlignmentFlag.AlignRight, height_px=46, name="timer")
        self._promise = Label(14, 500, Colours.DESK_TEXT2, align=Qt.AlignmentFlag.AlignRight)
        self._bar, self._axis = TimeBar(10), AxisLine()
        self._ready_icon = IconTile("account-check", 64)
        self._ready = Label(26, 800)
        self._ready_hint = Label(14, 500, Colours.DESK_TEXT2, lines=2, height_px=36, name="ready-hint")
        self._notice = NoticeLine(34, name="notice")
        self.papers = PapersRow(translate)
        self.papers.ticked.connect(intents.ticked)
        self.buttons = {intent: DeskButton(name, icon, shortcut_text) for intent, name, icon, shortcut_text in _BUTTONS}
        for intent, button in self.buttons.items():
            button.clicked.connect(act_of(intents, intent))
        self._lay_out()

    def _lay_out(self) -> None:
        self._stack = stacked(self._ready_block(), self._busy_block())
        self._line = pack(QVBoxLayout(), self._notice, self.papers, margins=(0, 0, 0, 0), spacing=0)
        self._texts = pack(
            QVBoxLayout(),
            self._heading,
            (self._stack, 3),
            self._line,
            2,
            margins=(FOCUS_ROOM, 0, FOCUS_ROOM, 0),
            spacing=8,
        )
        grid = QGridLayout()
        grid.setSpacing(2)
        for place, button in enumerate(self.buttons.values()):
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            grid.addWidget(button, place // _COLUMNS, place % _COLUMNS)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        self._column = pack(QVBoxLayout(self), (self._texts, 1), Stretch(0), grid, spacing=0)
        self.set_room(Room.NORMAL)

    def _busy_block(self) -> QWidget:
        block = QWidget()
        about = pack(QVBoxLayout(), Stretch(), self._name, self._taken, 5, self._tags, Stretch(), spacing=1)
        clock = pack(QVBoxLayout(), Stretch(), self._timer, self._promise, Stretch(), spacing=6)
        row = pack(QHBoxLayout(), self._number, (about, 1), clock, spacing=20)
        pack(QVBoxLayout(block), (row, 1), 6, self._bar, 4, self._axis, margins=(0, 0, 0, 0), spacing=0)
        return block

    def _ready_block(self) -> QWidget:
        block = QWidget()
        column = pack(QVBoxLayout(), Stretch(), self._ready, self._ready_hint, Stretch(), spacing=6)
        pack(QHBoxLayout(block), self._ready_icon, (column, 1), margins=(0, 0, 0, 0), spacing=20)
        return block

    def set_room(self, room: Room) -> None:
        """Gives up air on low screens, and on small ones the minutes below the bar; grows on high ones."""
        wide, small = room is Room.WIDE, room is Room.SMALL
        side = 22 - FOCUS_ROOM if not small else 14 - FOCUS_ROOM
        self._column.setContentsMargins(side, (12, 18, 18, 6)[room.value], side, (10, 14, 14, 4)[room.value])
        self._texts.setSpacing((4, 8, 8, 2)[room.value])
        self._number.set_px((66, 76, 112, 44)[room.value])
        self._name.set_px((20, 20, 28, 16)[room.value], (41, 50, 72, 36)[room.value])
        self._timer.set_px(*((46, 46), (46, 46), (64, 64), (32, 34))[room.value])
        for label in (self._taken, self._promise):
            label.set_px(17 if wide else 14)
        self._ready.set_px((26, 26, 26, 20)[room.value])
        self._notice.set_height(28 if small else 32)
        self._small, self._crowded = small, False
        for part in (self._ready_icon, self._axis, self._taken):
            part.setVisible(not small)
        self._show_notice()
        for button in self.buttons.values():
            button.set_size(*((44, 15, 22), (54, 15, 22), (68, 18, 26), (36, 14, 20))[room.value])

    def show_state(self, state: DeskState) -> None:
        """Shows the desk's state; needs its view."""
        view = state.view
        if view is None:
            return
        self._ticket, self._undo, self._view = view.current, view.undo, view
        self._goes_further = goes_further(view)
        if self._ticket is None:
            self._show_ready(view)
        else:
            self._show_ticket(view, self._ticket)
        self._show_buttons(state, view)
        code = view.current.code if view.current is not None else self._ready.text()
        self.setAccessibleName(f"{self._heading.text()}, {code}")
        notice, said = state.notice, standing_text(view, self._translate)
        self.papers.show_papers(view.current.requirements if view.current is not None else (), state.ticked)
        self._notice.say(notice_text(notice, self._translate) if notice else said, notice.tone if notice else "info")
        self._show_notice()

    def crowd(self) -> None:
        """There is no room at all: the papers go, until ``set_room``."""
        self._crowded = True
        self._show_notice()

    def _show_notice(self) -> None:
        """The papers stay while something is said. On a small screen the notice takes room only then, that of the
        heading and of the bar."""
        said = bool(self._notice.text())
        self.papers.setVisible(self._ticket is not None and bool(self._ticket.requirements) and not self._crowded)
        self._notice.setVisible(said or not self._small)
        for part in (self._heading, self._bar):
            part.setVisible(not (said and self._small))

    def tick(self, now: datetime) -> None:
        """Moves the timer and its bar to ``now``, and what is left of the time to take back."""
        self._show_undo(now)
        ticket = self._ticket
        if ticket is None:
            return
        self._show_offer(now)
        elapsed = elapsed_at_counter(ticket, now)
        time = timer_text(elapsed, self._translate)
        self._timer.reserve("00.00" if len(time) <= 5 else "0.00.00")
        if ticket.state is not State.SERVING:
            self._timer.show_text(time, Colours.INK)
            self._timer.setAccessibleName(self._translate("counter.timer_called_spoken", time=time))
            self._bar.show_share(0, Colours.TELUK700)
            self._show_beginning(ticket, now)
            return
        share = promise_share(ticket, now)
        promise = promise_text(ticket, elapsed, self._translate)
        late = share > 1
        self._timer.show_text(time, Colours.RED if late else Colours.INK)
        self._timer.setAccessibleName(self._translate("counter.timer_serving_spoken", time=time, promise=promise))
        short = over_text(ticket, elapsed, self._translate) if late else ""
        self._promise.show_text(promise, Colours.RED if late else Colours.DESK_TEXT2, short=short)
        self._bar.show_share(share, promise_colour(share))

    def _show_offer(self, now: datetime) -> None:
        """Whether the promise is past, and what is offered for it."""
        if self._view is None:
            return
        text, tone, short = offer_text(self._view, now, self._translate)
        if text != self._offer.text():
            self._offer.show_text(text, tone, short=short)
            self._tags.fit()

    def _show_beginning(self, ticket: TicketView, now: datetime) -> None:
        """When the visit begins by itself, and what keeps it from that; else since when its visitor is called."""
        view, translate = self._view, self._translate
        if view is None:
            return
        left = begins_in(view, now)
        if left:
            text = translate("counter.begins_in", seconds=left)
            self._promise.show_text(text, Colours.DESK_TEXT2, short=translate("counter.begins_in_short", seconds=left))
        elif view.kept_waiting:
            short = translate("counter.kept_waiting_short")
            self._promise.show_text(translate("counter.kept_waiting"), Colours.AMBER_INK, short=short)
        else:
            since = hall_clock(ticket.called_at or view.now, view.hall.timezone, translate)
            self._promise.show_text(translate("counter.since_called", time=since), Colours.DESK_TEXT2)

    def _show_ready(self, view: CounterView) -> None:
        self._heading.show_text(self._translate("counter.current_none"), Colours.DESK_TEXT2)
        pause = view.counter.pause
        self._ready_icon.show_icon("coffee" if pause is not None else "account-check")
        title = "counter.ready" if pause is None else f"counter.paused_title_{pause.kind}"
        self._ready.show_text(self._translate(title))
        if pause is not None:
            hint = f"{pause_text(view, self._translate)} {self._translate('counter.paused_hint')}"
        elif dict(view.refusals).get(Action.CALL_NEXT) == "evacuated":
            hint = self._translate("evacuated")
        elif view.next is None:
            hint = self._translate("counter.ready_empty")
        else:
            ticket = view.next.ticket
            hint = self._translate(
                "counter.ready_next", code=ticket.code, service=service_name(ticket, self._translate)
            )
        self._ready_hint.show_text(hint)
        self._stack.setCurrentIndex(0)

    def _show_ticket(self, view: CounterView, ticket: TicketView) -> None:
        translate = self._translate
        serving = ticket.state is State.SERVING
        heading, alarming = delivery_text(view, translate)
        if serving and not alarming:
            heading = translate("counter.current_serving")
        self._heading.show_text(heading, Colours.RED if alarming else Colours.DESK_TEXT2)
        self._number.show_text(ticket.code)
        self._name.show_text(service_name(ticket, translate))
        until = ticket.called_at or view.now
        waited = waited_minutes(until - ticket.queue_time)
        taken = hall_clock(ticket.issued_at, view.hall.timezone, translate)
        story = translate("counter.taken", time=taken, minutes=waited)
        self._taken.show_text(story, short=translate("counter.waits", minutes=waited))
        set_tip(self._number, story)
        calls = view.calls_here
        whole = translate("counter.called_times", n=calls) if calls else ""
        self._calls.show_text(whole, short=translate("counter.called_times_short", n=calls) if calls else "")
        reason, tone = reason_tag(view.current_reason, translate)
        self._reason.show_text(reason, tone)
        self._class.show_text(
            translate("counter.priority") if ticket.priority and tone != "priority" else "", "priority"
        )
        self._show_offer(view.now)
        self._tags.fit()
        if not serving:
            self._show_beginning(ticket, view.now)
        self._axis.show_axis(ticket.promised_minutes, translate("counter.axis_end", minutes=ticket.promised_minutes))
        self._stack.setCurrentIndex(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._number.setMaximumWidth(round(self.width() * 0.37))
        for button in self.buttons.values():
            button.set_icon_shown(self.width() >= _ICONS_FROM)
        self.buttons[Intent.UNDO].set_shortcut_shown(self.width() >= _ICONS_FROM)

    def _show_undo(self, now: datetime) -> None:
        """The countdown under the button's caption; when it is over the button is off without waiting for a new
        view."""
        button = self.buttons[Intent.UNDO]
        left, whole = undo_text(self._undo, now, self._translate)
        caption = self._translate("counter.button_undo")
        older = self._translate("counter.undo_history") if self._goes_further else ""
        button.show_caption(caption, left or older, spoken=", ".join(filter(None, (caption, whole or older))))
        if button.cut and older:
            button.show_caption(caption, left)
        if button.isEnabled():
            set_tip(button, "\n".join(filter(None, (whole, older and self._translate("counter.undo_history_tip")))))
        if not left and button.isEnabled():
            button.set_possible(False, self._translate("counter.undo_over"))

    def _show_buttons(self, state: DeskState, view: CounterView) -> None:
        filled = filled_intent(state)
        for intent, button in self.buttons.items():
            if intent is not Intent.UNDO:
                button.show_caption(self._translate(f"counter.button_{intent.value}"))
            possible = show_action(button, intent, state, self._translate)
            button.show_variant(Variant.PRIMARY if intent is filled and possible else Variant.QUIET)
        self._show_undo(view.now)


def filled_intent(state: DeskState) -> Intent:
    """The one thing a clerk most likely does now: its button is the filled one."""
    current = state.view.current if state.view is not None else None
    if current is None:
        return Intent.CALL_NEXT
    return Intent.FINISH if current.state is State.SERVING else Intent.SERVE
