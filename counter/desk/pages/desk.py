"""The page of a clerk at work: the number at the counter, the next one, the queues, the figures."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.desk.intents import DeskIntents
from counter.desk.parts.action_button import act_of, show_possible
from counter.desk.parts.alarm_bar import AlarmBar
from counter.desk.parts.current import CurrentPanel
from counter.desk.parts.listed import ListedPanel
from counter.desk.parts.queues import FiguresPanel, QueuePanel
from counter.desk.parts.sheet import ChoiceSheet
from counter.desk.parts.unprinted import UnprintedPanel
from counter.desk.parts.upcoming import UpcomingPanel
from counter.desk.state import DeskState, Intent
from counter.desk.texts import EVENTS_SHOWN, event_text, hall_clock, refusal_text, status_text, zone_name
from hall.lifecycle import State
from hall.translator import Translator
from hall.views import CounterView
from qtkit.desk.bars import StatusBar, TopBar, bar_button
from qtkit.desk.layout import pack, stacked
from qtkit.desk.panel import LEAST, Room
from qtkit.theme.tokens import Colours

_LOW = 770
"""Below this height the panels give up some air."""
_HIGH = 960
"""From this height on they grow."""
_SIDE_SHARE = 0.356
_SIDE_LEAST, _SIDE_MOST = 352, 560
_SMALL_SIDE = 304
_NARROW = 960
"""Below this width the side takes less, and all is small."""


class DeskPage(QWidget):
    """Shows a DeskState with a view."""

    sheet_closed = Signal()

    def __init__(self, translate: Translator, intents: DeskIntents) -> None:
        super().__init__()
        self._translate, self._intents = translate, intents
        self._timezone = ""
        self._room = Room.NORMAL
        self._fitted: tuple[object, ...] = ()
        self.pause_button = bar_button("pause-button", "coffee", "F11")
        self.sign_out_button = bar_button("sign-out-button", "logout", "F12")
        self.compact_button = bar_button("compact-button", "arrow-collapse", "F10")
        self._bar = TopBar((self.pause_button, self.sign_out_button, self.compact_button))
        self.alarms = AlarmBar(translate, intents)
        self.current = CurrentPanel(translate, intents)
        self.upcoming = UpcomingPanel(translate, intents)
        self.sheet = ChoiceSheet(translate)
        self._queues = QueuePanel(translate)
        self.listed = ListedPanel(translate, intents)
        self.unprinted = UnprintedPanel(translate, intents)
        self._figures = FiguresPanel(translate)
        self._status = StatusBar()
        self.setMinimumSize(*LEAST)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        work = QWidget()
        self._left_column = pack(
            QVBoxLayout(work), (self.current, 350), (self.upcoming, 322), margins=(0, 0, 0, 0), spacing=14
        )
        self._left = stacked(work, self.sheet)
        self._side = QWidget()
        self._side_column = pack(
            QVBoxLayout(self._side),
            (self._queues, 1),
            self.unprinted,
            self.listed,
            self._figures,
            margins=(0, 0, 0, 0),
            spacing=14,
        )
        self._body = body = pack(QHBoxLayout(), (self._left, 1), self._side, margins=(16, 14, 16, 12), spacing=14)
        pack(QVBoxLayout(self), self._bar, self.alarms, (body, 1), self._status, margins=(0, 0, 0, 0), spacing=0)

    def _connect(self) -> None:
        intents = self._intents
        for wanted, act in (
            (self.sheet.chosen, intents.commanded),
            (self.sheet.chosen, self.close_sheet),
            (self.sheet.left, self.close_sheet),
            (self.pause_button.clicked, act_of(intents, Intent.PAUSE)),
            (self.sign_out_button.clicked, act_of(intents, Intent.SIGN_OUT)),
            (self.compact_button.clicked, intents.compact_requested),
            (self._bar.language_button.clicked, intents.language_requested),
        ):
            wanted.connect(act)

    def ask(self, intent: Intent, state: DeskState, about: int = 0) -> None:
        """Opens the sheet of choices for ``intent``, about the number with this id where it is not the one at the
        counter; needs the state's view."""
        self.sheet.ask(intent, state, about)
        self._left.setCurrentIndex(1)
        self.sheet.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def close_sheet(self) -> None:
        """Shows the work again."""
        self.sheet.intent = None
        if self._left.currentIndex():
            self._left.setCurrentIndex(0)
            self.rest()
            self.sheet_closed.emit()

    def rest(self) -> None:
        """Puts the focus where no button acts: on the panel of the number at the counter."""
        self.current.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: DeskState) -> None:
        """Shows everything; needs the state's view."""
        view = state.view
        if view is None:
            return
        self._timezone = view.hall.timezone
        panel = next((panel for panel in (self.unprinted, self.listed) if _has_focus(panel)), None)
        self._show_bar(state, view)
        self.alarms.show_alarms(view.alarms)
        self.alarms.show_button(state)
        self.sheet.show_state(state)
        self.current.show_state(state)
        self.upcoming.show_state(state)
        self._queues.show_view(view)
        self.unprinted.show_state(state)
        self.listed.show_state(state)
        if panel is not None and not _has_focus(panel):
            self._rescue_focus(panel)
        self._figures.show_figures(view.figures)
        if self._needs() != self._fitted:
            self._fit()
        self._status.show_link(
            status_text(state, self._timezone, self._translate), good=state.link.connected and not state.slow
        )
        event = view.last_event
        shown = event is not None and event.action in EVENTS_SHOWN
        text = event_text(event, self._timezone, self._translate) if event is not None and shown else ""
        self._status.show_last(self._translate("counter.last", event=text) if text else "")

    def _rescue_focus(self, panel: QWidget) -> None:
        """The row that was worked on has gone: Qt would go on to whatever button comes next in the window."""
        rows = self.unprinted.rows if panel is self.unprinted else ()
        if rows and rows[0].held.isEnabled():
            rows[0].held.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.rest()

    def _share_side(self) -> None:
        """Numbers without a slip come first: where they are listed, the held ones keep one line and scroll."""
        most = (2, 3, 6, 1)[self._room.value]
        self.listed.list.set_room(most if not self.unprinted.rows or self._room is Room.WIDE else 1)
        self.listed.set_small(self._room is Room.SMALL)
        self.unprinted.set_small(self._room is Room.SMALL)
        self.listed.count_hidden()
        self.unprinted.list.set_room((3, 3, 5, 1)[self._room.value])

    def _show_figures(self) -> None:
        """On a low screen numbers that want to be looked at need the room of the figures."""
        low, small = self._room is Room.DENSE, self._room is Room.SMALL
        self._figures.setVisible(not small and not (low and (self.unprinted.rows or self.listed.rows)))

    def _fit(self) -> None:
        """Takes the most air that this size has room for, so that nothing is cut."""
        self._body.setContentsMargins(16, 14, 16, 12)
        for room in self._rooms():
            self._room = room
            small = room is Room.SMALL
            if small:
                self._body.setContentsMargins(8, 6, 8, 6)
            for layout in (self._body, self._left_column, self._side_column):
                layout.setSpacing(8 if small else 14)
            self.current.set_room(room)
            self.upcoming.set_room(room)
            if _least(self.current) + _least(self.upcoming) + self._left_column.spacing() <= self._height_left():
                break
        else:
            self.current.crowd()
        self._share_side()
        self._show_figures()
        panels = [panel for panel in (self.unprinted, self.listed, self._figures) if not panel.isHidden()]
        others = sum(_least(panel) + self._side_column.spacing() for panel in panels)
        self._queues.set_room(self._height_left() - others)
        self._fitted = self._needs()

    def _needs(self) -> tuple[object, ...]:
        """All that decides how much air there is: unchanged, nothing has to be fitted again."""
        panels = (self.current, self.upcoming, self.unprinted, self.listed, self._figures)
        rows = len(self.unprinted.rows), len(self.listed.rows)
        return self.size(), self._height_left(), rows, [(panel.isHidden(), _least(panel)) for panel in panels]

    def _rooms(self) -> tuple[Room, ...]:
        """The rooms to try, the most air first."""
        if self.width() < _NARROW:
            return (Room.SMALL,)
        if self.height() < _LOW:
            return (Room.DENSE, Room.SMALL)
        return (Room.WIDE if self.height() >= _HIGH else Room.NORMAL, Room.DENSE, Room.SMALL)

    def _height_left(self) -> int:
        """Pixels between the bands at the top and the line at the bottom."""
        margins = self._body.contentsMargins()
        alarms = 0 if self.alarms.isHidden() else self.alarms.sizeHint().height()
        taken = self._bar.height() + alarms + self._status.height() + margins.top() + margins.bottom()
        return self.height() - taken

    def tick(self, now: datetime) -> None:
        """Moves the clock and the timer to ``now``."""
        if self._timezone:
            self._bar.show_clock(hall_clock(now, self._timezone, self._translate))
            self.current.tick(now)
            self.upcoming.tick(now)

    def _show_bar(self, state: DeskState, view: CounterView) -> None:
        translate, counter = self._translate, view.counter
        clerk = state.user.name if state.user is not None else counter.clerk_name
        place = translate("counter.place", agency=counter.agency_name, zone=zone_name(counter.zone))
        spoken = translate("counter.clerk_spoken", name=clerk)
        self._bar.show_texts(translate("counter.counter", label=counter.label), place, clerk, spoken=spoken)
        self._bar.show_language(translate.following())
        current, pause = view.current, counter.pause
        states = (
            (not state.link.connected, "counter.state_away", "priority"),
            (state.slow, "counter.state_waiting", "priority"),
            (pause is not None, f"counter.state_{pause.kind if pause is not None else ''}", "priority"),
            (current is None, "counter.state_free", "neutral"),
            (current is not None and current.state is State.SERVING, "counter.state_serving", "good"),
            (True, "counter.state_called", "priority"),
        )
        key, tone = next((key, tone) for holds, key, tone in states if holds)
        self._bar.show_state(translate(key), tone)
        self.sign_out_button.show_caption(translate("counter.button_sign_out"))
        refusal = refusal_text(view, Intent.SIGN_OUT, translate)
        show_possible(self.sign_out_button, state, translate, not refusal, refusal)
        self.sign_out_button.set_busy(state.busy is Intent.SIGN_OUT)
        self.compact_button.show_caption(translate("counter.button_compact"))
        paused = counter.pause is not None
        self.pause_button.show_caption(translate("counter.button_resume" if paused else "counter.button_pause"))
        self.pause_button.show_icon("play" if paused else "coffee")
        refusal = "" if paused else refusal_text(view, Intent.PAUSE, translate)
        show_possible(self.pause_button, state, translate, not refusal, refusal)
        self.pause_button.set_busy(state.busy in (Intent.PAUSE, Intent.RESUME))
        self._bar.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        least = _SIDE_LEAST if self.width() >= _NARROW else _SMALL_SIDE
        self._side.setFixedWidth(max(least, min(_SIDE_MOST, round((self.width() - 32) * _SIDE_SHARE))))
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), Colours.DESK)


def _least(panel: QWidget) -> int:
    """The pixels of height below which something in ``panel`` would be cut."""
    layout = panel.layout()
    assert layout is not None
    layout.activate()
    return layout.totalMinimumSize().height()


def _has_focus(panel: QWidget) -> bool:
    focus = panel.window().focusWidget()
    return focus is not None and panel.isAncestorOf(focus)
