"""The supervisor's window: the hall on one page, and the shortcuts of that page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QCloseEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from counter.desk.texts import notice_text
from counter.supervisor.page import HallPage
from counter.supervisor.parts.agencies import FILTER_SHORTCUT, tab_order
from counter.supervisor.parts.blank import BlankPage
from counter.supervisor.parts.header import SIGN_OUT_SHORTCUT, Header, local_time
from counter.supervisor.state import SupervisorState
from counter.supervisor.texts import stale_text, status_texts
from hall.translator import Translator
from qtkit.desk.bars import LANGUAGE_SHORTCUT, StatusBar
from qtkit.desk.layout import pack
from qtkit.desk.panel import LEAST, NoticeLine
from qtkit.desk.style import style_sheet
from qtkit.screens import bring_forward
from qtkit.timers import repeating

_TICK_MS = 1000
_BAND = 34


class SupervisorWindow(QWidget):
    """Shows a SupervisorState. ``now`` tells the hall's time for the clock. ``alarms_seen`` when the person has looked
    at the alarms, ``sign_out_requested`` when they want to leave; ``painted`` comes once, with the first picture."""

    access_role = QAccessible.Role.Window
    painted = Signal()
    alarms_seen = Signal()
    sign_out_requested = Signal()

    def __init__(self, translate: Translator, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.translate, self._now = translate, now
        self._state = SupervisorState()
        self._painted = False
        self.setObjectName("supervisor-window")
        self.setStyleSheet(style_sheet())
        self.setMinimumSize(*LEAST)
        self.header = Header(translate)
        self.band = NoticeLine(_BAND, name="notice")
        self.page = HallPage(translate)
        self.blank = BlankPage(translate)
        self.status = StatusBar()
        self._pages = QStackedWidget()
        self._ticker = repeating(self, self._on_tick, _TICK_MS)
        self._lay_out()
        self._connect()
        self.show_state(self._state)

    def _lay_out(self) -> None:
        self._pages.addWidget(self.page)
        self._pages.addWidget(self.blank)
        pack(
            QVBoxLayout(self),
            self.header,
            self.band,
            (self._pages, 1),
            self.status,
            margins=(0, 0, 0, 0),
            spacing=0,
        )
        order = (
            self.header.language_button,
            self.header.sign_out_button,
            *tab_order(self.page.agencies),
            self.page.alarms.list,
        )
        for before, after in zip(order, (*order[1:], self.page.stations.list), strict=True):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self.header.language_requested.connect(self._on_language_requested)
        self.header.sign_out_requested.connect(self.sign_out_requested)
        self.page.alarms.seen.connect(self.alarms_seen)
        for keys, act in (
            (FILTER_SHORTCUT, self._on_find),
            (LANGUAGE_SHORTCUT, self._on_language_requested),
            (SIGN_OUT_SHORTCUT, self.sign_out_requested),
        ):
            QShortcut(QKeySequence(keys), self, autoRepeat=False).activated.connect(act)

    @Slot(object)
    def show_state(self, state: SupervisorState) -> None:
        """Shows ``state``."""
        first = self._state.view is None and state.view is not None
        self._state = state
        translate, view = self.translate, state.view
        self.header.show_state(state)
        notice = notice_text(state.notice, translate) if state.notice is not None and view is not None else ""
        text = stale_text(state, translate) or notice
        self.band.say(text, "warn")
        self.band.setVisible(bool(text))
        self._fit_band()
        if view is not None:
            self.page.show_state(state)
        else:
            self.blank.show_state(state)
        self._pages.setCurrentWidget(self.blank if view is None else self.page)
        if first:
            self.page.agencies.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_status(state)
        title = translate("supervisor.title")
        self.setWindowTitle(title if view is None else translate("supervisor.window_title", hall=view.hall.name))
        self._on_tick()

    def _fit_band(self) -> None:
        self.band.set_height(max(_BAND, self.band.least_height()))

    def _show_status(self, state: SupervisorState) -> None:
        link, day, last = status_texts(state, self.translate)
        self.status.show_link(link, good=state.link.connected)
        self.status.show_more(day)
        self.status.show_last(last)

    @Slot()
    def present(self) -> None:
        """Brings the window before all others: somebody started the program again and does not see it."""
        bring_forward(self)

    @Slot()
    def _on_find(self) -> None:
        if self._state.view is not None:
            self.page.agencies.begin_to_find()

    @Slot()
    def _on_tick(self) -> None:
        self.header.show_time(local_time(self._state, self._now()))

    @Slot()
    def _on_language_requested(self) -> None:
        self.translate.language = self.translate.following().language
        self.show_state(self._state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_band()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ticker.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._ticker.stop()
        super().closeEvent(event)
