"""The clerk's bar: 786 x 88 pixels that stay on top of whatever the clerk works in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.desk.alarm_texts import day_alarmed, help_call_of
from counter.desk.intents import DeskIntents
from counter.desk.parts.action_button import act_of, ends_text, short_ends_text, show_action
from counter.desk.parts.current import elapsed_at_counter, filled_intent, promise_share
from counter.desk.state import DeskNotice, DeskState, Intent
from counter.desk.texts import (
    link_text,
    notice_text,
    over_text,
    promise_text,
    short_notice,
    short_reason,
    timer_text,
)
from counter.desk.watching import begins_in
from hall.call_delivery import DeliveryStatus
from hall.lifecycle import State
from hall.shortcuts import Shortcut
from hall.translator import Translator
from hall.views import CounterView, TicketView
from qtkit.desk.buttons import DeskButton
from qtkit.desk.label import Label
from qtkit.desk.layout import pack
from qtkit.desk.panel import Divider
from qtkit.desk.time_bar import TimeBar, promise_colour
from qtkit.theme.tokens import Colours
from qtkit.widgets.painted_button import Variant

SIZE = QSize(786, 88)
_BUTTONS = (
    (Intent.CALL_NEXT, "next-button", "bell-ring", "F2"),
    (Intent.SERVE, "serve-button", "account-check", "F1"),
    (Intent.RECALL, "recall-button", "bullhorn", "F3"),
    (Intent.FINISH, "finish-button", "check", "F4"),
    (Intent.NO_SHOW, "no-show-button", "account-cancel", "F6"),
    (Intent.HOLD, "hold-button", "pause", "F7"),
)
FULL = "full"


@dataclass(frozen=True, slots=True)
class BarKeys:
    """What stands on the buttons, by the action; ``held`` is held down with each of them."""

    of: Mapping[str, str]
    held: str = ""


OWN_KEYS = BarKeys({**{intent.value: text for intent, _, _, text in _BUTTONS}, FULL: "F10"})
"""The keys of the bar when it has the keyboard."""


def bar_keys(shortcuts: Mapping[str, Shortcut], missing: Collection[Shortcut]) -> BarKeys:
    """What the buttons show of global shortcuts, without those that another program has."""
    there = {action: one for action, one in shortcuts.items() if one not in missing}
    shown = [one for action, one in there.items() if action in OWN_KEYS.of]
    alike = len({one.held for one in shown}) == 1 and bool(shown[0].held)
    if not alike:
        return BarKeys({action: str(one) for action, one in there.items()})
    return BarKeys({action: one.key for action, one in there.items()}, "+ ".join((*shown[0].held, "")).strip())


class CompactPage(QWidget):
    """Number, timer, who is next, and the buttons. Drag it by any place that is no button."""

    def __init__(self, translate: Translator, intents: DeskIntents) -> None:
        super().__init__()
        self._translate = translate
        self._state: DeskState | None = None
        self._ticket: TicketView | None = None
        self._edge = Colours.TELUK700
        self._number = Label(32, 800, tabular=True, height_px=40, min_px=18, name="compact-number")
        self._timer = Label(13, 700, Colours.TELUK700, height_px=16, min_px=12, name="compact-timer")
        self._bar = TimeBar(5)
        self._heading = Label(12, 600, Colours.DESK_TEXT2, height_px=16)
        self._view: CounterView | None = None
        self._next = Label(20, 800, tabular=True, height_px=25, name="compact-next")
        self._unseen = False
        self._behind: DeskNotice | None = None
        self._reason = Label(12, 700, Colours.AMBER_INK, height_px=30, lines=2)
        self._news = Label(13, 700, Colours.AMBER_INK, height_px=46, lines=3, name="compact-notice")
        self.buttons = {
            intent: DeskButton(name, icon, shortcut_text, height=64, px=13, icon_px=20, stacked=True)
            for intent, name, icon, shortcut_text in _BUTTONS
        }
        self.full_button = DeskButton("full-button", "arrow-expand", "F10", height=64, px=13, icon_px=18, stacked=True)
        self._held = Label(12, 700, Colours.DESK_TEXT2, height_px=32, lines=2, name="compact-held")
        self._held.setFixedWidth(46)
        self._held.hide()
        self._keys_text = ""
        for intent, button in self.buttons.items():
            button.clicked.connect(act_of(intents, intent))
        self.full_button.clicked.connect(intents.full_requested)
        self.setFixedSize(SIZE)
        self._lay_out()

    def _lay_out(self) -> None:
        here = QWidget()
        here.setFixedWidth(138)
        pack(QVBoxLayout(here), (self._number, 1), self._timer, self._bar, margins=(0, 8, 0, 10), spacing=4)
        labels = self._heading, self._next, self._reason, self._news
        following = pack(QVBoxLayout(), *labels, margins=(0, 8, 0, 6), spacing=0)
        every = (*self.buttons.values(), self.full_button)
        for button, width in zip(every, (74, 68, 66, 72, 78, 66, 68), strict=True):
            button.setFixedWidth(width)
        buttons = pack(QHBoxLayout(), *every, spacing=0)
        line = Divider(Colours.DESK_LINE, 1, 60)
        pack(QHBoxLayout(self), here, line, (following, 1), self._held, buttons, margins=(16, 0, 8, 0), spacing=10)

    def show_shortcuts(self, keys: BarKeys) -> None:
        """Shows the keys that the buttons have now; what all of them hold stands once beside them."""
        for intent, button in self.buttons.items():
            button.show_shortcut(keys.of.get(intent.value, ""))
        self.full_button.show_shortcut(keys.of.get(FULL, ""))
        self._held.show_text(keys.held)
        self._held.setVisible(bool(keys.held))
        self.setFixedSize(self.least_size)

    def say_of_keys(self, text: str) -> None:
        """Says something of the shortcuts, until it is called with an empty text."""
        self._keys_text = text
        if self._state is not None:
            self._show_whole(self._state)

    @property
    def least_size(self) -> QSize:
        """Pixels that the bar takes where it lies free."""
        return SIZE + QSize(0 if self._held.isHidden() else 78, 0)

    def show_state(self, state: DeskState) -> None:
        """Shows the desk's state, once the bar is seen: mostly it is not; needs its view."""
        unseen = self._state is not None and not self.isVisible()
        self._state = state
        if not unseen:
            self._show_whole(state)

    def _show_whole(self, state: DeskState) -> None:
        view = state.view
        if view is None:
            return
        self._ticket, self._view = view.current, view
        self._unseen = view.delivery is not None and view.delivery.status is DeliveryStatus.UNSEEN
        self._show_number(state, view)
        self._show_next(state, view)
        for intent, button in self.buttons.items():
            ends = short_ends_text(state, self._translate) if intent is Intent.CALL_NEXT else ""
            whole = self._translate(f"counter.button_{intent.value}")
            spoken = f"{whole}, {ends_text(state, self._translate)}" if ends else whole
            button.show_caption(self._translate(f"counter.short_{intent.value}"), ends, spoken=spoken)
            possible = show_action(button, intent, state, self._translate)
            button.show_variant(Variant.PRIMARY if possible and filled_intent(state) is intent else Variant.QUIET)
        self._show_full_button(view)
        self.update()

    def leave_behind(self, notice: DeskNotice | None) -> None:
        """What the full window has said is not said again here."""
        self._behind = notice

    def _show_full_button(self, view: CounterView) -> None:
        """The way to the full window; somebody who calls a person, numbers without a slip and alarms of the business
        day, which only that window shows, make it amber."""
        unprinted = len(view.unprinted)
        looks = (
            (bool(help_call_of(view.alarms)), "counter.help_tag", "counter.help_tag_spoken", "hand-wave"),
            (bool(unprinted), "counter.unprinted_tag", "counter.unprinted_tag_spoken", "printer-alert"),
            (day_alarmed(view), "counter.alarm_tag", "counter.alarm_tag_spoken", "clock-alert"),
            (True, "counter.short_full", "counter.button_full", "arrow-expand"),
        )
        caption, spoken, icon = next(look for there, *look in looks if there)
        self.full_button.show_caption(
            self._translate(caption, n=unprinted), spoken=self._translate(spoken, n=unprinted)
        )
        self.full_button.show_icon(icon)
        self.full_button.show_variant(Variant.QUIET if caption == "counter.short_full" else Variant.ALERT)

    def tick(self, now: datetime) -> None:
        """Moves the timer to ``now``."""
        ticket, view = self._ticket, self._view
        if view is not None:
            whole = max(1, round(view.begin_after.total_seconds()))
            self.buttons[Intent.CALL_NEXT].show_ring(begins_in(view, now), whole)
        if ticket is None or not self.isVisible():
            return
        elapsed = elapsed_at_counter(ticket, now)
        time = timer_text(elapsed, self._translate)
        if ticket.state is not State.SERVING:
            if self._unseen:
                about = self._translate("counter.delivery_unseen_short")
                self._timer.show_text(f"{time}  {about}", Colours.RED, short=about)
            else:
                self._timer.show_text(time, Colours.TELUK700)
            self._bar.show_share(0, Colours.TELUK700)
            return
        share = promise_share(ticket, now)
        late = share > 1
        translate = self._translate
        about = (
            over_text(ticket, elapsed, translate)
            if late
            else translate("counter.of_promise", minutes=ticket.promised_minutes)
        )
        self._timer.show_text(f"{time}  {about}", Colours.RED if late else Colours.TELUK700, short=time)
        self._timer.setAccessibleName(f"{time}, {promise_text(ticket, elapsed, translate)}")
        self._bar.show_share(share, promise_colour(share))

    def _show_number(self, state: DeskState, view: CounterView) -> None:
        translate = self._translate
        current = view.current
        self._bar.setVisible(current is not None)
        pause = view.counter.pause
        if current is None and pause is not None:
            self._number.show_text(translate(f"counter.state_{pause.kind}"))
            self._timer.show_text(translate("counter.button_resume") + " F11", Colours.AMBER_INK)
            self._edge = Colours.AMBER
        elif current is None:
            self._number.show_text(translate("counter.state_free"))
            self._timer.show_text(translate("counter.counter", label=view.counter.label), Colours.DESK_TEXT2)
            self._edge = Colours.DESK_EDGE
        else:
            self._number.show_text(current.code)
            self._edge = Colours.TELUK700 if current.state is State.SERVING else Colours.AMBER
        if not state.link.connected:
            self._edge = Colours.DESK_LATE

    def _show_next(self, state: DeskState, view: CounterView) -> None:
        translate = self._translate
        waiting = sum(row.waiting for row in view.queues if row.own)
        whole = translate("counter.next_of", n=waiting) if waiting else translate("counter.next")
        self._heading.show_text(whole, short=translate("counter.waiting_of", n=waiting) if waiting else "")
        if view.next is None:
            self._next.show_text("–", Colours.DESK_TEXT2)
            text, colour = translate("counter.nobody"), Colours.DESK_TEXT2
        else:
            self._next.show_text(view.next.ticket.code, Colours.INK)
            text = short_reason(view.next.reason, view.now - view.next.ticket.queue_time, translate)
            colour = Colours.AMBER_INK if view.next.reason.code.startswith("priority") else Colours.DESK_TEXT2
        self._reason.show_text(text, colour)
        notice = state.notice if state.notice is not self._behind else None
        news = notice_text(notice, translate) if notice is not None else ""
        short = short_notice(notice, translate) if notice is not None else ""
        if state.slow:
            news = short = translate("counter.waiting_answer")
        if not state.link.connected:
            news, short = link_text(state.link, view.hall.timezone, translate), translate("counter.away_short")
        if not news:
            news = short = self._keys_text
        self._news.show_text(news, short=short)
        self._news.setVisible(bool(news))
        for label in (self._heading, self._reason):  # who is next stays
            label.setVisible(not news)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._state is not None:
            self._show_whole(self._state)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        window = self.window().windowHandle()
        if event.button() is Qt.MouseButton.LeftButton and window is not None:
            window.startSystemMove()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Colours.SURFACE)
        painter.setPen(Colours.DESK_FIELD)
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.fillRect(0, 0, 6, self.height(), self._edge)
