"""The page of a clerk at work: the number at the counter, the next one, the queues, the figures."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from counter.parts.alarm_bar import AlarmBar
from counter.parts.current import CurrentPanel
from counter.parts.keys import DeskKey, Look
from counter.parts.listed import ListedPanel
from counter.parts.panel import Room
from counter.parts.queues import FiguresPanel, QueuePanel
from counter.parts.sheet import Sheet
from counter.parts.status_bar import StatusBar
from counter.parts.top_bar import TopBar
from counter.parts.unprinted import UnprintedPanel
from counter.parts.upcoming import UpcomingPanel
from counter.state import DeskState, Intent
from counter.texts import EVENTS_SHOWN, event_text, hall_clock, refusal_text, status_text, zone_name
from hall.lifecycle import State
from hall.views import CounterView
from qtkit.theme.tokens import Colours
from qtkit.words import Words

LEAST = (960, 660)
"""The smallest page; Qt would demand the air of a high page before the page can give it up."""
_LOW = 770
"""Below this height the panels give up some air."""
_HIGH = 960
"""From this height on they grow."""
_SIDE_SHARE = 0.356
_SIDE_LEAST, _SIDE_MOST = 352, 560


class DeskPage(QWidget):
    """Shows a DeskState with a view; emits what the clerk wants (an Intent's value)."""

    intended = Signal(str)
    ordered = Signal(object)
    asked = Signal(str)
    sheet_closed = Signal()
    compact_requested = Signal()
    language_requested = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._timezone = ""
        self._dense = False
        self._room = Room.NORMAL
        self.pause_key = DeskKey("pause-key", "coffee", "F11", look=Look.BAR, height=36, px=14, icon_px=18)
        self.sign_out_key = DeskKey("sign-out-key", "logout", "F12", look=Look.BAR, height=36, px=14, icon_px=18)
        self.compact_key = DeskKey("compact-key", "arrow-collapse", "F10", look=Look.BAR, height=36, px=14, icon_px=18)
        self._bar = TopBar(words, (self.pause_key, self.sign_out_key, self.compact_key))
        self._alarms = AlarmBar(words)
        self.current = CurrentPanel(words)
        self.upcoming = UpcomingPanel(words)
        self.sheet = Sheet(words)
        self._queues = QueuePanel(words)
        self.listed = ListedPanel(words)
        self.unprinted = UnprintedPanel(words)
        self._figures = FiguresPanel(words)
        self._status = StatusBar()
        self.setMinimumSize(*LEAST)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._bar)
        body = QHBoxLayout()
        body.setContentsMargins(16, 14, 16, 12)
        body.setSpacing(14)
        work = QWidget()
        left = QVBoxLayout(work)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(14)
        left.addWidget(self.current, 350)
        left.addWidget(self.upcoming, 322)
        self._left = QStackedLayout()
        self._left.addWidget(work)
        self._left.addWidget(self.sheet)
        body.addLayout(self._left, 1)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(14)
        side.addWidget(self._queues, 1)
        side.addWidget(self.unprinted)
        side.addWidget(self.listed)
        side.addWidget(self._figures)
        body.addWidget(self._side)
        page.addWidget(self._alarms)
        page.addLayout(body, 1)
        page.addWidget(self._status)

    def _connect(self) -> None:
        self.current.intended.connect(self.intended)
        self.upcoming.intended.connect(self.intended)
        for keys in (self.current, self.listed, self._alarms):
            keys.asked.connect(self.asked)
        for orders in (self.unprinted, self.listed, self.sheet):
            signal = orders.chosen if isinstance(orders, Sheet) else orders.ordered
            signal.connect(self.ordered)
        self.sheet.chosen.connect(self.close_sheet)
        self.sheet.left.connect(self.close_sheet)
        self.pause_key.clicked.connect(lambda: self.asked.emit(Intent.PAUSE.value))
        self.sign_out_key.clicked.connect(lambda: self.intended.emit(Intent.SIGN_OUT.value))
        self.compact_key.clicked.connect(self.compact_requested)
        self._bar.language_key.clicked.connect(self.language_requested)

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
        """Puts the focus where no key acts: on the panel of the number at the counter."""
        self.current.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: DeskState) -> None:
        """Shows everything; needs the state's view."""
        view = state.view
        if view is None:
            return
        self._timezone = view.hall.timezone
        panel = next((panel for panel in (self.unprinted, self.listed) if _has_focus(panel)), None)
        self._show_bar(state, view)
        self._alarms.show_alarms(view.alarms)
        self._alarms.show_key(state)
        self.sheet.show_state(state)
        self.current.show_state(state)
        self.upcoming.show_state(state)
        self._queues.show_view(view)
        self.unprinted.show_state(state)
        self.listed.show_state(state)
        if panel is not None and not _has_focus(panel):
            self._rescue_focus(panel)
        self._share_side()
        self._figures.show_figures(view.figures)
        self._show_figures()
        self._status.show_link(
            status_text(state, self._timezone, self._words), good=state.link.connected and not state.slow
        )
        event = view.last_event
        shown = event is not None and event.action in EVENTS_SHOWN
        text = event_text(event, self._timezone, self._words) if event is not None and shown else ""
        self._status.show_last(self._words("counter.last", event=text) if text else "")

    def _rescue_focus(self, panel: QWidget) -> None:
        """The row that was worked on has gone: Qt would go on to whatever key comes next in the window."""
        rows = self.unprinted.rows if panel is self.unprinted else ()
        if rows and rows[0].held.isEnabled():
            rows[0].held.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.rest()

    def _share_side(self) -> None:
        """Numbers without a slip come first: where they are listed, the held ones keep one line and scroll."""
        most = (2, 3, 6)[self._room.value]
        self.listed.list.set_room(most if not self.unprinted.rows or self._room is Room.WIDE else 1)

    def _show_figures(self) -> None:
        """On a low screen numbers that want to be looked at need the room of the figures."""
        self._figures.setVisible(not (self._dense and (self.unprinted.rows or self.listed.rows)))

    def tick(self, now: datetime) -> None:
        """Moves the clock and the timer to ``now``."""
        if self._timezone:
            self._bar.show_clock(hall_clock(now, self._timezone, self._words))
            self.current.tick(now)

    def _show_bar(self, state: DeskState, view: CounterView) -> None:
        words, counter = self._words, view.counter
        clerk = state.user.name if state.user is not None else counter.clerk_name
        place = words("counter.place", agency=counter.agency_name, zone=zone_name(counter.zone))
        self._bar.show_texts(words("counter.counter", label=counter.label), place, clerk)
        if not state.link.connected:
            self._bar.show_state(words("counter.state_away"), "priority")
        elif state.slow:
            self._bar.show_state(words("counter.state_waiting"), "priority")
        elif counter.pause is not None:
            self._bar.show_state(words(f"counter.state_{counter.pause.kind}"), "priority")
        elif view.current is None:
            self._bar.show_state(words("counter.state_free"), "neutral")
        elif view.current.state is State.SERVING:
            self._bar.show_state(words("counter.state_serving"), "good")
        else:
            self._bar.show_state(words("counter.state_called"), "priority")
        self.sign_out_key.show_caption(words("counter.key_sign_out"))
        refusal = refusal_text(view, Intent.SIGN_OUT, words) if state.link.connected else words("counter.away_key")
        self.sign_out_key.set_possible(not refusal, refusal)
        self.sign_out_key.set_busy(state.busy is Intent.SIGN_OUT)
        self.compact_key.show_caption(words("counter.key_compact"))
        paused = counter.pause is not None
        self.pause_key.show_caption(words("counter.key_resume" if paused else "counter.key_pause"))
        self.pause_key.show_icon("play" if paused else "coffee")
        refusal = "" if paused else refusal_text(view, Intent.PAUSE, words)
        if not state.link.connected:
            refusal = words("counter.away_key")
        self.pause_key.set_possible(not refusal, refusal)
        self.pause_key.set_busy(state.busy in (Intent.PAUSE, Intent.RESUME))
        self._bar.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        room = Room.DENSE if self.height() < _LOW else Room.WIDE if self.height() >= _HIGH else Room.NORMAL
        self.current.set_room(room)
        self.upcoming.set_room(room)
        self.unprinted.list.set_room((3, 3, 5)[room.value])
        self._room = room
        self._share_side()
        self._dense = room is Room.DENSE
        self._show_figures()
        self._side.setFixedWidth(max(_SIDE_LEAST, min(_SIDE_MOST, round((self.width() - 32) * _SIDE_SHARE))))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), Colours.DESK)


def _has_focus(panel: QWidget) -> bool:
    focus = panel.window().focusWidget()
    return focus is not None and panel.isAncestorOf(focus)
